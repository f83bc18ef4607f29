"""What an import would change on the map: which kelurahan change their state, and which ranks move."""

from __future__ import annotations

from dataclasses import dataclass

from petaprogram.changes.comparison import Changes, compare
from petaprogram.changes.moments import Moment
from petaprogram.importing.base import Base
from petaprogram.importing.plan import Plan
from petaprogram.importing.result import read_tables
from petaprogram.measures.map_theme import all_pillar_states


@dataclass(frozen=True, slots=True)
class StateChange:
    """A kelurahan whose state in a pillar is another (`presence.STATES`)."""

    kode: str
    name: str
    pillar_id: str
    before: str
    after: str


@dataclass(frozen=True, eq=False)
class Effect:
    """What follows from a plan. `changes` compares the data before and after as the page Perubahan does."""

    states: tuple[StateChange, ...]
    changes: Changes


def find_effect(base: Base, plan: Plan) -> Effect | None:
    """Compare the data of a version with those that a plan would make; None where it makes none.

    Raises
    ------
    TableError
        If the tables of the version itself do not pass their checks.
    """
    if plan.after is None:
        return None
    before = read_tables(base.tables, base)
    old, new = (all_pillar_states(one, wide=False) for one in (before, plan.after))
    states = tuple(
        StateChange(
            str(kode), base.areas.name_of(str(kode)), str(pillar), str(old.at[kode, pillar]), str(state)
        )
        for pillar in plan.after.pillars.index
        if pillar in old
        for kode, state in new[pillar].items()
        if state != old.at[kode, pillar]
    )
    return Effect(states, compare(Moment(before), Moment(plan.after)))
