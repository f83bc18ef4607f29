"""A rank explained to somebody who has to answer for it: what made it, and what it does not prove."""

from __future__ import annotations

from collections.abc import Iterator

from petaprogram.gaps.ranking import RankedArea, Ranking
from petaprogram.gaps.reasons import explain, explain_stability
from petaprogram.gaps.weights import PART_LABELS, Weights, say_weights
from petaprogram.messages.language import Language


def explain_in_full(row: RankedArea, ranking: Ranking, language: Language) -> str:
    """Say in one plain paragraph why a kelurahan ranks where it does, and what its rank does not prove."""
    return " ".join((explain(row, language), *_weighing(row, ranking, language), *_limits(row, language)))


def say_ranking_assumption(weights: Weights, language: Language) -> str:
    """Say what every rank takes for granted."""
    return language.say(
        "Peringkat ini memakai bobot {weights}. Itu pilihan, bukan data; belum ada data bukan berarti belum "
        "ada layanan.",
        weights=say_weights(weights, language),
    )


def _weighing(row: RankedArea, ranking: Ranking, language: Language) -> Iterator[str]:
    say = language.say
    if row.score:
        name, largest = max(row.parts.items(), key=lambda part: part[1].contribution)
        yield say(
            "Dengan bobot {weights}, bagian terbesar skornya ({adds:.2f} dari {score:.2f}) berasal dari: "
            "{part}.",
            weights=say_weights(ranking.weights, language),
            adds=largest.contribution,
            score=row.score,
            part=say(PART_LABELS[name]),
        )
    unknown = [
        say(PART_LABELS[name]) for name, part in row.parts.items() if part.chosen and part.value is None
    ]
    if unknown:
        yield say("Tidak ikut dihitung karena tidak diketahui: {parts}.", parts=language.listing(unknown))
    if stability := explain_stability(row, language):
        yield say("Peringkatnya {stability}.", stability=stability)


def _limits(row: RankedArea, language: Language) -> Iterator[str]:
    say = language.say
    if row.gap_kind in {"record", "both"}:
        yield say(
            "Ini tidak membuktikan bahwa di sana belum ada layanan: yang ada tetapi tidak dilaporkan tidak "
            "terhitung, jadi tanyakan dulu."
        )
    if row.gap_kind in {"service", "both"}:
        yield say(
            "Ini tidak membuktikan bahwa yang berakhir atau dipastikan tidak ada di sana masih dibutuhkan."
        )
    yield say("Mutu, jangkauan, dan kebutuhan warga tidak tercatat dalam data ini.")
