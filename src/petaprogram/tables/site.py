"""What the published data say of themselves: site.toml."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from petaprogram.messages.field_checks import say_letter
from petaprogram.messages.issues import Issue, Said, make_issue
from petaprogram.messages.language import SOURCE, Language, message
from petaprogram.messages.letters import find_unseen_in
from petaprogram.tables.date_advice import WRITE_ISO, advise_date
from petaprogram.tables.toml_files import read_toml

SITE_FILE = "site.toml"

_NO_TEXT = message("bukan teks dalam tanda kutip")
_NO_DAY = message("bukan tanggal; {how}")
_ABSENT = message("tidak ada")
_NO_NUMBER = message("bukan nomor WhatsApp dengan kode negara, hanya angka, seperti 6281234567890")
_NO_YEARS = message("bukan bilangan bulat 1 sampai 100")
DEFAULT_YEARS, _YEARS = 3, range(1, 101)
_NO_ADDRESS = message("bukan alamat surel seperti data@kota.go.id")
_NUMBER = re.compile(r"[1-9][0-9]{7,14}")
# What a mail program reads as one plain address, and nothing that could add a header or a second one.
_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_KEEPER = {"keeper_whatsapp": (_NUMBER, _NO_NUMBER), "keeper_email": (_ADDRESS, _NO_ADDRESS)}


@dataclass(frozen=True, slots=True)
class Site:
    """What the published data says of itself: the day it stands for, the licence, and who keeps it.

    `keeper_whatsapp` (digits, with the code of the country) and `keeper_email` say where readers report what
    is missing or wrong. A report older than `confirm_after_years` on the day of the data is to be confirmed.
    """

    data_date: dt.date
    first_program: str | None
    licence: str
    licence_en: str
    keeper_whatsapp: str | None = None
    keeper_email: str | None = None
    confirm_after_years: int = DEFAULT_YEARS

    @property
    def confirm_before(self) -> dt.date:
        """The day before which a report is old: what it says is to be confirmed."""
        return _years_before(self.data_date, self.confirm_after_years)

    def is_new(self, year: int | None, *, upper_bound: bool) -> bool:
        """Tell whether what began in `year` is certainly younger than a year on the day of the data.

        A missing year, and one of which only is known that it had begun by then, are not.
        """
        if upper_bound or year is None:
            return False
        return dt.date(year, 1, 1) > _years_before(self.data_date, 1)

    def licence_in(self, language: Language) -> str:
        """The licence line of the data."""
        return self.licence if language.code == SOURCE else self.licence_en or self.licence


def _years_before(day: dt.date, years: int) -> dt.date:
    """Return the same day so many years earlier; 29 February has no counterpart in most years."""
    return day.replace(year=day.year - years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def read_site(path: Path) -> tuple[Site | None, list[Issue]]:
    """Read site.toml; None where it cannot be used, and why."""
    entries, issues = read_toml(path, missing="broken-site", unreadable="broken-site")
    if entries is None:
        return None, issues
    if unseen := list(find_unseen_in(entries)):
        return None, [
            make_issue("site-field", path.name, field=field, problem=say_letter(letter))
            for field, letter in unseen
        ]
    day = _day(entries.get("data_date"))
    wrong: list[tuple[str, Said]] = [
        *((field, Said(_ABSENT)) for field in ("data_date", "licence") if field not in entries),
        *(
            (field, Said(_NO_TEXT))
            for field in ("licence", "licence_en", "first_program")
            if not isinstance(entries.get(field, ""), str)
        ),
        *(
            (field, Said(problem))
            for field, (pattern, problem) in _KEEPER.items()
            if field in entries and not _matches(pattern, entries[field])
        ),
        *(
            [("confirm_after_years", Said(_NO_YEARS))]
            if not _is_years(entries.get("confirm_after_years", DEFAULT_YEARS))
            else []
        ),
        *(
            [("data_date", _say_no_day(entries["data_date"]))]
            if "data_date" in entries and day is None
            else []
        ),
    ]
    if day is None or wrong:
        name = path.name
        return None, [make_issue("site-field", name, field=field, problem=why) for field, why in wrong]
    return Site(
        day,
        entries.get("first_program"),
        entries["licence"],
        entries.get("licence_en", ""),
        keeper_whatsapp=entries.get("keeper_whatsapp"),
        keeper_email=entries.get("keeper_email"),
        confirm_after_years=entries.get("confirm_after_years", DEFAULT_YEARS),
    ), []


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_years(value: object) -> bool:
    return type(value) is int and value in _YEARS


def _day(value: object) -> dt.date | None:
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return None
    # A date and time is a date, too, but none without a time.
    return value if isinstance(value, dt.date) and not isinstance(value, dt.datetime) else None


def _say_no_day(value: object) -> Said:
    return Said(_NO_DAY, values=(("how", advise_date(str(value)) or Said(WRITE_ISO)),))


def check_site(site: Site | None, programs: pd.DataFrame | None) -> Iterator[Issue]:
    """The first view is that of a program that exists. `programs` has the column `program_id`."""
    if site is None or programs is None or site.first_program is None:
        return
    if site.first_program not in set(programs["program_id"]):
        yield make_issue("site-first-program", SITE_FILE, value=site.first_program)
