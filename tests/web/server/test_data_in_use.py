"""What a run shows is of one moment, also where the files are read anew while it lasts."""

from __future__ import annotations

import shutil
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace

import pytest

from petaprogram.settings import ROOT
from petaprogram.tables.dataset import read_dataset
from petaprogram.tables.reloading import Loaded
from petaprogram.web.server import routes
from petaprogram.web.visit.addresses import ENTRIES
from tests.support.pages import checked, html, open_page
from tests.support.real import real_dataset

PATHS = [entry.path for entry in ENTRIES]


def looks(*found: Loaded) -> SimpleNamespace:
    """Files that change all the time: each look at them finds the next data, over and over."""
    return SimpleNamespace(current=cycle(found).__next__)


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> tuple[Loaded, Loaded]:
    """The published data, and the same without the records of the first ten rows."""
    before, folder = real_dataset(), tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(ROOT / "data", folder)
    cut(folder / "placements.csv")
    after = read_dataset(folder, before.areas)
    return Loaded(before, ()), Loaded(after, (), len(before.records))


def cut(path: Path) -> None:
    title, *rows = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text(title + "".join(rows[10:]), "utf-8")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_shows_what_there_was_when_its_run_began(
    path: str, before_and_after: tuple[Loaded, Loaded], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    for look in before_and_after:
        monkeypatch.setattr(routes, "SOURCE", looks(look))
        shown.append(html(open_page(path)))
    assert shown[0] != shown[1]
    monkeypatch.setattr(routes, "SOURCE", looks(*before_and_after))
    page = open_page(path)
    assert html(page) == shown[0]
    assert html(checked(page.run())) == shown[1]
