"""How pages speak of programs and partners: names with their links, and how far and on whom they reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import pandas as pd

from petaprogram.measures.partners import KIND_WORDS, UNREVIEWED
from petaprogram.messages.language import message
from petaprogram.tables.dataset import Dataset
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

Ref = Mapping[str, object]

SCOPE_WORDS = {
    "kecamatan": message("tingkat kecamatan"),
    "city": message("tingkat kota"),
    "nowhere": message("tanpa lokasi"),
}


def partner_refs(dataset: Dataset, names: Iterable[str]) -> list[Ref]:
    """Prepare partners for a template: `name`, `address`, `kind` in words, `unnamed`."""
    say, reviewed = current().say, _reviewed(dataset)
    return [
        {
            "name": name,
            "address": addresses.address("mitra", {"mitra": name}),
            "kind": say(KIND_WORDS[kind]),
            "unnamed": unnamed,
        }
        for name in names
        for kind, unnamed in [reviewed.get(name, (UNREVIEWED, False))]
    ]


@lru_cache(maxsize=8)
def _reviewed(dataset: Dataset) -> Mapping[str, tuple[str, bool]]:
    """Give the kind of each partner in the reviewed table, and whether it is unnamed."""
    columns = dataset.partners[["kind", "unnamed"]].itertuples(name=None)
    return {
        str(name): (kind if isinstance(kind, str) else UNREVIEWED, unnamed == "yes")
        for name, kind, unnamed in columns
    }


def program_ref(dataset: Dataset, program: str) -> Ref:
    """Prepare a program for a template: `program`, `address` and `pillar`."""
    address = addresses.address("program", {"program": program})
    return {**_programs(dataset)[program], "address": address}


@lru_cache(maxsize=8)
def _programs(dataset: Dataset) -> Mapping[str, Ref]:
    """Give the name and the pillar of each program."""
    pillars = dataset.pillars[["name", "letter", "color"]].to_dict("index")
    columns = dataset.programs[["name", "pillar_id"]].itertuples(name=None)
    return {str(program): {"program": name, "pillar": pillars[pillar]} for program, name, pillar in columns}


def reach_words(counts: pd.Series, total: int) -> str:
    """Say how far something reaches: "3 dari 46 kelurahan + se-kota".

    Parameters
    ----------
    counts
        `kelurahan`, `kecamatan`, `city` and `nowhere`.
    total
        The kelurahan of the city.
    """
    say = current().say
    near = say("{some:f} dari {total:f} kelurahan", some=counts["kelurahan"], total=total)
    parts = [near if counts["kelurahan"] else "", wider_words(counts)]
    return " + ".join(part for part in parts if part) or say("belum ada data")


def wider_words(counts: pd.Series) -> str:
    """Say which scopes wider than a kelurahan there are records of; "" where there are none."""
    return " + ".join(current().say(word) for scope, word in SCOPE_WORDS.items() if counts[scope])


def standing_words(collaboration: pd.Series) -> str:
    """Say whether a program rests on one partner, from a row of `collaborations`."""
    say = current().say
    if collaboration["standing"] == "single":
        return say("ya, hanya {partner}", partner=collaboration["named"][0])
    if collaboration["standing"] == "unknown":
        return say("tidak dapat dinilai: ada mitra yang tidak disebut namanya")
    if single := len(collaboration["single_kodes"]):
        return say("tidak; tetapi {some:f} kelurahan hanya dengan satu", some=single)
    return say("tidak, lebih dari satu")
