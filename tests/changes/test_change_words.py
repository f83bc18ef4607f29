"""The paragraph says what there is and nothing else, in the forms of both languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from petaprogram.changes.change_words import say_changes, say_column, say_meaning, say_span
from petaprogram.changes.comparison import RECORDS, compare
from petaprogram.changes.moments import Moment
from petaprogram.changes.record_changes import KIND_WORDS, LAST_REPORT, SOURCES
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.tables.columns import TABLES
from tests.support.editions import AREAS, dataset_of, moment_of
from tests.support.real import real_dataset

ONE, TWO, *_ = AREAS.frame.index
BEFORE = {
    f"P{number}": {"kode": ONE, "program_id": program} for number, program in enumerate(["a1", "b1", "c1"])
}


def said(after, language=INDONESIAN, before=BEFORE):
    return say_changes(compare(moment_of(before), moment_of(after)), language).partition(".")[0]


@pytest.mark.parametrize(
    ("edits", "indonesian", "english"),
    [
        ({"P9": {"kode": ONE}}, "1 data baru", "1 new record"),
        ({"P8": {"kode": ONE}, "P9": {"kode": ONE}}, "2 data baru", "2 new records"),
        ({"P0": {"status": "ended"}}, "1 berakhir", "1 ended"),
        (
            {"P0": {"status": "cancelled"}, "P1": {"status": "ended"}},
            "1 berakhir, 1 batal",
            "1 ended, 1 cancelled",
        ),
        (
            {"P0": {"source_id": "new"}},
            "1 dikonfirmasi, 1 mendapat sumber baru",
            "1 confirmed, 1 newly sourced",
        ),
        ({"P0": {"site": "Lapangan"}, "P1": {"site": "Balai"}}, "2 diperbaiki", "2 corrected"),
        (
            {"P9": {"kode": TWO}},
            "1 data baru; 1 kelurahan yang tadinya belum ada data kini punya",
            "1 new record; 1 kelurahan that had no data yet has some now",
        ),
    ],
)
def test_the_first_sentence_has_the_parts_that_are_not_zero(edits, indonesian, english):
    after = {one: BEFORE.get(one, {}) | edits.get(one, {}) for one in (*BEFORE, *edits)}
    assert said(after) == indonesian
    assert said(after, ENGLISH) == english


def test_what_was_removed_is_said_and_where_nothing_is_left_too():
    assert said({}) == "3 data dihapus; 1 kelurahan yang tadinya punya data kini belum ada"
    assert said({}, ENGLISH) == "3 records removed; 1 kelurahan that had data has none now"


def test_that_nothing_changed_is_said_plainly():
    moment = Moment(real_dataset())
    assert say_changes(compare(moment, moment), INDONESIAN) == "Tidak ada yang berubah."
    assert say_changes(compare(moment, moment), ENGLISH) == "Nothing has changed."


def test_other_boundaries_are_said_with_the_kelurahan_that_came_or_went():
    dataset = dataset_of({})
    smaller = replace(AREAS, frame=AREAS.frame.drop(index=ONE), version="0", edition="2027")
    text = say_changes(compare(Moment(dataset), Moment(replace(dataset, areas=smaller))), INDONESIAN)
    assert f"1 kelurahan hanya ada di batas wilayah yang lama: {AREAS.names[ONE]}." in text
    assert f"Batas wilayahnya berbeda: dari {AREAS.version} menjadi 2027 (0)." in text


def test_ranks_say_who_moved_farthest():
    before = {f"P{n}": {"program_id": program, "kode": ONE} for n, program in enumerate(["a1", "b1"])}
    after = {f"P{n}": {"program_id": program, "kode": TWO} for n, program in enumerate(["a1", "b1"])}
    changes = compare(moment_of(before), moment_of(after))
    farthest = changes.areas.moves.index[0]
    row = changes.areas.frame.loc[farthest]
    assert (
        f"paling jauh {row['name']}: dari peringkat {row['rank_before']:.0f} ke {row['rank_after']:.0f}."
        in say_changes(changes, INDONESIAN)
    )


def test_days_say_how_they_are_made_and_how_many_records_they_leave_out():
    dataset = dataset_of({"P1": {}, "P2": {"source_id": "blank"}})
    days = [Moment(dataset, day=dt.date(year, 1, 1)) for year in (2020, 2021)]
    changes = compare(*days)
    assert say_changes(changes, INDONESIAN).startswith("1 data baru; 1 kelurahan")
    how, left, ranks = say_meaning(changes, INDONESIAN)
    assert "dibuat dari data hari ini" in how
    assert left == "1 data tanpa tanggal dan tahun tidak ikut dibandingkan."
    assert "Peringkat tidak dibandingkan" in ranks
    assert say_meaning(compare(Moment(dataset), Moment(dataset)), INDONESIAN) == ()


def test_from_when_to_when_is_said():
    changes = compare(moment_of({}, "Asesmen"), moment_of({}))
    assert say_span(changes, ENGLISH) == (
        "From the frozen version 'Asesmen' (data as of 24 November 2026) "
        "to today (data as of 24 November 2026)"
    )


def test_every_column_and_every_kind_has_a_title_in_both_languages():
    columns = [*TABLES[RECORDS], SOURCES, LAST_REPORT]
    for language in (INDONESIAN, ENGLISH):
        titles = [say_column(column, language) for column in columns]
        assert len(set(titles)) == len(titles)
        assert not set(titles) & set(columns)
    assert say_column("note_en", INDONESIAN) == "Keterangan (bahasa Inggris)"
    assert all(ENGLISH.say(word) != word for word in KIND_WORDS.values())
