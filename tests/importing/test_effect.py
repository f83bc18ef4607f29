"""What an import changes on the map is known before it is confirmed."""

from __future__ import annotations

from petaprogram.importing.effect import StateChange, find_effect
from tests.support.workbooks import ROW, plan_of


def test_states_and_records_that_change_are_told(base):
    effect = find_effect(base, plan_of(base, ROW))
    dahlia = base.areas.name_of("99.01.02.1001")
    assert effect.states == (StateChange("99.01.02.1001", dahlia, "living", "confirmed_none", "running"),)
    assert effect.changes.counts["new"] == 1
    assert effect.changes.areas.gained == ["99.01.02.1001"]


def test_a_plan_that_changes_nothing_has_no_effect(base):
    plan = plan_of(base, ("P1", "tercatat berjalan"), titles=("Tanda data", "Status"))
    assert plan.is_same
    assert find_effect(base, plan) is None
