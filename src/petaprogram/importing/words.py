"""Words of offices that stand for a value of the tables, and names that are like another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from rapidfuzz import fuzz, process

from petaprogram.geography.written_places import normalise
from petaprogram.messages.language import LANGUAGES
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
_YES = {"ya", "yes", "y", "v", "x", "benar", "true", "betul"}
_NO = {"tidak", "no", "n", "t", "bukan", "false"}
_SUGGESTED_FROM = 60
_SUGGESTIONS = 3
# In all languages, what the tables say of themselves and what offices say.
VOCABULARIES: Mapping[str, Mapping[str, str]] = {"status": STATUS, "confidence": TRUST}


@cache
def _meanings(field: str) -> Mapping[str, str]:
    found = {normalise(word): value for word, value in _STATUS_WORDS.items()} if field == "status" else {}
    for value, word in VOCABULARIES[field].items():
        found[normalise(value)] = value
        for language in LANGUAGES:
            said = language.say(word)
            # "dinominasikan (dihitung sebagai direncanakan)" is known by what stands before its remark, too.
            found[normalise(said)] = found[normalise(said.partition(" (")[0])] = value
    return found


def value_of(field: str, text: str) -> str | None:
    """Find the value of a vocabulary that a word stands for.

    Examples
    --------
    >>> value_of("status", "Berjalan"), value_of("confidence", "high"), value_of("status", "entah")
    ('running', 'high', None)
    """
    return _meanings(field).get(normalise(text))


def yes_or_no(text: str) -> str | None:
    """Read a yes or no; None where it is neither."""
    plain = normalise(text)
    return "yes" if plain in _YES else "no" if plain in _NO else None


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
