"""The pure function of an import: what was read, how, and against which version, makes the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

from petaprogram.geography.written_places import normalise
from petaprogram.importing.base import Base
from petaprogram.importing.book import Book
from petaprogram.importing.fields import FIELDS
from petaprogram.importing.layout import Layout, find_layout, name_place
from petaprogram.importing.meaning import (
    Meanings,
    Meant,
    check_points,
    kept_cell,
    merged_cells,
    say_changed_since,
    told_of_sources,
)
from petaprogram.importing.places import PlaceQuestion, remembered
from petaprogram.importing.plan import Plan, Problem, Question, RowPlan
from petaprogram.importing.recipe import Recipe, Whole
from petaprogram.importing.records import Records
from petaprogram.importing.result import Outcome, find_outcome
from petaprogram.importing.rows import Reader
from petaprogram.importing.sandbox import read_book
from petaprogram.importing.sources import SOURCE_FIELDS
from petaprogram.messages.issues import Said
from petaprogram.messages.language import message
from petaprogram.messages.vocabulary import PARTNER_KIND
from petaprogram.store.schema import COLUMNS
from petaprogram.store.writing import Edit
from petaprogram.tables.partner_names import partner_name, partners_of, read_partners

# What a record must say, and by which field.
_NEEDED = {"program_id": "program", "status": "status", "source_id": "source"}
_LIVING = ("running", "planned", "nominated")
_ID = re.compile(r"P([0-9]+)")

_ASK_HIDDEN = message("{count:f} baris tersembunyi atau tersaring tidak dibaca; sertakan?")
_ASK_HIDDEN_SHEETS = message("{count:f} lembar tersembunyi tidak dibaca; pakai salah satunya?")
_ASK_SHEET = message("lebih dari satu lembar berisi data; yang mana?")
_ASK_GONE = message(
    "{count:f} data yang dinyatakan lengkap tidak ada di berkas; dibiarkan, berakhir, atau dihapus?"
)
_ASK_WAITING = message("{count:f} baris bermasalah; ambil yang baik dahulu dan biarkan sisanya menunggu?")


def plan_import(data: bytes, file: str, recipe: Recipe, base: Base) -> Plan:
    """Plan the import of a file: the same bytes, recipe and version always make the same plan.

    Raises
    ------
    ImportStopError
        Where nothing can be planned: the one cause, with what was found and what was expected.
    """
    wanted = (recipe.sheet,) if recipe.sheet else ()
    book = read_book(data, file, sheets=wanted, encoding=recipe.encoding, separator=recipe.separator)
    return make_plan(book, recipe, base, file, sha256(data).hexdigest())


def make_plan(book: Book, recipe: Recipe, base: Base, file: str, digest: str = "") -> Plan:
    """Plan the import of what was read of a file; see `plan_import`."""
    layout = find_layout(book, recipe, file)
    place = name_place(layout.sheet, file)
    reader = Reader(layout, recipe, place)
    meanings = Meanings(base, recipe, layout, place, base.at(book.template))
    read = [*reader.read()]
    for row in read:
        about = {**recipe.constants, **{name: text for name, text in row.texts.items() if text}}
        meanings.sources.hear(about.get("source", ""), about.get("publisher", ""))
    meant = [meanings.read(row) for row in read]
    # What rows say is known by its meaning from here on; of a long sheet the texts are not kept twice.
    for row in read:
        row.texts.clear()
    check_points(meant, meanings)
    _identify(meant, meanings)
    _check_needed(meant, meanings)
    _check_sources(meant, meanings)
    wanted = _wanted(meant, meanings)
    gone, held_back = _find_gone(meant, meanings)
    questions = [*reader.questions, *_ask(layout, recipe, meant, () if held_back else gone)]
    # A template hides its own lists.
    if book.hidden_sheets and recipe.sheet is None and not book.template:
        said = Said(_ASK_HIDDEN_SHEETS, values=(("count", len(book.hidden_sheets)),))
        questions.append(Question("sheet", said, (layout.sheet.name, *book.hidden_sheets)))
    outcome = _outcome(meant, wanted, meanings, () if held_back else gone)
    notes = [Problem(issue, issue.row or layout.header) for issue in layout.notes]
    found = [problem for one in meant for problem in one.row.problems]
    problems = sorted([*notes, *found, *outcome.problems], key=lambda one: one.row)
    return Plan(
        file=file,
        digest=digest,
        recipe=recipe,
        base=base.number,
        layout=layout,
        encoding=book.encoding,
        separator=book.separator,
        rows=tuple(_row_plans(meant, wanted, outcome)),
        gone=gone,
        held_back=held_back,
        problems=tuple(problems),
        questions=tuple(questions),
        places=tuple(
            PlaceQuestion(written, tuple(rows), one.reason, one.candidates)
            for written, (one, rows) in meanings.undecided.items()
        ),
        unknown_programs=meanings.unknown_programs,
        unknown_sources=tuple(meanings.unknown_sources),
        others=outcome.others,
        edits=outcome.edits,
        after=outcome.after,
        refused=outcome.refused,
        settled=reader.settled,
    )


def _identify(meant: Sequence[Meant], meanings: Meanings) -> None:
    """Find the record of each row without an id, and rows that mean the same one."""
    columns = {column for one in meant for column in one.cells}
    records = Records(meanings.base, sorted(columns))
    ids, keys = _first_rows(meant, records)
    for one in meant:
        row = one.row
        if one.own:
            name = one.own.cells["placement_id"]
            if (first := ids[name]) != row.number:
                meanings.problem(row, "import-record-twice", "placement_id", other=first, value=name)
            continue
        # A row of which a part is not understood may be any.
        if not _is_told(one, records):
            continue
        key = records.key_of(one.cells)
        if (first := keys[key]) != row.number:
            said = ", ".join(filter(None, key))
            meanings.problem(row, "import-record-twice", "program", other=first, value=said)
            continue
        found = records.find(one.cells)
        if len(found) > 1:
            meanings.problem(row, "import-record-several", "program", value=", ".join(found[:8]))
        elif found and found[0] in ids:
            meanings.problem(row, "import-record-twice", "program", other=ids[found[0]], value=found[0])
        elif found:
            one.own = meanings.base.records[found[0]]


def _is_told(one: Meant, records: Records) -> bool:
    return "program_id" in records.key and all(column in one.cells for column in records.key)


def _first_rows(
    meant: Sequence[Meant], records: Records
) -> tuple[dict[str, int], dict[tuple[str, ...], int]]:
    ids: dict[str, int] = {}
    keys: dict[tuple[str, ...], int] = {}
    for one in meant:
        if one.own:
            ids.setdefault(one.own.cells["placement_id"], one.row.number)
        elif _is_told(one, records):
            keys.setdefault(records.key_of(one.cells), one.row.number)
    return ids, keys


def _check_needed(meant: Sequence[Meant], meanings: Meanings) -> None:
    for one in meant:
        # Of a row that is another's nothing more is said.
        if one.lost:
            continue
        cells = merged_cells(one, meanings.recipe.blank)
        for column, name in _NEEDED.items():
            of_it = tuple(SOURCE_FIELDS) if name == "source" else (name,)
            if cells[column] or meanings.is_broken(one.row, *of_it):
                continue
            if name == "source":
                meanings.problem(one.row, "import-source-none", name)
            else:
                meanings.problem(one.row, "missing-value", name, column=Said(FIELDS[name].title))
        places = ("area", "kode", "kecamatan", "lon", "lat")
        nowhere = not (cells["kode"] or cells["lon"] or cells["lat"])
        if one.own is None and nowhere and not meanings.is_broken(one.row, *places):
            meanings.problem(one.row, "import-place-none", "area")


def _wanted(meant: Sequence[Meant], meanings: Meanings) -> dict[int, dict[str, str]]:
    """Give by row the record as it wants it, of the rows that need not wait."""
    found: dict[int, dict[str, str]] = {}
    for one in meant:
        if one.row.waits:
            continue
        cells = dict(merged_cells(one, meanings.recipe.blank))
        if one.own:
            cells = {column: kept_cell(column, cell, meanings.shown(one)) for column, cell in cells.items()}
            say_changed_since(one, cells, meanings)
        # A reviewer gives it: an office cannot take it away.
        cells["confidence"] = cells["confidence"] or (one.own.cells["confidence"] if one.own else "medium")
        found[one.row.number] = cells
    return found


def _check_sources(meant: Sequence[Meant], meanings: Meanings) -> None:
    """Rows that tell different things of one source wait, but for the first."""
    said: dict[tuple[str, str], tuple[str, int]] = {}
    for one in meant:
        source = one.cells.get("source_id", "")
        if one.row.waits or not source:
            continue
        for column, text in one.source.items():
            known, other = said.setdefault((source, column), (text, one.row.number))
            if known != text and column != "title":
                name = next(name for name, of in SOURCE_FIELDS.items() if of == column)
                title = one.source.get("title", source)
                values = {"value": title, "other": other, "column": Said(FIELDS[name].title)}
                meanings.problem(one.row, "import-source-two", name, **values)


def _find_gone(meant: Sequence[Meant], meanings: Meanings) -> tuple[tuple[str, ...], bool]:
    """List the records that the file should have and has not; whether waiting rows may be some of them."""
    base, whole = meanings.base, meanings.recipe.whole
    if whole.of == "none":
        return (), False
    there = {one.own.cells["placement_id"] for one in meant if one.own}
    # What is newer than the template cannot be missing from it.
    known = meanings.seen.records if meanings.seen else base.records
    gone = tuple(name for name in records_of(base, whole) if name not in there and name in known)
    if meanings.recipe.gone == "end":
        gone = tuple(name for name in gone if base.records[name].cells["status"] in _LIVING)
    waiting = any(one.row.waits and one.own is None for one in meant)
    return gone, bool(gone) and waiting


def records_of(base: Base, whole: Whole) -> Iterator[str]:
    """List the ids of the records of an office, a program or a kecamatan, in their order.

    Those of an office are the records that name it as a partner, and those with a source that it published.
    """
    for name, record in base.records.items():
        cells = record.cells
        if whole.of == "office":
            source = base.sources.get(cells["source_id"])
            partners = partners_of(cells["partners"], base.merged_partners)
            publisher = source.cells["publisher"] if source else ""
            fits = normalise(whole.value) in {normalise(one) for one in (*partners, publisher)}
        elif whole.of == "kecamatan":
            fits = f"{cells['kode']}.".startswith(f"{whole.value}.")
        else:
            fits = whole.of == "all" or cells["program_id"] == whole.value
        if fits:
            yield name


def _ask(layout: Layout, recipe: Recipe, meant: Sequence[Meant], gone: Sequence[str]) -> Iterator[Question]:
    if layout.choices:
        yield Question("sheet", Said(_ASK_SHEET), layout.choices, open=True)
    if layout.hidden and recipe.hidden_rows is None:
        examples = tuple(map(str, layout.hidden[:3]))
        said = Said(_ASK_HIDDEN, values=(("count", len(layout.hidden)),))
        yield Question("hidden_rows", said, ("leave", "take"), examples=examples)
    if gone and recipe.gone is None:
        said = Said(_ASK_GONE, values=(("count", len(gone)),))
        yield Question("gone", said, ("keep", "end", "remove"), examples=tuple(gone[:3]), open=True)
    waiting = sum(one.row.waits for one in meant)
    if waiting and recipe.rows == "all":
        said = Said(_ASK_WAITING, values=(("count", waiting),))
        yield Question("rows", said, ("all", "good"), open=True)


def _outcome(
    meant: Sequence[Meant], wanted: Mapping[int, dict[str, str]], meanings: Meanings, gone: Iterable[str]
) -> Outcome:
    """Turn what is wanted into edits, and look at the tables that would result."""
    base = meanings.base
    owners: dict[str, int] = {}
    edits: list[Edit] = []
    used = [int(one[1]) for name in {*base.records, *base.used} if (one := _ID.fullmatch(name))]
    number = max(used, default=0)
    for row, cells in wanted.items():
        own = base.records.get(cells["placement_id"])
        if own is None:
            number += 1
            cells["placement_id"] = f"P{number:03}"
            edits.append(Edit("placements", None, None, cells))
        elif cells != own.cells:
            edits.append(Edit("placements", own.row.row, own.row.since, cells))
        else:
            continue
        owners[cells["placement_id"]] = row
    edits += _edit_gone(gone, base, meanings.recipe)
    edits += _edit_others([one.cells for one in edits if one.cells], meant, meanings)
    return find_outcome(base, edits, owners, meanings.place)


def _edit_gone(gone: Iterable[str], base: Base, recipe: Recipe) -> Iterator[Edit]:
    for name in gone:
        record = base.records[name]
        if recipe.gone == "remove":
            yield Edit("placements", record.row.row, record.row.since, None)
        elif recipe.gone == "end":
            yield Edit("placements", record.row.row, record.row.since, {**record.cells, "status": "ended"})


def _edit_others(
    placements: Sequence[Mapping[str, str]], meant: Sequence[Meant], meanings: Meanings
) -> Iterator[Edit]:
    """Add the rows of other tables that the records need, and mend the sources that rows tell better of."""
    base, recipe = meanings.base, meanings.recipe
    for name in dict.fromkeys(cells["program_id"] for cells in placements):
        if made := meanings.new_programs.get(name):
            source = next(cells["source_id"] for cells in placements if cells["program_id"] == name)
            cells = {**dict.fromkeys(COLUMNS["programs"], ""), **made.model_dump()}
            yield Edit("programs", None, None, {**cells, "program_id": name, "source_id": source})
    told = told_of_sources(meant)
    for name in dict.fromkeys(cells["source_id"] for cells in placements):
        if name in meanings.sources.made:
            yield Edit("sources", None, None, {**meanings.sources.made[name], **told.get(name, {})})
    for name, cells in told.items():
        record = base.sources.get(name)
        if record and (mended := {**record.cells, **cells}) != record.cells:
            yield Edit("sources", record.row.row, record.row.since, mended)
    written = {partner_name(one.text) for cells in placements for one in read_partners(cells["partners"])}
    for name in sorted(written - set(base.partners)):
        kind = recipe.partners.get(name, "")
        if kind in PARTNER_KIND:
            cells = {**dict.fromkeys(COLUMNS["partners"], ""), "partner": name, "kind": kind}
            yield Edit("partners", None, None, cells)
    for alias, kode in remembered(recipe, base).items():
        yield Edit("aliases", None, None, {"alias": alias, "kode": kode, "kind": "spelling"})


def _row_plans(
    meant: Sequence[Meant], wanted: Mapping[int, Mapping[str, str]], outcome: Outcome
) -> Iterator[RowPlan]:
    for one in meant:
        number = one.row.number
        name = one.own.cells["placement_id"] if one.own else ""
        if number not in wanted:
            yield RowPlan(number, "waiting", name)
        elif found := outcome.by_row.get(number):
            record = (found.after or {})["placement_id"]
            yield RowPlan(number, "changed" if found.before else "new", record, found)
        else:
            yield RowPlan(number, "same", name)
