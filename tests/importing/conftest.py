from __future__ import annotations

import pytest

from tests.support.databases import ENGINES, new_database, postgresql, sample_settings, sample_store
from tests.support.workbooks import sample_base


@pytest.fixture(scope="session")
def server():
    with postgresql() as address:
        yield address


@pytest.fixture(params=[ENGINES[0], pytest.param(ENGINES[1], marks=pytest.mark.postgres)])
def installation(request, tmp_path):
    """Settings and store of the sample city, on each database."""
    url = new_database(request.getfixturevalue("server")) if request.param == "postgresql" else None
    chosen = sample_settings(tmp_path, url)
    store = sample_store(chosen)
    yield chosen, store
    store.engine.dispose()


@pytest.fixture
def base(tmp_path):
    return sample_base(tmp_path)
