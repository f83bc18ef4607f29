"""What the classes of every map are called and look like: the words, the styles, and what a map may say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np

from petaprogram.geography.context import Kind as ContextKind
from petaprogram.maps.palette import (
    AMOUNTS,
    CHANGED,
    ENDED,
    ENDED_OLD,
    NONE,
    NOT_REPORTED,
    OUTSIDE,
    PLANNED,
    PLANNED_OLD,
    RECORDED,
    RUNNING,
    RUNNING_OLD,
    SAME,
    WIDE,
    Style,
)
from petaprogram.measures.presence import PLANNED as PLANNED_STATES
from petaprogram.measures.presence import RUNNING as RUNNING_STATES
from petaprogram.measures.presence import STATES
from petaprogram.messages.language import counted_message, message
from petaprogram.messages.vocabulary import STATE

Kind = Literal[
    "states", "pillar_counts", "program_counts", "evidence", "ranks", "services", "changes", "years"
]
Spec = tuple[str, str, Style]

STATE_STYLES: Mapping[str, Style] = {
    "running": RUNNING,
    "running_old": RUNNING_OLD,
    "planned": PLANNED,
    "planned_old": PLANNED_OLD,
    "ended": ENDED,
    "ended_old": ENDED_OLD,
    "confirmed_none": NONE,
    "wide": WIDE,
    "not_reported": NOT_REPORTED,
}
STATE_CLASSES = tuple((state, STATE[state], STATE_STYLES[state]) for state in STATES)
PILLAR_CLASSES = (
    ("pillars_0", "0", NONE),
    ("pillars_1", "1", AMOUNTS[0]),
    ("pillars_2", "2", AMOUNTS[1]),
    ("pillars_3_4", "3-4", AMOUNTS[2]),
    ("pillars_5_6", "5-6", AMOUNTS[3]),
    ("not_reported", STATE["not_reported"], NOT_REPORTED),
)
CLASS_OF_COUNT = np.array([0, 1, 2, 3, 3, 4, 4])
# Raw counts are circles; the polygon under a circle only says whether there is anything to count.
PROGRAM_CLASSES = (
    ("recorded", message("tercatat"), RECORDED),
    ("programs_0", message("0 program"), NONE),
    ("not_reported", STATE["not_reported"], NOT_REPORTED),
)
# Shares of few records: words, since a kelurahan with three records has no meaningful percentage.
EVIDENCE_CLASSES = (
    ("evidence_none", message("tidak ada yang berkepastian tinggi"), AMOUNTS[0]),
    ("evidence_less", message("kurang dari separuh berkepastian tinggi"), AMOUNTS[1]),
    ("evidence_most", message("separuh atau lebih berkepastian tinggi"), AMOUNTS[2]),
    ("evidence_all", message("semua berkepastian tinggi"), AMOUNTS[3]),
    ("not_reported", STATE["not_reported"], NOT_REPORTED),
)
CHANGE_CLASSES = (
    ("changed", message("berubah"), CHANGED),
    ("same", message("sama"), SAME),
)
# Of a map of one year. What is known only by an upper bound is the lightest: it is the least certain.
YEAR_CLASSES = (
    ("begun_bound", message("hanya diketahui paling lambat"), AMOUNTS[0]),
    ("begun_1_2", message("1-2 data sudah dimulai"), AMOUNTS[1]),
    ("begun_3_5", message("3-5 data sudah dimulai"), AMOUNTS[2]),
    ("begun_6", message("6 data atau lebih sudah dimulai"), AMOUNTS[3]),
    ("not_begun", message("belum ada data yang dimulai"), NOT_REPORTED),
)
WIDE_CLASS = ("wide", STATE["wide"], WIDE)
OUTSIDE_CLASS = ("outside", message("di luar filter"), OUTSIDE)

DOUBTFUL_WORD = message("diragukan")
# After a state that is to be confirmed when its report is old.
REPORT = message("laporan terakhir {year}")
AGED = (*RUNNING_STATES, *PLANNED_STATES)
# Classes that a legend need not list where no area is of them.
SELDOM = ("running_old", "planned_old", "ended_old", "wide")

# Classes that say nothing of an area.
BLANK = ("not_reported", "not_begun", "outside", "same")

TITLES: dict[Kind, str] = {
    "states": message("Keadaan program"),
    "pillar_counts": message("Jumlah pilar yang ada datanya"),
    "program_counts": message("Program tercatat"),
    "ranks": message("Peringkat"),
    "services": message("Layanan dalam skenario"),
    "evidence": message("Kepastian data"),
    "changes": message("Perubahan"),
    "years": message("Sudah dimulai sampai tahun itu"),
}
UNITS = {
    "pillar_counts": counted_message("pilar ada datanya"),
    "program_counts": counted_message("program tercatat"),
    "years": counted_message("data sudah dimulai"),
}

# What lies around and in the city, and the sites of records.
CONTEXT_WORDS: Mapping[ContextKind, str] = {
    "neighbour": message("kecamatan sekitar"),
    "water": message("perairan"),
    "river": message("sungai"),
    "road": message("jalan"),
    "railway": message("rel kereta api"),
    "landmark": message("tempat penting"),
}
SITES = message("lokasi tercatat")

# What the controls of the web map say.
MAP_WORDS: Mapping[str, str] = {
    "title": message("Peta kelurahan"),
    "zoomIn": message("Perbesar"),
    "zoomOut": message("Perkecil"),
    "whole": message("Seluruh kota"),
    "fullScreen": message("Layar penuh"),
    "smallScreen": message("Keluar dari layar penuh"),
    "here": message("Lokasi saya"),
    "hereUnknown": message("Lokasi tidak diketahui: perangkat atau peramban tidak mengizinkannya di sini."),
    "hereOutside": message("Lokasi Anda di luar kota ini."),
    "layers": message("Lapisan peta"),
    "keys": message("Huruf di peta"),
    "more": message("program lain"),
    "places": message("Di sini"),
    "keyboard": message(
        "Tekan Enter, lalu tombol panah untuk berpindah antarkelurahan; Enter memilih, Escape keluar."
    ),
    "twoFingers": message("Gunakan dua jari untuk menggeser peta"),
    "wheel": message("Tahan Ctrl sambil menggulir untuk memperbesar peta"),
    "wheelMac": message("Tahan ⌘ sambil menggulir untuk memperbesar peta"),
}

# Every message that a map document may say.
_LABELS = {
    label
    for _, label, _ in (
        *STATE_CLASSES,
        *PILLAR_CLASSES,
        *PROGRAM_CLASSES,
        *EVIDENCE_CLASSES,
        *CHANGE_CLASSES,
        *YEAR_CLASSES,
        OUTSIDE_CLASS,
        WIDE_CLASS,
    )
}
VOCABULARY = frozenset(
    {
        DOUBTFUL_WORD,
        REPORT,
        SITES,
        *CONTEXT_WORDS.values(),
        *MAP_WORDS.values(),
        *UNITS.values(),
        *_LABELS,
    }
)
