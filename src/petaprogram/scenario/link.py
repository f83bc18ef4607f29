"""A scenario as the parameters of a link: codes and numbers, so that it survives a renamed program.

The names are Indonesian, as in every link of the program. Values at their default are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from petaprogram.gaps.weights import DEFAULT, format_weights, read_weights
from petaprogram.measures.link_reader import LinkReader, Params
from petaprogram.scenario.definition import (
    DEFAULT_RULE,
    NamedRule,
    Scenario,
    ServiceRule,
    SubjectKind,
    Weight,
    clean_name,
    parse_metres,
)
from petaprogram.tables.dataset import Dataset

# The parameters of a link, in the order in which they are written.
_SUBJECT, _SITES, _RULE, _LOCKED, _EXCLUDED = "untuk", "lokasi", "aturan", "kunci", "kecuali"
_WEIGHT, _WIDE, _NAME, _RANKED_BY, _PLAN = "maksimal", "luas", "skenario", "bobot", "rencana"
PARAMETERS = (
    *(_SUBJECT, _SITES, _RULE, _LOCKED, _EXCLUDED),
    *(_WEIGHT, _WIDE, _NAME, _RANKED_BY, _PLAN),
)

DEFAULT_SITES = 3

# Words of a link and what they stand for.
_KINDS: Mapping[str, SubjectKind] = {"program": "program", "pilar": "pillar"}
_RULES: Mapping[str, NamedRule] = {"sendiri": "self", "tetangga": "neighbours"}
_BEST = "terbaik"
_WEIGHTS: Mapping[str, Weight] = {"kelurahan": "areas", "luas": "area", "penduduk": "people"}


def first_scenario(dataset: Dataset) -> Scenario:
    """Return the scenario that a link without parameters opens."""
    first = dataset.site.first_program
    programs = dataset.programs.index
    return Scenario("program", str(first if first in programs else programs[0]), DEFAULT_SITES)


def read_link(params: Params, dataset: Dataset) -> tuple[Scenario, tuple[str, ...]]:
    """Read a link.

    Returns
    -------
    scenario
        The scenario asked for; what is unknown is left at its default.
    unknown
        The parameters set aside, as "name=value".
    """
    link, first = LinkReader(params), first_scenario(dataset)
    areas = dataset.areas.frame.index

    def read_subject(text: str) -> tuple[SubjectKind, str] | None:
        word, _, subject = text.partition(":")
        kind = _KINDS.get(word)
        known = dataset.pillars.index if kind == "pillar" else dataset.programs.index
        return (kind, subject) if kind and subject in known else None

    kind, subject = link.parsed(_SUBJECT, read_subject) or (first.kind, first.subject)
    rule: ServiceRule | None = link.parsed(_RULE, _read_rule)
    sites = link.parsed(_SITES, _read_sites)
    scenario = Scenario(
        kind=kind,
        subject=subject,
        k=first.k if sites is None else sites,
        rule=_rule_of(params) if rule is None else rule,
        locked=link.many(_LOCKED, areas),
        excluded=link.many(_EXCLUDED, areas),
        weight=link.word(_WEIGHT, _WEIGHTS) or first.weight,
        wide=link.flag(_WIDE),
        name=clean_name(link.parsed(_NAME, lambda text: text or None) or ""),
        weights=link.parsed(_RANKED_BY, read_weights) or DEFAULT,
        better=link.one(_PLAN, (_BEST,)) is not None,
    )
    return scenario, link.unknown


def write_link(scenario: Scenario) -> dict[str, list[str]]:
    """Write the parameters of a scenario; its subject, its number of sites and whom one serves always."""
    entries: dict[str, Sequence[str]] = {
        _SUBJECT: (f"{_word(_KINDS, scenario.kind)}:{scenario.subject}",),
        _SITES: (str(scenario.k),),
        _RULE: (_word(_RULES, scenario.rule),),
        _LOCKED: scenario.locked,
        _EXCLUDED: scenario.excluded,
        _WEIGHT: () if scenario.weight == "areas" else (_word(_WEIGHTS, scenario.weight),),
        _WIDE: ("1",) if scenario.wide else (),
        _NAME: (scenario.name,) if scenario.name else (),
        _RANKED_BY: () if scenario.weights == DEFAULT else (format_weights(scenario.weights),),
        _PLAN: (_BEST,) if scenario.better else (),
    }
    return {name: list(values) for name, values in entries.items() if values}


def _rule_of(params: Params) -> ServiceRule:
    """Say what a link without a rule means.

    Whole links had none for the kelurahan alone until every link said its rule; they were mailed, and keep
    their figures.
    """
    return "self" if {_SUBJECT, _SITES} <= params.keys() and _RULE not in params else DEFAULT_RULE


def _read_rule(text: str) -> ServiceRule | None:
    return _RULES.get(text, parse_metres(text))


def _read_sites(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else None


def _word(words: Mapping[str, str], value: object) -> str:
    """The word of a link for a value; a number stands for itself."""
    return next((word for word, known in words.items() if known == value), str(value))
