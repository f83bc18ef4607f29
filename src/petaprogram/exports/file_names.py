"""What a file is called on a disk: city, subject, filters and month, in letters that every disk takes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from petaprogram.maps.class_tables import TITLES
from petaprogram.maps.classes import Classified
from petaprogram.measures.filters import filters_in_words
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.messages.language import Language
from petaprogram.messages.letters import slug
from petaprogram.tables.dataset import Dataset

# Below the 143 letters of encrypted disks, with room for what a browser puts behind a second file.
MAX_STEM = 110
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
_DIGITS = 6


def file_stem(before: str, subject: str, after: str) -> str:
    """Join the parts of a name; a subject that is too long is cut, and six digits tell it from its like.

    Examples
    --------
    >>> file_stem("Kediri", "Bank Sampah, status berjalan", "2026-11")
    'kediri-bank-sampah-status-berjalan-2026-11'
    >>> file_stem("", "CON", "")
    'berkas-con'
    """
    head, middle, tail = slug(before)[:40].rstrip("-"), slug(subject), slug(after)[-50:].lstrip("-")
    room = MAX_STEM - len(head) - len(tail) - 2
    if len(middle) > room:
        mark = hashlib.sha256(subject.encode("utf-8", "replace")).hexdigest()[:_DIGITS]
        middle = f"{middle[: room - _DIGITS - 1].rpartition('-')[0] or middle[: room - _DIGITS - 1]}-{mark}"
    stem = "-".join(filter(None, (head, middle, tail)))
    return f"berkas-{stem}".rstrip("-") if not stem or _RESERVED.fullmatch(stem) else stem


def city_slug(dataset: Dataset) -> str:
    """Name the city for a file: without the word Kota, which every one of them bears."""
    areas = dataset.areas
    return slug(re.sub(r"(?i)^kota(?= )", "", areas.city)) or slug(areas.city_kode)


def map_subject(
    dataset: Dataset,
    shown: ThematicMap,
    classified: Classified,
    language: Language,
    only: str | None = None,
) -> Iterator[str]:
    """Name what a map shows, each filter, and the class to which it is narrowed down, by its id."""
    theme = shown.theme
    if theme.kind == "program":
        yield str(dataset.programs.at[theme.subject, "name"])
    elif theme.kind == "pillar":
        yield str(dataset.pillars.at[theme.subject, "name"])
    else:
        yield language.say(TITLES[classified.kind])
    yield from conditions_in_words(dataset, shown, classified, language, only)


def conditions_in_words(
    dataset: Dataset,
    shown: ThematicMap,
    classified: Classified,
    language: Language,
    only: str | None = None,
) -> Iterator[str]:
    """Say each filter of a map, and the class to which it is narrowed down, by its id."""
    say = language.say
    yield from filters_in_words(shown.theme.filters, dataset, language)
    for item in classified.classes:
        if item.id == only:
            yield say("hanya: {name}", name=say(item.label))
