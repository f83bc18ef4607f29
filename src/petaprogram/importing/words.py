"""Words of offices that stand for a value of the tables, and names that are like another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from rapidfuzz import fuzz, process

from petaprogram.geography.written_places import normalise
from petaprogram.messages.language import INDONESIAN, LANGUAGES
from petaprogram.messages.vocabulary import STATUS, TRUST

# What else offices write; never a word that could mean two of them.
_STATUS_WORDS = {
    "berjalan": "running",
    "aktif": "running",
    "masih berjalan": "running",
    "rencana": "planned",
    "akan datang": "planned",
    "dinominasikan": "nominated",
    "nominasi": "nominated",
    "selesai": "ended",
    "telah berakhir": "ended",
    "tidak aktif": "ended",
    "dibatalkan": "cancelled",
}
_ANSWERS = {
    **dict.fromkeys(("ya", "yes", "y", "v", "x", "benar", "true", "betul"), "yes"),
    **dict.fromkeys(("tidak", "no", "n", "t", "bukan", "false"), "no"),
}
_SUGGESTED_FROM = 60
_SUGGESTIONS = 3
# In all languages, what the tables say of themselves and what offices say.
VOCABULARIES: Mapping[str, Mapping[str, str]] = {"status": STATUS, "confidence": TRUST}
# The fields that hold one of few words, and what else than its vocabulary offices write there.
FIELDS_OF_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": _STATUS_WORDS,
    "confidence": {},
    "start_is_upper_bound": _ANSWERS,
}


@cache
def _meanings(field: str) -> Mapping[str, str]:
    found = {normalise(word): value for word, value in FIELDS_OF_WORDS[field].items()}
    for value, word in VOCABULARIES.get(field, {}).items():
        found[normalise(value)] = value
        for language in LANGUAGES:
            said = language.say(word)
            # "dinominasikan (dihitung sebagai direncanakan)" is known by what stands before its remark, too.
            found[normalise(said)] = found[normalise(said.partition(" (")[0])] = value
    return found


def value_of(field: str, text: str) -> str | None:
    """Find the value that a word stands for in a field of `FIELDS_OF_WORDS`; None where it is none of them.

    Examples
    --------
    >>> value_of("status", "Berjalan"), value_of("confidence", "high"), value_of("status", "entah")
    ('running', 'high', None)
    """
    return _meanings(field).get(normalise(text))


def say_allowed(field: str) -> str:
    """List the words that a field of `FIELDS_OF_WORDS` may hold, for people."""
    words = VOCABULARIES.get(field)
    return ", ".join(INDONESIAN.say(word) for word in words.values()) if words else "ya, tidak"


def similar(text: str, names: Collection[str]) -> list[tuple[str, int]]:
    """List the names like a text, the likest first, with how alike they are (0 to 100)."""
    found = process.extract(
        text,
        names,
        scorer=fuzz.WRatio,
        processor=normalise,
        limit=_SUGGESTIONS,
        score_cutoff=_SUGGESTED_FROM,
    )
    return [(name, round(score)) for name, score, _ in found]


def say_similar(found: Collection[tuple[str, int]]) -> str:
    """Write suggestions with their scores: "Pakelan 93, Pakunden 71"."""
    return ", ".join(f"{name} {score}" for name, score in found) or "-"
