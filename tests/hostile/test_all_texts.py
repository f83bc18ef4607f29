"""Every hostile text in every text column at once, and every surface that shows them, without a browser.

What a person sees in a browser is in `tests/browser/test_hostile.py`. Each check is shown to catch a copy
that was not escaped: the function that escapes is taken out, and the check must find it.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import typst
from markupsafe import Markup, escape
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from petaprogram.changes.comparison import Changes, compare
from petaprogram.changes.moments import Moment
from petaprogram.cli import main, terminal
from petaprogram.exports import spreadsheet
from petaprogram.exports.change_tables import change_file, change_table, changes_workbook, other_table
from petaprogram.exports.file_format import Material
from petaprogram.exports.html_templates import make_environment
from petaprogram.exports.map_file import make_map_file
from petaprogram.exports.offline import offline_file
from petaprogram.exports.pdf.profile_pages import make_profile
from petaprogram.exports.pdf.summary_pages import make_summary
from petaprogram.exports.pdf.survey import Survey
from petaprogram.exports.ranking_tables import ranking_in_words, ranking_workbook
from petaprogram.exports.record_tables import (
    about_table,
    area_table,
    data_workbook,
    program_table,
    record_table,
    source_table,
    workbook,
)
from petaprogram.exports.scenario_tables import scenario_geojson, scenario_workbook, service_table, step_table
from petaprogram.exports.slides import slide_deck, slide_pictures
from petaprogram.gaps.ranking import Target, measure_needs, rank_areas
from petaprogram.gaps.weights import DEFAULT
from petaprogram.geography import geojson
from petaprogram.geography.areas import AREA_NAME_PATTERN
from petaprogram.maps import svg
from petaprogram.maps.classes import classify
from petaprogram.maps.screen.map_script import OUR_SCRIPTS
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.measures.population import make_population
from petaprogram.messages import issues
from petaprogram.messages.issues import BoundaryError
from petaprogram.messages.language import INDONESIAN, LANGUAGES
from petaprogram.messages.letters import find_unseen, name_letter, tidy
from petaprogram.presentation.edition import Edition, read_edition
from petaprogram.presentation.steps import read_steps
from petaprogram.scenario.definition import clean_name
from petaprogram.scenario.link import read_link
from petaprogram.scenario.outcome import Outcome, run_scenario
from petaprogram.settings import ROOT, Settings, read_settings
from petaprogram.store.founding import found, prepare
from petaprogram.store.reading import as_cells
from petaprogram.store.store import open_store
from petaprogram.store.writing import SEED, Edit, Note, write
from petaprogram.tables.dataset import Dataset, check_tables
from petaprogram.tables.reloading import DataSource
from petaprogram.web.parts import components, map_controls
from petaprogram.web.riwayat import history_view
from petaprogram.web.server import routes
from tests.hostile.city import BUSY, City, make_boundaries, make_city, make_tables, step_texts, text_columns
from tests.hostile.surfaces import (
    check_problems,
    csv_cells,
    csv_problems,
    geojson_problems,
    html_problems,
    label_problems,
    package_problems,
    pdf_problems,
    svg_problems,
    terminal_problems,
    texts_of,
    xlsx_problems,
    xlsx_texts,
)
from tests.hostile.texts import PAYLOADS, REFUSED, SHOWN
from tests.support.pages import html, open_page
from tests.support.store_trials import no_check

pytestmark = pytest.mark.export

DAY = dt.date(2026, 11, 25)
# One white pixel: what the pictures on slides show is no text.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080200000090"
    "7753de0000000c4944415478da63f8ffff3f0005fe02fe0def46b8000000"
    "0049454e44ae426082"
)
# A few of each kind, for the checks of the checks.
FEW = (*list(PAYLOADS.values())[:3], "{{7*191}}", '" onmouseover="console.log(`PWN`)" x="', "=1+1", "x;=1+1")
# Every page, with everything that a link can open on it.
VISITS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("peta", {}),
    ("peta", {"kode": BUSY, "luas": "1"}),
    ("peta", {"warnai": "pilar", "tampil": "pillar0"}),
    ("profil", {"kode": BUSY}),
    ("profil", {}),
    ("program", {}),
    ("program", {"program": "program1"}),
    ("mitra", {}),
    ("mitra", {"mitra": SHOWN[1]}),
    ("kesenjangan", {}),
    ("kesenjangan", {"lihat": "peringkat", "kode": BUSY}),
    ("kesenjangan", {"lihat": "kesetaraan"}),
    ("kesenjangan", {"lihat": "tumpang-tindih"}),
    ("kesenjangan", {"lihat": "kerangka"}),
    ("skenario", {"skenario": SHOWN[0], "untuk": "program:program1"}),
    ("perubahan", {}),
    ("perubahan", {"sejak": "2015-12-31", "kode": BUSY}),
    ("unggah", {}),
    ("riwayat", {}),
    ("riwayat", {"kantor": SHOWN[0], "program": SHOWN[1], "data": SHOWN[2]}),
    ("paparan", {}),
    ("paparan", {"langkah": "3"}),
    ("paparan", {"langkah": "4"}),
    ("tentang", {}),
    ("tentang", {"bahasa": "en", "asing": SHOWN[0]}),
)


@dataclass(frozen=True)
class Hostile:
    """A city whose every text is hostile."""

    folder: Path
    texts: tuple[str, ...]

    @cached_property
    def city(self) -> City:
        return make_city(self.folder, self.texts)

    @cached_property
    def edition(self) -> Edition:
        return read_edition(self.city.tables, self.city.boundaries)

    @property
    def dataset(self) -> Dataset:
        return self.edition.dataset

    @property
    def settings(self) -> Settings:
        here, city = self.folder, self.city
        return replace(
            read_settings({}),
            tables=city.tables,
            boundaries=city.boundaries,
            state=here / "state",
            snapshots=here / "snapshots",
        )

    @property
    def addresses(self) -> set[str]:
        return set(self.dataset.sources["url"].dropna())

    @cached_property
    def changes(self) -> Changes:
        """Half of the records came, and the texts of the other half changed places."""
        before = self.dataset.placements.iloc[::2]
        moved = {name: np.roll(before[name].to_numpy(object), 1) for name in ("site", "note", "partners")}
        old = replace(self.dataset, placements=before.assign(**moved))
        return compare(Moment(old, "=1+1"), Moment(self.dataset))

    def run(self, name: str = "") -> Outcome:
        scenario, _ = read_link({"untuk": ["program:program1"], "skenario": [name]}, self.dataset)
        return run_scenario(self.dataset, scenario)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    return Hostile(tmp_path_factory.mktemp("hostile"), SHOWN)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    return Hostile(tmp_path_factory.mktemp("few"), FEW)


@pytest.fixture
def visit(hostile: Hostile, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page on the hostile city."""
    monkeypatch.setattr(routes, "SETTINGS", hostile.settings)
    monkeypatch.setattr(routes, "SOURCE", DataSource(hostile.settings))
    return open_page


def missing(said: str, texts: tuple[str, ...] = SHOWN) -> list[str]:
    return [text for text in texts if text not in said]


# What goes in -----------------------------------------------------------------------------------------


def test_every_text_stands_in_every_text_column(hostile: Hostile) -> None:
    columns = list(text_columns())
    assert len(columns) > 30
    for table, column in columns:
        cells = getattr(hostile.dataset, table).reset_index()[column].dropna()
        if table == "pillars":  # there are six, which share the texts
            assert missing("\0".join(cells)) == [], column
        else:
            assert sorted(set(SHOWN) - set(cells)) == [], f"{table}.{column}"


def test_every_text_that_is_refused_is_named_in_every_text_column_and_setting(tmp_path: Path) -> None:
    tables = make_tables(tmp_path / "data", REFUSED)
    found = {
        (issue.file, dict(issue.values)["column"], dict(issue.values)["letter"])
        for issue in check_tables(tables, None)
        if issue.rule == "unseen-letter"
    }
    # What only has no width is left out on reading.
    left = [letter for text in REFUSED if (letter := find_unseen(tidy(text)[0]))]
    letters = {name_letter(letter) for letter in left}
    for table, column in text_columns():
        here = {letter for file, name, letter in found if (file, name) == (f"{table}.csv", column)}
        # A cell of several texts names the first letter only.
        assert here == letters or (table == "pillars" and len(here) > 2), f"{table}.{column}"
    site = [str(issue) for issue in check_tables(tables, None) if issue.rule == "site-field"]
    for field, said in zip(("licence", "licence_en"), site, strict=True):
        assert f"'{field}' memuat U+202E" in said
    steps, problems = read_steps(tables / "paparan.toml")
    assert steps == ()
    for field in ("title", "title_en", "caption", "caption_en", "notes", "notes_en"):
        named = [str(issue) for issue in problems if f"isian '{field}' memuat U+" in str(issue)]
        assert len(named) == len(step_texts(REFUSED)), field


def test_every_text_that_is_refused_is_named_in_a_passport(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError) as refused:
        make_boundaries(tmp_path / "geo", REFUSED)
    named = {dict(issue.values)["field"] for issue in refused.value.issues}
    texts = {f"source.{field}" for field in ("name", "edition", "licence", "licence_notice")}
    assert named == texts | {"source.url", "caveat.id", "caveat.en"}


def test_no_text_with_a_meaning_is_a_name_of_an_area() -> None:
    assert [text for text in (*SHOWN, *REFUSED) if AREA_NAME_PATTERN.match(text)] == [
        "constructor",
        "null",
        "NaN",
    ]


def test_a_name_in_a_link_keeps_what_can_be_seen_of_it() -> None:
    for text in (*SHOWN, *REFUSED):
        assert terminal_problems(clean_name(text)) == []
        assert len(clean_name(text).splitlines()) == 1


# What comes out: pages --------------------------------------------------------------------------------


def page_problems(page: AppTest) -> list[str]:
    return [*html_problems(html(page), SHOWN), *label_problems(page, SHOWN)]


def test_every_page_shows_texts_as_texts(visit: Callable[..., AppTest]) -> None:
    said, found = "", {}
    for path, link in VISITS:
        page = visit(path, **link)
        said += texts_of(html(page))
        if problems := page_problems(page):
            found[path, tuple(link.items())] = problems
    assert found == {}
    assert missing(said) == []


def test_the_history_shows_texts_as_texts(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = replace(hostile.settings, state=tmp_path)
    rows = len(hostile.dataset.placements)
    founding = prepare(settings, no_check)
    found(settings, founding, Note("x", SEED, SHOWN[0], SHOWN[1]), no_check, rewrite=True)
    store = open_store(settings)
    # Each text stood in a note, and stands in a reason and the name of an office.
    for text, row in zip(SHOWN, store.tables(1)["placements"], strict=False):
        cells = {**as_cells("placements", row), "note": "", "site": ""}
        edit = Edit("placements", row.row, row.since, cells)
        write(store, [edit], Note("x", "edit", text, text), no_check)
    monkeypatch.setattr(routes, "SETTINGS", settings)
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings))
    monkeypatch.setattr(history_view, "PAGE", rows)
    page = open_page("riwayat")
    assert page_problems(page) == []
    assert missing(texts_of(html(page))) == []


def test_no_page_is_left_out() -> None:
    assert {path for path, _ in VISITS} == {path.stem for path in (ROOT / "pages").glob("*.py")}


def test_what_the_search_finds_is_a_text(visit: Callable[..., AppTest]) -> None:
    page = visit("tentang")
    for word in ("HYPERLINK klik", "onerror console", "tebal miring", "DROP TABLE"):
        page.text_input[0].set_value(word).run()
        assert page_problems(page) == []


# The labels and the templates of the pages, without what escapes them.
def unescape_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_controls, "literal", lambda text: text)


def unescape_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = make_environment(Path(components.__file__).parents[1] / "templates")
    bare.autoescape = False
    monkeypatch.setattr(components, "_TEMPLATES", bare)


@pytest.mark.parametrize("path", sorted({path for path, _ in VISITS}))
def test_the_check_finds_a_page_that_does_not_escape(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    unescape_templates(monkeypatch)
    problems = html_problems(html(visit(path)), SHOWN)
    assert any(problem.startswith("raw ") for problem in problems)


def test_the_check_finds_a_label_that_is_not_escaped(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    unescape_labels(monkeypatch)
    assert label_problems(visit("peta"), SHOWN)


# What comes out: files --------------------------------------------------------------------------------


def csv_files(city: Hostile) -> Iterator[tuple[str, bytes]]:
    """Write every table that can be taken away, in both languages."""
    dataset, outcome = city.dataset, city.run("=1+1")
    shown = make_map(dataset, Theme("pillars", wide=True))
    ranking = rank_areas(measure_needs(dataset, Target("pillars", None), make_population(dataset)), DEFAULT)
    for language in LANGUAGES:
        tables = {
            "areas": area_table(dataset, shown, classify(shown), language),
            "records": record_table(dataset, dataset.records, language),
            "sources": source_table(dataset, language),
            "programs": program_table(dataset, language),
            "about": about_table(dataset, "=1+1", "", language),
            "ranking": ranking_in_words(ranking, language),
            "services": service_table(outcome, dataset, language),
            "steps": step_table(outcome, dataset, language),
            "changes": change_table(city.changes, language),
            "other-changes": other_table(city.changes, language),
            "change-file": change_file(city.changes),
        }
        for name, table in tables.items():
            yield f"{name}-{language.code}", spreadsheet.to_csv(table, language)


def test_no_cell_of_a_csv_file_is_a_formula_and_every_text_is_in_one(hostile: Hostile) -> None:
    files = dict(csv_files(hostile))
    assert {name: csv_problems(data) for name, data in files.items() if csv_problems(data)} == {}
    plain = tuple(text.replace("'", "").replace("\r", "") for text in SHOWN)
    for name in ("records-id", "records-en", "programs-id", "sources-id", "change-file-id"):
        assert missing("\0".join(csv_cells(files[name])), plain) == [], name


def test_a_name_in_a_link_is_no_formula_in_the_files_of_a_scenario(hostile: Hostile) -> None:
    before = hostile.run()
    for text in SHOWN:
        outcome = replace(before, scenario=replace(before.scenario, name=clean_name(text)))
        table = service_table(outcome, hostile.dataset, INDONESIAN)
        assert csv_problems(spreadsheet.to_csv(table, INDONESIAN)) == [], text
        assert scenario_problems(scenario_geojson(outcome, hostile.dataset, INDONESIAN)) == [], text


@pytest.mark.parametrize("part", ["neutralise", "_SIGN_INSIDE"])
def test_the_check_finds_a_cell_that_begins_with_a_formula(
    few: Hostile, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    bare: Any = (lambda value: value) if part == "neutralise" else re.compile("(?!)")
    monkeypatch.setattr(spreadsheet, part, bare)
    problems = [problem for _, data in csv_files(few) for problem in csv_problems(data)]
    assert any(problem.startswith("formula =1+1") for problem in problems)


def workbooks(city: Hostile) -> Iterator[tuple[str, bytes]]:
    dataset, outcome = city.dataset, city.run("=1+1")
    shown = make_map(dataset, Theme("pillars", wide=True))
    about = about_table(dataset, "=1+1", "", INDONESIAN)
    ranking = rank_areas(measure_needs(dataset, Target("pillars", None), make_population(dataset)), DEFAULT)
    yield "data", data_workbook(dataset, about, INDONESIAN)
    yield (
        "map",
        workbook(
            dataset, area_table(dataset, shown, classify(shown), INDONESIAN), shown.records, about, INDONESIAN
        ),
    )
    yield "scenario", scenario_workbook(outcome, dataset, "", INDONESIAN)
    yield "ranking", ranking_workbook(ranking, dataset, "", INDONESIAN)
    yield "changes", changes_workbook(city.changes, "", INDONESIAN)


def test_every_cell_of_a_workbook_is_a_text_or_a_number(hostile: Hostile) -> None:
    files = dict(workbooks(hostile))
    assert {name: xlsx_problems(data) for name, data in files.items() if xlsx_problems(data)} == {}
    plain = tuple(text.replace("'", "") for text in SHOWN)
    for name in ("data", "map", "changes"):
        assert missing(xlsx_texts(files[name]), plain) == [], name


def test_the_check_finds_a_workbook_that_takes_a_text_for_a_formula(
    few: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = pd.ExcelWriter
    monkeypatch.setattr(pd, "ExcelWriter", lambda file, engine, engine_kwargs: writer(file, engine))  # noqa: ARG005
    monkeypatch.setattr(spreadsheet, "neutralise", lambda value: value)
    for name, data in workbooks(few):
        # The texts of the other two do not open a cell.
        if name in {"data", "map", "changes"}:
            assert any("is of type f" in problem for problem in xlsx_problems(data)), name


def test_the_check_finds_a_workbook_whose_markup_is_not_escaped(few: Hostile) -> None:
    for name, data in workbooks(few):
        assert xlsx_problems(unescape_package(data)) or name == "ranking"


def unescape_package(data: bytes) -> bytes:
    """Write the XML parts of a file again without escapes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".xml"):
                content = content.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&")
            new.writestr(name, content)
    return file.getvalue()


MEMBERS = ("type", "name", "description", "features")
PROPERTIES = ("kode", "name", "served_before", "served_after", "new_site", "step", "scenario", "assumption")


def scenario_problems(text: str) -> list[str]:
    return geojson_problems(text, MEMBERS, PROPERTIES)


def test_the_check_finds_a_layer_that_is_not_escaped(few: Hostile, monkeypatch: pytest.MonkeyPatch) -> None:
    name = 'x","pwn":"'
    outcome = few.run(name)
    assert scenario_problems(scenario_geojson(outcome, few.dataset, INDONESIAN)) == []
    bare = geojson._to_json
    monkeypatch.setattr(geojson, "_to_json", lambda value: bare(value).replace('\\"', '"'))
    assert scenario_problems(scenario_geojson(outcome, few.dataset, INDONESIAN))


# The scripts and the policy are those of the file itself.
OFFLINE = ("script", "meta", "svg")


def test_the_offline_file_shows_texts_as_texts(hostile: Hostile) -> None:
    document = offline_file.build_offline(Material(hostile.edition)).decode()
    assert html_problems(document, SHOWN, OFFLINE) == []
    # Leaflet, the data, the page with its filters and its search, and the parts of the map.
    assert document.count("<script") == 5 + len(OUR_SCRIPTS)
    assert missing(texts_of(document)) == []
    dataset = hostile.edition.dataset
    data = json.loads(re.findall(r'id="data">(.*?)</script>', document, re.DOTALL)[0])
    found = {(kind, key): name for kind, key, name, _ in data["names"]}
    for program, name in dataset.programs["name"].items():
        assert found["program", program] == name
    # Partners are the values of a list, and their names are what the script compares.
    partners = set(dataset.records["partner_names"].explode().dropna())
    assert {key for kind, key in found if kind == "partner"} == partners
    assert [one for one in partners if f'<option value="{escape(one)}">' not in document] == []


@pytest.mark.parametrize("part", ["templates", "data"])
def test_the_check_finds_an_offline_file_that_does_not_escape(
    few: Hostile, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    def bare(*folders: Path) -> Any:
        environment = make_environment(*folders)
        if part == "templates":
            environment.autoescape = False
        else:
            environment.filters["tojson"] = lambda value: Markup(json.dumps(value))  # noqa: S704
        return environment

    monkeypatch.setattr(offline_file, "make_environment", bare)
    document = offline_file.build_offline(Material(few.edition)).decode()
    assert html_problems(document, FEW, OFFLINE)


def build_slides(city: Hostile, monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(slide_pictures, "draw_png", lambda *_, **__: PIXEL)
    return slide_deck.build_slides(Material(city.edition))


def test_slides_show_texts_as_texts_and_lead_only_to_the_sources(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = build_slides(hostile, monkeypatch)
    assert package_problems(data, hostile.addresses) == []
    deck = Presentation(io.BytesIO(data))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    # Slides have a line break of their own.
    assert [title.replace("\v", "\n") for title in titles] == step_texts(SHOWN)


def test_the_check_finds_slides_that_do_not_escape_or_lead_elsewhere(
    few: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = build_slides(few, monkeypatch)
    assert package_problems(data, few.addresses) == []
    assert package_problems(unescape_package(data), few.addresses)
    assert package_problems(data)


def test_documents_print_texts_letter_by_letter(hostile: Hostile) -> None:
    survey = Survey(hostile.dataset, INDONESIAN, DAY, None)
    # Letters that are set from right to left, or one upon another, come back in another order.
    texts = [text for text in SHOWN if text.isascii()]
    assert len(texts) > 40
    for made in (make_profile(survey, BUSY), make_summary(survey)):
        assert pdf_problems(made, texts) == []


def test_the_check_finds_a_document_that_takes_a_text_for_markup(tmp_path: Path) -> None:
    texts = ('#eval("7 * 191")', "*tebal* _miring_ - x", '#link("javascript:x")[x]')
    for number, text in enumerate(texts):
        source = tmp_path / f"{number}.typ"
        source.write_text(text, "utf-8")
        made = typst.compile(source)
        assert isinstance(made, bytes)
        assert pdf_problems(made, [text])


def draw(city: Hostile, number: int) -> bytes:
    shown = make_map(city.dataset, Theme("program", f"program{number}"))
    return make_map_file(
        city.dataset, shown, classify(shown), INDONESIAN, selected=None, paper="a4", form="svg", day=DAY
    )


def test_a_drawing_shows_texts_as_texts(hostile: Hostile) -> None:
    markup = [number for number, text in enumerate(SHOWN) if "<" in text or "&" in text][:2]
    assert len(markup) == 2
    assert [problem for number in markup for problem in svg_problems(draw(hostile, number))] == []


def test_the_check_finds_a_drawing_that_does_not_escape(
    few: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(svg, "escape", lambda text: text)
    assert svg_problems(draw(few, 0))


# What comes out: the terminal -------------------------------------------------------------------------


@pytest.fixture
def call(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run a command on the hostile city; what it prints on both streams."""
    settings = hostile.settings
    for name in ("TABLES", "BOUNDARIES", "STATE", "SNAPSHOTS"):
        monkeypatch.setenv(f"PETAPROGRAM_{name}", str(getattr(settings, name.lower())))

    def run(*arguments: str) -> str:
        main(arguments)
        return "".join(capsys.readouterr())

    return run


def test_commands_print_one_line_for_each_thing_they_say(call: Callable[..., str]) -> None:
    said = call("check")
    assert check_problems(said) == []
    assert "unreviewed-partner" in said
    matched = call("match", "--", *SHOWN, *REFUSED)
    assert terminal_problems(matched) == []
    assert len(matched.splitlines()) == len(SHOWN) + len(REFUSED)
    assert terminal_problems(call("snapshot", "Asesmen")) == []
    assert terminal_problems(call("snapshots")) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("presence",),
        ("presence", "--pillar", "pillar0"),
        ("gaps",),
        ("gaps", "--program", "program1", "--lang", "en"),
        ("scenario", "--program", "program1", "--k", "2"),
    ],
    ids=" ".join,
)
def test_tables_that_commands_print_hold_no_formula(
    call: Callable[..., str], capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    call("version")
    main(arguments)
    out = capsys.readouterr().out
    assert csv_problems(out.encode()) == []
    main([*arguments, "--format", "json"])
    assert json.loads(capsys.readouterr().out)


def test_tables_of_refused_texts_are_named_without_printing_one_raw(
    call: Callable[..., str], tmp_path: Path
) -> None:
    tables = make_tables(tmp_path / "data", REFUSED)
    said = call("check", "--tables", str(tables))
    assert check_problems(said) == []
    assert said.count(": unseen-letter: ") > 400


def test_the_check_finds_a_line_that_is_not_escaped(
    call: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tables = make_tables(tmp_path / "data", ["x"])
    (tables / "aliases.csv").write_text('alias,kode,kind\n"x","\x1b[2J",typo\n"y","a\nb",typo\n', "utf-8")
    arguments = ("check", "--tables", str(tables))
    assert check_problems(call(*arguments)) == []
    for module in (terminal, issues):
        monkeypatch.setattr(module, "visible", lambda text, keep="": text)  # noqa: ARG005
    problems = check_problems(call(*arguments))
    assert "raw '\\x1b'" in problems
    assert any(problem.startswith("line ") for problem in problems)
