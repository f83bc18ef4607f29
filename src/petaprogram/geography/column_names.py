"""The columns that every area needs, and what other publishers call them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from petaprogram.geography.quoting import shown
from petaprogram.messages.issues import Issue, Said, make_issue
from petaprogram.messages.language import message

COLUMNS = ("kode", "name", "kecamatan")
# In lower case: as Badan Informasi Geospasial and BPS have them, and what is usual.
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "kode": ("kdepum", "kode_desa", "kode_kelurahan", "iddesa"),
    "name": ("wadmkd", "namobj", "nama", "kelurahan", "desa", "nmdesa"),
    "kecamatan": ("wadmkc", "nmkec", "nama_kecamatan"),
}
_MANY_COLUMNS = 30
_RENAME = message("Ganti nama kolomnya: {renames}.")
_NAME_THEM = message("Setiap wilayah perlu kolom kode, name, dan kecamatan, semuanya teks.")


def absent_columns(features: Sequence[Any]) -> list[str]:
    """Name the columns that no area of a file has."""
    there = _property_names(features)
    return [column for column in COLUMNS if column not in there] if there else []


def _property_names(features: Sequence[Any]) -> list[str]:
    names: dict[str, None] = {}
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        names |= dict.fromkeys(properties if isinstance(properties, dict) else ())
    return list(names)


def say_absent(absent: Sequence[str], features: Sequence[Any], file: str) -> Issue:
    """Say which columns there are instead, and which of them hold what is wanted."""
    there = _property_names(features)
    by_name = {name.casefold(): name for name in there}
    renames = [
        f"{by_name[other]} → {column}"
        for column in absent
        if (other := next((one for one in (column, *_OTHER_NAMES[column]) if one in by_name), None))
    ]
    how = Said(_RENAME, values=(("renames", ", ".join(renames)),)) if renames else Said(_NAME_THEM)
    found = [shown(name) for name in there[:_MANY_COLUMNS]] + ["..."] * (len(there) > _MANY_COLUMNS)
    return make_issue("boundary-columns", file, columns=", ".join(absent), found=", ".join(found), how=how)
