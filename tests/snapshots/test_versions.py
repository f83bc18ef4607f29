"""A version of the store opens as a snapshot does: its tables, and everything else as it is today."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace

import pytest

from petaprogram.messages.issues import StoreError
from petaprogram.messages.language import INDONESIAN
from petaprogram.settings import ROOT, read_settings
from petaprogram.snapshots.snapshot import make_snapshot
from petaprogram.snapshots.versions import open_frozen, open_version
from petaprogram.store.founding import found, prepare
from petaprogram.store.store import open_store
from petaprogram.store.writing import SEED, Note, write
from tests.store.test_writing import edit_of
from tests.support.real import real_dataset
from tests.support.store_trials import no_check


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("versions")
    shutil.copytree(ROOT / "data", folder / "data")
    settings = replace(
        read_settings({}), tables=folder / "data", state=folder / "state", snapshots=folder / "snapshots"
    )
    found(settings, prepare(settings, no_check), Note("ani", SEED, "data awal"), no_check)
    write(
        open_store(settings),
        [edit_of(open_store(settings), "placements", "P063", status="running")],
        Note("ani", "edit", "SK"),
        no_check,
    )
    return settings


def test_each_version_has_its_own_tables_and_says_which_it_is(settings):
    first, second = (open_frozen(f"versi.{number}", settings) for number in (1, 2))
    for opened, status in ((first, "planned"), (second, "running")):
        assert opened.edition.dataset.placements.at["P063", "status"] == status
    assert first.edition.dataset.version == real_dataset().version == first.manifest.dataset_version
    assert first.edition.walk.scenes
    assert first.manifest.version.number == 1
    assert first.manifest.say(INDONESIAN).endswith("WIB (versi 1), hanya untuk dilihat.")
    assert first.manifest.fingerprint == open_store(settings).change(1).content[:16]


def test_its_data_stand_for_no_later_day_than_its_own(settings):
    store = open_store(settings)
    change = store.change(1)
    long_ago = replace(change, at="2026-01-05T18:00:00+00:00")
    opened = open_version(long_ago, store.checkout(change), settings, real_dataset().areas)
    assert opened.edition.dataset.site.data_date == dt.date(2026, 1, 6)
    # Ages of reports are others then: whatever is kept for today's data is not taken for these.
    assert opened.edition.dataset.version != real_dataset().version
    same = open_version(change, store.checkout(change), settings, real_dataset().areas)
    assert same.edition.dataset.site == real_dataset().site


def test_a_snapshot_is_opened_by_its_own_slug(settings):
    make_snapshot("Asesmen 2026", settings, dt.date(2026, 11, 20))
    opened = open_frozen("asesmen-2026", settings)
    assert opened.manifest.version is None
    assert opened.manifest.say(INDONESIAN) == (
        "Versi beku 'Asesmen 2026' per 20 November 2026: angka tidak berubah."
    )
    assert opened.edition.dataset.placements.at["P063", "status"] == "running"


def test_a_version_that_is_not_there_is_refused_by_its_number(settings, tmp_path):
    with pytest.raises(StoreError, match="perubahan 3 tidak ada; yang terakhir 2"):
        open_frozen("versi.3", settings)
    with pytest.raises(StoreError, match="store init"):
        open_frozen("versi.1", replace(settings, state=tmp_path))
