"""Search by name: kelurahan, kecamatan, programs and partners, forgiving about spelling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from petaprogram.dataset import Dataset
from petaprogram.matching import normalise

Kind = Literal["city", "kecamatan", "kelurahan", "program", "partner"]

# How alike a name must be (0 to 100) to be found.
FOUND_FROM = 72.0
# A word of the search may be a beginning; shorter ones would be found everywhere.
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: `key` is its kode, program_id or the name of the partner."""

    kind: Kind
    key: str
    name: str
    score: float


def search(dataset: Dataset, text: str, limit: int = 8) -> list[Hit]:
    """Find what a text may mean, the likeliest first.

    Every word of the text must be like a word of the name, or the beginning of one; spaces may be wrong, as
    in "Setono Pande". Spellings and common typing errors of the alias table lead to their kelurahan.

    Parameters
    ----------
    dataset
        What to search in.
    text
        As a person types it.
    limit
        At most so many hits.
    """
    wanted = normalise(text)
    if len(wanted.replace(" ", "")) < SHORTEST:
        return []
    best: dict[tuple[Kind, str], Hit] = {}
    for kind, key, name, spelling in _entries(dataset):
        score = likeness(wanted, normalise(spelling))
        known = best.get((kind, key))
        if score >= FOUND_FROM and (known is None or score > known.score):
            best[kind, key] = Hit(kind, key, name, score)
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.name.casefold(), hit.key))[:limit]


def likeness(wanted: str, name: str) -> float:
    """How alike a search and a name are, 0 to 100; both normalised."""
    together, compact = wanted.replace(" ", ""), name.replace(" ", "")
    if together == compact:
        return 100.0
    if compact.startswith(together):
        return 97.0
    words = name.split()
    if not words:
        return 0.0
    by_word = [max(_word_likeness(word, other) for other in words) for word in wanted.split()]
    # A name of many words is less surely meant by one of them.
    share = min(1.0, len(together) / len(compact))
    each = min(by_word) * (0.92 + 0.04 * share)
    return max(each, float(fuzz.ratio(together, compact)))


def _word_likeness(word: str, other: str) -> float:
    if other.startswith(word) and len(word) >= SHORTEST:
        return 100.0
    return float(fuzz.ratio(word, other)) if min(len(word), len(other)) > SHORTEST else 0.0


def _entries(dataset: Dataset) -> Iterator[tuple[Kind, str, str, str]]:
    """List (kind, key, name, spelling) of everything that can be found."""
    areas = dataset.areas
    yield "city", areas.city_kode, areas.city, areas.city
    for kode, name in areas.kecamatan["name"].items():
        yield "kecamatan", str(kode), name, name
    names = areas.frame["name"].to_dict()
    for kode, name in names.items():
        yield "kelurahan", kode, name, name
    for alias, kode in zip(dataset.aliases["alias"], dataset.aliases["kode"], strict=True):
        if kode in names:
            yield "kelurahan", kode, names[kode], alias
    for program, name in dataset.programs["name"].items():
        yield "program", str(program), name, name
    for partner in sorted(set(dataset.records["partner_names"].explode().dropna())):
        yield "partner", partner, partner, partner
