"""Names to codes, within one city: normalise, exact, alias table, suggestions; never a guess.

A code joins tables; a name only leads to a code. What is not certain is returned as candidates for a
person to choose from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd
from rapidfuzz import fuzz, process

from petaprogram.geography.areas import Areas, Level

Status = Literal["matched", "ambiguous", "suggested", "unmatched"]

# How alike two spellings must be (0 to 100, Indel similarity) before one is suggested for the other.
SUGGEST_FROM = 80.0

_PREFIXES: tuple[tuple[re.Pattern[str], Level | Literal["outside"]], ...] = (
    (re.compile(r"^(kelurahan|kel)\s+(?=\S)"), "kelurahan"),
    (re.compile(r"^(kecamatan|kec)\s+(?=\S)"), "kecamatan"),
    # A city has kelurahan; a desa or a kabupaten lies outside it, even when the name is the same.
    (re.compile(r"^(desa|ds|kabupaten|kab)\s+(?=\S)"), "outside"),
)
_LEVEL_WORDS = {"city": "kota", "kecamatan": "kecamatan", "kelurahan": "kelurahan"}


@dataclass(frozen=True, slots=True)
class Match:
    """What a name led to: `kode` only when `status` is matched; `reason` in Indonesian."""

    input: str
    status: Status
    kode: str | None
    candidates: tuple[str, ...]
    reason: str


def normalise(name: str) -> str:
    """Fold a name to lower case words: NFKC, no accents of presentation, no punctuation, single spaces.

    Examples
    --------
    >>> normalise("KEL. SETONO  PANDE")
    'kel setono pande'
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    text = "".join(char if char.isalnum() else " " for char in text)
    return " ".join(text.split())


def match_names(
    names: Iterable[str],
    areas: Areas,
    aliases: pd.DataFrame,
    homonyms: pd.DataFrame | None = None,
    level: Level | None = None,
) -> list[Match]:
    """Match names to the codes of one city.

    Parameters
    ----------
    names
        As people write them: "KEL. SETONO PANDE", "Pojok, Kec. Mojoroto".
    areas
        The city worked on; nothing outside it is ever matched.
    aliases
        Columns alias, kode, kind. A `spelling` is accepted; a `typo` is only suggested.
    homonyms
        Columns name, kode_kota, kode_kabupaten: names that a neighbouring kabupaten uses too.
    level
        Accept only this level; otherwise a name used by two levels is ambiguous.

    Examples
    --------
    In the sample city a kecamatan and a kelurahan are both called Melati.

    >>> from tests.support.sample import four_areas
    >>> aliases = pd.DataFrame({"alias": [], "kode": [], "kind": []})
    >>> for one in match_names(["KEL. DAHLIA", "Melati", "Mawwar", "Desa Mawar"], four_areas(), aliases):
    ...     print(one.status, one.kode, one.candidates)
    matched 99.01.02.1001 ('99.01.02.1001',)
    ambiguous None ('99.01.01', '99.01.01.1001')
    suggested None ('99.01.02.1002',)
    unmatched None ('99.01.02.1002',)
    """
    matcher = _Matcher(areas, aliases, homonyms)
    return [matcher.match(name, level) for name in names]


class _Matcher:
    """The look-up tables of one city, built once for many names."""

    def __init__(self, areas: Areas, aliases: pd.DataFrame, homonyms: pd.DataFrame | None) -> None:
        self.areas = areas
        named = [(areas.city_kode, areas.city)]
        named += list(areas.kecamatan["name"].items())
        named += list(areas.frame["name"].items())
        self.by_name: dict[str, list[str]] = {}
        for kode, name in named:
            self.by_name.setdefault(normalise(name), []).append(kode)
        self.spellings: dict[str, list[str]] = {}
        self.typos: dict[str, list[str]] = {}
        for alias, kode, kind in zip(aliases["alias"], aliases["kode"], aliases["kind"], strict=True):
            table = self.spellings if kind == "spelling" else self.typos
            table.setdefault(normalise(alias), []).append(kode)
        self.homonyms: dict[str, str] = {}
        if homonyms is not None:
            self.homonyms = dict(zip(homonyms["kode_kota"], homonyms["kode_kabupaten"], strict=True))

    def match(self, name: str, level: Level | None) -> Match:
        text, asked, parent, outside = self._parse(name)
        level = level or asked
        if not text:
            return Match(name, "unmatched", None, (), "nama kosong")
        if outside:
            candidates = self._within(self.by_name.get(text, []), level, parent)
            reason = f"di luar {self.areas.city}: desa atau kabupaten bukan bagian kota ini"
            return Match(name, "unmatched", None, candidates, reason)
        for table, how in ((self.by_name, "nama sama"), (self.spellings, "ejaan lain yang sudah diperiksa")):
            found = self._within(table.get(text, []), level, parent)
            if len(found) == 1:
                return Match(name, "matched", found[0], found, how + self._homonym(found[0]))
            if found:
                levels = " dan ".join(_LEVEL_WORDS[str(self.areas.level(kode))] for kode in found)
                return Match(name, "ambiguous", None, found, f"dipakai {levels}; sebut tingkatnya")
        return self._suggest(name, text, level, parent)

    def _suggest(self, name: str, text: str, level: Level | None, parent: str | None) -> Match:
        """Offer what the name may mean; nothing is accepted here."""
        if found := self._within(self.typos.get(text, []), level, parent):
            return Match(name, "suggested", None, found, "salah ketik yang dikenal; pastikan dahulu")
        if found := self._similar(text, level, parent):
            return Match(name, "suggested", None, found, "mirip; pastikan dahulu")
        return Match(name, "unmatched", None, (), f"tidak ada nama yang mirip di {self.areas.city}")

    def _parse(self, name: str) -> tuple[str, Level | None, str | None, bool]:
        """Split "Kel. X, Kec. Y" into (name, level asked for, kecamatan named, outside the city)."""
        first, *rest = (normalise(part) for part in name.split(","))
        first, level = _strip_prefix(first)
        parent, outside = None, level == "outside"
        for part in rest:
            stripped, kind = _strip_prefix(part)
            if kind == "kecamatan":
                parent = stripped
            outside = outside or kind == "outside"
        return first, None if level == "outside" else level, parent, outside

    def _within(self, kodes: list[str], level: Level | None, parent: str | None) -> tuple[str, ...]:
        kept = [kode for kode in dict.fromkeys(kodes) if level in (None, self.areas.level(kode))]
        if parent is not None:
            parents = {normalise(name): kode for kode, name in self.areas.kecamatan["name"].items()}
            kept = [kode for kode in kept if kode.startswith(parents.get(parent, "-") + ".")]
        return tuple(sorted(kept))

    def _similar(self, text: str, level: Level | None, parent: str | None) -> tuple[str, ...]:
        compact = {name: name.replace(" ", "") for name in (*self.by_name, *self.spellings)}
        close = process.extract(
            text.replace(" ", ""), compact, scorer=fuzz.ratio, score_cutoff=SUGGEST_FROM, limit=5
        )
        kodes = [
            kode for *_, key in close for kode in (*self.by_name.get(key, ()), *self.spellings.get(key, ()))
        ]
        kept = self._within(kodes, level, parent)
        return tuple(sorted(kept, key=kodes.index))

    def _homonym(self, kode: str) -> str:
        other = self.homonyms.get(kode)
        return f"; desa {other} di luar kota bernama sama" if other else ""


def _strip_prefix(text: str) -> tuple[str, Level | Literal["outside"] | None]:
    for pattern, level in _PREFIXES:
        if pattern.match(text):
            return pattern.sub("", text), level
    return text, None
