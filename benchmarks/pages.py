"""Measures what a visit of each page costs the server, beside a server that makes all anew. See README.md."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kit.servers import ROOT, Server, serve
from kit.visitors import Visit
from load import cpu_seconds
from reading import make_city

from petaprogram.web.visit.addresses import ENTRIES

# How often each page is opened by somebody new, after it was opened once.
VISITS = 10
# Views of a page in which much of it is on screen.
VIEWS = {"peta": "kode=35.71.02.1016", "profil": "kode=35.71.02.1016"}
# These show nothing here: they need a store, and somebody who may edit.
_LEFT_OUT = {"riwayat", "unggah"}

Costs = dict[str, float]


async def cost(server: Server, path: str) -> float:
    """Open a page several times and give the CPU of one visit in ms, its first time not counted."""

    async def come_and_go() -> None:
        visit = Visit(server.url, "", page=path, query=VIEWS.get(path, ""))
        await visit.open()
        await visit.leave()

    await come_and_go()
    before = cpu_seconds(server.pid)
    for _ in range(VISITS):
        await come_and_go()
    return 1000 * (cpu_seconds(server.pid) - before) / VISITS


def measure(environ: Mapping[str, str], state: Path) -> Costs:
    """Start a server and visit all pages."""
    state.mkdir()
    with serve(ROOT / "app.py", state, environ) as server:
        return {one.path: asyncio.run(cost(server, one.path)) for one in ENTRIES if one.path not in _LEFT_OUT}


def main() -> None:
    """Measure, print a table, and say whether it ever costs more to keep than to make."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, help="of a grown city; without it, the published data")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, environ = Path(name), dict[str, str]()
        if asked.records:
            make_city(folder / "city", asked.records)
            environ = {"PETAPROGRAM_TABLES": str(folder / "city")}
        ours = measure(environ, folder / "ours")
        naive = measure({**environ, "FORGETFUL": "1"}, folder / "naive")
    print("| page | CPU of a visit, ms | all made anew | ratio |\n| --- | --- | --- | --- |")
    for path, ms in ours.items():
        print(f"| {path} | {ms:.0f} | {naive[path]:.0f} | {ms / naive[path]:.2f} |")
    if asked.json:
        asked.json.write_text(json.dumps({"ours": ours, "naive": naive}, indent=1), "utf-8")
    slower = [path for path, ms in ours.items() if ms > naive[path]]
    print(f"goal missed by {', '.join(slower)}" if slower else "goal met: none costs more than made anew")


if __name__ == "__main__":
    main()
