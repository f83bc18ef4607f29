"""What had begun by a year, in sentences that leave no record out."""

from __future__ import annotations

import datetime as dt

from petaprogram.measures.by_year import InPlace
from petaprogram.messages.language import Language
from petaprogram.tables.dataset import Dataset


def say_end(dataset: Dataset, year: int, language: Language) -> str:
    """Name the day up to which a year is told: its last one, or that of the data."""
    return language.day(min(dt.date(year, 12, 31), dataset.site.data_date).isoformat())


def say_year(dataset: Dataset, state: InPlace, language: Language) -> str:
    """Say how much had begun, and where."""
    begun = language.counted("{count:f} data", state.begun)
    sentence = language.say(
        "Sampai {day} tercatat sudah dimulai {begun}: {inside:f} di {areas} dan {elsewhere:f} tanpa "
        "kelurahan tertentu.",
        day=say_end(dataset, state.year, language),
        begun=begun,
        inside=state.inside,
        areas=language.counted("{count:f} kelurahan", state.areas),
        elsewhere=state.elsewhere,
    )
    if state.pillar is None:
        return sentence
    return f"{dataset.pillars.at[state.pillar, 'name']!s}: {sentence}"


def say_known(state: InPlace, language: Language) -> list[str]:
    """Say how sure that is, and where the other records are."""
    say = language.say
    told = []
    if state.bounds:
        told.append(
            say(
                "Di antaranya {count:f} hanya diketahui paling lambat tahunnya; mulainya bisa lebih awal.",
                count=state.bounds,
            )
        )
    if state.silent:
        told.append(
            say(
                "Di antaranya {count:f} terakhir dilaporkan sebelum {year} atau tanpa tanggal: apakah masih "
                "berjalan pada {year} tidak diketahui.",
                count=state.silent,
                year=state.year,
            )
        )
    if state.ended:
        told.append(
            say(
                "Di antaranya {count:f} sekarang sudah berakhir; tahun berakhirnya tidak tercatat, jadi "
                "tetap dihitung.",
                count=state.ended,
            )
        )
    if state.possible:
        told.append(
            say(
                "Mungkin juga sudah dimulai: {records} yang tahunnya sesudah itu, tetapi hanya paling "
                "lambat.",
                records=language.counted("{count:f} data", state.possible),
            )
        )
    told.append(
        say(
            "Tidak dihitung: dimulai sesudahnya {later:f}, tanpa tahun {undated:f}, "
            "direncanakan, diusulkan, atau batal {never:f}.",
            later=state.later,
            undated=state.undated,
            never=state.never,
        )
    )
    return told
