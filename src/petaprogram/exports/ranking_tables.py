"""A ranking to take away: its rows, and beside them what they were ranked by."""

from __future__ import annotations

import pandas as pd

from petaprogram.exports.record_tables import about_table
from petaprogram.exports.spreadsheet import to_xlsx
from petaprogram.gaps.explanation import say_ranking_assumption
from petaprogram.gaps.matrix import name_of
from petaprogram.gaps.ranking import Ranking
from petaprogram.gaps.reasons import GAP_LABELS, ranking_table, remarks
from petaprogram.gaps.weights import PART_LABELS, PARTS
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset


def say_target(ranking: Ranking, dataset: Dataset, language: Language) -> str:
    """Name what is ranked: all pillars, a pillar or a program."""
    target = ranking.needs.target
    if target.kind == "pillars":
        return language.say("Semua pilar")
    return name_of(dataset, "pillar_id" if target.kind == "pillar" else "program_id", str(target.subject))


def ranking_in_words(ranking: Ranking, language: Language) -> pd.DataFrame:
    """List the rows of a ranking as `ranking_file` does, with titles and kinds of gaps in words."""
    say = language.say
    table = ranking_file(ranking, language)
    kinds = {str(kind): say(word) for kind, word in GAP_LABELS.items()}
    titles = {
        "rank": say("Peringkat"),
        "kode": say("Kode"),
        "name": say("Kelurahan"),
        "kecamatan": say("Kecamatan"),
        "gap_kind": say("Celah"),
        "score": say("Skor"),
        **{str(part): say(label) for part, label in PART_LABELS.items()},
        "stability": say("Kestabilan"),
        "sentence": say("Penjelasan"),
        "assumption": say("Anggapan"),
    }
    return table.assign(gap_kind=table["gap_kind"].map(kinds)).rename(columns=titles)


def about_ranking(ranking: Ranking, dataset: Dataset, link: str, language: Language) -> pd.DataFrame:
    """Say what was ranked, how each part weighs and what was left out; then what every download says."""
    say = language.say
    title = say("Peringkat kelurahan: {subject}", subject=say_target(ranking, dataset, language))
    about = about_table(dataset, title, link, language)
    rows = [
        (say("Anggapan"), say_ranking_assumption(ranking.weights, language)),
        *(
            (say("Bobot"), f"{say(PART_LABELS[part])}, {language.percent(share)}")
            for part, share in zip(PARTS, ranking.weights.shares, strict=True)
        ),
        *((say("Keterangan peringkat"), remark) for remark in remarks(ranking, dataset, language)),
    ]
    return pd.concat([pd.DataFrame(rows, columns=about.columns), about], ignore_index=True)


def ranking_file(ranking: Ranking, language: Language, top: int | None = None) -> pd.DataFrame:
    """List a ranking as `ranking_table` does; in every row, `assumption` says what it takes for granted."""
    said = say_ranking_assumption(ranking.weights, language)
    return ranking_table(ranking, language, top).assign(assumption=said)


def ranking_workbook(ranking: Ranking, dataset: Dataset, link: str, language: Language) -> bytes:
    """Put a ranking and what it was ranked by into one XLSX file."""
    return to_xlsx(
        {
            language.say("Peringkat"): ranking_in_words(ranking, language),
            language.say("Keterangan"): about_ranking(ranking, dataset, link, language),
        }
    )
