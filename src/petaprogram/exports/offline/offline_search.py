"""What the search of the offline file finds: names with their spellings, written as short lists."""

from __future__ import annotations

from petaprogram.measures.search import known_entries
from petaprogram.tables.dataset import Dataset

# A kind of programs has no place of its own in the file.
_KINDS = ("city", "kecamatan", "kelurahan", "program", "partner", "pillar", "site", "landmark")


def list_names(dataset: Dataset) -> list[list[object]]:
    """List everything that can be found, once: kind, key, name, and all its other spellings.

    The spellings of an area hold its full name too, with what it lies in.
    """
    areas = dataset.areas
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for kind, key, name, spelling in known_entries(dataset):
        if kind in _KINDS:
            found.setdefault((kind, key, name), {})[spelling] = None
    for kode, row in areas.frame.iterrows():
        full = f"Kelurahan {row['name']} Kecamatan {row['kecamatan']} {areas.city}"
        found["kelurahan", str(kode), areas.name_of(str(kode))][full] = None
    for kode, name in areas.kecamatan["name"].items():
        found["kecamatan", str(kode), str(name)][f"Kecamatan {name} {areas.city}"] = None
    return [
        [kind, key, name, [one for one in spellings if one != name]]
        for (kind, key, name), spellings in found.items()
    ]
