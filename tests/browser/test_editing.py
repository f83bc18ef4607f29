"""The files change while the server runs: good ones are used, bad ones are refused and named."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from petaprogram.settings import ROOT
from petaprogram.tables.reloading import REST_SECONDS
from tests.browser.conftest import Serve, Visit
from tests.browser.files import (
    change_boundaries,
    change_rows,
    copy_boundaries,
    copy_tables,
    let_rest,
    make_hostile_names,
)
from tests.browser.screen import Screen
from tests.support import recount

TITLE = "Berkas data terbaru belum dipakai"
TOTAL = len(recount.rows("placements"))


def add_bangsal(rows: list[dict[str, str]]) -> None:
    senyum = next(row for row in rows if row["program_id"] == "kampung-senyum")
    rows.append({**senyum, "placement_id": "P900", "kode": "35.71.03.1006"})


SENYUM = "?program=kampung-senyum"


def open_until(screen: Screen, shows: Callable[[], object], link: str = "") -> None:
    """Open a page until it shows what became of an edit: while files are read it shows what was before."""
    screen.until(lambda: (screen.open(link), shows())[1], f"the edit on {link}")


def test_an_edit_shows_on_the_next_visit_and_a_broken_one_keeps_the_last_good_data(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    tables, boundaries = copy_tables(tmp_path / "data"), copy_boundaries(tmp_path / "geo")
    server = serve(PETAPROGRAM_TABLES=tables, PETAPROGRAM_BOUNDARIES=boundaries)
    screen = visit(server, SENYUM)
    expect(screen.sentence).to_contain_text("3 dari 46 kelurahan")

    change_rows(tables, "placements", add_bangsal)
    open_until(screen, screen.page.get_by_role("button", name=f"{TOTAL + 1} data", exact=True).is_visible)
    screen.open(SENYUM)
    expect(screen.sentence).to_contain_text("4 dari 46 kelurahan")
    expect(screen.page.locator(".problems")).to_have_count(0)
    expect(screen.page.get_by_text("Sejak berkas diubah")).to_have_count(0)
    screen.painted_as_in_legend()

    change_rows(tables, "placements", lambda rows: rows.pop(-2))
    lost = screen.page.get_by_text(f"Sejak berkas diubah: {TOTAL + 1} menjadi {TOTAL} data.")
    open_until(screen, lost.is_visible)

    change_rows(tables, "placements", lambda rows: rows[9].update(program_id="hantu"))
    banner = screen.page.locator(".problems")
    open_until(screen, banner.count, SENYUM)
    expect(banner.get_by_role("heading")).to_have_text(TITLE)
    banner.locator("summary").click()
    expect(banner.get_by_text("placements.csv, baris 11: program 'hantu' tidak ada")).to_be_visible()
    expect(screen.sentence).to_contain_text("4 dari 46 kelurahan")
    screen.painted_as_in_legend()
    # An open page works on with what it has.
    screen.show_pillar("Smart Living")
    screen.painted_as_in_legend()

    change_rows(
        tables, "placements", lambda rows: rows[9].update(program_id="kampung-senyum", kode="35.71.03.1006")
    )
    open_until(screen, lambda: not banner.count())

    tables.rename(tmp_path / "away")
    screen.open()
    # What is gone may be on its way back.
    expect(banner).to_have_count(0)
    screen.page.wait_for_timeout(1000 * REST_SECONDS)
    open_until(screen, banner.count, SENYUM)
    expect(banner.get_by_role("heading")).to_have_text(TITLE)
    expect(screen.sentence).to_contain_text("4 dari 46 kelurahan")
    (tmp_path / "away").rename(tables)

    change_boundaries(boundaries, make_hostile_names)
    refused = banner.get_by_text(re.compile("kelurahan.geojson, baris 1, .*: Nama '"))
    open_until(screen, refused.count)
    expect(banner.get_by_role("heading")).to_have_text(TITLE)
    banner.locator("summary").click()
    expect(refused).to_be_visible()
    expect(banner.get_by_text("Yang dipakai: salinan terakhir yang baik")).to_be_visible()
    screen.painted_as_in_legend()
    assert "Pocanan" in screen.areas()
    for name in ("kelurahan.geojson", "kelurahan.passport.json"):
        (boundaries.parent / name).write_bytes((ROOT / "geo" / name).read_bytes())
        let_rest(boundaries.parent / name)
    open_until(screen, lambda: not banner.count())
