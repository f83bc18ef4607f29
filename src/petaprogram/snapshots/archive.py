"""The one file of a snapshot: a zip with a manifest of sha256 sums, written and read with suspicion.

The same content makes the same bytes (sorted names, fixed times and modes). Reading trusts nothing that the
file says of itself: only names that a snapshot may have, no links, no more bytes than the limits, and every
member against its sum in the manifest, the manifest against a sum of its own.
"""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from petaprogram.files.regular_file import FileRules, read_file
from petaprogram.messages.issues import DataError, Said, SnapshotError, make_issue
from petaprogram.messages.language import message

MANIFEST, MANIFEST_SUM = "manifest.json", "manifest.sha256"
# The tables and boundaries of a city are a thousandth of this.
MAX_BYTES = 64 * 2**20
_FILE_RULES = FileRules("snapshot-missing", "snapshot-unreadable", "snapshot-too-large")

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LOCAL_SIGN = b"PK\3\4"
_END_SIGN, _END_SIZE = b"PK\5\6", 22
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)

_UNKNOWN = message("tidak dikenal")
_TWICE = message("ada dua kali")
_ABSENT = message("tidak ada")
_NO_FILE = message("bukan berkas biasa")
_TOO_LARGE = message("terlalu besar")
_DAMAGED = message("rusak")
_CHANGED = message("tidak sama dengan sidiknya (sha256) dalam manifest")
_NO_MANIFEST = message("tidak berisi manifest yang sah")
_END = message("akhir berkas")


def write_archive(members: Mapping[str, bytes], about: Mapping[str, object]) -> bytes:
    """Put members and a manifest with their sums into one file; `about` is what else the manifest says."""
    sums = {name: sha256(members[name]).hexdigest() for name in sorted(members)}
    manifest = json.dumps({**about, "members": sums}, ensure_ascii=False, indent=1).encode()
    first = {MANIFEST: manifest, MANIFEST_SUM: sha256(manifest).hexdigest().encode()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (*first.items(), *((name, members[name]) for name in sums)):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3  # as written on Linux, wherever this runs
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=9)
    return file.getvalue()


def read_archive(path: Path, allowed: Callable[[str], bool]) -> tuple[dict[str, Any], dict[str, bytes], str]:
    """Read a file that `write_archive` made.

    Parameters
    ----------
    path
        The file.
    allowed
        Tells whether members may have a name.

    Returns
    -------
    manifest, members, manifest_sum
        What the manifest says, the members that it lists, each as it was, and the sha256 of the manifest: it
        covers everything that the file says and, by their sums, all members.

    Raises
    ------
    SnapshotError
        With the member at which the file is not what it should be.
    """
    file = path.name
    try:
        data = read_file(path, MAX_BYTES, _FILE_RULES)
    except DataError as error:
        raise SnapshotError(error.issues) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _check_entries(archive.infolist(), allowed, file)
            contents = {name: _inflate(archive, entry, file) for name, entry in entries.items()}
    except SnapshotError:
        raise
    except _BROKEN as error:
        if data.startswith(_LOCAL_SIGN) and (member := _find_cut(data)):
            raise SnapshotError([make_issue("snapshot-cut", file, member=member)]) from error
        raise SnapshotError([make_issue("snapshot-unreadable", file, reason=error)]) from error
    manifest = _read_manifest(contents, file)
    members = {name: contents[name] for name in contents if name not in {MANIFEST, MANIFEST_SUM}}
    sums = manifest["members"]
    for name in sorted({*sums, *members}):
        if name not in members:
            raise _refusal(file, name, _ABSENT)
        if sums.get(name) != sha256(members[name]).hexdigest():
            raise _refusal(file, name, _CHANGED if name in sums else _UNKNOWN)
    return manifest, members, sha256(contents[MANIFEST]).hexdigest()


def _check_entries(
    entries: list[zipfile.ZipInfo], allowed: Callable[[str], bool], file: str
) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        mode = stat.S_IFMT(entry.external_attr >> 16)
        # `orig_filename` is the name before zipfile cuts it at a NUL or turns its slashes.
        name = entry.orig_filename
        if name not in {MANIFEST, MANIFEST_SUM} and not allowed(name):
            raise _refusal(file, name, _UNKNOWN)
        if entry.filename in found:
            raise _refusal(file, entry.filename, _TWICE)
        if mode not in {0, stat.S_IFREG} or entry.flag_bits & 1 or entry.compress_type not in _METHODS:
            raise _refusal(file, entry.filename, _NO_FILE)
        found[entry.filename] = entry
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise _refusal(file, max(entries, key=lambda entry: entry.file_size).filename, _TOO_LARGE)
    return found


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: str) -> bytes:
    """Read one member; the sum of what is written in its header was bounded, and zipfile reads no more."""
    try:
        with archive.open(entry) as member:
            content = member.read(MAX_BYTES + 1)
    except _BROKEN as error:
        raise _refusal(file, entry.filename, _DAMAGED) from error
    if len(content) != entry.file_size:
        raise _refusal(file, entry.filename, _DAMAGED)
    return content


def _read_manifest(contents: Mapping[str, bytes], file: str) -> dict[str, Any]:
    for name in (MANIFEST, MANIFEST_SUM):
        if name not in contents:
            raise _refusal(file, name, _ABSENT)
    if sha256(contents[MANIFEST]).hexdigest().encode() != contents[MANIFEST_SUM]:
        raise _refusal(file, MANIFEST, _CHANGED)
    try:
        manifest = json.loads(contents[MANIFEST])
    except (ValueError, RecursionError) as error:
        raise _refusal(file, MANIFEST, _NO_MANIFEST) from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("members"), dict):
        raise _refusal(file, MANIFEST, _NO_MANIFEST)
    return manifest


def _find_cut(data: bytes) -> object:
    """Say at which member a file ends too early; None where it is broken in another way."""
    position = 0
    while data[position : position + 4] == _LOCAL_SIGN:
        header = data[position : position + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size:
            return Said(_END)
        *_, size, _, name_length, extra = _LOCAL_HEADER.unpack(header)
        start = position + _LOCAL_HEADER.size
        name = data[start : start + name_length].decode("utf-8", "replace")
        position = start + name_length + extra + size
        if position > len(data):
            return name
    end = data.find(_END_SIGN, position)
    return None if 0 <= end <= len(data) - _END_SIZE else Said(_END)


def _refusal(file: str, member: str, problem: str) -> SnapshotError:
    return SnapshotError([make_issue("snapshot-member", file, member=member[:80], problem=Said(problem))])
