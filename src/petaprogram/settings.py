"""Where this installation keeps its files, and what it may show: read from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv6Address
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

# The checkout: the package is installed from it in editable mode, beside geo/ and data/.
ROOT = Path(__file__).resolve().parents[2]

# A basemap on this server or another. It stands in a map document, where the braces of {z} open no template
# expression while they stand alone, and its host in a header, where {s} can only be all of the first part.
TILE_URL = re.compile(
    r"(https?://(\{s\}\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:(?P<port>[0-9]{1,5}))?)?"
    r"/(?!/)([A-Za-z0-9._~/@?&=-]|\{[zxysr]\})+"
)
TILE_ATTRIBUTION = re.compile(r"[A-Za-z0-9 .,:/()\u00a9-]{1,120}")
_LABEL = r"[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"https?://({_LABEL}(\.{_LABEL})*|\[(?P<six>[0-9a-f:.]+)\])(:(?P<port>[0-9]{{1,5}}))?", re.IGNORECASE
)
_LAST_PORT = 65535
_DATABASE_URL = re.compile(r"postgresql://[!-~]+")
# Who may embed the map, in a word.
_EMBEDDERS: Mapping[str, tuple[str, ...]] = {"": ("*",), "semua": ("*",), "tidak": ()}
_OWN_MACHINE = re.compile(r"localhost|127(\.[0-9]{1,3}){3}|::1")
# Of the 255 and the 4096 bytes of a file system. Longer names lie beside: passports, drafts, snapshots.
_LONGEST_NAME, _LONGEST_PATH = 200, 3800
# As much of a wrong value is said.
_SHOWN = 60


class SettingsError(ValueError):
    """Settings that make no sense: a line for each, as a terminal shows them."""

    def __init__(self, problems: Iterable[str]) -> None:
        super().__init__("\n".join(f"petaprogram: {problem}" for problem in problems))


@dataclass(frozen=True, slots=True)
class Settings:
    """The files of one installation.

    `tile_url` is the template of a basemap ({z}/{x}/{y}); None, the default, asks nothing of any network.
    `address` is where people reach the app, for what points back to it from paper; None: nowhere.
    `embedders` are the origins whose pages may show the map alone in a frame; ("*",), the default, are all of
    them. `database_url` is a PostgreSQL database for the history of the tables; None: a file in `state`,
    where one was made. `editors` says who may change the data in the page: "local", whoever sits at this
    machine; None, the default, nobody. `debug` shows tracebacks in the page and tells the log more; for
    developers.
    """

    boundaries: Path
    tables: Path
    state: Path
    snapshots: Path
    tile_url: str | None
    tile_attribution: str
    address: str | None = None
    debug: bool = False
    embedders: tuple[str, ...] = ("*",)
    database_url: str | None = None
    editors: Literal["local"] | None = None

    def wrong_for_editors(self, address: str | None) -> str:
        """Say why the server must not listen at an address where others reach it; empty where it may.

        Streamlit takes None as every address of the machine.
        """
        if self.editors is None or is_own_machine(address):
            return ""
        named = f"alamat {_shown(address)}" if address else "tanpa alamat, server"
        return (
            "PETAPROGRAM_EDITORS: local berarti siapa pun yang membuka halaman boleh mengubah data, dan "
            f"{named} terbuka bagi komputer lain; pakai alamat localhost, atau kosongkan"
        )


def is_own_machine(name: str | None) -> bool:
    """Whether a name means another machine to everybody who uses it: localhost, 127.0.0.1, ::1."""
    return bool(_OWN_MACHINE.fullmatch(name or ""))


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read PETAPROGRAM_BOUNDARIES, _TABLES, _STATE, _SNAPSHOTS, _TILES and others.

    Raises
    ------
    SettingsError
        If any makes no sense; all of them are named. Whether files are there is not asked.
    """
    if problems := [*_problems(environ)]:
        raise SettingsError(problems)
    embed = _embed(environ)
    state = Path(environ.get("PETAPROGRAM_STATE") or ROOT / ".petaprogram")
    return Settings(
        boundaries=Path(environ.get("PETAPROGRAM_BOUNDARIES") or ROOT / "geo" / "kelurahan.geojson"),
        tables=Path(environ.get("PETAPROGRAM_TABLES") or ROOT / "data"),
        state=state,
        snapshots=Path(environ.get("PETAPROGRAM_SNAPSHOTS") or state / "snapshots"),
        tile_url=environ.get("PETAPROGRAM_TILES") or None,
        tile_attribution=environ.get("PETAPROGRAM_TILES_ATTRIBUTION", ""),
        address=_address(environ) or None,
        debug=environ.get("PETAPROGRAM_DEBUG") == "1",
        embedders=_EMBEDDERS.get(embed, tuple(embed.split())),
        database_url=environ.get("PETAPROGRAM_DATABASE_URL") or None,
        editors="local" if _editors(environ) else None,
    )


def _embed(environ: Mapping[str, str]) -> str:
    return environ.get("PETAPROGRAM_EMBED", "").strip().lower()


def _editors(environ: Mapping[str, str]) -> str:
    return environ.get("PETAPROGRAM_EDITORS", "").strip().lower()


def _address(environ: Mapping[str, str]) -> str:
    return environ.get("PETAPROGRAM_ADDRESS", "").strip().rstrip("/")


def _problems(environ: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong, a sentence for each setting."""
    for name in ("BOUNDARIES", "TABLES", "STATE", "SNAPSHOTS"):
        setting = f"PETAPROGRAM_{name}"
        if wrong := _wrong_in_path(path := environ.get(setting, "")):
            yield f"{setting}: {_shown(path)} {wrong}"
    if (tiles := environ.get("PETAPROGRAM_TILES")) and not _is_tile_url(tiles):
        example = "https://tiles.example.org/{z}/{x}/{y}.png"
        yield f"PETAPROGRAM_TILES: {_shown(tiles)} bukan alamat peta dasar; tulis seperti {example}"
    credit = environ.get("PETAPROGRAM_TILES_ATTRIBUTION")
    if credit and not TILE_ATTRIBUTION.fullmatch(credit):
        allowed = "huruf, angka, spasi, dan . , : / ( ) - \u00a9, paling banyak 120"
        yield f"PETAPROGRAM_TILES_ATTRIBUTION: {_shown(credit)} tidak dapat ditampilkan; tulis {allowed}"
    if (address := _address(environ)) and not _is_address(address):
        example = "https://peta.example.go.id, tanpa jalur dan nama pengguna"
        yield f"PETAPROGRAM_ADDRESS: {_shown(address)} bukan alamat; tulis seperti {example}"
    embed = _embed(environ)
    if embed not in _EMBEDDERS and (strange := [one for one in embed.split() if not _is_address(one)]):
        example = "https://situs.example.go.id; atau semua, atau tidak"
        yield f"PETAPROGRAM_EMBED: {_shown(strange[0])} bukan alamat situs; tulis seperti {example}"
    # Not shown: it may hold a password.
    if (database := environ.get("PETAPROGRAM_DATABASE_URL")) and not _DATABASE_URL.fullmatch(database):
        example = "postgresql://pengguna:sandi@server:5432/petaprogram"
        yield f"PETAPROGRAM_DATABASE_URL: bukan alamat PostgreSQL; tulis seperti {example}"
    if wrong := _wrong_in_editors(_editors(environ), address):
        yield f"PETAPROGRAM_EDITORS: {wrong}"
    if (debug := environ.get("PETAPROGRAM_DEBUG", "")) not in ("", "0", "1"):
        yield f"PETAPROGRAM_DEBUG: {_shown(debug)} tidak dikenal; tulis 1, atau kosongkan"


def _wrong_in_editors(editors: str, address: str) -> str:
    if editors not in ("", "local"):
        return f"{_shown(editors)} tidak dikenal; tulis local, atau kosongkan"
    if editors and _is_address(address) and not is_own_machine(urlsplit(address).hostname):
        return (
            f"local hanya untuk komputer ini, tetapi PETAPROGRAM_ADDRESS {_shown(address)} terbuka bagi "
            "orang lain; kosongkan salah satunya"
        )
    return ""


def _wrong_in_path(path: str) -> str:
    try:
        names, whole = path.encode().split(os.sep.encode()), str(Path(path).absolute()).encode()
    except UnicodeEncodeError:  # an environment may hold any bytes
        return "bukan UTF-8"
    if "\0" in path:
        return "memuat karakter NUL"
    if len(whole) > _LONGEST_PATH or any(len(name) > _LONGEST_NAME for name in names):
        return f"terlalu panjang; satu nama paling banyak {_LONGEST_NAME} byte, semuanya {_LONGEST_PATH}"
    return ""


def _is_tile_url(url: str) -> bool:
    found = TILE_URL.fullmatch(url)
    return found is not None and _is_port(found["port"]) and all(one in url for one in ("{z}", "{x}", "{y}"))


def _is_address(address: str) -> bool:
    found = _ADDRESS.fullmatch(address)
    if found is None or not _is_port(found["port"]):
        return False
    with suppress(ValueError):
        return found["six"] is None or bool(IPv6Address(found["six"]))
    return False


def _is_port(digits: str | None) -> bool:
    return digits is None or 0 < int(digits) <= _LAST_PORT


def _shown(value: str) -> str:
    """Quote a value that may hold anything, for a terminal."""
    plain = "".join(char if char.isprintable() else "?" for char in value[:_SHOWN])
    return f"'{plain}...'" if len(value) > _SHOWN else f"'{plain}'"
