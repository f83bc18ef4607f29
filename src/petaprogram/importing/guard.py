"""Columns that must not come in: numbers of residents, of families and of telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from petaprogram.importing.book import Cell, column_letter
from petaprogram.importing.fields import plain_title
from petaprogram.messages.issues import Issue, Said, make_issue
from petaprogram.messages.language import message

_RESIDENT = message("nomor induk kependudukan (NIK)")
_FAMILY = message("nomor kartu keluarga (KK)")
_PHONE = message("nomor telepon")

_TITLES = (
    (re.compile(r"\b(nik|no ktp|nomor ktp|nomor induk kependudukan)\b"), _RESIDENT),
    (re.compile(r"\b(no kk|nomor kk|nkk|kartu keluarga|nomor kartu keluarga)\b"), _FAMILY),
    (
        re.compile(r"\b(no|nomor)?\s*(hp|telp|telepon|telpon|tlp|wa|whatsapp|handphone|phone|ponsel)\b"),
        _PHONE,
    ),
)
# Province, regency and district, day (40 more for women), month, year of birth, number.
_NIK = r"[1-9][0-9]{5}(?:0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])(?:0[1-9]|1[0-2])[0-9]{6}"
_SIXTEEN = re.compile(_NIK)
_MOBILE = re.compile(r"(?:\+?62|0)8[1-9][0-9]{7,10}")
# Typed as a number it has lost its zero.
_MOBILE_NUMBER = re.compile(r"8[1-9][0-9]{8,10}")
_SPACES = re.compile(r"[\s.()/-]+")
_FREE_NIK = re.compile(rf"(?<![0-9]){_NIK}(?![0-9])")
_FREE_MOBILE = re.compile(r"(?<![0-9.])(?:\+?62|0)[ -]?8[1-9][0-9](?:[ -]?[0-9]){6,9}(?![0-9])")
# A column is one of these where so many of its cells are.
_SHARE = 0.3


def check_columns(
    titles: Sequence[tuple[int, str]], rows: Sequence[tuple[int, Sequence[Cell]]], file: str, header: int
) -> Iterator[Issue]:
    """Find the columns of persons, by their titles or by what stands in them; hidden columns as well."""
    for position, title in titles:
        cells = [cells[position] for _, cells in rows if position < len(cells) and cells[position] != ""]
        if not cells:
            continue
        plain = plain_title(title)
        named = next((what for pattern, what in _TITLES if pattern.search(plain)), None)
        # A title alone may be a word of another thing: some cell has to be a number.
        if named and not any(re.search(r"[0-9]{5}", _digits(cell)) for cell in cells):
            named = None
        kinds = [_kind(cell) for cell in cells]
        found = named or next(
            (what for what in (_RESIDENT, _PHONE) if kinds.count(what) >= _SHARE * len(cells)), None
        )
        if found:
            yield make_issue(
                "import-personal",
                file,
                header,
                column=column_letter(position),
                title=title,
                what=Said(found),
            )


def personal_part(text: str) -> str | None:
    """Say which number of a person stands within a text, as a message; None where there is none.

    Examples
    --------
    >>> personal_part("hubungi Bu Ani 0812-3456-7890"), personal_part("Bank Sampah RW 03")
    ('nomor telepon', None)
    """
    if len(text) < 10 or not re.search(r"[0-9]{3}", text):  # noqa: PLR2004 - shorter than any of them
        return None
    if _FREE_NIK.search(text):
        return _RESIDENT
    return _PHONE if _FREE_MOBILE.search(text) else None


def _digits(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else ""
    return _SPACES.sub("", cell) if isinstance(cell, str) else ""


def _kind(cell: Cell) -> str | None:
    digits = _digits(cell)
    if _SIXTEEN.fullmatch(digits):
        return _RESIDENT
    number = isinstance(cell, float) and _MOBILE_NUMBER.fullmatch(digits)
    return _PHONE if number or _MOBILE.fullmatch(digits) else None
