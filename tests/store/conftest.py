from __future__ import annotations

from itertools import count

import pytest

from tests.support.databases import (
    ENGINES,
    new_database,
    postgresql,
    sample_check,
    sample_settings,
    sample_store,
)


@pytest.fixture(scope="session")
def server():
    with postgresql() as address:
        yield address


@pytest.fixture(params=[ENGINES[0], pytest.param(ENGINES[1], marks=pytest.mark.postgres)])
def fresh(request, tmp_path):
    """Makes installations without a store, on each database."""

    def make():
        url = new_database(request.getfixturevalue("server")) if request.param == "postgresql" else None
        return sample_settings(tmp_path / str(next(numbers)), url)

    numbers = count()
    return make


@pytest.fixture
def settings(fresh):
    """An installation without a store, on each database."""
    return fresh()


@pytest.fixture
def check(settings):
    return sample_check(settings)


@pytest.fixture
def store(settings):
    made = sample_store(settings)
    yield made
    made.engine.dispose()
