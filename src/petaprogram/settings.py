"""Where this installation keeps its files, and what it may show: read from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# The checkout: the package is installed from it in editable mode, beside geo/ and data/.
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Settings:
    """The files of one installation.

    `tile_url` is the template of a basemap ({z}/{x}/{y}); None, the default, asks nothing of any network.
    `address` is where people reach the app, for what points back to it from paper; None: nowhere.
    `debug` shows tracebacks in the page and tells the log more; for developers.
    """

    boundaries: Path
    tables: Path
    state: Path
    snapshots: Path
    tile_url: str | None
    tile_attribution: str
    address: str | None = None
    debug: bool = False


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read PETAPROGRAM_BOUNDARIES, _TABLES, _STATE, _SNAPSHOTS, _TILES, _TILES_ATTRIBUTION, _ADDRESS, _DEBUG.

    Raises
    ------
    ValueError
        If the address is none of the web.
    """
    address = environ.get("PETAPROGRAM_ADDRESS", "").strip().rstrip("/")
    if address and not address.startswith(("http://", "https://")):
        raise ValueError(
            f"PETAPROGRAM_ADDRESS: '{address}' bukan alamat; tulis seperti https://peta.example.go.id"
        )
    state = Path(environ.get("PETAPROGRAM_STATE") or ROOT / ".petaprogram")
    return Settings(
        boundaries=Path(environ.get("PETAPROGRAM_BOUNDARIES") or ROOT / "geo" / "kelurahan.geojson"),
        tables=Path(environ.get("PETAPROGRAM_TABLES") or ROOT / "data"),
        state=state,
        snapshots=Path(environ.get("PETAPROGRAM_SNAPSHOTS") or state / "snapshots"),
        tile_url=environ.get("PETAPROGRAM_TILES") or None,
        tile_attribution=environ.get("PETAPROGRAM_TILES_ATTRIBUTION", ""),
        address=address or None,
        debug=environ.get("PETAPROGRAM_DEBUG") == "1",
    )
