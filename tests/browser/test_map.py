"""The map and what stands around it, as a first visitor sees it."""

from __future__ import annotations

import itertools
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import expect

from petaprogram.maps.classes import circle_radius
from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.screen import Screen
from tests.browser.server import Server
from tests.support import recount
from tests.support.real import real_dataset

MODES = (
    "?program=kampung-keren",
    "?warnai=pilar&tampil=living",
    "?warnai=pilar&tampil=economy",
    "?warnai=jumlah-pilar",
    "?warnai=jumlah-program&kecamatan=35.71.01&status=running",
    "?warnai=jumlah-pilar&kecamatan=35.71.02&tahun=2019-2022",
    "?warnai=pilar&tampil=society&pilar=living",
    "?warnai=bukti",
)

HATCH = "url(#peta-hatch)"


def fill_of(screen: Screen, label: str) -> str:
    return next(row.fill for row in screen.legend() if row.label == label)


# No name of a place is as short as a letter that stands for one: A, B, ... AA, AB.
LETTERS = 2


def overlapping(labels: list[dict[str, Any]], slack: float = 1.0) -> list[tuple[Any, Any]]:
    return [
        (one, other)
        for one, other in itertools.combinations(labels, 2)
        if min(one["right"], other["right"]) - max(one["left"], other["left"]) > slack
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > slack
    ]


def test_a_first_visitor_sees_map_and_legend_and_where_to_go_without_scrolling(
    visit: Visit, kediri: Server
) -> None:
    screen = visit(kediri, size=(1366, 768))
    expect(screen.sentence).to_contain_text(f"{len(recount.rows('programs'))} program tercatat: ")
    screen.painted_as_in_legend()
    legend = screen.page.locator(".st-key-c-kelas").bounding_box()
    assert legend is not None
    assert screen.map_box["height"] >= 340
    assert legend["y"] + legend["height"] <= 768
    for door in ("Kelurahan saya", "Prioritas kunjungan", "Paparan"):
        expect(screen.page.locator(".st-key-pintu").get_by_role("link", name=door)).to_be_in_viewport()
    balance = " ".join(screen.page.locator(".st-key-neraca").inner_text().split())
    assert balance == recount.balance()


def test_a_visitor_who_asks_reads_where_kampung_senyum_is_recorded(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    screen.show_program("Kampung Senyum")
    expect(screen.sentence).to_contain_text("Kampung Senyum tercatat di 3 dari 46 kelurahan")
    for name in ("Pocanan", "Mrican", "Ngletih"):
        expect(screen.sentence).to_contain_text(name)
    screen.painted_as_in_legend()
    assert screen.named(fill_of(screen, "berjalan, perlu dikonfirmasi")) == ["Mrican", "Ngletih", "Pocanan"]
    # What nobody reported is hatched, and the hatch is there to be drawn.
    assert fill_of(screen, "belum ada data") == HATCH
    assert len(screen.named(HATCH)) == 43
    assert screen.frame.locator("pattern#peta-hatch rect").count() == 2


def test_a_class_of_the_legend_leaves_its_kelurahan_on_the_map(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?program=kampung-senyum")
    before, running = screen.legend(), fill_of(screen, "berjalan, perlu dikonfirmasi")
    button = screen.page.locator(".st-key-c-kelas").get_by_role("radio", name="berjalan, perlu dikonfirmasi")
    with screen.rerun():
        button.click()
    screen.becomes(lambda: len(screen.named("#EDEEF0")), 43)
    assert screen.named(running) == ["Mrican", "Ngletih", "Pocanan"]
    assert screen.legend() == before
    assert screen.page.url.endswith("kelas=running_old")
    with screen.rerun():
        button.click()
    screen.painted_as_in_legend()


def test_every_mode_draws_46_kelurahan_as_its_legend_counts_them(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, MODES[0])
    for link in MODES:
        if link != MODES[0]:
            screen.follow(link)
        screen.painted_as_in_legend()
        areas = screen.areas()
        assert set(areas) == set(real_dataset().areas.frame["name"])
        assert [name for name, area in areas.items() if not area["seen"]] == []


def test_the_number_of_programs_is_a_circle_whose_area_is_the_count(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?warnai=jumlah-program")
    screen.painted_as_in_legend()
    assert [name for name, area in screen.areas().items() if not area["seen"]] == []
    records = real_dataset().records
    counts = records[records["scope"] == "kelurahan"].groupby("area")["program_id"].nunique()
    circles = {name: area["circle"] for name, area in screen.areas().items() if area["circle"]}
    assert set(circles) == set(counts.index)
    # Leaflet draws a circle with a whole number of pixels.
    drawn = pd.Series(circles).sort_index()
    assert (drawn - circle_radius(counts).sort_index()).abs().max() <= 0.51


def stands_apart(screen: Screen) -> bool:
    legend, box = screen.page.locator(".st-key-c-kelas").bounding_box(), screen.map_box
    return legend is not None and (
        legend["y"] >= box["y"] + box["height"]
        or legend["y"] + legend["height"] <= box["y"]
        or legend["x"] >= box["x"] + box["width"]
        or legend["x"] + legend["width"] <= box["x"]
    )


def test_the_legend_stands_beside_the_map_and_never_on_it(visit: Visit, kediri: Server) -> None:
    for size in ((1400, 900), (1024, 768), PHONE):
        screen = visit(kediri, "?warnai=jumlah-program", size=size)
        # While the page is laid out, one may move after the other was read.
        screen.until(lambda: stands_apart(screen), "a legend beside the map")  # noqa: B023


def test_pointing_says_name_kecamatan_and_value_also_where_nothing_is_recorded(
    visit: Visit, kediri: Server
) -> None:
    screen = visit(kediri, "?program=kampung-senyum")
    said = screen.hover("Pocanan").split("\n")
    assert said[:3] == ["Pocanan", "Kec. Kota", "berjalan, perlu dikonfirmasi, laporan terakhir 2020"]
    # What stands in the table of records arrives a moment after the map.
    screen.until(lambda: "Kampung Senyum" in screen.hover("Pocanan").split("\n"), "the program's name")
    assert any("perguruan tinggi" in line for line in screen.hover("Pocanan").split("\n"))
    assert screen.hover("Bangsal").split("\n") == [
        "Bangsal",
        "Kec. Pesantren",
        "belum ada data",
        "Di sini: RS Baptis Kediri",
    ]
    screen.open("?warnai=jumlah-program&kecamatan=35.71.01")
    screen.painted_as_in_legend()
    assert screen.hover("Pocanan").split("\n")[2] == "di luar filter"
    assert screen.hover("Mrican").split("\n")[2].endswith(" program tercatat")
    assert screen.events.reruns == 2


@pytest.mark.parametrize(
    ("link", "size"),
    [
        ("", DESKTOP),
        ("?warnai=jumlah-program", PHONE),
        ("?program=kampung-keren&kode=35.71.02.1004", DESKTOP),
    ],
)
def test_no_two_names_on_the_map_overlap_at_any_zoom(
    visit: Visit, kediri: Server, link: str, size: tuple[int, int]
) -> None:
    screen = visit(kediri, link, size=size)
    kelurahan = set(screen.areas())
    shown = []
    screen.at_rest()
    for step in range(4):
        if step:
            screen.zoom_in()
        labels = screen.read_map()["labels"]
        assert overlapping(labels) == []
        named = {label["text"] for label in labels} & kelurahan
        shown.append(len(named))
        if not step and size != PHONE:
            letters = {label["text"] for label in labels if len(label["text"]) <= LETTERS}
            assert len(named) + len(letters) == len(kelurahan), "each kelurahan has its name or a letter"
    assert shown[0] >= 1
    assert shown[-1] > shown[0]


def test_no_two_names_overlap_on_a_map_that_was_painted_while_it_was_hidden(
    visit: Visit, kediri: Server
) -> None:
    """As Streamlit hides it until it knows that the frame is there, for as long as a busy browser takes."""
    screen = visit(kediri, "tentang", with_map=False)
    hiding = screen.page.add_style_tag(content="iframe { display: none !important; }")
    screen.follow("?program=kampung-keren")
    screen.until(screen.is_painted, "a painted map")
    hiding.evaluate("style => style.remove()")
    # Before they are shown the first time, all names lie upon each other.
    screen.until(lambda: not overlapping(screen.read_map()["labels"]), "names that stand apart")
    assert screen.read_map()["labels"]
