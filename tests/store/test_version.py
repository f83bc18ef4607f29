"""A version has a name in links that no snapshot can have, and a day where the offices are."""

from __future__ import annotations

import datetime as dt

import pytest

from petaprogram.messages.issues import SnapshotError
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.snapshots.snapshot import find_snapshot, make_slug
from petaprogram.store.version import Version, number_in, version_slug

LATE = Version(12, dt.datetime(2026, 11, 3, 19, 20, tzinfo=dt.UTC))


def test_it_is_said_by_the_clock_of_the_offices():
    assert LATE.day == dt.date(2026, 11, 4)
    assert LATE.say(INDONESIAN) == "versi 12 (4 Nov 2026 02.20 WIB)"
    assert LATE.say(ENGLISH) == "version 12 (4 Nov 2026 02:20 WIB)"


def test_its_slug_is_read_back_and_is_none_of_a_snapshot(tmp_path):
    assert number_in(LATE.slug) == 12
    assert make_slug("versi.12") == "versi-12"
    (tmp_path / f"{LATE.slug}.petaprogram.zip").touch()
    with pytest.raises(SnapshotError):
        find_snapshot(tmp_path, LATE.slug)


@pytest.mark.parametrize(
    "slug", ["versi.0", "versi.", "versi.1a", "versi-1", "versi.1\n", "versi.9999999999"]
)
def test_other_slugs_are_none(slug):
    assert number_in(slug) is None


def test_a_slug_is_written_from_its_number():
    assert version_slug(7) == "versi.7"
