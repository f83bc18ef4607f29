"""The map's scripts: made once for each edition, and served for as long as a page may name them."""

from __future__ import annotations

import gzip
import json
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from petaprogram.geography.areas import Areas
from petaprogram.maps.classes import classify
from petaprogram.maps.screen.paint_call import painting
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.messages.language import INDONESIAN, LANGUAGES
from petaprogram.web.server import map_scripts
from petaprogram.web.server.map_scripts import (
    EDITIONS,
    ahead_address,
    packed_ahead,
    packed_script,
    script_of,
)
from tests.support.real import real_dataset
from tests.support.sample import four_areas


@pytest.fixture(autouse=True)
def _nothing_made_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_scripts, "_made", OrderedDict())
    monkeypatch.setattr(map_scripts, "_ahead", OrderedDict())


def editions() -> Iterator[Areas]:
    return (replace(four_areas(), version=f"{number:012x}") for number in range(2 * EDITIONS))


def test_the_script_of_an_edition_is_made_once_and_served_packed() -> None:
    areas = next(editions())
    script = script_of(areas)
    assert script_of(areas) is script
    packed = packed_script(script.address)
    assert packed is not None
    assert gzip.decompress(packed) == script.content
    assert packed_script("/assets/map/petamap-0.js") is None


def test_an_edition_that_is_looked_at_all_the_time_stays_served_whatever_else_is_opened() -> None:
    today, *others = editions()
    for other in others:
        address = script_of(today).address
        script_of(other)
        assert packed_script(address) is not None


def test_an_edition_that_nobody_looks_at_any_more_is_forgotten() -> None:
    first, *others = (script_of(areas).address for areas in editions())
    assert packed_script(first) is None
    assert [packed_script(address) is not None for address in others[-EDITIONS:]] == [True] * EDITIONS


def test_what_the_map_of_each_program_and_pillar_looks_like_is_what_it_will_be_painted_as() -> None:
    dataset = real_dataset()
    addresses = {language: ahead_address(dataset, language) for language in LANGUAGES}
    assert len(set(addresses.values())) == len(LANGUAGES)
    address = addresses[INDONESIAN]
    packed = packed_ahead(address)
    assert packed is not None
    start, end = f'PetaMap.tellAhead("{address}",', ");"
    script = gzip.decompress(packed).decode()
    assert script.startswith(start)
    choices = json.loads(script.removeprefix(start).removesuffix(end))
    themes = {name: Theme("program", str(one)) for one, name in dataset.programs["name"].items()}
    pillars = dataset.pillars[["letter", "name"]].agg(" ".join, axis="columns")
    themes |= {label: Theme("pillar", str(one)) for one, label in pillars.items()}
    assert list(choices) == list(themes)
    for name, theme in themes.items():
        classified = classify(make_map(dataset, theme))
        assert choices[name] == json.loads(json.dumps(painting(classified, None, INDONESIAN)))


def test_of_programs_with_one_name_none_is_painted_ahead() -> None:
    dataset = real_dataset()
    programs = dataset.programs.copy()
    first, second, third = programs.index[:3]
    programs.loc[second, "name"] = programs.at[first, "name"]
    packed = packed_ahead(ahead_address(replace(dataset, programs=programs), INDONESIAN))
    assert packed is not None
    script = gzip.decompress(packed).decode()
    assert json.dumps(programs.at[third, "name"]) in script
    assert json.dumps(programs.at[first, "name"]) + ":" not in script


def test_nothing_is_painted_ahead_at_an_address_that_no_page_named() -> None:
    assert packed_ahead("/assets/map/ahead-0.js") is None
