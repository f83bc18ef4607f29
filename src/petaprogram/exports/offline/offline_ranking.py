"""The ranking in the offline file: by the default weights, and what it takes for granted."""

from __future__ import annotations

from collections.abc import Mapping

from petaprogram.gaps.explanation import say_ranking_assumption
from petaprogram.gaps.ranking import Ranking
from petaprogram.gaps.reasons import GAP_LABELS, explain, explain_stability, remarks
from petaprogram.gaps.stability import DRAWS
from petaprogram.gaps.weights import PART_LABELS, PARTS
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset

Values = Mapping[str, object]


def make_ranking(dataset: Dataset, ranking: Ranking, language: Language) -> Values:
    """Prepare the ranking for its template."""
    say = language.say
    return {
        "assumption": say_ranking_assumption(ranking.weights, language),
        "shares": [
            {"label": say(PART_LABELS[part]), "share": language.percent(share)}
            for part, share in zip(PARTS, ranking.weights.shares, strict=True)
            if share
        ],
        "remarks": remarks(ranking, dataset, language),
        "draws": DRAWS,
        "rows": [
            {
                "rank": row.rank,
                "kode": row.kode,
                "name": row.name,
                "kecamatan": row.kecamatan,
                "gap": say(GAP_LABELS[row.gap_kind]),
                "score": row.score,
                "sentence": explain(row, language),
                "stability": row.stability,
                "stability_said": explain_stability(row, language),
            }
            for row in ranking.rows
        ],
    }
