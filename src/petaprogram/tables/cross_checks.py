"""The rules that need more than one row or one table: an ordered list of small checks.

Each check takes the tables (text, indexed by row; rows that break a rule of their own are still in) and
the areas, and yields issues. A table that could not be read is absent, and what needs it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.geography.written_places import normalise
from petaprogram.messages.issues import Issue, make_issue
from petaprogram.tables.columns import KINDS, OVERALL, QUICK_WINS, TABLES
from petaprogram.tables.partner_names import check_partner_names, check_partner_table
from petaprogram.tables.reading import pick_cells, row_number

Tables = Mapping[str, pd.DataFrame]
Check = Callable[[Tables, Areas], Iterator[Issue]]

# Each confirmation can be contradicted by each record.
MAX_CONTRADICTIONS = 100_000

_REFERENCES = (
    ("programs", "pillar_id", "pillars", "unknown-pillar"),
    ("programs", "source_id", "sources", "unknown-source"),
    ("placements", "program_id", "programs", "unknown-program"),
    ("placements", "source_id", "sources", "unknown-source"),
    ("confirmations", "pillar_id", "pillars", "unknown-pillar"),
    ("confirmations", "program_id", "programs", "unknown-program"),
    ("confirmations", "source_id", "sources", "unknown-source"),
    ("population", "source_id", "sources", "unknown-source"),
    ("pillar_index", "pillar_id", "pillars", "unknown-pillar"),
    ("pillar_index", "source_id", "sources", "unknown-source"),
    ("evidence_frame", "pillar_id", "pillars", "unknown-pillar"),
    ("evidence_frame", "placement_id", "placements", "unknown-placement"),
    ("evidence_frame", "source_id", "sources", "unknown-source"),
)


def check_references(tables: Tables, _areas: Areas) -> Iterator[Issue]:
    """Every id that a row names exists in the table it points to; what is no id has been said to be none."""
    for table, column, target, rule in _REFERENCES:
        if table not in tables or target not in tables:
            continue
        known = set(tables[target][f"{target[:-1]}_id"])
        if table == "pillar_index" and target == "pillars":
            known |= {OVERALL, QUICK_WINS}
        values = pick_cells(tables[table][column], KINDS["id"].test)
        for row, value in values[~values.isin(known)].items():
            yield make_issue(rule, f"{table}.csv", row_number(row), value=value)


def check_kodes(tables: Tables, areas: Areas) -> Iterator[Issue]:
    """Every kode is an area, a kecamatan or the city itself."""
    for table, column in (
        ("placements", "kode"),
        ("confirmations", "kode"),
        ("population", "kode"),
        ("aliases", "kode"),
        ("homonyms", "kode_kota"),
    ):
        if table not in tables:
            continue
        kodes = pick_cells(tables[table][column], KINDS["kode"].test)
        for row, kode in pick_cells(kodes, lambda kode: areas.level(kode) is None).items():
            yield make_issue("unknown-kode", f"{table}.csv", row_number(row), value=kode, city=areas.city)


def check_coordinates(tables: Tables, areas: Areas) -> Iterator[Issue]:
    """Coordinates come in pairs, fall inside the city and agree with the kode; else a row has neither."""
    file = "placements.csv"
    placements = tables["placements"]
    half = placements["lon"].isna() != placements["lat"].isna()
    for row in placements.index[half]:
        yield make_issue("half-coordinates", file, row_number(row))
    located = locate(placements, areas)
    written = placements.loc[located.index, ["lon", "lat", "kode"]]
    for found, (row, lon, lat, kode) in zip(located, written.itertuples(name=None), strict=True):
        if found is None:
            yield make_issue("point-outside", file, row_number(row), lon=lon, lat=lat, city=areas.city)
        elif isinstance(kode, str) and not _is_within(found, kode):
            yield make_issue("kode-disagrees", file, row_number(row), kode=kode, found=found)
    kodes = placements["kode"]
    for row in kodes.index[kodes.isna() & ~kodes.index.isin(located.index)]:
        yield make_issue("no-location", file, row_number(row))


def locate(placements: pd.DataFrame, areas: Areas) -> pd.Series:
    """Find the kelurahan of the rows that have both coordinates.

    Returns
    -------
    Series
        Index: the rows with coordinates; values: kode, or None outside the city.
    """
    points = placements[["lon", "lat"]].apply(pd.to_numeric, errors="coerce").dropna()
    found = areas.locate(points["lon"], points["lat"])
    return found.astype(object).where(found.notna(), None)


def check_duplicates(tables: Tables, _areas: Areas) -> Iterator[Issue]:
    """The same program at the same place from the same source is reported once."""
    placements = tables["placements"]
    same = ["program_id", "kode", "lon", "lat", "site", "start_year", "source_id"]
    again = placements.loc[placements.duplicated(same, keep=False), same]
    rows = again.index.to_series()
    first = rows.groupby([again[column] for column in same], dropna=False, sort=False).transform("first")
    for row, other in first[first != rows].items():
        yield make_issue("duplicate-placement", "placements.csv", row_number(row), other=other)


def check_confirmations(tables: Tables, _areas: Areas) -> Iterator[Issue]:
    """A confirmed absence names one pillar or one program, and no running or planned record denies it."""
    file = "confirmations.csv"
    confirmations = tables["confirmations"]
    denied = _records_against(confirmations, tables["placements"], tables["programs"])
    about = confirmations[["kode", "pillar_id", "program_id"]]
    said = left = 0
    for row, kode, pillar, program in about.itertuples(name=None):
        if pd.isna(pillar) == pd.isna(program):
            yield make_issue("confirmation-subject", file, row_number(row))
            continue
        subject = ("program_id", program) if pd.isna(pillar) else ("pillar_id", pillar)
        records = denied.get((*subject, kode), [])
        told = records[: MAX_CONTRADICTIONS - said]
        for placement in told:
            yield make_issue("confirmation-contradicted", file, row_number(row), placement=placement)
        said, left = said + len(told), left + len(records) - len(told)
    if left:
        yield make_issue("more-problems", file, count=left)


def _records_against(
    confirmations: pd.DataFrame, placements: pd.DataFrame, programs: pd.DataFrame
) -> dict[tuple[str, str, str], list[str]]:
    """Find the records, neither ended nor cancelled, that deny a confirmation, by its subject and kode."""
    subjects = ("pillar_id", "program_id")
    against: dict[tuple[str, str, str], list[str]] = {
        (subject, about, kode): []
        for subject in subjects
        for about, kode in confirmations[[subject, "kode"]].dropna().itertuples(index=False, name=None)
    }
    parents = {kode for *_, kode in against}
    lengths = set(map(len, parents))
    around = {
        kode: within
        for kode in placements["kode"].dropna().unique()
        if (within := parents.intersection(kode[:end] for end in lengths & _ends(kode)))
    }
    pillars = _first_by_id(programs, "program_id", "pillar_id")
    alive = placements[
        placements["kode"].isin(list(around)) & ~placements["status"].isin(["ended", "cancelled"])
    ]
    alive = alive.assign(pillar_id=alive["program_id"].map(pillars))
    for subject in subjects:
        records = alive[["placement_id", "kode", subject]].itertuples(index=False, name=None)
        for placement, kode, about in records:
            for parent in around[kode]:
                if (key := (subject, about, parent)) in against:
                    against[key].append(placement)
    return against


def _first_by_id(frame: pd.DataFrame, key: str, column: str) -> pd.Series:
    """Look up a column by an id: doubled ids mean their first row, blank ones none."""
    return frame.dropna(subset=[key]).drop_duplicates(key).set_index(key)[column]


def _is_within(kode: object, parent: object) -> bool:
    return isinstance(kode, str) and f"{kode}.".startswith(f"{parent}.")


def _ends(kode: str) -> set[int]:
    """Find where the codes end of which a code begins: its parents and itself."""
    return {place for place, letter in enumerate(f"{kode}.") if letter == "."}


def check_aliases(tables: Tables, areas: Areas) -> Iterator[Issue]:
    """An alias leads to one kode, and is not the proper name of another area."""
    aliases = tables["aliases"]
    folded = aliases["alias"].dropna().map(normalise)
    kodes = aliases["kode"].groupby(folded).nunique().to_dict()
    named: dict[str, set[str]] = {}
    for kode, name in areas.frame["name"].items():
        named.setdefault(normalise(name), set()).add(str(kode))
    for row, alias in folded.items():
        if kodes[alias] > 1:
            yield make_issue(
                "ambiguous-alias", "aliases.csv", row_number(row), value=aliases.at[row, "alias"]
            )
        if others := sorted(named.get(alias, set()) - {aliases.at[row, "kode"]}):
            yield make_issue(
                "alias-is-name",
                "aliases.csv",
                row_number(row),
                value=aliases.at[row, "alias"],
                kode=others[0],
            )


def check_index_sources(tables: Tables, _areas: Areas) -> Iterator[Issue]:
    """An index figure without a source record says so."""
    index = tables["pillar_index"]
    for row in index.index[index["source_id"].isna()]:
        yield make_issue(
            "source-missing", "pillar_index.csv", row_number(row), value=index.at[row, "source_note"] or "-"
        )


def check_population(tables: Tables, _areas: Areas) -> Iterator[Issue]:
    """One figure per area, year and basis."""
    population = tables["population"]
    again = population.duplicated(["kode", "year", "basis"])
    for row in population.index[again]:
        yield make_issue(
            "duplicate-id", "population.csv", row_number(row), column="kode", value=population.at[row, "kode"]
        )


def check_twins(tables: Tables, _areas: Areas) -> Iterator[Issue]:
    """A text and its English are filled in both, or in neither."""
    for table, frame in tables.items():
        for name, column in TABLES[table].items():
            if not column.twin:
                continue
            twin = f"{name}_en"
            here, there = frame[name].notna(), frame[twin].notna()
            for row in frame.index[here & ~there]:
                yield make_issue("blank-twin", f"{table}.csv", row_number(row), column=name, twin=twin)
            for row in frame.index[there & ~here & (not column.lone_twin)]:
                yield make_issue("lone-twin", f"{table}.csv", row_number(row), column=name, twin=twin)


def check_evidence(tables: Tables, _areas: Areas) -> Iterator[Issue]:
    """Evidence for the ministry's frame names a record or a source, and a record of the same pillar."""
    file, evidence = "evidence_frame.csv", tables["evidence_frame"]
    program = _first_by_id(tables["placements"], "placement_id", "program_id")
    pillar = _first_by_id(tables["programs"], "program_id", "pillar_id")
    found = evidence["placement_id"].map(program).map(pillar)
    for row in evidence.index[evidence["placement_id"].isna() & evidence["source_id"].isna()]:
        yield make_issue("evidence-subject", file, row_number(row))
    another = evidence.assign(found=found)[found.notna() & (found != evidence["pillar_id"])]
    for row, placement, pillar, wanted in another[["placement_id", "found", "pillar_id"]].itertuples():
        yield make_issue(
            "evidence-pillar", file, row_number(row), placement=placement, found=pillar, pillar=wanted
        )


# Each check with what it cannot do without.
CHECKS: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (check_references, ()),
    (check_kodes, ("areas",)),
    (check_coordinates, ("areas", "placements")),
    (check_duplicates, ("placements",)),
    (check_partner_table, ("partners",)),
    (check_partner_names, ("partners", "placements")),
    (check_confirmations, ("confirmations", "placements", "programs")),
    (check_aliases, ("areas", "aliases")),
    (check_population, ("population",)),
    (check_index_sources, ("pillar_index",)),
    (check_twins, ()),
    (check_evidence, ("evidence_frame", "placements", "programs")),
)


def check_together(tables: Tables, areas: Areas | None) -> list[Issue]:
    """Run every check that has its tables, and the areas where it needs them."""
    there = {*tables, *(("areas",) if areas else ())}
    return [
        issue
        for check, needed in CHECKS
        if there.issuperset(needed)
        for issue in check(tables, areas)  # type: ignore[arg-type]  # None only where it is not needed
    ]
