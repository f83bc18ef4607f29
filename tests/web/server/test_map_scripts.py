"""The map's scripts: made once for each edition, and served for as long as a page may name them."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from petaprogram.geography.areas import Areas
from petaprogram.web.server import map_scripts
from petaprogram.web.server.map_scripts import EDITIONS, packed_script, script_of
from tests.support.sample import four_areas


@pytest.fixture(autouse=True)
def _nothing_made_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(map_scripts, "_made", OrderedDict())


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
