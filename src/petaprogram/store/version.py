"""A version of the tables, as links and banners name it: known without the libraries of a database."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from petaprogram.messages.language import WIB, Language

# No slug of a snapshot has a point.
_SLUG = re.compile(r"versi\.([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class Version:
    """What was in force after change `number`, which was written at `at` (with its zone)."""

    number: int
    at: dt.datetime

    @property
    def slug(self) -> str:
        """Name it in a link, where a snapshot may stand as well."""
        return version_slug(self.number)

    @property
    def day(self) -> dt.date:
        """The day of the change, where the offices are."""
        return self.at.astimezone(WIB).date()

    def say(self, language: Language) -> str:
        """Name it with its time."""
        return language.say("versi {number} ({time})", number=self.number, time=language.time(self.at))


def version_slug(number: int) -> str:
    """Name a version in a link.

    Examples
    --------
    >>> version_slug(12), number_in("versi.12"), number_in("asesmen-2026")
    ('versi.12', 12, None)
    """
    return f"versi.{number}"


def number_in(slug: str) -> int | None:
    """Read the number of a version out of its slug; None where it is none."""
    found = _SLUG.fullmatch(slug)
    return int(found[1]) if found else None
