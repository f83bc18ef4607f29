"""The step about names that nobody is sure of: places, programs, sources and partners."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import streamlit as st

from petaprogram.importing.base import Base
from petaprogram.importing.places import OUTSIDE, PlaceQuestion, label_of, labels
from petaprogram.importing.plan import Plan
from petaprogram.importing.recipe import NewProgram, NewSource, PlaceChoice, Recipe
from petaprogram.measures.partners import KIND_WORDS
from petaprogram.messages.vocabulary import PARTNER_KIND
from petaprogram.web.parts.components import show
from petaprogram.web.unggah.controls import Tell, choose, decide, write
from petaprogram.web.unggah.draft import Draft, answer, keep_asked
from petaprogram.web.unggah.work import Work
from petaprogram.web.visit.visit import current

# Answers that are no key of a table.
_OTHER, _WAIT, _NEW = "-lain", "-tunggu", "-baru"
# More than anybody decides one by one; what is left waits, and is asked again once these are decided.
_SHOWN = 30


def decided(plan: Plan, recipe: Recipe) -> tuple[int, int]:
    """Count the names that were decided and those that are open; rows with an open one wait."""
    made = sum(bool(choice.kode) for choice in recipe.places.values()) + len(recipe.programs)
    made += sum(bool(one.publisher) for one in recipe.sources.values())
    return made, len(plan.places) + len(plan.unknown_programs) + len(plan.unknown_sources)


def say_decisions(work: Work, draft: Draft) -> str:
    """Say in a sentence what is decided and what is open."""
    language = current()
    if not work.plan:
        return ""
    made, left = decided(work.plan, draft.recipe)
    if not (made or left):
        return language.say("Semua tempat, program, dan sumber dikenali.")
    parts = [language.counted("{count:f} nama diputuskan", made)] if made else []
    if left:
        parts.append(language.counted("{count:f} belum; barisnya menunggu", left))
    return f"{'; '.join(parts)}."


def draw_decisions(draft: Draft, work: Work) -> None:
    """Ask of each name what it means, once for all rows that have it."""
    plan, base, say = work.plan, work.base, current().say
    if plan is None:
        return
    recipe = draft.recipe
    kept = keep_asked("places", {one.written: one for one in plan.places})
    open_places = {one.written for one in plan.places}
    places = [one for written, one in kept.items() if written in open_places or written in recipe.places]
    for place in places[:_SHOWN]:
        _ask_place(place, base, recipe)
    near = keep_asked("programs", plan.unknown_programs)
    programs = [one for one in near if one in plan.unknown_programs or one in recipe.programs]
    for written in programs[:_SHOWN]:
        _ask_program(written, near[written], base, recipe)
    titles = [
        one
        for one in keep_asked("sources", dict.fromkeys(plan.unknown_sources))
        if _is_open(one, work, draft)
    ]
    for title in titles[:_SHOWN]:
        _ask_source(title, recipe)
    partners = keep_asked("partners", dict.fromkeys(_unknown_partners(plan)))
    for written in list(partners)[:_SHOWN]:
        _ask_partner(written, base, recipe)
    if not (places or programs or titles or partners):
        show("unggah/note.html", text=say("Tidak ada yang perlu diputuskan."))


def _is_open(title: str, work: Work, draft: Draft) -> bool:
    plan = work.plan
    return title in draft.recipe.sources or bool(plan and title in plan.unknown_sources)


def _key(kind: str, written: str) -> str:
    """Name a control after what it asks about: another question in its place would show its answer."""
    return f"u-{kind}-{sha256(written.encode()).hexdigest()[:12]}"


def _ask_place(question: PlaceQuestion, base: Base, recipe: Recipe) -> None:
    language, written = current(), question.written
    say, areas = language.say, base.areas
    choice = recipe.places.get(written, PlaceChoice(kode=""))
    near = {one.kode: one.name for one in question.candidates}
    if choice.kode not in ("", OUTSIDE, *near):
        near[choice.kode] = label_of(choice.kode, areas)
    options = {
        **near,
        _OTHER: say("wilayah lain di {city}", city=areas.city),
        OUTSIDE: say("di luar {city}; barisnya tidak dipakai", city=areas.city),
        _WAIT: say("belum tahu; barisnya menunggu"),
    }
    other = _key("tempat-lain", written)
    chosen = choice.kode or (_OTHER if st.session_state.get(f"{other}-buka") == written else _WAIT)

    def tell(kode: str) -> None:
        st.session_state[f"{other}-buka"] = written if kode == _OTHER else None
        told = None if kode in ("", _OTHER, _WAIT) else PlaceChoice(kode=kode, remember=choice.remember)
        answer("places", written, told)

    label = say(
        "“{written}” di {rows}: {reason}",
        written=written,
        rows=_rows(question.rows),
        reason=question.reason.say(current()),
    )
    decide(_key("tempat", written), label, options, chosen, tell)
    if chosen == _OTHER:
        choose(other, say("Yang dimaksud"), labels(areas), None, tell)
    if choice.kode and choice.kode != OUTSIDE:
        _offer_remembering(written, choice)


def _offer_remembering(written: str, choice: PlaceChoice) -> None:
    key = _key("ingat", written)
    st.session_state[key] = choice.remember

    def tell() -> None:
        answer("places", written, choice.model_copy(update={"remember": bool(st.session_state[key])}))

    st.checkbox(current().say("Ingat ejaan ini untuk unggahan berikutnya"), key=key, on_change=tell)


def _rows(rows: Sequence[int]) -> str:
    language = current()
    return language.say("baris {rows}", rows=language.listing([str(one) for one in rows], 5))


def _ask_program(written: str, near: Sequence[str], base: Base, recipe: Recipe) -> None:
    say = current().say
    names = {key: one.cells["name"] for key, one in base.programs.items()}
    choice = recipe.programs.get(written)
    known = choice if isinstance(choice, str) else None
    first = [*dict.fromkeys([*near, *([known] if known else [])])]
    rest = sorted((key for key in names if key not in first), key=lambda key: names[key].casefold())
    options = {
        _WAIT: say("belum tahu; barisnya menunggu"),
        **{key: names[key] for key in first if key in names},
        _NEW: say("program baru"),
        **{key: names[key] for key in rest},
    }

    def tell(key: str) -> None:
        pillar = next(iter(_pillars(base)))
        new = NewProgram(name=written, kind=next(iter(_kinds(base)), ""), pillar_id=pillar)
        answer("programs", written, {_WAIT: None, "": None, _NEW: new}.get(key, key))

    chosen = _NEW if isinstance(choice, NewProgram) else known or _WAIT
    choose(
        _key("program", written), say("Program “{written}” berarti", written=written), options, chosen, tell
    )
    if isinstance(choice, NewProgram):
        _ask_new_program(written, choice, base)


def _ask_new_program(written: str, choice: NewProgram, base: Base) -> None:
    say = current().say

    def tell(field: str) -> Tell:
        return lambda text: answer("programs", written, choice.model_copy(update={field: text}))

    choose(_key("pilar", written), say("Pilar"), _pillars(base), choice.pillar_id, tell("pillar_id"))
    kinds = {kind: kind for kind in _kinds(base)}
    choose(_key("jenis", written), say("Jenis program"), kinds, choice.kind, tell("kind"))
    write(_key("uraian", written), say("Uraian singkat"), choice.description, tell("description"))


def _pillars(base: Base) -> dict[str, str]:
    return {key: one.cells["name"] for key, one in base.by_key("pillars").items()}


def _kinds(base: Base) -> list[str]:
    return sorted({one.cells["kind"] for one in base.programs.values()})


def _ask_source(title: str, recipe: Recipe) -> None:
    say, given = current().say, recipe.sources.get(title, NewSource())

    def tell(field: str) -> Tell:
        def told(text: str) -> None:
            new = given.model_copy(update={field: text})
            answer("sources", title, None if new == NewSource() else new)

        return told

    show("unggah/note.html", text=say("Sumber baru “{title}”:", title=title))
    write(_key("penerbit", title), say("Penerbit"), given.publisher, tell("publisher"))
    hint = say("misalnya 2026 atau 2026-03-31")
    write(_key("tanggal-sumber", title), say("Tanggal sumber"), given.date, tell("date"), hint=hint)
    write(_key("tautan", title), say("Tautan"), given.url, tell("url"))


def _unknown_partners(plan: Plan) -> list[str]:
    told = [dict(one.issue.values)["value"] for one in plan.problems if one.issue.rule == "import-partner"]
    return list(map(str, told))


def _ask_partner(written: str, base: Base, recipe: Recipe) -> None:
    say = current().say
    options = {
        _WAIT: say("ditulis apa adanya, belum ditinjau"),
        **{kind: say("mitra baru: {kind}", kind=say(KIND_WORDS[kind])) for kind in PARTNER_KIND},
        **{name: say("sama dengan {name}", name=name) for name in sorted(base.partners, key=str.casefold)},
    }
    label = say("Mitra “{written}” belum dikenal", written=written)
    choose(
        _key("mitra", written),
        label,
        options,
        recipe.partners.get(written, _WAIT),
        lambda one: answer("partners", written, None if one in ("", _WAIT) else one),
    )
