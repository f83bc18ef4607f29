from __future__ import annotations

import pytest

from tests.support.workbooks import sample_base


@pytest.fixture
def base(tmp_path):
    return sample_base(tmp_path)
