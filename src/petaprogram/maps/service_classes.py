"""The classes of a scenario's maps: who is served, by what runs today or by the new sites."""

from __future__ import annotations

from dataclasses import replace

from petaprogram.maps import palette
from petaprogram.maps.classes import Classified, make_classified
from petaprogram.scenario.outcome import SERVICES, Outcome
from petaprogram.scenario.sentences import SERVICE

_SERVICES = tuple(
    (service, SERVICE[service], style) for service, style in zip(SERVICES, palette.SERVICES, strict=True)
)


def classify_services(outcome: Outcome, *, after: bool) -> Classified:
    """Give each kelurahan its class before or after a scenario; both maps have all classes in one order."""
    services = outcome.services(after=after)
    by_area = services.map({service: at for at, service in enumerate(SERVICES)}).astype("int64")
    made = make_classified("services", _SERVICES, by_area, None, None)
    return replace(made, doubtful=outcome.doubtful & ~(outcome.step.notna() & after))
