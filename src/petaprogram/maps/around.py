"""What is said of the surroundings of a city on every map, and how they look."""

from __future__ import annotations

from collections.abc import Mapping

from petaprogram.geography.areas import Areas
from petaprogram.geography.context import Kind
from petaprogram.maps.palette import LANDMARK, NEIGHBOUR, RAILWAY, RIVER, ROAD, WATER, Style
from petaprogram.maps.safe import safe_credit, safe_name
from petaprogram.messages.language import Language

# What a line has of its fill beside it, in pixels of both sides together.
CASING = 2.5
LOOKS: Mapping[Kind, Style] = {
    "neighbour": NEIGHBOUR,
    "water": WATER,
    "river": RIVER,
    "road": ROAD,
    "railway": RAILWAY,
    "landmark": LANDMARK,
}


def credit_lines(areas: Areas, language: Language) -> list[str]:
    """Say what stands on the map itself: boundaries are indicative, how things are drawn, whose they are.

    Raises
    ------
    UnsafeMapValueError
        If a name, a note or a credit is not of its form.
    """
    features = areas.context.features
    notes = [
        f"{safe_name(one.name_in(language))} {safe_credit(one.note_in(language))}"
        for one in features
        if one.note_in(language) and one.name_in(language)
    ]
    credited = dict.fromkeys(safe_credit(one.credit) for one in features)
    said = [language.say("Batas indikatif"), *dict.fromkeys(notes)]
    if credited:
        said.append(language.say("Sekitar: {credits}", credits="; ".join(credited)))
    return said
