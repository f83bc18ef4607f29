"""Files that take seconds: each made once for all, in a process of its own and stopped on demand."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from petaprogram.exports.formats import SUMMARY
from petaprogram.web.parts import background_job
from petaprogram.web.parts.background_job import FullError, Making, Workshop
from petaprogram.web.parts.downloads import export_command
from tests.support.real import real_dataset

# Stands in for `petaprogram export`: says where it writes, counts to three, and waits before the last step
# until it may go on.
COMMAND = """
import pathlib, sys, tempfile, time
folder, status, *options = sys.argv[1:]
folder, out = pathlib.Path(folder), pathlib.Path(options[options.index("--out") + 1])
assert "--count" in options
with (folder / "began").open("a") as began:
    print(out.parent, file=began)
pathlib.Path(tempfile.mkdtemp(), "left").touch()
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
        self.folder = folder
        self.command = [sys.executable, "-S", "-c", COMMAND, str(folder), str(status)]
        folder.mkdir()

    def go_on(self) -> None:
        (self.folder / "go on").touch()

    @property
    def times(self) -> int:
        """How often it was run."""
        return len(self._began)

    @property
    def written_to(self) -> Path:
        return Path(self._began[-1])

    @property
    def _began(self) -> list[str]:
        path = self.folder / "began"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def new_work(tmp_path: Path) -> Callable[..., Work]:
    numbers = iter(range(100))
    return lambda status=0: Work(tmp_path / f"work {next(numbers)}", status)


@pytest.fixture
def here() -> set[str]:
    """The visitors who have a browser."""
    return {"a", "b"}


@pytest.fixture
def workshop(here: set[str]) -> Iterator[Workshop]:
    one = Workshop(capacity=3, kept_bytes=10, grace=0.2, is_here=lambda visitor: visitor in here)
    yield one
    one.close()


@pytest.fixture
def all_over() -> Callable[[], bool]:
    """Whether every thread that the test started has ended."""
    before = set(threading.enumerate())
    return lambda: set(threading.enumerate()) <= before


def asked(workshop: Workshop, key: str, work: Work, visitor: str = "a") -> Making:
    workshop.ask(key, work.command, visitor)
    making = workshop.find(key)
    assert making is not None
    return making


def test_the_command_of_a_page_makes_the_file_in_the_language_of_the_visit(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path))
    command = export_command(SUMMARY, real_dataset().version)
    language = command.index("--lang") + 1
    assert command[language] == "id"
    workshop.ask("x", [*command[:language], "en", *command[language + 1 :]], "a")
    making = workshop.find("x")
    assert making is not None
    until(lambda: not making.busy)
    assert making.content is not None
    assert making.content.startswith(b"%PDF")
    assert b"/Lang (en" in making.content or b"/Lang(en" in making.content


def test_progress_counts_up_to_the_end_and_says_how_long_it_takes(
    workshop: Workshop, new_work: Callable[..., Work]
) -> None:
    work = new_work()
    making = asked(workshop, "x", work)
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


def test_the_same_file_is_made_once_for_all_who_ask(
    workshop: Workshop, new_work: Callable[..., Work]
) -> None:
    work = new_work()
    first, second = asked(workshop, "x", work), asked(workshop, "x", work, "b")
    work.go_on()
    until(lambda: not first.busy)
    third = asked(workshop, "x", work, "c")
    assert first is second is third
    assert third.content == b"made"
    assert work.times == 1


def test_of_many_who_wait_the_last_to_stop_stops_it(
    workshop: Workshop, new_work: Callable[..., Work]
) -> None:
    work = new_work()
    making = asked(workshop, "x", work)
    asked(workshop, "x", work, "b")
    workshop.leave("x", "a")
    assert making.busy
    workshop.leave("x", "b")
    assert not making.busy
    assert workshop.find("x") is None


def test_who_stops_it_leaves_nothing_behind_and_the_next_one_has_its_turn(
    workshop: Workshop, new_work: Callable[..., Work], all_over: Callable[[], bool]
) -> None:
    work, next_work = new_work(), new_work()
    making = asked(workshop, "x", work)
    until(lambda: making.done)
    assert work.written_to.exists()
    next_one = asked(workshop, "y", next_work)
    next_work.go_on()
    workshop.leave("x", "a")
    assert not making.busy
    until(all_over)
    assert making.content is None
    assert not making.failed
    # With all that the command itself had left there.
    assert not work.written_to.exists()
    assert next_one.content == b"made"


def test_what_is_stopped_before_its_turn_never_begins(
    workshop: Workshop, new_work: Callable[..., Work], all_over: Callable[[], bool]
) -> None:
    work, second = new_work(), new_work()
    making = asked(workshop, "x", work)
    until(lambda: making.done)
    stopped = asked(workshop, "y", second)
    workshop.leave("y", "a")
    work.go_on()
    until(all_over)
    assert making.content == b"made"
    assert stopped.done == stopped.steps == 0
    assert second.times == 0


def test_what_nobody_waits_for_any_more_is_stopped(
    workshop: Workshop, new_work: Callable[..., Work], here: set[str], all_over: Callable[[], bool]
) -> None:
    work, waiting, wanted = new_work(), new_work(), new_work()
    making = asked(workshop, "x", work)
    until(lambda: making.done)
    forgotten, kept = asked(workshop, "y", waiting), asked(workshop, "z", wanted, "b")
    until(lambda: forgotten.seen == making.seen)
    here.discard("a")
    until(lambda: making.cancelled and forgotten.cancelled)
    wanted.go_on()
    until(all_over)
    assert not work.written_to.exists()
    assert waiting.times == 0
    assert kept.content == b"made"


def test_a_visitor_who_is_soon_back_still_gets_the_file(
    new_work: Callable[..., Work], here: set[str]
) -> None:
    workshop, work = Workshop(grace=60, is_here=lambda visitor: visitor in here), new_work()
    making = asked(workshop, "x", work)
    until(lambda: making.done)
    here.clear()
    time.sleep(0.5)
    here.add("a")
    work.go_on()
    until(lambda: not making.busy)
    assert making.content == b"made"


def test_only_so_many_are_waited_for(workshop: Workshop, new_work: Callable[..., Work]) -> None:
    works = [new_work() for _ in range(4)]
    for number, work in enumerate(works[:3]):
        asked(workshop, f"file {number}", work)
    with pytest.raises(FullError):
        asked(workshop, "one more", works[3])
    assert asked(workshop, "file 2", works[2], "b").busy
    workshop.leave("file 1", "a")
    assert asked(workshop, "one more", works[3]).busy


def test_what_was_made_is_kept_up_to_a_size_and_the_last_in_any_case(
    workshop: Workshop, new_work: Callable[..., Work]
) -> None:
    for number in range(4):
        work = new_work()
        work.go_on()
        making = asked(workshop, f"file {number}", work)
        until(lambda making=making: not making.busy)
        # Who asks again makes it stay.
        asked(workshop, "file 0", work)
    until(lambda: sum(workshop.find(f"file {number}") is not None for number in range(4)) == 2)
    assert workshop.find("file 0")
    small = Workshop(kept_bytes=1)
    work = new_work()
    work.go_on()
    making = asked(small, "x", work)
    until(lambda: not making.busy)
    assert small.find("x") is making


def test_a_command_that_ends_with_an_error_is_a_failure_and_can_be_tried_again(
    workshop: Workshop, new_work: Callable[..., Work]
) -> None:
    work, better = new_work(status=2), new_work()
    work.go_on()
    better.go_on()
    making = asked(workshop, "x", work)
    until(lambda: not making.busy)
    assert making.failed
    assert making.content is None
    again = asked(workshop, "x", better)
    until(lambda: not again.busy)
    assert again.content == b"made"


def raising(error: Exception) -> Callable[..., object]:
    def broken(*_: object, **__: object) -> object:
        raise error

    return broken


@pytest.mark.parametrize(
    ("where", "what"),
    [
        ("subprocess.Popen", raising(OSError(12, "Cannot allocate memory"))),
        ("tempfile.TemporaryDirectory", raising(OSError(28, "No space left on device"))),
        ("Path.read_bytes", raising(OSError(5, "Input/output error"))),
        ("Path.read_bytes", raising(MemoryError())),
        ("threading.Thread.start", raising(RuntimeError("can't start new thread"))),
    ],
)
def test_what_the_machine_refuses_is_a_failure_and_the_next_one_has_its_turn(
    workshop: Workshop, new_work: Callable[..., Work], where: str, what: Callable[..., object]
) -> None:
    work = new_work()
    work.go_on()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{background_job.__name__}.{where}", what)
        broken = asked(workshop, "x", work)
        until(lambda: not broken.busy)
        assert broken.failed
    making = asked(workshop, "x", work)
    until(lambda: not making.busy)
    assert making.content == b"made"


def test_a_command_that_does_not_end_is_ended(
    workshop: Workshop, new_work: Callable[..., Work], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background_job, "_LONGEST", 0.3)
    making = asked(workshop, "x", new_work())
    until(lambda: not making.busy)
    assert making.failed


def test_a_server_that_ends_takes_its_commands_along(
    workshop: Workshop, new_work: Callable[..., Work], all_over: Callable[[], bool]
) -> None:
    work, waiting = new_work(), new_work()
    making = asked(workshop, "x", work)
    until(lambda: making.done)
    asked(workshop, "y", waiting)
    workshop.close()
    assert all_over()
    assert not work.written_to.exists()
    assert waiting.times == 0
