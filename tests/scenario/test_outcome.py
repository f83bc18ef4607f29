"""Scenarios: the plan in steps, the exact check, and what cannot be planned."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from petaprogram.gaps.ranking import Target, measure_needs, rank_areas
from petaprogram.gaps.weights import PRESETS
from petaprogram.geography.areas import Areas
from petaprogram.measures.population import make_population
from petaprogram.messages.language import LANGUAGES
from petaprogram.scenario import exact as exact_module
from petaprogram.scenario.definition import MAX_METRES, NAME_LIMIT, Scenario, clean_name, parse_metres
from petaprogram.scenario.exact import find_candidates, solve_exactly
from petaprogram.scenario.greedy import greedy_steps, order_plan
from petaprogram.scenario.objections import OBJECTIONS, ScenarioError
from petaprogram.scenario.outcome import SERVICES, make_outcome, run_scenario
from petaprogram.scenario.problem import make_problem
from petaprogram.tables.dataset import read_dataset
from tests.support.instances import best_total, plain_greedy, problems, served, weigh
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

AREAS = four_areas()
MELATI, ANGGREK, DAHLIA, MAWAR = AREAS.frame.index
SENYUM = Scenario("program", "senyum", 1, "neighbours")
REAL = Scenario("program", "kampung-senyum", 3, "neighbours")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return read_dataset(write_tables(tmp_path_factory.mktemp("tables")), AREAS)


def plan_of(problem):
    return [step.kode for step in greedy_steps(problem)][: problem.k]


def reasons(dataset, scenario, people=None):
    with pytest.raises(ScenarioError) as refused:
        run_scenario(dataset, scenario, people)
    return [objection.reason for objection in refused.value.objections]


# The plan in steps


@given(problems())
def test_every_step_is_the_one_found_by_trying_every_site(problem):
    found = [
        (problem.kode.get_loc(step.kode), step.newly, step.total, step.ties) for step in greedy_steps(problem)
    ]
    assert found == plain_greedy(problem)


@given(problems())
def test_the_steps_name_each_kelurahan_they_newly_serve_once(problem):
    steps = list(greedy_steps(problem))
    newly = [kode for step in steps for kode in step.areas]
    sites = problem.positions(step.kode for step in steps)
    expected = served(problem, sites) - served(problem, [])
    assert sorted(newly) == sorted(problem.kode[area] for area in expected)


@given(problems())
def test_each_free_step_adds_at_most_what_the_one_before_added(problem):
    newly = [step.newly for step in greedy_steps(problem) if not step.locked]
    assert newly == sorted(newly, reverse=True)
    assert 0 not in newly


@given(problems())
def test_locked_sites_come_first_and_excluded_ones_never(problem):
    steps = list(greedy_steps(problem))
    locked = set(problem.kode[problem.locked])
    assert {step.kode for step in steps[: len(locked)]} == locked
    assert [step.locked for step in steps] == [step.kode in locked for step in steps]
    assert not {step.kode for step in steps} & set(problem.kode[~problem.allowed])


@given(problems())
def test_of_sites_that_add_as_much_the_first_in_the_ranking_is_taken(problem):
    taken = []
    for step in greedy_steps(problem):
        before = weigh(problem, served(problem, taken))
        site = problem.kode.get_loc(step.kode)
        equal = [
            other
            for other in np.flatnonzero(problem.allowed)
            if weigh(problem, served(problem, [*taken, other])) - before == step.newly and other != site
        ]
        if not step.locked:
            assert all(problem.ranks[site] <= problem.ranks[other] for other in equal)
            assert step.level == sum(problem.ranks[site] == problem.ranks[other] for other in equal)
        assert step.rank == (None if np.isinf(problem.ranks[site]) else problem.ranks[site])
        taken.append(site)


@given(problems())
def test_the_best_plan_in_an_order_is_the_same_plan(problem):
    exact = solve_exactly(problem, plan_of(problem))
    steps = order_plan(problem, exact.kode)
    assert sorted(step.kode for step in steps) == list(exact.kode)
    assert [step.step for step in steps] == list(range(1, len(steps) + 1))
    assert [step.total for step in steps[-1:]] == [exact.total][: len(steps)]
    assert not any(step.ties for step in steps)


# The exact check


@given(problems())
def test_the_exact_solution_is_as_good_as_the_best_of_all_choices(problem):
    best = best_total(problem)
    # Once against the bare locked sites, where the solver has to find all, and once against the plan.
    for plan in (list(problem.kode[problem.locked]), plan_of(problem)):
        exact = solve_exactly(problem, plan)
        assert (exact.total, exact.bound, exact.proven) == (best, best, True)


@given(problems(most=12))
def test_the_exact_solution_is_never_worse_than_the_plan(problem):
    steps = list(greedy_steps(problem))[: problem.k]
    exact = solve_exactly(problem, [step.kode for step in steps])
    assert exact.total >= max([step.total for step in steps], default=0)
    assert exact.total == weigh(problem, served(problem, problem.positions(exact.kode)))


@given(problems())
def test_the_exact_solution_keeps_to_the_wish(problem):
    exact = solve_exactly(problem, list(problem.kode[problem.locked]))
    assert len(exact.kode) <= problem.k
    assert set(problem.kode[problem.locked]) <= set(exact.kode)
    assert not set(exact.kode) & set(problem.kode[~problem.allowed])
    assert list(exact.kode) == sorted(set(exact.kode))


@given(problems())
def test_no_site_of_the_exact_solution_is_idle(problem):
    exact = solve_exactly(problem, list(problem.kode[problem.locked]))
    for kode in set(exact.kode) - set(problem.kode[problem.locked]):
        rest = problem.positions(one for one in exact.kode if one != kode)
        assert weigh(problem, served(problem, rest)) < exact.total


@given(problems())
def test_the_plan_adds_at_least_63_percent_of_the_best(problem):
    assume(not len(problem.locked))
    before = weigh(problem, served(problem, []))
    total = weigh(problem, served(problem, problem.positions(plan_of(problem))))
    assert total - before >= (1 - 1 / np.e) * (best_total(problem) - before) - 1e-9


@given(problems(), st.integers(0, 20))
def test_sites_that_are_set_aside_are_in_no_better_plan(problem, known):
    weight = problem.weight_left(problem.locked)
    kept = find_candidates(problem, weight, known)
    only_kept = dataclasses.replace(
        problem, allowed=np.isin(np.arange(len(problem.kode)), [*kept, *problem.locked])
    )
    already = weigh(problem, served(problem, problem.locked))
    assert max(best_total(only_kept), already + known) == max(best_total(problem), already + known)


def test_a_check_that_ran_out_of_time_says_how_much_is_still_possible(monkeypatch):
    problem = make_problem(AREAS, pd.Series(data=False, index=AREAS.frame.index), SENYUM)
    given_up = SimpleNamespace(status=1, x=None, mip_dual_bound=-3.4)
    monkeypatch.setattr(exact_module, "milp", lambda *_, **__: given_up)
    exact = solve_exactly(problem, [ANGGREK])
    assert (exact.kode, exact.total, exact.bound, exact.proven) == ((ANGGREK,), 2, 3, False)
    # Only Melati and Dahlia can do better than Anggrek; here the solver had come to Dahlia.
    given_up.x = np.array([0, 1, 0, 1, 1, 1])
    exact = solve_exactly(problem, [ANGGREK])
    assert (exact.kode, exact.total, exact.bound, exact.proven) == ((DAHLIA,), 3, 3, True)


def test_a_check_that_ran_out_of_time_without_a_bound_allows_everything_in_reach(monkeypatch):
    problem = make_problem(AREAS, pd.Series(data=False, index=AREAS.frame.index), SENYUM)
    given_up = SimpleNamespace(status=1, x=None, mip_dual_bound=None)
    monkeypatch.setattr(exact_module, "milp", lambda *_, **__: given_up)
    exact = solve_exactly(problem, [ANGGREK])
    assert (exact.total, exact.bound, exact.proven) == (2, 4, False)


def test_the_solver_keeps_to_its_time_and_allows_no_gap(monkeypatch):
    seen = []
    solve = exact_module.milp

    def spy(*args, **options):
        seen.append(options["options"])
        return solve(*args, **options)

    monkeypatch.setattr(exact_module, "milp", spy)
    run_scenario(real_dataset(), REAL, time_limit=7.5)
    assert seen == [{"time_limit": 7.5, "mip_rel_gap": 0}]


def test_a_site_that_the_solver_took_for_nothing_is_dropped(monkeypatch):
    problem = make_problem(AREAS, pd.Series(data=False, index=AREAS.frame.index), SENYUM)
    everything = SimpleNamespace(status=0, x=np.ones(8), mip_dual_bound=-4.0)
    monkeypatch.setattr(exact_module, "milp", lambda *_, **__: everything)
    exact = solve_exactly(dataclasses.replace(problem, k=4), [])
    assert (exact.kode, exact.total) == ((MELATI, DAHLIA), 4)


# The outcome


def test_the_outcome_of_the_sample_is_that_found_by_eye(dataset):
    outcome = run_scenario(dataset, SENYUM)
    assert outcome.running.tolist() == [True, False, False, False]
    assert outcome.before.tolist() == [True, True, True, False]
    assert outcome.after.tolist() == [True] * 4
    (step,) = outcome.steps
    # Dahlia and Mawar would both add Mawar; Mawar, away from all that runs, comes first in the ranking.
    assert (step.kode, step.newly, step.total, step.areas, step.ties) == (MAWAR, 1, 4, (MAWAR,), 1)
    assert (step.rank, step.level) == (1, 0)
    assert outcome.agrees
    assert outcome.curve.tolist() == [3, 4, 4, 4, 4]
    assert (outcome.served_before, outcome.served_after, outcome.whole, outcome.unused) == (3, 4, 4, 0)
    assert outcome.services(after=False).tolist() == ["running", "served", "served", "unserved"]
    assert outcome.services(after=True).tolist() == ["running", "served", "served", "new_site"]


def test_counts_are_whole_numbers_and_areas_are_km2(dataset):
    counted = run_scenario(dataset, SENYUM)
    assert isinstance(counted.served_before, int)
    assert isinstance(counted.exact.total, int)
    measured = run_scenario(dataset, dataclasses.replace(SENYUM, weight="area"))
    assert measured.served_before == pytest.approx(AREAS.area_km2.iloc[:3].sum(), abs=3e-6)
    assert measured.whole == pytest.approx(AREAS.area_km2.sum(), abs=4e-6)


def test_people_count_where_every_kelurahan_has_its_own_figure(dataset):
    people = pd.Series({MAWAR: 40, MELATI: 10, ANGGREK: 20, DAHLIA: 0})
    outcome = run_scenario(dataset, dataclasses.replace(SENYUM, rule="self", weight="people"), people)
    assert (outcome.steps[0].kode, outcome.served_before, outcome.served_after, outcome.whole) == (
        MAWAR, 10, 50, 70,
    )  # fmt: skip


@pytest.mark.parametrize("people", [None, pd.Series({MELATI: 10.0, ANGGREK: 20.0, DAHLIA: None, MAWAR: 1.0})])
def test_missing_people_are_never_taken_for_a_number(people):
    wish = dataclasses.replace(SENYUM, weight="people")
    with pytest.raises(ValueError, match=r"no figures|NA"):
        make_problem(AREAS, pd.Series({MELATI: True}), wish, people)


def test_wide_records_count_only_when_asked(dataset):
    posko = Scenario("program", "posko", 1)
    assert run_scenario(dataset, posko).running.sum() == 0
    assert run_scenario(dataset, dataclasses.replace(posko, wide=True)).running.tolist() == [
        False, False, True, True,
    ]  # fmt: skip


def test_planned_ended_and_confirmed_absent_are_not_running(dataset):
    assert run_scenario(dataset, Scenario("pillar", "living", 1)).running.tolist() == [
        True,
        False,
        False,
        False,
    ]


def test_the_exact_solution_finds_more_than_the_plan_for_kampung_senyum():
    outcome = run_scenario(real_dataset(), REAL)
    assert (outcome.served_before, outcome.served_after, outcome.exact.total) == (15, 35, 36)
    assert not outcome.agrees
    assert outcome.exact.proven


def test_the_better_plan_is_used_where_it_is_asked_for():
    plain = run_scenario(real_dataset(), REAL)
    better = run_scenario(real_dataset(), dataclasses.replace(REAL, better=True))
    assert not plain.uses_better
    assert better.uses_better
    assert sorted(step.kode for step in better.steps) == list(plain.exact.kode) == list(better.exact.kode)
    assert (better.served_after, better.served_in_steps, better.more) == (36, 35, 1)
    assert int(better.after.sum()) == 36
    assert better.steps[-1].total == 36
    # The curve stays that of the plan in steps.
    pd.testing.assert_series_equal(better.curve, plain.curve)


def test_a_better_plan_that_does_not_exist_changes_nothing(dataset):
    plain = run_scenario(dataset, SENYUM)
    asked = run_scenario(dataset, dataclasses.replace(SENYUM, better=True))
    assert not asked.uses_better
    assert asked.steps == plain.steps


def test_other_weights_break_ties_by_another_ranking():
    wish = dataclasses.replace(REAL, kind="pillar", subject="living", rule="self", k=1)
    taken = {}
    for name, weights in PRESETS.items():
        outcome = run_scenario(real_dataset(), dataclasses.replace(wish, weights=weights))
        target = Target("pillar", "living")
        needs = measure_needs(real_dataset(), target, make_population(real_dataset()))
        (step,) = outcome.steps
        assert step.kode == rank_areas(needs, weights).rows[0].kode
        taken[name] = step.kode
    assert len(set(taken.values())) > 1


def test_a_rule_that_reaches_further_changes_the_plan():
    plans = [
        [step.kode for step in run_scenario(real_dataset(), dataclasses.replace(REAL, rule=rule)).steps]
        for rule in ("self", "neighbours", 1000)
    ]
    assert len(set(map(tuple, plans))) == 3


@given(problems(), st.sampled_from(["areas", "people"]))
def test_the_curve_is_that_of_the_plans_for_every_number_of_sites(problem, weight):
    assume(list(greedy_steps(problem)))
    scenario = Scenario("program", "x", problem.k, weight=weight)
    outcome = make_outcome(scenario, problem, pd.Series(data=False, index=problem.kode), 10)
    curve = outcome.curve
    assert curve.index.tolist() == list(range(len(problem.kode) + 1))
    assert curve[0] == weigh(problem, served(problem, []))
    for k in range(max(1, len(problem.locked)), len(problem.kode) + 1):
        sites = plan_of(dataclasses.replace(problem, k=k))
        assert curve[k] == weigh(problem, served(problem, problem.positions(sites)))
    assert curve[min(problem.k, len(problem.kode))] == outcome.served_after
    assert set(outcome.services(after=True)) <= set(SERVICES)


@settings(max_examples=20)
@given(st.randoms(use_true_random=False), st.sampled_from(["neighbours", 400]))
def test_the_order_and_repetition_of_rows_change_nothing(random, rule):
    dataset = real_dataset()
    order = list(range(len(dataset.placements))) * 2
    random.shuffle(order)
    columns = list(dataset.placements.columns)
    random.shuffle(columns)
    shuffled = dataclasses.replace(
        dataset, placements=dataset.placements.iloc[order][columns], programs=dataset.programs.iloc[::-1]
    )
    locked, excluded = ["35.71.01.1003", "35.71.03.1010"], ["35.71.03.1005", "35.71.02.1001"]
    wish = Scenario("pillar", "living", 5, rule, tuple(locked), tuple(excluded), "area")
    random.shuffle(locked)
    random.shuffle(excluded)
    again = dataclasses.replace(wish, locked=(*locked, locked[0]), excluded=(*excluded, excluded[1]))
    one, other = run_scenario(dataset, wish), run_scenario(shuffled, again)
    assert (one.steps, one.exact) == (other.steps, other.exact)
    pd.testing.assert_series_equal(one.curve, other.curve)


# Data at the edge


def test_a_kelurahan_of_which_nothing_is_said_is_not_running():
    problem = make_problem(AREAS, pd.Series({MELATI: True}), SENYUM)
    assert problem.running.tolist() == [True, False, False, False]


def test_a_city_of_one_area_has_one_plan():
    one = Areas(AREAS.frame.iloc[:1], "99.01", "Kota Satu", 32749, "5a3b1e000000")
    for rule in ("self", "neighbours", 100):
        problem = make_problem(one, pd.Series({MELATI: False}), Scenario("program", "x", 3, rule))
        assert plan_of(problem) == [MELATI]
        assert solve_exactly(problem, [MELATI]).total == 1


def test_nothing_running_and_all_alike_takes_the_lowest_codes_and_says_that_others_do_as_well():
    problem = make_problem(
        AREAS,
        pd.Series(data=False, index=AREAS.frame.index),
        Scenario("program", "x", 2, "self", weight="area"),
    )
    assert not problem.served_before.any()
    problem = dataclasses.replace(problem, weight=np.full(4, 1_220_000))
    steps = list(greedy_steps(problem))
    assert [step.kode for step in steps] == [MELATI, ANGGREK, DAHLIA, MAWAR]
    assert [step.ties for step in steps] == [3, 2, 1, 0]
    assert [step.level for step in steps] == [3, 2, 1, 0]
    assert {step.rank for step in steps} == {None}


def test_more_sites_than_are_needed_are_left_over(dataset):
    outcome = run_scenario(dataset, dataclasses.replace(SENYUM, k=9))
    assert (len(outcome.steps), outcome.unused, outcome.served_after) == (1, 8, 4)


def test_a_locked_site_that_adds_nothing_is_kept_and_counts(dataset):
    outcome = run_scenario(dataset, dataclasses.replace(SENYUM, locked=(ANGGREK,)))
    (step,) = outcome.steps
    assert (step.kode, step.newly, step.locked) == (ANGGREK, 0, True)
    assert (outcome.exact.kode, outcome.exact.total, outcome.agrees) == ((ANGGREK,), 3, True)
    assert outcome.curve.tolist() == [3, 3, 4, 4, 4]


# What cannot be planned


def test_every_reason_is_given_at_once(dataset):
    wish = Scenario("pillar", "nope", 0, -1, (MELATI, "99.01.01"), (MELATI,), "people")
    assert reasons(dataset, wish) == [
        "unknown-subject", "unknown-kode", "no-sites",
        "locked-and-excluded", "broken-distance", "people-missing",
    ]  # fmt: skip


REFUSED = [
    ({"kind": "pillar"}, "unknown-subject"),
    ({"k": 0}, "no-sites"),
    ({"k": -2}, "no-sites"),
    ({"k": 1, "locked": (MELATI, DAHLIA)}, "fewer-than-locked"),
    ({"locked": ("35.71.01.1001",)}, "unknown-kode"),
    ({"excluded": ("99.01",)}, "unknown-kode"),
    ({"locked": (MAWAR,), "excluded": (MAWAR,)}, "locked-and-excluded"),
    ({"rule": MAX_METRES + 1}, "broken-distance"),
    ({"weight": "people"}, "people-missing"),
    ({"rule": 5000}, "all-served"),
    ({"excluded": (DAHLIA, MAWAR)}, "nothing-to-gain"),
    ({"excluded": tuple(AREAS.frame.index)}, "nothing-to-gain"),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSED)
def test_a_wish_that_cannot_be_planned_is_refused_in_both_languages(dataset, changes, reason):
    with pytest.raises(ScenarioError) as refused:
        run_scenario(dataset, dataclasses.replace(SENYUM, **changes))
    (objection,) = refused.value.objections
    assert objection.reason == reason
    indonesian, english = (objection.say(language) for language in LANGUAGES)
    assert indonesian != english
    assert indonesian.startswith("Skenario tidak dapat dihitung: ")
    assert english.startswith("The scenario cannot be computed: ")
    assert "{" not in indonesian + english


def test_every_objection_can_happen():
    assert {reason for _, reason in REFUSED} == set(OBJECTIONS)


def test_the_kelurahan_without_people_are_named(dataset):
    people = pd.Series({MELATI: 10, ANGGREK: 20, DAHLIA: None})
    with pytest.raises(ScenarioError, match=r"2 dari 4 kelurahan: Dahlia, Mawar\."):
        run_scenario(dataset, dataclasses.replace(SENYUM, weight="people"), people)


def test_everywhere_present_leaves_nothing_to_plan(dataset):
    assert reasons(dataset, Scenario("program", "modal", 2, wide=True)) == ["all-served"]


# Names and distances


@given(st.text(max_size=200))
def test_a_name_is_one_short_visible_line(text):
    name = clean_name(text)
    assert clean_name(name) == name
    assert len(name) <= NAME_LIMIT
    assert name.isprintable()


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("0", 0),
        ("500", 500),
        ("50000", 50_000),
        ("50001", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
        ("٣", None),
    ],
)
def test_a_distance_is_a_whole_number_of_metres(text, metres):
    assert parse_metres(text) == metres
