"""A copy of the city that a command may write into."""

from __future__ import annotations

import shutil

import pytest

from petaprogram.settings import ROOT


@pytest.fixture
def data(monkeypatch, tmp_path):
    for name in ("BOUNDARIES", "DATABASE_URL"):
        monkeypatch.delenv(f"PETAPROGRAM_{name}", raising=False)
    monkeypatch.setenv("PETAPROGRAM_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("PETAPROGRAM_TABLES", str(tmp_path / "data"))
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path / "data"
