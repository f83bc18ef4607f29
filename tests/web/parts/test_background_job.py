"""Files that take seconds: made by the command in a process of its own, counted, and stopped on demand."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from petaprogram.web.parts.background_job import Making

pytestmark = pytest.mark.export


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path))


def until(condition: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_the_command_makes_the_file_in_the_language_asked_for() -> None:
    making = Making(["summary", "--lang", "en"])
    assert making.wait(60)
    assert making.content is not None
    assert making.content.startswith(b"%PDF")
    assert b"/Lang (en" in making.content or b"/Lang(en" in making.content
    assert not making.busy


def test_progress_counts_up_to_the_end_and_says_how_long_it_takes() -> None:
    making = Making(["html"])
    assert making.seconds_left is None
    until(lambda: making.done)
    assert making.busy
    assert making.seconds_left is not None
    assert making.seconds_left >= 0
    assert making.wait(60)
    assert making.done == making.steps > 1
    assert making.share == 1


def test_who_stops_it_leaves_nothing_behind_and_the_next_one_has_its_turn() -> None:
    making, next_one = Making(["atlas"]), Making(["summary"])
    until(lambda: making.done)
    making.cancel()
    assert not making.busy
    assert making.wait(10)
    assert making.content is None
    assert not making.failed
    assert next_one.wait(60)
    assert next_one.content is not None


def test_what_is_stopped_before_its_turn_never_begins() -> None:
    making, stopped = Making(["summary"]), Making(["atlas"])
    stopped.cancel()
    assert making.wait(60)
    assert stopped.wait(10)
    assert stopped.done == stopped.steps == 0


def test_a_command_that_ends_with_an_error_is_a_failure() -> None:
    making = Making(["profile", "--kode", "35.71.99.9999"])
    assert making.wait(60)
    assert making.failed
    assert making.content is None
    assert not making.busy
