"""What the published tables hold: their columns, and what a cell of each kind may be.

`data/README.md` says the same contract in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from petaprogram.messages.partial_dates import parse_date
from petaprogram.messages.vocabulary import PARTNER_KIND

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_KODE = re.compile(r"\d\d\.\d\d(\.\d\d(\.\d{4})?)?")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_URL = re.compile(r"https?://[^\s<>\"]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_COUNT = re.compile(r"\d{1,10}")


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}", text)) and 1900 <= int(text) <= 2100  # noqa: PLR2004


# What a kind of cell is: the rule that it breaks when the test fails.
KINDS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "id": ("broken-id", lambda text: bool(_ID.fullmatch(text))),
    "kode": ("broken-kode", lambda text: bool(_KODE.fullmatch(text))),
    "date": ("broken-date", _is_date),
    "year": ("broken-year", _is_year),
    "number": ("broken-number", lambda text: bool(_NUMBER.fullmatch(text))),
    "count": ("broken-count", lambda text: bool(_COUNT.fullmatch(text))),
    "url": ("broken-url", lambda text: bool(_URL.fullmatch(text))),
    "color": ("broken-color", lambda text: bool(_COLOR.fullmatch(text))),
    "text": ("", lambda _: True),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the kind of its cells, whether a blank is allowed, unique, or from a vocabulary."""

    kind: str = "text"
    required: bool = False
    unique: bool = False
    allowed: tuple[str, ...] = ()
    optional: bool = False  # the whole column may be absent


_KEY = Column("id", required=True, unique=True)
_REF = Column("id", required=True)

STATUSES = ("running", "planned", "nominated", "ended")
CONFIDENCES = ("high", "medium", "low")

TABLES: Mapping[str, Mapping[str, Column]] = {
    "pillars": {
        "pillar_id": _KEY,
        "name": Column(required=True, unique=True),
        "letter": Column(required=True, unique=True),
        "color": Column("color", required=True),
        "order": Column("number", required=True, unique=True),
    },
    "programs": {
        "program_id": _KEY,
        "name": Column(required=True, unique=True),
        "kind": Column(required=True),
        "pillar_id": _REF,
        "pillar_basis": Column(required=True, allowed=("stated", "assigned")),
        "description": Column(),
        "description_en": Column(optional=True),
        "source_id": _REF,
        "kind_en": Column(optional=True),
    },
    "placements": {
        "placement_id": _KEY,
        "program_id": _REF,
        "kode": Column("kode"),
        "lon": Column("number", optional=True),
        "lat": Column("number", optional=True),
        "site": Column(),
        "status": Column(required=True, allowed=STATUSES),
        "start_year": Column("year"),
        "start_is_upper_bound": Column(allowed=("yes", "no")),
        "partners": Column(),
        "source_id": _REF,
        "confidence": Column(required=True, allowed=CONFIDENCES),
        "status_as_reported": Column(),
        "status_as_reported_en": Column(optional=True),
        "note": Column(),
        "note_en": Column(optional=True),
    },
    "partners": {
        "partner": Column(required=True, unique=True),
        "kind": Column(allowed=tuple(PARTNER_KIND)),
        "same_as": Column(),
        "reason": Column(),
        "reason_en": Column(optional=True),
        "unnamed": Column(allowed=("yes", "no")),
        **dict.fromkeys(("full_name", "full_name_en", "note", "note_en"), Column(optional=True)),
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
        "source_id": _KEY,
        "title": Column(required=True),
        "publisher": Column(required=True),
        "date": Column("date"),
        "date_note": Column(optional=True),
        "url": Column("url"),
        "reliability": Column(required=True, allowed=CONFIDENCES),
        "date_note_en": Column(optional=True),
    },
    "population": {
        "kode": Column("kode", required=True),
        "year": Column("year", required=True),
        "population": Column("count", required=True),
        "basis": Column(required=True),
        "source_id": _REF,
        "basis_en": Column(optional=True),
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
        "note": Column(),
        "note_en": Column(optional=True),
    },
}
# Tables that a city may leave out: then they are empty.
OPTIONAL = ("evidence_frame",)
