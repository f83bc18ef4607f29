"""The frame of the ministry's assessment: pillars x dimensions, and which cells have evidence.

Dimensions and weights are settings of a city (`frame.toml`), because those that have been published differ.
What fills a cell is data (`evidence_frame.csv`). An empty cell says that no evidence is recorded for it, not
that there is none.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from petaprogram.messages.field_checks import NO_TEXT, is_number, say_letter
from petaprogram.messages.issues import Issue, Said, make_issue
from petaprogram.messages.language import SOURCE, Language, message
from petaprogram.messages.letters import find_unseen_in
from petaprogram.tables.dataset import Dataset
from petaprogram.tables.toml_files import read_toml

FRAME_FILE = "frame.toml"
_EVIDENCE_FILE = "evidence_frame.csv"
# The dimension of the frame under which a quick win stands.
_QUICK_WIN = "quick_win"

_NO_WEIGHT = message("bukan angka dari nol ke atas")
_NO_DIMENSIONS = message("harus memuat satu atau lebih [[dimension]]")
_TWICE = message("ditulis dua kali")
_UNKNOWN_PILLAR = message("bukan pilar dalam pillars.csv")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One column of the frame."""

    id: str
    name: str
    name_en: str
    weight: float

    def name_in(self, language: Language) -> str:
        """Its name in a language."""
        return self.name if language.code == SOURCE else self.name_en or self.name


@dataclass(frozen=True, slots=True)
class MinistryFrame:
    """Dimensions in order, the weight of each pillar (1 where none is given), and what is said of them."""

    dimensions: tuple[Dimension, ...]
    pillar_weights: Mapping[str, float]
    note: str
    note_en: str

    def note_in(self, language: Language) -> str:
        """What is said of the weights."""
        return self.note if language.code == SOURCE else self.note_en or self.note


@dataclass(frozen=True, slots=True)
class FilledCells:
    """How many of the cells have evidence; `share` (0 to 1) is by weight, NaN where nothing weighs."""

    filled: int
    cells: int
    share: float


def read_frame(path: Path, dataset: Dataset) -> tuple[MinistryFrame | None, tuple[Issue, ...]]:
    """Read the frame and check the evidence of the dataset against it.

    Returns
    -------
    frame
        None where the file is not there or breaks a rule: then there is nothing to show.
    issues
        Every problem of the file, and every row of evidence for a dimension that it does not have.
    """
    content, issues = read_toml(path, missing="frame-missing", unreadable="frame-unreadable")
    if content is None:
        return None, tuple(issues)
    issues += _check(content, set(dataset.pillars.index), path.name)
    if issues:
        return None, tuple(issues)
    ministry_frame = MinistryFrame(
        dimensions=tuple(
            Dimension(one["id"], one["name"], one.get("name_en", ""), float(one.get("weight", 1)))
            for one in content["dimension"]
        ),
        pillar_weights={
            pillar: float(weight) for pillar, weight in content.get("pillar_weights", {}).items()
        },
        note=content.get("note", ""),
        note_en=content.get("note_en", ""),
    )
    return ministry_frame, tuple(_check_dimensions(dataset.evidence_frame, ministry_frame))


def count_evidence(dataset: Dataset, ministry_frame: MinistryFrame) -> pd.DataFrame:
    """Count the pieces of evidence in each cell; the same record or source twice in a cell is one piece.

    Returns
    -------
    DataFrame
        Index pillar_id, all pillars in their order; one column for each dimension id of the frame, in its
        order; whole numbers, 0 where nothing is recorded.
    """
    evidence = dataset.evidence_frame
    once = evidence.drop_duplicates(["pillar_id", "dimension", "placement_id", "source_id"])
    counts = once.groupby(["pillar_id", "dimension"]).size().unstack(fill_value=0)
    columns = pd.Index([dimension.id for dimension in ministry_frame.dimensions], name="dimension")
    rows = pd.Index(dataset.pillars.sort_values("order").index, name="pillar_id")
    return counts.reindex(index=rows, columns=columns).fillna(0).astype(int)


def quick_win_records(dataset: Dataset) -> pd.DataFrame:
    """Find the records that a source calls a quick win: rows of `dataset.records`, in their order."""
    evidence = dataset.evidence_frame
    named = evidence.loc[evidence["dimension"] == _QUICK_WIN, "placement_id"].dropna()
    return dataset.records[dataset.records.index.isin(named)]


def count_filled(counts: pd.DataFrame, ministry_frame: MinistryFrame) -> FilledCells:
    """Count the cells that have evidence, of what `count_evidence` found.

    A cell weighs the weight of its pillar times that of its dimension.
    """
    rows = pd.Series(
        [ministry_frame.pillar_weights.get(pillar, 1.0) for pillar in counts.index], index=counts.index
    )
    columns = pd.Series({dimension.id: dimension.weight for dimension in ministry_frame.dimensions})
    total, filled = rows.sum() * columns.sum(), counts > 0
    weighed = filled.astype(float).mul(rows, axis="index").mul(columns, axis="columns").to_numpy().sum()
    return FilledCells(
        filled=int(filled.to_numpy().sum()),
        cells=counts.size,
        share=float(weighed / total) if total else math.nan,
    )


def _check(content: Mapping[str, object], pillars: set[str], file: str) -> Iterator[Issue]:
    for field, letter in find_unseen_in(content):
        yield make_issue("frame-field", file, field=field, problem=say_letter(letter))
    for field, problem in (
        *_check_texts(content, ("note", "note_en"), ""),
        *_check_list(content.get("dimension")),
        *_check_weights(content.get("pillar_weights", {}), pillars),
    ):
        yield make_issue("frame-field", file, field=field, problem=Said(problem))


def _check_list(dimensions: object) -> Iterator[tuple[str, str]]:
    if not isinstance(dimensions, list) or not dimensions or not all(isinstance(d, dict) for d in dimensions):
        yield "dimension", _NO_DIMENSIONS
        return
    for number, one in enumerate(dimensions, start=1):
        place = f"dimension {number}: "
        yield from ((place + field, NO_TEXT) for field in ("id", "name") if not one.get(field))
        yield from _check_texts(one, ("id", "name", "name_en"), place)
        if not _is_weight(one.get("weight", 1)):
            yield f"{place}weight", _NO_WEIGHT
        if any(one.get("id") == other.get("id") for other in dimensions[: number - 1]):
            yield f"{place}id", _TWICE


def _check_texts(table: Mapping[str, object], names: Sequence[str], place: str) -> Iterator[tuple[str, str]]:
    return ((place + name, NO_TEXT) for name in names if not isinstance(table.get(name, ""), str))


def _check_weights(weights: object, pillars: set[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(weights, dict):
        yield "pillar_weights", _NO_WEIGHT
        return
    for pillar, weight in weights.items():
        if pillar not in pillars:
            yield f"pillar_weights: {pillar}", _UNKNOWN_PILLAR
        if not _is_weight(weight):
            yield f"pillar_weights: {pillar}", _NO_WEIGHT


def _check_dimensions(evidence: pd.DataFrame, ministry_frame: MinistryFrame) -> Iterator[Issue]:
    known = [dimension.id for dimension in ministry_frame.dimensions]
    for row, value in zip(evidence["row"], evidence["dimension"], strict=True):
        if value not in known:
            allowed = ", ".join(known)
            yield make_issue("unknown-dimension", _EVIDENCE_FILE, int(row), value=value, allowed=allowed)


def _is_weight(value: object) -> bool:
    return is_number(value) and value >= 0
