"""Search: areas by name, address and code; programs, their kinds and pillars, partners, sites, landmarks.

It forgives spelling. A place is read by the same reader as in `geography.names_to_codes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from petaprogram.geography.areas import Areas
from petaprogram.geography.written_places import KnownNames, Place, normalise
from petaprogram.messages.language import INDONESIAN
from petaprogram.tables.dataset import Dataset

HitKind = Literal[
    "city", "kecamatan", "kelurahan", "program", "partner", "pillar", "kind", "site", "landmark"
]

# How alike a name must be (0 to 100) to be found.
FOUND_FROM = 72.0
# The same for all that names a program together: among so many words a loose likeness means nothing.
_SPOKEN_OF_FROM = 85.0
# What a name counts that is only alike word by word: less than one that begins with the whole text.
_BY_WORDS = 0.92
# A word of the search may be a beginning; shorter ones would be found everywhere.
SHORTEST = 2
# An area that is named beside words that nobody knows.
_BESIDE_OTHERS = 90.0
# A site often bears the name of its program, and a kind that of many: what is called so itself comes first.
_LESS = {"kind": 0.97, "site": 0.95, "landmark": 0.96}
# What a text holds beyond this is not looked for: no name is longer, and every word takes its time.
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    `key` is a kode, a program_id, a pillar_id, or the name of a partner or a kind of programs; that of a site
    or a landmark is the kode of the area it is in: that of the city where it is outside.
    """

    kind: HitKind
    key: str
    name: str
    score: float


def search(dataset: Dataset, text: str, limit: int | None = 8) -> list[Hit]:
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
        At most so many hits; None for all.
    """
    wanted = _wanted(text)
    if len(wanted.replace(" ", "")) < SHORTEST:
        return []
    best: dict[tuple[HitKind, str, str], Hit] = {}

    def add(hit: Hit) -> None:
        # Several places that people know may stand in one kelurahan.
        what = (hit.kind, hit.key, hit.name if hit.kind == "landmark" else "")
        known = best.get(what)
        if hit.score >= FOUND_FROM and (known is None or hit.score > known.score):
            best[what] = hit

    names = _known_names(dataset)
    place = names.read(text[:LONGEST])
    for kind, key, name, spelling in known_entries(dataset):
        add(Hit(kind, key, name, likeness(wanted, normalise(spelling)) * _LESS.get(kind, 1.0)))
    for hit in _find_areas(dataset, names, place):
        add(hit)
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.name.casefold(), hit.key))[:limit]


@lru_cache(maxsize=8)
def _known_names(dataset: Dataset) -> KnownNames:
    return KnownNames(dataset.areas, dataset.aliases)


def _find_areas(dataset: Dataset, names: KnownNames, place: Place) -> Iterator[Hit]:
    """Find the areas that a written place means, or that begin as it does after "Kel." and the like."""
    areas = dataset.areas
    meant = names.meant(place.known)
    score = _BESIDE_OTHERS if place.unknown or place.outside else 100.0
    for kode in meant or {kode for part in place.known for kode in part.kodes}:
        if level := areas.level(kode):
            yield Hit(level, kode, areas.name_of(kode), score)
    if len(place.unknown) != 1 or len(place.unknown[0].text) < SHORTEST:
        return
    (part,) = place.unknown
    for kind, kode, name, spelling in _area_entries(dataset):
        inside = not meant or any(f"{kode}.".startswith(f"{around}.") for around in meant)
        if inside and part.level in (None, kind):
            yield Hit(kind, kode, name, likeness(part.text, normalise(spelling)))


def _wanted(text: str) -> str:
    return normalise(text[:LONGEST])


def likeness(wanted: str, name: str) -> float:
    """How alike a search and a name are, 0 to 100; both normalised."""
    together, compact = wanted.replace(" ", ""), name.replace(" ", "")
    if together == compact:
        return 100.0
    if compact.startswith(together):
        return 97.0
    if not compact:
        return 0.0
    # A name of many words is less surely meant by one of them.
    share = min(1.0, len(together) / len(compact))
    each = _least_alike(wanted, name) * (_BY_WORDS + 0.04 * share)
    return max(each, float(fuzz.ratio(together, compact)))


def _least_alike(wanted: str, name: str) -> float:
    """How alike the one word of a search is that a name has least; both normalised and not empty."""
    words = name.split()
    return min(max(_word_likeness(word, other) for other in words) for word in wanted.split())


def _word_likeness(word: str, other: str) -> float:
    if other.startswith(word) and len(word) >= SHORTEST:
        return 100.0
    return float(fuzz.ratio(word, other)) if min(len(word), len(other)) > SHORTEST else 0.0


def known_entries(dataset: Dataset) -> Iterator[tuple[HitKind, str, str, str]]:
    """List (kind, key, name, spelling) of everything that can be found."""
    yield from _area_entries(dataset)
    for program, name in dataset.programs["name"].items():
        yield "program", str(program), name, name
    yield from _partner_entries(dataset)
    for pillar, name in dataset.pillars["name"].items():
        yield "pillar", str(pillar), name, name
    for kind, english in dataset.programs[["kind", "kind_en"]].drop_duplicates().itertuples(index=False):
        for spelling in (kind, english):
            if isinstance(spelling, str):
                yield "kind", kind, spelling, spelling
    placed = dataset.records.loc[dataset.records["scope"].isin(["kelurahan", "kecamatan", "city"])]
    for kode, site in placed[["kode", "site"]].dropna().itertuples(index=False):
        yield "site", kode, site, site
    yield from _landmark_entries(dataset.areas)


def _area_entries(dataset: Dataset) -> Iterator[tuple[HitKind, str, str, str]]:
    areas = dataset.areas
    for kode in (areas.city_kode, *areas.kecamatan.index, *areas.frame.index):
        if level := areas.level(kode):
            bare = areas.frame.at[kode, "name"] if level == "kelurahan" else areas.name_of(kode)
            yield level, kode, areas.name_of(kode), bare
    for alias, kode in zip(dataset.aliases["alias"], dataset.aliases["kode"], strict=True):
        if areas.level(kode) == "kelurahan":
            yield "kelurahan", kode, areas.name_of(kode), alias


def _landmark_entries(areas: Areas) -> Iterator[tuple[HitKind, str, str, str]]:
    for one, within in areas.landmarks.items():
        name = one.name_in(INDONESIAN)
        for spelling in dict.fromkeys((*one.names.values(), *one.also)):
            yield "landmark", within or areas.city_kode, name, spelling


def _partner_entries(dataset: Dataset) -> Iterator[tuple[HitKind, str, str, str]]:
    in_use = set(dataset.records["partner_names"].explode().dropna())
    full = dataset.partners["full_name"].dropna()
    spellings = [
        *((partner, partner) for partner in sorted(in_use)),
        *zip(full.index, full, strict=True),
        *((partner, written) for written, partner in dataset.merged_partners.items()),
    ]
    for partner, spelling in spellings:
        if partner in in_use:
            yield "partner", partner, partner, spelling


def search_programs(dataset: Dataset, text: str) -> dict[str, Hit]:
    """Find the programs that a text speaks of: by name, kind, partner, kelurahan or kecamatan.

    A text of several words may speak of several of these at once, as in "bank sampah pojok".

    Returns
    -------
    dict
        program_id -> what the text was found in, the likeliest program first.
    """
    records = dataset.records
    placed = records["kode"].fillna("")
    best: dict[str, Hit] = {}

    def add(programs: Iterable[object], hit: Hit) -> None:
        for program in map(str, programs):
            if program not in best or hit.score > best[program].score:
                best[program] = hit

    # Of two equal hits the name of the program itself says more.
    for hit in sorted(search(dataset, text, limit=None), key=lambda hit: hit.kind != "program"):
        if hit.kind == "program":
            add([hit.key], hit)
        elif hit.kind == "partner":
            add(records.loc[[hit.key in names for names in records["partner_names"]], "program_id"], hit)
        elif hit.kind in ("kecamatan", "kelurahan"):
            within = (placed == hit.key) | placed.str.startswith(f"{hit.key}.")
            add(records.loc[within, "program_id"], hit)
    wanted = _wanted(text)
    for program, whole in _program_texts(dataset).items():
        # How much else names a program, such as all its places, says nothing of whether it is meant.
        long_enough = len(wanted.replace(" ", "")) >= SHORTEST
        score = _BY_WORDS * _least_alike(wanted, whole) if long_enough else 0.0
        if score >= _SPOKEN_OF_FROM:
            add([program], Hit("program", program, str(dataset.programs.at[program, "name"]), score))
    return dict(sorted(best.items(), key=lambda item: (-item[1].score, item[0])))


def _program_texts(dataset: Dataset) -> dict[str, str]:
    """Everything that names a program, normalised, by program_id."""
    programs, records = dataset.programs, dataset.records
    texts = {
        str(program): [name, kind, english or ""]
        for program, name, kind, english in programs[["name", "kind", "kind_en"]].itertuples()
    }
    for program, area, partners in zip(
        records["program_id"], records["area"], records["partner_names"], strict=True
    ):
        texts[program] += [area if isinstance(area, str) else "", *partners]
    return {program: normalise(" ".join(dict.fromkeys(parts))) for program, parts in texts.items()}
