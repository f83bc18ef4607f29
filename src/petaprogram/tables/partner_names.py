"""How partners are written, and which partner a written name means.

A cell of partners holds names separated by semicolons; brackets at the end of a name hold a remark on that
one placement. The reviewed table `partners.csv` says of every name what kind of partner it is, or into which
other name it is merged, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from petaprogram.geography.areas import Areas
from petaprogram.geography.written_places import normalise
from petaprogram.messages.issues import Issue, make_issue
from petaprogram.tables.reading import row_number

# How alike two words of a partner's name must be (0 to 100) to be called a spelling of the same word.
_SAME_WORD = 80.0
# Shorter words are abbreviations and numbers: one letter makes them another body.
_SHORT_WORD = 4

# A city has a few hundred partners. Comparing each with each takes a second at this number.
MAX_COMPARED = 2000
LONG_NAME = 200

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
    return tuple(Written(part, partner_name(part), _remark(part)) for part in _parts(cell))


def _parts(cell: object) -> list[str]:
    parts = cell.split(";") if isinstance(cell, str) else []
    return [text for part in parts if (text := part.strip())]


# The same partners stand in record after record.
@lru_cache(maxsize=4096)
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
    names = map(partner_name, _parts(cell))
    return tuple(dict.fromkeys(merged.get(name, name) for name in names))


def check_partner_table(tables: Mapping[str, pd.DataFrame], _areas: Areas) -> Iterator[Issue]:
    """A reviewed name has a kind, or is merged, for a reason, into one that has."""
    file, partners = "partners.csv", tables["partners"]
    standing = set(partners.loc[partners["same_as"].isna(), "partner"])
    for row, kind, other, reason in partners[["kind", "same_as", "reason"]].itertuples(name=None):
        if pd.isna(kind) == pd.isna(other):
            yield make_issue("partner-kind", file, row_number(row))
        if pd.isna(other):
            continue
        if other not in standing:
            yield make_issue("unknown-partner", file, row_number(row), value=other)
        if pd.isna(reason):
            yield make_issue("missing-value", file, row_number(row), column="reason")


def check_partner_names(tables: Mapping[str, pd.DataFrame], _areas: Areas) -> Iterator[Issue]:
    """Every name in the placements is reviewed, and no two names are probably spellings of one partner.

    Two reviewed names are two partners, however alike, unless only their punctuation differs.
    """
    file, partners = "placements.csv", tables["partners"]
    reviewed, merged = set(partners["partner"].dropna()), merged_names(partners)
    written = tables["placements"]["partners"].map(lambda cell: partners_of(cell, merged)).explode().dropna()
    first = {name: row_number(row) for row, name in written.drop_duplicates().items()}
    for name in sorted(first.keys() - reviewed):
        yield make_issue("unreviewed-partner", file, first[name], value=name)
    counts = written.value_counts()
    # The most frequent spelling is probably the right one.
    names = sorted(first, key=lambda name: (-counts[name], name))
    if len(names) > MAX_COMPARED:
        yield make_issue("partner-names-many", file, count=len(names), limit=MAX_COMPARED)
        names = names[:MAX_COMPARED]
    known = np.array([name in reviewed for name in names], dtype=bool)
    compact = _codes(_compact(name) for name in names)
    settled = known[:, None] & known & (compact[:, None] != compact)
    earlier = np.triu(find_variants(names) & ~settled, k=1)
    for place in np.flatnonzero(earlier.any(axis=0)):
        name, other = names[place], names[int(earlier[:, place].argmax())]
        yield make_issue("partner-variant", file, first[name], value=name, other=other)


def find_variants(names: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which partner names are probably spellings of one.

    Word by word: equal after normalising, or a long word that differs by a letter or two, or one name
    that has the word "kota" more. "RW 02" and "RW 04", "BPS Kota" and "BPBD Kota" stay apart. Names of more
    than `LONG_NAME` letters have to be equal.

    Returns
    -------
    ndarray of bool, shape (n, n)
        Symmetric.
    """
    plain = list(map(normalise, names))
    short = np.array([len(name) <= LONG_NAME for name in names], dtype=bool)
    words = [text.split() if one else [] for text, one in zip(plain, short, strict=True)]
    compact = _codes(text.replace(" ", "") for text in plain)
    without_city = _codes(" ".join(word for word in text.split() if word != "kota") for text in plain)
    same: NDArray[np.bool_] = (compact[:, None] == compact) | (without_city[:, None] == without_city)
    lengths = np.array([len(one) for one in words], dtype=int)
    for length in np.unique(lengths[short]):
        group = np.flatnonzero(short & (lengths == length))
        alike = np.ones((len(group), len(group)), dtype=bool)
        for place in range(length):
            alike &= _alike([words[one][place] for one in group])
        same[np.ix_(group, group)] |= alike
    return same


def _alike(words: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which words are probably spellings of one; shape (n, n)."""
    codes, unique = pd.factorize(np.array(words, dtype=object))
    scores = process.cdist(unique, unique, scorer=fuzz.ratio, score_cutoff=_SAME_WORD, dtype=np.float32)
    long = np.array([len(word) > _SHORT_WORD for word in unique])
    alike: NDArray[np.bool_] = (scores >= _SAME_WORD) & long[:, None] & long
    np.fill_diagonal(alike, val=True)
    return np.asarray(alike[np.ix_(codes, codes)])


def _codes(texts: Iterable[str]) -> NDArray[np.intp]:
    """Number texts, equal ones alike: numbers are compared faster."""
    return pd.factorize(np.array(list(texts), dtype=object))[0]


def _compact(name: str) -> str:
    return normalise(name).replace(" ", "")
