"""A snapshot on the pages: its numbers, its name everywhere, links that stay in it, a plain refusal."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from petaprogram.settings import Settings, read_settings
from petaprogram.snapshots.snapshot import make_snapshot
from petaprogram.tables.reloading import DataSource
from petaprogram.web.server import routes
from petaprogram.web.visit.addresses import ENTRIES
from tests.support import recount
from tests.support.pages import html, open_page, said

MADE = dt.date(2026, 11, 20)
PATHS = [entry.path for entry in ENTRIES]


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a snapshot of the published files."""
    folder = tmp_path_factory.mktemp("snapshots")
    make_snapshot("Asesmen 2026", replace(read_settings({}), snapshots=folder), MADE)
    return folder


@pytest.fixture
def settings(snapshots: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An installation with a snapshot, whose tables have lost a placement since."""
    published, tables = read_settings({}), tmp_path / "tables"
    shutil.copytree(published.tables, tables)
    one = replace(published, tables=tables, state=tmp_path / "state", snapshots=tmp_path / "snapshots")
    shutil.copytree(snapshots, one.snapshots)
    placements = pd.read_csv(tables / "placements.csv", dtype=str, keep_default_na=False)
    placements.iloc[1:].to_csv(tables / "placements.csv", index=False)
    monkeypatch.setattr(routes, "SETTINGS", one)
    monkeypatch.setattr(routes, "SOURCE", DataSource(one))
    return one


@pytest.mark.usefixtures("settings")
def test_the_numbers_are_those_of_the_day_it_was_made() -> None:
    total = len(recount.rows("placements"))
    then, now = (
        open_page(**link).button(key="angka-semua").label for link in ({"cuplikan": "asesmen-2026"}, {})
    )
    assert (then, now) == (f"{total} data", f"{total - 1} data")


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("path", PATHS)
def test_every_page_names_it_and_its_links_stay_in_it(path: str) -> None:
    page = open_page(path, cuplikan="asesmen-2026")
    assert "Versi beku 'Asesmen 2026' per 20 November 2026: angka tidak berubah." in said(page)
    assert "diabaikan" not in said(page), "it stands among what the link asks for in vain"
    assert page.query_params["cuplikan"] == "asesmen-2026"
    links = re.findall(r'href="(\./[^"]*)"', html(page))
    outside = [link for link in links if "cuplikan=asesmen-2026" not in link]
    # Only the way out leads to the data of today.
    assert len(outside) == 1


@pytest.mark.usefixtures("settings")
def test_the_boundaries_of_today_are_not_handed_out_as_those_of_a_snapshot() -> None:
    assert "GeoJSON" not in str(open_page("tentang", cuplikan="asesmen-2026").get("download_button"))
    assert "GeoJSON" in str(open_page("tentang").get("download_button"))


@pytest.mark.usefixtures("settings")
def test_today_no_page_speaks_of_a_snapshot() -> None:
    assert "angka tidak berubah" not in said(open_page())


def test_one_that_was_altered_is_refused_by_its_member_and_nothing_stands_in_for_it(
    settings: Settings,
) -> None:
    path = settings.snapshots / "asesmen-2026.petaprogram.zip"
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["data/placements.csv"] = members["data/placements.csv"].replace(b"2020", b"2021", 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    page = open_page(cuplikan="asesmen-2026")
    assert "Versi ini tidak dapat dibuka" in said(page)
    assert "data/placements.csv" in said(page)
    assert not page.markdown
    listed = said(open_page("tentang"))
    assert "asesmen-2026.petaprogram.zip" in listed
    assert "tidak dapat dibuka" in listed


@pytest.mark.usefixtures("settings")
@pytest.mark.parametrize("slug", ["tidak-ada", "../asesmen-2026", "<script>", "-h"])
def test_one_that_is_not_there_is_refused(slug: str) -> None:
    page = open_page(cuplikan=slug)
    assert "Versi ini tidak dapat dibuka" in said(page)
    assert "<script>" not in html(page)
    assert not page.markdown


@pytest.mark.usefixtures("settings")
def test_the_page_about_the_data_lists_it_with_its_link() -> None:
    page = open_page("tentang")
    assert '<a href="./?cuplikan=asesmen-2026"' in html(page)
    assert "dibuat 20 November 2026" in said(page)


@pytest.mark.usefixtures("settings")
def test_a_choice_that_the_snapshot_does_not_have_is_let_go() -> None:
    page = open_page("program", cuplikan="asesmen-2026", bahasa="en")
    assert page.query_params["bahasa"] == ["en"] or page.query_params["bahasa"] == "en"
    assert "Snapshot" in said(page)
