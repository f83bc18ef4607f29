"""Presentations that are given just now: what their screen shows, and what the presenter wants it to show.

A channel joins one shared screen with the presenter's window and with phones. Each has a key of its own, and
a key says what its holder may do: nothing but to follow and lead this one walk. All of it is in memory; a
server that starts again knows no channel, and the pages make a new one.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from petaprogram.serving.stickiness import MARKS
from petaprogram.web.server.tries import Tries
from petaprogram.web.server.worker import WORKER

Role = Literal["screen", "window", "phone"]

_CODE_LENGTH = 10


class UnknownChannelError(Exception):
    """No channel, or none any more, has this key or code; or nobody has published this running order."""


class NotAllowedError(Exception):
    """The holder of this key may not do this."""


class NoSuchStepError(Exception):
    """The walk has no step of this number."""


class TooManyError(Exception):
    """There are as many channels as fit, or one caller has tried too often."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept, and for how long.

    Parameters
    ----------
    orders, channels, phones
        Running orders that are remembered; channels at once; phones of one channel.
    idle
        Seconds without a sign of life after which a channel is forgotten.
    quiet
        Seconds after which a channel gives way where a new one finds no room.
    code
        Seconds for which a code pairs a phone.
    present
        Seconds after its last sign of life for which a screen counts as connected.
    starts, guesses
        Channels that one caller may start, and wrong codes that it may try, in a minute.
    """

    orders: int = 32
    channels: int = 100
    phones: int = 4
    idle: float = 2 * 3600
    quiet: float = 60
    code: float = 300
    present: float = 8
    starts: int = 12
    guesses: int = 10


@dataclass(frozen=True, slots=True)
class Cue:
    """One step as the presenter sees it."""

    title: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunningOrder:
    """The steps of a walk in one language. `key` is the same for the same content, also after a restart."""

    cues: tuple[Cue, ...]

    @property
    def key(self) -> str:
        """A name that follows from the content."""
        return sha256(repr(self.cues).encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Command:
    """What a presenter asks of the shared screen; None: leave it as it is. `step` counts from 1."""

    step: int | None = None
    black: bool | None = None
    exploring: bool | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the shared screen shows: the step that counts from 1, black, or the map to explore."""

    step: int
    black: bool = False
    exploring: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What a presenter's window is told. `version` changes with everything but `elapsed`, in seconds."""

    version: str
    role: Role
    shown: Shown
    cues: tuple[Cue, ...]
    screen: bool
    phones: int
    elapsed: float


@dataclass(slots=True)
class _Channel:
    order: RunningOrder
    shown: Shown
    screen: str
    window: str
    started: float
    seen: float
    screen_seen: float
    phones: list[str] = field(default_factory=list)
    code: str | None = None
    code_ends: float = 0.0
    changes: int = 0
    turn: int = 0
    # What a screen has not seen while its network was away; what is older is not worth doing.
    commands: deque[tuple[int, Command]] = field(default_factory=lambda: deque(maxlen=16))

    def role_of(self, key: str) -> Role:
        if key == self.screen:
            return "screen"
        return "window" if key == self.window else "phone"


class Channels:
    """All channels of a server. Safe to use from several threads.

    `limits` say how much is kept, `clock` gives seconds that never go back, every code begins with `mark`.
    """

    def __init__(
        self, limits: Limits | None = None, clock: Callable[[], float] = time.monotonic, mark: str = ""
    ) -> None:
        self._limits, self._clock, self._mark = limits or Limits(), clock, mark
        self._lock = threading.Lock()
        self._orders: OrderedDict[str, RunningOrder] = OrderedDict()
        self._keys: dict[str, _Channel] = {}
        self._starts = Tries(self._limits.starts, clock)
        self._guesses = Tries(self._limits.guesses, clock)

    def publish(self, order: RunningOrder) -> str:
        """Make the steps of a walk known, so that a screen which shows them can start a channel."""
        with self._lock:
            self._orders[order.key] = order
            self._orders.move_to_end(order.key)
            if len(self._orders) > self._limits.orders:
                self._orders.popitem(last=False)
            return order.key

    def start(self, order_key: str, step: int, caller: str) -> tuple[str, str]:
        """Start a channel for a screen that shows a step.

        Returns
        -------
        tuple
            The key of the screen and that of the presenter's window.

        Raises
        ------
        UnknownChannelError
            If nobody has published this running order.
        NoSuchStepError
            If it has no such step.
        TooManyError
            If the caller has started too many, or there is no room.
        """
        with self._lock:
            order = self._order(order_key)
            _check_step(order, step)
            if self._starts.are_used_up(caller):
                raise TooManyError
            self._make_room()
            self._starts.count(caller)
            now = self._clock()
            channel = _Channel(order, Shown(step), _new_key(), _new_key(), now, now, now)
            self._keys |= {channel.screen: channel, channel.window: channel}
            return channel.screen, channel.window

    def report(self, key: str, order_key: str, shown: Shown) -> None:
        """Take from a screen what it shows; raises as `start`, and if the key is not that of a screen."""
        with self._lock:
            channel = self._find(key, "screen")
            order = self._order(order_key)
            _check_step(order, shown.step)
            if (channel.order, channel.shown) != (order, shown):
                channel.order, channel.shown = order, shown
                channel.changes += 1

    def commands(self, key: str, since: int | None) -> tuple[int, list[Command]]:
        """Give a screen what was asked of it after the turn `since`; None for a screen that only begins.

        Returns
        -------
        tuple
            The turn of the last command, and the commands in their order.
        """
        with self._lock:
            channel = self._find(key, "screen")
            channel.screen_seen = self._clock()
            if since is None:
                return channel.turn, []
            return channel.turn, [command for turn, command in channel.commands if turn > since]

    def ask(self, key: str, command: Command) -> None:
        """Take a command of a presenter. A phone may choose the step and black, and nothing else."""
        with self._lock:
            channel = self._find(key, "window", "phone")
            if command.exploring is not None and channel.role_of(key) == "phone":
                raise NotAllowedError
            if command.step is not None:
                _check_step(channel.order, command.step)
            channel.turn += 1
            channel.commands.append((channel.turn, command))

    def state(self, key: str) -> State:
        """Tell a presenter what the screen shows."""
        with self._lock:
            channel = self._find(key, "window", "phone")
            now = self._clock()
            present = now - channel.screen_seen < self._limits.present
            return State(
                version=f"{channel.changes}.{int(present)}",
                role=channel.role_of(key),
                shown=channel.shown,
                cues=channel.order.cues,
                screen=present,
                phones=len(channel.phones),
                elapsed=now - channel.started,
            )

    def make_code(self, key: str) -> tuple[str, float]:
        """Make the code that pairs one phone, in place of the one before; and for how many seconds."""
        with self._lock:
            channel = self._find(key, "window")
            drawn = (secrets.choice(MARKS) for _ in range(_CODE_LENGTH - len(self._mark)))
            channel.code = self._mark + "".join(drawn)
            channel.code_ends = self._clock() + self._limits.code
            return channel.code, self._limits.code

    def pair(self, code: str, caller: str) -> str:
        """Take a code from a phone, once, and return the key of the phone.

        Raises
        ------
        UnknownChannelError
            If the code is wrong, used or too old.
        TooManyError
            If the caller has tried too many wrong ones.
        """
        with self._lock:
            if self._guesses.are_used_up(caller):
                raise TooManyError
            self._forget_idle()
            given = code.encode()
            for channel in self._channels():
                if channel.code is None or self._clock() >= channel.code_ends:
                    continue
                if secrets.compare_digest(channel.code.encode(), given):
                    channel.code = None
                    return self._add_phone(channel)
            self._guesses.count(caller)
            raise UnknownChannelError

    def _add_phone(self, channel: _Channel) -> str:
        key = _new_key()
        channel.phones.append(key)
        self._keys[key] = channel
        if len(channel.phones) > self._limits.phones:
            del self._keys[channel.phones.pop(0)]
        channel.changes += 1
        return key

    def _channels(self) -> list[_Channel]:
        return [channel for key, channel in self._keys.items() if key == channel.screen]

    def _order(self, key: str) -> RunningOrder:
        if key not in self._orders:
            raise UnknownChannelError
        return self._orders[key]

    def _find(self, key: str, *roles: Role) -> _Channel:
        self._forget_idle()
        channel = self._keys.get(key)
        if channel is None:
            raise UnknownChannelError
        if channel.role_of(key) not in roles:
            raise NotAllowedError
        channel.seen = self._clock()
        return channel

    def _forget_idle(self) -> None:
        for channel in self._channels():
            if self._clock() - channel.seen >= self._limits.idle:
                self._drop(channel)

    def _make_room(self) -> None:
        self._forget_idle()
        channels = self._channels()
        if len(channels) < self._limits.channels:
            return
        quietest = min(channels, key=lambda one: one.seen)
        if self._clock() - quietest.seen < self._limits.quiet:
            raise TooManyError
        self._drop(quietest)

    def _drop(self, channel: _Channel) -> None:
        for key in (channel.screen, channel.window, *channel.phones):
            del self._keys[key]


def _check_step(order: RunningOrder, step: int) -> None:
    if not 1 <= step <= len(order.cues):
        raise NoSuchStepError


def _new_key() -> str:
    return secrets.token_urlsafe(24)


# Those of this server: pages publish what they show, and the routes serve the rest.
CHANNELS = Channels(mark=WORKER.mark)
