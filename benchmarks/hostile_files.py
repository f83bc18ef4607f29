"""Measures how long files made to be slow are judged, and in how much memory. See README.md."""

from __future__ import annotations

import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from petaprogram.settings import ROOT

SECONDS, MEGABYTES = 10.0, 512.0
BOUNDARIES, PLACEMENTS, SITE = "geo/kelurahan.geojson", "data/placements.csv", "data/site.toml"
HEAD = (ROOT / PLACEMENTS).read_text("utf-8").splitlines()[0]
KODES = [one["properties"]["kode"] for one in json.loads((ROOT / BOUNDARIES).read_text("utf-8"))["features"]]
KODE = KODES[0]


def rows(count: int, make: Callable[[int], str]) -> str:
    """Write a table of records."""
    return "\n".join([HEAD, *map(make, range(count))]) + "\n"


def record(number: int, partners: str = "", status: str = "running") -> str:
    """Write one record."""
    cells = {"placement_id": f"H{number}", "program_id": "kampung-senyum", "kode": KODE, "status": status}
    cells |= {"partners": partners, "source_id": "s1", "confidence": "high"}
    return ",".join(cells.get(title, "") for title in HEAD.split(","))


def name(number: int, words: int = 3) -> str:
    """Invent a name of a partner."""
    letters = "".join(chr(97 + number // 26**place % 26) for place in range(4))
    return " ".join(f"lembaga{letters}{place}" for place in range(words))


def star(points: int, *, broken: bool) -> str:
    """Write an area with many narrow teeth, or one whose lines cross."""
    ring = [
        [
            112 + 0.02 * (1 + place % 2) * math.cos(math.tau * place / points),
            -7.8 + 0.02 * (1 + place % 2) * math.sin(math.tau * place / points * (3 if broken else 1)),
        ]
        for place in range(points)
    ]
    properties = {"kode": KODE, "name": "Bintang", "kecamatan": "Mojoroto"}
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}, separators=(",", ":"))


def pile(count: int, points: int) -> str:
    """Areas that lie upon each other."""
    feature = json.loads(star(points, broken=False))["features"][0]
    turn = [
        [112 + 0.01 * math.cos(math.tau * one / points), -7.8 + 0.01 * math.sin(math.tau * one / points)]
        for one in range(points)
    ]
    feature["geometry"]["coordinates"] = [[*turn, turn[0]]]
    features = []
    for one in range(count):
        kode = KODES[one] if one < len(KODES) else f"35.71.01.{2000 + one}"
        features.append(feature | {"properties": {"kode": kode, "name": f"N {one}", "kecamatan": "Mojoroto"}})
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def repeat(part: str, megabytes: float) -> str:
    """Write a boundary file with many times the same in the place of its features."""
    return '{"type":"FeatureCollection","features":[' + part * int(megabytes * 2**20 / len(part)) + "{}]}"


# What stands in which file.
FILES: Mapping[str, tuple[str, Callable[[], str]]] = {
    "ragged rows, 32 MB": (PLACEMENTS, lambda: rows(16_000_000, lambda _: ",")),
    "one row of 32 MB": (PLACEMENTS, lambda: f"{HEAD}\n{',' * 33_000_000}\n"),
    "rows of 6 MB": (PLACEMENTS, lambda: f"{HEAD}\n" + f"{'a ,' * 2_180_000}\n" * 5),
    "blank lines, 32 MB": (PLACEMENTS, lambda: HEAD + "\n" * 33_000_000),
    "100,000 rows, each wrong": (PLACEMENTS, lambda: rows(100_000, lambda one: record(one, status="x"))),
    "100,000 rows to be cleaned": (PLACEMENTS, lambda: rows(100_000, lambda one: f" {record(one, 'é ')}")),
    "1,000,000 rows": (PLACEMENTS, lambda: rows(1_000_000, lambda one: f"H{one}" + "," * HEAD.count(","))),
    "2,000 partners": (PLACEMENTS, lambda: rows(2_000, lambda one: record(one, name(one)))),
    "100,000 partners alike": (PLACEMENTS, lambda: rows(100_000, lambda one: record(one, name(one, 1)))),
    "long partners": (PLACEMENTS, lambda: rows(1_000, lambda one: record(one, f"{one} " + "ab " * 10_000))),
    "partners of many words": (PLACEMENTS, lambda: rows(2_000, lambda one: record(one, name(one, 13)))),
    "TOML key of 40 kB": (SITE, lambda: "a." * 20_000 + "b = 1\n"),
    "TOML of 95 kB, many tables": (SITE, lambda: "".join(f"[{'a.' * 28}b{one}]\n" for one in range(1500))),
    "63 MB of {},": (BOUNDARIES, lambda: repeat("{},", 63)),
    "15 MB of {},": (BOUNDARIES, lambda: repeat("{},", 15)),
    "15 MB of numbers": (BOUNDARIES, lambda: repeat("1.5,", 15)),
    "15 MB of texts beyond Latin": (BOUNDARIES, lambda: repeat('"\N{PILE OF POO}",', 15)),
    "features without anything": (BOUNDARIES, lambda: repeat("{},", 0.055)),
    "star of 200,000 points": (BOUNDARIES, lambda: star(200_000, broken=False)),
    "1,000 areas upon each other": (BOUNDARIES, lambda: pile(1_000, 400)),
    "46 areas upon each other": (BOUNDARIES, lambda: pile(46, 5_000)),
    "crossed lines of 200,000 points": (BOUNDARIES, lambda: star(200_000, broken=True)),
}


def judge(folder: Path) -> tuple[float, float, int, str]:
    """Run `petaprogram check` on a city: CPU seconds, largest memory in MB, bytes printed, the last line."""
    names = {"PETAPROGRAM_BOUNDARIES": folder / BOUNDARIES, "PETAPROGRAM_TABLES": folder / "data"}
    environ = os.environ | {name: str(path) for name, path in names.items()}
    with tempfile.TemporaryFile() as out:
        command = [sys.executable, "-m", "petaprogram.cli", "check"]
        process = subprocess.Popen(command, env=environ, stdout=out, stderr=subprocess.STDOUT)  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read()
    last = text.decode("utf-8", "replace").strip().splitlines()[-1][:60]
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, len(text), last


def main() -> int:
    """Judge each file in the place of the one of Kota Kediri; 1 if one takes more than the goal allows."""
    resource.setrlimit(resource.RLIMIT_AS, (8 * 2**30, 8 * 2**30))
    failed = 0
    print(f"{'file':<36}{'CPU s':>8}{'MB':>8}{'kB out':>8}  last line")
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        for what, (file, make) in {"as published": (SITE, lambda: ""), **FILES}.items():
            if wanted and not any(word in what for word in wanted):
                continue
            folder = Path(name) / "city"
            for part in ("geo", "data"):
                shutil.copytree(ROOT / part, folder / part)
            if what != "as published":
                (folder / file).write_text(make(), "utf-8")
            seconds, megabytes, printed, last = judge(folder)
            shutil.rmtree(folder)
            over = seconds > SECONDS or megabytes > MEGABYTES
            failed += over
            mark = "!" if over else " "
            print(f"{what:<36}{seconds:>8.1f}{megabytes:>8.0f}{printed / 1000:>8.0f}{mark} {last}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
