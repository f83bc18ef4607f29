"""A scenario as the parameters of a link: codes and numbers, so that it survives a renamed program.

The names are Indonesian, as in every link of the program. Values at their default are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from petaprogram.scenario.definition import (
    Kind,
    NamedRule,
    Scenario,
    ServiceRule,
    Weight,
    clean_name,
    parse_metres,
)
from petaprogram.tables.dataset import Dataset

# The parameters of a link, in the order in which they are written.
SUBJECT, SITES, RULE, LOCKED, EXCLUDED = "untuk", "lokasi", "aturan", "kunci", "kecuali"
WEIGHT, WIDE, NAME = "maksimal", "luas", "skenario"

DEFAULT_SITES = 3

# Words of a link and what they stand for.
_KINDS: Mapping[str, Kind] = {"program": "program", "pilar": "pillar"}
_RULES: Mapping[str, NamedRule] = {"sendiri": "self", "tetangga": "neighbours"}
_WEIGHTS: Mapping[str, Weight] = {"kelurahan": "areas", "luas": "area", "penduduk": "people"}


def first_scenario(dataset: Dataset) -> Scenario:
    """Return the scenario that a link without parameters opens."""
    first = dataset.site.first_program
    programs = dataset.programs.index
    return Scenario("program", str(first if first in programs else programs[0]), DEFAULT_SITES)


def read_link(params: Mapping[str, Sequence[str]], dataset: Dataset) -> tuple[Scenario, tuple[str, ...]]:
    """Read a link.

    Returns
    -------
    scenario
        The scenario asked for; what is unknown is left at its default.
    unknown
        The parameters set aside, as "name=value".
    """
    unknown: list[str] = []

    def many(name: str, known: Callable[[str], object]) -> tuple[str, ...]:
        values = list(dict.fromkeys(params.get(name, ())))
        unknown.extend(f"{name}={value}" for value in values if not known(value))
        return tuple(value for value in values if known(value))

    def one(name: str, known: Callable[[str], object], default: str) -> str:
        return (*many(name, known), default)[0]

    def is_subject(text: str) -> bool:
        kind, _, subject = text.partition(":")
        table = {"program": dataset.programs, "pilar": dataset.pillars}.get(kind)
        return table is not None and subject in table.index

    first = first_scenario(dataset)
    areas = dataset.areas.frame.index
    kind, _, subject = one(SUBJECT, is_subject, f"program:{first.subject}").partition(":")
    rule = _read_rule(one(RULE, lambda text: _read_rule(text) is not None, "sendiri"))
    scenario = Scenario(
        kind=_KINDS[kind],
        subject=subject,
        k=int(one(SITES, re.compile("[0-9]{1,4}").fullmatch, str(first.k))),
        rule=first.rule if rule is None else rule,
        locked=many(LOCKED, areas.__contains__),
        excluded=many(EXCLUDED, areas.__contains__),
        weight=_WEIGHTS[one(WEIGHT, _WEIGHTS.__contains__, "kelurahan")],
        wide=one(WIDE, ("1",).__contains__, "") == "1",
        name=clean_name(one(NAME, bool, "")),
    )
    return scenario, tuple(unknown)


def write_link(scenario: Scenario) -> dict[str, list[str]]:
    """Write the parameters of a scenario; its subject and number of sites always."""
    entries: dict[str, Sequence[str]] = {
        SUBJECT: (f"{_word(_KINDS, scenario.kind)}:{scenario.subject}",),
        SITES: (str(scenario.k),),
        RULE: () if scenario.rule == "self" else (_word(_RULES, scenario.rule),),
        LOCKED: scenario.locked,
        EXCLUDED: scenario.excluded,
        WEIGHT: () if scenario.weight == "areas" else (_word(_WEIGHTS, scenario.weight),),
        WIDE: ("1",) if scenario.wide else (),
        NAME: (scenario.name,) if scenario.name else (),
    }
    return {name: list(values) for name, values in entries.items() if values}


def _read_rule(text: str) -> ServiceRule | None:
    return _RULES.get(text, parse_metres(text))


def _word(words: Mapping[str, str], value: object) -> str:
    """The word of a link for a value; a number stands for itself."""
    return next((word for word, known in words.items() if known == value), str(value))
