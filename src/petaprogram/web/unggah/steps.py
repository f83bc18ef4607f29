"""The six steps in one column: those behind folded to a sentence, one open, the others to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from petaprogram.importing.plan import Plan
from petaprogram.messages.language import message
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show
from petaprogram.web.unggah.applying import done, draw_confirmation, show_done
from petaprogram.web.unggah.check_step import draw_check, say_check
from petaprogram.web.unggah.decision_step import decided, draw_decisions, say_decisions
from petaprogram.web.unggah.draft import (
    CHECK,
    COLUMNS,
    EFFECT,
    FILE,
    NAMES,
    SHEET,
    Draft,
    draft,
    open_step,
    pass_step,
)
from petaprogram.web.unggah.effect_step import draw_effect
from petaprogram.web.unggah.file_step import draw_file
from petaprogram.web.unggah.keeping import discard, keep, open_asked
from petaprogram.web.unggah.shape_steps import (
    asked,
    draw_columns,
    draw_sheet,
    issues_of_columns,
    issues_of_sheet,
    say_columns,
    say_sheet,
)
from petaprogram.web.unggah.work import Work, base_in_use, forget, work_on
from petaprogram.web.visit.visit import current

_TITLES = {
    FILE: message("Berkas"),
    SHEET: message("Yang terbaca"),
    COLUMNS: message("Kolom"),
    NAMES: message("Tempat dan nama"),
    CHECK: message("Periksa"),
    EFFECT: message("Akibat"),
}


@dataclass(frozen=True, slots=True)
class _Step:
    """A step: how it is drawn, what it says once it is behind, whether it must be seen, whether it holds.

    What was answered is still to be seen: nobody is taken on by the last answer.
    """

    number: int
    draw: Callable[[], None]
    sentence: str
    asks: bool
    blocked: bool = False


def draw_steps(dataset: Dataset, offices: list[str]) -> None:
    """Draw the page of whoever uploads."""
    open_asked()
    now = draft()
    if written := done():
        show_done(written)
        if now is None:
            return
    if now is None:
        _draw_head(FILE, "open")
        with st.container(key="u-langkah-1"):
            draw_file(base_in_use(), offices)
        for number in range(SHEET, EFFECT + 1):
            _draw_head(number, "later")
        return
    work = work_on(now)
    keep(work.base.number)
    steps = _steps(now, work, dataset, offices)
    opened = _opened(now, steps)
    _draw_file_head(now)
    for step in steps:
        if step.number == opened:
            _draw_open(step)
        elif step.number < opened or step.number in now.passed:
            _draw_done(step)
        else:
            _draw_head(step.number, "later")


def _steps(now: Draft, work: Work, dataset: Dataset, offices: list[str]) -> Sequence[_Step]:
    plan = work.plan
    # What a template or the form made has the shape that it should have.
    ours = now.from_form or bool(work.book and work.book.template)
    recipe = now.recipe

    def confirm() -> None:
        draw_effect(now, work, dataset)
        draw_confirmation(now, work, offices)

    steps = (
        _Step(
            SHEET,
            lambda: draw_sheet(now, work),
            say_sheet(work),
            not ours
            or bool(issues_of_sheet(work) or asked(work, "sheet", "hidden_rows") or recipe.hidden_rows),
            # Without columns the next step has nothing to ask.
            bool(issues_of_sheet(work)) or any(one.open for one in asked(work, "sheet")),
        ),
        _Step(
            COLUMNS,
            lambda: draw_columns(now, work),
            say_columns(work),
            not ours or bool(issues_of_columns(work) or asked(work, "dates") or recipe.dates),
            plan is None or any(one.open for one in asked(work, "dates")),
        ),
        _Step(
            NAMES,
            lambda: draw_decisions(now, work),
            say_decisions(work, now),
            bool(plan and any(decided(plan, recipe))),
        ),
        _Step(
            CHECK,
            lambda: draw_check(now, work),
            say_check(work),
            bool(recipe.mended) or _has_errors(plan),
            bool(asked(work, "rows")),
        ),
        _Step(EFFECT, confirm, "", asks=True),
    )
    # Of the shape of a row that a form made nothing is said.
    return [one for one in steps if one.asks or not (now.from_form and one.number in (SHEET, COLUMNS))]


def _has_errors(plan: Plan | None) -> bool:
    return bool(plan and any(one.stops for one in plan.problems))


def _opened(now: Draft, steps: Sequence[_Step]) -> int:
    """Choose the step that is open: the one gone back to, the first that holds, or the first not yet seen."""
    first_blocked = next((one.number for one in steps if one.blocked), EFFECT)
    if now.opened and now.opened <= first_blocked:
        return now.opened
    return next(
        one.number
        for one in steps
        if one.number == first_blocked or (one.asks and one.number not in now.passed)
    )


def _draw_file_head(now: Draft) -> None:
    language = current()
    with st.container(key="u-langkah-1", horizontal=True):
        kilobytes = max(1, round(len(now.data) / 1024))
        sentence = (
            language.say("Satu data dari formulir.")
            if now.from_form
            else language.say("{name}, {size:f} kB.", name=now.name, size=kilobytes)
        )
        _draw_head(FILE, "done", sentence)
        label = language.say("Ubah isian") if now.from_form else language.say("Ganti berkas")
        st.button(label, key="u-ganti", type="tertiary", on_click=_start_again)


def _start_again() -> None:
    discard()
    forget()


def _draw_done(step: _Step) -> None:
    with st.container(key=f"u-langkah-{step.number}", horizontal=True):
        _draw_head(step.number, "done", step.sentence)
        st.button(
            current().say("Ubah"),
            key=f"u-ubah-{step.number}",
            type="tertiary",
            on_click=open_step,
            args=(step.number,),
        )


def _draw_open(step: _Step) -> None:
    _draw_head(step.number, "open", step.sentence)
    with st.container(key=f"u-langkah-{step.number}"):
        step.draw()
        if step.number != EFFECT:
            st.button(
                current().say("Lanjut"),
                key=f"u-lanjut-{step.number}",
                type="primary",
                disabled=step.blocked,
                on_click=pass_step,
                args=(step.number,),
            )


def _draw_head(number: int, state: str, sentence: str = "") -> None:
    title = current().say(_TITLES[number])
    show("unggah/step.html", position=number, title=title, state=state, sentence=sentence)
