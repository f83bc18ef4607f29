"""The steps about the shape of a file: where the data stand in it, and what each column means."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from petaprogram.importing.fields import FIELDS
from petaprogram.importing.layout import cell_text
from petaprogram.importing.outline import SHOWN_ROWS, Outline
from petaprogram.importing.plan import Question
from petaprogram.importing.recipe import Recipe
from petaprogram.importing.words import VOCABULARIES
from petaprogram.messages.issues import Issue
from petaprogram.messages.language import message
from petaprogram.web.parts.components import show
from petaprogram.web.unggah.controls import Tell, choose, decide, write
from petaprogram.web.unggah.draft import Draft, answer, change
from petaprogram.web.unggah.work import Work
from petaprogram.web.visit.visit import current

# What stops a file for the meaning of its columns; everything else that stops one is of its sheet.
_OF_COLUMNS = {"import-missing-column", "import-double-column"}
_ENCODINGS = {
    "utf-8": "UTF-8",
    "cp1252": "Windows (cp1252)",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}
_SEPARATORS = {
    ";": message("titik koma (;)"),
    ",": message("koma (,)"),
    "\t": message("tab"),
    "|": message("garis tegak (|)"),
}
# What may be said once for all rows of a file that has no such column.
_CONSTANTS = ("program", "area", "status", "source", "publisher")
_NONE = "-"
_HIDDEN = {"leave": message("Jangan disertakan"), "take": message("Sertakan")}
_HIDDEN_TOLD = {
    "leave": message("{count:f} baris tersembunyi tidak dibaca"),
    "take": message("{count:f} baris tersembunyi disertakan"),
}
_ORDERS = {"day": message("Hari dahulu"), "month": message("Bulan dahulu")}


def issues_of_sheet(work: Work) -> list[Issue]:
    """List what keeps the file from being read, before its columns matter."""
    return [one for one in work.issues if one.rule not in _OF_COLUMNS]


def issues_of_columns(work: Work) -> list[Issue]:
    """List what is wrong with the columns."""
    return [one for one in work.issues if one.rule in _OF_COLUMNS]


def asked(work: Work, *names: str) -> list[Question]:
    """List the questions of a plan about some fields of the recipe."""
    return [one for one in work.plan.questions if one.field in names] if work.plan else []


def show_issues(issues: Iterable[Issue]) -> None:
    """Show what keeps something from being read."""
    if said := say_issues(issues):
        show("unggah/issues.html", issues=said)


def say_issues(issues: Iterable[Issue]) -> list[str]:
    """Say what is wrong, and in which rows of the sheet; the file is known."""
    language = current()
    return [
        language.say("Baris {row}: {text}", row=one.place, text=one.say(language))
        if one.place
        else one.say(language)
        for one in issues
    ]


def say_sheet(work: Work) -> str:
    """Say in a sentence where the data are."""
    say, outline = current().say, work.outline
    if outline is None:
        return ""
    parts = [say("lembar {sheet}", sheet=outline.sheet.name)] if outline.sheet.name else []
    if work.book and work.book.kind == "csv":
        parts.append(say("CSV dengan pemisah {separator}", separator=say(_SEPARATORS[work.book.separator])))
    if outline.header is not None:
        parts.append(say("judul kolom di baris {row:f}", row=outline.header))
    if plan := work.plan:
        parts.append(current().counted("{count:f} baris data", len(plan.layout.rows)))
        if hidden := len(plan.layout.hidden):
            told = _HIDDEN_TOLD[plan.recipe.hidden_rows or "leave"]
            parts.append(say(told, count=hidden))
    return _sentence(parts)


def say_columns(work: Work) -> str:
    """Say in a sentence which columns are known."""
    say = current().say
    if not work.plan:
        return ""
    layout = work.plan.layout
    known = [say(FIELDS[name].title) for name in layout.columns if name != "placement_id"]
    parts = [say("terbaca: {columns}", columns=", ".join(known))]
    if layout.unread:
        parts.append(say("tidak dibaca: {columns}", columns=", ".join(layout.unread)))
    return _sentence(parts)


def _sentence(parts: list[str]) -> str:
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def draw_sheet(draft: Draft, work: Work) -> None:
    """Draw how the file was read, with the first rows, and let the visitor say otherwise."""
    say, outline, recipe = current().say, work.outline, draft.recipe
    show_issues(issues_of_sheet(work))
    if outline is None or work.book is None:
        return
    with st.container(key="u-lembar-pilihan"):
        _draw_reading(work, outline)
    for question in asked(work, "hidden_rows"):
        options = {one: say(word) for one, word in _HIDDEN.items()}
        label = say(
            "{question} Misalnya baris {rows}.",
            question=question.said.say(current()),
            rows=", ".join(question.examples),
        )
        decide("u-tersembunyi", label, options, recipe.hidden_rows, lambda one: change(hidden_rows=one))
    _show_rows(outline)


def _draw_reading(work: Work, outline: Outline) -> None:
    """Draw which sheet, which titles, and of a CSV file which signs."""
    say = current().say
    if len(outline.sheets) > 1:
        choose(
            "u-lembar", say("Lembar"), {one: one for one in outline.sheets}, outline.sheet.name, _read_sheet
        )
    rows = {str(number): _say_row(number, cells) for number, cells in outline.sheet.rows[:40]}
    header = str(outline.header) if outline.header is not None else None
    choose("u-judul", say("Baris judul kolom"), rows, header, _read_header)
    if work.book and work.book.kind == "csv":
        separators = {sign: say(word) for sign, word in _SEPARATORS.items()}
        choose(
            "u-pemisah",
            say("Pemisah kolom"),
            separators,
            work.book.separator,
            lambda one: change(separator=one),
        )
        choose(
            "u-pengodean", say("Pengodean"), _ENCODINGS, work.book.encoding, lambda one: change(encoding=one)
        )


def _say_row(number: int, cells: tuple[object, ...]) -> str:
    texts = [cell_text(cell) for cell in cells if cell != ""]  # type: ignore[arg-type]
    return f"{number}: {', '.join(texts)}"[:120]


def _read_sheet(name: str) -> None:
    change(sheet=name, header_row=None, columns={}, dates={}, numbers={}, hidden_rows=None, mended={})


def _read_header(row: str) -> None:
    change(header_row=int(row) if row else None, columns={}, dates={}, numbers={}, mended={})


def _show_rows(outline: Outline) -> None:
    width = max((len(cells) for _, cells in outline.rows), default=0)
    show(
        "unggah/rows.html",
        title=current().say("{count:f} baris pertama", count=min(SHOWN_ROWS, len(outline.rows))),
        header=outline.header,
        rows=[(number, [*cells, *[""] * (width - len(cells))]) for number, cells in outline.rows],
    )


def draw_columns(draft: Draft, work: Work) -> None:
    """Draw what each column means, with examples, and let the visitor say otherwise."""
    say, outline, recipe = current().say, work.outline, draft.recipe
    show_issues(issues_of_columns(work))
    if outline is None:
        return
    fields = {_NONE: say("tidak dibaca"), **{name: say(about.title) for name, about in FIELDS.items()}}
    with st.container(key="u-kolom"):
        for position, (title, meant) in enumerate(outline.titles.items()):
            examples = ", ".join(outline.examples.get(title, ())) or say("kosong")
            label = say("{title} (misalnya: {examples})", title=title, examples=examples[:80])
            choose(f"u-kolom-{position}", label, fields, meant or _NONE, _tell_column(title))
    for question in asked(work, "dates"):
        _ask_order(question, recipe)
    _draw_constants(work, recipe)


def _tell_column(title: str) -> Tell:
    return lambda name: answer("columns", title, "" if name == _NONE else name)


def _ask_order(question: Question, recipe: Recipe) -> None:
    say, title = current().say, question.subject
    # Each example says both readings, the day first.
    parts = [one.partition(": ") for one in question.examples]
    read = {
        order: ", ".join(f"{text} = {both.split(' / ')[place]}" for text, _, both in parts)
        for place, order in enumerate(_ORDERS)
    }
    options = {order: f"{say(word)}: {read[order]}" for order, word in _ORDERS.items()}
    chosen = recipe.dates.get(title)
    decide(
        f"u-tanggal-{title}",
        question.said.say(current()),
        options,
        chosen,
        lambda one: answer("dates", title, one),
    )


def _draw_constants(work: Work, recipe: Recipe) -> None:
    """Let what no column says be said once for all rows."""
    say, outline = current().say, work.outline
    there = set(outline.titles.values()) if outline else set()
    missing = [name for name in _CONSTANTS if name not in there]
    if not missing or "placement_id" in there:
        return
    show("unggah/note.html", text=say("Yang tidak punya kolom dapat disebut sekali untuk semua baris:"))
    for name in missing:
        key, label, said = f"u-semua-{name}", say(FIELDS[name].title), recipe.constants.get(name, "")
        tell = _tell_constant(name)
        if name in VOCABULARIES:
            choose(key, label, {word: say(word) for word in VOCABULARIES[name].values()}, said or None, tell)
        else:
            write(key, label, said, tell)


def _tell_constant(name: str) -> Tell:
    return lambda text: answer("constants", name, text or None)
