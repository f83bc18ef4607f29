"""The ministry's frame: settings of a city, and evidence only where a source names it."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest

from petaprogram.measures.ministry import (
    Dimension,
    FilledCells,
    MinistryFrame,
    count_evidence,
    count_filled,
    read_frame,
)
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.settings import ROOT
from petaprogram.tables.dataset import check_tables, read_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

FRAME = """
[[dimension]]
id = "output"
name = "Keluaran"

[[dimension]]
id = "impact"
name = "Dampak"
weight = 3
"""


@pytest.fixture
def dataset(tmp_path):
    return read_dataset(write_tables(tmp_path), four_areas())


def rules(issues):
    return [(issue.file, issue.row, issue.rule) for issue in issues]


def test_the_published_frame_has_five_dimensions_and_says_that_weights_differ():
    frame, issues = read_frame(ROOT / "data" / "frame.toml", real_dataset())
    assert issues == ()
    assert [dimension.id for dimension in frame.dimensions] == [
        "baseline",
        "output",
        "outcome",
        "impact",
        "quick_win",
    ]
    assert "berbeda" in frame.note_in(INDONESIAN)
    assert "differ" in frame.note_in(ENGLISH)


def test_published_evidence_stands_only_where_the_source_uses_the_word():
    dataset = real_dataset()
    named = dataset.evidence_frame.merge(
        dataset.placements, left_on="placement_id", right_index=True, suffixes=("", "_placement")
    )
    assert len(named) == len(dataset.evidence_frame) > 0
    assert (named["dimension"] == "quick_win").all()
    assert named["status_as_reported"].str.contains("quick win").all()


def test_cells_count_each_piece_of_evidence_once_and_stay_zero_where_there_is_none(dataset):
    frame = MinistryFrame((Dimension("output", "", "", 1), Dimension("impact", "", "", 1)), {}, "", "")
    evidence = pd.DataFrame(
        [
            ("living", "output", "P1", None),
            ("living", "output", "P1", None),
            ("living", "output", None, "s1"),
            ("living", "gone", "P1", None),
        ],
        columns=["pillar_id", "dimension", "placement_id", "source_id"],
    )
    counts = count_evidence(replace(dataset, evidence_frame=evidence), frame)
    assert counts.to_dict("index") == {
        "economy": {"output": 0, "impact": 0},
        "living": {"output": 2, "impact": 0},
    }
    assert count_filled(counts, frame) == FilledCells(filled=1, cells=4, share=0.25)


def test_weights_of_pillars_and_dimensions_multiply():
    dimensions = (Dimension("output", "", "", 1), Dimension("impact", "", "", 3))
    frame = MinistryFrame(dimensions, {"living": 3.0}, "", "")
    counts = pd.DataFrame({"output": [1, 0], "impact": [0, 2]}, index=["economy", "living"])
    # (1 x 1 + 3 x 3) of (1 + 3) x (1 + 3)
    assert count_filled(counts, frame) == FilledCells(filled=2, cells=4, share=10 / 16)
    nothing = MinistryFrame(dimensions, {"living": 0.0, "economy": 0.0}, "", "")
    assert math.isnan(count_filled(counts, nothing).share)


def test_a_city_without_a_frame_shows_none_and_says_so(tmp_path, dataset):
    frame, issues = read_frame(tmp_path / "frame.toml", dataset)
    assert frame is None
    assert rules(issues) == [("frame.toml", None, "frame-missing")]


def test_evidence_for_an_unknown_dimension_names_file_and_row(tmp_path):
    dataset = read_dataset(
        write_tables(tmp_path, evidence_frame="living,output,,s1,,\nliving,nope,,s1,,\n"), four_areas()
    )
    (tmp_path / "frame.toml").write_text(FRAME, "utf-8")
    frame, issues = read_frame(tmp_path / "frame.toml", dataset)
    assert [dimension.weight for dimension in frame.dimensions] == [1, 3]
    assert rules(issues) == [("evidence_frame.csv", 3, "unknown-dimension")]
    assert "output, impact" in str(issues[0])


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "dimension"),
        ("dimension = 3", "dimension"),
        ("dimension = [1]", "dimension"),
        ('[[dimension]]\nid = "a"', "dimension 1: name"),
        ('[[dimension]]\nid = 3\nname = "A"', "dimension 1: id"),
        (FRAME + "[[dimension]]\nid = 'output'\nname = 'Lagi'", "dimension 3: id"),
        (FRAME.replace("weight = 3", "weight = -1"), "dimension 2: weight"),
        (FRAME.replace("weight = 3", "weight = nan"), "dimension 2: weight"),
        (FRAME.replace("weight = 3", "weight = true"), "dimension 2: weight"),
        (FRAME + "[pillar_weights]\nnope = 1", "pillar_weights: nope"),
        (FRAME + "[pillar_weights]\nliving = 'x'", "pillar_weights: living"),
        ("pillar_weights = 3\n" + FRAME, "pillar_weights"),
        ("note = 3\n" + FRAME, "note"),
        ('note = "46\\u202e"\n' + FRAME, "note"),
        (FRAME.replace("weight = 3", 'weight = 3\nname_en = "A\\u200b"'), "dimension.2.name_en"),
    ],
)
def test_each_defect_of_the_frame_is_named_by_its_field(tmp_path, dataset, text, field):
    (tmp_path / "frame.toml").write_text(text, "utf-8")
    frame, issues = read_frame(tmp_path / "frame.toml", dataset)
    assert frame is None
    assert field in [dict(issue.values)["field"] for issue in issues]


@pytest.mark.parametrize("content", [b"[[", b"\xff\xfe", b"a = " + b"[" * 100_000])
def test_a_file_that_is_no_toml_is_named(tmp_path, dataset, content):
    (tmp_path / "frame.toml").write_bytes(content)
    frame, issues = read_frame(tmp_path / "frame.toml", dataset)
    assert frame is None
    assert rules(issues) == [("frame.toml", None, "frame-unreadable")]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("nope,output,,s1,,\n", "unknown-pillar"),
        ("living,output,P99,,,\n", "unknown-placement"),
        ("living,output,,nope,,\n", "unknown-source"),
        ("living,output,,,,\n", "evidence-subject"),
        ("economy,output,P1,,,\n", "evidence-pillar"),
        (",output,P1,,,\n", "missing-value"),
    ],
)
def test_each_rule_of_the_evidence_table_names_file_and_row(tmp_path, rows, problem):
    issues = check_tables(write_tables(tmp_path, evidence_frame=rows), four_areas())
    assert ("evidence_frame.csv", 2, problem) in rules(issues)


def test_the_evidence_table_may_be_left_out(tmp_path):
    write_tables(tmp_path)
    with_table = read_dataset(tmp_path, four_areas())
    (tmp_path / "evidence_frame.csv").unlink()
    without = read_dataset(tmp_path, four_areas())
    assert without.evidence_frame.empty
    assert without.version != with_table.version
