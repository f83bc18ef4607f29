"""The sentence above a map: what it shows, in words, from the same values as the map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from petaprogram.measures.filters import Filters
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.measures.presence import RECORDED, SCOPES
from petaprogram.messages.language import Language, counted_message, message
from petaprogram.messages.vocabulary import SCOPE, STATE, STATUS
from petaprogram.tables.dataset import Dataset

_NO_PROGRAM = message("Belum ada program yang tercatat di {where}.")
_NARROWNESS = {scope: place for place, scope in enumerate(SCOPES)}
# More names than these are a list, not a remark.
_MOST_NAMED = 4


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


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """What both kinds of sentence need: the values inside the filters, names, and words for where."""

    shown: ThematicMap
    values: pd.Series
    names: pd.Series
    where: str
    hidden: int
    language: Language
    confirm_before: dt.date


@lru_cache(maxsize=128)
def describe(shown: ThematicMap, dataset: Dataset, language: Language) -> Sentence:
    """Say what the map shows: how many kelurahan of how many, which, and what names no kelurahan."""
    names = dataset.areas.names
    inside = names.index[~shown.theme.filters.outside(dataset.areas)]
    hidden = int(shown.outside[inside].sum())
    where = language.counted("{count:f} kelurahan", len(inside))
    if shown.theme.filters.kecamatan:
        kecamatan = dataset.areas.kecamatan["name"][list(shown.theme.filters.kecamatan)]
        names_of = language.listing(list(kecamatan))
        where = language.say("{where} di Kec. {kecamatan}", where=where, kecamatan=names_of)
    scene = _Scene(shown, shown.values[inside], names, where, hidden, language, dataset.site.confirm_before)
    if shown.theme.kind in ("program", "pillar"):
        table = dataset.programs if shown.theme.kind == "program" else dataset.pillars
        sentence = _describe_states(scene, str(table.at[shown.theme.subject, "name"]))
    elif shown.theme.kind == "evidence":
        sentence = _describe_evidence(scene)
    else:
        sentence = _describe_counts(scene)
    remarks = list(sentence.remarks)
    if hidden:
        remarks.append(
            language.counted("{count:f} kelurahan ada datanya, tetapi tidak ada yang sesuai filter.", hidden)
        )
    return Sentence(sentence.head, sentence.places, (*remarks, *_wide_remarks(shown, language)))


def _describe_states(scene: _Scene, subject: str) -> Sentence:
    say, shown = scene.language.say, scene.shown
    recorded = scene.values[scene.values.isin(RECORDED)]
    if recorded.empty and scene.hidden:
        head = say(
            "Tidak ada data {subject} yang sesuai filter di {where}.", subject=subject, where=scene.where
        )
        return Sentence(head, "", ())
    if recorded.empty and shown.holds.any():
        return Sentence(_describe_held(scene, subject), "", ())
    if recorded.empty:
        head = say("{subject} belum ada data di satu pun dari {where}.", subject=subject, where=scene.where)
        return Sentence(head, "", ())
    places = [
        say("{place} (diragukan)", place=scene.names[kode]) if shown.doubtful[kode] else scene.names[kode]
        for kode in recorded.index
    ]
    remarks = []
    old = recorded.str.endswith("_old")
    counts = recorded.str.removesuffix("_old").value_counts()
    if set(counts.index) != {"running"}:
        parts = [
            f"{say(STATE[state])} {scene.language.number(counts[state])}"
            for state in RECORDED
            if state in counts
        ]
        remarks.append(say("Menurut keadaannya: {parts}.", parts=", ".join(parts)))
    if old.any():
        remarks.append(
            scene.language.counted(
                "{count:f} di antaranya terakhir dilaporkan sebelum {day}: perlu dikonfirmasi.",
                int(old.sum()),
                day=scene.language.day(scene.confirm_before),
            )
        )
    if (shown.records["status"] == "nominated").any():
        nominated = STATUS["nominated"]
        remarks.append(say("Yang {nominated} terhitung di dalamnya.", nominated=say(nominated)))
    if shown.doubtful[recorded.index].any():
        remarks.append(say("Diragukan: semua datanya berkepastian rendah; lihat buktinya."))
    head = say(
        "{subject} tercatat di {found:f} dari {where}:",
        subject=subject,
        found=len(recorded),
        where=scene.where,
    )
    return Sentence(head, f"{scene.language.listing(places)}.", tuple(remarks))


def _describe_held(scene: _Scene, subject: str) -> str:
    """Say that something holds for a whole kecamatan or city and names no kelurahan."""
    say = scene.language.say
    records = scene.shown.records
    if (records["scope"] == "city").any():
        return say("{subject} berlaku untuk seluruh kota; tidak menunjuk kelurahan.", subject=subject)
    kecamatan = records.loc[records["scope"] == "kecamatan", "area"].dropna().unique()
    return say(
        "{subject} berlaku untuk seluruh Kec. {kecamatan}; tidak menunjuk kelurahan.",
        subject=subject,
        kecamatan=scene.language.listing(list(kecamatan)),
    )


def _describe_evidence(scene: _Scene) -> Sentence:
    say, known = scene.language.say, scene.values.dropna()
    if known.empty:
        return Sentence(_nothing_passes(scene) or say(_NO_PROGRAM, where=scene.where), "", ())
    head = say(
        "Semua data berkepastian tinggi di {found:f} dari {known:f} kelurahan yang ada datanya.",
        found=int((known == 1).sum()),
        known=len(known),
    )
    remark = say("Kepastian tinggi: sumbernya menyebut langsung apa yang dicatat.")
    return Sentence(head, "", (_spread(scene, known), remark))


def _nothing_passes(scene: _Scene) -> str:
    """Say that the filters leave nothing; empty where they hide nothing: then nothing is recorded."""
    if not scene.hidden:
        return ""
    return scene.language.say("Tidak ada data yang sesuai filter di {where}.", where=scene.where)


def _spread(scene: _Scene, known: pd.Series) -> str:
    say, where, found = scene.language.say, scene.where, len(known)
    if blank := len(scene.values) - found - scene.hidden:
        return say(
            "{known:f} dari {where} ada datanya; {blank:f} belum ada data sama sekali.",
            known=found,
            where=where,
            blank=blank,
        )
    if scene.hidden:
        return say("{known:f} dari {where} ada datanya yang sesuai filter.", known=found, where=scene.where)
    return say("Semua {where} ada datanya.", where=where)


def _describe_counts(scene: _Scene) -> Sentence:
    """Say how many programs there are, each counted once, at the narrowest place that its records name."""
    language, records = scene.language, scene.shown.records
    say, known = language.say, scene.values.dropna()
    if records.empty:
        return Sentence(_nothing_passes(scene) or say(_NO_PROGRAM, where=scene.where), "", ())
    narrowest = records["scope"].map(_NARROWNESS).groupby(records["program_id"]).min().value_counts()
    found = int((known > 0).sum())
    parts = []
    for place, scope in enumerate(SCOPES):
        if count := int(narrowest.get(place, 0)):
            if scope == "kelurahan":
                everywhere = found == len(scene.values)
                where = say("{found:f} dari {where}", found=found, where=scene.where)
                parts.append(
                    say("{count:f} di {places}", count=count, places=scene.where if everywhere else where)
                )
            else:
                parts.append(f"{language.number(count)} {say(SCOPE[scope])}")
    filtered = scene.shown.theme.filters != Filters()
    head = language.counted(
        counted_message("{count:f} program sesuai filter:")
        if filtered
        else counted_message("{count:f} program tercatat:"),
        int(narrowest.sum()),
    )
    return Sentence(head, f"{', '.join(parts)}.", tuple(_count_remarks(scene, known)))


def _count_remarks(scene: _Scene, known: pd.Series) -> Iterator[str]:
    language = scene.language
    if blank := len(scene.values) - len(known) - scene.hidden:
        yield language.counted("{count:f} kelurahan belum ada data sama sekali.", blank)
    most = known.index[known == known.max()]
    if 0 < len(most) <= _MOST_NAMED:
        names = language.listing([scene.names[kode] for kode in most])
        unit = (
            counted_message("Terbanyak di {names}: {count:f} pilar.")
            if scene.shown.theme.kind == "pillars"
            else counted_message("Terbanyak di {names}: {count:f} program.")
        )
        yield language.counted(unit, int(known.max()), names=names)


def _wide_remarks(shown: ThematicMap, language: Language) -> list[str]:
    """Say how many records are of no single kelurahan."""
    scopes = shown.records["scope"].value_counts()
    parts = [
        language.counted("{count:f} data {scope}", int(scopes[scope]), scope=language.say(SCOPE[scope]))
        for scope in ("city", "kecamatan")
        if scope in scopes
    ]
    if not parts or shown.holds.all():
        return []
    records = language.say("{one} dan {other}", one=parts[0], other=parts[1]) if parts[1:] else parts[0]
    if shown.theme.wide:
        return [language.say("{records} ikut dihitung di setiap kelurahannya.", records=records)]
    return [language.say("Ditambah {records}, yang tidak menunjuk kelurahan.", records=records)]
