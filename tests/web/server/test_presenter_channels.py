"""Presentations that are given: keys, codes, what a presenter may ask for, and what is forgotten."""

from __future__ import annotations

import pytest

from petaprogram.web.server.presenter_channels import (
    Channels,
    Command,
    Cue,
    Limits,
    NoSuchStepError,
    NotAllowedError,
    RunningOrder,
    Shown,
    TooManyError,
    UnknownChannelError,
)

ORDER = RunningOrder((Cue("Satu", ("Sapa dahulu.",)), Cue("Dua", ()), Cue("Tiga", ("Tutup.",))))
OTHER = RunningOrder((Cue("Lain", ()),))


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def open_channels(clock: Clock, **limits: float) -> Channels:
    channels = Channels(Limits(**limits), clock)  # type: ignore[arg-type]
    channels.publish(ORDER)
    return channels


@pytest.fixture
def channels(clock: Clock) -> Channels:
    return open_channels(clock)


def start(channels: Channels, caller: str = "a") -> tuple[str, str]:
    return channels.start(ORDER.key, 1, caller)


def test_the_window_follows_what_the_screen_reports(channels: Channels, clock: Clock) -> None:
    screen, window = start(channels)
    before = channels.state(window)
    assert (before.shown, before.cues, before.role) == (Shown(1), ORDER.cues, "window")
    clock.now += 5
    channels.report(screen, ORDER.key, Shown(3, black=True))
    after = channels.state(window)
    assert (after.shown, after.elapsed) == (Shown(3, black=True), 5)
    assert after.version != before.version
    channels.report(screen, ORDER.key, Shown(3, black=True))
    assert channels.state(window).version == after.version


def test_a_screen_gets_each_command_once_and_in_order(channels: Channels) -> None:
    screen, window = start(channels)
    channels.ask(window, Command(step=2))
    turn, commands = channels.commands(screen, None)
    assert commands == []
    channels.ask(window, Command(step=3))
    channels.ask(window, Command(black=True))
    later, commands = channels.commands(screen, turn)
    assert commands == [Command(step=3), Command(black=True)]
    # An answer that was lost on its way is given again.
    assert channels.commands(screen, turn) == (later, commands)
    assert channels.commands(screen, later) == (later, [])


def test_presentations_at_once_do_not_touch_each_other(channels: Channels) -> None:
    screen, window = start(channels)
    other_screen, other_window = start(channels)
    channels.ask(window, Command(step=2))
    channels.report(screen, ORDER.key, Shown(2))
    assert channels.commands(other_screen, 0) == (0, [])
    assert channels.state(other_window).shown == Shown(1)


@pytest.mark.parametrize("step", [0, -1, 4, 10**9])
def test_a_step_out_of_range_is_refused(channels: Channels, step: int) -> None:
    screen, window = start(channels)
    with pytest.raises(NoSuchStepError):
        channels.ask(window, Command(step=step))
    with pytest.raises(NoSuchStepError):
        channels.report(screen, ORDER.key, Shown(step))
    with pytest.raises(NoSuchStepError):
        channels.start(ORDER.key, step, "a")
    assert channels.commands(screen, 0) == (0, [])


def test_an_unknown_key_is_no_channel(channels: Channels) -> None:
    start(channels)
    for key in ("", "x", ORDER.key):
        with pytest.raises(UnknownChannelError):
            channels.state(key)
        with pytest.raises(UnknownChannelError):
            channels.commands(key, None)
        with pytest.raises(UnknownChannelError):
            channels.ask(key, Command(step=1))


def test_nothing_starts_without_a_published_walk(channels: Channels) -> None:
    with pytest.raises(UnknownChannelError):
        channels.start(OTHER.key, 1, "a")
    screen, _ = start(channels)
    with pytest.raises(UnknownChannelError):
        channels.report(screen, OTHER.key, Shown(1))


def test_a_walk_has_the_same_key_after_a_restart_and_another_for_other_words() -> None:
    assert RunningOrder(ORDER.cues).key == ORDER.key != OTHER.key


def test_a_code_pairs_one_phone(channels: Channels) -> None:
    _, window = start(channels)
    code, seconds = channels.make_code(window)
    assert (len(code), seconds) == (10, Limits().code)
    phone = channels.pair(code, "b")
    assert channels.state(phone).role == "phone"
    assert channels.state(window).phones == 1
    with pytest.raises(UnknownChannelError):
        channels.pair(code, "c")


def test_a_code_expires(channels: Channels, clock: Clock) -> None:
    _, window = start(channels)
    code, seconds = channels.make_code(window)
    clock.now += seconds
    with pytest.raises(UnknownChannelError):
        channels.pair(code, "b")


def test_a_new_code_ends_the_one_before(channels: Channels) -> None:
    _, window = start(channels)
    first, _ = channels.make_code(window)
    second, _ = channels.make_code(window)
    with pytest.raises(UnknownChannelError):
        channels.pair(first, "b")
    assert channels.state(channels.pair(second, "b")).role == "phone"


def test_whoever_guesses_is_stopped_and_may_come_back(channels: Channels, clock: Clock) -> None:
    _, window = start(channels)
    code, _ = channels.make_code(window)
    for guess in range(Limits().guesses):
        with pytest.raises(UnknownChannelError):
            channels.pair(f"{guess:010}", "b")
    with pytest.raises(TooManyError):
        channels.pair(code, "b")
    clock.now += 61
    assert channels.state(channels.pair(code, "b")).role == "phone"


@pytest.mark.parametrize("guess", ["", "é", "\x00", "X" * 400])
def test_any_text_may_be_tried(channels: Channels, guess: str) -> None:
    _, window = start(channels)
    channels.make_code(window)
    with pytest.raises(UnknownChannelError):
        channels.pair(guess, "b")


def test_a_phone_may_choose_the_step_and_black_and_nothing_else(channels: Channels) -> None:
    screen, window = start(channels)
    phone = channels.pair(channels.make_code(window)[0], "b")
    channels.ask(phone, Command(step=2))
    channels.ask(phone, Command(black=True))
    assert channels.commands(screen, 0)[1] == [Command(step=2), Command(black=True)]
    with pytest.raises(NotAllowedError):
        channels.ask(phone, Command(exploring=True))
    with pytest.raises(NotAllowedError):
        channels.make_code(phone)
    with pytest.raises(NotAllowedError):
        channels.report(phone, ORDER.key, Shown(3))
    with pytest.raises(NotAllowedError):
        channels.commands(phone, None)
    # The screen is read by everybody in the room: it gets no notes.
    with pytest.raises(NotAllowedError):
        channels.state(screen)


def test_one_phone_too_many_takes_the_place_of_the_oldest(clock: Clock) -> None:
    channels = open_channels(clock, phones=2)
    _, window = start(channels)
    first, *others = [channels.pair(channels.make_code(window)[0], "b") for _ in range(3)]
    with pytest.raises(UnknownChannelError):
        channels.state(first)
    assert [channels.state(phone).phones for phone in others] == [2, 2]


def test_a_silent_screen_is_noticed(channels: Channels, clock: Clock) -> None:
    screen, window = start(channels)
    here = channels.state(window)
    clock.now += Limits().present
    gone = channels.state(window)
    assert (here.screen, gone.screen) == (True, False)
    assert gone.version != here.version
    channels.commands(screen, None)
    assert channels.state(window).screen


def test_what_nobody_uses_is_forgotten_with_its_code_and_its_phones(channels: Channels, clock: Clock) -> None:
    screen, window = start(channels)
    phone = channels.pair(channels.make_code(window)[0], "b")
    code, _ = channels.make_code(window)
    clock.now += Limits().idle
    for call in (
        lambda: channels.commands(screen, None),
        lambda: channels.state(window),
        lambda: channels.state(phone),
        lambda: channels.pair(code, "c"),
    ):
        with pytest.raises(UnknownChannelError):
            call()


def test_a_presentation_in_use_stays(channels: Channels, clock: Clock) -> None:
    _, window = start(channels)
    for _ in range(5):
        clock.now += Limits().idle - 1
        assert channels.state(window).shown == Shown(1)


def test_where_all_are_in_use_no_other_starts_and_a_quiet_one_gives_way(clock: Clock) -> None:
    channels = open_channels(clock, channels=2)
    _, quiet = start(channels, "a")
    clock.now += Limits().quiet - 1
    _, used = start(channels, "b")
    with pytest.raises(TooManyError):
        start(channels, "c")
    clock.now += 1
    start(channels, "c")
    assert channels.state(used).shown == Shown(1)
    with pytest.raises(UnknownChannelError):
        channels.state(quiet)


def test_one_caller_cannot_start_without_end(channels: Channels, clock: Clock) -> None:
    for _ in range(Limits().starts):
        start(channels)
    with pytest.raises(TooManyError):
        start(channels)
    start(channels, "another")
    clock.now += 61
    start(channels)


def test_only_so_many_walks_are_remembered(clock: Clock) -> None:
    channels = open_channels(clock, orders=2)
    for title in ("Lain", "Lagi"):
        channels.publish(RunningOrder((Cue(title, ()),)))
    with pytest.raises(UnknownChannelError):
        start(channels)


def test_a_screen_that_was_away_for_long_gets_the_newest_commands(channels: Channels) -> None:
    screen, window = start(channels)
    for _ in range(50):
        channels.ask(window, Command(step=2))
    channels.ask(window, Command(step=3))
    turn, commands = channels.commands(screen, 0)
    assert turn == 51
    assert len(commands) == 16
    assert commands[-1] == Command(step=3)
