"""The numbers on the map page, over the published data, without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import parse_qs

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from petaprogram.exports.record_tables import area_table
from petaprogram.maps.classes import classify
from petaprogram.measures.map_theme import make_map
from petaprogram.measures.map_view import make_choices, read_link
from petaprogram.measures.presence import SCOPES
from petaprogram.messages.language import INDONESIAN
from petaprogram.settings import read_settings
from petaprogram.tables.reloading import DataSource
from petaprogram.web.server import routes
from tests.support import recount
from tests.support.pages import SHELL, checked, heading, html, link_of, open_page, text
from tests.support.real import real_dataset

Link = Mapping[str, Sequence[str]]
Open = Callable[..., AppTest]

TOTAL = len(recount.rows("placements"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> DataSource:
    return DataSource(read_settings({"PETAPROGRAM_STATE": str(tmp_path_factory.mktemp("state"))}))


@pytest.fixture
def open_map(source: DataSource, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setattr(routes, "SOURCE", source)

    return open_page


def balance(page: AppTest) -> dict[str, int]:
    """The numbers of the conservation line, as their buttons say them; a zero has none."""
    buttons = {str(one.key).removeprefix("angka-"): one.label for one in page.button}
    return {key: int(buttons[key].split()[0]) for key in ("semua", *SCOPES) if key in buttons}


def legend(page: AppTest) -> dict[str, int]:
    """The classes and their counts: those that can be chosen, and what filters leave out."""
    (pills,) = [one for one in page.button_group if one.key == "c-kelas"]
    rows = [re.fullmatch(r"(.*): \*\*(\d+)\*\*", option.content) for option in pills.proto.options]
    found = {row[1].replace("\\", ""): int(row[2]) for row in rows if row}
    more = re.findall(r'<span>(di luar filter)</span>\s*<span class="count">(\d+)</span>', html(page))
    return found | {label: int(count) for label, count in more}


def test_the_first_view_says_what_the_first_visitor_must_read(open_map: Open) -> None:
    page = open_map()
    placements = recount.rows("placements")
    placed = {row["program_id"] for row in placements if len(row["kode"]) == len("35.71.02.1016")}
    programs = len(recount.rows("programs"))
    assert heading(page) == (
        f"{programs} program tercatat: {len(placed)} di 46 kelurahan, {programs - len(placed)} tingkat kota."
    )
    assert "Program Kota Kediri di setiap kelurahan" in html(page)
    # No code of the published tables is unmatched: each of them is of the city.
    assert balance(page) == {
        "semua": TOTAL,
        **{scope: count for scope, count in recount.scopes(placements).items() if count},
    }
    assert sum(legend(page).values()) == 46
    assert not [one for one in page.button if str(one.key).startswith("keping-")]


@pytest.mark.parametrize(
    "link",
    [
        {},
        {"program": "kampung-iva"},
        {"program": "dhoho-street-fashion"},
        {"program": "kampung-keren", "kecamatan": "35.71.02"},
        {"tampil": "living"},
        {"tampil": "living", "status": ["running", "planned"]},
        {"tahun": "2019-2022"},
        {"warnai": "jumlah-program", "mitra": "Universitas Negeri Malang"},
        {"tampil": "society", "hanya-program": ["kampung-iva", "kampung-keren"]},
        {"warnai": "jumlah-program", "pilar": ["economy", "society"], "kecamatan": ["35.71.01", "35.71.03"]},
    ],
    ids=str,
)
def test_every_number_of_a_view_is_that_of_its_records(open_map: Open, link: Link) -> None:
    dataset = real_dataset()
    params = {name: [value] if isinstance(value, str) else value for name, value in link.items()}
    view, unknown = read_link(params, make_choices(dataset))
    assert unknown == ()
    page = open_map(**link)
    shown = make_map(dataset, view.theme)
    counts = balance(page)
    assert counts.pop("semua") == len(shown.records)
    assert counts == {scope: count for scope, count in shown.records["scope"].value_counts().items() if count}
    head = page.button(key="angka-semua").label
    assert head == (
        f"{TOTAL} data" if len(shown.records) == TOTAL else f"{sum(counts.values())} dari {TOTAL} data"
    )
    assert sum(legend(page).values()) == 46
    table = area_table(dataset, shown, classify(shown), INDONESIAN)
    on_page = page.dataframe[0].value
    assert sorted(on_page["Kode"]) == sorted(dataset.areas.frame.index)
    recorded = on_page["Data"] > 0
    assert recorded.sort_values(ascending=False, kind="stable").index.equals(recorded.index)
    pd.testing.assert_series_equal(
        on_page["Yang ditampilkan"].reset_index(drop=True),
        table["Yang ditampilkan"].reset_index(drop=True),
        check_dtype=False,
    )
    # A link at rest stays as it is.
    assert link_of(page) == {name: sorted(values) for name, values in params.items()}


def chips(page: AppTest) -> list[str]:
    return [one.label.removesuffix(" \u00d7") for one in page.button if str(one.key).startswith("keping-")]


def test_filters_set_by_hand_change_the_numbers_and_the_link_and_can_be_removed(open_map: Open) -> None:
    page = open_map(program="kampung-senyum")
    checked(page.multiselect(key="c-kecamatan").select("35.71.01").run())
    assert heading(page) == "Kampung Senyum tercatat di 1 dari 14 kelurahan di Kec. Mojoroto: Mrican."
    assert link_of(page) == {"program": ["kampung-senyum"], "kecamatan": ["35.71.01"]}
    checked(page.multiselect(key="c-status").select("running").run())
    checked(page.slider(key="c-tahun").set_range(2019, 2022).run())
    assert link_of(page)["tahun"] == ["2019-2022"]
    assert len(chips(page)) == 3
    checked(page.button(key="keping-tahun").click().run())
    assert "tahun" not in link_of(page)
    checked(page.button(key="keping-kecamatan-0").click().run())
    assert chips(page) == ["status\\: tercatat berjalan"]
    checked(page.multiselect(key="c-kecamatan").select("35.71.01").run())
    checked(page.button(key="ulang").click().run())
    assert heading(page).startswith("Kampung Senyum tercatat di 3 dari 46 kelurahan")
    assert (chips(page), link_of(page)) == ([], {"program": ["kampung-senyum"]})


def test_what_the_map_shows_is_one_choice(open_map: Open) -> None:
    page = open_map()

    def pillar() -> str | None:
        (pills,) = [one for one in page.button_group if one.key == "c-tampil"]
        return pills.value

    assert pillar() == "semua"
    (pills,) = [one for one in page.button_group if one.key == "c-tampil"]
    checked(pills.set_value("living").run())
    assert heading(page).startswith("Smart Living tercatat di ")
    assert link_of(page) == {"tampil": ["living"]}
    checked(page.selectbox(key="c-program").set_value("kampung-iva").run())
    assert (pillar(), link_of(page)) == (None, {"program": ["kampung-iva"]})
    checked(page.selectbox(key="c-program").set_value(None).run())
    assert (pillar(), link_of(page)) == ("semua", {})


def test_a_class_of_the_legend_leaves_only_its_kelurahan(open_map: Open) -> None:
    page = open_map()
    before = legend(page)
    (pills,) = [one for one in page.button_group if one.key == "c-kelas"]
    checked(pills.set_value("pillars_3_4").run())
    assert legend(page) == before
    table = page.dataframe[0].value
    assert len(table) == before["3-4"]
    assert set(table["Yang ditampilkan"]) <= {"3 pilar ada datanya", "4 pilar ada datanya"}
    assert chips(page) == ["hanya\\: 3\\-4"]
    assert link_of(page) == {"kelas": ["pillars_3_4"]}
    checked(page.selectbox(key="c-program").set_value("kampung-iva").run())
    assert (chips(page), link_of(page)) == ([], {"program": ["kampung-iva"]})


def test_a_class_leaves_the_rows_of_the_table_in_their_order(open_map: Open) -> None:
    whole, narrowed = (
        open_map(program="kampung-iva", **more).dataframe[0].value for more in ({}, {"kelas": "running_old"})
    )
    wanted = legend(open_map(program="kampung-iva"))["berjalan, perlu dikonfirmasi"]
    assert 0 < len(narrowed) == wanted < len(whole)
    kept = whole["Kode"].isin(narrowed["Kode"])
    assert list(whole["Kode"][kept]) == list(narrowed["Kode"])


def test_a_class_that_the_map_does_not_have_is_named_and_left_out(open_map: Open) -> None:
    page = open_map(program="kampung-iva", kelas="pillars_3_4")
    assert "kelas=pillars_3_4" in html(page)
    assert len(page.dataframe[0].value) == 46
    assert link_of(page) == {"program": ["kampung-iva"]}


def test_the_page_goes_on_working_after_a_reset(open_map: Open) -> None:
    page = open_map(tahun="2019-2022", status="running")
    checked(page.button(key="ulang").click().run())
    checked(page.selectbox(key="c-kode").set_value("35.71.02.1016").run())
    assert page.slider(key="c-tahun").value == make_choices(real_dataset()).years


def test_what_is_doubtful_is_said_in_the_sentence(open_map: Open) -> None:
    page = open_map(program="kampung-iva")
    assert heading(page).startswith("Kampung IVA tercatat di 2 dari 46 kelurahan")
    assert "Tamanan (diragukan)" in heading(page)
    assert "Campurejo (diragukan)" not in heading(page)


def test_a_number_opens_its_rows(open_map: Open) -> None:
    page = open_map()
    for key, count in balance(page).items():
        checked(page.button(key=f"angka-{key}").click().run())
        assert html(page).count('<li class="record') == count


def test_the_panel_of_a_kelurahan_lists_what_is_recorded_there(open_map: Open) -> None:
    page = open_map()
    assert "Pilih kelurahan" in html(page)
    checked(page.selectbox(key="c-kode").set_value("35.71.02.1016").run())
    panel = re.search(r'<section class="panel".*?</section>', html(page), re.DOTALL)
    assert panel is not None
    here, _, wide = panel[0].partition("<details>")
    records = real_dataset().records
    assert here.count('<li class="record') == (records["kode"] == "35.71.02.1016").sum()
    assert wide.count('<li class="record') == len(recount.placements(kode="35.71"))
    assert "pilar ditentukan penyusun (bukan sumber)" in text(here)
    assert link_of(page)["kode"] == ["35.71.02.1016"]


def test_unknown_values_of_a_link_are_named_and_left_out(open_map: Open) -> None:
    page = open_map(program="hantu", kode=["35.71.99.1001"], status="running")
    notice = text(html(page))
    assert "program=hantu" in notice
    assert "kode=35.71.99.1001" in notice
    assert " program sesuai filter: " in heading(page)
    assert link_of(page) == {"status": ["running"]}


def test_a_value_of_a_link_is_named_with_what_nobody_sees_in_it(open_map: Open) -> None:
    page = open_map(warnai="64\u202e\x1b[2J")
    assert "warnai=64[U+202E][U+001B][2J" in html(page)
    assert "\u202e" not in html(page)


def test_data_that_fail_leave_a_page_that_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    empty = tmp_path_factory.mktemp("empty")
    settings = read_settings({"PETAPROGRAM_TABLES": str(empty), "PETAPROGRAM_STATE": str(empty / "state")})
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings))
    page = AppTest.from_file(str(SHELL), default_timeout=60).run()
    assert not page.exception
    assert "Data belum dapat ditampilkan" in html(page)
    assert "placements.csv: berkas tidak ada" in html(page)


def test_a_choice_stays_when_a_second_click_comes_before_the_browser_knows_its_link(open_map: Open) -> None:
    page = open_map()
    page.selectbox(key="c-program").set_value("kampung-iva").run()
    assert link_of(page) == {"program": ["kampung-iva"]}
    # The run was cut off before it told the link: the browser asks again with that of before.
    page.query_params.clear()
    page.session_state["tautan-baru"] = {"program": ["kampung-iva"]}
    checked(page.run())
    assert page.selectbox(key="c-program").value == "kampung-iva"
    assert link_of(page) == {"program": ["kampung-iva"]}
    # Without that, another link is a visitor's wish.
    page.query_params["program"] = "bank-sampah"
    checked(page.run())
    assert page.selectbox(key="c-program").value == "bank-sampah"


def test_a_page_that_breaks_keeps_its_menu(open_map: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("broken")

    page = open_map()
    monkeypatch.setattr("petaprogram.measures.map_theme.make_map", fail)
    page.run()
    assert len(page.exception) == 1
    assert len(page.get("page_link")) >= 8
    assert 'class="foot"' in html(page)


@pytest.mark.parametrize(
    ("text", "label", "page", "link"),
    [
        ("living", "Smart Living · pilar", "peta", {"tampil": ["living"]}),
        ("3571021016", "Pocanan · kelurahan", "profil", {"kode": ["35.71.02.1016"]}),
        ("kebencanaan", "kebencanaan · jenis program", "program", {"cari": ["kebencanaan"]}),
        ("kampung seni", "Kampung Seni · lokasi di Ringinanom", "profil", {"kode": ["35.71.02.1007"]}),
    ],
)
def test_the_search_leads_to_what_was_found(
    open_map: Open, text: str, label: str, page: str, link: Mapping[str, Sequence[str]]
) -> None:
    opened = open_map()
    checked(opened.text_input(key="cari").set_value(text).run())
    found = [one.proto for one in opened.get("page_link")]
    (hit,) = [one for one in found if one.label == label]
    assert hit.page in (page, "") or hit.page.endswith(page)
    assert parse_qs(hit.query_string) == link


def test_what_was_found_for_comes_behind_all_hits(open_map: Open) -> None:
    opened = open_map()
    checked(opened.text_input(key="cari").set_value("bank sampah").run())
    order = [one.proto for one in opened.main if one.type in ("page_link", "html")]
    found_for = next(place for place, proto in enumerate(order) if "data-found" in getattr(proto, "body", ""))
    hits = [place for place, proto in enumerate(order) if getattr(proto, "label", "").endswith(" · program")]
    assert hits
    assert max(hits) < found_for
