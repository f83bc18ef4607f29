"""The `petaprogram` command: what it prints, and the status by which a script knows how it went."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from petaprogram import __version__
from petaprogram.cli import main
from petaprogram.geography.boundaries import read_boundaries
from petaprogram.measures.presence import STATES
from petaprogram.settings import ROOT
from petaprogram.tables.columns import OPTIONAL

DATA = ROOT / "data"
KEDIRI = ROOT / "geo" / "kelurahan.geojson"
HOSTILE = sorted((ROOT / "tests" / "hostile" / "geojson").iterdir())
PILLARS = ["governance", "branding", "economy", "living", "society", "environment"]

# file, row, column, what is written there, the rule it breaks
BROKEN = [
    ("pillars.csv", 2, "color", "red", "broken-color"),
    ("programs.csv", 3, "pillar_id", "nope", "unknown-pillar"),
    ("programs.csv", 4, "name", "", "missing-value"),
    ("placements.csv", 2, "program_id", "nope", "unknown-program"),
    ("placements.csv", 3, "kode", "35.71.01.9999", "unknown-kode"),
    ("placements.csv", 4, "status", "stopped", "not-in-vocabulary"),
    ("placements.csv", 5, "start_year", "20O7", "broken-year"),
    ("placements.csv", 6, "placement_id", "P001", "duplicate-id"),
    ("partners.csv", 2, "kind", "toko", "not-in-vocabulary"),
    ("partners.csv", 3, "same_as", "nope", "unknown-partner"),
    ("sources.csv", 2, "url", "javascript:alert(1)", "broken-url"),
    ("sources.csv", 3, "date", "2026-02-30", "broken-date"),
    ("population.csv", 2, "population", "114.553,0", "broken-count"),
    ("aliases.csv", 3, "kind", "nickname", "not-in-vocabulary"),
    ("pillar_index.csv", 2, "source_id", "nope", "unknown-source"),
]


@pytest.fixture(autouse=True)
def _installation_without_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Use the published files, whatever the machine that runs the tests has set."""
    for name in ("BOUNDARIES", "TABLES", "TILES", "TILES_ATTRIBUTION"):
        monkeypatch.delenv(f"PETAPROGRAM_{name}", raising=False)
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "state"))


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """Return a copy of the published tables to break."""
    return shutil.copytree(DATA, tmp_path / "tables")


def write_cell(path: Path, row: int, column: str, value: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[row - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def errors(out: str) -> set[tuple[str, int | None, str]]:
    """Read the printed errors back as (file, row, rule)."""
    found = set()
    for line in out.splitlines():
        if line.startswith("error: "):
            place, rule, _message = line.removeprefix("error: ").split(": ", 2)
            file, _, row = place.partition(":")
            found.add((file, int(row) if row else None, rule))
    return found


# check


def test_the_published_data_has_no_errors_and_two_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    *warnings, summary = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[:3] for line in warnings] == [
        ["warning", "pillar_index.csv:11", "source-missing"],
        ["warning", "pillar_index.csv:12", "source-missing"],
    ]
    assert summary == "0 kesalahan (error), 2 peringatan (warning)"


def test_every_broken_row_of_every_table_is_named_at_once(
    tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file, row, column, value, _ in BROKEN:
        write_cell(tables / file, row, column, value)
    site = tables / "site.toml"
    text, changed = re.subn(r"data_date = [0-9-]+", "data_date = 2026-11-31", site.read_text("utf-8"))
    assert changed == 1
    site.write_text(text, "utf-8")
    assert main(["check", "--tables", str(tables)]) == 1
    out = capsys.readouterr().out
    expected = {
        *((file, row, rule) for file, row, _, _, rule in BROKEN),
        # Of two rows with one id either may be the wrong one.
        ("placements.csv", 2, "duplicate-id"),
        # With a partner to stand for, its own kind and no reason are wrong too.
        ("partners.csv", 3, "partner-kind"),
        ("partners.csv", 3, "missing-value"),
        ("site.toml", 7, "broken-site"),
    }
    assert errors(out) == expected
    assert out.splitlines()[-1].startswith(f"{len(expected)} kesalahan")


def test_a_folder_without_tables_misses_each_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--tables", str(tmp_path / "nowhere")]) == 1
    missing = {file for file, _, rule in errors(capsys.readouterr().out) if rule == "missing-file"}
    assert missing == {path.name for path in DATA.glob("*.csv")} - {f"{name}.csv" for name in OPTIONAL}


def test_a_good_candidate_without_a_passport_passes_with_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    candidate = shutil.copy(KEDIRI, tmp_path / "candidate.geojson")
    assert main(["check", "--boundaries", str(candidate)]) == 0
    assert "warning: candidate.geojson: boundary-passport-borrowed: " in capsys.readouterr().out


def test_a_good_candidate_with_its_own_passport_passes_without_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for suffix in (".geojson", ".passport.json"):
        shutil.copy(KEDIRI.with_name(f"kelurahan{suffix}"), tmp_path / f"candidate{suffix}")
    assert main(["check", "--boundaries", str(tmp_path / "candidate.geojson")]) == 0
    assert "candidate" not in capsys.readouterr().out


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.stem)
def test_a_hostile_boundary_file_is_refused_with_its_reasons(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--boundaries", str(path)]) == 1
    out, err = capsys.readouterr()
    assert any(file == path.name and rule.startswith("boundary-") for file, _, rule in errors(out))
    assert err == ""


Features = list[dict[str, Any]]


def swap_axes(features: Features) -> None:
    def swapped(value: Any) -> Any:
        return value[::-1] if isinstance(value[0], float) else [swapped(one) for one in value]

    features[2]["geometry"]["coordinates"] = swapped(features[2]["geometry"]["coordinates"])


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda features: features.pop(4), {(None, "boundary-code-missing")}),
        (lambda features: features[6]["properties"].update(kode=3571), {(7, "boundary-property")}),
        (
            lambda features: features[6]["properties"].update(kode="35.06.01.2001"),
            {(7, "boundary-code-city"), (None, "boundary-code-missing")},
        ),
        (lambda features: features.append(features[0]), {(47, "boundary-code-duplicate")}),
        (lambda features: features[0]["properties"].update(name="{{7*191}}"), {(1, "boundary-name-form")}),
        (swap_axes, {(3, "boundary-axes-swapped")}),
    ],
    ids=["one missing", "code as number", "code of a desa", "one twice", "template as name", "axes swapped"],
)
def test_a_city_with_one_thing_wrong_is_refused_for_that_reason(
    spoil: Callable[[Features], object],
    expected: set[tuple[int | None, str]],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    city = json.loads(KEDIRI.read_text("utf-8"))
    spoil(city["features"])
    candidate = tmp_path / "candidate.geojson"
    candidate.write_text(json.dumps(city), "utf-8")
    assert main(["check", "--boundaries", str(candidate)]) == 1
    assert expected <= {(row, rule) for _, row, rule in errors(capsys.readouterr().out)}


def rename(candidate: Path, names: dict[str, str]) -> Path:
    """Write the published boundaries with other names, by kode."""
    city = json.loads(KEDIRI.read_text("utf-8"))
    for feature in city["features"]:
        properties = feature["properties"]
        properties["name"] = names.get(properties["kode"], properties["name"])
    candidate.write_text(json.dumps(city), "utf-8")
    return candidate


def test_names_exchanged_between_codes_are_told_with_old_and_new(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exchanged = {"35.71.01.1001": "Bandar Kidul", "35.71.01.1002": "Bandar Lor"}
    candidate = rename(tmp_path / "candidate.geojson", exchanged)
    assert main(["check", "--boundaries", str(candidate)]) == 0
    moved = [line for line in capsys.readouterr().out.splitlines() if "boundary-name-moved" in line]
    assert [line.split(": ")[:2] for line in moved] == [
        ["warning", "candidate.geojson:1"],
        ["warning", "candidate.geojson:2"],
    ]
    for word in ("35.71.01.1001", "'Bandar Kidul'", "'Bandar Lor'", "nama 35.71.01.1002"):
        assert word in moved[0]


def test_a_name_that_changed_is_told_and_another_spelling_of_it_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {"35.71.02.1016": "POCANAN", "35.71.01.1004": "Pojok Baru"}
    candidate = rename(tmp_path / "candidate.geojson", names)
    assert main(["check", "--boundaries", str(candidate)]) == 0
    (changed,) = [line for line in capsys.readouterr().out.splitlines() if "boundary-name-" in line]
    assert "boundary-name-changed" in changed
    assert "35.71.01.1004" in changed
    assert "'Pojok Baru'" in changed
    assert "'Pojok'" in changed


def test_problems_of_boundaries_and_tables_are_reported_together(
    tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cell(tables / "programs.csv", 3, "pillar_id", "nope")
    assert main(["check", "--boundaries", str(HOSTILE[0]), "--tables", str(tables)]) == 1
    assert {HOSTILE[0].name, "programs.csv"} == {file for file, _, _ in errors(capsys.readouterr().out)}


# match

NAMES = ["Kampungdalem", "KEL. SETONO PANDE", "Ringin Anom", "Ngletih", "Mojoroto", "Pjok", "Bence"]


def test_names_are_matched_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "--json", *NAMES]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [set(one) for one in found] == [{"input", "status", "kode", "candidates", "reason"}] * len(NAMES)
    assert [(one["input"], one["status"], one["kode"], one["candidates"]) for one in found] == [
        ("Kampungdalem", "matched", "35.71.02.1005", ["35.71.02.1005"]),
        ("KEL. SETONO PANDE", "matched", "35.71.02.1006", ["35.71.02.1006"]),
        ("Ringin Anom", "matched", "35.71.02.1007", ["35.71.02.1007"]),
        ("Ngletih", "matched", "35.71.03.1010", ["35.71.03.1010"]),
        ("Mojoroto", "ambiguous", None, ["35.71.01", "35.71.01.1011"]),
        ("Pjok", "suggested", None, ["35.71.01.1004"]),
        ("Bence", "unmatched", None, []),
    ]
    assert all(one["reason"] for one in found)


def test_names_are_matched_as_text_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", *NAMES]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["Kampungdalem", "matched"],
        ["KEL. SETONO PANDE", "matched"],
        ["Ringin Anom", "matched"],
        ["Ngletih", "matched"],
        ["Mojoroto", "ambiguous"],
        ["Pjok", "suggested"],
        ["Bence", "unmatched"],
    ]
    assert "35.71.01 Mojoroto, 35.71.01.1011 Mojoroto" in lines[4]


@pytest.mark.parametrize(("level", "kode"), [("kecamatan", "35.71.01"), ("kelurahan", "35.71.01.1011")])
def test_a_level_settles_a_name_of_two_levels(
    level: str, kode: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["match", "--json", "--level", level, "Mojoroto"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["status"], found["kode"]) == ("matched", kode)


# presence


def presence(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    """Run the command in both formats, which have to agree."""
    assert main(["presence", *arguments]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main(["presence", *arguments, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == rows
    assert len(rows) == 46
    return rows


def test_presence_lists_the_state_of_every_pillar_in_every_kelurahan(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = presence(capsys)
    assert list(rows[0]) == ["kode", "name", "kecamatan", *PILLARS]
    assert {row[pillar] for row in rows for pillar in PILLARS} <= set(STATES) - {"wide"}


def test_presence_of_one_program_is_one_state(capsys: pytest.CaptureFixture[str]) -> None:
    rows = presence(capsys, "--program", "kampung-senyum")
    assert list(rows[0]) == ["kode", "name", "kecamatan", "state"]
    assert {row["name"] for row in rows if row["state"] == "running_old"} == {"Pocanan", "Mrican", "Ngletih"}
    assert {row["state"] for row in rows} == {"running_old", "not_reported"}


def test_presence_of_one_pillar_agrees_with_the_table_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    every = presence(capsys)
    for pillar in PILLARS:
        one = presence(capsys, "--pillar", pillar)
        assert [row["state"] for row in one] == [row[pillar] for row in every]


def test_a_city_wide_program_counts_only_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    program = ("--program", "dhoho-street-fashion")
    by_default = {row["name"]: row["state"] for row in presence(capsys, *program)}
    # Only the park where it was once held is a place of its own.
    assert by_default.pop("Mojoroto") == "ended_old"
    assert set(by_default.values()) == {"wide"}
    assert {row["state"] for row in presence(capsys, *program, "--with-citywide")} <= {
        "running",
        "running_old",
    }


def test_presence_answers_refused_tables_with_every_reason(
    tables: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_cell(tables / "programs.csv", 3, "pillar_id", "nope")
    write_cell(tables / "sources.csv", 3, "date", "2026-02-30")
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(tables))
    assert main(["presence"]) == 1
    said = "".join(capsys.readouterr())
    assert errors(said) == {("programs.csv", 3, "unknown-pillar"), ("sources.csv", 3, "broken-date")}


# mend


def test_mending_the_received_boundaries_gives_the_published_ones(tmp_path: Path) -> None:
    out = tmp_path / "kelurahan.geojson"
    assert main(["mend", str(KEDIRI.parent / "source" / "kelurahan_source.geojson"), str(out)]) == 0
    assert out.read_bytes() == KEDIRI.read_bytes()


def test_mending_with_simplified_lines_says_how_many_positions_are_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = KEDIRI.parent / "source" / "kelurahan_source.geojson", tmp_path / "kelurahan.geojson"
    assert main(["mend", str(source), str(out), "--simplify", "5"]) == 0
    found = re.fullmatch(r"([0-9.]+) titik diterima, ([0-9.]+) titik ditulis\n", capsys.readouterr().out)
    assert found
    received, written = (int(number.replace(".", "")) for number in found.groups())
    # Mending alone adds positions where borders meet.
    assert 1000 < written < read_boundaries(KEDIRI).frame.count_coordinates().sum()
    assert received > 1000
    assert main(["check", "--boundaries", str(out)]) == 0


@pytest.mark.parametrize("metres", ["0", "-1", "nan", "inf", "dua"])
def test_what_is_no_distance_is_a_wrong_call(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], metres: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["mend", str(KEDIRI), str(tmp_path / "out.geojson"), f"--simplify={metres}"])
    assert stopped.value.code == 2
    assert f"'{metres}' bukan jarak dalam meter" in capsys.readouterr().err


def test_boundaries_that_cannot_be_mended_leave_nothing_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kelurahan.geojson"
    assert main(["mend", str(HOSTILE[0]), str(out)]) == 1
    assert errors(capsys.readouterr().out)
    assert list(tmp_path.iterdir()) == []


# wrong calls


@pytest.mark.parametrize(
    ("arguments", "known"),
    [(["--pillar", "nope"], "living"), (["--program", "nope"], "kampung-senyum")],
)
def test_an_unknown_subject_is_a_wrong_call_that_lists_the_known_ones(
    arguments: list[str], known: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["presence", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "'nope'" in err
    assert known in err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nope"],
        ["match"],
        ["presence", "--pillar", "living", "--program", "x"],
        ["presence", "--format", "x"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_ends_with_status_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: petaprogram" in capsys.readouterr().err


# the installed command


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["version"]) == 0
    assert capsys.readouterr().out == f"petaprogram {__version__}\n"


def test_the_installed_command_runs() -> None:
    command = Path(sys.executable).with_name("petaprogram.exe" if sys.platform == "win32" else "petaprogram")
    done = subprocess.run([command, "match", "--json", "Pocanan"], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)[0]["kode"] == "35.71.02.1016"
    assert done.stderr == ""


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    source = ROOT / "geo" / "source" / "kelurahan_source.geojson"
    assert main(["mend", str(source), str(tmp_path / "file" / "out.geojson")]) == 1
    assert re.fullmatch(r"petaprogram: .*file.*: \w.*\n", capsys.readouterr().err)


def test_a_full_disk_leaves_the_boundaries_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", fill)
    source = ROOT / "geo" / "source" / "kelurahan_source.geojson"
    assert main(["mend", str(source), str(tmp_path / "out.geojson")]) == 1
    assert "penuh; yang sudah ada tidak berubah" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_is_asked_to_end_leaves_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "write_text", lambda *_, **__: os.kill(os.getpid(), signal.SIGTERM))
    source = ROOT / "geo" / "source" / "kelurahan_source.geojson"
    with pytest.raises(SystemExit) as ended:
        main(["mend", str(source), str(tmp_path / "out.geojson")])
    assert ended.value.code == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
