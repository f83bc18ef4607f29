"""How partners are written, and which partner a written name means.

A cell of partners holds names separated by semicolons; brackets at the end of a name hold a remark on that
one placement. The reviewed table `partners.csv` says of every name what kind of partner it is, or into which
other name it is merged, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import pandas as pd
from rapidfuzz import fuzz

from petaprogram.geography.areas import Areas
from petaprogram.geography.names_to_codes import normalise
from petaprogram.messages.issues import Issue, make_issue
from petaprogram.tables.reading import row_number

# How alike two words of a partner's name must be (0 to 100) to be called a spelling of the same word.
_SAME_WORD = 80.0
# Shorter words are abbreviations and numbers: one letter makes them another body.
_SHORT_WORD = 4

# A partner that the source leaves unnamed keeps this remark: without it a common noun would read as a name.
UNNAMED = "(tidak disebut namanya)"


@dataclass(frozen=True, slots=True)
class Written:
    """One partner as a cell has it: `text` in full, `name` without the remark, `remark` without brackets."""

    text: str
    name: str
    remark: str


def read_partners(cell: object) -> tuple[Written, ...]:
    """Split a cell of partners at its semicolons; blank gives ()."""
    if not isinstance(cell, str):
        return ()
    parts = [part.strip() for part in cell.split(";")]
    return tuple(Written(part, partner_name(part), _remark(part)) for part in parts if part)


def partner_name(partner: str) -> str:
    """Name the partner without the remark in brackets: "Bank Indonesia (2015)" is Bank Indonesia."""
    name = partner.partition(" (")[0].strip()
    return f"{name} {UNNAMED}" if partner.strip().endswith(UNNAMED) else name


def _remark(partner: str) -> str:
    _, bracket, remark = partner.partition(" (")
    return "" if not bracket or partner.endswith(UNNAMED) else remark.strip().removesuffix(")")


def merged_names(partners: pd.DataFrame) -> dict[str, str]:
    """Map the names that the reviewed table merges to the partner they mean.

    Parameters
    ----------
    partners
        Any index; columns `partner` and `same_as`.
    """
    merged = partners[partners["same_as"].notna()]
    return dict(zip(merged["partner"], merged["same_as"], strict=True))


def partners_of(cell: object, merged: Mapping[str, str]) -> tuple[str, ...]:
    """Name the partners of a cell, each once and under the name the reviewed table gives it."""
    return tuple(dict.fromkeys(merged.get(one.name, one.name) for one in read_partners(cell)))


def check_partner_table(tables: Mapping[str, pd.DataFrame], _areas: Areas) -> Iterator[Issue]:
    """A reviewed name has a kind, or is merged, for a reason, into one that has."""
    file, partners = "partners.csv", tables["partners"]
    standing = set(partners.loc[partners["same_as"].isna(), "partner"])
    for row, entry in partners.iterrows():
        other = entry["same_as"]
        if pd.isna(entry["kind"]) == pd.isna(other):
            yield make_issue("partner-kind", file, row_number(row))
        if pd.isna(other):
            continue
        if other not in standing:
            yield make_issue("unknown-partner", file, row_number(row), value=other)
        if pd.isna(entry["reason"]):
            yield make_issue("missing-value", file, row_number(row), column="reason")


def check_partner_names(tables: Mapping[str, pd.DataFrame], _areas: Areas) -> Iterator[Issue]:
    """Every name in the placements is reviewed, and no two names are probably spellings of one partner.

    Two reviewed names are two partners, however alike, unless only their punctuation differs.
    """
    file, partners = "placements.csv", tables["partners"]
    reviewed, merged = set(partners["partner"].dropna()), merged_names(partners)
    written = tables["placements"]["partners"].map(lambda cell: partners_of(cell, merged)).explode().dropna()
    counts = written.value_counts()
    first = {name: row_number(written.index[written == name][0]) for name in counts.index}
    for name in sorted(set(counts.index) - reviewed):
        yield make_issue("unreviewed-partner", file, first[name], value=name)
    for one, other in combinations(sorted(counts.index, key=lambda name: (-counts[name], name)), 2):
        settled = {one, other} <= reviewed and _compact(one) != _compact(other)
        if not settled and is_variant(one, other):
            yield make_issue("partner-variant", file, first[other], value=other, other=one)


def is_variant(one: str, other: str) -> bool:
    """Whether two partner names are probably two spellings of one.

    Word by word: equal after normalising, or a long word that differs by a letter or two, or one name
    that has the word "kota" more. "RW 02" and "RW 04", "BPS Kota" and "BPBD Kota" stay apart.
    """
    left, right = normalise(one).split(), normalise(other).split()
    if _compact(one) == _compact(other):
        return True
    if [word for word in left if word != "kota"] == [word for word in right if word != "kota"]:
        return True
    return len(left) == len(right) and all(
        a == b or (min(len(a), len(b)) > _SHORT_WORD and fuzz.ratio(a, b) >= _SAME_WORD)
        for a, b in zip(left, right, strict=True)
    )


def _compact(name: str) -> str:
    return normalise(name).replace(" ", "")
