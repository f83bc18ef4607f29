"""Drafts are there as a whole or not at all, open by their name alone, and do not grow without end."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from petaprogram.files import writing
from petaprogram.importing import drafts
from petaprogram.importing.drafts import Drafts, drafts_of
from petaprogram.importing.recipe import NewProgram, PlaceChoice, Recipe
from petaprogram.messages.issues import ImportStopError
from petaprogram.settings import ROOT, read_settings

RECIPE = Recipe(
    sheet="Rekap",
    header_row=5,
    places={"Pojok": PlaceChoice(kode="35.71.01.1004", remember=True)},
    programs={"Baru": NewProgram(name="Baru", kind="x", pillar_id="living"), "Lama": "posko"},
    dates={"Tanggal": "day"},
    rows="good",
)


@pytest.fixture
def kept(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


def rule_of(call: object, *arguments: object) -> str:
    with pytest.raises(ImportStopError) as caught:
        call(*arguments)  # type: ignore[operator]
    (issue,) = caught.value.issues
    return issue.rule


def test_what_was_kept_is_opened_again_by_another_process(kept: Drafts) -> None:
    data = bytes(range(256)) * 100
    name = kept.keep(data, "rekap.xlsx", RECIPE, 12)
    found = Drafts(kept.folder).open(name)
    assert (found.id, found.data, found.file, found.recipe, found.base) == (
        name,
        data,
        "rekap.xlsx",
        RECIPE,
        12,
    )


def test_drafts_lie_beside_the_store() -> None:
    settings = read_settings({"PETAPROGRAM_STATE": "/x"})
    assert drafts_of(settings).folder == Path("/x/drafts")


def test_answers_that_change_are_kept_with_the_same_file(kept: Drafts) -> None:
    name = kept.keep(b"isi", "a.csv", Recipe(), 1)
    kept.change(name, RECIPE, 2)
    found = kept.open(name)
    assert (found.data, found.file, found.recipe, found.base) == (b"isi", "a.csv", RECIPE, 2)


def test_two_of_the_same_file_are_two(kept: Drafts) -> None:
    first, second = (kept.keep(b"isi", "a.csv", Recipe(), 1) for _ in range(2))
    assert first != second
    kept.forget(first)
    assert kept.open(second).data == b"isi"
    assert rule_of(kept.open, first) == "import-draft"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "../../etc/passwd",
        "..",
        "/etc/passwd",
        "a" * 22,
        "a" * 21 + "/",
        "a" * 22 + "\n",
        "\0" * 22,
        "A" * 10**6,
    ],
)
def test_a_name_that_nobody_gave_opens_nothing(kept: Drafts, name: str) -> None:
    (kept.folder.parent / "foreign").mkdir()
    assert rule_of(kept.open, name) == "import-draft"
    assert rule_of(kept.change, name, Recipe(), 1) == "import-draft"
    kept.forget(name)
    assert (kept.folder.parent / "foreign").exists()


def test_names_cannot_be_guessed(kept: Drafts) -> None:
    names = {kept.keep(b"isi", "a.csv", Recipe(), 1) for _ in range(20)}
    assert len({name[:8] for name in names}) == 20
    assert min(map(len, names)) == 22


@pytest.mark.parametrize("spoil", ["data", "about", "no json", "a list", "folder"])
def test_what_is_not_as_it_was_kept_is_said_to_be_broken(kept: Drafts, spoil: str) -> None:
    name = kept.keep(b"isi", "a.csv", Recipe(), 1)
    place = kept.folder / name
    if spoil == "data":
        (place / "data").write_bytes(b"lain")
    elif spoil == "folder":
        (place / "data").unlink()
        (place / "data").mkdir()
    else:
        text = {"about": "{}", "no json": "{", "a list": "[]"}[spoil]
        (place / "draft.json").write_text(text)
    assert rule_of(kept.open, name) == "import-draft-broken"


def test_a_recipe_that_makes_no_sense_is_named(kept: Drafts) -> None:
    name = kept.keep(b"isi", "a.csv", Recipe(), 1)
    path = kept.folder / name / "draft.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "recipe": {"rows": "some"}}))
    assert rule_of(kept.open, name) == "import-recipe"


def test_a_full_disk_leaves_nothing_behind(kept: Drafts, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing.os, "fsync", full)
    assert rule_of(kept.keep, b"isi", "a.csv", Recipe(), 1) == "import-draft-unkept"
    assert list(kept.folder.iterdir()) == []


def test_a_process_that_is_killed_leaves_whole_drafts_only(kept: Drafts) -> None:
    code = (
        "import sys; from pathlib import Path; from petaprogram.importing.drafts import Drafts\n"
        "from petaprogram.importing.recipe import Recipe\n"
        "drafts = Drafts(Path(sys.argv[1]))\n"
        "while True:\n    print(drafts.keep(b'x' * 2**20, 'a.csv', Recipe(), 1), flush=True)\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(kept.folder)], stdout=subprocess.PIPE, env=environ, text=True
        ) as writer:
            assert writer.stdout
            said = [writer.stdout.readline().strip() for _ in range(3)]
            writer.kill()
        assert {len(kept.open(name).data) for name in said} == {2**20}
    for place in kept.folder.glob("[!.]*"):
        assert len(kept.open(place.name).data) == 2**20


def test_old_ones_go_and_those_in_use_stay(kept: Drafts) -> None:
    names = [kept.keep(b"isi", "a.csv", Recipe(), 1) for _ in range(3)]
    for name in names:
        os.utime(kept.folder / name, (0, time.time() - 31 * 86_400))
    kept.open(names[1])
    assert kept.forget_old(30) == 2
    assert kept.open(names[1]).data == b"isi"
    assert [rule_of(kept.open, name) for name in (names[0], names[2])] == ["import-draft"] * 2
    assert Drafts(kept.folder / "none").forget_old(30) == 0


@pytest.mark.parametrize("limit", ["MOST_DRAFTS", "MOST_BYTES"])
def test_beyond_the_limit_the_one_used_longest_ago_goes(
    kept: Drafts, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(drafts, limit, 3 if limit == "MOST_DRAFTS" else 30)
    names = []
    for age in (30, 20, 10, 0):
        names.append(kept.keep(b"0123456789", "a.csv", Recipe(), 1))
        os.utime(kept.folder / names[-1], (0, time.time() - age))
    assert rule_of(kept.open, names[0]) == "import-draft"
    assert [kept.open(name).data for name in names[1:]] == [b"0123456789"] * 3
