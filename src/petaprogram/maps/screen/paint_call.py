"""What `petamap.js` is told at every change, as plain values: the app and the offline file say the same.

Only what `safe` lets through is in it: codes, numbers, colours and words of our own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from petaprogram.geography.areas import Areas
from petaprogram.maps.around import credit_lines
from petaprogram.maps.class_tables import CONTEXT_WORDS, DOUBTFUL_WORD, MAP_WORDS, REPORT, SITES
from petaprogram.maps.classes import Classified, LegendClass
from petaprogram.maps.palette import CIRCLE, DOUBTFUL
from petaprogram.maps.safe import safe_address, safe_colour, safe_int, safe_kode, safe_number, safe_word
from petaprogram.maps.screen.extent import Extent
from petaprogram.messages.issues import UnsafeMapValueError
from petaprogram.messages.language import Language


@dataclass(frozen=True, slots=True)
class Marks:
    """Signs on areas, by kode: the number of a step, `firm` where somebody insists on it; or a cross.

    Their names are shown at every size, and so are those that are `named`.
    """

    numbers: Mapping[str, int] = field(default_factory=dict)
    firm: Collection[str] = ()
    crosses: Collection[str] = ()
    named: Collection[str] = ()


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Details:
    """What a map shows besides classes.

    `points` are latitudes and longitudes; `tips` say for each area, in the order of the classes, how many
    programs are not named and which rows of the script at `address` are (see `measures.area_tips`). `extent`
    is what part of the city it shows at first; None for all of it. `ahead` is the address of the script with
    what the map of each program looks like, if one of them may be chosen next; see `paintings_ahead`.
    """

    points: Sequence[tuple[float, float]] = ()
    tips: Sequence[tuple[int, ...]] = ()
    address: str | None = None
    marks: Marks = NO_MARKS
    extent: Extent | None = None
    ahead: str | None = None


NO_DETAILS = Details()


def painting(
    classified: Classified, selected: str | None, language: Language, details: Details = NO_DETAILS
) -> dict[str, object]:
    """Write a classified map as the argument of `PetaMap.paint`.

    Raises
    ------
    UnsafeMapValueError
        If anything in `classified` or `details`, or `selected`, is not of the expected shape.
    """
    classes = [_style(item, language) for item in classified.classes]
    return {
        "classes": classes,
        "unit": None
        if classified.unit is None
        else [language.counted(safe_word(classified.unit), number) for number in (1, 2)],
        "areas": {
            safe_kode(kode): _cell(position, value, len(classes))
            for kode, position, value in zip(
                classified.by_area.index, classified.by_area, classified.values, strict=True
            )
        },
        "radius": _radius(classified.radius),
        "circle": {"fill": safe_colour(CIRCLE.fill), "line": safe_colour(CIRCLE.line)},
        "selected": None if selected is None else safe_kode(selected),
        "told": [safe_kode(kode) for kode in (*classified.told, *details.marks.named)],
        "doubtful": _doubtful(classified.doubtful, language),
        # The browser puts the year in.
        "report": language.say(safe_word(REPORT), year="{year}"),
        "reports": {safe_kode(kode): safe_int(year, "year") for kode, year in classified.reports.items()},
        "marks": _marks(details.marks),
        **_extent(details),
        **_points(details),
        **_records(details),
        **({} if details.ahead is None else {"ahead": safe_address(details.ahead)}),
    }


def paintings_ahead(maps: Mapping[str, Classified], language: Language) -> dict[str, object]:
    """Write what the map looks like that each choice leads to, by what the page calls that choice.

    Raises
    ------
    UnsafeMapValueError
        If anything in a map is not of the expected shape; the names of choices may be any text.
    """
    return {name: painting(classified, None, language) for name, classified in maps.items()}


def _marks(marks: Marks) -> dict[str, list[object]]:
    """Write the signs as their text and whether they are firm."""
    numbers = {
        safe_kode(kode): [str(safe_int(number, "step")), int(kode in marks.firm)]
        for kode, number in marks.numbers.items()
    }
    return {**numbers, **{safe_kode(kode): ["\u00d7", 0] for kode in marks.crosses}}


def map_words(areas: Areas, language: Language) -> dict[str, object]:
    """Say the words of the map's controls, and what stands on the map itself."""
    kinds: dict[str, str] = {kind: CONTEXT_WORDS[kind] for kind in areas.context.kinds}
    kinds["points"] = SITES
    return {
        **{name: language.say(safe_word(word)) for name, word in MAP_WORDS.items()},
        "lang": language.code,
        "kinds": {kind: language.say(safe_word(word)) for kind, word in kinds.items()},
        "credit": credit_lines(areas, language),
    }


def _points(details: Details) -> dict[str, object]:
    if not details.points:
        return {}
    return {
        "points": [
            [safe_number(lat, "latitude"), safe_number(lon, "longitude")] for lat, lon in details.points
        ]
    }


def _extent(details: Details) -> dict[str, object]:
    if details.extent is None:
        return {}
    return {"extent": [safe_number(number, "extent") for number in details.extent]}


def _records(details: Details) -> dict[str, object]:
    if not details.tips:
        return {}
    return {
        "records": {
            "at": None if details.address is None else safe_address(details.address),
            "shown": [[safe_int(place, "row") for place in tip] for tip in details.tips],
        }
    }


def _style(item: LegendClass, language: Language) -> dict[str, object]:
    return {
        "word": language.say(safe_word(item.label)),
        "fill": safe_colour(item.style.fill),
        "line": safe_colour(item.style.line),
        "width": safe_number(item.style.line_width, "line width"),
        "hatch": int(item.style.hatch),
    }


def _doubtful(doubtful: pd.Series, language: Language) -> dict[str, object] | None:
    if not doubtful.any():
        return None
    return {
        "areas": [safe_kode(kode) for kode in doubtful.index[doubtful]],
        "word": language.say(safe_word(DOUBTFUL_WORD)),
        "line": safe_colour(DOUBTFUL.line),
        "width": safe_number(DOUBTFUL.line_width, "line width"),
    }


def _cell(position: object, value: object, classes: int) -> list[int]:
    number = safe_int(position, "class")
    if not 0 <= number < classes:
        raise UnsafeMapValueError("class", number)
    return [number] if value is pd.NA else [number, safe_int(value, "value")]


def _radius(radius: pd.Series | None) -> dict[str, float] | None:
    if radius is None:
        return None
    return {safe_kode(kode): safe_number(size, "radius") for kode, size in radius.dropna().items()}
