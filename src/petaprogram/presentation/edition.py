"""Everything that a report is made from, read together: data, boundaries, the ministry's frame, the steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from petaprogram.geography.boundaries import read_boundaries
from petaprogram.geography.passport import Passport, passport_path, read_passport
from petaprogram.measures.ministry import FRAME_FILE, MinistryFrame, read_frame
from petaprogram.messages.issues import Issue
from petaprogram.presentation.photos import NO_PHOTOS, Photos, read_photos
from petaprogram.presentation.scenes import Walk, read_walk
from petaprogram.presentation.steps import WALK_FILE
from petaprogram.tables.dataset import Dataset, read_dataset

# Told how many of how many parts of a report are done.
Progress = Callable[[int, int], None]


def no_progress(_done: int, _steps: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, eq=False)
class Edition:
    """One state of a city's files."""

    dataset: Dataset
    passport: Passport
    ministry_frame: MinistryFrame | None
    walk: Walk
    frame_issues: tuple[Issue, ...]
    photos: Photos = NO_PHOTOS

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Problems of frame, steps and photos; they stop nothing."""
        return (*self.frame_issues, *self.walk.issues, *self.photos.issues)


def read_edition(tables: Path, boundaries: Path, versions: Path | None = None) -> Edition:
    """Read all files of a city; `versions` is the folder of its CSV files where a store keeps them.

    Raises
    ------
    DataError
        If boundaries or tables do not pass their checks.
    """
    return make_edition(
        read_dataset(versions or tables, read_boundaries(boundaries), tables), tables, boundaries
    )


def make_edition(dataset: Dataset, tables: Path, boundaries: Path) -> Edition:
    """Read what goes with data that have been read already."""
    ministry_frame, issues = read_frame(tables / FRAME_FILE, dataset)
    return Edition(
        dataset,
        read_passport(passport_path(boundaries)),
        ministry_frame,
        read_walk(tables / WALK_FILE, dataset, ministry_frame),
        tuple(issues),
        read_photos(tables, dataset),
    )
