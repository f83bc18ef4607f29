"""The rules of the tables said plainly, row after row: what the fast checks must find, in the same order.

What one cell may hold is taken from where it is declared; how rows and tables are gone through is not.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from petaprogram.geography.areas import Areas
from petaprogram.geography.written_places import normalise
from petaprogram.messages.issues import Issue, make_issue
from petaprogram.messages.letters import find_unseen, name_letter, tidy
from petaprogram.tables.columns import KINDS, TABLES
from petaprogram.tables.csv_records import MAX_CELL
from petaprogram.tables.partner_names import find_variants, partners_of

# The cells of a row by title, blank = None; the rows of a table by their number in the file.
Row = Mapping[str, str | None]
Table = Mapping[int, Row]


def plain_table(text: str, name: str) -> tuple[Table, list[Issue]]:
    """Read a table whose first line is that of its titles, and look at each cell by itself."""
    file, spec = f"{name}.csv", TABLES[name]
    reader = csv.reader(io.StringIO(text, newline=""))
    titles = next(reader)
    rows: dict[int, Row] = {}
    issues: list[Issue] = []
    cleaned: list[tuple[int, str, str]] = []
    line = reader.line_num
    for written in reader:
        row, line = line + 1, reader.line_num
        cells = []
        for title, cell in zip_longest(titles, written):
            if cell is not None:
                seen, gone = _plain_text(cell, spec[title].kind if title else "text")
                cells.append(seen)
                cleaned += [(row, title or "", gone)] if gone else []
        while len(cells) > len(titles) and cells[-1] == "":
            del cells[-1]
        if set(cells) - {""}:
            issues += _plain_shape(cells, titles, row, file)
            if len(cells) == len(titles):
                rows[row] = {title: cell or None for title, cell in zip(titles, cells, strict=True)}
    if cleaned:
        row, title, gone = cleaned[0]
        values = {"count": len(cleaned), "letter": name_letter(gone), "column": title}
        issues.append(make_issue("cleaned-cells", file, row, **values))
    for row, cells_of in rows.items():
        for title in sorted(titles):
            issues += _plain_cell(rows, row, cells_of[title], title, name)
    return {row: {title: cells.get(title) for title in spec} for row, cells in rows.items()}, issues


def _plain_text(cell: str, kind: str) -> tuple[str, str | None]:
    """Read a cell as it looks; a quotation mark before a code or a number keeps it a text in spreadsheets."""
    seen, gone = tidy(cell)
    if kind != "text" and len(seen) > 1 and seen[0] in "'\N{RIGHT SINGLE QUOTATION MARK}":
        return seen[1:].lstrip(), gone or seen[0]
    return seen, gone


def _plain_shape(cells: list[str], titles: list[str], row: int, file: str) -> Iterator[Issue]:
    if len(cells) != len(titles):
        yield make_issue("ragged-row", file, row, found=len(cells), expected=len(titles))
        return
    for title, cell in zip(titles, cells, strict=True):
        if len(cell) > MAX_CELL:
            yield make_issue("long-cell", file, row, limit=MAX_CELL)
        if letter := find_unseen(cell):
            yield make_issue("unseen-letter", file, row, column=title, letter=name_letter(letter))


def _plain_cell(rows: Table, row: int, cell: str | None, title: str, name: str) -> Iterator[Issue]:
    column, file = TABLES[name][title], f"{name}.csv"
    kind = KINDS[column.kind]
    values = {
        "column": title,
        "value": "" if cell is None else cell if len(cell) <= 60 else cell[:57] + "...",
    }
    values["allowed"] = ", ".join(column.allowed)
    if cell is None:
        values["value"] = "None"
        if column.required:
            yield make_issue("missing-value", file, row, **values)
        if column.wanted and any(other[title] for other in rows.values()) | (not column.optional):
            yield make_issue("blank-text", file, row, **values)
        return
    if column.unique and sum(other[title] == cell for other in rows.values()) > 1:
        yield make_issue("duplicate-id", file, row, **values)
    if kind.rule and not kind.test(cell):
        advice = {"how": kind.advise(cell)} if kind.advise else {}
        yield make_issue(kind.rule, file, row, **values, **advice)
    if column.allowed and cell not in column.allowed:
        yield make_issue("not-in-vocabulary", file, row, **values)


def plain_checks(tables: Mapping[str, Table], areas: Areas) -> Iterator[Issue]:
    """Check rows against other rows and tables."""
    for name, titles in (
        ("programs", ("pillar_id", "source_id")),
        ("placements", ("program_id", "source_id")),
        ("confirmations", ("pillar_id", "program_id", "source_id")),
        ("population", ("source_id",)),
        ("pillar_index", ("pillar_id", "source_id")),
        ("evidence_frame", ("pillar_id", "placement_id", "source_id")),
    ):
        for title in titles:
            yield from _plain_references(tables, name, title)
    for name, title in (
        *((name, "kode") for name in ("placements", "confirmations", "population", "aliases")),
        ("homonyms", "kode_kota"),
    ):
        for row, cells in tables[name].items():
            kode = cells[title]
            if kode and KINDS["kode"].test(kode) and areas.level(kode) is None:
                yield make_issue("unknown-kode", f"{name}.csv", row, value=kode, city=areas.city)
    yield from _plain_places(tables["placements"], areas)
    yield from _plain_duplicates(tables["placements"])
    yield from _plain_partners(tables["partners"])
    yield from _plain_partner_names(tables)
    yield from _plain_confirmations(tables)
    yield from _plain_aliases(tables["aliases"], areas)
    yield from _plain_figures(tables)
    yield from _plain_texts(tables)
    yield from _plain_evidence(tables)


def _plain_references(tables: Mapping[str, Table], name: str, title: str) -> Iterator[Issue]:
    target = title.removesuffix("_id")
    known = {cells[title] for cells in tables[f"{target}s"].values()}
    if (name, title) == ("pillar_index", "pillar_id"):
        known |= {"overall", "quick_wins"}
    for row, cells in tables[name].items():
        cell = cells[title]
        if cell and KINDS["id"].test(cell) and cell not in known:
            yield make_issue(f"unknown-{target}", f"{name}.csv", row, value=cell)


def _number(cell: str | None) -> float | None:
    try:
        number = float(cell or "")
    except ValueError:
        return None
    return number if number == number else None  # noqa: PLR0124  # not a number


def _plain_places(placements: Table, areas: Areas) -> Iterator[Issue]:
    file = "placements.csv"
    points = {row: (_number(cells["lon"]), _number(cells["lat"])) for row, cells in placements.items()}
    whole = {row for row, point in points.items() if None not in point}
    for row, cells in placements.items():
        if (cells["lon"] is None) != (cells["lat"] is None):
            yield make_issue("half-coordinates", file, row)
    for row in sorted(whole):
        lon, lat = points[row]
        cells = placements[row]
        (found,) = areas.locate([lon], [lat])
        if not isinstance(found, str):
            yield make_issue("point-outside", file, row, lon=cells["lon"], lat=cells["lat"], city=areas.city)
        elif (kode := cells["kode"]) and not _is_in(found, kode):
            yield make_issue("kode-disagrees", file, row, kode=kode, found=found)
    for row, cells in placements.items():
        if cells["kode"] is None and row not in whole:
            yield make_issue("no-location", file, row)


def _is_in(kode: str, parent: str) -> bool:
    return kode == parent or kode.startswith(f"{parent}.")


def _plain_duplicates(placements: Table) -> Iterator[Issue]:
    titles = ("program_id", "kode", "lon", "lat", "site", "start_year", "source_id")
    before: list[tuple[int, list[str | None]]] = []
    for row, cells in placements.items():
        report = [cells[title] for title in titles]
        earlier = [other for other, known in before if known == report]
        if earlier:
            yield make_issue("duplicate-placement", "placements.csv", row, other=earlier[0])
        before.append((row, report))


def _plain_partners(partners: Table) -> Iterator[Issue]:
    file = "partners.csv"
    standing = {cells["partner"] for cells in partners.values() if not cells["same_as"]}
    for row, cells in partners.items():
        if bool(cells["kind"]) == bool(cells["same_as"]):
            yield make_issue("partner-kind", file, row)
        if cells["same_as"]:
            if cells["same_as"] not in standing:
                yield make_issue("unknown-partner", file, row, value=cells["same_as"])
            if not cells["reason"]:
                yield make_issue("missing-value", file, row, column="reason")


def _plain_partner_names(tables: Mapping[str, Table]) -> Iterator[Issue]:
    partners, file = tables["partners"], "placements.csv"
    reviewed = {cells["partner"] for cells in partners.values() if cells["partner"]}
    merged = {str(cells["partner"]): cells["same_as"] for cells in partners.values() if cells["same_as"]}
    first: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for row, cells in tables["placements"].items():
        for name in partners_of(cells["partners"], merged):
            first.setdefault(name, row)
            counts[name] += 1
    for name in sorted(first):
        if name not in reviewed:
            yield make_issue("unreviewed-partner", file, first[name], value=name)
    names = sorted(first, key=lambda name: (-counts[name], name))
    for place, name in enumerate(names):
        for other in names[:place]:
            settled = {name, other} <= reviewed and _letters(name) != _letters(other)
            if not settled and find_variants([other, name])[0, 1]:
                yield make_issue("partner-variant", file, first[name], value=name, other=other)
                break


def _letters(name: str) -> str:
    return normalise(name).replace(" ", "")


def _plain_confirmations(tables: Mapping[str, Table]) -> Iterator[Issue]:
    pillars = _pillars(tables["programs"])
    for row, cells in tables["confirmations"].items():
        if bool(cells["pillar_id"]) == bool(cells["program_id"]):
            yield make_issue("confirmation-subject", "confirmations.csv", row)
            continue
        for record in tables["placements"].values():
            if record["status"] in ("ended", "cancelled") or not (record["kode"] and cells["kode"]):
                continue
            program = record["program_id"] or ""
            subject = program if cells["program_id"] else pillars.get(program)
            denied = subject and subject == (cells["program_id"] or cells["pillar_id"])
            if denied and _is_in(record["kode"], cells["kode"]):
                placement = record["placement_id"]
                yield make_issue("confirmation-contradicted", "confirmations.csv", row, placement=placement)


def _pillars(programs: Table) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for cells in programs.values():
        if cells["program_id"]:
            found.setdefault(cells["program_id"], cells["pillar_id"])
    return found


def _plain_aliases(aliases: Table, areas: Areas) -> Iterator[Issue]:
    for row, cells in aliases.items():
        if not (alias := cells["alias"]):
            continue
        kodes = {
            other["kode"]
            for other in aliases.values()
            if other["kode"] and other["alias"] and normalise(other["alias"]) == normalise(alias)
        }
        if len(kodes) > 1:
            yield make_issue("ambiguous-alias", "aliases.csv", row, value=alias)
        named = [kode for kode, name in areas.frame["name"].items() if normalise(name) == normalise(alias)]
        if others := sorted(str(kode) for kode in named if kode != cells["kode"]):
            yield make_issue("alias-is-name", "aliases.csv", row, value=alias, kode=others[0])


def _plain_figures(tables: Mapping[str, Table]) -> Iterator[Issue]:
    before = []
    for row, cells in tables["population"].items():
        if (figure := (cells["kode"], cells["year"], cells["basis"])) in before:
            yield make_issue("duplicate-id", "population.csv", row, column="kode", value=cells["kode"])
        before.append(figure)
    for row, cells in tables["pillar_index"].items():
        if not cells["source_id"]:
            yield make_issue("source-missing", "pillar_index.csv", row, value=cells["source_note"] or "-")


def _plain_texts(tables: Mapping[str, Table]) -> Iterator[Issue]:
    for name, columns in TABLES.items():
        for title, column in columns.items():
            twin = f"{title}_en"
            if not column.twin:
                continue
            for row, cells in tables[name].items():
                if cells[title] and not cells[twin]:
                    yield make_issue("blank-twin", f"{name}.csv", row, column=title, twin=twin)
            for row, cells in tables[name].items():
                if cells[twin] and not cells[title] and not column.lone_twin:
                    yield make_issue("lone-twin", f"{name}.csv", row, column=title, twin=twin)


def _plain_evidence(tables: Mapping[str, Table]) -> Iterator[Issue]:
    file = "evidence_frame.csv"
    pillars, programs = _pillars(tables["programs"]), dict[str, str]()
    for cells in tables["placements"].values():
        programs.setdefault(cells["placement_id"] or "", cells["program_id"] or "")
    for row, cells in tables["evidence_frame"].items():
        if not (cells["placement_id"] or cells["source_id"]):
            yield make_issue("evidence-subject", file, row)
    for row, cells in tables["evidence_frame"].items():
        placement = cells["placement_id"]
        found = pillars.get(programs.get(placement, "")) if placement else None
        if found and found != cells["pillar_id"]:
            values = {"placement": placement, "found": found, "pillar": cells["pillar_id"]}
            yield make_issue("evidence-pillar", file, row, **values)
