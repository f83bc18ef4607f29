"""The quick wins as a table of the presentation: what a source calls one, and how old its last report is."""

from __future__ import annotations

from petaprogram.measures.ministry import quick_win_records
from petaprogram.measures.record_words import say_day
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import SCOPE
from petaprogram.presentation.key_figures import make_figure
from petaprogram.presentation.step_table import StepTable
from petaprogram.tables.dataset import Dataset, in_language, text_of


def quick_wins_table(dataset: Dataset, language: Language) -> StepTable:
    """List what a source calls a quick win; an old report is said to need confirmation."""
    records = quick_win_records(dataset)
    evidence = dataset.evidence_frame.assign(said=in_language(dataset.evidence_frame, "note", language))
    said = evidence.drop_duplicates("placement_id").set_index("placement_id")["said"]
    rows, behind, details = [], [], []
    for placement, record in records.iterrows():
        day = say_day(record["last_report"], None, language)
        scope = language.say(SCOPE[str(record["scope"])])
        rows.append(
            [
                str(record["program"]),
                record["area"] if record["scope"] == "kelurahan" else scope,
                text_of(said.get(placement)),
                language.say("{day}, perlu dikonfirmasi", day=day) if record["old"] else day,
            ]
        )
        figure = make_figure(dataset, "cell", 1, records=records.loc[[placement]])
        behind.append([None, figure, None])
        details.append(str(dataset.pillars.at[record["pillar_id"], "name"]))
    header = [
        language.say("Program"),
        language.say("Berlaku"),
        language.say("Menurut sumber"),
        language.say("Laporan terakhir"),
    ]
    return StepTable(header, rows, behind, details)
