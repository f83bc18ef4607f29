"""The classes of a scenario's maps: who is served, by what runs today or by the new sites."""

from __future__ import annotations

from dataclasses import replace

from petaprogram.maps.classes import LINE, Classified, Style, make_classified
from petaprogram.scenario.outcome import SERVICES, Outcome
from petaprogram.scenario.sentences import SERVICE

# Blue is what runs today, ochre what the scenario adds; the darker of each pair is the place itself.
_FILLS = ("#1F3A5F", "#A9C6E6", "#B7791F", "#F3D9A0", "#FFFFFF")
_SERVICES = tuple(
    (service, SERVICE[service], Style(fill, LINE, 0.8))
    for service, fill in zip(SERVICES, _FILLS, strict=True)
)


def classify_services(outcome: Outcome, *, after: bool) -> Classified:
    """Give each kelurahan its class before or after a scenario; both maps have all classes in one order."""
    services = outcome.services(after=after)
    by_area = services.map({service: at for at, service in enumerate(SERVICES)}).astype("int64")
    made = make_classified("services", _SERVICES, by_area, None, None)
    return replace(made, doubtful=outcome.doubtful & ~(outcome.step.notna() & after))
