"""Lets a server keep nothing of what it makes for its visitors: functions of ours are called each time.

What was read from files is still kept, and what Streamlit keeps for us.
"""

import functools
from collections.abc import Callable
from typing import TypeVar

import cachetools

_OURS = "petaprogram."
_KEPT = ("petaprogram.tables.", "petaprogram.files.", "petaprogram.geography.", "petaprogram.web.server.")

F = TypeVar("F", bound=Callable[..., object])


def _but_for_ours(keep: Callable[..., Callable[[F], F]]) -> Callable[..., object]:
    def decorator(*about: object, **more: object) -> object:
        def decorate(function: F) -> F:
            name = function.__module__
            made = name.startswith(_OURS) and not name.startswith(_KEPT)
            return function if made else keep(*about, **more)(function)

        if about and callable(about[0]):  # written without brackets
            return keep(*about)
        return decorate

    return decorator


def install() -> None:
    """Take the place of what keeps results; before anything of ours is imported."""
    functools.lru_cache = _but_for_ours(functools.lru_cache)  # type: ignore[assignment]
    cachetools.cached = _but_for_ours(cachetools.cached)  # type: ignore[assignment]
