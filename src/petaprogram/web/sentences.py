"""The sentence above the map: what it shows, in words, from the same values as the map."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from petaprogram.dataset import Dataset
from petaprogram.presence import RECORDED
from petaprogram.thematic import ThematicMap
from petaprogram.words import SCOPE, STATE, STATUS, listing, number


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
    names = dataset.areas.frame["name"].astype(str)
    inside = names.index[~shown.theme.filters.outside(dataset.areas)]
    values = shown.values[inside]
    hidden = int(shown.outside[inside].sum())
    where = f"{number(len(inside))} kelurahan"
    if shown.theme.filters.kecamatan:
        kecamatan = dataset.areas.kecamatan["name"][list(shown.theme.filters.kecamatan)]
        where += f" di Kec. {listing(list(kecamatan))}"
    if shown.theme.kind in ("program", "pillar"):
        table = dataset.programs if shown.theme.kind == "program" else dataset.pillars
        subject = str(table.at[shown.theme.subject, "name"])
        sentence = _describe_states(shown, subject, values, names, where, hidden)
    else:
        sentence = _describe_counts(shown, values, names, where, hidden)
    remarks = list(sentence.remarks)
    if hidden:
        remarks.append(f"{number(hidden)} kelurahan punya catatan, tetapi tidak ada yang lolos saringan.")
    return Sentence(sentence.head, sentence.places, (*remarks, *_wide_remarks(shown)))


def _describe_states(  # noqa: PLR0913, PLR0917  (pieces of one sentence)
    shown: ThematicMap, subject: str, values: pd.Series, names: pd.Series, where: str, hidden: int
) -> Sentence:
    recorded = values[values.isin(RECORDED)]
    if recorded.empty and hidden:
        return Sentence(f"Tidak ada catatan {subject} yang lolos saringan di {where}.", "", ())
    if recorded.empty:
        return Sentence(f"{subject} belum tercatat di satu pun dari {where}.", "", ())
    places = [
        f"{names[kode]} (diragukan)" if shown.doubtful[kode] else names[kode] for kode in recorded.index
    ]
    counts = recorded.value_counts()
    remarks = []
    if set(counts.index) != {"running"}:
        parts = [f"{STATE[state]} {number(counts[state])}" for state in RECORDED if state in counts]
        remarks.append(f"Menurut keadaannya: {', '.join(parts)}.")
    if (shown.records["status"] == "nominated").any():
        remarks.append(f"Yang {STATUS['nominated']} terhitung di dalamnya.")
    if shown.doubtful[recorded.index].any():
        remarks.append("Diragukan: semua catatannya berkeyakinan rendah; lihat buktinya.")
    head = f"{subject} tercatat di {number(len(recorded))} dari {where}:"
    return Sentence(head, f"{listing(places)}.", tuple(remarks))


def _describe_counts(
    shown: ThematicMap, values: pd.Series, names: pd.Series, where: str, hidden: int
) -> Sentence:
    known = values.dropna()
    unit = "pilar hadir" if shown.theme.kind == "pillars" else "program"
    meaning = "Sebuah pilar hadir bila ada program yang berjalan di kelurahan itu."
    remarks = (meaning,) if shown.theme.kind == "pillars" else ()
    if known.empty or known.max() == 0:
        return Sentence(f"Belum ada {unit} yang tercatat di {where}.", "", remarks)
    most = [names[kode] for kode in known.index[known == known.max()]]
    blank = len(values) - len(known) - hidden
    counted = f"{number(len(known))} dari {where} punya catatan; {number(blank)} belum tercatat sama sekali."
    return Sentence(f"Terbanyak {number(known.max())} {unit}:", f"{listing(most)}.", (counted, *remarks))


def _wide_remarks(shown: ThematicMap) -> list[str]:
    """Say what becomes of records that are of no single kelurahan."""
    scopes = shown.records["scope"].value_counts()
    parts = [
        f"{number(scopes[scope])} catatan {SCOPE[scope]}"
        for scope in ("city", "kecamatan")
        if scope in scopes
    ]
    if not parts:
        return []
    if shown.theme.wide:
        return [f"{' dan '.join(parts)} ikut dihitung di setiap kelurahannya."]
    return [f"{' dan '.join(parts)} tidak mewarnai peta; nyalakan 'Hitung se-kota dan se-kecamatan'."]
