"""How much each part of a rank weighs: a frozen value, its presets, and how a link writes it.

A text reads `missing=0.4,distance=0.2`; parts that it leaves out weigh nothing. Only proportions count.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal, get_args

import numpy as np

from petaprogram.messages.issues import WeightsError
from petaprogram.messages.language import Language, message

PartName = Literal["missing", "distance", "neighbours", "people", "years"]

# The order in which parts are shown and added up.
PARTS: tuple[PartName, ...] = get_args(PartName)

PART_LABELS: Mapping[PartName, str] = {
    "missing": message("Pilar yang belum ada"),
    "distance": message("Jarak ke yang terdekat"),
    "neighbours": message("Tetangga yang sudah punya"),
    "people": message("Penduduk"),
    "years": message("Lama sejak laporan terakhir"),
}


# As Python writes a float; digits of other scripts are none.
_NUMBER = re.compile(r"([0-9]{1,20}(\.[0-9]{0,30})?|\.[0-9]{1,30})(e[+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each part, zero or more and not all zero.

    Raises
    ------
    WeightsError
        If a weight is negative or no number, or if all are zero.
    """

    missing: float = 0.0
    distance: float = 0.0
    neighbours: float = 0.0
    people: float = 0.0
    years: float = 0.0

    def __post_init__(self) -> None:
        for part, value in asdict(self).items():
            if not (math.isfinite(value) and value >= 0):
                raise WeightsError(
                    message("bobot {part}={value} tidak sah; tulis bilangan nol atau lebih"),
                    part=part,
                    value=value,
                )
        total = sum(asdict(self).values())
        if total == 0:
            raise WeightsError(
                message("semua bobot nol; beri sedikitnya satu bagian bobot lebih dari nol"),
            )
        if not math.isfinite(total):
            raise WeightsError(message("bobot terlalu besar; tulis bilangan seperti 0.4"))

    @property
    def shares(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The weights in the order of `PARTS`, adding up to 1."""
        values = [float(getattr(self, part)) for part in PARTS]
        return np.array(values) / sum(values)


# What a planner may mean by "first": where most is missing and most people wait; where what is missing runs
# next door already, so that it is easily extended; where it is farthest and nobody has looked for longest.
PRESETS: Mapping[str, Weights] = {
    "need": Weights(missing=0.4, distance=0.2, neighbours=0.1, people=0.2, years=0.1),
    "proximity": Weights(missing=0.3, neighbours=0.5, people=0.1, years=0.1),
    "equity": Weights(missing=0.3, distance=0.4, years=0.3),
}
PRESET_LABELS: Mapping[str, str] = {
    "need": message("Kebutuhan"),
    "proximity": message("Kedekatan"),
    "equity": message("Pemerataan"),
}
DEFAULT = PRESETS["need"]


def parse_weights(text: str) -> Weights:
    """Read the name of a preset, or weights as `format_weights` writes them.

    Raises
    ------
    WeightsError
        If the text is neither, names a part twice, or if the weights are not valid.
    """
    if text.strip() in PRESETS:
        return PRESETS[text.strip()]
    values: dict[str, float] = {}
    for entry in text.split(","):
        part, _, number = (side.strip() for side in entry.partition("="))
        if not number:
            raise WeightsError(
                message(
                    "bobot '{text}' tidak terbaca; tulis seperti missing=0.4,distance=0.2 atau {presets}"
                ),
                text=text,
                presets=", ".join(PRESETS),
            )
        if part not in PARTS:
            raise WeightsError(
                message("bagian '{part}' tidak dikenal; pilih: {parts}"), part=part, parts=", ".join(PARTS)
            )
        if part in values:
            raise WeightsError(message("bagian '{part}' disebut dua kali; sebut sekali saja"), part=part)
        if not _NUMBER.fullmatch(number):
            raise WeightsError(
                message("bobot {part}={value} tidak sah; tulis bilangan nol atau lebih"),
                part=part,
                value=number,
            )
        values[part] = float(number)
    return Weights(**values)


def read_weights(text: str) -> Weights | None:
    """Read weights as `parse_weights` does; None where it would refuse them."""
    try:
        return parse_weights(text)
    except WeightsError:
        return None


def say_weights(weights: Weights, language: Language) -> str:
    """Name weights: those of a preset by its name, others part by part."""
    name = format_weights(weights)
    if name in PRESETS:
        return language.say(PRESET_LABELS[name])
    return ", ".join(
        f"{language.say(PART_LABELS[part])} {language.percent(share)}"
        for part, share in zip(PARTS, weights.shares, strict=True)
        if share
    )


def format_weights(weights: Weights) -> str:
    """Write weights so that `parse_weights` reads the same ones; a preset by its name."""
    name = next((name for name, preset in PRESETS.items() if preset == weights), None)
    if name:
        return name
    values = {field.name: float(getattr(weights, field.name)) for field in fields(weights)}
    return ",".join(f"{part}={value!r}".removesuffix(".0") for part, value in values.items() if value)
