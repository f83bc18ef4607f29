"""What a map shows, and what the sentence above it says."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from petaprogram.exports.record_tables import area_table, record_table
from petaprogram.maps.classes import classify
from petaprogram.measures.filters import Filters
from petaprogram.measures.map_sentence import describe
from petaprogram.measures.map_theme import Theme, make_map
from petaprogram.measures.presence import RUNNING
from petaprogram.messages.language import INDONESIAN
from petaprogram.tables.dataset import read_dataset
from tests.support.real import real_dataset
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

KIND_SUBJECTS = [
    ("program", "senyum"),
    ("pillar", "living"),
    ("pillars", None),
    ("programs", None),
    ("evidence", None),
]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return read_dataset(write_tables(tmp_path_factory.mktemp("tables")), four_areas())


def shown(dataset, kind, subject=None, *, wide=False, **conditions):
    return make_map(dataset, Theme(kind, subject, Filters(**conditions), wide))


@pytest.mark.parametrize(("kind", "subject"), KIND_SUBJECTS)
@pytest.mark.parametrize(
    "conditions", [{}, {"kecamatan": ("99.01.02",)}, {"statuses": ("ended",)}, {"years": (1999, 2000)}]
)
@pytest.mark.parametrize("wide", [False, True])
def test_every_kelurahan_is_in_exactly_one_class(dataset, kind, subject, conditions, wide):
    classified = classify(shown(dataset, kind, subject, wide=wide, **conditions))
    assert sum(item.areas for item in classified.classes) == 4
    assert list(classified.by_area.index) == list(dataset.areas.frame.index)


def test_an_area_whose_records_do_not_pass_is_outside_and_not_unreported(dataset):
    made = shown(dataset, "program", "senyum", statuses=("running",))
    assert made.outside.to_dict() == {
        "99.01.01.1001": False,
        "99.01.01.1002": True,
        "99.01.02.1001": False,
        "99.01.02.1002": False,
    }
    assert any(
        one.startswith("1 kelurahan ada datanya") for one in describe(made, dataset, INDONESIAN).remarks
    )


def test_a_kecamatan_filter_changes_the_denominator(dataset):
    sentence = describe(shown(dataset, "program", "senyum", kecamatan=("99.01.02",)), dataset, INDONESIAN)
    assert sentence.text == "Kampung Senyum belum ada data di satu pun dari 2 kelurahan di Kec. Kenanga."


def test_filtering_everything_away_never_says_not_reported(dataset):
    sentence = describe(shown(dataset, "program", "senyum", pillars=("economy",)), dataset, INDONESIAN)
    assert sentence.text == "Tidak ada data Kampung Senyum yang sesuai filter di 4 kelurahan."


def test_only_areas_whose_every_record_is_of_low_confidence_are_doubtful(dataset):
    made = shown(dataset, "program", "posko")
    assert list(made.doubtful.index[made.doubtful]) == ["99.01.01.1001"]
    assert not shown(dataset, "pillar", "living").doubtful.any()
    assert describe(made, dataset, INDONESIAN).places == "Melati (diragukan)."


def test_a_nomination_is_said_to_be_one(dataset):
    remarks = " ".join(describe(shown(dataset, "program", "senyum"), dataset, INDONESIAN).remarks)
    assert "berjalan 1, direncanakan 1" in remarks
    assert "dinominasikan" in remarks


def test_wide_records_are_mentioned_whether_counted_or_not(dataset):
    narrow, wide = (
        describe(shown(dataset, "pillar", "economy", wide=w), dataset, INDONESIAN) for w in (False, True)
    )
    assert "Ditambah 1 data tingkat kota, yang tidak menunjuk kelurahan." in narrow.remarks[-1]
    assert "ikut dihitung" in wide.remarks[-1]


def test_a_kelurahan_that_is_not_blank_is_not_counted_as_blank(dataset):
    def blank(**conditions):
        remarks = describe(shown(dataset, "programs", **conditions), dataset, INDONESIAN).remarks
        return [one for one in remarks if "belum ada data" in one]

    assert blank() == ["1 kelurahan belum ada data sama sekali."]
    assert blank(wide=True) == blank(wide=True, statuses=("ended",)) == []


def test_the_whole_city_is_said_in_one_sentence_in_which_each_program_counts_once(dataset):
    text = describe(shown(dataset, "pillars"), dataset, INDONESIAN).text
    programs = dataset.records.groupby("program_id")["scope"].agg(set)
    placed = sum("kelurahan" in scopes for scopes in programs)
    assert text.startswith(f"{len(programs)} program tercatat: {placed} di 3 dari 4 kelurahan")
    assert sum(int(part) for part in re.findall(r"[:,] (\d+) ", text)) == len(programs)


def test_an_unknown_subject_is_refused(dataset):
    with pytest.raises(KeyError):
        shown(dataset, "program", "nope")


@pytest.mark.parametrize(
    ("program", "text"),
    [
        ("kampung-senyum", "Kampung Senyum tercatat di 3 dari 46 kelurahan: Mrican, Pocanan, Ngletih."),
        ("kampung-iva", "Kampung IVA tercatat di 2 dari 46 kelurahan: Campurejo, Tamanan (diragukan)."),
        ("akses-modal", "Akses modal kerja berlaku untuk seluruh kota; tidak menunjuk kelurahan."),
    ],
)
def test_sentences_of_kota_kediri(program, text):
    assert describe(shown(real_dataset(), "program", program), real_dataset(), INDONESIAN).text == text


def test_city_wide_fashion_is_of_the_class_that_names_no_kelurahan():
    dataset = real_dataset()
    narrow, wide = (shown(dataset, "program", "dhoho-street-fashion", wide=w).values for w in (False, True))
    assert narrow.value_counts().to_dict() == {"wide": 45, "ended_old": 1}
    assert wide.isin(RUNNING).all()


@pytest.mark.parametrize(("kind", "subject"), KIND_SUBJECTS)
def test_the_table_says_what_the_map_says(dataset, kind, subject):
    made = shown(dataset, kind, subject)
    classified = classify(made)
    table = area_table(dataset, made, classified, INDONESIAN)
    words = classified.values_in_words(INDONESIAN)[table.index]
    assert table["Yang ditampilkan"].equals(words.rename("Yang ditampilkan"))
    assert sorted(table["Kode"]) == sorted(dataset.areas.frame.index)
    assert (table["Data"] > 0).is_monotonic_decreasing
    placed = made.records["kode"].isin(table.index)
    assert table["Data"].sum() == placed.sum()


def test_the_table_of_records_loses_none_and_names_every_source(dataset):
    table = record_table(dataset, dataset.records, INDONESIAN)
    assert len(table) == len(dataset.records)
    assert table["Sumber"].notna().all()
    assert table.loc["P1", "Mulai"] == "sudah ada pada 2020"
    assert table.loc["P4", "Mulai"] == "tahun mulai tidak disebut"


def test_nothing_known_makes_a_sensible_sentence(tmp_path):
    dataset = read_dataset(write_tables(tmp_path, placements="", confirmations=""), four_areas())
    for kind, subject in KIND_SUBJECTS:
        made = shown(dataset, kind, subject)
        assert "elum" in describe(made, dataset, INDONESIAN).text
        assert len(set(classify(made).by_area)) == 1
    assert isinstance(record_table(dataset, dataset.records, INDONESIAN), pd.DataFrame)


@pytest.mark.parametrize("kind", ["programs", "pillars", "evidence", "pillar"])
def test_the_sentence_never_denies_what_only_the_filters_hide(kind):
    dataset = real_dataset()
    subject = "governance" if kind == "pillar" else None
    said = set()
    # A fifth of them: each is a filter of its own, and they are alike.
    for partner in sorted(set(dataset.records["partner_names"].explode().dropna()))[::5]:
        for kecamatan in ((), ("35.71.02",)):
            filters = Filters(partners=(partner,), statuses=("ended",), kecamatan=kecamatan)
            made = make_map(dataset, Theme(kind, subject, filters))
            inside = ~filters.outside(dataset.areas)
            if made.outside[inside.to_numpy()].any():
                head = describe(made, dataset, INDONESIAN).head
                assert not head.startswith("Belum ada"), head
                assert "belum ada data di satu pun" not in head
                said.add("sesuai filter" in head)
    assert True in said
