"""What to write instead of a year that is none."""

from __future__ import annotations

import re

from petaprogram.messages.issues import Said
from petaprogram.messages.language import message

_NUMBER = re.compile(r"((?:19|20)[0-9]{2})[.,]0+")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

_WRITE = message("tulis {year}")
_WRITE_FIRST = message("tulis tahun pertamanya, {year}; kisarannya dapat disebut dalam keterangan")
_WRITE_ALONE = message("tulis tahunnya saja, {year}")
_WRITE_DIGITS = message("tulis empat angka, misalnya 2020")


def advise_year(text: str) -> Said:
    """Say what to write instead of a text that is no year.

    Examples
    --------
    >>> from petaprogram.messages.language import INDONESIAN
    >>> [advise_year(text).say(INDONESIAN)[:24] for text in ("2012.0", "2017/2018", "TA 2020", "baru")]
    ['tulis 2012', 'tulis tahun pertamanya, ', 'tulis tahunnya saja, 202', 'tulis empat angka, misal']
    """
    if number := _NUMBER.fullmatch(text):
        return Said(_WRITE, values=(("year", number[1]),))
    years = _YEAR.findall(text)
    if not years:
        return Said(_WRITE_DIGITS)
    return Said(_WRITE_ALONE if len(years) == 1 else _WRITE_FIRST, values=(("year", years[0]),))
