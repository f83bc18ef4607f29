"""The shape of a sheet is looked at first: one cause gives one message, with what was found and expected."""

from __future__ import annotations

import pytest

from petaprogram.importing.book import Book
from petaprogram.importing.fields import field_of
from petaprogram.importing.layout import EXAMPLE, find_layout
from petaprogram.importing.recipe import Recipe
from petaprogram.messages.issues import ImportStopError
from tests.support.workbooks import ROW, TITLES, book, sheet


def layout_of(*rows, recipe=None, **about):
    return find_layout(book(*rows, **about), recipe or Recipe(), "uji.xlsx")


def stopped(*rows, recipe=None, **about):
    with pytest.raises(ImportStopError) as caught:
        layout_of(*rows, recipe=recipe, **about)
    return caught.value.issues


def numbers(layout):
    return [number for number, _ in layout.rows]


def notes(layout):
    return {issue.row: issue.rule for issue in layout.notes}


def test_titles_are_found_below_a_heading_and_blank_rows():
    layout = layout_of(("REKAP PROGRAM", "", ""), ("Dinas Kesehatan 2026",), None, TITLES, ROW)
    assert (layout.header, numbers(layout)) == (4, [5])
    assert layout.columns["area"] == 1


def test_a_heading_in_two_rows_is_read_by_its_lower_one():
    merged = ((1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3), (1, 4, 2, 4))
    layout = layout_of(
        ("Program", "Wilayah", "", "Status", "Sumber"),
        ("", "Kelurahan", "Kecamatan", "", ""),
        ("Posko", "Dahlia", "Dahlia", "berjalan", "Berita Satu"),
        merged=merged,
    )
    assert layout.header == 2
    assert set(layout.columns) == {"program", "area", "kecamatan", "status", "source"}
    assert numbers(layout) == [3]


def test_what_merged_cells_say_is_in_every_row_that_they_cover():
    layout = layout_of(TITLES, ROW, ("", "Mawar", *ROW[2:]), ("", "Melati", *ROW[2:]), merged=((2, 0, 4, 0),))
    assert [cells[0] for _, cells in layout.rows] == ["Posko"] * 3
    assert notes(layout) == {3: "import-filled", 4: "import-filled"}


@pytest.mark.parametrize(
    "row",
    [
        TITLES,
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0),
        ("Jumlah", "", "", 12.0),
        ("", "", "", "Kediri, 5 Januari 2026"),
    ],
)
def test_rows_that_are_no_records_are_named_and_left_out(row):
    layout = layout_of(TITLES, ROW, row, ROW)
    assert numbers(layout) == [2, 4]
    assert notes(layout) == {3: "import-left-out"}


def test_the_heading_of_a_part_is_left_out_and_the_example_of_a_template_is_not_spoken_of():
    layout = layout_of(TITLES, ("KECAMATAN DAHLIA",), ROW, merged=((2, 0, 2, 6),))
    assert (numbers(layout), notes(layout)) == ([3], {2: "import-left-out"})
    layout = layout_of(("Tanda data", *TITLES), (EXAMPLE, *ROW), ("", *ROW))
    assert (numbers(layout), layout.notes) == ([3], ())


def test_hidden_rows_are_left_out_until_they_are_asked_for():
    hidden = frozenset({2})
    layout = layout_of(TITLES, ROW, ROW, hidden_rows=hidden)
    assert (numbers(layout), layout.hidden) == ([3], (2,))
    layout = layout_of(TITLES, ROW, ROW, hidden_rows=hidden, recipe=Recipe(hidden_rows="take"))
    assert numbers(layout) == [2, 3]


def test_hidden_columns_are_not_read_but_for_the_ids_of_a_template():
    titles = ("Tanda data", *TITLES, "Keterangan")
    layout = layout_of(titles, ("P1", *ROW, "rahasia"), hidden_columns=frozenset({0, 8}))
    assert "placement_id" in layout.columns
    assert "note" not in layout.columns
    assert [(issue.rule, dict(issue.values)["columns"]) for issue in layout.notes] == [
        ("import-hidden-columns", "I")
    ]


def test_blank_columns_are_no_columns_and_content_without_a_title_is_named():
    layout = layout_of((*TITLES, "", ""), (*ROW, "", "lebih"))
    assert [(issue.rule, dict(issue.values)["column"]) for issue in layout.notes] == [
        ("import-untitled", "I")
    ]


def test_more_cells_than_titles_in_a_text_file_are_one_message_for_all_rows():
    (issue,) = stopped(TITLES, (*ROW, "x"), ROW, (*ROW, "y"), kind="csv")
    assert (issue.rule, issue.place) == ("import-ragged", "2, 4")


def test_titles_that_nobody_knows_are_one_message_with_what_is_there_and_what_is_wanted():
    (issue,) = stopped(None, ("KDEPUM1", "WADMX"), ("35.71", "Pojok"))
    assert issue.rule == "import-no-titles"
    for words in ("baris 2", "KDEPUM1, WADMX", "Program, Wilayah, Lokasi, Status, Sumber"):
        assert words in issue.message


def test_a_missing_column_is_one_message_for_all_that_are_missing():
    (issue,) = stopped(("Kelurahan", "Lokasi", "Anggaran"), ("Dahlia", "x", "1"))
    assert "Program, Status, Sumber" in issue.message
    assert "Kelurahan, Lokasi, Anggaran" in issue.message


def test_two_columns_of_one_meaning_are_settled_by_the_recipe():
    rows = ((*TITLES, "Nama Kelurahan"), (*ROW, "Mawar"))
    (issue,) = stopped(*rows)
    assert "Kelurahan, Nama Kelurahan" in issue.message
    layout = layout_of(*rows, recipe=Recipe(columns={"Kelurahan": ""}))
    assert layout.columns["area"] == 7
    (issue,) = stopped((*TITLES, "Status"), (*ROW, "batal"))
    assert issue.rule == "duplicate-column"


def test_the_recipe_says_what_a_title_means():
    titles = ("Giat", *TITLES[1:])
    assert stopped(titles, ROW)[0].rule == "import-missing-column"
    layout = layout_of(titles, ROW, recipe=Recipe(columns={"Giat": "program"}))
    assert layout.columns["program"] == 0


def test_sheets_are_chosen_by_their_titles_and_asked_for_where_several_fit():
    notes_sheet = sheet(("Catatan",), ("isi dulu",), name="Petunjuk")
    data = sheet(TITLES, ROW, name="2026")
    assert find_layout(Book("xlsx", (notes_sheet, data)), Recipe(), "a").sheet.name == "2026"
    older = sheet(TITLES, ROW, name="2025")
    layout = find_layout(Book("xlsx", (older, data)), Recipe(), "a")
    assert (layout.sheet.name, layout.choices) == ("2025", ("2025", "2026"))
    chosen = find_layout(Book("xlsx", (older, data)), Recipe(sheet="2026"), "a")
    assert (chosen.sheet.name, chosen.choices) == ("2026", ())
    with pytest.raises(ImportStopError) as caught:
        find_layout(Book("xlsx", (older,), hidden_sheets=("Rahasia",)), Recipe(sheet="2024"), "a")
    assert "2025, Rahasia" in caught.value.issues[0].message


def test_a_book_without_anything_to_see_says_what_is_hidden():
    with pytest.raises(ImportStopError) as caught:
        find_layout(Book("xlsx", (sheet(name="Kosong"),), hidden_sheets=("Rahasia",)), Recipe(), "a")
    assert caught.value.issues[0].rule == "import-no-sheet"
    assert "Rahasia" in caught.value.issues[0].message


def test_titles_without_rows_are_said():
    assert stopped(TITLES)[0].rule == "import-no-rows"


@pytest.mark.parametrize("title", ["Kel./Desa", "KEL/DESA *", "1. Kelurahan/Desa", "Nama Kelurahan", "Kel."])
def test_titles_of_places_are_known_as_offices_write_them(title):
    assert field_of(title) == "area"
