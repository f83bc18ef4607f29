"""How a file is to be read: with its bytes and the version it is held against, all that an import depends on.

A recipe is JSON. What is left out is found in the file where that is certain, and asked where it is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from petaprogram.messages.issues import ImportStopError, make_issue

Take = Literal["leave", "take"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Whole(_Part):
    """Whose rows the file holds completely: only within this can a record be missing from it."""

    of: Literal["none", "office", "program", "kecamatan", "all"] = "none"
    value: str = ""


class PlaceChoice(_Part):
    """What a written place means: a kode, or that it is none of this city ("outside"), so that its rows wait.

    `remember` makes it a reviewed spelling (`aliases.csv`).
    """

    kode: str
    remember: bool = False


class NewProgram(_Part):
    """A program that is not there yet; its source is that of its first row."""

    name: str
    kind: str
    pillar_id: str
    pillar_basis: Literal["stated", "assigned"] = "assigned"
    description: str = ""


class NewSource(_Part):
    """What an office's sheet seldom says of a source."""

    publisher: str = ""
    date: str = ""
    url: str = ""
    reliability: Literal["high", "medium", "low"] = "medium"


class Recipe(_Part):
    """How to read a file.

    Attributes
    ----------
    sheet, header_row
        Where the data are; the row as the sheet numbers it.
    encoding, separator
        Of a CSV file.
    hidden_rows
        Whether rows that the office hid or filtered away count.
    columns
        By title the field that it means (`fields.FIELDS`), or "" for none.
    numbers, dates
        By title which mark is the decimal one, and whether the day or the month comes first.
    blank
        Whether a blank cell leaves what is there, or clears it.
    whole, gone
        Whose rows are all in the file, and what becomes of those that are not: they stay, have ended, or go.
    places, programs, sources, partners
        Decisions, by what is written: once for all that are written alike. A program is an id or a new one; a
        partner is a known one, or its kind.
    constants
        By field what holds for every row that has no cell for it.
    mended
        By row, as the sheet numbers it, and by title what a cell says instead of what stands in the file.
    rows
        Whether good rows are taken while the others wait.
    """

    sheet: str | None = None
    header_row: int | None = None
    encoding: Literal["", "utf-8", "cp1252", "utf-16-le", "utf-16-be"] = ""
    separator: Literal["", ",", ";", "\t", "|"] = ""
    hidden_rows: Take | None = None
    columns: Mapping[str, str] = Field(default_factory=dict)
    numbers: Mapping[str, Literal["comma", "point"]] = Field(default_factory=dict)
    dates: Mapping[str, Literal["day", "month"]] = Field(default_factory=dict)
    blank: Literal["keep", "clear"] = "keep"
    whole: Whole = Whole()
    gone: Literal["keep", "end", "remove"] | None = None
    places: Mapping[str, PlaceChoice] = Field(default_factory=dict)
    programs: Mapping[str, str | NewProgram] = Field(default_factory=dict)
    sources: Mapping[str, NewSource] = Field(default_factory=dict)
    partners: Mapping[str, str] = Field(default_factory=dict)
    constants: Mapping[str, str] = Field(default_factory=dict)
    mended: Mapping[str, Mapping[str, str]] = Field(default_factory=dict)
    rows: Literal["all", "good"] = "all"

    def to_json(self) -> str:
        """Write it, for people to read and edit."""
        return self.model_dump_json(indent=1, exclude_defaults=True) + "\n"


def read_recipe(text: str | bytes, file: str) -> Recipe:
    """Read a recipe.

    Raises
    ------
    ImportStopError
        Naming each field that is not as it should be.
    """
    try:
        return Recipe.model_validate_json(text)
    except ValidationError as error:
        raise ImportStopError(
            make_issue(
                "import-recipe",
                file,
                field=".".join(map(str, one["loc"])) or "-",
                value=str(one.get("input"))[:60],
            )
            for one in error.errors(include_url=False)
        ) from error
