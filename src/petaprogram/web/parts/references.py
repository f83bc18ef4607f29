"""How pages speak of programs and partners: names with their links, and how far and on whom they reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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
    say, table = current().say, dataset.partners
    return [
        {
            "name": name,
            "address": addresses.address("mitra", {"mitra": name}),
            "kind": say(KIND_WORDS[kind_of(dataset, name)]),
            "unnamed": name in table.index and table.at[name, "unnamed"] == "yes",
        }
        for name in names
    ]


def kind_of(dataset: Dataset, partner: str) -> str:
    """Return the kind that the reviewed table gives a partner, or that nobody has reviewed it."""
    return str(dataset.partners["kind"].to_dict().get(partner) or UNREVIEWED)


def program_ref(dataset: Dataset, program: str) -> Ref:
    """Prepare a program for a template: `program`, `address` and `pillar`."""
    row = dataset.programs.loc[program]
    return {
        "program": row["name"],
        "address": addresses.address("program", {"program": program}),
        "pillar": dataset.pillars.loc[row["pillar_id"], ["name", "letter", "color"]].to_dict(),
    }


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
