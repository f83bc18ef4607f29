"""Files that take seconds: made by a command in a process of its own, counted, and stopped on demand."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from petaprogram.exports.formats import SUMMARY
from petaprogram.web.parts.background_job import Making
from petaprogram.web.parts.downloads import export_command

# Stands in for `petaprogram export`: says where it writes, counts to three, and waits before the last step
# until it may go on.
COMMAND = """
import pathlib, sys, time
folder, status, *options = sys.argv[1:]
folder, out = pathlib.Path(folder), pathlib.Path(options[options.index("--out") + 1])
assert "--count" in options
(folder / "began").write_text(str(out.parent))
for done in range(3):
    print(f"{done}/3", flush=True)
    while done == 2 and not (folder / "go on").exists():
        time.sleep(0.01)
out.write_bytes(b"made")
print("3/3", flush=True)
sys.exit(int(status))
"""


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


class Work:
    """A command that goes on when it is told to."""

    def __init__(self, folder: Path, status: int = 0) -> None:
        self.folder, self._status = folder, status
        folder.mkdir()

    def start(self) -> Making:
        return Making([sys.executable, "-S", "-c", COMMAND, str(self.folder), str(self._status)])

    def go_on(self) -> None:
        (self.folder / "go on").touch()

    @property
    def began(self) -> bool:
        return (self.folder / "began").exists()

    @property
    def written_to(self) -> Path:
        return Path((self.folder / "began").read_text())


@pytest.fixture
def all_over() -> Callable[[], bool]:
    """Whether every thread that the test started has ended."""
    before = set(threading.enumerate())
    return lambda: set(threading.enumerate()) <= before


def test_the_command_of_a_page_makes_the_file_in_the_language_of_the_visit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path))
    command = export_command(SUMMARY)
    assert command[-2:] == ["--lang", "id"]
    making = Making([*command[:-1], "en"])
    until(lambda: not making.busy)
    assert making.content is not None
    assert making.content.startswith(b"%PDF")
    assert b"/Lang (en" in making.content or b"/Lang(en" in making.content


def test_progress_counts_up_to_the_end_and_says_how_long_it_takes(tmp_path: Path) -> None:
    work = Work(tmp_path / "work")
    making = work.start()
    assert making.seconds_left is None
    until(lambda: making.done)
    assert making.busy
    assert making.seconds_left is not None
    assert making.seconds_left >= 0
    work.go_on()
    until(lambda: not making.busy)
    assert making.content == b"made"
    assert making.done == making.steps > 1
    assert making.share == 1


def test_who_stops_it_leaves_nothing_behind_and_the_next_one_has_its_turn(
    tmp_path: Path, all_over: Callable[[], bool]
) -> None:
    work, next_work = Work(tmp_path / "work"), Work(tmp_path / "next")
    making = work.start()
    until(lambda: making.done)
    next_one = next_work.start()
    next_work.go_on()
    making.cancel()
    assert not making.busy
    until(all_over)
    assert making.content is None
    assert not making.failed
    assert not work.written_to.exists()
    assert next_one.content == b"made"


def test_what_is_stopped_before_its_turn_never_begins(tmp_path: Path, all_over: Callable[[], bool]) -> None:
    work, second = Work(tmp_path / "work"), Work(tmp_path / "second")
    making = work.start()
    until(lambda: making.done)
    stopped = second.start()
    stopped.cancel()
    work.go_on()
    until(all_over)
    assert making.content == b"made"
    assert stopped.done == stopped.steps == 0
    assert not second.began


def test_a_command_that_ends_with_an_error_is_a_failure(tmp_path: Path) -> None:
    work = Work(tmp_path / "work", status=2)
    work.go_on()
    making = work.start()
    until(lambda: not making.busy)
    assert making.failed
    assert making.content is None
