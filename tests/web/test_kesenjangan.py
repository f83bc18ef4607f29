"""The numbers on the page about gaps are those of the data and of the command line."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from petaprogram.cli import main
from petaprogram.exports.ranking_tables import ranking_workbook
from petaprogram.gaps.equity import compare_kecamatan
from petaprogram.gaps.explanation import explain_in_full
from petaprogram.gaps.link import GapsView, read_link, write_link
from petaprogram.gaps.matrix import list_gaps, make_matrix, open_cell
from petaprogram.gaps.ranking import Ranking, Target, measure_needs, rank_areas
from petaprogram.gaps.reasons import GAP_LABELS
from petaprogram.gaps.weights import DEFAULT, PRESETS, Weights
from petaprogram.measures.population import make_population
from petaprogram.measures.presence import STATES
from petaprogram.messages.language import INDONESIAN
from petaprogram.messages.vocabulary import STATE
from petaprogram.scenario.definition import Scenario
from petaprogram.scenario.link import read_link as read_wish
from petaprogram.settings import read_settings
from petaprogram.tables.reloading import DataSource
from petaprogram.web.server import routes
from tests.support import recount
from tests.support.pages import checked, heading, html, link_of, open_page, text
from tests.support.real import real_dataset

Open = Callable[..., AppTest]

DATASET = real_dataset()
BANGSAL, MANISRENGGO, MRICAN = (
    next(kode for kode in DATASET.areas.frame.index if DATASET.areas.name_of(kode) == name)
    for name in ("Bangsal", "Manisrenggo", "Mrican")
)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> DataSource:
    return DataSource(read_settings({"PETAPROGRAM_STATE": str(tmp_path_factory.mktemp("state"))}))


@pytest.fixture
def open_gaps(source: DataSource, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setattr(routes, "SOURCE", source)

    return partial(open_page, "kesenjangan")


def command(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["gaps", *arguments, "--format", "json"]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def ranked(page: AppTest) -> list[tuple[int, str, float, str]]:
    """Rank, name, score and sentence of every row, as shown."""
    rows = re.findall(
        r'class="rank">(\d+)<.*?class="rank-name"[^>]*>([^<]*)<.*?<strong>([\d.,]+)<.*?class="rank-why">(.*?)</p>',
        html(page),
        re.DOTALL,
    )
    return [(int(rank), name, number(score), text(why)) for rank, name, score, why in rows]


def number(words: str) -> float:
    return float(words.replace(".", "").replace(",", "."))


@pytest.mark.parametrize(
    ("link", "arguments"),
    [
        ({}, []),
        ({"pilar": "living"}, ["--pillar", "living"]),
        (
            {"program": "kampung-senyum", "bobot": "proximity"},
            ["--program", "kampung-senyum", "--weights", "proximity"],
        ),
        (
            {"pilar": "society", "luas": "1", "bobot": "missing=0.4,distance=0.2"},
            ["--pillar", "society", "--weights", "missing=0.4,distance=0.2"],
        ),
    ],
    ids=["all", "pillar", "program", "wide"],
)
def test_the_ranking_on_screen_is_that_of_the_command(
    open_gaps: Open, capsys: pytest.CaptureFixture[str], link: dict[str, str], arguments: list[str]
) -> None:
    expected = command(capsys, *arguments)
    page = open_gaps(lihat="peringkat", semua="1", **link)
    shown = ranked(page)
    assert [row[:2] + row[3:] for row in shown] == [
        (row["rank"], row["name"], row["sentence"]) for row in expected
    ]
    assert [row[2] for row in shown] == pytest.approx([row["score"] for row in expected], abs=0.0051)


def test_the_figures_in_an_open_row_add_up_to_the_score_of_the_chosen_row(open_gaps: Open) -> None:
    page = open_gaps(lihat="peringkat", kode=BANGSAL)
    why = re.search(r'<details class="why".*?</details>', html(page), re.DOTALL)
    assert why is not None
    (row,) = [row for row in rank().rows if row.kode == BANGSAL]
    body, foot = why[0].split("<tfoot>")
    rows = [
        [number(cell) for cell in re.findall(r'<td class="count">([\d.,]+)</td>', row)]
        for row in body.split("<tr>")
    ]
    parts = [row for row in rows if row]
    assert len(parts) == 4  # people are left out, and say so
    assert "Penduduk tidak ikut dihitung" in text(body)
    for value, weight, adds in parts:
        assert adds == pytest.approx(value * weight, abs=0.004)
    total = number(re.findall(r'<td class="count">([\d.,]+)</td>', foot)[0])
    assert round(sum(part[2] for part in parts), 3) == total
    assert total == round(row.score, 3)


def test_a_row_opens_and_explains_itself_and_closes_again(open_gaps: Open) -> None:
    page = open_gaps(lihat="peringkat", pilar="living")
    assert 'class="rank-full' not in html(page)
    checked(page.button(key=f"g-rincian-{BANGSAL}").click().run())
    assert link_of(page)["kode"] == [BANGSAL]
    ranking = rank_areas(
        measure_needs(DATASET, Target("pillar", "living"), make_population(DATASET)), DEFAULT
    )
    (row,) = [row for row in ranking.rows if row.kode == BANGSAL]
    shown = text(html(page))
    assert explain_in_full(row, ranking, INDONESIAN) in shown
    assert "Ini tidak membuktikan" in shown
    assert "Bergaris tebal: Bangsal." in shown
    checked(page.button(key=f"g-rincian-{BANGSAL}").click().run())
    assert "kode" not in link_of(page)
    assert 'class="rank-full' not in html(page)


def test_a_chosen_row_beyond_the_tenth_is_shown_and_open(open_gaps: Open) -> None:
    ranking = rank_areas(
        measure_needs(DATASET, Target("pillar", "living"), make_population(DATASET)), DEFAULT
    )
    last = ranking.rows[-1]
    assert last.rank > 10
    page = open_gaps(lihat="peringkat", pilar="living", kode=last.kode)
    assert f">{last.name}<" in html(page)
    assert explain_in_full(last, ranking, INDONESIAN) in text(html(page))


def plans(page: AppTest) -> dict[str, dict[str, list[str]]]:
    """The links from rows to a scenario, by their label."""
    found = {}
    for one in page.get("page_link"):
        if one.proto.label.startswith("Rencanakan di "):
            found[one.proto.label] = parse_qs(one.proto.query_string)
    return found


def test_a_rank_leads_to_a_scenario_of_the_same_subject_and_back(open_gaps: Open) -> None:
    page = open_gaps(lihat="peringkat", pilar="living", bobot="equity", semua="1")
    params = plans(page)["Rencanakan di Bangsal"]
    wish, unknown = read_wish(params, DATASET)
    assert unknown == ()
    assert wish == Scenario("pillar", "living", 3, locked=(BANGSAL,), weights=PRESETS["equity"])
    scenario = open_page("skenario", **params)
    (back,) = [
        one
        for one in scenario.get("page_link")
        if one.proto.page == "kesenjangan" and "lihat" in one.proto.query_string
    ]
    view, unknown = read_link(parse_qs(back.proto.query_string), DATASET)
    assert unknown == ()
    assert view == GapsView(section="peringkat", pillar="living", selected=BANGSAL, weights=PRESETS["equity"])


def test_without_a_pillar_there_is_no_scenario_to_go_to(open_gaps: Open) -> None:
    page = open_gaps(lihat="peringkat")
    assert "pilih satu pilar atau program" in text(html(page))
    assert plans(page) == {}


def rank() -> Ranking:
    return rank_areas(measure_needs(DATASET, Target(), make_population(DATASET)), DEFAULT)


def test_what_was_left_out_of_a_ranking_is_said(open_gaps: Open) -> None:
    page = open_gaps(lihat="peringkat", pilar="living")
    shown = text(html(page))
    assert "Penduduk tidak ikut dihitung; bobotnya dibagi ke bagian lain." in shown
    living = recount.states(recount.placements(pillar="living")).values()
    there = sum(state in {"running", "planned"} for state in living)
    assert f"{there} kelurahan tidak diperingkat" in shown
    assert len(ranked(page)) == 10
    checked(page.toggle(key="g-semua").set_value(True).run())
    assert len(ranked(page)) == 46 - there > 10
    assert link_of(page)["semua"] == ["1"]


def test_a_kelurahan_without_a_gap_is_not_explained_but_named(open_gaps: Open) -> None:
    page = open_gaps(lihat="peringkat", pilar="living", kode=MRICAN)
    assert "Mrican tidak diperingkat" in text(html(page))
    assert 'class="rank-full' not in html(page)


def test_where_nothing_is_missing_the_ranking_says_so(open_gaps: Open) -> None:
    page = open_gaps(lihat="peringkat", program="tilang-covid")
    assert "Tidak ada celah" in text(html(page))
    assert ranked(page) == []


def test_presets_and_sliders_change_ranking_and_link(
    open_gaps: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    page = open_gaps(lihat="peringkat")
    checked(page.slider(key="g-bobot-people").set_value(0).run())
    checked(page.slider(key="g-bobot-years").set_value(50).run())
    weights = "missing=0.4,distance=0.2,neighbours=0.1,years=0.5"
    assert link_of(page)["bobot"] == [weights]
    expected = command(capsys, "--weights", weights, "--top", "10")
    assert [row[:2] for row in ranked(page)] == [(row["rank"], row["name"]) for row in expected]


def test_weights_that_are_all_zero_are_refused_in_words_and_the_earlier_ones_stay(open_gaps: Open) -> None:
    page = open_gaps(lihat="peringkat", bobot="distance=1")
    before = ranked(page)
    checked(page.slider(key="g-bobot-distance").set_value(0).run())
    assert "semua bobot nol" in text(html(page))
    assert ranked(page) == before


def test_the_download_holds_the_rows_of_the_command_and_what_they_were_ranked_by(
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(ranking_workbook(rank(), DATASET, "tautan", INDONESIAN)))
    rows, about = book["Peringkat"], book["Keterangan"]
    expected = [row | {"gap_kind": INDONESIAN.say(GAP_LABELS[row["gap_kind"]])} for row in command(capsys)]
    assert [cell.value for cell in rows[1]][:5] == ["Peringkat", "Kode", "Kelurahan", "Kecamatan", "Celah"]
    assert {cell.data_type for cell in rows["F"][1:]} == {"n"}
    assert [[cell.value for cell in row] for row in rows.iter_rows(min_row=2)] == [
        list(row.values()) for row in expected
    ]
    said = " ".join(str(row[1].value) for row in about.iter_rows())
    assert "Pilar yang belum ada, 40%" in said
    assert "Penduduk tidak ikut dihitung" in said


# The matrix --------------------------------------------------------------------------------------


def cells(page: AppTest) -> dict[str, list[str]]:
    """The states of each row of the matrix, by name."""
    body = re.search(r'<table class="states\b.*?</table>', html(page), re.DOTALL)
    assert body is not None
    rows = re.findall(r'<tr>\s*<th scope="row"><a[^>]*>([^<]*)</a></th>(.*?)</tr>', body[0], re.DOTALL)
    return {name: re.findall(r'<a class="s-([a-z_]+)"', row) for name, row in rows}


@pytest.mark.parametrize("link", [{}, {"luas": "1"}, {"pilar": "living", "kolom": "program"}], ids=str)
def test_the_matrix_shows_every_state_and_its_edges_count_them(open_gaps: Open, link: dict[str, str]) -> None:
    view, unknown = read_link({name: [value] for name, value in link.items()}, DATASET)
    assert unknown == ()
    subject, columns = view.columns(DATASET)
    matrix = make_matrix(DATASET, subject, columns, wide=False)
    page = open_gaps(**link)
    names = DATASET.areas.frame["name"]
    assert cells(page) == {names[kode]: list(matrix.states.loc[kode]) for kode in names.index}
    foot = html(page).split("<tfoot>")[1].split("</tfoot>")[0]
    for state, row in zip(STATES, foot.split("</tr>"), strict=False):
        counts = [int(count) for count in re.findall(r'class="total">(\d+)<', row)]
        assert text(row).startswith(f"{STATE[state]}, dari 46")
        assert counts == [*matrix.per_subject[state], matrix.per_subject[state].sum()]


def test_rows_are_sorted_by_count_within_and_across_kecamatan(open_gaps: Open) -> None:
    grouped = cells(open_gaps(urut="running"))
    mixed = [states.count("running") for states in cells(open_gaps(urut="running", campur="1")).values()]
    assert mixed == sorted(mixed, reverse=True)
    counts = [states.count("running") for states in grouped.values()]
    assert counts[:14] == sorted(counts[:14], reverse=True)
    assert counts != mixed


def test_an_open_cell_shows_its_evidence_or_how_to_make_sure(open_gaps: Open) -> None:
    matrix = make_matrix(DATASET, "pillar_id")
    for kode, pillar in [(MRICAN, "living"), (BANGSAL, "living"), (MANISRENGGO, "living")]:
        cell = open_cell(matrix, DATASET, kode, pillar)
        page = open_gaps(kode=kode, sel=pillar)
        panel = re.search(r'<section class="panel gap-cell".*?</section>', html(page), re.DOTALL)
        assert panel is not None
        here = panel[0].partition("<details>")[0]
        assert here.count('<li class="record') == len(cell.records)
        assert ("Cara memastikannya" in here) is (cell.state == "not_reported")
        assert STATE[cell.state] in here


def test_the_two_kinds_of_gap_are_listed_apart(open_gaps: Open) -> None:
    page = open_gaps(pilar="living")
    blank = 46 - len(recount.kelurahan(recount.placements(pillar="living")))
    assert heading(page).startswith(f"Smart Living belum ada data di {blank} dari 46 kelurahan. ")
    record, service = re.findall(
        r'<section aria-labelledby="(?:record|service)-gaps">.*?</section>', html(page), re.DOTALL
    )
    matrix = make_matrix(DATASET, "pillar_id", ["living"])
    for section, kind in ((record, "record"), (service, "service")):
        gaps = list_gaps(matrix, DATASET, kind)  # type: ignore[arg-type]
        assert re.findall(r'target="_self">([^<]*)</a>', section) == list(gaps["name"])


# Equity and overlaps -----------------------------------------------------------------------------


def test_every_share_stands_beside_its_count(open_gaps: Open) -> None:
    table = compare_kecamatan(make_matrix(DATASET, "pillar_id"), DATASET)
    page = open_gaps(lihat="kesetaraan")
    shown = re.findall(r'class="share">(\d+) dari (\d+) \((\d+)%\)', html(page))
    assert [(int(have), int(of)) for have, of, _ in shown] == list(
        zip(table["running"], table["total"], strict=True)
    )
    assert [int(share) for _, _, share in shown] == [round(100 * share) for share in table["share"]]


def test_overlaps_footing_and_patterns_are_in_words(open_gaps: Open) -> None:
    shown = text(html(open_gaps(lihat="tumpang-tindih")))
    assert "Kampung Dalem: 3 program Smart Branding" in shown
    assert "Smart Governance: hanya satu mitra tercatat, BPS Kota Kediri." in shown
    assert "Smart Branding tidak menunjukkan pola" in shown
    few = text(html(open_gaps(lihat="tumpang-tindih", program="kampung-senyum")))
    assert "Pola Kampung Senyum tidak diuji: 3 dari 46 kelurahan punya" in few


# The ministry's frame -----------------------------------------------------------------------------


def test_a_cell_of_the_frame_opens_its_records_and_one_of_the_index_its_source(open_gaps: Open) -> None:
    frame, index = re.findall(
        r'<table class="step-table [^"]*">.*?</table>', html(open_gaps(lihat="kerangka")), re.DOTALL
    )
    evidence = DATASET.evidence_frame
    cells = re.findall(r"<summary>(\d+) bukti</summary>(.*?)</details>", frame, re.DOTALL)
    assert len(cells) == len(evidence.groupby(["pillar_id", "dimension"])) > 0
    assert [int(count) for count, _ in cells] == [inside.count('<li class="record') for _, inside in cells]
    for placement in evidence["placement_id"].dropna():
        assert f"data {placement}" in frame
    numbers = re.findall(r"<summary>([\d,]+)</summary>(.*?)</details>", index, re.DOTALL)
    assert len(numbers) == len(DATASET.pillar_index)
    assert [number for number, inside in numbers if "<li>" not in inside] == []
    filled = len(cells)
    assert f"{filled} dari {6 * 5} sel punya bukti" in text(html(open_gaps(lihat="kerangka")))


# The link ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "view",
    [
        GapsView(),
        GapsView(
            section="peringkat", pillar="living", selected=BANGSAL, weights=PRESETS["equity"], whole=True
        ),
        GapsView(program="kampung-senyum", cell="kampung-iva", order="kampung-iva", mixed=True),
        GapsView(by_program=True, weights=Weights(distance=0.25, years=1)),
    ],
    ids=lambda view: view.section,
)
def test_a_link_opens_the_view_that_wrote_it(view: GapsView) -> None:
    assert read_link(write_link(view), DATASET) == (view, ())


def test_unknown_values_are_named_and_set_aside(open_gaps: Open) -> None:
    page = open_gaps(lihat="peta", pilar="hantu", kode="1", sel="x", urut="y", bobot="hope=1", luas="1")
    notice = text(html(page))
    for value in ("lihat=peta", "pilar=hantu", "kode=1", "sel=x", "urut=y", "bobot=hope=1"):
        assert value in notice
    assert link_of(page) == {}


def test_a_pillar_beside_a_program_is_set_aside() -> None:
    params = {"pilar": ["living"], "program": ["kampung-senyum"]}
    view, unknown = read_link(params, DATASET)
    assert (view, unknown) == (replace(GapsView(), program="kampung-senyum"), ("pilar=living",))


def test_a_column_that_is_gone_closes_the_cell(open_gaps: Open) -> None:
    page = open_gaps(pilar="living", kode=BANGSAL, sel="living")
    checked(page.selectbox(key="g-tentang").set_value(("program_id", "kampung-iva")).run())
    assert link_of(page) == {"program": ["kampung-iva"], "kode": [BANGSAL]}
    assert "Pilih sebuah sel" in html(page)


@pytest.mark.parametrize("part", ["matriks", "peringkat", "kesetaraan", "tumpang-tindih", "kerangka"])
def test_every_part_opens_in_english_for_a_program(open_gaps: Open, part: str) -> None:
    page = open_gaps(lihat=part, program="kampung-senyum", bahasa="en")
    assert heading(page).startswith("No data yet on Kampung Senyum in 43 of 46 kelurahan.")
