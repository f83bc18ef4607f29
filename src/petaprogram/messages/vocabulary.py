"""The words of the domain. They are messages: `language.say` says them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from petaprogram.messages.language import Language, mark

STATE: Mapping[str, str] = {
    "running": mark("berjalan"),
    "planned": mark("direncanakan"),
    "ended": mark("selesai"),
    "confirmed_none": mark("dipastikan tidak ada"),
    "not_reported": mark("belum tercatat"),
}
STATUS: Mapping[str, str] = {
    "running": mark("berjalan"),
    "planned": mark("direncanakan"),
    "nominated": mark("dinominasikan (tampil sebagai direncanakan)"),
    "ended": mark("selesai"),
}
BASIS: Mapping[str, str] = {
    "stated": mark("pilar disebut sumber"),
    "assigned": mark("pilar ditetapkan proyek (bukan sumber)"),
}
TRUST: Mapping[str, str] = {"high": mark("tinggi"), "medium": mark("sedang"), "low": mark("rendah")}
SCOPE: Mapping[str, str] = {
    "kelurahan": mark("di kelurahan"),
    "kecamatan": mark("se-kecamatan"),
    "city": mark("se-kota"),
    "no_location": mark("tanpa lokasi"),
    "unmatched": mark("tidak cocok"),
}
# In the order in which they are shown.
PARTNER_KIND: Mapping[str, str] = {
    "university": mark("Perguruan tinggi"),
    "school": mark("Sekolah"),
    "bank": mark("Bank"),
    "charity": mark("Lembaga amal dan nirlaba"),
    "city": mark("Perangkat daerah kota"),
    "province": mark("Provinsi"),
    "national": mark("Kementerian dan lembaga pusat"),
    "security": mark("Kepolisian, TNI, dan peradilan"),
    "community": mark("Warga dan organisasi masyarakat"),
    "private": mark("Usaha, seniman, dan perancang"),
}
# Shapes that tell the states apart where there is no colour.
MARK: Mapping[str, str] = {
    "running": "●",
    "planned": "◐",
    "ended": "◇",
    "confirmed_none": "○",
    "not_reported": "╱",
}


def since(year: object, language: Language, *, upper_bound: bool) -> str:
    """Say since when; a year that is only an upper bound says so, a missing one too."""
    if year is None or pd.isna(year):  # type: ignore[call-overload]  # any scalar
        return language.say("tahun mulai tidak disebut")
    if upper_bound:
        return language.say("sejak paling lambat {year}", year=year)
    return language.say("sejak {year}", year=year)


def span(first: object, last: object, language: Language, *, upper_bound: bool) -> str:
    """Say from when to when; where the first year is an upper bound, it says so."""
    if first is None or pd.isna(first):  # type: ignore[call-overload]  # any scalar
        return language.say("tahun tidak disebut")
    if first == last:
        return language.say("paling lambat {year}", year=first) if upper_bound else str(first)
    if upper_bound:
        return language.say("paling lambat {first} sampai {last}", first=first, last=last)
    return f"{first}-{last}"
