"""A scenario: what is planned, how many new sites, whom a site serves, and what counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from petaprogram.gaps.weights import DEFAULT, Weights
from petaprogram.messages.letters import find_unseen

SubjectKind = Literal["pillar", "program"]
Weight = Literal["areas", "area", "people"]
NamedRule = Literal["self", "neighbours"]

# Whom a site serves: its own kelurahan, also the neighbours that share an edge with it, or also every
# kelurahan whose edge is at most so many metres from its own.
ServiceRule: TypeAlias = NamedRule | int

NAMED_RULES: tuple[NamedRule, ...] = get_args(NamedRule)
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
# A site is seldom for its own kelurahan alone.
DEFAULT_RULE: ServiceRule = "neighbours"
MAX_METRES = 50_000  # no city of Indonesia is wider
NAME_LIMIT = 60

# Counted in whole units, so that equal is equal and a sum does not depend on its order: kelurahan, square
# metres, persons. This many of them make one that is shown: kelurahan, km2, persons.
UNITS: dict[Weight, int] = {"areas": 1, "area": 1_000_000, "people": 1}


@dataclass(frozen=True, slots=True)
class Scenario:
    """A wish: `k` new sites of a pillar or program.

    `subject` is a pillar_id or program_id. Locked kelurahan get a site in any case and count towards `k`,
    excluded ones get none; the order of both means nothing. `weight` is what a plan maximises: the number
    of kelurahan served, their area, or the people in them. With `wide`, records of a kecamatan or of the
    whole city count as running in each kelurahan of it. `name` is free text of a visitor. Of sites that add
    as much, the first in the ranking under `weights` is taken. With `better`, the plan is the best one found
    where that serves more than the plan in steps.
    """

    kind: SubjectKind
    subject: str
    k: int
    rule: ServiceRule = DEFAULT_RULE
    locked: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    weight: Weight = "areas"
    wide: bool = False
    name: str = ""
    weights: Weights = DEFAULT
    better: bool = False


def parse_metres(text: str) -> int | None:
    """Read a whole number of metres from 0 to `MAX_METRES`; None if it is none."""
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) > MAX_METRES:
        return None
    return int(text)


def clean_name(text: str) -> str:
    """Make a name of one line, without what cannot be seen, and short."""
    seen = "".join(" " if find_unseen(letter) else letter for letter in text)
    return " ".join(seen.split())[:NAME_LIMIT].strip()
