"""Every claim on screen opens its rows, and every row its source."""

from __future__ import annotations

import io
import re

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.screen import Screen
from tests.browser.server import Server
from tests.support import recount
from tests.support.real import real_dataset

WIDE = len(recount.placements(kode="35.71"))
DAY = re.compile(r"\b(\d{1,2} )?([A-Z][a-z]+ )?(19|20)\d\d\b|tanggal tidak (ada|ditampilkan)")


def rows_of(dialog: Locator) -> list[dict[str, object]]:
    return dialog.locator("li.record").evaluate_all(
        """rows => rows.map((row) => ({
            text: row.innerText,
            links: [...row.querySelectorAll('a:not([href^="./"])')].map((a) => ({
              href: a.getAttribute("href"), target: a.target, rel: a.rel, text: a.innerText })),
        }))"""
    )


def check_evidence(row: dict[str, object]) -> None:
    """A row names its source, publisher and date, and leads to it."""
    text = str(row["text"])
    placement = re.search(r"data (P\d+)", text)
    assert placement is not None, text
    record = real_dataset().records.loc[placement[1]]
    assert str(record["source_title"]) in text
    assert str(record["publisher"]) in text
    assert DAY.search(text[text.index(str(record["publisher"])) :])
    for link in row["links"]:
        assert link["href"] == record["url"]
        assert re.match(r"https?://", link["href"])
        assert link["target"] == "_blank"
        assert "noopener" in link["rel"].split()
    assert len(row["links"]) == (0 if pd.isna(record["url"]) else 1)


@pytest.mark.parametrize("link", ["", "?kecamatan=35.71.02&status=running"])
def test_each_number_of_the_balance_opens_as_many_rows_with_their_evidence(
    visit: Visit, kediri: Server, link: str
) -> None:
    screen = visit(kediri, link)
    buttons = screen.page.locator(".st-key-neraca").get_by_role("button").all_inner_texts()
    counts = [int(text.split()[0]) for text in buttons]
    assert len(counts) >= 2
    assert 0 not in counts
    assert counts[0] == sum(counts[1:])
    for label, count in zip(buttons, counts, strict=True):
        with screen.dialog(label) as dialog:
            expect(dialog).to_contain_text(label)
            expect(dialog.locator("li.record")).to_have_count(count)
            rows = rows_of(dialog)
            for row in rows:
                check_evidence(row)


def test_the_sentence_opens_the_records_behind_it(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?program=kampung-senyum")
    with screen.dialog("Lihat 3 data di balik kalimat ini") as dialog:
        rows = rows_of(dialog)
        assert len(rows) == 3
        for row in rows:
            check_evidence(row)
            assert "Kampung Senyum" in row["text"]
            assert "sudah ada pada 2020" in row["text"]
            assert "pilar ditentukan penyusun" in row["text"]


def panel_of(screen: Screen, program: str) -> Locator:
    """The records of a program in the panel that speak of this kelurahan, not of the whole city."""
    found = screen.panel.locator("li.record:not(details li)").filter(has_text=program)
    expect(found).to_have_count(1)
    return found


def test_the_doubtful_record_of_kampung_iva_is_marked_and_the_pilot_is_not(
    visit: Visit, kediri: Server
) -> None:
    screen = visit(kediri, "?program=kampung-iva&kode=35.71.01.1014")
    expect(screen.sentence).to_contain_text("Kampung IVA tercatat di 2 dari 46 kelurahan")
    expect(screen.sentence).to_contain_text("Tamanan (diragukan)")
    expect(screen.sentence).not_to_contain_text("Campurejo (diragukan)")
    expect(panel_of(screen, "Kampung IVA")).to_contain_text("(diragukan)")
    screen.pick("Kelurahan", "Campurejo")
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text("Campurejo")
    pilot = panel_of(screen, "Kampung IVA")
    expect(pilot).to_contain_text("percontohan")
    expect(pilot).not_to_contain_text("diragukan")
    assert re.fullmatch(
        r"berjalan, perlu dikonfirmasi, laporan terakhir \d{4} \(diragukan\)",
        screen.hover("Tamanan").split("\n")[2],
    )
    assert screen.hover("Campurejo").split("\n")[2].startswith("berjalan, perlu dikonfirmasi, ")


def test_the_panel_says_everything_about_kampung_senyum_in_pocanan(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?kode=35.71.02.1016")
    record = panel_of(screen, "Kampung Senyum")
    for text in (
        "berjalan",
        "sudah ada pada 2020",
        "mitra: perguruan tinggi",
        "pilar ditentukan penyusun (bukan sumber)",
        "BANGSAONLINE, 26 November 2020",
        "keandalan sumber tinggi",
        "kepastian data: tinggi",
    ):
        expect(record).to_contain_text(text)
    check_evidence(rows_of(screen.panel)[0])
    wide = screen.panel.locator("details")
    expect(wide.locator("summary")).to_have_text(f"Berlaku se-kota ({WIDE})")
    expect(wide.locator("li.record").first).to_be_hidden()
    wide.locator("summary").click()
    expect(wide.locator("li.record").first).to_be_visible()
    expect(wide.locator("li.record")).to_have_count(WIDE)


def test_downloads_hold_46_rows_with_codes_as_text(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, "?program=kampung-senyum")
    areas = real_dataset().areas.frame
    told = [areas.index[areas["name"] == name][0] for name in ("Mrican", "Pocanan", "Ngletih")]
    codes = [*told, *areas.index.drop(told)]
    name, content = screen.download("Tabel (CSV)")
    assert name.endswith(".csv")
    table = pd.read_csv(io.BytesIO(content), sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert list(table["Kode"]) == codes
    assert table["Yang ditampilkan"].str.startswith("berjalan, perlu").sum() == 3
    assert (table["Yang ditampilkan"] == "belum ada data").sum() == 43
    name, content = screen.download("Tabel (XLSX)")
    assert name.endswith(".xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    header, *rows = book["Kelurahan"].iter_rows()
    assert len(rows) == 46
    column = [cell.value for cell in header].index("Kode")
    assert [row[column].value for row in rows] == codes
    assert {row[column].data_type for row in rows} == {"s"}
    assert "Kampung Senyum" in str([cell.value for row in book["Keterangan"] for cell in row])


def test_a_row_of_the_table_below_its_heading_opens_its_kelurahan(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri)
    table = screen.page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    box, heading = table.bounding_box(), screen.page.locator("h3#tabel-kelurahan").bounding_box()
    assert box is not None
    assert heading is not None
    assert heading["y"] + heading["height"] <= box["y"]
    with screen.rerun():
        screen.page.mouse.click(box["x"] + 15, box["y"] + 55)  # the box before the first row
    records = real_dataset().records
    placed = set(records.loc[records["scope"] == "kelurahan", "area"])
    first = next(name for name in real_dataset().areas.frame["name"] if name in placed)
    expect(screen.panel.get_by_role("heading", level=2)).to_have_text(first)
    screen.becomes(lambda: set(screen.read_map()["chosen"]), {first})
