"""What is sent of a map, and when the rest of the page follows."""

from __future__ import annotations

import pytest

from petaprogram.web.parts import map_component
from petaprogram.web.parts.map_component import HEAD_START, give_head_start


@pytest.mark.parametrize(("passed", "waits"), [(0.0, HEAD_START), (0.03, HEAD_START - 0.03), (5.0, 0.0)])
def test_the_rest_of_a_page_waits_for_what_is_left_of_the_head_start(
    monkeypatch: pytest.MonkeyPatch, passed: float, waits: float
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(map_component, "monotonic", lambda: 100.0 + passed)
    monkeypatch.setattr(map_component, "sleep", slept.append)
    give_head_start(100.0)
    assert slept == [pytest.approx(waits)]
