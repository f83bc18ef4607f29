"""What a person sees of a book, whether its titles were found or not."""

from __future__ import annotations

from petaprogram.importing.book import Book
from petaprogram.importing.outline import EXAMPLES, SHOWN_ROWS, find_outline
from petaprogram.importing.recipe import Recipe
from tests.support.workbooks import ROW, TITLES, book, sheet


def test_titles_are_found_with_their_meaning_and_examples():
    rows = [(*ROW[:2], f"RW {number}", *ROW[3:]) for number in range(20)]
    found = find_outline(book(("REKAP",), None, TITLES, *rows), Recipe())
    assert found.header == 3
    assert found.titles["Kelurahan"] == "area"
    assert found.examples["Lokasi"] == ("RW 0", "RW 1", "RW 2")
    assert len(found.examples["Kelurahan"]) < EXAMPLES
    assert [number for number, _ in found.rows] == [*range(3, 3 + SHOWN_ROWS)]


def test_without_titles_the_first_rows_are_shown_to_find_them_in():
    found = find_outline(book(("a", "b"), ("c", 1.0)), Recipe())
    assert found.header is None
    assert not found.titles
    assert found.rows == ((1, ("a", "b")), (2, ("c", "1")))


def test_a_person_says_which_row_and_what_a_title_means():
    recipe = Recipe(header_row=1, columns={"a": "program", "b": ""})
    found = find_outline(book(("a", "b"), ("Posko", "x")), recipe)
    assert found.titles == {"a": "program", "b": ""}


def test_the_sheet_that_is_named_is_read_and_all_are_offered():
    both = Book(
        "xlsx", (sheet(("x",), name="Catatan"), sheet(TITLES, ROW, name="Data")), hidden_sheets=("Arsip",)
    )
    assert find_outline(both, Recipe()).sheet.name == "Data"
    found = find_outline(both, Recipe(sheet="Catatan"))
    assert found.sheet.name == "Catatan"
    assert found.sheets == ("Catatan", "Data", "Arsip")


def test_of_an_empty_book_there_is_none():
    assert find_outline(book(), Recipe()) is None
