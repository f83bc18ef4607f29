"""Coordinates that are not longitude and latitude: in which system they are, as stated or as it seems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from petaprogram.geography.quoting import shown
from petaprogram.messages.issues import Said
from petaprogram.messages.language import message

MERCATOR_LIMIT_M = 20_037_508.35
_EPSG = re.compile(r"EPSG:{1,2}(?:[0-9.]*:)?([0-9]{4,6})$")

_STATED = message("keterangan 'crs' di berkas ini menyebut {crs}; pilih itu sebagai sistem asal")
_NAMELESS = message("tanpa nama")
_OFF_EARTH = message("tampaknya salah ekspor, sebab angkanya di luar bumi")
_TM3 = message(
    "tampaknya meter dalam TM-3 Kantor Pertanahan (EPSG:23830 sampai 23845) atau UTM, tanyakan sistemnya"
)
_UTM = message("tampaknya meter dalam UTM (di Indonesia EPSG:32746 sampai 32754 atau 32646 sampai 32654)")
_MERCATOR = message("tampaknya meter, misalnya Web Mercator (EPSG:3857)")


def stated_crs(content: Mapping[str, Any]) -> str:
    """Name the system that a file states for its coordinates; empty where it states none or WGS 84.

    Examples
    --------
    >>> stated_crs({"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::23836"}}})
    'EPSG:23836'
    """
    name = _crs_name(content)
    return "" if name.endswith(("CRS84", ":4326")) else name


def quote_crs(content: Mapping[str, Any]) -> str | Said:
    """Quote the `crs` of a file, whatever it holds."""
    return _crs_name(content) or Said(_NAMELESS)


def _crs_name(content: Mapping[str, Any]) -> str:
    crs = content.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str):
        return ""
    number = _EPSG.search(name)
    return f"EPSG:{number[1]}" if number else shown(name)


def say_stated(crs: str) -> Said:
    """Say that the file itself names the system."""
    return Said(_STATED, values=(("crs", crs),))


def likely_cause(x: float, y: float) -> Said | None:
    """Name the likely cause of a position that is not longitude and latitude, by its size.

    None where longitude and latitude seem to be exchanged.
    """
    if abs(x) <= 90 < abs(y) <= 180:  # noqa: PLR2004 - degrees
        return None
    if max(abs(x), abs(y)) > MERCATOR_LIMIT_M:
        return Said(_OFF_EARTH)
    # A zone of TM-3 has 200 km in its middle and 1,500 km at the equator. UTM has such numbers, too, north of
    # the equator.
    if 3e4 <= x < 3.7e5 and 2e5 <= y <= 2.3e6:  # noqa: PLR2004
        return Said(_TM3)
    if 1e5 <= x < 1e6 and 0 <= y <= 1e7:  # noqa: PLR2004 - a UTM zone's eastings and northings, metres
        return Said(_UTM)
    return Said(_MERCATOR)
