"""What the published tables hold: each column is declared here, once.

Reading, typing, lists of records and downloads follow from the declaration. `data/README.md` says the same
contract in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from petaprogram.geography.code_advice import KODE, advise_code
from petaprogram.messages.field_checks import is_web_address
from petaprogram.messages.issues import Said
from petaprogram.messages.language import message
from petaprogram.messages.partial_dates import parse_date
from petaprogram.messages.vocabulary import BASIS, PARTNER_KIND, SCOPE, STATUS, TRUST
from petaprogram.tables.date_advice import advise_date
from petaprogram.tables.year_advice import advise_year

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
# [0-9], not \d: that would also take digits of other scripts.
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
# No more digits than a float or an integer of 64 bits can tell apart.
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,20})?")
_WHOLE = re.compile(r"-?[0-9]{1,10}(\.0{1,10})?")
_COUNT = re.compile(r"[0-9]{1,10}")

_WRITE_DATE = message("tulis 2020, 2020-11, atau 2020-11-26")

# What pillar_index.csv has beside the pillars: the index over all of them, and that of the quick wins.
OVERALL, QUICK_WINS = "overall", "quick_wins"


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _advise_date(text: str) -> Said:
    return advise_date(text) or Said(_WRITE_DATE)


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}", text)) and 1900 <= int(text) <= 2100  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Kind:
    """What a cell may hold: the rule that it breaks when `test` fails, and the dtype of its column.

    `advise` says what to write instead of a cell that fails, where the sentence of the rule cannot know it.
    """

    rule: str
    test: Callable[[str], object]
    dtype: Literal["object", "Int64", "float64"] = "object"
    advise: Callable[[str], Said] | None = None


KINDS: Mapping[str, Kind] = {
    "id": Kind("broken-id", _ID.fullmatch),
    "kode": Kind("broken-kode", KODE.fullmatch, advise=advise_code),
    "date": Kind("broken-date", _is_date, advise=_advise_date),
    "year": Kind("broken-year", _is_year, "Int64", advise_year),
    "number": Kind("broken-number", _NUMBER.fullmatch, "float64"),
    "order": Kind("broken-whole", _WHOLE.fullmatch, "Int64"),
    "count": Kind("broken-count", _COUNT.fullmatch, "Int64"),
    "url": Kind("broken-url", is_web_address),
    "color": Kind("broken-color", _COLOR.fullmatch),
    "text": Kind("", lambda _: True),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    kind
        One of `KINDS`.
    required
        No cell may be blank.
    wanted
        A blank cell is a warning: readers miss it, but nothing is counted by it.
    unique
        No two cells are the same.
    key
        The table is indexed by it.
    optional
        The whole column may be absent, as in files that are older than the column.
    allowed
        The values that a cell may have; a mapping also holds the word for each, a message.
    twin
        The optional column NAME_en holds the English: beside this one, or as the last of its table.
    lone_twin
        The English may stand alone, since it says more than the Indonesian would.
    label
        What stands over the column where readers see it, a message; without one they do not see it.
    carried, carried_label
        In tables of programs and sources: the name and the label of the column in every record.
    """

    kind: str = "text"
    required: bool = False
    wanted: bool = False
    unique: bool = False
    key: bool = False
    optional: bool = False
    allowed: Collection[str] = ()
    twin: Literal["", "beside", "last"] = ""
    lone_twin: bool = False
    label: str = ""
    carried: str = ""
    carried_label: str = ""

    @property
    def words(self) -> Mapping[str, str]:
        """The message for each value that is allowed; empty where the cells hold their own words."""
        return self.allowed if isinstance(self.allowed, Mapping) else {}


def _key(kind: str = "id", label: str = "") -> Column:
    return Column(kind, required=True, unique=True, key=True, label=label)


_REF = Column("id", required=True)
_YES_NO = ("yes", "no")

STATUSES = tuple(STATUS)

_DECLARED: Mapping[str, Mapping[str, Column]] = {
    "pillars": {
        "pillar_id": _key(),
        "name": Column(required=True, unique=True),
        "letter": Column(required=True, unique=True),
        "color": Column("color", required=True),
        "order": Column("order", required=True, unique=True),
    },
    "programs": {
        "program_id": _key(label=message("Tanda")),
        "name": Column(
            required=True,
            unique=True,
            label=message("Program"),
            carried="program",
            carried_label=message("Program"),
        ),
        "kind": Column(required=True, twin="last", label=message("Jenis"), carried="kind"),
        "pillar_id": replace(
            _REF, label=message("Pilar"), carried="pillar_id", carried_label=message("Pilar")
        ),
        "pillar_basis": Column(
            required=True,
            allowed=BASIS,
            label=message("Dasar pilar"),
            carried="pillar_basis",
            carried_label=message("Dasar pilar"),
        ),
        "description": Column(wanted=True, twin="beside", label=message("Uraian")),
        "source_id": _REF,
    },
    "placements": {
        "placement_id": _key(label=message("Data")),
        "program_id": _REF,
        "kode": Column("kode", label=message("Kode")),
        "lon": Column("number", optional=True),
        "lat": Column("number", optional=True),
        "site": Column(label=message("Lokasi")),
        "status": Column(required=True, allowed=STATUS, label=message("Status")),
        "start_year": Column("year", label=message("Mulai")),
        "start_is_upper_bound": Column(allowed=_YES_NO),
        "partners": Column(label=message("Mitra")),
        "source_id": _REF,
        "confidence": Column(required=True, allowed=TRUST, label=message("Kepastian")),
        "status_as_reported": Column(wanted=True, twin="beside", label=message("Status menurut sumber")),
        "note": Column(twin="beside", label=message("Keterangan")),
    },
    "partners": {
        "partner": _key("text"),
        "kind": Column(allowed=PARTNER_KIND),
        "same_as": Column(),
        "reason": Column(twin="beside"),
        "unnamed": Column(allowed=_YES_NO),
        "full_name": Column(optional=True, twin="beside", lone_twin=True),
        "note": Column(optional=True, twin="beside"),
    },
    "confirmations": {
        "kode": Column("kode", required=True),
        "pillar_id": Column("id"),
        "program_id": Column("id"),
        "confirmed_by": Column(required=True),
        "date": Column("date", required=True),
        "source_id": Column("id"),
    },
    "sources": {
        "source_id": _key(),
        "title": Column(
            required=True, label=message("Judul"), carried="source_title", carried_label=message("Sumber")
        ),
        "publisher": Column(
            required=True, label=message("Penerbit"), carried="publisher", carried_label=message("Penerbit")
        ),
        "date": Column(
            "date", label=message("Tanggal"), carried="source_date", carried_label=message("Tanggal sumber")
        ),
        "date_note": Column(
            optional=True, twin="last", label=message("Keterangan tanggal"), carried="source_date_note"
        ),
        "url": Column(
            "url", wanted=True, label=message("Tautan"), carried="url", carried_label=message("Tautan")
        ),
        "reliability": Column(
            required=True,
            allowed=TRUST,
            label=message("Keandalan"),
            carried="reliability",
            carried_label=message("Keandalan sumber"),
        ),
    },
    "population": {
        "kode": Column("kode", required=True),
        "year": Column("year", required=True),
        "population": Column("count", required=True),
        "basis": Column(required=True, twin="last"),
        "source_id": _REF,
    },
    "aliases": {
        "alias": Column(required=True),
        "kode": Column("kode", required=True),
        "kind": Column(required=True, allowed=("spelling", "typo")),
    },
    "homonyms": {
        "name": Column(required=True),
        "kode_kota": Column("kode", required=True),
        "kode_kabupaten": Column("kode", required=True),
    },
    "pillar_index": {
        "year": Column("year", required=True),
        "pillar_id": _REF,
        "index": Column("number", required=True),
        "source_id": Column("id"),
        "source_note": Column(optional=True),
    },
    "evidence_frame": {
        "pillar_id": _REF,
        "dimension": _REF,
        "placement_id": Column("id"),
        "source_id": Column("id"),
        "note": Column(twin="beside"),
    },
}
# Tables that a city may leave out: then they are empty.
OPTIONAL = ("evidence_frame",)
# By what a row is known again: the key, and in tables without one the columns that tell rows apart.
KNOWN_BY: Mapping[str, tuple[str, ...]] = {
    **{name: tuple(one for one, column in table.items() if column.key) for name, table in _DECLARED.items()},
    "confirmations": ("kode", "pillar_id", "program_id"),
    "population": ("kode", "year", "basis"),
    "aliases": ("alias",),
    "homonyms": ("kode_kota",),
    "pillar_index": ("year", "pillar_id"),
    "evidence_frame": ("pillar_id", "dimension", "placement_id", "source_id"),
}


def _with_twins(declared: Mapping[str, Column]) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    last: dict[str, Column] = {}
    for name, column in declared.items():
        columns[name] = column
        if column.twin:
            (last if column.twin == "last" else columns)[f"{name}_en"] = Column(optional=True)
    return columns | last


# Every table with all its columns, in the order of its frame.
TABLES: Mapping[str, Mapping[str, Column]] = {name: _with_twins(table) for name, table in _DECLARED.items()}

# What lists of records show in a place of its own, in the order of the downloads.
PLACED = (
    *("placement_id", "program", "pillar_id", "pillar_basis", "scope", "kode", "area", "site", "status"),
    *("status_as_reported", "start_year", "partners", "confidence", "source_title", "publisher"),
    *("source_date", "reliability", "url", "note"),
)


def carried(table: str) -> dict[str, str]:
    """Name the columns that a record takes over from its program or source, and their names in the record."""
    names: dict[str, str] = {}
    for name, column in _DECLARED[table].items():
        if column.carried:
            names[name] = column.carried
            if column.twin:
                names[f"{name}_en"] = f"{column.carried}_en"
    return names


def _record_columns() -> dict[str, Column]:
    columns = {
        **_DECLARED["placements"],
        **{
            column.carried: replace(column, label=column.carried_label)
            for table in ("programs", "sources")
            for column in _DECLARED[table].values()
            if column.carried
        },
        "scope": Column(allowed=SCOPE, label=message("Cakupan")),
        "area": Column(label=message("Wilayah")),
    }
    return {name: columns[name] for name in PLACED} | columns


# A record: its placement with what it takes over from program and source. What is not `PLACED` comes last.
RECORD: Mapping[str, Column] = _record_columns()
