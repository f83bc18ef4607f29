"""What a step shows where it is no map: a table, or nothing but its words."""

from __future__ import annotations

from petaprogram.messages.language import Language
from petaprogram.presentation.collaboration import collaboration_table
from petaprogram.presentation.edition import Edition
from petaprogram.presentation.ministry_tables import frame_in_words, index_in_words
from petaprogram.presentation.quick_wins import quick_wins_table
from petaprogram.presentation.step_table import StepTable
from petaprogram.presentation.steps import Show


def step_table(edition: Edition, show: Show, language: Language) -> StepTable | None:
    """Write the table that a step asks for; None where it asks for none, or there is no frame."""
    if show == "index":
        return index_in_words(edition.dataset, language)
    if show == "partners":
        return collaboration_table(edition.dataset, language)
    if show == "quick_wins":
        return quick_wins_table(edition.dataset, language)
    if show == "frame" and edition.ministry_frame:
        return frame_in_words(edition.dataset, edition.ministry_frame, language)
    return None
