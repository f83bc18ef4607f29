"""Workbooks and sheets as offices make them, and the sample city to hold them against."""

from __future__ import annotations

import io

import openpyxl

from petaprogram.importing.base import base_of_folder
from petaprogram.importing.book import Book, Sheet
from petaprogram.importing.planning import make_plan
from petaprogram.importing.recipe import Recipe
from tests.support.sample import four_areas
from tests.support.sampledata import write_tables

TITLES = ("Program", "Kelurahan", "Lokasi", "Status", "Mulai", "Sumber", "Penerbit")
ROW = ("Posko", "Dahlia", "Balai RW 2", "berjalan", 2024.0, "Berita Satu", "")


def workbook(rows, title="Data", change=None) -> bytes:
    """Write an XLSX file of one sheet; `change` may do more to the workbook."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def saved(book) -> bytes:
    """Give the bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(*rows, name="Data", **about) -> Sheet:
    """Give a sheet of rows that follow each other from row 1 on; a blank one is None."""
    kept = tuple((number, tuple(row)) for number, row in enumerate(rows, start=1) if row is not None)
    return Sheet(name, rows=kept, **about)


def book(*rows, kind="xlsx", **about) -> Book:
    """Give a book of one sheet."""
    return Book(kind, (sheet(*rows, **about),))


def sample_base(folder, **rows):
    """Read the tables of the sample city, written into `folder`."""
    return base_of_folder(write_tables(folder, **rows), four_areas())


def plan_of(base, *rows, recipe=None, titles=TITLES, **about):
    """Plan the import of rows below their titles."""
    return make_plan(book(titles, *rows, **about), recipe or Recipe(), base, "uji.xlsx")


def rules_of(plan, row=None, warnings=False):
    """Name the rules that a plan tells of, those of one row where it is given."""
    return [
        problem.issue.rule
        for problem in plan.problems
        if (row is None or problem.row == row) and (problem.stops or warnings)
    ]
