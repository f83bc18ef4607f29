"""The words of the domain. They are messages: `language.say` says them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from petaprogram.messages.language import Language, message

# What is `_old` was last reported so long ago that it is to be confirmed.
STATE: Mapping[str, str] = {
    "running": message("tercatat berjalan"),
    "running_old": message("berjalan, perlu dikonfirmasi"),
    "planned": message("direncanakan"),
    "planned_old": message("rencana, perlu dikonfirmasi"),
    "ended": message("berakhir"),
    "ended_old": message("berakhir (laporan lama)"),
    "confirmed_none": message("dipastikan tidak ada"),
    "wide": message("tingkat kota atau kecamatan"),
    "not_reported": message("belum ada data"),
}
STATUS: Mapping[str, str] = {
    "running": message("tercatat berjalan"),
    "planned": message("direncanakan"),
    "nominated": message("dinominasikan (dihitung sebagai direncanakan)"),
    "ended": message("berakhir"),
    "cancelled": message("batal"),
}
BASIS: Mapping[str, str] = {
    "stated": message("pilar disebut sumber"),
    "assigned": message("pilar ditentukan penyusun (bukan sumber)"),
}
TRUST: Mapping[str, str] = {"high": message("tinggi"), "medium": message("sedang"), "low": message("rendah")}
SCOPE: Mapping[str, str] = {
    "kelurahan": message("di kelurahan"),
    "kecamatan": message("tingkat kecamatan"),
    "city": message("tingkat kota"),
    "no_location": message("tanpa lokasi"),
    "unmatched": message("tidak cocok"),
}
# In the order in which they are shown.
PARTNER_KIND: Mapping[str, str] = {
    "university": message("Perguruan tinggi"),
    "school": message("Sekolah"),
    "bank": message("Bank"),
    "charity": message("Lembaga amal dan nirlaba"),
    "city": message("Perangkat daerah kota"),
    "province": message("Provinsi"),
    "national": message("Kementerian dan lembaga pusat"),
    "security": message("Kepolisian, TNI, dan peradilan"),
    "community": message("Warga dan organisasi masyarakat"),
    "private": message("Usaha, seniman, dan perancang"),
    "media": message("Media"),
}
# Shapes that tell the states apart where there is no colour.
SYMBOL: Mapping[str, str] = {
    "running": "●",
    "running_old": "◉",
    "planned": "◐",
    "planned_old": "◔",
    "ended": "◆",
    "ended_old": "◇",
    "confirmed_none": "○",
    "wide": "▤",
    "not_reported": "╱",
}


def _say_since(year: object, language: Language, *, upper_bound: bool, new: bool) -> str:
    if year is None or pd.isna(year):  # type: ignore[call-overload]  # any scalar
        return language.say("tahun mulai tidak disebut")
    if upper_bound:
        return language.say("sudah ada pada {year}", year=year)
    if new:
        return language.say("baru, sejak {year}", year=year)
    return language.say("sejak {year}", year=year)


def say_since(records: pd.DataFrame, language: Language) -> list[str]:
    """Say since when each record is there, in their order; columns of `Dataset.records`.

    A year that is only an upper bound says so, a missing one and a new record too.
    """
    columns = records[["start_year", "start_is_upper_bound", "new"]]
    return [
        _say_since(year, language, upper_bound=bound == "yes", new=bool(new))
        for year, bound, new in columns.itertuples(index=False)
    ]


def span(first: object, last: object, language: Language, *, upper_bound: bool) -> str:
    """Say from when to when; where the first year is an upper bound, it says so."""
    if first is None or pd.isna(first):  # type: ignore[call-overload]  # any scalar
        return language.say("tahun tidak disebut")
    if first == last:
        return language.say("paling lambat {year}", year=first) if upper_bound else str(first)
    if upper_bound:
        return language.say("paling lambat {first} sampai {last}", first=first, last=last)
    return f"{first}-{last}"
