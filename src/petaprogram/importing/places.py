"""Which area a written place means: by the one parser, by what was decided, never by a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from petaprogram.geography.areas import Areas
from petaprogram.geography.code_advice import KODE
from petaprogram.geography.names_to_codes import Match, Matcher, say_no_code
from petaprogram.geography.written_places import normalise
from petaprogram.importing.base import Base
from petaprogram.importing.recipe import PlaceChoice, Recipe
from petaprogram.messages.issues import ImportStopError, Said, make_issue
from petaprogram.messages.language import message
from petaprogram.store.reading import as_cells

# A place of none of the areas of the city.
OUTSIDE = "outside"
_LEVEL = re.compile(r"^\s*(?:kelurahan|kel|kecamatan|kec|desa|ds)\b\.?\s*", re.IGNORECASE)
_SUGGESTIONS = 3
_FEWEST_SCORE = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """An area that may be meant, and how alike its name is (0 to 100)."""

    kode: str
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """A written place that nobody is sure of, with the rows in which it stands and what it may mean."""

    written: str
    rows: tuple[int, ...]
    reason: Said
    candidates: tuple[Candidate, ...]


_CERTAIN = Said("")


@dataclass(frozen=True, slots=True)
class Found:
    """What a written place means; `kode` None: not certain, `outside`: decided to be none of this city."""

    kode: str | None
    reason: Said = _CERTAIN
    candidates: tuple[Candidate, ...] = ()
    outside: bool = False


class Places:
    """The areas of one city, asked often for the same texts."""

    def __init__(self, base: Base, recipe: Recipe) -> None:
        self._areas = base.areas
        self._matcher = Matcher(base.areas, base.frame("aliases"), base.frame("homonyms"))
        self._known: dict[str, Found] = {}
        self._decided = {normalise(written): choice for written, choice in recipe.places.items()}
        self._names = {
            str(kode): normalise(name)
            for names in (base.areas.frame["name"], base.areas.kecamatan["name"])
            for kode, name in names.items()
        }
        for written, choice in recipe.places.items():
            if choice.kode not in ("", OUTSIDE) and base.areas.level(choice.kode) is None:
                raise ImportStopError(
                    [make_issue("import-recipe", "-", field=f"places.{written}", value=choice.kode)]
                )

    def find(self, written: str) -> Found:
        """Find what a text means."""
        if written not in self._known:
            self._known[written] = self._find(written)
        return self._known[written]

    def label(self, kode: str) -> str:
        """Name an area as a template does, so that the parser reads it back: with its kecamatan."""
        return label_of(kode, self._areas)

    def _find(self, written: str) -> Found:
        decided = self._decided.get(normalise(written), PlaceChoice(kode=""))
        if decided.kode == OUTSIDE:
            return Found(None, Said(message("diputuskan di luar kota")), outside=True)
        if decided.kode:
            return Found(decided.kode)
        # A code alone is one or is none: it is not like another.
        if KODE.fullmatch(written):
            known = self._areas.level(written) is not None
            return Found(written if known else None, say_no_code(written, self._areas))
        match = self._matcher.match(written, None)
        if match.kode:
            return Found(match.kode)
        return Found(None, match.reason, self._candidates(match))

    def _candidates(self, match: Match) -> tuple[Candidate, ...]:
        plain = " ".join(
            word for word in normalise(match.input).split() if word not in {"kel", "kelurahan", "desa", "ds"}
        )
        kodes = list(match.candidates) or [
            kode
            for _, _, kode in process.extract(
                plain, self._names, scorer=fuzz.ratio, limit=_SUGGESTIONS, score_cutoff=_FEWEST_SCORE
            )
        ]
        scored = [
            Candidate(kode, self.label(kode), round(fuzz.WRatio(plain, self._names.get(kode, ""))))
            for kode in kodes
        ]
        return tuple(sorted(scored, key=lambda one: (-one.score, one.kode)))


def label_of(kode: str, areas: Areas) -> str:
    """Name an area so that the parser reads it back: "Pojok, Kec. Mojoroto", "Kec. Kota", "Kota Kediri"."""
    level = areas.level(kode)
    if level == "kelurahan":
        row = areas.frame.loc[kode]
        return f"{row['name']}, Kec. {row['kecamatan']}"
    return f"Kec. {areas.name_of(kode)}" if level == "kecamatan" else areas.name_of(kode)


def labels(areas: Areas) -> dict[str, str]:
    """Name by kode all that a record may be placed in: kelurahan in order of name, kecamatan, the city."""
    kodes = [*areas.names.sort_values().index, *areas.kecamatan.index, areas.city_kode]
    return {str(kode): label_of(str(kode), areas) for kode in kodes}


def remembered(recipe: Recipe, base: Base) -> dict[str, str]:
    """Give the decisions that become reviewed spellings, the kode by the name alone.

    What is a name or a spelling already needs no other, and the name of an area never means another.
    """
    areas = base.areas
    known = {normalise(as_cells("aliases", row)["alias"]) for row in base.tables["aliases"]}
    known |= {normalise(name) for names in (areas.frame, areas.kecamatan) for name in names["name"]}
    found: dict[str, str] = {}
    for written, choice in recipe.places.items():
        name = _LEVEL.sub("", re.split(r"[,;(/]", written)[0]).strip()
        if choice.remember and choice.kode not in ("", OUTSIDE) and normalise(name) not in {"", *known}:
            found.setdefault(name, choice.kode)
            known.add(normalise(name))
    return found
