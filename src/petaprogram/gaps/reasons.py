"""Ranks in words: each sentence is made from the row that holds the score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from petaprogram.gaps.ranking import Needs, RankedArea, Ranking, RowKind, Target
from petaprogram.gaps.stability import TOP
from petaprogram.gaps.weights import PARTS, PartName
from petaprogram.measures.population import Population
from petaprogram.measures.presence import Subject
from petaprogram.messages.language import Language, message
from petaprogram.tables.dataset import Dataset

GAP_LABELS: Mapping[RowKind, str] = {
    "record": message("belum ada data"),
    "service": message("belum ada layanan"),
    "both": message("belum ada data dan belum ada layanan"),
}
_DECIMALS = 6
_KM = 1000.0
_NEAR_KM = 0.05  # below, one decimal of a kilometre would read 0.0


def explain(row: RankedArea, language: Language) -> str:
    """Say in one sentence why a kelurahan ranks where it does: every part that was to weigh something."""
    said = explain_parts(row, language)
    clauses = [said[part] for part in PARTS if part in said and row.parts[part].chosen > 0]
    if row.state in {"ended", "ended_old"}:
        clauses.insert(0, language.say("di sini sudah berakhir"))
    elif row.state == "confirmed_none":
        clauses.insert(0, language.say("di sini dipastikan tidak ada"))
    reasons = "; ".join(clauses)
    if not row.tied:
        return language.say("Peringkat {rank:f}: {reasons}.", rank=row.rank, reasons=reasons)
    return language.counted(
        "Peringkat {rank:f}, sama dengan {count:f} kelurahan lain: {reasons}.",
        row.tied,
        rank=row.rank,
        reasons=reasons,
    )


def explain_parts(row: RankedArea, language: Language) -> dict[PartName, str]:
    """Say what stands behind each part of a row.

    A part that is unknown for this kelurahan says why; people are absent where there are no denominators.
    """
    said: dict[PartName, str] = {
        "missing": _missing(row, language),
        "distance": _distance(row, language),
        "neighbours": _neighbours(row, language),
        "years": _years(row, language),
    }
    if row.people is not None:
        said["people"] = language.say("{people:f} jiwa", people=row.people)
    return said


def _missing(row: RankedArea, language: Language) -> str:
    if row.record_gaps and row.service_gaps:
        return language.say(
            "belum ada data {record:f}, berakhir atau dipastikan tidak ada {service:f}, dari {of:f} pilar",
            record=row.record_gaps,
            service=row.service_gaps,
            of=row.pillars,
        )
    if row.service_gaps:
        return language.say(
            "berakhir atau dipastikan tidak ada {service:f} dari {of:f} pilar",
            service=row.service_gaps,
            of=row.pillars,
        )
    return language.say("belum ada data {record:f} dari {of:f} pilar", record=row.record_gaps, of=row.pillars)


def _distance(row: RankedArea, language: Language) -> str:
    if row.distance_m is None:
        return language.say("belum ada laporan baru di kelurahan mana pun")
    km = row.distance_m / _KM
    if km == 0:
        return language.say("yang terdekat bersebelahan")
    near, of_all = km < _NEAR_KM, row.state is None
    if of_all and near:
        return language.say("terdekat rata-rata kurang dari 0,1 km")
    if of_all:
        return language.say("terdekat rata-rata {km:.1f} km", km=km)
    if near:
        return language.say("terdekat kurang dari 0,1 km")
    return language.say("terdekat {km:.1f} km", km=km)


def _neighbours(row: RankedArea, language: Language) -> str:
    if not row.neighbours:
        return language.say("tidak bertetangga")
    if row.state is None:
        return language.say(
            "rata-rata {found:.1f} dari {of:f} tetangga punya menurut laporan baru",
            found=row.neighbours_have,
            of=row.neighbours,
        )
    return language.say(
        "{found:f} dari {of:f} tetangga punya menurut laporan baru",
        found=row.neighbours_have,
        of=row.neighbours,
    )


def _years(row: RankedArea, language: Language) -> str:
    if row.years is not None:
        return language.say("laporan terakhir {years:.1f} tahun lalu", years=row.years)
    if row.reported == "never":
        return language.say("belum pernah ada laporan")
    return language.say("tanggal laporannya tidak diketahui")


def explain_stability(row: RankedArea, language: Language) -> str:
    """Say how often the kelurahan is among the first ten; empty where that means nothing."""
    if row.stability is None:
        return ""
    words = (
        message("tetap {top:f} besar pada {share} variasi bobot")
        if row.rank <= TOP
        else message("masuk {top:f} besar pada {share} variasi bobot")
    )
    said = language.say(words, top=TOP, share=language.percent(row.stability))
    if row.unstable:
        return language.say("{said} (bergantung pada bobot)", said=said)
    return said


def remarks(ranking: Ranking, dataset: Dataset, language: Language) -> tuple[str, ...]:
    """Say what a reader of the ranking has to know: who is not in it, what was left out and why, ties."""
    return (
        *_remarks_on_scope(ranking.needs, dataset, language),
        *(_remarks_on_parts(ranking, dataset, language) if ranking.rows else ()),
    )


def _remarks_on_scope(needs: Needs, dataset: Dataset, language: Language) -> Iterator[str]:
    others = len(needs.without_gap)
    if needs.parts.empty:
        yield language.counted(
            "Tidak ada celah: di {count:f} kelurahan sudah berjalan atau direncanakan.", others
        )
    elif others:
        yield language.counted(
            "{count:f} kelurahan tidak diperingkat: di sana sudah berjalan atau direncanakan.", others
        )
    if _records_of(needs.target, dataset)["old"].any():
        yield language.say(
            "Yang terakhir dilaporkan sebelum {day} tidak dihitung sebagai pasti ada: jarak dan tetangga "
            "hanya melihat laporan yang lebih baru.",
            day=language.day(dataset.site.confirm_before),
        )
    wide = int(_records_of(needs.target, dataset)["scope"].isin(["city", "kecamatan"]).sum())
    if wide and needs.target.wide:
        yield language.counted(
            "{count:f} data tingkat kota atau kecamatan ikut dihitung di setiap kelurahannya.", wide
        )
    elif wide:
        yield language.counted("{count:f} data tingkat kota atau kecamatan tidak dihitung.", wide)


def _remarks_on_parts(ranking: Ranking, dataset: Dataset, language: Language) -> Iterator[str]:
    say, needs, rows = language.say, ranking.needs, ranking.rows
    chosen = dict(zip(PARTS, ranking.weights.shares, strict=True))
    if chosen["people"] and needs.population.people is None:
        yield say(
            "Penduduk tidak ikut dihitung; bobotnya dibagi ke bagian lain. {why}",
            why=describe_population(needs.population, dataset, language),
        )
    if chosen["distance"] and needs.parts["distance"].isna().all():
        yield say(
            "Jarak tidak ikut dihitung: belum ada laporan baru di kelurahan mana pun. Bobotnya dibagi ke "
            "bagian lain."
        )
    if chosen["years"] and (undated := int((needs.facts["reported"] == "undated").sum())):
        yield language.counted(
            "{count:f} kelurahan hanya punya laporan tanpa tanggal; di sana bobotnya dibagi ke bagian lain.",
            undated,
        )
    if len(rows) > 1 and all(row.rank == 1 for row in rows):
        yield say("Semua skornya sama: urutannya hanya menurut kode.")
    if len(rows) <= TOP:
        yield say(
            "Tidak lebih dari {top:f} kelurahan yang diperingkat: kestabilannya tidak dihitung.", top=TOP
        )


def describe_population(population: Population, dataset: Dataset, language: Language) -> str:
    """Say which denominators are in use, or which are missing."""
    if population.year is None:
        return language.say("Angka penduduk per kelurahan belum ada.")
    basis = population.basis_in(language)
    if population.people is not None:
        return language.say("Penduduk per kelurahan: {basis}, {year}.", basis=basis, year=population.year)
    names = dataset.areas.names
    return language.say(
        "Angka penduduk ({basis}, {year}) belum ada untuk {missing:f} dari {of:f} kelurahan: {names}.",
        basis=basis,
        year=population.year,
        missing=len(population.missing),
        of=len(names),
        names=language.listing([names[kode] for kode in population.missing]),
    )


def ranking_table(ranking: Ranking, language: Language, top: int | None = None) -> pd.DataFrame:
    """List the rows of a ranking with their parts and sentences, to take away.

    Parameters
    ----------
    ranking
        The ranking.
    language
        The language of the sentences; the columns are codes in every language.
    top
        How many rows, all by default. Of a tie the first by kode stay; their sentences tell of it.

    Returns
    -------
    DataFrame
        One row a kelurahan, in the order of the ranking; index 0, 1, ... Columns `rank`, `kode`, `name`,
        `kecamatan`, `gap_kind`, `score`, the `PARTS` (0 to 1), `stability` (0 to 1), `sentence`. Numbers have
        six decimals; what is unknown is NaN.
    """
    columns = ["rank", "kode", "name", "kecamatan", "gap_kind", "score", *PARTS, "stability", "sentence"]
    table = pd.DataFrame(
        [
            {
                **{column: getattr(row, column) for column in columns[:6]},
                **{part: row.parts[part].value for part in PARTS},
                "stability": row.stability,
                "sentence": explain(row, language),
            }
            for row in ranking.rows[:top]
        ],
        columns=columns,
    )
    numbers = ["score", *PARTS, "stability"]
    return table.astype(dict.fromkeys(numbers, float)).round(_DECIMALS)


def _records_of(target: Target, dataset: Dataset) -> pd.DataFrame:
    if target.kind == "pillars":
        return dataset.records
    column: Subject = "pillar_id" if target.kind == "pillar" else "program_id"
    return dataset.records[dataset.records[column] == target.subject]
