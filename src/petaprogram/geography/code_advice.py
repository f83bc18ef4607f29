"""What to write instead of a code that is none: what became of it, as far as it shows."""

from __future__ import annotations

import re
import unicodedata

from petaprogram.messages.issues import Said
from petaprogram.messages.language import message

# [0-9], not \d: that would also take digits of other scripts. The number of a kelurahan starts with 1, of a
# desa with 2; one that starts with 0 is of BPS.
KODE = re.compile(r"[0-9]{2}\.[0-9]{2}(\.[0-9]{2}(\.[1-9][0-9]{3})?)?")
_UNDOTTED = re.compile(r"([0-9]{2})([0-9]{2})(?:([0-9]{2})([1-9][0-9]{3})?)?")
# BPS counts kecamatan with three digits, of which the last is mostly 0, and the areas in them with three. The
# same ten digits with a 1 there are rather a code of ours without its dots.
_BPS = re.compile(
    r"[0-9]{2}\.?[0-9]{2}\.[0-9]{3}(?:\.[0-9]{3})?|[0-9]{7}|[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}\.?0[0-9]{3}"
)
_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
_OTHER_DOTS = re.compile(r"[,;:/_‐-―-]")

_WRITE_DOTS = message("tulis bertitik, misalnya 35.71.02.1016")
_WRITE_PLAIN = message("tulis {code}, dengan angka dan titik biasa")
_NUMBER = message(
    "titiknya hilang; tulis {code} bila itu maksudnya, dan jadikan kolomnya teks di lembar kerja"
)
_CUT_NUMBER = message(
    "lembar kerja memotong angkanya; ambil ulang kodenya, dan jadikan kolomnya teks di lembar kerja"
)
_OF_BPS = message(
    "tampaknya kode BPS, yang berbeda dari kode Kemendagri; cari kodenya dari nama wilayah, misalnya dengan "
    "'petaprogram match'"
)


def advise_code(text: str) -> Said:
    """Say what to write instead of a text that is no code of an area.

    Examples
    --------
    >>> from petaprogram.messages.language import INDONESIAN
    >>> advise_code("3571011004.0").say(INDONESIAN)[:38]
    'titiknya hilang; tulis 35.71.01.1004 b'
    >>> {advise_code(text).say(INDONESIAN)[:18] for text in ("3571010004", "35.71.011.006", "3571011")}
    {'tampaknya kode BPS'}
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if _SCIENTIFIC.fullmatch(plain):
        return Said(_CUT_NUMBER)
    digits = re.sub(r"[.,]0*$", "", plain)
    if _BPS.fullmatch(digits):
        return Said(_OF_BPS)
    if found := _UNDOTTED.fullmatch(digits):
        return Said(_NUMBER, values=(("code", ".".join(filter(None, found.groups()))),))
    dotted = _OTHER_DOTS.sub(".", plain).strip(".")
    return Said(_WRITE_PLAIN, values=(("code", dotted),)) if KODE.fullmatch(dotted) else Said(_WRITE_DOTS)
