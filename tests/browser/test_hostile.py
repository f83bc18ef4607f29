"""Data that hold script, templates and markup: shown letter by letter, and nothing runs."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from urllib.parse import quote, urlencode

import openpyxl
import pytest
from playwright.sync_api import Locator, expect

from petaprogram.geography.boundaries import read_boundaries
from petaprogram.measures.map_view import WHOLE_VIEW
from petaprogram.settings import ROOT
from petaprogram.tables.dataset import Dataset, read_dataset
from tests.browser.conftest import PHONE, Serve, Visit
from tests.browser.files import HOSTILE, change_passport, copy_boundaries, make_hostile_tables
from tests.browser.screen import Screen
from tests.browser.server import Server
from tests.support import recount

EVALUATED = re.compile(r"(?<!\d)1337(?!\d)|uid=\d")
# Labels carry a word joiner where escaping alone cannot keep Markdown from reading them.
# Hostile are the words of the rows, not their number.
TOTAL = len(recount.rows("placements"))
JOINER = "\u2060"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_hostile_tables(tmp_path_factory.mktemp("hostile") / "data")


@pytest.fixture(scope="module")
def dataset(folder: Path) -> Dataset:
    return read_dataset(folder, read_boundaries(ROOT / "geo" / "kelurahan.geojson"))


@pytest.fixture(scope="module")
def hostile(serve: Serve, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Server:
    boundaries = copy_boundaries(tmp_path_factory.mktemp("boundaries") / "geo")
    source = json.loads(boundaries.with_name("kelurahan.passport.json").read_text("utf-8"))["source"]
    change_passport(boundaries, source=source | {"name": HOSTILE[1], "edition": HOSTILE[-1]})
    return serve(PETAPROGRAM_TABLES=folder, PETAPROGRAM_BOUNDARIES=boundaries)


def seen(place: Locator) -> str:
    return place.inner_text().replace(JOINER, "")


WITHOUT_TIP = """() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll(".peta-tip, .peta-spoken").forEach((element) => element.remove());
  return copy.outerHTML;
}"""


def check(screen: Screen) -> None:
    """Nothing ran here, neither in the browser nor on the server."""
    # Pointing at a kelurahan names its programs, as text; nothing else in the frame is of the tables.
    document = screen.frame.evaluate(WITHOUT_TIP)
    assert not EVALUATED.search(document)
    for payload in HOSTILE:
        assert payload not in document
    assert screen.frame.locator(".peta-tip :not(div, strong, span), .peta-spoken *").count() == 0
    assert screen.frame.locator("[onerror], [onmouseover], [href^='javascript:']").count() == 0
    check_page(screen)


def check_page(screen: Screen) -> None:
    """Nothing ran on a page without a map."""
    assert [line for line in screen.events.console if "PWN" in line] == []
    assert not EVALUATED.search(screen.body)
    assert screen.page.locator("[onerror], [onmouseover], [href^='javascript:']").count() == 0
    assert screen.page.locator("img:not([src^='data:'], [src^='./assets/qr.svg?'])").count() == 0
    screen.check_clean()


def missing(text: str, payloads: tuple[str, ...] = HOSTILE) -> list[str]:
    return [payload for payload in payloads if payload not in text]


def test_each_name_of_a_program_stands_in_the_list_and_in_the_sentence_as_it_is_written(
    visit: Visit, hostile: Server, dataset: Dataset
) -> None:
    screen = visit(hostile)
    names = dataset.programs["name"]
    assert missing("\n".join(names)) == []
    box = screen.box("Sebuah program")
    for payload in HOSTILE:
        screen.show_program(payload)
        expect(screen.sentence).to_contain_text(payload)
        expect(box).to_have_value(payload)
        screen.painted_as_in_legend()
    check(screen)


def test_rows_and_panels_show_every_payload_letter_by_letter(
    visit: Visit, hostile: Server, dataset: Dataset
) -> None:
    screen = visit(hostile)
    with screen.dialog(f"{TOTAL} data") as dialog:
        rows = dialog.locator("li.record")
        expect(rows).to_have_count(TOTAL)
        for part in (".record-name", ".site", ".note", "a"):
            assert missing("\n".join(rows.locator(part).all_inner_texts())) == [], part
        text = dialog.inner_text()
        for label in ("mitra: ", "menurut sumber: ", "keterangan: "):
            assert missing(text, tuple(label + payload for payload in HOSTILE)) == []
        for publisher in HOSTILE:
            assert f"· {publisher}, " in text
        check(screen)
    placed = dataset.records[dataset.records["scope"] == "kelurahan"]
    for kode in placed["kode"].value_counts().index[:3]:
        screen.open(f"?kode={kode}")
        summary = screen.panel.locator("details summary")
        summary.click()
        here = placed[placed["kode"] == kode]
        for column in ("program", "site", "partners", "note", "source_title", "publisher"):
            assert missing(seen(screen.panel), tuple(here[column])) == [], column
        check(screen)


@pytest.mark.parametrize("level", ["kelurahan", "kecamatan", "city"])
def test_a_profile_shows_every_payload_letter_by_letter(
    visit: Visit, hostile: Server, dataset: Dataset, level: str
) -> None:
    placed = dataset.records[dataset.records["scope"] == "kelurahan"]
    busiest = str(placed["kode"].value_counts().index[0])
    kode = {"kelurahan": busiest, "kecamatan": busiest[:8], "city": busiest[:5]}[level]
    screen = visit(hostile, f"profil?kode={kode}", with_map=False)
    for summary in screen.page.locator("details > summary").all():
        summary.click()
    here = placed[placed["kode"].str.startswith(kode)]
    for records in (here, dataset.records[dataset.records["scope"] == "city"]):
        for column in ("program", "site", "partners", "note", "source_title", "publisher"):
            assert missing(screen.body, tuple(records[column].dropna())) == [], column
    check_page(screen)


def test_the_controls_show_every_payload_letter_by_letter(
    visit: Visit, hostile: Server, dataset: Dataset
) -> None:
    screen = visit(hostile, "?warnai=pilar")
    pillars = dataset.pillars.sort_values("order")
    pills = screen.page.locator(".st-key-c-tampil")
    expect(screen.sentence).to_contain_text(pillars["name"].iloc[0])
    for place, pillar in reversed(list(enumerate(pillars.itertuples(), start=1))):
        assert f"{pillar.letter} {pillar.name}" in seen(pills)
        with screen.rerun():
            pills.get_by_role("radio").nth(place).click()
        expect(screen.sentence).to_contain_text(pillar.name)
    partners = sorted(set(dataset.records["partner_names"].explode().dropna()))
    assert len(partners) >= len(HOSTILE) - 2
    # The list holds no more rows than are in view; what is below is found by typing.
    with screen.filters() as filters:
        below = missing("\n".join(screen.options("Mitra", many=True)), tuple(partners))
        assert len(below) <= 3
        some = (HOSTILE[0], HOSTILE[1], *below)
        for partner in some:
            screen.pick("Mitra", partner, many=True)
        assert missing(seen(filters), some) == []
    chosen = screen.page.locator(".st-key-keping")
    assert missing(seen(chosen), some) == []
    check(screen)
    again = screen.page.url.removeprefix(screen.server_url)
    screen.open(again)
    expect(screen.page.locator(".notice")).to_have_count(0)
    assert missing(seen(chosen), some) == []
    check(screen)


def test_every_mode_draws_its_map_and_runs_nothing(visit: Visit, hostile: Server) -> None:
    screen = visit(hostile, "?luas=1&kode=35.71.02.1016")
    for mode in ("program", "pilar", "jumlah-pilar", "jumlah-program", "bukti"):
        screen.follow(f"?warnai={mode}&luas=1&kode=35.71.02.1016")
        screen.painted_as_in_legend()
        foot = screen.page.locator(".foot").inner_text()
        assert missing(foot, (HOSTILE[0], HOSTILE[1], HOSTILE[5], HOSTILE[-1])) == []
        assert screen.hover("Pocanan").startswith("Pocanan\nKec. Kota\n")
        check(screen)


def test_the_phone_runs_nothing_either(visit: Visit, hostile: Server) -> None:
    screen = visit(hostile, "?warnai=jumlah-program&kode=35.71.02.1016", size=PHONE)
    assert screen.page.evaluate("document.documentElement.scrollWidth") <= 390
    check(screen)


def test_downloads_hold_every_payload_as_text(visit: Visit, hostile: Server, dataset: Dataset) -> None:
    screen = visit(hostile, "?warnai=jumlah-program")
    _, content = screen.download("Tabel (CSV)")
    # Names of programs and pillars.
    names = tuple(name for name in dataset.records.query("scope == 'kelurahan'")["program"])
    assert missing(content.decode("utf-8-sig").replace('""', '"'), names) == []
    _, content = screen.download("Tabel (XLSX)")
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    texts = [str(cell.value) for cell in cells]
    assert missing("\n".join(texts)) == []
    assert not any(EVALUATED.search(text) for text in texts)
    assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)
    check(screen)


def test_a_hostile_link_is_named_letter_by_letter(visit: Visit, hostile: Server) -> None:
    pairs = [(name, payload + "~") for name in WHOLE_VIEW for payload in HOSTILE]
    screen = visit(hostile, f"?{urlencode(pairs)}")
    notice = screen.page.locator(".notice")
    assert missing(seen(notice), tuple(f"{name}={payload}" for name, payload in pairs)) == []
    check(screen)


def test_a_hostile_partner_has_a_page_and_nothing_runs(visit: Visit, hostile: Server) -> None:
    links = [f"mitra?mitra={quote(payload, safe='')}" for payload in HOSTILE]
    screen = visit(hostile, links[0], with_map=False)
    for payload, link in zip(HOSTILE, links, strict=True):
        if link != links[0]:
            screen.follow(link)
        expect(screen.page.get_by_role("heading", level=1)).to_contain_text(f"{payload}: ")
        expect(screen.page.locator(".evidence li.record").first).to_contain_text(f"mitra: {payload}")
        assert [line for line in screen.events.console if "PWN" in line] == []
        assert screen.page.locator("[onerror], [onmouseover], [href^='javascript:']").count() == 0


@pytest.mark.parametrize("link", ["mitra", "mitra?jenis=bank", "program", "program?program=kampung-iva"])
def test_lists_of_hostile_names_show_them_letter_by_letter(visit: Visit, hostile: Server, link: str) -> None:
    screen = visit(hostile, link, with_map=False)
    screen.page.wait_for_selector("h1")
    assert [line for line in screen.events.console if "PWN" in line] == []
    assert screen.page.locator("[onerror], [onmouseover], [href^='javascript:']").count() == 0
    if link in {"mitra", "program"}:
        shown = screen.page.locator("table.matrix, table.programs").inner_text()
        assert [payload for payload in HOSTILE if payload not in shown] == []
