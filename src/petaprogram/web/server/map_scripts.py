"""The map's scripts that are served: those of the editions of the boundaries that visits last looked at.

Pages ask by edition, browsers by address. One memory answers both, so that a page never names an address that
is no longer served.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from petaprogram.geography.areas import Areas
from petaprogram.maps.screen.map_script import MapScript, map_script
from petaprogram.web.server.compressed_files import pack

# Today's edition, and those of snapshots.
EDITIONS = 5


@dataclass(frozen=True, slots=True)
class _Made:
    script: MapScript
    packed: bytes


_lock = threading.Lock()
# The edition that was looked at last stands last.
_made: OrderedDict[Areas, _Made] = OrderedDict()


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


def packed_script(address: str) -> bytes | None:
    """Return the packed script of an address, or None where there is none."""
    with _lock:
        return next((made.packed for made in _made.values() if made.script.address == address), None)
