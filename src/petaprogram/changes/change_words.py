"""Changes in words: the paragraph for a speech, and what the numbers of a day do and do not say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from petaprogram.changes.area_changes import NO_RANKS_BY_DAY
from petaprogram.changes.comparison import RECORDS, Changes
from petaprogram.changes.record_changes import LAST_REPORT, SOURCES
from petaprogram.messages.language import Language, counted_message, message
from petaprogram.tables.columns import TABLES

# How many records are of each kind; each part of the paragraph can stand alone.
_COUNTED: Mapping[str, str] = {
    "new": counted_message("{count:f} data baru"),
    "running": counted_message("{count:f} kini berjalan"),
    "ended": counted_message("{count:f} berakhir"),
    "cancelled": counted_message("{count:f} batal"),
    "confirmed": counted_message("{count:f} dikonfirmasi"),
    "sourced": counted_message("{count:f} mendapat sumber baru"),
    "corrected": counted_message("{count:f} diperbaiki"),
    "removed": counted_message("{count:f} data dihapus"),
}
# The same of the tables that have a sentence of their own: rows that came, that went, and that changed.
_TABLES: Mapping[str, Mapping[str, str]] = {
    "programs": {
        "new": counted_message("{count:f} program baru"),
        "removed": counted_message("{count:f} program dihapus"),
        "corrected": counted_message("{count:f} program diperbaiki"),
    },
    "partners": {
        "new": counted_message("{count:f} mitra baru"),
        "removed": counted_message("{count:f} mitra dihapus"),
        "corrected": counted_message("{count:f} mitra diperbaiki"),
    },
    "sources": {
        "new": counted_message("{count:f} sumber baru"),
        "removed": counted_message("{count:f} sumber dihapus"),
        "corrected": counted_message("{count:f} sumber diperbaiki"),
    },
}
# What stands over a column that lists do not show, in whichever table it is.
_TITLES: Mapping[str, str] = {
    "placement_id": message("Tanda data"),
    "program_id": message("Program"),
    "pillar_id": message("Pilar"),
    "lon": message("Bujur"),
    "lat": message("Lintang"),
    "start_is_upper_bound": message("Tahun mulai hanya batas akhir"),
    "source_id": message("Sumber utama"),
    "source_note": message("Keterangan sumber"),
    "name": message("Nama"),
    "letter": message("Huruf"),
    "color": message("Warna"),
    "order": message("Urutan"),
    "partner": message("Mitra"),
    "kind": message("Jenis"),
    "same_as": message("Sama dengan"),
    "reason": message("Alasan"),
    "unnamed": message("Tidak disebut namanya"),
    "full_name": message("Nama lengkap"),
    "note": message("Keterangan"),
    "kode": message("Kode"),
    "kode_kota": message("Kode di kota"),
    "kode_kabupaten": message("Kode di kabupaten"),
    "alias": message("Nama lain"),
    "confirmed_by": message("Dipastikan oleh"),
    "date": message("Tanggal"),
    "year": message("Tahun"),
    "population": message("Jumlah penduduk"),
    "basis": message("Dasar hitungan"),
    "index": message("Indeks"),
    "dimension": message("Dimensi"),
    "file": message("Berkas"),
    "columns": message("Kolom"),
    SOURCES: message("Semua sumber"),
    LAST_REPORT: message("Laporan terakhir"),
}


def say_changes(changes: Changes, language: Language) -> str:
    """Say what changed, in one paragraph to be read out: only what there is, or that there is nothing.

    Its numbers are those of `Changes.counts`, `Changes.other_counts` and `AreaChanges`. A record of which
    several things are told counts in several of them.
    """
    return " ".join(say_sentences(changes, language))


def say_sentences(changes: Changes, language: Language) -> tuple[str, ...]:
    """Say the sentences of that paragraph, at least one; the records come first, where any changed."""
    if not changes.has_changes:
        return (language.say("Tidak ada yang berubah."),)
    sentences = (
        _say_records(changes, language),
        _say_tables(changes, language),
        *_say_areas(changes, language),
    )
    return tuple(sentence for sentence in sentences if sentence)


def say_meaning(changes: Changes, language: Language) -> tuple[str, ...]:
    """Say what is to be known of numbers by days: how they are made, and how many records they leave out."""
    if changes.before.day is None:
        return ()
    say = language.say
    remarks = [
        say(
            "Keadaan per tanggal dibuat dari {data}: sebuah data dihitung sejak sumber pertamanya yang "
            "bertanggal, atau sejak akhir tahun mulainya bila itu lebih dulu. Status, tempat, dan mitra "
            "adalah yang tercatat di sana; kapan semuanya berubah tidak tercatat. Jadi yang tampak hanya "
            "apa yang baru dilaporkan, bukan apa yang berakhir atau diperbaiki.",
            data=changes.before.say_data(language),
        )
    ]
    if changes.undated:
        remarks.append(
            language.counted(
                "{count:f} data tanpa tanggal dan tahun tidak ikut dibandingkan.", changes.undated
            )
        )
    return (*remarks, say(NO_RANKS_BY_DAY))


def say_span(changes: Changes, language: Language) -> str:
    """Say from which moment to which."""
    return language.say(
        "Dari {before} sampai {after}",
        before=changes.before.say(language),
        after=changes.after.say(language),
    )


def say_column(column: str, language: Language, table: str = RECORDS) -> str:
    """Name a column of a table as lists do; the English of a text says so."""
    columns = TABLES.get(table, {})
    twin = column.removesuffix("_en")
    if twin != column and twin in columns:
        return language.say("{column} (bahasa Inggris)", column=say_column(twin, language, table))
    label = columns[column].label if column in columns else ""
    title = _TITLES.get(column) if table == RECORDS else None
    return language.say(title or label or _TITLES.get(column) or column)


def _say_records(changes: Changes, language: Language) -> str:
    parts = [language.counted(_COUNTED[kind], count) for kind, count in changes.counts.items() if count]
    areas = changes.areas
    places = []
    if areas.gained:
        places.append(
            language.counted("{count:f} kelurahan yang tadinya belum ada data kini punya", len(areas.gained))
        )
    if areas.lost:
        places.append(
            language.counted("{count:f} kelurahan yang tadinya punya data kini belum ada", len(areas.lost))
        )
    said = "; ".join(filter(None, (", ".join(parts), ", ".join(places))))
    return f"{said}." if said else ""


def _say_tables(changes: Changes, language: Language) -> str:
    counts = changes.other_counts
    parts = [
        language.counted(text, counts[table][kind])
        for table, messages in _TABLES.items()
        for kind, text in messages.items()
        if kind in counts.get(table, {})
    ]
    others = {table: sum(kinds.values()) for table, kinds in counts.items() if kinds and table not in _TABLES}
    if others:
        files = ", ".join(f"{table}.csv" for table in others)
        parts.append(
            language.counted("{count:f} baris lain berubah ({files})", sum(others.values()), files=files)
        )
    said = ", ".join(parts)
    return f"{said}." if said else ""


def _say_areas(changes: Changes, language: Language) -> Iterator[str]:
    areas, say = changes.areas, language.say
    moves = areas.moves
    if len(moves):
        ranks = areas.frame.loc[moves.index[0]]
        yield language.counted(
            "{count:f} kelurahan berpindah tempat dalam prioritas kunjungan, paling jauh {name}: dari "
            "peringkat {before:f} ke {after:f}.",
            len(moves),
            name=ranks["name"],
            before=ranks["rank_before"],
            after=ranks["rank_after"],
        )
    for kodes, text in (
        (areas.left, counted_message("{count:f} kelurahan kini tanpa celah: {names}.")),
        (areas.entered, counted_message("{count:f} kelurahan yang tadinya tanpa celah kini punya: {names}.")),
        (areas.came, counted_message("{count:f} kelurahan hanya ada di batas wilayah yang baru: {names}.")),
        (areas.went, counted_message("{count:f} kelurahan hanya ada di batas wilayah yang lama: {names}.")),
    ):
        if kodes:
            names = language.listing(list(areas.frame.loc[kodes, "name"]))
            yield language.counted(text, len(kodes), names=names)
    if areas.other_boundaries:
        yield say(
            "Batas wilayahnya berbeda: dari {before} menjadi {after}.",
            before=_edition(changes.before.dataset.areas.edition, changes.before.dataset.areas.version),
            after=_edition(changes.after.dataset.areas.edition, changes.after.dataset.areas.version),
        )


def _edition(edition: str, version: str) -> str:
    """Name an edition of the boundaries so that two of one name are told apart."""
    return f"{edition} ({version})" if edition else version
