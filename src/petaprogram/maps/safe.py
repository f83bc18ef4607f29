"""What may enter a map document, and nothing else.

folium and branca compile what they are given as a template a second time, and the browser runs the result as
script. So each value is recognised by its own strict shape; whatever is not recognised raises.
"""

from __future__ import annotations

import json
import math
import re
from numbers import Integral, Real

from petaprogram.geography.areas import AREA_NAME_PATTERN
from petaprogram.geography.context_files import CREDIT_PATTERN
from petaprogram.maps.class_tables import VOCABULARY
from petaprogram.messages.issues import UnsafeMapValueError
from petaprogram.scenario.sentences import SERVICE
from petaprogram.settings import TILE_ATTRIBUTION, TILE_URL

# [0-9], not \d: that would also take digits of other scripts.
_KODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_VERSION = re.compile(r"[0-9a-f]{6,64}")
_ADDRESS = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9._-]*)+")
_WORDS = VOCABULARY.union(SERVICE.values())
_TEMPLATE_SYNTAX = ("{{", "{%", "{#", "<")


def safe_kode(value: object) -> str:
    """Return a Kemendagri code of any level."""
    return _shaped("kode", _KODE, value)


def safe_colour(value: object) -> str:
    """Return a colour written as #RRGGBB."""
    return _shaped("colour", _COLOUR, value)


def safe_version(value: object) -> str:
    """Return the version of a dataset (hexadecimal)."""
    return _shaped("version", _VERSION, value)


def safe_address(value: object) -> str:
    """Return an address on this server, such as /assets/map/petamap-0123.js."""
    return _shaped("address", _ADDRESS, value)


def safe_tile_url(value: object) -> str:
    """Return a tile address with {z}, {x} and {y}, on this server or another."""
    return _shaped("tile address", TILE_URL, value)


def safe_attribution(value: object) -> str:
    """Return the credit line of a basemap."""
    return _shaped("attribution", TILE_ATTRIBUTION, value)


def safe_name(value: object) -> str:
    """Return the name of an area, a kecamatan or the city.

    Examples
    --------
    >>> safe_name("24 Ilir D.1")
    '24 Ilir D.1'
    >>> safe_name("{{ 7 * 7 }}")
    Traceback (most recent call last):
        ...
    petaprogram.messages.issues.UnsafeMapValueError: area name: '{{ 7 * 7 }}' may not enter a map document
    """
    return _shaped("area name", AREA_NAME_PATTERN, value)


def safe_credit(value: object) -> str:
    """Return the credit line or the note of something around the city."""
    return _shaped("credit", CREDIT_PATTERN, value)


def safe_word(value: object) -> str:
    """Return a message of the project's own vocabulary."""
    if not isinstance(value, str) or value not in _WORDS:
        raise UnsafeMapValueError("word", value)
    return value


def safe_int(value: object, what: str) -> int:
    """Return a whole number as a Python int."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise UnsafeMapValueError(what, value)
    return int(value)


def safe_number(value: object, what: str) -> float:
    """Return a finite number as a Python float."""
    if isinstance(value, bool) or not isinstance(value, Real) or not math.isfinite(value):
        raise UnsafeMapValueError(what, value)
    return float(value)


def safe_json(value: object) -> str:
    """Write checked values as JSON that can stand inside a script.

    ASCII only, so U+2028 and U+2029 are escaped; `<` is escaped, so no tag can end the script.
    """
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")).replace(
        "<", "\\u003c"
    )


def refuse_template_syntax(text: str) -> str:
    """Return `text`, or raise if a template engine or an HTML parser could find something to do in it.

    A second check: no checked value can hold these signs, so it only refuses after a programming error.
    """
    for sign in _TEMPLATE_SYNTAX:
        if sign in text:
            raise UnsafeMapValueError("map document", sign)
    return text


def _shaped(what: str, pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise UnsafeMapValueError(what, value)
    return value
