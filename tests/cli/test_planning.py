"""`petaprogram gaps`: the ranking as a file, with the status by which a script knows how it went."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from petaprogram.cli import main
from petaprogram.exports.ranking_tables import ranking_file
from petaprogram.gaps.ranking import Target, measure_needs, rank_areas
from petaprogram.gaps.weights import DEFAULT, PARTS, PRESETS, Weights
from petaprogram.measures.population import make_population
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.settings import ROOT
from tests.support import recount
from tests.support.real import real_dataset

COLUMNS = [
    "rank",
    "kode",
    "name",
    "kecamatan",
    "gap_kind",
    "score",
    *PARTS,
    "stability",
    "sentence",
    "assumption",
]


@pytest.fixture(autouse=True)
def _installation_without_settings(monkeypatch, tmp_path):
    for name in ("BOUNDARIES", "TABLES"):
        monkeypatch.delenv(f"PETAPROGRAM_{name}", raising=False)
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "state"))


def run(capsys, *arguments):
    assert main(["gaps", *arguments]) == 0
    return capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "target", "weights", "language"),
    [
        ([], Target(), DEFAULT, INDONESIAN),
        (["--pillar", "living", "--lang", "en"], Target("pillar", "living"), DEFAULT, ENGLISH),
        (
            ["--program", "kampung-senyum", "--weights", "proximity"],
            Target("program", "kampung-senyum"),
            PRESETS["proximity"],
            INDONESIAN,
        ),
        (
            ["--pillar", "society", "--with-citywide", "--weights", "missing=0.4,distance=0.2"],
            Target("pillar", "society", wide=True),
            Weights(missing=0.4, distance=0.2),
            INDONESIAN,
        ),
    ],
    ids=["all", "pillar", "program", "wide"],
)
def test_both_formats_hold_the_rows_of_the_ranking(arguments, target, weights, language, capsys):
    dataset = real_dataset()
    ranking = rank_areas(measure_needs(dataset, target, make_population(dataset)), weights)
    expected = ranking_file(ranking, language)
    as_csv = pd.read_csv(io.StringIO(run(capsys, *arguments).out), dtype={"kode": str})
    assert list(as_csv.columns) == COLUMNS
    pd.testing.assert_frame_equal(as_csv, expected, check_dtype=False)
    rows = json.loads(run(capsys, *arguments, "--format", "json").out)
    assert [list(row) for row in rows] == [COLUMNS] * len(expected)
    assert rows == expected.astype(object).where(expected.notna(), None).to_dict("records")


def test_the_score_of_a_line_is_the_weighted_sum_of_its_parts(capsys):
    given = {"missing": 0.4, "distance": 0.2, "neighbours": 0.1, "people": 0.2, "years": 0.1}
    text = ",".join(f"{part}={weight}" for part, weight in given.items())
    for row in json.loads(run(capsys, "--weights", text, "--format", "json").out):
        known = {part: weight for part, weight in given.items() if row[part] is not None}
        score = sum(weight * row[part] for part, weight in known.items()) / sum(known.values())
        assert row["score"] == pytest.approx(score, abs=2e-6)
        assert row["people"] is None


def test_top_cuts_the_list_and_the_remarks_go_to_the_other_stream(capsys):
    out, err = run(capsys, "--pillar", "living", "--top", "5", "--lang", "en")
    assert [row[0] for row in csv.reader(out.splitlines())] == ["rank", "1", "2", "3", "4", "5"]
    states = recount.states(recount.placements(pillar="living")).values()
    there = sum(state in {"running", "planned"} for state in states)
    assert f"petaprogram: {there} kelurahan are not ranked: it runs or is planned there.\n" in err
    assert "petaprogram: People do not count;" in err


def test_where_nothing_is_missing_only_the_header_is_left(capsys):
    out, err = run(capsys, "--with-citywide")
    assert list(csv.reader(out.splitlines())) == [COLUMNS]
    assert "Tidak ada celah" in err
    assert run(capsys, "--with-citywide", "--format", "json").out == "[]\n"


def test_people_count_as_soon_as_every_kelurahan_has_a_figure(capsys, monkeypatch, tmp_path):
    tables = shutil.copytree(ROOT / "data", tmp_path / "tables")
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(tables))
    kodes = list(real_dataset().areas.frame.index)
    lines = [f"{kode},2025,{1000 + place},registrasi,kepmendagri2138,\n" for place, kode in enumerate(kodes)]
    with (tables / "population.csv").open("a", encoding="utf-8") as file:
        file.writelines(lines[:-1])
    out, err = run(capsys, "--format", "json")
    assert {row["people"] for row in json.loads(out)} == {None}
    assert f"1 dari 46 kelurahan: {real_dataset().areas.name_of(kodes[-1])}." in err
    with (tables / "population.csv").open("a", encoding="utf-8") as file:
        file.write(lines[-1])
    out, err = run(capsys, "--format", "json")
    rows = json.loads(out)
    assert max(row["people"] for row in rows) == 1.0
    assert all("jiwa" in row["sentence"] for row in rows)
    assert "Penduduk" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--pillar", "nope"], "'nope' tidak dikenal; pilih: governance"),
        (["--program", "nope"], "kampung-senyum"),
        (["--program", ""], "'' tidak dikenal"),
        (["--weights", "hope=1"], "bagian 'hope' tidak dikenal; pilih: missing, distance"),
        (["--weights", "missing=0"], "semua bobot nol"),
        (["--weights", "missing=x", "--lang", "en"], "weight missing=x is not valid"),
    ],
    ids=" ".join,
)
def test_wrong_ids_and_weights_are_refused_with_status_two(arguments, said, capsys):
    assert main(["gaps", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--top", "0"],
        ["--top", "x"],
        ["--lang", "jv"],
        ["--pillar", "living", "--program", "x"],
        ["--format", "x"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_ends_with_status_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["gaps", *arguments])
    assert ended.value.code == 2
    assert "usage: petaprogram gaps" in capsys.readouterr().err


def test_broken_tables_end_with_status_one_and_their_issues(capsys, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(tmp_path))
    assert main(["gaps"]) == 1
    assert "missing-file" in capsys.readouterr().out
