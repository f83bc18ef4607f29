"""How often each caller may try something in a minute."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable

_MINUTE = 60.0
# Callers that are remembered; the one that tried longest ago is forgotten first.
CALLERS = 1000


class Tries:
    """Counts what each caller tried within the last minute.

    Parameters
    ----------
    most
        Tries that one caller has in a minute.
    clock
        Seconds that never go back.
    """

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        self._most, self._clock = most, clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def are_used_up(self, caller: str) -> bool:
        """Whether a caller has to wait."""
        now = self._clock()
        return sum(now - one < _MINUTE for one in self._times.get(caller, ())) >= self._most

    def count(self, caller: str) -> None:
        """Count one try."""
        self._times.setdefault(caller, deque(maxlen=self._most)).append(self._clock())
        self._times.move_to_end(caller)
        if len(self._times) > CALLERS:
            self._times.popitem(last=False)
