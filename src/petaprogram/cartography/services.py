"""The classes of a scenario's maps: who is served, by what runs today or by the new sites."""

from __future__ import annotations

import pandas as pd

from petaprogram.cartography.classes import Classified, LegendClass, Style
from petaprogram.scenario.outcome import SERVICES, Outcome, Service
from petaprogram.scenario.sentences import SERVICE

_LINE = "#7D8A99"
# Blue is what runs today, ochre what the scenario adds; the darker of each pair is the place itself.
_STYLES: dict[Service, Style] = {
    "running": Style("#1F3A5F", _LINE, 0.8),
    "served": Style("#A9C6E6", _LINE, 0.8),
    "new_site": Style("#B7791F", _LINE, 0.8),
    "newly": Style("#F3D9A0", _LINE, 0.8),
    "unserved": Style("#FFFFFF", _LINE, 0.8),
}


def classify_services(outcome: Outcome, *, after: bool) -> Classified:
    """Give each kelurahan its class before or after a scenario; both maps have all classes in one order."""
    services = outcome.services(after=after)
    sizes = services.value_counts()
    return Classified(
        kind="services",
        classes=tuple(
            LegendClass(service, SERVICE[service], _STYLES[service], int(sizes.get(service, 0)))
            for service in SERVICES
        ),
        by_area=services.map({service: at for at, service in enumerate(SERVICES)}).astype("int64"),
        values=pd.Series(pd.NA, index=services.index, dtype="Int64"),
        doubtful=outcome.doubtful & ~(outcome.step.notna() & after),
    )
