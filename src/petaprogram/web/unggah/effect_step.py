"""The last step: what would change, in the tables and on the map, and the button that writes it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from petaprogram.changes.history_words import describe_row, say_record
from petaprogram.importing.effect import Effect
from petaprogram.importing.plan import Plan
from petaprogram.importing.recipe import Whole
from petaprogram.maps.change_classes import classify_changes
from petaprogram.messages.language import counted_message, message
from petaprogram.messages.vocabulary import STATE
from petaprogram.store.history import Difference
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts.components import show
from petaprogram.web.parts.small_map import show_still
from petaprogram.web.unggah.controls import choose, decide
from petaprogram.web.unggah.draft import Draft, change
from petaprogram.web.unggah.shape_steps import asked
from petaprogram.web.unggah.work import Work, effect_of
from petaprogram.web.visit.visit import current

# More than anybody reads; all of it is in the history once it is written.
_SHOWN = 40
_COUNTED: Mapping[str, str] = {
    "new": counted_message("{count:f} baru"),
    "changed": counted_message("{count:f} berubah"),
    "gone": counted_message("{count:f} hilang"),
    "same": counted_message("{count:f} tetap"),
    "waiting": counted_message("{count:f} menunggu"),
}
_BLANK = {
    "keep": message("dibiarkan: yang sudah tercatat tetap"),
    "clear": message("dikosongkan: yang sudah tercatat dihapus"),
}
_WHOLE = {
    "none": message("bukan daftar lengkap"),
    "office": message("semua data satu kantor"),
    "program": message("semua data satu program"),
    "kecamatan": message("semua data satu kecamatan"),
    "all": message("semua data kota"),
}
_GONE = {
    "keep": message("dibiarkan"),
    "end": message("statusnya menjadi berakhir"),
    "remove": message("dihapus"),
}


def say_counts(plan: Plan) -> str:
    """Say in a sentence what would become of the rows."""
    language = current()
    counts = plan.counts
    kinds = [kind for kind in _COUNTED if counts[kind] or kind in ("new", "changed", "same")]
    return f"{', '.join(language.counted(_COUNTED[kind], counts[kind]) for kind in kinds)}."


def draw_effect(draft: Draft, work: Work, dataset: Dataset) -> None:
    """Show what would change, and ask what is still to be said of it."""
    plan = work.plan
    if plan is None:
        return
    show("unggah/counts.html", text=say_counts(plan))
    _ask_blank(draft)
    _ask_whole(draft, work)
    if plan.gone:
        _ask_gone(plan, work, draft, dataset)
    effect = effect_of(work)
    # New programs and sources have their names in the data as they would be.
    after, language = effect.changes.after.dataset if effect else dataset, current()
    found = _differences(plan)
    if found:
        rows = [{**describe_row(one, after, language), "row": where} for where, one in found[:_SHOWN]]
        show("unggah/changes.html", rows=rows, more=max(len(found) - _SHOWN, 0))
    if effect:
        _show_effect(effect, dataset)


def _ask_blank(draft: Draft) -> None:
    options = {key: current().say(word) for key, word in _BLANK.items()}
    label = current().say("Sel kosong pada data yang sudah ada")
    decide("u-kosong", label, options, draft.recipe.blank, lambda one: change(blank=one or "keep"))


def _ask_whole(draft: Draft, work: Work) -> None:
    say, whole, base = current().say, draft.recipe.whole, work.base
    options = {key: say(word) for key, word in _WHOLE.items()}
    label = say("Apakah berkas ini daftar lengkap? Bila ya, data yang tidak ada di dalamnya ditanyakan.")
    choose("u-lengkap", label, options, whole.of, _tell_whole)
    kecamatan = base.areas.kecamatan["name"]
    values: Mapping[str, Mapping[str, str]] = {
        "office": {one: one for one in base.offices},
        "program": {key: one.cells["name"] for key, one in base.programs.items()},
        "kecamatan": {str(kode): str(name) for kode, name in kecamatan.items()},
    }
    if whole.of in values:
        choose(
            "u-lengkap-apa",
            say("Yang mana"),
            values[whole.of],
            whole.value or None,
            lambda value: change(whole=Whole(of=whole.of, value=value), gone=None),
        )


def _tell_whole(of: str) -> None:
    change(whole=Whole.model_validate({"of": of or "none"}), gone=None)


def _ask_gone(plan: Plan, work: Work, draft: Draft, dataset: Dataset) -> None:
    language = current()
    options = {key: language.say(word) for key, word in _GONE.items()}
    names = [say_record(work.base.records[one].cells, dataset, language) for one in plan.gone]
    questions = asked(work, "gone")
    label = (
        questions[0].said.say(language)
        if questions
        else language.counted("{count:f} data hilang", len(names))
    )
    decide("u-hilang", label, options, draft.recipe.gone, lambda one: change(gone=one or None))
    show("unggah/note.html", text=language.listing(names, 12))
    if plan.held_back:
        show(
            "unggah/note.html",
            text=language.say("Belum diterapkan: baris yang menunggu mungkin salah satu dari data ini."),
        )


def _differences(plan: Plan) -> list[tuple[str, Difference]]:
    """List what changes, with the row of the sheet; rows of other tables follow."""
    say = current().say
    own = [(say("baris {row:f}", row=row.number), row.difference) for row in plan.rows if row.difference]
    return [*own, *(("", one) for one in plan.others)]


def _show_effect(effect: Effect, dataset: Dataset) -> None:
    language = current()
    say = language.say
    places = len({one.kode for one in effect.states})
    frame = effect.changes.areas.frame
    moves = effect.changes.areas.moves
    before, after = frame["rank_before"], frame["rank_after"]
    pillars = dataset.pillars["name"].to_dict()
    states = [
        (
            f"{one.name}, {pillars.get(one.pillar_id, one.pillar_id)}",
            say(STATE[one.before]),
            say(STATE[one.after]),
        )
        for one in effect.states
    ]
    ranks = [
        (str(frame.at[kode, "name"]), language.number(before[kode]), language.number(after[kode]))
        for kode in moves.index
    ]
    with st.container(key="u-akibat"):
        show(
            "unggah/effect.html",
            head=language.counted("{count:f} kelurahan berubah keadaan di peta", places),
            states=states[:_SHOWN],
            more_states=max(len(states) - _SHOWN, 0),
            rank_head=language.counted("{count:f} peringkat berpindah", len(ranks)),
            ranks=ranks[:_SHOWN],
            more_ranks=max(len(ranks) - _SHOWN, 0),
        )
        with st.container(key="u-akibat-peta"):
            changed = frame.loc[dataset.areas.frame.index, "changed"]
            show_still(dataset.areas, classify_changes(changed))
