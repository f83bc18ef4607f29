"""Photos of steps and programs: each with whose it is; a broken one is named and stops nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from petaprogram.cli import main
from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.presentation.edition import Edition, read_edition
from petaprogram.presentation.photos import MAX_PHOTOS
from petaprogram.settings import ROOT
from tests.support.photos import ENTRY, make_photo, write_photos

BOUNDARIES = ROOT / "geo" / "kelurahan.geojson"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "data", tmp_path / "data"))


def read(tables: Path) -> Edition:
    return read_edition(tables, BOUNDARIES)


def rules(edition: Edition) -> list[str]:
    return [issue.rule for issue in edition.photos.issues]


def without(*names: str, **changed: object) -> dict[str, object]:
    return {name: value for name, value in {**ENTRY, **changed}.items() if name not in names}


def test_the_published_data_have_no_photo_and_nothing_to_say_about_it() -> None:
    edition = read(ROOT / "data")
    assert edition.photos.every == ()
    assert edition.photos.issues == ()


def test_a_photo_says_whose_it_is_in_both_languages(tables: Path) -> None:
    write_photos(tables)
    edition = read(tables)
    assert edition.photos.issues == ()
    photo = edition.photos.of_program["kampung-senyum"]
    assert edition.photos.of_step == {}
    assert photo.caption_in(INDONESIAN) == photo.alt_in(INDONESIAN) == "Warga di Mrican"
    assert photo.caption_in(ENGLISH) == "Residents of Mrican"
    assert photo.credit_in(INDONESIAN) == "Foto: Dinas Kominfo, CC BY 4.0. Sumber: BANGSAONLINE"
    assert photo.credit_in(ENGLISH) == "Photo: Dinas Kominfo, CC BY 4.0. Source: BANGSAONLINE"


def test_a_photo_without_a_caption_is_described_by_its_owner(tables: Path) -> None:
    write_photos(tables, without("caption", "caption_en", "program", step="living"))
    photo = read(tables).photos.of_step["living"]
    assert photo.caption_in(INDONESIAN) == ""
    assert photo.alt_in(ENGLISH) == "Photo by Dinas Kominfo"


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (without("credit"), "photo-field"),
        (without("licence"), "photo-field"),
        (without("source"), "photo-field"),
        (without(credit=" "), "photo-field"),
        (without(credit="a\u202eb"), "photo-field"),
        (without(caption="x" * 400), "photo-field"),
        (without(file="../../etc/passwd"), "photo-field"),
        (without(file="../balai.jpg"), "photo-field"),
        (without(file="/etc/passwd.jpg"), "photo-field"),
        (without(file="balai.svg"), "photo-field"),
        (without(file="a/b.jpg"), "photo-field"),
        (without(file="balai.jpg\n"), "photo-field"),
        (without(file=3), "photo-field"),
        (without("program"), "photo-subject"),
        (without(step="living"), "photo-subject"),
        (without(program="nirwana"), "photo-unknown"),
        (without("program", step="nirwana"), "photo-unknown"),
        (without(source="nirwana"), "photo-unknown"),
        (without(file="lain.jpg"), "photo-missing"),
    ],
)
def test_a_photo_that_breaks_a_rule_is_named_and_left_out(
    tables: Path, entry: dict[str, object], rule: str
) -> None:
    write_photos(tables, entry, without("program", step="living"))
    edition = read(tables)
    assert rules(edition)[0] == rule
    # The other one, and everything else, stays.
    assert list(edition.photos.of_step) == ["living"]
    assert edition.photos.of_program == {}
    assert len(edition.walk.scenes) > 5


def test_a_field_that_nobody_knows_and_a_missing_translation_are_only_said(tables: Path) -> None:
    write_photos(tables, without("caption_en", warna="merah"))
    edition = read(tables)
    assert rules(edition) == ["photo-unknown-field", "photo-translation"]
    assert len(edition.photos.every) == 1


def test_broken_pictures_are_named_with_their_file(tables: Path) -> None:
    pictures = {"a.jpg": b"<svg/>", "b.png": make_photo(kind="PNG")[:-40], "c.jpg": make_photo()}
    write_photos(
        tables,
        without(file="a.jpg"),
        without("program", file="b.png", step="living"),
        pictures=pictures,
    )
    found = {(issue.rule, issue.file) for issue in read(tables).photos.issues}
    assert found == {("photo-kind", "a.jpg"), ("photo-broken", "b.png"), ("photo-unused", "photos/c.jpg")}


def test_one_subject_has_one_photo_and_there_are_not_endlessly_many(tables: Path) -> None:
    write_photos(tables, *[ENTRY] * (MAX_PHOTOS + 2))
    edition = read(tables)
    assert len(edition.photos.every) == 1
    assert rules(edition)[0] == "photos-too-many"
    assert rules(edition).count("photo-twice") == MAX_PHOTOS - 1


@pytest.mark.parametrize("text", ["[[photo", "photo = 3", "[photo]\nfile = 3", "x = 1"])
def test_a_file_that_is_no_list_of_photos_stops_nothing(tables: Path, text: str) -> None:
    (tables / "photos.toml").write_text(text, "utf-8")
    edition = read(tables)
    assert edition.photos.every == ()
    assert rules(edition)
    assert len(edition.walk.scenes) > 5


def test_a_photo_that_changed_is_read_again(tables: Path) -> None:
    write_photos(tables)
    before = read(tables).photos.of_program["kampung-senyum"].picture
    (tables / "photos" / "balai.jpg").write_bytes(make_photo(400, 300))
    after = read(tables).photos.of_program["kampung-senyum"].picture
    assert (before.width, after.width) == (320, 400)
    assert before.sha256 != after.sha256


def test_the_check_names_a_broken_photo(tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_photos(tables, pictures={"balai.jpg": b"<svg/>"})
    assert main(["check", "--tables", str(tables)]) == 1
    assert "error: balai.jpg: photo-kind: isinya bukan foto" in capsys.readouterr().out
