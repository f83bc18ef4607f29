"""Measures `make app` from nothing to the painted map: seconds, and megabytes that pip fetches.

The files that git tracks are copied to an empty folder; the home folder and all caches are empty too. Python,
make and the browser are there already. Needs the network, or whatever index pip is set up for.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from kit.browser import Visit, chromium, signature
from kit.expected import OUR_HATCH, read_expected
from kit.servers import ROOT, free_port, run, wait_until_healthy

INSTALL_LIMIT_S = 1800
# How pip words it in its log, with --quiet as without.
_FETCHED = re.compile(r"Downloading \S+ \(([0-9.]+) (bytes|kB|MB|GB)\)")
_LOCAL = re.compile(r"Processing (/\S+\.(?:whl|tar\.gz))")
_MEGA = {"bytes": 1e-6, "kB": 1e-3, "MB": 1.0, "GB": 1e3}


@dataclass(frozen=True, slots=True)
class Start:
    """What one start from nothing took; times since `make app` was entered."""

    seconds_to_server: float
    seconds_to_map: float
    downloaded_mb: float
    local_mb: float
    installed_mb: float


def copy_tree(to: Path) -> None:
    """Copy the files that git tracks, as they are in the checkout."""
    listed = subprocess.run(  # noqa: S603
        ["git", "-C", str(ROOT), "ls-files", "-z"],  # noqa: S607  (the user's own git)
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, to / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def empty_home(folder: Path) -> dict[str, str | None]:
    """Make the environment of a user who has run nothing yet; pip's own settings stay."""
    config = Path.home() / ".config" / "pip" / "pip.conf"
    environ: dict[str, str | None] = {
        "HOME": str(folder),
        "PIP_CACHE_DIR": str(folder / "pip-cache"),
        "PIP_LOG": str(folder / "pip.log"),
        "PIP_CONFIG_FILE": os.environ.get("PIP_CONFIG_FILE") or (str(config) if config.exists() else None),
    }
    # No screen: Streamlit must not open a second browser.
    unset = ("DISPLAY", "WAYLAND_DISPLAY", "VIRTUAL_ENV", "PYTHONPATH", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
    return environ | dict.fromkeys(unset)


def read_log(lines: Iterable[str]) -> tuple[float, float]:
    """Add up what pip fetched over the network, and what it took from local files, in MB."""
    downloaded = 0.0
    local = set()
    for line in lines:
        if found := _FETCHED.search(line):
            downloaded += float(found[1]) * _MEGA[found[2]]
        elif (found := _LOCAL.search(line)) and Path(found[1]).is_file():
            local.add(Path(found[1]))
    return downloaded, sum(path.stat().st_size for path in local) / 1e6


def measure() -> Start:
    """Start once from nothing."""
    expected = read_expected()
    fills = signature(expected.fills(expected.first, OUR_HATCH))
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        tree, home = Path(folder) / "petaprogram", Path(folder) / "home"
        home.mkdir()
        copy_tree(tree)
        port, log = free_port(), home / "make.log"
        command = ["make", "app", f"PORT={port}", "ADDRESS=127.0.0.1"]
        begin = time.monotonic()
        with run(command, tree, empty_home(home), log) as process:
            wait_until_healthy(port, process, log, INSTALL_LIMIT_S)
            serving = time.monotonic() - begin
            visit = Visit(browser)
            opened = time.monotonic() - begin
            painted = visit.open(f"http://127.0.0.1:{port}/?program={expected.first}", fills) / 1000
            visit.close()
        downloaded, local = read_log((home / "pip.log").read_text("utf-8", "replace").splitlines())
        installed = sum(path.stat().st_size for path in (tree / ".venv").rglob("*") if path.is_file())
    return Start(serving, opened + painted, downloaded, local, installed / 1e6)


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args()
    start = measure()
    print(f"`make app` to the painted map   {start.seconds_to_map:8.1f} s")
    print(f"    of which to a server        {start.seconds_to_server:8.1f} s")
    print(f"packages fetched by pip         {start.downloaded_mb + start.local_mb:8.1f} MB")
    print(f"    of which from local files   {start.local_mb:8.1f} MB")
    print(f"installed in .venv              {start.installed_mb:8.1f} MB")
    if options.json:
        options.json.write_text(json.dumps(asdict(start), indent=1), "utf-8")


if __name__ == "__main__":
    main()
