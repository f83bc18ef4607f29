"""The sentence above the map: what it shows, in words, from the same values as the map."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from petaprogram.dataset import Dataset
from petaprogram.thematic import ThematicMap
from petaprogram.words import STATE, STATUS, listing, number


@dataclass(frozen=True, slots=True)
class Sentence:
    """`head` is a full sentence, or one that `places` ends; `remarks` are sentences of their own."""

    head: str
    places: str
    remarks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The sentence without its remarks."""
        return f"{self.head} {self.places}".strip()


def describe(shown: ThematicMap, dataset: Dataset) -> Sentence:
    """Say what the map shows: how many kelurahan of how many, which, and what is not coloured."""
    names = dataset.areas.frame["name"]
    inside = names.index[~shown.theme.filters.outside(dataset.areas)]
    values = shown.values[inside]
    where = f"{number(len(inside))} kelurahan"
    if shown.theme.filters.kecamatan:
        kecamatan = dataset.areas.kecamatan["name"][list(shown.theme.filters.kecamatan)]
        where += f" di Kec. {listing(list(kecamatan))}"
    if shown.theme.kind in ("program", "pillar"):
        sentence = _describe_states(shown, dataset, values, names, where)
    else:
        sentence = _describe_counts(shown, values, names, where)
    return Sentence(sentence.head, sentence.places, (*sentence.remarks, *_wide_remarks(shown)))


def _describe_states(
    shown: ThematicMap, dataset: Dataset, values: pd.Series, names: pd.Series, where: str
) -> Sentence:
    table = dataset.programs if shown.theme.kind == "program" else dataset.pillars
    subject = table.at[shown.theme.subject, "name"]
    recorded = values[values.isin(["running", "planned", "ended"])]
    if recorded.empty:
        return Sentence(f"{subject} belum tercatat di satu pun dari {where}.", "", ())
    places = [
        f"{names[kode]} (diragukan)" if shown.doubtful[kode] else str(names[kode]) for kode in recorded.index
    ]
    counts = recorded.value_counts()
    remarks = []
    if set(counts.index) != {"running"}:
        parts = [
            f"{STATE[state]} {number(counts[state])}"
            for state in ("running", "planned", "ended")
            if state in counts
        ]
        remarks.append(f"Menurut keadaannya: {', '.join(parts)}.")
    if (shown.records["status"] == "nominated").any():
        remarks.append(f"Yang {STATUS['nominated']} terhitung di dalamnya.")
    if shown.doubtful[recorded.index].any():
        remarks.append("Diragukan: semua catatannya berkeyakinan rendah; lihat buktinya.")
    return Sentence(
        f"{subject} tercatat di {number(len(recorded))} dari {where}:", f"{listing(places)}.", tuple(remarks)
    )


def _describe_counts(shown: ThematicMap, values: pd.Series, names: pd.Series, where: str) -> Sentence:
    known = values.dropna()
    unit = "pilar hadir" if shown.theme.kind == "pillars" else "program"
    blank = number(int(values.isna().sum()))
    if known.empty or known.max() == 0:
        return Sentence(f"Belum ada {unit} yang tercatat di {where}.", "", ())
    most = [str(names[kode]) for kode in known.index[known == known.max()]]
    head = f"Terbanyak {number(known.max())} {unit}:"
    remark = f"{number(len(known))} dari {where} punya catatan; {blank} belum tercatat sama sekali atau di luar saringan."
    if shown.theme.kind == "pillars":
        remark += " Sebuah pilar hadir bila ada program yang berjalan di kelurahan itu."
    return Sentence(head, f"{listing(most)}.", (remark,))


def _wide_remarks(shown: ThematicMap) -> list[str]:
    """Say what becomes of records that are of no single kelurahan."""
    scopes = shown.records["scope"].value_counts()
    city, kecamatan = int(scopes.get("city", 0)), int(scopes.get("kecamatan", 0))
    parts = [f"{number(city)} catatan se-kota"] * bool(city) + [
        f"{number(kecamatan)} catatan se-kecamatan"
    ] * bool(kecamatan)
    if not parts:
        return []
    if shown.theme.wide:
        return [f"{' dan '.join(parts)} ikut dihitung di setiap kelurahannya."]
    return [f"{' dan '.join(parts)} tidak mewarnai peta; nyalakan 'hitung se-kota' untuk ikut menghitungnya."]
