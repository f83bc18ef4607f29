"""Filters and search of the offline file: what its script computes is what the app computes."""

from __future__ import annotations

import csv
import json
import random
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from petaprogram.exports.offline.offline_data import offline_data
from petaprogram.exports.offline.offline_file import _static
from petaprogram.maps.classes import classify
from petaprogram.maps.legend import legend
from petaprogram.measures.area_tips import shown_points, shown_tips
from petaprogram.measures.filters import CONDITIONS, Filters
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import Theme, ThemeKind, make_map
from petaprogram.measures.map_view import make_choices
from petaprogram.measures.search import search
from petaprogram.messages.language import INDONESIAN, LANGUAGES, Language
from petaprogram.presentation.edition import no_progress, read_edition
from petaprogram.settings import ROOT
from petaprogram.tables.dataset import Dataset
from tests.browser.conftest import DESKTOP, Tabs
from tests.support.real import real_dataset

BOUNDARIES = ROOT / "geo" / "kelurahan.geojson"
KINDS: tuple[ThemeKind, ...] = ("pillars", "programs", "evidence", "pillar", "program")
# Answers are texts: Playwright takes large objects apart piece by piece.
MEASURE = """(views) => {
  const { measure, paint } = OfflineMeasure(window.DATA);
  const sentences = Object.keys(window.DATA.words).map((one) => OfflineSentence(window.DATA, one));
  return JSON.stringify(views.map((view) => {
    const measured = measure(view);
    return { ...paint(measured), said: sentences.map((one) => one.describe(measured)) };
  }));
}"""
FIND = """(texts) => {
  const { find } = OfflineSearch(window.DATA, () => "id", () => "");
  return JSON.stringify(texts.map((text) => find(text).map(({ kind, key }) => [kind, key])));
}"""


def more_tables(folder: Path) -> Path:
    """The published tables with what they have none of: wide records, sites, confirmed absences."""
    tables = Path(shutil.copytree(ROOT / "data", folder / "tables"))
    with (tables / "placements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    programs = sorted({row["program_id"] for row in rows})
    places = ("35.71.01", "35.71.02", "35.71.03", "")
    more = [
        {**row, "placement_id": f"X{number:03}", "kode": places[number % 4]}
        for number, row in enumerate(rows[::11])
    ]
    points = real_dataset().areas.frame.to_crs(4326).representative_point()
    for row in rows[::5]:
        if row["kode"] in points.index:
            row |= {"lon": f"{points[row['kode']].x:.6f}", "lat": f"{points[row['kode']].y:.6f}"}
    with (tables / "placements.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys([*rows[1], "lon", "lat"])), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, *more])
    with (tables / "confirmations.csv").open(encoding="utf-8", newline="") as file:
        head = next(csv.reader(file))
    said = [
        {"kode": "35.71.01.1003", "pillar_id": "governance"},
        {"kode": "35.71.02", "pillar_id": "society"},
        {"kode": "35.71.03.1006", "program_id": programs[0]},
    ]
    with (tables / "confirmations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, lineterminator="\n")
        writer.writeheader()
        writer.writerows({"confirmed_by": "Lurah", "date": "2025-01-31", **one} for one in said)
    return tables


@cache
def edition_of(tables: Path) -> tuple[Dataset, dict[str, Any]]:
    edition = read_edition(tables, BOUNDARIES)
    return edition.dataset, offline_data(edition, edition.walk.scenes, no_progress)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {"published": ROOT / "data", "more": more_tables(tmp_path_factory.mktemp("more"))}


@pytest.fixture
def page(tabs: Tabs) -> Iterator[Page]:
    page = tabs.take(DESKTOP, offline=True)
    page.goto("about:blank")
    for name in ("filtered.js", "search.js"):
        page.add_script_tag(content=_static(name))
    yield page
    tabs.give_back(page)


def load(page: Page, data: dict[str, Any]) -> None:
    page.add_script_tag(content=f"window.DATA = {json.dumps(data)};")


def ask(page: Page, script: str, asked: Sequence[object]) -> list[Any]:
    answers: list[Any] = json.loads(page.evaluate(script, asked))
    return answers


def some_views(dataset: Dataset, count: int) -> list[Theme]:
    """Every kind without filters, and many with some of them; always the same ones."""
    choose, choices = random.Random(2026), make_choices(dataset)  # noqa: S311  (no secret)

    def subject(kind: ThemeKind) -> str | None:
        return choose.choice({"pillar": choices.pillars, "program": choices.programs}.get(kind, (None,)))

    def wanted(field: str, share: float) -> tuple[str, ...]:
        options = choices.options[field]
        return tuple(choose.sample(options, choose.randint(1, min(3, len(options))))) * (
            choose.random() < share
        )

    def years() -> tuple[int, int] | None:
        first, last = sorted(choose.randint(*choices.years) for _ in range(2))
        return (first, last) if choose.random() < 0.3 else None

    shares = {"pillars": 0.1, "programs": 0.1, "statuses": 0.5, "partners": 0.3, "kecamatan": 0.4}
    views = [Theme(kind, subject(kind)) for kind in KINDS for _ in range(12)]
    for _ in range(count):
        kind = choose.choice(KINDS)
        fields = {one.field: wanted(one.field, shares[one.field]) for one in CONDITIONS}
        views.append(Theme(kind, subject(kind), Filters(**fields, years=years())))
    return views


def as_script(theme: Theme) -> dict[str, object]:
    filters = {one.field: list(theme.filters.wanted(one)) for one in CONDITIONS}
    return {
        "kind": theme.kind,
        "subject": theme.subject,
        "filters": {**filters, "years": theme.filters.years},
    }


def said(dataset: Dataset, theme: Theme, language: Language) -> str:
    """The sentence of the app, and its remark on what the filters hide."""
    shown = make_map(dataset, theme)
    sentence = describe(shown, dataset, language)
    inside = ~theme.filters.outside(dataset.areas)
    hidden = language.counted(
        "{count:f} kelurahan ada datanya, tetapi tidak ada yang sesuai filter.",
        int(shown.outside[inside].sum()),
    )
    return " ".join([sentence.text, *(remark for remark in sentence.remarks if remark == hidden)])


@pytest.mark.parametrize("which", ["published", "more"])
def test_a_map_under_filters_is_that_of_the_app(page: Page, tables: dict[str, Path], which: str) -> None:
    dataset, data = edition_of(tables[which])
    load(page, data)
    views = some_views(dataset, 160)
    kodes = list(dataset.areas.frame.index)
    hidden = held = 0
    for theme, painted in zip(views, ask(page, MEASURE, list(map(as_script, views))), strict=True):
        shown = make_map(dataset, theme)
        made = classify(shown)
        ids = [made.classes[place].id for place in made.by_area]
        names = data["facts"]["classes"][theme.kind]
        assert [names[cell[0]] for cell in painted["cells"]] == ids, theme
        values = [
            None if value is None else int(value)
            for value in made.values.astype(object).where(made.values.notna(), None)
        ]
        assert [cell[1] if len(cell) > 1 else None for cell in painted["cells"]] == values, theme
        assert painted["counts"] == [ids.count(name) for name in names]
        assert painted["told"] == list(made.told), theme
        assert painted["doubtful"] == (list(made.doubtful.index[made.doubtful]) or None), theme
        assert {kodes[area]: year for area, year in painted["reports"]} == made.reports, theme
        assert [tuple(tip) for tip in painted["tips"]] == list(shown_tips(dataset, shown)), theme
        if made.radius is not None:
            assert painted["radius"] == pytest.approx(made.radius.dropna().to_dict(), abs=0.011), theme
            assert [count for count, _ in painted["samples"]] == [
                circle.value for circle in legend(made, INDONESIAN).circles
            ]
        if theme.kind == "program":
            assert tuple(tuple(point) for point in painted["points"]) == shown_points(dataset, shown, None), (
                theme
            )
        assert painted["said"] == [said(dataset, theme, language) for language in LANGUAGES], theme
        hidden += "outside" in ids and not theme.filters.kecamatan
        held += "wide" in ids
    # The views would prove little if none of them hid or held anything.
    assert hidden > 25
    assert held > 5


def test_the_search_finds_what_the_app_finds(page: Page) -> None:
    dataset, data = edition_of(ROOT / "data")
    load(page, data)
    names = [name for kind, _, name, _ in data["names"]]
    misspelt = [name[:2] + name[3:] for name in names if len(name) > 6]
    texts = [*names, *misspelt]
    for text, hits in zip(texts, ask(page, FIND, texts), strict=True):
        found = [hit for hit in search(dataset, text, limit=None) if hit.kind != "kind"]
        best = {(hit.kind, hit.key) for hit in found if hit.score == found[0].score}
        assert not found or tuple(hits[0][:2]) in best, (text, hits[:2], found[:2])


@pytest.mark.parametrize(
    ("text", "kode"),
    [
        ("35.71.02.1016", "35.71.02.1016"),
        ("3571021016", "35.71.02.1016"),
        ("Kelurahan Pocanan", "35.71.02.1016"),
        ("kel. pocanan", "35.71.02.1016"),
        ("KELURAHAN POCANAN, KEC. KOTA", "35.71.02.1016"),
        ("Kec. Mojoroto", "35.71.01"),
        ("35.71.03", "35.71.03"),
    ],
)
def test_a_code_or_a_full_name_leads_to_the_area(page: Page, text: str, kode: str) -> None:
    load(page, edition_of(ROOT / "data")[1])
    assert ask(page, FIND, [text])[0][0][1] == kode
