"""`petaprogram scenario`: the figures of the outcome, and plain sentences for what cannot be planned."""

from __future__ import annotations

import csv
import io
import json
import shutil
from typing import Any

import pytest

from petaprogram.cli import main
from petaprogram.cli.scenarios import scenario_json
from petaprogram.gaps.weights import PRESETS
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.scenario import exact
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.outcome import run_scenario
from petaprogram.settings import ROOT
from tests.support.real import real_dataset

SENYUM = ("--program", "kampung-senyum", "--k", "3")
KODES = list(real_dataset().areas.frame.index)


@pytest.fixture(autouse=True)
def _installation_without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOUNDARIES", "TABLES", "STATE"):
        monkeypatch.delenv(f"PETAPROGRAM_{name}", raising=False)


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["scenario", *arguments, "--format", "json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def refuse(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["scenario", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    return [line.removeprefix("petaprogram: ") for line in said.err.splitlines()]


def test_json_has_exactly_the_agreed_form(capsys):
    answer = ask(capsys, *SENYUM, "--rule", "neighbours")
    assert list(answer) == ["assumption", "served_before", "greedy", "exact"]
    assert "tetangga yang berbatasan sisi. Itu anggapan" in answer["assumption"]
    assert answer["served_before"] == 15
    assert answer["greedy"][1] == {"step": 2, "kode": "35.71.01.1002", "newly": 6, "total": 31}
    assert answer["exact"] == {"total": 36, "kode": ["35.71.01.1002", "35.71.02.1012", "35.71.03.1003"]}
    assert all(type(step[key]) is int for step in answer["greedy"] for key in ("step", "newly", "total"))


@pytest.mark.parametrize(
    ("arguments", "scenario"),
    [
        (("--pillar", "living", "--k", "5"), Scenario("pillar", "living", 5, "neighbours")),
        (
            ("--program", "kampung-iva", "--k", "4", "--rule", "350", "--weight", "area", "--lock", KODES[0],
             KODES[9], "--exclude", KODES[20], "--exclude", KODES[30]),
            Scenario("program", "kampung-iva", 4, 350, (KODES[0], KODES[9]), (KODES[20], KODES[30]), "area"),
        ),
        (
            ("--pillar", "society", "--k", "2", "--rule", "self", "--weights", "equity", "--lang", "en"),
            Scenario("pillar", "society", 2, "self", weights=PRESETS["equity"]),
        ),
    ],
)  # fmt: skip
def test_the_command_gives_the_figures_of_the_outcome(capsys, arguments, scenario):
    language = ENGLISH if "en" in arguments else INDONESIAN
    assert ask(capsys, *arguments) == scenario_json(run_scenario(real_dataset(), scenario), language)


def test_neighbours_are_served_unless_another_rule_is_asked_for(capsys):
    assert ask(capsys, *SENYUM) == ask(capsys, *SENYUM, "--rule", "neighbours")
    assert ask(capsys, *SENYUM)["served_before"] == 15
    assert ask(capsys, *SENYUM, "--rule", "self")["served_before"] == 3


def test_csv_says_the_same_in_rows_and_sentences(capsys):
    answer = ask(capsys, *SENYUM, "--rule", "neighbours")
    assert main(["scenario", *SENYUM, "--rule", "neighbours", "--lang", "en"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["scenario"] for row in rows} == {"scenario"}
    assert all("neighbours" in row["assumption"] for row in rows)
    assert all("cenario" in row["sentence"] for row in rows)
    parts = {part: [row for row in rows if row["part"] == part] for part in ("before", "greedy", "exact")}
    assert [row["total"] for row in parts["before"]] == [str(answer["served_before"])]
    assert [
        {
            "step": int(row["step"]),
            "kode": row["kode"],
            "newly": int(row["newly"]),
            "total": int(row["total"]),
        }
        for row in parts["greedy"]
    ] == answer["greedy"]
    assert [row["kode"] for row in parts["exact"]] == answer["exact"]["kode"]
    assert {row["total"] for row in parts["exact"]} == {str(answer["exact"]["total"])}
    assert parts["greedy"][0]["name"] == "Singonegaran"


def test_wide_records_leave_nothing_to_plan(capsys):
    (said,) = refuse(capsys, "--program", "akses-modal", "--k", "2", "--with-citywide", "--lang", "en")
    assert said.startswith("The scenario cannot be computed: all 46 kelurahan are served already")


def test_all_reasons_are_printed(capsys):
    said = refuse(
        capsys, "--pillar", "living", "--k", "0", "--lock", KODES[0], "--exclude", KODES[0], "35.71.02"
    )
    both = "wajib masuk dan sekaligus jangan dimasukkan"
    assert said == [
        "Skenario tidak dapat dihitung: '35.71.02' bukan kode kelurahan di Kota Kediri; periksa kodenya.",
        "Skenario tidak dapat dihitung: banyaknya lokasi baru (k) 0; isi paling sedikit 1.",
        f"Skenario tidak dapat dihitung: Bandar Lor {both}; pilih salah satu.",
    ]


def test_an_unknown_program_is_answered_with_the_known_ones(capsys):
    (said,) = refuse(capsys, "--program", "nope", "--k", "1")
    assert "'nope'" in said
    assert "kampung-senyum" in said


def test_people_need_figures_of_kelurahan(capsys):
    (said,) = refuse(capsys, *SENYUM, "--weight", "people")
    assert "penduduk belum ada untuk 46 dari 46 kelurahan: Bandar Lor, " in said
    assert "population.csv" in said


@pytest.fixture
def populated(tmp_path, monkeypatch):
    """Tables with residents of every kelurahan in 2023, and other, partial vintages."""
    tables = shutil.copytree(ROOT / "data", tmp_path / "tables")
    rows = [(kode, 2023, 1000 + n, "registrasi penduduk, akhir tahun") for n, kode in enumerate(KODES)]
    rows += [(KODES[0], year, 99_999, "sensus penduduk") for year in (2020, 2024)]
    with (tables / "population.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([*row, "kepmendagri2138", ""] for row in rows)
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(tables))
    return tables


@pytest.mark.usefixtures("populated")
def test_people_are_counted_in_one_vintage(capsys):
    answer = ask(capsys, *SENYUM, "--weight", "people", "--rule", "self")
    # The three with a running program, then the three with most people.
    running = [KODES.index(kode) for kode in ("35.71.01.1008", "35.71.02.1016", "35.71.03.1010")]
    assert answer["served_before"] == sum(1000 + n for n in running)
    assert [step["newly"] for step in answer["greedy"]] == [1045, 1044, 1043]


def test_people_that_are_missing_are_named(capsys, populated):
    path = populated / "population.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if f"{KODES[7]},2023" not in line) + "\n", "utf-8")
    (said,) = refuse(capsys, *SENYUM, "--weight", "people")
    assert "penduduk belum ada untuk 1 dari 46 kelurahan: Mrican." in said


def test_a_check_out_of_time_is_said_beside_the_figures(capsys, monkeypatch):
    solve = exact.milp

    def give_up(*arguments, **options):
        result = solve(*arguments, **options)
        result.status, result.x, result.mip_dual_bound = 1, None, -25.0
        return result

    monkeypatch.setattr(exact, "milp", give_up)
    assert main(["scenario", *SENYUM, "--rule", "neighbours", "--format", "json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["exact"]["total"] == 35
    assert "paling banyak 40 kelurahan dapat terlayani" in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--k", "3"],
        ["--pillar", "living"],
        ["--pillar", "living", "--program", "kampung-iva", "--k", "1"],
        ["--pillar", "living", "--k", "1", "--rule", "far"],
        ["--pillar", "living", "--k", "1", "--rule=-5"],
        ["--pillar", "living", "--k", "1", "--weight", "money"],
        ["--pillar", "living", "--k", "1", "--weights", "missing=-1"],
        ["--pillar", "living", "--k", "1", "--lang", "fr"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_ends_with_status_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["scenario", *arguments])
    assert ended.value.code == 2
    assert "usage: petaprogram scenario" in capsys.readouterr().err
