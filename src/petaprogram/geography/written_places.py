"""Places as people write them: what each part of "Kel. Pojok (Kec. Mojoroto), Kota Kediri 64115" says.

Matching and searching read a place here, so that both understand the same. Nothing is left out: what nobody
knows is a part without kode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Literal, NamedTuple

import pandas as pd
from rapidfuzz import fuzz, process

from petaprogram.geography.areas import Areas, Level
from petaprogram.geography.provinces import PROVINCES
from petaprogram.messages.letters import plain_apostrophes

How = Literal["name", "spelling", "typo", "code"]

# How alike two spellings must be (0 to 100, Indel similarity) before one is suggested for the other.
SUGGEST_FROM = 80.0

# Format characters (Cf) are not seen; neither are these, which count as marks.
_UNSEEN_MARKS = {"\u034f", *map(chr, range(0xFE00, 0xFE10))}

_NO_WORD = re.compile(r"[^a-z0-9]+")

_LEVEL_OF: Mapping[str, Level] = {
    "kelurahan": "kelurahan",
    "kel": "kelurahan",
    "kecamatan": "kecamatan",
    "kec": "kecamatan",
}
# A city has kelurahan; a desa or a kabupaten lies outside it, even when the name is the same.
_OUTSIDE = {"desa", "ds", "kabupaten", "kab"}
_PROVINCE_WORDS = {"provinsi", "propinsi", "prov"}
_CODE_WORDS = {"kode", "kodepos", "pos", "wilayah"}
_CUTS = {*_LEVEL_OF, *_OUTSIDE, *_PROVINCE_WORDS}
_JOINS = {"dan", "and"}

_DOTTED = re.compile(r"(?<![0-9.])([0-9]{2})\.([0-9]{2})(?:\.([0-9]{2})(?:\.([0-9]{4}))?)?(?![0-9]|\.[0-9])")
_UNDOTTED = re.compile(r"([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{4})?)?")
_POSTCODE = re.compile(r"[0-9]{5}")
_NEIGHBOURHOOD = re.compile(r"(rt|rw)[0-9]{0,3}")
_NUMBER = re.compile(r"[0-9]{1,3}")
# "RT 02/05" and "RT/RW 02/05" are one thing; other slashes part two.
_NUMBERS_OF_ONE = re.compile(r"(?<=\d)\s*/\s*(?=\d|rw)|(?<=\brt)\s*/\s*(?=rw)", re.IGNORECASE)
_PARTING = re.compile(r"""[,;|/\\()\[\]{}<>"\n\r\t–—]|\s[-‐]|[-‐]\s""")


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a place: `kodes` are the areas of the city that they may mean, none where nobody knows.

    `level` is what a word before them says ("Kec."), `text` the words without it, normalised.
    """

    text: str
    kodes: tuple[str, ...] = ()
    level: Level | None = None
    how: How | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """All that a text says of a place: every word is in a part or in `tail`, or is one of the small words.

    `tail` ends an address and names no area of the city: its bare name, province, postcode, RT and RW.
    `outside` says that a desa or a kabupaten is named, `joined` that parts are joined by "dan".
    """

    parts: tuple[Part, ...]
    tail: tuple[str, ...]
    outside: bool
    joined: bool

    @property
    def known(self) -> tuple[Part, ...]:
        """The parts that mean areas of the city."""
        return tuple(part for part in self.parts if part.kodes)

    @property
    def unknown(self) -> tuple[Part, ...]:
        """The parts that nobody knows."""
        return tuple(part for part in self.parts if not part.kodes)


class _Token(NamedTuple):
    """One step of reading: a part, or a word of another kind."""

    kind: Literal["part", "tail", "outside", "join", "word"]
    part: Part


def fold(text: str) -> str:
    """Fold what looks alike: full-width forms, apostrophes; characters that cannot be seen go."""
    seen = (char for char in text if unicodedata.category(char) != "Cf" and char not in _UNSEEN_MARKS)
    return unicodedata.normalize("NFKC", plain_apostrophes("".join(seen)))


# A table says the same names again and again.
@lru_cache(maxsize=8192)
def normalise(name: str) -> str:
    """Fold a name to lower case words: NFKC, no accents of presentation, no punctuation, single spaces.

    Examples
    --------
    >>> normalise("KEL. SETONO  PANDE")
    'kel setono pande'
    """
    # Most names are ASCII, in which nothing has to be folded.
    if name.isascii():
        return _NO_WORD.sub(" ", name.lower()).strip()
    text = "".join(char if char.isalnum() else " " for char in fold(name).casefold())
    return " ".join(text.split())


class KnownNames:
    """What the areas of one city are called, built once for many texts."""

    def __init__(self, areas: Areas, aliases: pd.DataFrame) -> None:
        self.areas = areas
        named = [(areas.city_kode, areas.city)]
        named += list(areas.kecamatan["name"].items())
        named += list(areas.frame["name"].items())
        self._tables: dict[How, dict[str, list[str]]] = {"name": {}, "spelling": {}, "typo": {}}
        for kode, name in named:
            self._tables["name"].setdefault(normalise(name), []).append(str(kode))
        for alias, kode, kind in zip(aliases["alias"], aliases["kode"], aliases["kind"], strict=True):
            how: How = "spelling" if kind == "spelling" else "typo"
            self._tables[how].setdefault(normalise(alias), []).append(kode)
        words = [text.split() for table in self._tables.values() for text in table]
        self._longest = max(map(len, words))
        self._with_signs = _find_whole((*(name for _, name in named), *aliases["alias"]))
        self._first_words = {one[0] for one in words if one}
        # "Kediri" may be the city or the kabupaten around it.
        city = normalise(areas.city)
        bare = city.removeprefix("kota ")
        tails = {"indonesia", *PROVINCES.get(areas.city_kode[:2], ()), *({bare} - {city})}
        self.bare_city = bare if bare != city else None
        self._tails = {tuple(text.split()) for text in tails}

    def read(self, text: str) -> Place:
        """Read a place as it is written; every word of it is accounted for."""
        tokens: list[_Token] = []
        for words in self._chunks(text):
            steps = self._steps(words)
            if steps[0] is not None:
                tokens += _walk(steps, 0)
                continue
            cuts = [0, *(at for at, word in enumerate(words) if at and word in _CUTS), len(words)]
            for start, end in pairwise(cuts):
                tokens += self._read_strange(words[start:end])
        return Place(
            tuple(token.part for token in tokens if token.kind == "part"),
            tuple(token.part.text for token in tokens if token.kind == "tail"),
            any(token.kind == "outside" for token in tokens),
            any(token.kind == "join" for token in tokens),
        )

    def meant(self, parts: Collection[Part], level: Level | None = None) -> tuple[str, ...]:
        """Return the areas that agree with every part: a part names the area itself or one around it."""
        known = [set(part.kodes) for part in parts if part.kodes]
        every = {kode for kodes in known for kode in kodes}
        agree = {
            kode
            for kode in every
            if level in (None, self.areas.level(kode))
            and all(kodes.intersection(self._around(kode)) for kodes in known)
        }
        # Two names of areas one in the other mean the smaller one: "Mojoroto, Kec. Mojoroto".
        small = [kodes for kodes in known if self.areas.city_kode not in kodes]
        if len(small) > 1 and not any(part.how == "code" for part in parts):
            agree -= {around for kode in agree for around in self._around(kode)[1:]}
        return tuple(sorted(agree))

    def similar(self, text: str, level: Level | None, within: Iterable[str] = ()) -> tuple[str, ...]:
        """Return areas with names like a text, the likest first: of one level, within certain areas.

        Where there are none, the kelurahan that the text mentions among other words, as in "Pocanan 2017".
        """
        names, spellings = self._tables["name"], self._tables["spelling"]
        compact = {name: name.replace(" ", "") for name in (*names, *spellings)}
        close = process.extract(
            text.replace(" ", ""), compact, scorer=fuzz.ratio, score_cutoff=SUGGEST_FROM, limit=5
        )
        kodes = [kode for *_, key in close for kode in (*names.get(key, ()), *spellings.get(key, ()))]
        words = text.split()
        if not kodes:
            found = (token for at in range(len(words)) for token, _ in self._names(words, at, "kelurahan"))
            kodes = [kode for token in found for kode in token.part.kodes]
        limits = set(within)
        return tuple(
            kode
            for kode in dict.fromkeys(kodes)
            if level in (None, self.areas.level(kode))
            and (not limits or limits.intersection(self._around(kode)))
        )

    def _around(self, kode: str) -> list[str]:
        """List an area and those around it, the smallest first."""
        pieces = kode.split(".")
        return [".".join(pieces[:count]) for count in range(len(pieces), 1, -1)]

    def _chunks(self, text: str) -> Iterator[list[str]]:
        """Split a text where something parts it; a lone "Kel" belongs to what follows."""
        plain = _DOTTED.sub(lambda found: "".join(filter(None, found.groups())), fold(text))
        if self._with_signs:
            plain = self._with_signs.sub(lambda found: normalise(found[0]), plain)
        plain = re.sub(r"[&+]", " dan ", _NUMBERS_OF_ONE.sub(" ", plain))
        waiting: list[str] = []
        for chunk in _PARTING.split(plain):
            words = [*waiting, *(word for glued in normalise(chunk).split() for word in self._unglue(glued))]
            waiting = words if len(words) == 1 and words[0] in _CUTS else []
            if words and not waiting:
                yield words
        if waiting:
            yield waiting

    def _unglue(self, word: str) -> Iterator[str]:
        """Split "kelpojok" into its two words."""
        for prefix in _LEVEL_OF:
            rest = word.removeprefix(prefix)
            if rest != word and rest in self._first_words and word not in self._first_words:
                yield from (prefix, rest)
                return
        yield word

    def _steps(self, words: Sequence[str]) -> list[tuple[_Token, int] | None]:
        """Find, for each position, the first step of a way to read all words from there; else None."""
        count = len(words)
        steps: list[tuple[_Token, int] | None] = [None] * count
        for start in reversed(range(count)):
            for token, length in self._options(words, start):
                end = start + length
                if end == count or steps[end] is not None:
                    steps[start] = (token, length)
                    break
        return steps

    def _options(self, words: Sequence[str], start: int) -> Iterator[tuple[_Token, int]]:
        """List what the next words may be, the longest name first, with how many words it takes."""
        word = words[start]
        yield from self._names(words, start, None)
        if level := _LEVEL_OF.get(word):
            for token, length in self._names(words, start + 1, level):
                yield token, length + 1
        found = _UNDOTTED.fullmatch(word)
        if found and self.areas.level(kode := ".".join(filter(None, found.groups()))):
            yield _Token("part", Part(kode, (kode,), how="code")), 1
        if length := self._tail(words, start):
            yield _Token("tail", Part(" ".join(words[start : start + length]))), length
        if word in _OUTSIDE:
            yield _Token("outside", Part(word)), 1
        if word in _JOINS:
            yield _Token("join", Part(word)), 1
        if start + 1 < len(words) and word in (_CODE_WORDS | _PROVINCE_WORDS):
            yield _Token("word", Part(word)), 1

    def _names(self, words: Sequence[str], start: int, level: Level | None) -> Iterator[tuple[_Token, int]]:
        for length in range(min(self._longest, len(words) - start), 0, -1):
            text = " ".join(words[start : start + length])
            for how, table in self._tables.items():
                kodes = {kode for kode in table.get(text, ()) if level in (None, self.areas.level(kode))}
                if kodes:
                    yield _Token("part", Part(text, tuple(sorted(kodes)), level, how)), length
                    break

    def _tail(self, words: Sequence[str], start: int) -> int:
        """Count the words of the tail of an address that begins here."""
        for tail in self._tails:
            if tuple(words[start : start + len(tail)]) == tail:
                return len(tail)
        if _NEIGHBOURHOOD.fullmatch(words[start]):
            return 1 + len(list(takewhile(_NUMBER.fullmatch, words[start + 1 : start + 3])))
        return 1 if _POSTCODE.fullmatch(words[start]) else 0

    def _read_strange(self, words: Sequence[str]) -> Iterator[_Token]:
        """Read words of which some are known to nobody: these are one part, up to the tail of the address."""
        steps = self._steps(words)
        if steps[0] is not None:
            yield from _walk(steps, 0)
            return
        level = _LEVEL_OF.get(words[0])
        if words[0] in _OUTSIDE:
            yield _Token("outside", Part(words[0]))
        named = 1 if words[0] in _CUTS and len(words) > 1 else 0
        end = next((at for at in range(named + 1, len(words)) if self._ends(steps, at)), len(words))
        yield _Token("part", Part(_dotted(" ".join(words[named:end])), level=level if named else None))
        if end < len(words):
            yield from _walk(steps, end)

    def _ends(self, steps: Sequence[tuple[_Token, int] | None], start: int) -> bool:
        """Tell whether there are only the city and the tail of an address from here on."""
        return steps[start] is not None and all(
            token.kind in ("tail", "word") or token.part.kodes == (self.areas.city_kode,)
            for token in _walk(steps, start)
        )


def _find_whole(names: Iterable[str]) -> re.Pattern[str] | None:
    """Find the names in which a sign stands that parts a text elsewhere, as in "Hunuth/Durian Patah"."""
    written = {fold(name) for name in names if _PARTING.search(fold(name))}
    pieces = [r"\s*".join(map(re.escape, re.findall(r"\w+|[^\w\s]", name))) for name in written]
    # The longest first: one name may be the beginning of another.
    whole = "|".join(sorted(pieces, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w)", re.IGNORECASE) if pieces else None


def _walk(steps: Sequence[tuple[_Token, int] | None], start: int) -> Iterator[_Token]:
    while start < len(steps) and (step := steps[start]):
        yield step[0]
        start += step[1]


def _dotted(text: str) -> str:
    """Write a code with its dots; another text as it is."""
    found = re.fullmatch(r"([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{4})", text)
    return ".".join(found.groups()) if found else text
