"""What the filters of the offline file need: every record in numbers, the classes, the words of the sentence.

`filtered.js` computes with them what `measures.map_theme` and `maps.classes` compute here; tests compare
both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from petaprogram.maps.class_tables import (
    AGED,
    BLANK,
    CLASS_OF_COUNT,
    EVIDENCE_CLASSES,
    OUTSIDE_CLASS,
    PILLAR_CLASSES,
    PROGRAM_CLASSES,
    STATE_CLASSES,
    WIDE_CLASS,
    Kind,
    Spec,
)
from petaprogram.maps.classes import RADIUS_MAX, RADIUS_ONE, TOLD_AT_MOST, Classified, make_classified
from petaprogram.measures.area_tips import point_of, tip_order
from petaprogram.measures.filters import CONDITIONS
from petaprogram.measures.map_view import YEARS, make_choices
from petaprogram.measures.presence import RECORDED, SCOPES, STATES, Subject, state_table, states_of
from petaprogram.messages.language import Language, counted_message, message
from petaprogram.messages.vocabulary import SCOPE
from petaprogram.tables.dataset import Dataset

# Every class that a map can have under filters, by what it shows.
_CLASSES: Mapping[str, tuple[Kind, tuple[Spec, ...]]] = {
    "pillars": ("pillar_counts", (*PILLAR_CLASSES, WIDE_CLASS)),
    "programs": ("program_counts", (*PROGRAM_CLASSES, WIDE_CLASS)),
    "evidence": ("evidence", (*EVIDENCE_CLASSES, WIDE_CLASS)),
    "pillar": ("states", STATE_CLASSES),
    "program": ("states", STATE_CLASSES),
}
# The same sentences as in `measures.map_sentence`.
_SAID = {
    "within": message("{where} di Kec. {kecamatan}"),
    "none": message("Tidak ada data yang sesuai filter di {where}."),
    "noneOf": message("Tidak ada data {subject} yang sesuai filter di {where}."),
    "noProgram": message("Belum ada program yang tercatat di {where}."),
    "blank": message("{subject} belum ada data di satu pun dari {where}."),
    "city": message("{subject} berlaku untuk seluruh kota; tidak menunjuk kelurahan."),
    "kecamatan": message("{subject} berlaku untuk seluruh Kec. {kecamatan}; tidak menunjuk kelurahan."),
    "recorded": message("{subject} tercatat di {found:f} dari {where}:"),
    "doubtful": message("{place} (diragukan)"),
    "evidence": message(
        "Semua data berkepastian tinggi di {found:f} dari {known:f} kelurahan yang ada datanya."
    ),
    "places": message("{count:f} di {places}"),
    "some": message("{found:f} dari {where}"),
    "more": message("{head}, dan {more:f} lainnya"),
    "years": message("tahun mulai {first} sampai {last}"),
    "remove": message("Hapus filter ini"),
    "notReported": message("belum ada data"),
    "outside": message("di luar filter"),
    "someRecords": message("{some:f} dari {total:f} data"),
    "somePrograms": message("{some:f} dari {total:f} program"),
    "someAreas": message("{some:f} dari {total:f} kelurahan"),
}
# What the search finds.
_KINDS = {
    "city": message("Kota"),
    "kecamatan": message("Kecamatan"),
    "kelurahan": message("Kelurahan"),
    "program": message("Program"),
    "partner": message("Mitra"),
    "pillar": message("Pilar"),
    "site": message("Lokasi"),
    "landmark": message("Tempat penting"),
}
_COUNTED = {
    "areas": counted_message("{count:f} kelurahan"),
    "fit": counted_message("{count:f} program sesuai filter:"),
    "onRecord": counted_message("{count:f} program tercatat:"),
    "hidden": counted_message("{count:f} kelurahan ada datanya, tetapi tidak ada yang sesuai filter."),
}


def make_facts(dataset: Dataset) -> dict[str, object]:
    """Write every record in numbers, in the order of `Dataset.records`, and the rules of the classes."""
    records, kodes = dataset.records, list(dataset.areas.frame.index)
    choices = make_choices(dataset)
    kecamatan = list(dataset.areas.kecamatan.index)
    return {
        "names": list(dataset.areas.names),
        "parents": [kecamatan.index(parent) for parent in dataset.areas.frame["kecamatan_kode"]],
        "conditions": [
            {"field": one.field, "parameter": one.parameter, "values": choices.options[one.field]}
            for one in CONDITIONS
        ],
        "years": {"parameter": YEARS, "values": choices.years},
        "fields": {
            "pillars": _places(records["pillar_id"], choices.pillars),
            "programs": _places(records["program_id"], choices.programs),
            "statuses": _places(records["status"], choices.options["statuses"]),
            "kecamatan": _places(records["kecamatan_kode"], kecamatan),
            "partners": [
                [choices.options["partners"].index(name) for name in dict.fromkeys(names)]
                for names in records["partner_names"]
            ],
        },
        "area": _places(records["kode"], kodes),
        "scope": _places(records["scope"], SCOPES),
        "state": _places(states_of(records), STATES),
        "start": [None if pd.isna(year) else int(year) for year in records["start_year"]],
        "report": [None if day is None else int(day[:4]) for day in records["last_report"]],
        "high": [int(word == "high") for word in records["confidence"]],
        "low": [int(word == "low") for word in records["confidence"]],
        "points": {str(place): point for place, point in enumerate(point_of(records)) if point is not None},
        "tips": tip_order(dataset),
        "absent": {
            "pillars": _absent(dataset, "pillar_id", choices.pillars),
            "programs": _absent(dataset, "program_id", choices.programs),
        },
        "wide": STATES.index("wide"),
        "recorded": len(RECORDED),
        "ofCount": [int(place) for place in CLASS_OF_COUNT],
        "classes": {kind: [name for name, _, _ in _specs(kind)] for kind in _CLASSES},
        "aged": AGED,
        "blank": BLANK,
        "told": TOLD_AT_MOST,
        "radius": [RADIUS_ONE, RADIUS_MAX],
    }


def every_class(dataset: Dataset) -> Iterator[tuple[str, Classified]]:
    """Give a map with every class that filters can lead to, for the words and the looks of each."""
    index = dataset.areas.frame.index
    for theme, (kind, _) in _CLASSES.items():
        made = make_classified(kind, _specs(theme), pd.Series(0, index=index), None, None)
        yield theme, replace(made, doubtful=pd.Series(data=True, index=index))


def script_words(dataset: Dataset, language: Language) -> dict[str, object]:
    """Say what the script puts together: messages keep the names of their values, `{found}`."""
    return {
        **{name: language.unfilled(text) for name, text in _SAID.items()},
        **{name: [language.unfilled(text, count) for count in (1, 2)] for name, text in _COUNTED.items()},
        "kinds": {kind: language.say(word) for kind, word in _KINDS.items()},
        "scopes": [language.say(SCOPE[scope]) for scope in SCOPES],
        "conditions": {
            one.field: {
                "word": language.say(one.word),
                "names": list(one.names(dataset, language).values()),
            }
            for one in CONDITIONS
        },
    }


def _specs(theme: str) -> tuple[Spec, ...]:
    return (*_CLASSES[theme][1], OUTSIDE_CLASS)


def _places(values: pd.Series, known: tuple[str, ...] | list[str]) -> list[int]:
    """Write each value as its place among the known ones; -1 where it is none of them."""
    return [known.index(value) if value in known else -1 for value in values]


def _absent(dataset: Dataset, subject: Subject, values: tuple[str, ...]) -> list[list[int]]:
    """List, for each pillar or program, the kelurahan where somebody confirmed that there is none."""
    states = state_table(
        dataset.records[:0],
        dataset.areas,
        dataset.confirmations,
        dataset.programs["pillar_id"],
        subject,
        list(values),
    )
    return [
        [place for place, state in enumerate(states[value]) if state == "confirmed_none"] for value in values
    ]
