"""The steps of the presentation on their page, over the published data, without a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from petaprogram.messages.language import ENGLISH, INDONESIAN, Language
from petaprogram.presentation.edition import Edition, make_edition
from petaprogram.presentation.steps import WALK_FILE
from petaprogram.settings import Settings, read_settings
from petaprogram.tables.reloading import DataSource
from petaprogram.web.paparan import step_view
from petaprogram.web.parts.components import literal
from petaprogram.web.server import routes
from petaprogram.web.server.presenter_channels import Channels
from tests.support import recount
from tests.support.pages import checked, heading, html, link_of, open_page, said, text
from tests.support.real import real_dataset

Open = Callable[..., AppTest]

SETTINGS = read_settings({})


@pytest.fixture(scope="module")
def edition() -> Edition:
    return make_edition(real_dataset(), SETTINGS.tables, SETTINGS.boundaries)


@pytest.fixture
def open_step(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Open:
    state = str(tmp_path_factory.mktemp("state"))
    monkeypatch.setattr(routes, "SOURCE", DataSource(read_settings({"PETAPROGRAM_STATE": state})))
    return partial(open_page, "paparan")


def with_walk(folder: Path, change: Callable[[str], str]) -> Settings:
    """The published files with another presentation."""
    tables = folder / "tables"
    shutil.copytree(SETTINGS.tables, tables)
    path = tables / WALK_FILE
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    return read_settings({"PETAPROGRAM_TABLES": str(tables), "PETAPROGRAM_STATE": str(folder / "state")})


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH], ids=lambda language: language.code)
def test_each_step_shows_the_number_and_the_words_of_the_walk(
    open_step: Open, edition: Edition, language: Language
) -> None:
    for number, scene in enumerate(edition.walk.scenes, start=1):
        page = open_step(langkah=str(number), bahasa=language.code)
        assert heading(page) == scene.title(language)
        assert " ".join(scene.caption(language).split()) in unescape(text(html(page)))
        if scene.figure is None:
            assert scene.step.show == "cover"
            continue
        label = page.button(key="angka-paparan").label
        assert label.startswith(f"**{literal(scene.figure.number(language))}** ")


def test_a_number_opens_every_row_that_it_counts(open_step: Open, edition: Edition) -> None:
    page = open_step(langkah="2")
    page = checked(page.button(key="angka-paparan").click().run())
    figure = edition.walk.scenes[1].figure
    assert figure is not None
    assert len(re.findall(r'<li class="record[ "]', html(page))) == len(figure.records) > 0


def test_a_number_without_records_names_the_kelurahan_that_it_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = '[[step]]\ntitle = "Satu"\nview = "warnai=pilar&tampil=economy"\nnumber = "areas_blank"\n'
    settings = with_walk(tmp_path, lambda _toml: step)
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings))
    monkeypatch.setattr(routes, "SETTINGS", settings)
    page = open_page("paparan")
    page = checked(page.button(key="angka-paparan").click().run())
    recorded = recount.kelurahan(recount.placements(pillar="economy"))
    linked = re.findall(r'<a href="\./profil\?kode=([0-9.]+)"', html(page))
    assert linked == [kode for kode in real_dataset().areas.frame.index if kode not in recorded]
    assert len(linked) > 1


def test_the_buttons_lead_through_the_steps_and_the_link_follows(open_step: Open, edition: Edition) -> None:
    page = open_step()
    assert page.button(key="paparan-left").disabled
    for number in range(2, len(edition.walk.scenes) + 1):
        page = checked(page.button(key="paparan-right").click().run())
        assert page.query_params["langkah"] == edition.walk.scenes[number - 1].step.id
        assert heading(page) == edition.walk.scenes[number - 1].title(INDONESIAN)
    assert page.button(key="paparan-right").disabled
    page = checked(page.button(key="paparan-home").click().run())
    assert heading(page) == edition.walk.scenes[0].title(INDONESIAN)


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH], ids=lambda language: language.code)
def test_the_notes_go_to_the_presenter_and_never_to_the_shared_screen(
    open_step: Open, edition: Edition, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    channels = Channels()
    monkeypatch.setattr(step_view, "CHANNELS", channels)
    page = open_step(langkah="2", bahasa=language.code)
    seen = " ".join([said(page), *(button.label for button in page.button)])
    notes = [note for scene in edition.walk.scenes for note in scene.notes(language)]
    assert len(notes) > 5
    assert [note for note in notes if note in seen] == []
    order, number = (re.search(rf'data-{name}="([^"]+)"', html(page)) for name in ("order", "step"))
    assert order is not None
    assert number is not None
    _, window = channels.start(order[1], int(number[1]), "")
    state = channels.state(window)
    assert [cue.title for cue in state.cues] == [scene.title(language) for scene in edition.walk.scenes]
    assert [note for cue in state.cues for note in cue.notes] == notes
    assert state.shown.step == 2


def test_the_page_offers_the_window_and_names_the_keys_that_no_button_has(
    open_step: Open, edition: Edition
) -> None:
    page = open_step()
    button = re.search(r'<button type="button" class="presenter-open"[^>]*>(.*?)</button>', html(page))
    assert button is not None
    assert text(button[1]) == "Jendela penyaji N"
    assert f"End akhir · 1-{len(edition.walk.scenes)} langkah · F layar penuh · B layar hitam" in said(page)


def test_a_step_that_is_not_there_is_named_and_the_first_is_shown(open_step: Open, edition: Edition) -> None:
    page = open_step(langkah="99")
    assert "langkah=99" in html(page)
    assert heading(page) == edition.walk.scenes[0].title(INDONESIAN)


def test_a_broken_step_is_named_and_never_stops_the_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edition: Edition
) -> None:
    settings = with_walk(tmp_path, lambda toml: toml.replace('id = "governance"', "id = 7"))
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings))
    monkeypatch.setattr(routes, "SETTINGS", settings)
    ids = [scene.step.id for scene in edition.walk.scenes]
    at = ids.index("governance")
    page = open_page("paparan", langkah=str(at + 1))
    assert heading(page) == edition.walk.scenes[at + 1].title(INDONESIAN)
    assert edition.walk.scenes[at].step.title[:40] in text(html(page))


def test_without_steps_the_page_says_where_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = with_walk(tmp_path, lambda _toml: "")
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings))
    monkeypatch.setattr(routes, "SETTINGS", settings)
    assert "Belum ada langkah paparan" in html(open_page("paparan"))


def test_internal_steps_are_left_out_and_named_until_a_meeting_asks_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = "".join(
        f'[[step]]\ntitle = "{title}"\naudience = "{audience}"\n'
        for title, audience in (("Satu", "public"), ("Rapat", "internal"), ("Dua", "public"))
    )
    settings = with_walk(tmp_path, lambda _toml: steps)
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings))
    monkeypatch.setattr(routes, "SETTINGS", settings)
    page = open_page("paparan", langkah="2")
    assert heading(page) == "Dua"
    assert "1 langkah untuk rapat internal tidak ditampilkan." in text(html(page))
    assert './paparan?untuk=internal"' in html(page)
    page = open_page("paparan", langkah="2", untuk="internal")
    assert heading(page) == "Rapat"
    assert "langkah ini tidak tampil untuk umum" in text(html(page))
    page = checked(page.button(key="paparan-right").click().run())
    assert (heading(page), link_of(page)["untuk"]) == ("Dua", ["internal"])
    assert "untuk=semua" in html(open_page("paparan", untuk="semua"))
