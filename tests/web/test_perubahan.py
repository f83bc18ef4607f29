"""The page Perubahan says and lists what changed, and its link opens the same."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from html import unescape

import pytest

from petaprogram.changes.change_words import say_changes, say_sentences
from petaprogram.changes.comparison import compare
from petaprogram.changes.moments import Moment
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.settings import read_settings
from petaprogram.web.server import routes
from tests.support.editions import FIRST, first_edition
from tests.support.pages import checked, heading, html, link_of, open_page, said
from tests.support.real import real_dataset

SLUG = "asesmen-2026"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An installation with one snapshot: the first edition of the tables."""
    snapshots = tmp_path / "snapshots"
    snapshots.mkdir()
    shutil.copy(FIRST, snapshots / f"{SLUG}.petaprogram.zip")
    monkeypatch.setattr(routes, "SETTINGS", replace(read_settings({}), snapshots=snapshots))
    return snapshots


@pytest.fixture(scope="module")
def expected():
    return compare(first_edition(), Moment(real_dataset()))


def numbers(page, section):
    """The numbers of a table with where each leads, by the name of its row."""
    part = re.search(rf"<h2>{section}</h2>(?:</summary>)?(.*?)</section>", html(page), re.DOTALL)
    assert part is not None
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', part[1], re.DOTALL)
    return {
        unescape(name): [
            (unescape(to), int(count)) for to, count in re.findall(r'href="([^"]*)"[^>]*>(\d+)<', cells)
        ]
        for name, cells in rows
    }


def both(changes, *groups):
    """The rows that are of every value of a group."""
    rows = changes.rows
    for group, value in groups:
        rows = rows[rows["id"].isin(changes.rows_in(group, value)["id"])]
    return rows


def rows_shown(page):
    table = re.search(r'<table class="plain changes">.*?<tbody>(.*?)</tbody>', html(page), re.DOTALL)
    return re.findall(r"<tr>", table[1]) if table else []


def test_it_opens_with_the_newest_snapshot_and_says_what_changed(expected):
    page = open_page("perubahan")
    sentences = say_sentences(expected, INDONESIAN)
    assert heading(page) == sentences[0]
    assert all(sentence in said(page) for sentence in sentences)
    assert "Dari versi beku 'Asesmen 2026' (data per 24 November 2026) sampai hari ini" in said(page)
    assert [box.value for box in page.selectbox if box.key in {"c-sejak", "c-sampai"}] == [SLUG, "hari-ini"]


def test_the_numbers_by_pillar_are_those_of_the_comparison_and_lead_to_their_rows(expected):
    table = expected.count_by("pillar_id")
    shown = numbers(open_page("perubahan"), "Menurut pilar")
    everything = [expected.rows["id"].nunique(), *(count for count in expected.counts.values() if count)]
    assert [count for _, count in shown.pop("Semua")] == everything
    names = real_dataset().pillars["name"]
    assert {name: cells[0][1] for name, cells in shown.items()} == {
        names[pillar]: count for pillar, count in table["records"].items()
    }
    pillar = table.index[0]
    counts = [expected.counts[kind] and table.at[pillar, kind] for kind in expected.counts]
    assert [count for _, count in shown[names[pillar]][1:]] == [count for count in counts if count]
    assert f"pilar={pillar}" in shown[names[pillar]][0][0]


@pytest.mark.parametrize(
    ("section", "group", "parameter"),
    [("Menurut program", "program_id", "program"), ("Menurut mitra", "partner", "mitra")],
)
def test_programs_and_partners_are_counted_too_and_lead_to_their_rows(expected, section, group, parameter):
    table = expected.count_by(group)
    shown = numbers(open_page("perubahan"), section)
    shown.pop("Semua")
    assert sorted(cells[0][1] for cells in shown.values()) == sorted(table["records"])
    assert len(shown) == len(table) > 20
    assert all(f"{parameter}=" in cells[0][0] for cells in shown.values())


def test_the_map_marks_the_kelurahan_in_which_something_changed(expected):
    changed = int(expected.areas.frame["changed"].sum())
    total = len(expected.areas.frame)
    assert 0 < changed <= total
    assert f"berubah: {changed} kelurahan; sama: {total - changed} kelurahan." in said(open_page("perubahan"))


@pytest.mark.parametrize(
    ("link", "select"),
    [
        ({"kode": "35.71.02.1001"}, lambda c: c.rows_in("kode", "35.71.02.1001")),
        ({"kode": "35.71"}, lambda c: c.rows_in("kode", "35.71")),
        ({"jenis": "ended"}, lambda c: c.rows_of("ended")),
        (
            {"pilar": "society", "jenis": "new"},
            lambda c: c.rows_in("pillar_id", "society")[lambda rows: rows["kind"] == "new"],
        ),
        ({"program": "bank-sampah"}, lambda c: c.rows_in("program_id", "bank-sampah")),
        ({"mitra": "Bank Indonesia"}, lambda c: c.rows_in("partner", "Bank Indonesia")),
        ({"mitra": "tanpa-mitra", "kode": "35.71"}, lambda c: both(c, ("partner", ""), ("kode", "35.71"))),
    ],
    ids=["kelurahan", "city", "kind", "pillar and kind", "program", "partner", "city without a partner"],
)
def test_a_link_opens_the_rows_of_a_number(link, select, expected):
    page, rows = open_page("perubahan", **link), select(expected)
    assert f"{rows['id'].nunique()} data berubah, " in said(page)
    assert len(rows_shown(page)) == len(rows) > 0


def test_a_row_says_what_stood_there_before_and_what_stands_there_now():
    page = open_page("perubahan", jenis="ended")
    rows = re.sub(r"<[^>]+>", "|", html(page).partition('class="plain changes"')[2])
    assert re.search(r"berakhir\|+P105\|.*?\|Status\|+tercatat berjalan\|+berakhir\|", rows)


def test_of_very_many_rows_the_page_shows_the_first_and_says_so(expected):
    page = open_page("perubahan")
    assert len(rows_shown(page)) == 200
    assert f"{len(expected.rows) - 200} baris lagi ada dalam berkas unduhan." in said(page)


def test_days_are_compared_by_what_was_reported():
    page = open_page("perubahan", sejak="2020-12-31", sampai="2023-12-31")
    days = [Moment(real_dataset(), day=dt.date(year, 12, 31)) for year in (2020, 2023)]
    assert heading(page) == say_sentences(compare(*days), INDONESIAN)[0]
    assert "Keadaan per tanggal dibuat dari data hari ini" in said(page)
    assert open_page("perubahan", sejak="2021-06-15").selectbox(key="c-sejak").value == "2021-06-15"


def test_choosing_another_moment_changes_the_link():
    page = open_page("perubahan")
    checked(page.selectbox(key="c-sejak").set_value("2023-12-31").run())
    assert link_of(page)["sejak"] == ["2023-12-31"]
    assert "keadaan per 31 Desember 2023 menurut data hari ini" in said(page)


@pytest.mark.parametrize(
    "link",
    [
        {"sejak": "nix"},
        {"sejak": "2999-12-31"},
        {"sejak": SLUG, "sampai": "2023-12-31"},
        {"sejak": "2023-12-31", "sampai": "2020-12-31"},
        {"kode": "Pocanan"},
        {"jenis": "x"},
    ],
    ids=str,
)
def test_what_a_link_asks_for_in_vain_is_named(link):
    name, value = list(link.items())[-1]
    assert f"{name}={value}" in said(open_page("perubahan", **link))


def test_a_broken_snapshot_is_not_offered(folder):
    path = folder / f"{SLUG}.petaprogram.zip"
    path.write_bytes(path.read_bytes()[:-400])
    page = open_page("perubahan")
    # One that cannot even be listed is not offered; the page about the data says what is wrong with it.
    assert page.selectbox(key="c-sejak").value.endswith("-12-31")
    assert f"sejak={SLUG}" in said(open_page("perubahan", sejak=SLUG))


def test_without_a_snapshot_the_last_year_is_compared(folder):
    (folder / f"{SLUG}.petaprogram.zip").unlink()
    page = open_page("perubahan")
    year = real_dataset().site.data_date.year - 1
    assert f"Dari keadaan per 31 Desember {year} menurut data hari ini" in said(page)


def test_a_visit_to_the_snapshot_compares_it_with_days_of_its_own():
    page = open_page("perubahan", cuplikan=SLUG)
    assert "Asesmen 2026" not in page.selectbox(key="c-sejak").options
    assert "versi beku 'Asesmen 2026'" in page.selectbox(key="c-sampai").options
    assert "Dari keadaan per 31 Desember 2025 menurut versi beku 'Asesmen 2026'" in said(page)
    assert "Keadaan per tanggal dibuat dari versi beku 'Asesmen 2026':" in said(page)


def test_it_is_said_in_english_and_offers_its_files(expected):
    page = open_page("perubahan", bahasa="en")
    assert heading(page) == say_sentences(expected, ENGLISH)[0]
    assert say_changes(expected, ENGLISH).split(". ")[1] in said(page)
    buttons = [one.proto.label for one in page.get("download_button")]
    assert {"Changes (XLSX)", "Changes (CSV)"} <= set(buttons)
