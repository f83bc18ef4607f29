"""Visits that have left give their memory back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from petaprogram.settings import ROOT
from tests.support.many_visits import Left


def test_three_hundred_visits_that_were_opened_and_closed_leave_nothing_behind(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PETAPROGRAM_")}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.support.many_visits"],
        cwd=ROOT,
        env={**environ, "PETAPROGRAM_STATE": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        check=True,
    )
    assert "first visit of" not in ended.stderr
    first, *others = (Left(**one) for one in json.loads(ended.stdout))
    assert len(others) == 2
    for one in (first, *others):
        # On a slow machine the first ones have left for good before the last ones come.
        assert one.open > 10
        # The last one is kept for those who lost their connection and come back.
        assert one.held <= 1
    # A visit is some 400 objects: of two hundred later ones less stays than one of them is.
    assert max(one.objects for one in others) < first.objects + 400
    assert max(one.mb for one in others) < 1.1 * first.mb
