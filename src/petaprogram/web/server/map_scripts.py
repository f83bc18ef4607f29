"""The map's scripts that are served: those of the editions of the boundaries that visits last looked at.

Pages ask by edition, browsers by address. One memory answers both, so that a page never names an address that
is no longer served.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from petaprogram import __version__
from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import classify
from petaprogram.maps.safe import safe_address, safe_json
from petaprogram.maps.screen.map_script import MapScript, map_script
from petaprogram.maps.screen.paint_call import paintings_ahead
from petaprogram.measures.area_tips import tip_rows
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset
from petaprogram.web.server.compressed_files import pack

# Today's edition, and those of snapshots.
EDITIONS = 5


# The records of today and of snapshots, in each language.
RECORDS = 8


@dataclass(frozen=True, slots=True)
class _Made:
    script: MapScript
    packed: bytes


_lock = threading.Lock()
# So that many visitors who come at once make the colours ahead once.
_making = threading.Lock()
# The edition that was looked at last stands last.
_made: OrderedDict[Areas, _Made] = OrderedDict()
# The same for what pointing at an area says of its programs: packed, by address.
_records: OrderedDict[str, bytes] = OrderedDict()
# What the script of the colours ahead is made of, by address.
_ahead: OrderedDict[str, tuple[Dataset, Language]] = OrderedDict()


def script_of(areas: Areas) -> MapScript:
    """Return the map's script of an edition of the boundaries; it is made once."""
    with _lock:
        if areas not in _made:
            script = map_script(areas)
            _made[areas] = _Made(script, pack(script.content))
        _made.move_to_end(areas)
        if len(_made) > EDITIONS:
            _made.popitem(last=False)
        return _made[areas].script


def records_address(dataset: Dataset, language: Language) -> str:
    """Return where the script is served that holds what pointing says of every record; it is made once.

    Its texts enter no map document: it hands them over as data, and the map sets them as text.
    """
    address, packed = _records_script(dataset, language)
    with _lock:
        _records[address] = packed
        _records.move_to_end(address)
        if len(_records) > RECORDS:
            _records.popitem(last=False)
    return address


@lru_cache(maxsize=RECORDS)
def _records_script(dataset: Dataset, language: Language) -> tuple[str, bytes]:
    rows = safe_json(tip_rows(dataset, language))
    address = f"/assets/map/records-{sha256(rows.encode()).hexdigest()[:12]}.js"
    return address, pack(f'PetaMap.tell("{safe_address(address)}",{rows});'.encode())


def ahead_address(dataset: Dataset, language: Language) -> str:
    """Return where the script is of what the map of each program and pillar looks like without filters.

    It is made when it is asked for, which takes a second for 71 programs; no page waits for it.
    """
    state = f"{dataset.version} {dataset.areas.version} {language.code} {__version__}"
    address = f"/assets/map/ahead-{sha256(state.encode()).hexdigest()[:12]}.js"
    with _lock:
        _ahead[address] = dataset, language
        _ahead.move_to_end(address)
        if len(_ahead) > RECORDS:
            _ahead.popitem(last=False)
    return address


@lru_cache(maxsize=RECORDS)
def _ahead_script(address: str, dataset: Dataset, language: Language) -> bytes:
    pillars = dataset.pillars["letter"] + " " + dataset.pillars["name"]
    themes: list[tuple[str, Theme]] = [
        *((str(name), Theme("program", str(one))) for one, name in dataset.programs["name"].items()),
        *((str(label), Theme("pillar", str(one))) for one, label in pillars.items()),
    ]
    # Of two choices with one name, the page does not say which was made.
    often = Counter(name for name, _ in themes)
    maps = {name: classify(make_map(dataset, theme)) for name, theme in themes if often[name] == 1}
    choices = safe_json(paintings_ahead(maps, language))
    return pack(f'PetaMap.tellAhead("{safe_address(address)}",{choices});'.encode())


def packed_ahead(address: str) -> bytes | None:
    """Return the packed script of an `ahead_address`, or None where there is none."""
    with _lock:
        made_of = _ahead.get(address)
    if made_of is None:
        return None
    with _making:
        return _ahead_script(address, *made_of)


def packed_script(address: str) -> bytes | None:
    """Return the packed script of an address, or None where there is none."""
    with _lock:
        if address in _records:
            return _records[address]
        return next((made.packed for made in _made.values() if made.script.address == address), None)
