"""A disk that can be filled to its last byte."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

_BLOCK, _SIZE = 4096, 2**25


@dataclass(frozen=True)
class SmallDisk:
    """A disk of its own at `place`."""

    place: Path

    @contextmanager
    def full(self, *, but: int = 0) -> Iterator[None]:
        """Fill the disk, but for so many blocks, and give the room back at the end."""
        filler, rest = self.place / "filler", self.place / "rest"
        rest.write_bytes(bytes(but * _BLOCK))
        try:
            with pytest.raises(OSError, match="No space left"):
                filler.write_bytes(bytes(_SIZE))
            rest.unlink()
            yield
        finally:
            rest.unlink(missing_ok=True)
            filler.unlink()


@contextmanager
def small_disk() -> Iterator[SmallDisk]:
    """Mount a disk of a few MB that everybody may reach; who may not mount one, skips the test."""
    place = Path(mkdtemp())
    place.chmod(0o755)
    try:
        yield from _mounted(place)
    finally:
        place.rmdir()


def _mounted(place: Path) -> Iterator[SmallDisk]:
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={_SIZE},mode=0755", "tmpfs", place],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("no program mounts a disk here")
    if done.returncode:
        pytest.skip("only root may mount a disk")
    try:
        yield SmallDisk(place)
    finally:
        # Some process may still be about to close a file on it.
        subprocess.run(["umount", "--lazy", place], check=True)
