"""The step about what is wrong: every problem at its cell, mended here or in the office's own file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

from petaprogram.exports.file_format import MIME
from petaprogram.importing.layout import cell_text
from petaprogram.importing.marking import mark
from petaprogram.importing.plan import Plan, Problem
from petaprogram.importing.words import VOCABULARIES
from petaprogram.messages.issues import group_rows
from petaprogram.messages.language import message
from petaprogram.messages.letters import visible
from petaprogram.web.parts.components import literal, show
from petaprogram.web.unggah.controls import decide
from petaprogram.web.unggah.draft import Draft, change, draft
from petaprogram.web.unggah.shape_steps import asked, say_issues, show_issues
from petaprogram.web.unggah.work import Work
from petaprogram.web.visit.visit import current

# More than anybody mends on a page; the marked file has all.
_SHOWN = 30
_WAITING = {
    "good": message("Ambil baris yang baik; yang bermasalah menunggu dan dapat diunggah lagi nanti"),
    "all": message("Jangan ambil apa pun sebelum semua baris baik"),
}
# What another step decides, and what no other text in the cell would mend.
_NOT_HERE = {
    *("import-place", "import-program-unknown", "import-source-publisher"),
    *("import-record-twice", "import-record-several"),
}

_OF_POINTS = {"import-point", "import-point-outside", "import-point-half"}
_OTHER_HALF = {"lon": "lat", "lat": "lon"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One cause: the same text in the same column, wrong in the same way, in some rows."""

    title: str
    field: str
    text: str
    said: str
    rows: tuple[int, ...]

    @property
    def key(self) -> str:
        """Name its control after it: another fault in its place would show what was written for this one."""
        return f"u-perbaikan-{sha256(repr(self).encode()).hexdigest()[:12]}"


def say_check(work: Work) -> str:
    """Say in a sentence how many rows are good."""
    language, plan = current(), work.plan
    if not plan:
        return ""
    waiting = plan.counts["waiting"]
    if not waiting:
        return language.say("Semua baris dapat dibaca.")
    good = language.counted("{count:f} baris baik", len(plan.rows) - waiting)
    left = language.counted("{count:f} baris menunggu", waiting)
    return f"{good}; {left}."


def draw_check(draft: Draft, work: Work) -> None:
    """Show what is wrong, let the visitor mend it, and ask what becomes of rows that stay wrong."""
    plan, say = work.plan, current().say
    if plan is None:
        return
    faults = find_faults(plan, draft)
    others = [one.issue for one in plan.problems if one.stops and not _is_at_cell(one, plan)]
    warnings = [one.issue for one in plan.problems if not one.stops]
    if faults:
        _mend(faults)
    if mended := sum(map(len, draft.recipe.mended.values())):
        label = current().counted("Kembalikan {count:f} sel yang diperbaiki", mended)
        st.button(label, key="u-kembalikan", type="tertiary", on_click=change, kwargs={"mended": {}})
    if len(faults) > _SHOWN:
        more = len(faults) - _SHOWN
        show(
            "unggah/note.html",
            text=current().counted("{count:f} masalah lagi ada dalam berkas bertanda.", more),
        )
    show_issues(group_rows(others)[:_SHOWN])
    if plan.problems:
        stem = draft.name.rpartition(".")[0] or draft.name
        language = current()
        st.download_button(
            say("Unduh berkas dengan sel bertanda"),
            lambda: mark(draft.data, plan, language),
            f"{stem}-bertanda.xlsx",
            MIME["xlsx"],
            on_click="ignore",
            key="u-bertanda",
        )
    if warnings:
        show("unggah/warnings.html", issues=say_issues(group_rows(warnings))[:_SHOWN], count=len(warnings))
    for question in asked(work, "rows"):
        _ask_rows(question.said.say(current()), draft)
    if draft.recipe.rows == "good" and plan.counts["waiting"]:
        _ask_rows(current().counted("{count:f} baris bermasalah", plan.counts["waiting"]), draft)
    if not plan.problems:
        show("unggah/note.html", text=say("Tidak ada masalah."))


def _ask_rows(label: str, draft: Draft) -> None:
    options = {key: current().say(word) for key, word in _WAITING.items()}
    # To take nothing is how it stands as long as nobody has chosen.
    chosen = "good" if draft.recipe.rows == "good" else None
    decide("u-baris", label, options, chosen, lambda one: change(rows=one or "all"))


def _is_at_cell(problem: Problem, plan: Plan) -> bool:
    return problem.position in plan.layout.titles and problem.issue.rule not in _NOT_HERE


def find_faults(plan: Plan, draft: Draft) -> list[Fault]:
    """Join the problems at cells that are the same, in the order of the rows."""
    fields = {position: name for name, position in plan.layout.columns.items()}
    cells = dict(plan.layout.rows)

    def text_at(row: int, position: int) -> str:
        there = cells.get(row, ())
        mended = draft.recipe.mended.get(str(row), {})
        return mended.get(
            plan.layout.titles[position], cell_text(there[position]) if position < len(there) else ""
        )

    found: dict[tuple[str, str, str], list[Problem]] = {}
    for one in plan.problems:
        if one.stops and one.position is not None and _is_at_cell(one, plan):
            title = plan.layout.titles[one.position]
            found.setdefault((title, text_at(one.row, one.position), one.issue.rule), []).append(one)
    made = []
    for (title, text, rule), problems in found.items():
        name = fields.get(problems[0].position or 0, "")
        rows = tuple(dict.fromkeys(one.row for one in problems))
        made.append(Fault(title, name, text, problems[0].issue.say(current()), rows))
        # A point is mended by either of its numbers, or by leaving both blank.
        other = _OTHER_HALF.get(name, "")
        if rule in _OF_POINTS and (place := plan.layout.columns.get(other)) is not None:
            half = plan.layout.titles[place]
            made += [Fault(half, other, text_at(row, place), visible(half), (row,)) for row in rows]
    return made


def _mend(faults: Sequence[Fault]) -> None:
    say, language = current().say, current()
    show(
        "unggah/note.html",
        text=say("Perbaiki di sini, lalu tekan Pakai perbaikan. Berkas Anda tidak berubah."),
    )
    with st.form("u-perbaikan", border=False):
        for fault in faults[:_SHOWN]:
            rows = language.listing([str(one) for one in fault.rows], 8)
            label = literal(say("Baris {row}: {text}", row=rows, text=fault.said))
            if fault.field in VOCABULARIES:
                words = list(VOCABULARIES[fault.field].values())
                st.selectbox(
                    label,
                    words,
                    index=None,
                    format_func=say,
                    placeholder=visible(fault.text) or say("Pilih satu"),
                    key=fault.key,
                )
            else:
                st.text_input(label, value=visible(fault.text), key=fault.key, autocomplete="off")
        st.form_submit_button(say("Pakai perbaikan"), on_click=_take, args=(tuple(faults[:_SHOWN]),))


def _take(faults: Sequence[Fault]) -> None:
    """Write what was mended into the recipe, for all rows alike."""
    now = draft()
    if now is None:
        return
    mended: dict[str, Mapping[str, str]] = dict(now.recipe.mended)
    for fault in faults:
        told = st.session_state.get(fault.key)
        if told is None or told.strip() == visible(fault.text):
            continue
        for row in fault.rows:
            mended[str(row)] = {**mended.get(str(row), {}), fault.title: told.strip()}
    change(mended=mended)
