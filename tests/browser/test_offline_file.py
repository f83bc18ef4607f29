"""The offline file as somebody meets it: opened from a disk, the network off, by keyboard, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from petaprogram.exports.file_format import Material
from petaprogram.exports.offline.offline_file import build_offline
from petaprogram.measures.map_view import make_choices
from petaprogram.messages.language import INDONESIAN
from petaprogram.presentation.edition import Edition, read_edition
from petaprogram.presentation.scenes import Walk, make_scene
from petaprogram.presentation.steps import Step
from petaprogram.settings import ROOT
from tests.browser.axe import run_axe
from tests.browser.conftest import DESKTOP, PHONE, Tabs
from tests.browser.files import HOSTILE, make_hostile_tables, make_hostile_walk
from tests.browser.screen import Events
from tests.support import recount
from tests.support.once import made_once

SHARED_SCREEN = (1280, 720)
BOUNDARIES = ROOT / "geo" / "kelurahan.geojson"
WIDE = len(recount.placements(kode="35.71"))
READ_MAP = (Path(__file__).parent / "read_map.js").read_text("utf-8")

# How much of each part of the step is hidden, down and sideways.
HIDDEN = """() => {
  const step = document.querySelector(".side:not([hidden]) .step:not([hidden])");
  const parts = [...step.querySelectorAll(".aside, .stage, .index .scroll"), document.documentElement];
  return parts.map((one) => [one.scrollHeight - one.clientHeight, one.scrollWidth - one.clientWidth]);
}"""
# The size of every text that can be seen.
SIZES = """() => [...document.querySelectorAll(".side:not([hidden]) .step:not([hidden]) *")]
  .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    && one.checkVisibility() && !one.closest(".heard"))
  .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
READ_COPIES = """(maps) => maps.map((map) => [...map.querySelectorAll("path.peta-shape")]
  .map((one) => one.getAttribute("fill")))"""
# What gets into the document after it was made: a script, a picture from elsewhere, a call.
BREAK_IN = """async () => {
  const stopped = [];
  document.addEventListener("securitypolicyviolation", (one) => stopped.push(one.violatedDirective));
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.body.append(script);
  const image = document.createElement("img");
  image.src = "http://127.0.0.1:18999/track.png";
  document.body.append(image);
  await fetch("http://127.0.0.1:18999/").catch(() => null);
  await new Promise((done) => setTimeout(done, 200));
  return [window.ran === undefined, stopped.map((one) => one.split("-")[0]).sort()];
}"""

# As somebody does who goes through a list by the arrow keys.
CHOOSE_EACH = """(box) => {
  for (const option of box.options) {
    box.value = option.value;
    for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  return box.options.length;
}"""
REMOVE_HIDDEN = "() => document.querySelectorAll('[hidden]').forEach((one) => one.remove())"
# The file's own listener was there first, so the other place is shown when this one is called.
TURN = """(place) => new Promise((done) => {
  addEventListener("hashchange", () => done(), { once: true });
  location.hash = place;
})"""

FIRST_THEME = "JSON.parse(document.getElementById('data').textContent).first"

Open = Callable[..., "File"]


class File:
    """A tab with the file in it, and everything that it did besides showing itself."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.events = Events()
        self.events.watch(page)

    def go(self, place: str = "") -> File:
        self.page.goto("about:blank")
        self.page.goto(f"{self.address}#{place}")
        return self

    def turn(self, place: str) -> None:
        """Go to another place of the open file, as its own links do: loading it again takes half a second."""
        self.page.evaluate(TURN, place)

    def find(self, selector: str) -> Locator:
        return self.page.locator(f".side:not([hidden]) {selector}")

    @property
    def step(self) -> Locator:
        return self.find(".step:not([hidden])")

    @property
    def panel(self) -> Locator:
        return self.find(".panel:not([hidden])")

    @property
    def profile(self) -> Locator:
        return self.find(".profiles article:not([hidden])")

    @property
    def dialog(self) -> Locator:
        return self.find("dialog[open]")

    @property
    def place(self) -> str:
        return self.page.url.partition("#")[2]

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def fills(self) -> dict[str, Any]:
        return {area["name"]: area["fill"] for area in self.page.evaluate(READ_MAP)["areas"]}

    def column(self, table: int, number: int) -> list[str]:
        rows = self.find(".tables table").nth(table).locator("tbody tr")
        texts: list[str] = rows.evaluate_all(
            f"(rows) => rows.map((row) => row.cells[{number}].textContent.trim())"
        )
        return texts

    def check_clean(self) -> None:
        assert self.events.trouble == []
        assert self.events.console == []
        assert self.events.dialogs == []
        assert [url for url in self.events.requests if not url.startswith(("file:", "data:", "about:"))] == []


def placed(pillar: str) -> int:
    """How many kelurahan have a record of a pillar."""
    return len(recount.kelurahan(recount.placements(pillar=pillar)))


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(ROOT / "data", BOUNDARIES)


@pytest.fixture(scope="module")
def path(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "Paparan Kediri.html", lambda: build_offline(Material(edition)))


@pytest.fixture
def open_file(tabs: Tabs, path: Path) -> Iterator[Open]:
    """Open a file with the network off; at the end every visit must have stayed clean and at home."""
    files: list[File] = []

    def one(size: tuple[int, int] = SHARED_SCREEN, place: str = "", file: Path = path) -> File:
        files.append(File(tabs.take(size, offline=True), file.as_uri()))
        return files[-1].go(place)

    yield one
    for file in files:
        file.events.leave(file.page)
        tabs.give_back(file.page)
    for file in files:
        file.check_clean()


def test_it_opens_on_the_cover_and_the_next_step_has_the_map_painted(
    open_file: Open, edition: Edition
) -> None:
    file = open_file()
    cover, scene = edition.walk.scenes[:2]
    expect(file.step.locator("h2")).to_have_text(cover.title(INDONESIAN))
    expect(file.step.locator(".cover li")).to_have_count(6)
    shown = file.step.locator(".cover-map").evaluate(
        "(map) => [map.clientHeight, getComputedStyle(map).backgroundImage]"
    )
    assert shown[0] > 300
    assert shown[1].startswith('url("data:image/svg+xml')
    loaded = file.page.evaluate(
        "[...document.fonts].map((one) => `${one.family.replaceAll('\"', '')} ${one.status}`)"
    )
    assert set(loaded) == {"Source Sans Pro loaded"}
    file.press("ArrowRight")
    assert scene.figure is not None
    expect(file.step.locator("h2")).to_have_text(scene.title(INDONESIAN))
    expect(file.step.locator(".value")).to_have_text(scene.figure.number(INDONESIAN))
    fills = file.fills()
    assert len(fills) == 46
    assert "#FFFFFF" not in fills.values()


def test_the_walk_is_given_from_first_to_last_by_keyboard_alone(open_file: Open, edition: Edition) -> None:
    file = open_file()
    scenes = edition.walk.scenes
    for number, scene in enumerate(scenes, start=1):
        expect(file.step.locator("h2")).to_contain_text(scene.title(INDONESIAN))
        expect(file.step.locator(".count")).to_have_text(f"{number} / {len(scenes)}")
        assert file.place == f"id/paparan/{scene.step.id}" or number == 1
        if scene.step.show == "map":
            assert len(file.fills()) == 46
        file.press("ArrowRight")
    expect(file.step.locator("h2")).to_contain_text(scenes[-1].title(INDONESIAN))
    file.press("ArrowLeft", "Home")
    expect(file.step.locator("h2")).to_contain_text(scenes[0].title(INDONESIAN))
    file.press("End", "PageUp")
    expect(file.step.locator("h2")).to_contain_text(scenes[-2].title(INDONESIAN))


@pytest.mark.parametrize("size", [SHARED_SCREEN, DESKTOP])
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_step_is_cut_off_on_a_shared_screen(
    open_file: Open, edition: Edition, size: tuple[int, int], language: str
) -> None:
    file = open_file(size)
    for scene in edition.walk.scenes:
        file.turn(f"{language}/paparan/{scene.step.id}")
        expect(file.step).to_have_attribute("data-step", scene.step.id)
        hidden = file.page.evaluate(HIDDEN)
        assert max(max(pair) for pair in hidden) <= 1, (scene.step.id, hidden)
        assert min(file.page.evaluate(SIZES)) >= 12


def test_a_number_opens_its_rows_and_their_evidence(open_file: Open) -> None:
    file = open_file(place="paparan/living")
    file.step.locator(".figure").press("Enter")
    expect(file.dialog.get_by_role("heading")).to_have_text("3 dari 46 kelurahan ada data Kampung Senyum")
    expect(file.dialog.locator("li.record")).to_have_count(3)
    expect(file.dialog).to_contain_text("BANGSAONLINE, 26 November 2020")
    file.press("Escape")
    expect(file.dialog).to_have_count(0)
    assert file.place == "paparan/living"


def test_a_number_without_records_opens_what_it_counts(
    open_file: Open, edition: Edition, tmp_path: Path
) -> None:
    step = Step("belum", "Belum ada data", view="warnai=pilar&tampil=economy", number="areas_blank")
    scene = make_scene(step, 1, edition.dataset, make_choices(edition.dataset))
    assert scene.figure is not None
    alone = replace(edition, walk=Walk(lambda: (scene,)))
    path = tmp_path / "satu langkah.html"
    path.write_bytes(build_offline(Material(alone)))
    file = open_file(place="paparan/belum", file=path)
    file.step.locator(".figure").click()
    blank = 46 - placed("economy")
    expect(file.dialog.locator(".area-link")).to_have_count(blank)
    file.dialog.get_by_role("link", name="Bawang").click()
    expect(file.panel.get_by_role("heading", level=2)).to_have_text("Bawang")
    file.press("Escape")
    expect(file.step.locator("h2")).to_contain_text("Belum ada data")


def test_the_index_opens_the_documents_it_has_and_says_where_there_is_none(open_file: Open) -> None:
    file = open_file(place="paparan/indeks")
    file.step.locator(".figure").click()
    expect(file.dialog).to_contain_text("belum ada dokumen sumber")


def test_the_presenter_opens_notes_explores_and_comes_back(open_file: Open) -> None:
    file = open_file(place="paparan/governance")
    notes = file.step.locator(".notes")
    expect(notes).to_be_hidden()
    file.press("n")
    expect(notes.locator("li")).to_have_count(3)
    file.press("ArrowRight")
    expect(file.step.locator(".notes")).to_be_visible()
    file.press("N", "ArrowLeft")
    expect(file.step).to_have_attribute("data-step", "governance")
    expect(file.step.locator(".notes")).to_be_hidden()
    before = file.fills()
    file.press("e")
    expect(file.find(".explore .sentence")).to_contain_text(
        f"Smart Governance tercatat di {placed('governance')} dari 46 kelurahan"
    )
    assert file.fills() == before
    file.press("Escape")
    expect(file.step).to_have_attribute("data-step", "governance")
    file.press("Escape")
    expect(file.find(".explore .sentence")).to_contain_text(" program tercatat: ")
    file.press("Escape")
    expect(file.step).to_have_attribute("data-step", "governance")


def test_exploring_filters_by_pillar_and_program_and_shows_a_kelurahan(open_file: Open) -> None:
    file = open_file(place="peta")
    file.find(".explore select.theme").select_option("pillar.living")
    expect(file.find(".explore .sentence")).to_contain_text(
        f"Smart Living tercatat di {placed('living')} dari 46 kelurahan"
    )
    file.find("select.area").select_option(label="Pocanan")
    expect(file.panel.get_by_role("heading", level=2)).to_have_text("Pocanan")
    expect(file.panel.locator(".record")).to_have_count(len(recount.placements(kode="35.71.02.1016")))
    expect(file.panel).to_contain_text("Kampung Senyum")
    area = next(one for one in file.page.evaluate(READ_MAP)["areas"] if one["name"] == "Blabak")
    file.page.mouse.click(area["x"], area["y"])
    expect(file.panel.get_by_role("heading", level=2)).to_have_text("Blabak")
    assert file.place == "id/peta/pillar.living/35.71.03.1006"
    file.go(file.place)
    expect(file.panel.get_by_role("heading", level=2)).to_have_text("Blabak")
    expect(file.find(".explore select.theme")).to_have_value("pillar.living")


def test_an_address_that_means_nothing_leads_to_the_first_view(open_file: Open, edition: Edition) -> None:
    file = open_file()
    first = edition.walk.scenes[0].title(INDONESIAN)
    for place in (
        *("id/%", "%", "%E0%A4%A", "%ff", "id/paparan/%zz", "id/peta/%"),
        *("constructor", "id/constructor/x", "__proto__", "paparan/constructor", "paparan/__proto__"),
        *("id/" * 500, "/" * 500, "paparan/" + "x" * 5000),
    ):
        file.go(place)
        expect(file.step.locator("h2")).to_have_text(first)
        file.turn("peta/pillars")
        file.turn(place)
        expect(file.step.locator("h2")).to_have_text(first)
        file.check_clean()


def test_a_theme_that_only_every_object_has_leads_to_the_first_map(open_file: Open) -> None:
    file = open_file()
    first = file.page.evaluate(FIRST_THEME)
    for place in (
        *(f"peta/{name}" for name in ("constructor", "toString", "__proto__", "__proto__/x", "constructor+")),
        *("peta/__proto__+/__proto__", "peta/x/constructor", "en/peta/valueOf/toString"),
    ):
        file.go(place)
        expect(file.find(".explore select.theme")).to_have_value(first)
        assert len(file.fills()) == 46
        file.turn("peta/programs+/35.71.02.1016")
        expect(file.panel.get_by_role("heading", level=2)).to_have_text("Pocanan")
        file.turn(place)
        expect(file.find(".explore select.theme")).to_have_value(first)
        expect(file.panel.get_by_role("heading", level=2)).not_to_have_text("Pocanan")
        assert len(file.fills()) == 46
        file.check_clean()


def test_the_language_changes_in_place(open_file: Open) -> None:
    file = open_file(place="peta/pillar.living/35.71.02.1016")
    file.find(".top").get_by_role("button", name="English").click()
    expect(file.find(".explore .sentence")).to_contain_text(
        f"Smart Living is on record in {placed('living')} of 46 kelurahan"
    )
    expect(file.panel.get_by_role("heading", level=2)).to_have_text("Pocanan")
    assert file.page.locator("html").get_attribute("lang") == "en"
    expect(file.page.get_by_role("button", name="Zoom in")).to_be_visible()
    expect(file.page.get_by_role("button", name="Perbesar")).to_have_count(0)


def test_tables_sort_up_and_down_and_keep_what_is_unknown_last(open_file: Open) -> None:
    file = open_file(place="tabel")
    head = file.find(".tables table").first.locator("thead th")
    head.first.get_by_role("button").click()
    names = file.column(0, 0)
    assert names == sorted(names)
    expect(head.first).to_have_attribute("aria-sort", "ascending")
    head.last.get_by_role("button").click()
    head.last.get_by_role("button").click()
    counts = [int(count) for count in file.column(0, 10)]
    assert counts == sorted(counts, reverse=True)
    starts = file.find(".tables table").nth(2).locator("thead th").nth(4).get_by_role("button")
    for _ in range(2):
        starts.click()
        unknown = [text == "tahun mulai tidak disebut" for text in file.column(2, 4)]
        assert any(unknown)
        assert unknown == sorted(unknown)


def test_the_numbers_of_the_balance_open_their_rows(open_file: Open) -> None:
    file = open_file(place="tabel")
    file.find(".balance").get_by_role("button", name=f"{WIDE} tingkat kota").click()
    expect(file.dialog.locator("li.record")).to_have_count(WIDE)
    file.dialog.get_by_role("button", name="Tutup").click()
    expect(file.dialog).to_have_count(0)


@pytest.mark.parametrize(
    ("place", "size", "whole"),
    [
        ("", SHARED_SCREEN, True),
        *((place, SHARED_SCREEN, False) for place in ("paparan/indeks", "en/paparan/berikutnya", "sumber")),
        *((place, SHARED_SCREEN, False) for place in ("en/profil/35.71.02.1016", "prioritas", "tidak-ada")),
        *((place, PHONE, False) for place in ("", "peta/pillars/35.71.02.1016?status=planned", "tabel")),
        *((place, PHONE, False) for place in ("profil/35.71.02.1016", "profil")),
    ],
)
def test_no_rule_of_accessibility_is_broken(
    open_file: Open, place: str, size: tuple[int, int], whole: bool
) -> None:
    page = open_file(size, place).page
    if not whole:
        # Nobody meets what is hidden, and axe takes five seconds to pass over it: 30,000 elements.
        page.evaluate(REMOVE_HIDDEN)
    passed, broken = run_axe(page)
    assert passed, "axe did not look at anything"
    assert broken == []


def test_a_phone_needs_no_sideways_scroll(open_file: Open) -> None:
    file = open_file(PHONE)
    for place in (
        *("", "paparan/indeks", "peta/programs/35.71.01.1011?status=planned&kecamatan=35.71.01"),
        *("tabel", "sumber", "profil/35.71.02.1016", "profil", "en/prioritas", "tidak-ada"),
    ):
        if place:
            file.turn(place)
        assert file.page.evaluate("document.documentElement.scrollWidth") <= PHONE[0], place
    file.turn("paparan/branding")
    file.step.locator(".figure").tap()
    expect(file.dialog.locator("li.record").first).to_be_visible()


def test_paper_holds_every_step_with_its_own_map_and_then_the_screen_is_as_before(
    open_file: Open, edition: Edition
) -> None:
    file = open_file(place="paparan/living")
    before = file.fills()
    file.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    maps = [scene for scene in edition.walk.scenes if scene.step.show == "map"]
    copies = file.find(".print-map")
    expect(copies).to_have_count(len(maps))
    painted = copies.evaluate_all(READ_COPIES)
    assert [len(fills) for fills in painted] == [46] * len(maps)
    assert [fills.count("url(#peta-hatch)") for fills in painted] == [
        len(scene.figures.blank) for scene in maps
    ]
    file.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(copies).to_have_count(0)
    assert file.fills() == before
    pdf = file.page.pdf(format="A4", landscape=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > len(edition.walk.scenes)


def test_a_profile_is_reached_from_panel_table_search_and_ranking_and_has_a_way_on(open_file: Open) -> None:
    file = open_file(place="profil/35.71.02.1016")
    expect(file.profile.get_by_role("heading", level=2)).to_have_text("Pocanan")
    expect(file.profile.locator(".record")).to_have_count(len(recount.placements(kode="35.71.02.1016")))
    file.profile.get_by_role("link", name="Rejomulyo →").click()
    expect(file.profile.get_by_role("heading", level=2)).to_have_text("Rejomulyo")
    expect(file.profile.get_by_role("link", name="← Pocanan")).to_be_visible()
    file.turn("peta/pillars/35.71.03.1006")
    file.panel.get_by_role("link", name="Profil lengkap").click()
    expect(file.profile.get_by_role("heading", level=2)).to_have_text("Blabak")
    file.turn("tabel")
    file.find(".tables table").first.get_by_role("link", name="Pojok", exact=True).click()
    expect(file.profile.get_by_role("heading", level=2)).to_have_text("Pojok")
    file.turn("prioritas")
    first = file.find(".ranked tbody tr").first.get_by_role("link")
    name = first.inner_text()
    first.click()
    expect(file.profile.get_by_role("heading", level=2)).to_have_text(name)
    file.turn("profil/nowhere")
    expect(file.find(".choose-profile a")).to_have_count(46)


def test_what_holds_around_a_kelurahan_is_folded_beside_its_own(open_file: Open) -> None:
    file = open_file(place="en/profil/35.71.02.1016")
    around = file.find(".around details:visible")
    expect(around).to_have_count(1)
    expect(around.locator(".record")).to_have_count(0)
    around.locator("summary").press("Enter")
    expect(around.locator(".record")).to_have_count(WIDE)


def test_paper_holds_the_whole_profile_and_nothing_else(open_file: Open) -> None:
    file = open_file(place="profil/35.71.02.1016")
    file.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    file.page.emulate_media(media="print")
    expect(file.find(".around details .record:visible")).to_have_count(WIDE)
    expect(file.profile.get_by_role("heading", level=2)).to_be_visible()
    for part in (".step", ".tables", ".search", ".ways"):
        expect(file.find(f"{part}:visible")).to_have_count(0)


def test_filters_are_chips_and_the_counts_follow(open_file: Open) -> None:
    file = open_file(place="peta/programs")
    file.find(".explore .filters summary").click()
    file.find(".explore").get_by_label("direncanakan", exact=True).check()
    file.find(".explore").get_by_label("Mojoroto", exact=True).check()
    planned = recount.placements(status="planned")
    places = {kode for kode in recount.kelurahan(planned) if kode.startswith("35.71.01.")}
    inside = len({kode for kode in recount.kelurahan(recount.placements()) if kode.startswith("35.71.01.")})
    expect(file.find(".explore .sentence")).to_contain_text(
        f"{len(places)} dari {inside} kelurahan di Kec. Mojoroto"
    )
    chips = file.find(".explore .chip")
    expect(chips).to_have_text(["status: direncanakan ×", "kecamatan: Mojoroto ×"])
    expect(file.find(".explore .legend")).to_contain_text(f"tercatat{len(places)}")
    expect(file.find(".explore .legend")).not_to_contain_text("belum ada data")
    assert "status=planned" in file.place
    file.find('nav [data-view="tabel"]').click()
    passing = [row for row in planned if row["kode"].startswith("35.71.01") or row["kode"] == "35.71"]
    rows = file.find(".tables [data-record]:visible")
    expect(rows).to_have_count(len(passing))
    expect(file.find(".balance")).to_contain_text(f"{len(passing)} dari {len(recount.placements())} data")
    expect(file.find(".tables [data-kode]:visible")).to_have_count(inside)
    told = file.find(".tables table").first.locator("tbody tr:visible td:nth-child(10)").all_inner_texts()
    assert "belum ada data" not in told
    assert sum(text != "di luar filter" for text in told) == len(places)
    file.find(".tables .chip").first.press("Enter")
    expect(file.find(".tables .chip")).to_have_text(["kecamatan: Mojoroto ×"])
    expect(file.find(".tables .chip")).to_be_focused()
    file.press("Enter")
    expect(file.find(".tables .filters summary")).to_be_focused()
    expect(rows).to_have_count(len(recount.placements()))
    assert file.place == "id/tabel/programs"


def test_years_and_partners_are_asked_for_and_an_address_brings_them_back(open_file: Open) -> None:
    file = open_file(place="tabel")
    view = file.find(".tables")
    view.locator(".filters summary").click()
    view.get_by_label("Mitra", exact=True).select_option("DLHKP")
    view.get_by_role("combobox", name="dari", exact=True).select_option("2017")
    wanted = [row for row in recount.with_partners("DLHKP") if row["start_year"] >= "2017"]
    expect(file.find(".tables [data-record]:visible")).to_have_count(len(wanted))
    assert 0 < len(wanted) < len(recount.placements())
    file.go(file.place)
    expect(file.find(".tables .chip")).to_have_count(2)
    expect(file.find(".tables [data-record]:visible")).to_have_count(len(wanted))


def test_an_address_asks_for_known_values_alone(open_file: Open) -> None:
    file = open_file(place="peta/pillars?status=%E0%A4%A&status=nowhere&tahun=1-2&kecamatan=__proto__&x=<b>")
    expect(file.find(".explore .sentence")).to_contain_text(" program tercatat: ")
    expect(file.find(".explore .chip")).to_have_count(0)


def test_the_search_is_driven_by_keyboard(open_file: Open) -> None:
    file = open_file(place="peta")
    field = file.find(".search input")
    field.fill("kelurahan pocanan")
    expect(file.find('.search [aria-selected="true"]')).to_contain_text("Pocanan")
    field.press("Escape")
    expect(file.find(".search li")).to_have_count(0)
    field.fill("3571021016")
    field.press("Enter")
    expect(file.profile.get_by_role("heading", level=2)).to_have_text("Pocanan")
    field.fill("smart")
    before = field.get_attribute("aria-activedescendant")
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") != before
    field.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", str(before))
    field.fill("kampung senyum")
    field.press("Enter")
    expect(file.find(".explore select.theme")).to_have_value("program.kampung-senyum")
    field.fill("DLHKP")
    field.press("Enter")
    expect(file.find(".explore .chip")).to_have_text(["mitra: DLHKP ×"])
    field.fill("xyzxyz")
    expect(file.find(".search .nothing")).to_be_visible()


def test_the_ranking_sorts_and_says_what_it_takes_for_granted(open_file: Open) -> None:
    file = open_file(place="prioritas")
    ranked = file.find(".ranked")
    expect(ranked).to_contain_text("Itu pilihan, bukan data")
    expect(ranked).to_contain_text("variasi bobot")
    rank = "(rows) => rows.map((row) => Number(row.cells[0].dataset.value))"
    rows = ranked.locator("tbody tr")
    ranks = rows.evaluate_all(rank)
    assert ranks == sorted(ranks)
    ranked.get_by_role("button", name="Peringkat").click()
    assert rows.evaluate_all(rank) == ranks[::-1] or len(set(ranks)) < len(ranks)
    expect(ranked.locator("th").first).to_have_attribute("aria-sort", "descending")


def test_the_file_says_what_it_leaves_out(open_file: Open) -> None:
    file = open_file(place="tidak-ada")
    for words in (
        "Skenario",
        "Perubahan",
        "Versi beku",
        "Berkas unduhan",
        "Alamat aplikasinya tidak diketahui",
    ):
        expect(file.find(".left-out")).to_contain_text(words)


def test_its_own_typeface_is_used(open_file: Open) -> None:
    file = open_file(place="peta")
    loaded = "document.fonts.ready.then(() => [...document.fonts].map((one) => [one.family, one.status]))"
    assert file.page.evaluate(loaded) == [["Source Sans Pro", "loaded"]] * 2


def test_payloads_are_shown_letter_by_letter_and_nothing_runs(
    open_file: Open, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def make() -> bytes:
        tables = make_hostile_tables(tmp_path / "data")
        make_hostile_walk(tables)
        return build_offline(Material(read_edition(tables, BOUNDARIES)))

    file = open_file(file=made_once(tmp_path_factory, "hostile.html", make))
    for payload in HOSTILE:
        expect(file.step.locator("h2")).to_contain_text(payload)
        expect(file.step.locator(".caption")).to_have_text(payload)
        file.step.locator(".figure").click()
        expect(file.dialog.locator("li.record").first).to_be_visible()
        file.press("Escape", "ArrowRight")
    file.turn("peta/pillars/35.71.01.1011")
    expect(file.panel.locator(".record").first).to_be_visible()
    assert file.find(".explore select.theme").evaluate(CHOOSE_EACH) >= len(HOSTILE)
    file.turn("profil/35.71.01.1011")
    expect(file.profile.locator(".record").first).to_be_visible()
    for payload in HOSTILE:
        file.find(".search input").fill(payload)
    file.find(".search input").fill("")
    file.turn("prioritas")
    for place in ("tabel", "sumber", "en/tabel", "en/sumber"):
        file.turn(place)
        said = " ".join(file.find(".view:not([hidden])").inner_text().split())
        assert [payload for payload in HOSTILE if " ".join(payload.split()) not in said] == []
    assert file.page.evaluate("document.querySelectorAll('.side [onerror], .side script').length") == 0


def test_the_guard_of_these_tests_sees_a_script_and_a_request(open_file: Open, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text('<img src="http://127.0.0.1:18999/x.png"><script>console.log("PWN")</script>', "utf-8")
    file = open_file(file=bad)
    file.page.wait_for_timeout(300)
    with pytest.raises(AssertionError):
        file.check_clean()
    assert "PWN" in file.events.console
    assert [url for url in file.events.requests if "18999" in url]
    file.events = Events()


def test_the_policy_stops_a_script_and_a_request_that_got_in(open_file: Open) -> None:
    file = open_file()
    assert file.page.evaluate(BREAK_IN) == [True, ["connect", "img", "script"]]
    # The browser speaks of a request that its policy then stops.
    tried = [url for url in file.events.requests if "18999" in url]
    assert [url for url in tried if f"failed: {url} csp" not in file.events.trouble] == []
    file.events = Events()
