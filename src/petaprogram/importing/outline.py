"""What a person has to see of a book to say where the data are, found by themselves or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from petaprogram.importing.book import Book, Cell, Sheet
from petaprogram.importing.layout import cell_text, fill_merged, find_header, meant_field, titles_at
from petaprogram.importing.recipe import Recipe

# So many rows are shown to find the titles in, and so many examples of a column.
SHOWN_ROWS, EXAMPLES = 12, 3


@dataclass(frozen=True, slots=True)
class Outline:
    """A sheet as it is read, or would be.

    Attributes
    ----------
    sheet
        The one that is read.
    sheets
        The names of all, the hidden ones last.
    header
        The number of the row with the titles; None: none was found.
    titles
        By title the field that it means (`fields.FIELDS`), or "" for none.
    examples
        By title what stands below it, at most `EXAMPLES` different texts.
    rows
        (row number, texts) of the first rows, or of those from the titles on.
    """

    sheet: Sheet
    sheets: tuple[str, ...]
    header: int | None
    titles: Mapping[str, str]
    examples: Mapping[str, tuple[str, ...]]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def find_outline(book: Book, recipe: Recipe) -> Outline | None:
    """Look at a book as `layout.find_layout` does, but stop for nothing; None: nothing stands in it."""
    sheets = [sheet for sheet in book.sheets if sheet.rows]
    named = [sheet for sheet in sheets if sheet.name == recipe.sheet]
    fitting = [one for one in sheets if find_header(fill_merged(one), one, recipe) is not None]
    seen = [one for one in sheets if one.visible]
    sheet = next(iter([*named, *(one for one in fitting if one.visible), *seen]), None)
    if sheet is None:
        return None
    filled = fill_merged(sheet)
    header = find_header(filled, sheet, recipe)
    by_position = titles_at(filled, sheet, header) if header is not None else {}
    below = [cells for number, cells in filled if header is not None and number > header]
    return Outline(
        sheet=sheet,
        sheets=tuple(dict.fromkeys([*(one.name for one in seen), sheet.name, *book.hidden_sheets])),
        header=header,
        titles={title: meant_field(title, recipe) or "" for title in by_position.values()},
        examples={title: _examples(below, position) for position, title in by_position.items()},
        rows=tuple(
            (number, tuple(map(cell_text, cells)))
            for number, cells in filled
            if header is None or number >= header
        )[:SHOWN_ROWS],
    )


def _examples(rows: list[tuple[Cell, ...]], position: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for cells in rows:
        if position < len(cells) and (text := cell_text(cells[position])):
            found.setdefault(text)
        if len(found) == EXAMPLES:
            break
    return tuple(found)
