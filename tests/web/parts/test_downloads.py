"""What a page says of a file that takes seconds, from the first click on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from petaprogram.presentation.steps import WALK_FILE
from petaprogram.settings import ROOT, read_settings
from petaprogram.tables.reloading import DataSource
from petaprogram.web.parts import downloads
from petaprogram.web.parts.background_job import Making, Workshop
from petaprogram.web.server import routes
from tests.support.pages import checked, open_page, said

BEGIN, STOP = "buat-atlas-mulai", "buat-atlas-batal"


class Instead(Making):
    """Ends as a test says, without a command."""

    outcome: bytes | None = None

    def make(self, look: Callable[[], None]) -> None:
        look()
        self.content = self.outcome
        self.failed = self.content is None


class Waiting(Making):
    """Waits until it is stopped."""

    def make(self, look: Callable[[], None]) -> None:
        while not self.cancelled:
            look()


@pytest.fixture(autouse=True)
def _small_workshop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    one = Workshop(capacity=1)
    monkeypatch.setattr(downloads, "WORKSHOP", one)
    yield
    one.close()


def use(monkeypatch: pytest.MonkeyPatch, kind: type[Making]) -> None:
    monkeypatch.setattr("petaprogram.web.parts.background_job.Making", kind)


def test_a_file_that_cannot_be_made_is_said_and_can_be_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, Instead)
    page = checked(open_page("tentang").button(key=BEGIN).click().run())
    while "disiapkan" in said(page):
        page = checked(page.run())
    assert "Atlas semua kelurahan (PDF) tidak dapat dibuat. Muat ulang halaman ini" in said(page)
    monkeypatch.setattr(Instead, "outcome", b"%PDF")
    page = checked(page.button(key=BEGIN).click().run())
    while "Atlas semua kelurahan (PDF)" not in [one.proto.label for one in page.get("download_button")]:
        page = checked(page.run())


def test_a_file_of_steps_and_photos_that_changed_since_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are in the offline file, and are no part of the version of the data."""
    tables = tmp_path / "data"
    shutil.copytree(ROOT / "data", tables)
    settings = replace(read_settings({}), tables=tables, state=tmp_path / "state")
    monkeypatch.setattr(routes, "SETTINGS", settings)
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings))
    use(monkeypatch, Instead)
    monkeypatch.setattr(Instead, "outcome", b"<html>")
    begin = "buat-html-mulai"

    def is_there(page: AppTest) -> bool:
        return any(one.proto.label.startswith("Versi offline") for one in page.get("download_button"))

    page = checked(open_page("tentang").button(key=begin).click().run())
    while not is_there(page):
        page = checked(page.run())
    with (tables / WALK_FILE).open("a") as steps:
        steps.write("# edited\n")
    page = checked(page.run())
    assert not is_there(page)
    assert [one.key for one in page.button if one.key == begin]


def test_where_too_many_wait_a_visitor_is_told_and_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Waiting)
    first = checked(open_page("tentang").button(key=BEGIN).click().run())
    assert [one.label for one in first.button if one.key == STOP] == ["Batalkan"]
    second = open_page("tentang", bahasa="en")
    assert "Too many" not in said(second)
    second = checked(second.button(key=BEGIN).click().run())
    assert "Too many files are being made." in said(second)
    checked(first.button(key=STOP).click().run())
    second = checked(second.button(key=BEGIN).click().run())
    assert "Too many" not in said(second)
    assert [one.label for one in second.button if one.key == STOP] == ["Cancel"]
