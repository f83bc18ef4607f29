"""Imports that are killed or meet leave whole changes: one, or none, on both databases."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time

import pytest

from petaprogram.importing.base import base_of_store
from petaprogram.importing.planning import plan_import
from petaprogram.importing.recipe import Recipe
from petaprogram.importing.taking_over import take_over
from petaprogram.messages.issues import DataError
from petaprogram.store.checking import check_store
from petaprogram.store.sheets import render, sheets_of
from petaprogram.store.store import open_store
from petaprogram.store.undoing import plan_undo, undo
from petaprogram.store.writing import Note
from tests.support.databases import sample_check
from tests.support.sample import four_areas
from tests.support.workbooks import ROW, TITLES, workbook

FORK = multiprocessing.get_context("fork")
NOTE = Note("ani", "import", "SK 12", "Dinas Kesehatan")
COUNT, KILLED = 100, 5


def sheet_of(word, count=COUNT):
    """A sheet of new records."""
    rows = [(*ROW[:2], f"Balai {word} {number}", *ROW[3:]) for number in range(count)]
    return workbook([TITLES, *rows])


def plan_of(chosen, store, data):
    return plan_import(data, "rekap.xlsx", Recipe(), base_of_store(store, four_areas(), chosen))


def files_of(store):
    return {name: render(sheet) for name, sheet in sheets_of(store.tables(store.head().id)).items()}


def _take_over(chosen, plan, said):
    store = open_store(chosen)
    os.write(said, b"+")
    try:
        change = take_over(store, plan, NOTE, sample_check(chosen))
        os.write(said, f"{change.id} ".encode())
    except DataError as error:
        os.write(said, f"{error.issues[0].rule} ".encode())


def begin(chosen, plan):
    """Start taking over in a process of its own; returns it and where it tells how it ended."""
    read, write = os.pipe()
    process = FORK.Process(target=_take_over, args=(chosen, plan, write))
    process.start()
    os.close(write)
    assert os.read(read, 1) == b"+"
    return process, read


def end(process, read):
    process.join(30)
    with os.fdopen(read) as told:
        return told.read().strip()


def test_an_import_that_is_killed_is_there_as_a_whole_or_not_at_all(installation):
    chosen, store = installation
    chance = random.Random(7)  # noqa: S311
    written = 0
    for turn in range(KILLED):
        data, before, head = sheet_of(turn), files_of(store), store.head().id
        plan = plan_of(chosen, store, data)
        store.engine.dispose()
        process, read = begin(chosen, plan)
        time.sleep(chance.random() * 0.3)
        os.kill(process.pid, signal.SIGKILL)
        said = end(process, read)
        after = store.head().id
        assert after - head in (0, 1)
        assert said in ("", str(after))
        again = plan_of(chosen, store, data)
        if after == head:
            assert files_of(store) == before
            assert again.edits == plan.edits
        else:
            written += 1
            assert again.is_same
            undo(store, plan_undo(store, after), Note("ani", "undo", "coba"), sample_check(chosen))
            assert files_of(store) == before
    assert [*check_store(store)] == []


@pytest.mark.parametrize("words", [("sama", "sama"), ("satu", "dua")], ids=["the same", "others"])
def test_of_two_imports_at_once_one_is_written_and_the_other_told(installation, words):
    chosen, store = installation
    sheets = [sheet_of(word) for word in words]
    plans = [plan_of(chosen, store, data) for data in sheets]
    store.engine.dispose()
    both = [begin(chosen, plan) for plan in plans]
    said = [end(*one) for one in both]
    assert sorted(said) == ["2", "import-overtaken"]
    assert store.head().id == 2
    # Planned anew, the other finds what it has still to say.
    loser = said.index("import-overtaken")
    again = plan_of(chosen, store, sheets[loser])
    assert again.counts["same" if words[0] == words[1] else "new"] == COUNT
    assert [*check_store(store)] == []
