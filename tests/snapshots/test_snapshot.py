"""A snapshot is the same everywhere, and whatever was done to it is refused by the member's name."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from petaprogram import __version__
from petaprogram.maps.classes import classify
from petaprogram.messages.issues import DataError, SnapshotError
from petaprogram.presentation.edition import read_edition
from petaprogram.settings import ROOT, read_settings
from petaprogram.snapshots.archive import MANIFEST, MANIFEST_SUM, MAX_BYTES
from petaprogram.snapshots.snapshot import (
    SUFFIX,
    find_snapshot,
    list_snapshots,
    make_slug,
    make_snapshot,
    open_snapshot,
)
from tests.browser.files import copy_tables
from tests.support.photos import make_photo, write_photos

DAY = dt.date(2026, 11, 25)
HOSTILE = sorted((ROOT / "tests" / "hostile" / "zip").iterdir())
FILENAMES = json.loads((ROOT / "tests" / "hostile" / "filenames.json").read_text("utf-8"))
# What is computed from a snapshot, as one text.
NUMBERS = """
import sys
from pathlib import Path
from petaprogram.maps.classes import classify
from petaprogram.messages.language import INDONESIAN
from petaprogram.snapshots.snapshot import open_snapshot
snapshot = open_snapshot(Path(sys.argv[1]))
edition = snapshot.edition
print(edition.dataset.version, snapshot.manifest.fingerprint)
for scene in edition.walk.scenes:
    made = classify(scene.shown)
    print([made.classes[place].id for place in made.by_area], scene.caption(INDONESIAN))
    print(scene.figure and (scene.figure.value, list(scene.figure.records.index)))
print(edition.dataset.records.to_csv(), edition.dataset.areas.frame.to_wkb().to_csv())
"""


def settings_in(folder: Path):
    return replace(read_settings({}), snapshots=folder)


@pytest.fixture(scope="module")
def frozen(tmp_path_factory) -> Path:
    return make_snapshot("Asesmen 2026", settings_in(tmp_path_factory.mktemp("snapshots")), DAY)


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


NAMES = [
    MANIFEST,
    MANIFEST_SUM,
    *(f"data/{path.name}" for path in sorted((ROOT / "data").iterdir()) if path.suffix in {".csv", ".toml"}),
    "geo/kelurahan.geojson",
    "geo/kelurahan.passport.json",
    *(f"geo/context/{path.name}" for path in sorted((ROOT / "geo/context").iterdir())),
]


def write_zip(path: Path, members: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items() if isinstance(members, dict) else members:
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(SnapshotError) as caught:
        open_snapshot(path)
    return str(caught.value)


# What is in it --------------------------------------------------------------------------------------


def test_a_snapshot_holds_every_file_byte_for_byte(frozen):
    members = members_of(frozen)
    assert sorted(members) == sorted(NAMES)
    for name in NAMES:
        if name not in {MANIFEST, MANIFEST_SUM}:
            assert members[name] == (ROOT / name).read_bytes()


def test_its_manifest_says_what_it_is_and_the_sum_of_every_member(frozen):
    members = members_of(frozen)
    manifest = json.loads(members[MANIFEST])
    assert (manifest["name"], manifest["slug"], manifest["made"]) == (
        "Asesmen 2026",
        "asesmen-2026",
        "2026-11-25",
    )
    assert (manifest["app_version"], manifest["city_kode"]) == (__version__, "35.71")
    assert manifest["members"] == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in members.items()
        if name not in {MANIFEST, MANIFEST_SUM}
    }
    about = open_snapshot(frozen).manifest
    assert (about.name, about.made, about.same_version) == ("Asesmen 2026", DAY, True)


def test_the_same_files_make_the_same_bytes(frozen, tmp_path):
    again = make_snapshot("Asesmen 2026", settings_in(tmp_path), DAY)
    assert again.read_bytes() == frozen.read_bytes()


def test_an_opened_snapshot_is_the_edition_that_was_frozen(frozen):
    edition, now = open_snapshot(frozen).edition, read_edition(ROOT / "data", ROOT / "geo/kelurahan.geojson")
    assert edition.dataset.version == now.dataset.version
    assert edition.dataset.records.equals(now.dataset.records)
    assert edition.dataset.areas.context.version == now.dataset.areas.context.version != ""
    assert edition.ministry_frame == now.ministry_frame
    assert edition.passport == now.passport
    for one, other in zip(edition.walk.scenes, now.walk.scenes, strict=True):
        assert classify(one.shown).by_area.equals(classify(other.shown).by_area)
        assert one.step == other.step


def test_another_machine_gets_the_same_numbers_and_classes(frozen, tmp_path):
    """Another folder, time zone, locale and hash seed, and no files of the project's own city."""
    outputs = []
    for zone, seed in (("UTC", "1"), ("Asia/Jakarta", "2")):
        folder = tmp_path / seed
        folder.mkdir()
        (folder / frozen.name).write_bytes(frozen.read_bytes())
        environ = os.environ | {
            "TZ": zone, "LC_ALL": "C", "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src"),
            "PETAPROGRAM_TABLES": "/nowhere", "PETAPROGRAM_BOUNDARIES": "/nowhere",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", NUMBERS, frozen.name],
            env=environ,
            cwd=folder,
            capture_output=True,
            check=True,
        )
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") > 150


def test_changed_files_do_not_reach_a_snapshot(tmp_path):
    tables = copy_tables(tmp_path / "data")
    settings = replace(settings_in(tmp_path / "snapshots"), tables=tables)
    path = make_snapshot("Lama", settings, DAY)
    before = len(open_snapshot(path).edition.dataset.records)
    rows = (tables / "placements.csv").read_text("utf-8").splitlines(keepends=True)
    (tables / "placements.csv").write_text("".join(rows[:50]), "utf-8")
    assert len(open_snapshot(path).edition.dataset.records) == before


# What is refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_member_that_was_changed_is_refused_by_its_name(frozen, tmp_path, name):
    members = members_of(frozen)
    content = bytearray(members[name])
    content[len(content) // 2] ^= 1
    members[name] = bytes(content)
    said = refusal(write_zip(tmp_path / "x.zip", members))
    assert f"anggota '{MANIFEST if name == MANIFEST_SUM else name}'" in said


@pytest.mark.parametrize("name", NAMES)
def test_a_member_that_is_gone_is_refused_by_its_name(frozen, tmp_path, name):
    members = members_of(frozen)
    del members[name]
    assert f"anggota '{name}' tidak ada" in refusal(write_zip(tmp_path / "x.zip", members))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_cut_off_is_refused_by_the_member_it_ends_in(frozen, tmp_path, name):
    data = frozen.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo(name)
    (tmp_path / "x.zip").write_bytes(data[: entry.header_offset + 30 + len(name) + entry.compress_size - 1])
    assert f"terpotong di anggota '{name}'" in refusal(tmp_path / "x.zip")


@pytest.mark.parametrize("cut", [1, 21, 22, 500])
def test_a_file_that_lacks_its_end_is_refused(frozen, tmp_path, cut):
    (tmp_path / "x.zip").write_bytes(frozen.read_bytes()[:-cut])
    assert "terpotong" in refusal(tmp_path / "x.zip")


@pytest.mark.parametrize("name", NAMES)
def test_a_bit_that_flips_in_the_packed_bytes_is_refused_by_the_member(frozen, tmp_path, name):
    data = bytearray(frozen.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo(name)
    data[entry.header_offset + 30 + len(name) + entry.compress_size // 2] ^= 16
    (tmp_path / "x.zip").write_bytes(data)
    expected = MANIFEST if name == MANIFEST_SUM else name
    assert any(f"anggota '{one}'" in refusal(tmp_path / "x.zip") for one in (name, expected))


@pytest.mark.parametrize(
    "name",
    [
        "../data/programs.csv",
        "/etc/passwd",
        "data\\programs.csv",
        "data/PROGRAMS.csv",
        "data/",
        "x.py",
        "data/a\0.csv",
        "geo/context/../a.geojson",
        "geo/context/A.geojson",
        "geo/context/a.py",
    ],
)
def test_a_name_that_no_snapshot_has_is_refused(frozen, tmp_path, name):
    entry = zipfile.ZipInfo("a.csv")
    # zipfile would tidy the name up while it writes.
    entry.filename = name
    path = write_zip(tmp_path / "x.zip", [*members_of(frozen).items(), (entry, b"1")])
    assert "tidak dikenal" in refusal(path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["x.zip"]


@pytest.mark.parametrize("name", [name for name in FILENAMES if name])
def test_a_hostile_file_name_is_refused(frozen, tmp_path, name):
    path = write_zip(tmp_path / "x.zip", [*members_of(frozen).items(), (name, b"1")])
    assert "tidak dikenal" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused(frozen, tmp_path):
    members = members_of(frozen)
    path = write_zip(
        tmp_path / "x.zip", [*members.items(), ("data/programs.csv", members["data/programs.csv"])]
    )
    assert "anggota 'data/programs.csv' ada dua kali" in refusal(path)


def test_a_link_is_refused(frozen, tmp_path):
    members = members_of(frozen)
    entry = zipfile.ZipInfo("data/programs.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    del members["data/programs.csv"]
    path = write_zip(tmp_path / "x.zip", [*members.items(), (entry, b"/etc/passwd")])
    assert "anggota 'data/programs.csv' bukan berkas biasa" in refusal(path)


def test_a_bomb_is_refused_before_it_is_unpacked(frozen, tmp_path):
    members = members_of(frozen) | {"data/placements.csv": b"0" * (MAX_BYTES + 1)}
    path = write_zip(tmp_path / "x.zip", members)
    assert path.stat().st_size < 10**6
    assert "anggota 'data/placements.csv' terlalu besar" in refusal(path)


def test_a_member_that_lies_about_its_size_is_refused(frozen, tmp_path):
    path = write_zip(tmp_path / "x.zip", members_of(frozen) | {"data/placements.csv": b"0" * 5_000_000})
    data = bytearray(path.read_bytes())
    real, lie = (5_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert data.count(real) >= 2
    path.write_bytes(bytes(data.replace(real, lie)))
    assert "anggota 'data/placements.csv'" in refusal(path)


def test_a_file_larger_than_any_snapshot_is_not_read(tmp_path):
    path = tmp_path / "x.zip"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert "lebih besar dari" in refusal(path)


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_every_hostile_zip_is_refused(path):
    assert refusal(path).startswith(f"{path.name}: ")


@pytest.mark.parametrize("content", [b"", b"PK", b"text", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_snapshot_is_refused_in_words(tmp_path, content):
    (tmp_path / "x.zip").write_bytes(content)
    assert refusal(tmp_path / "x.zip")


def remade(frozen: Path, path: Path, change) -> Path:
    """Write the snapshot again with another manifest, whose own sum is right."""
    members = members_of(frozen)
    manifest = json.loads(members[MANIFEST])
    change(manifest)
    members[MANIFEST] = json.dumps(manifest).encode()
    members[MANIFEST_SUM] = hashlib.sha256(members[MANIFEST]).hexdigest().encode()
    return write_zip(path, members)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda one: one.update(format=3), "format 3 tidak dikenal; versi program ini membaca format 1, 2"),
        (lambda one: one.update(format=True), "format True tidak dikenal"),
        (lambda one: one.pop("format"), "format None tidak dikenal"),
        (lambda one: one.pop("name"), f"anggota '{MANIFEST}' tidak memuat"),
        (lambda one: one.update(made="kemarin"), f"anggota '{MANIFEST}' tidak memuat"),
        (lambda one: one.update(city=3), f"anggota '{MANIFEST}' tidak memuat"),
        (lambda one: one.pop("members"), f"anggota '{MANIFEST}' tidak berisi"),
        (lambda one: one["members"].pop("data/site.toml"), "anggota 'data/site.toml' tidak dikenal"),
        (lambda one: one["members"].update({"data/x.csv": "0"}), "anggota 'data/x.csv' tidak ada"),
    ],
)
def test_a_manifest_that_says_something_else_is_refused(frozen, tmp_path, change, said):
    assert said in refusal(remade(frozen, tmp_path / "x.zip", change))


# The manifest says this, its content that.
LIES = [
    ({"city": "Kota Lain"}, "manifest menyebut city 'Kota Lain', tetapi isinya 'Kota Kediri'"),
    ({"city_kode": "35.72"}, "manifest menyebut city_kode '35.72', tetapi isinya '35.71'"),
    ({"data_date": "2026-11-25"}, "manifest menyebut data_date '2026-11-25', tetapi isinya '"),
    ({"dataset_version": "0" * 12}, "manifest menyebut dataset_version '000000000000', tetapi isinya '"),
    ({"slug": "asesmen-2027"}, "manifest menyebut slug 'asesmen-2027', tetapi isinya 'asesmen-2026'"),
    ({"name": "Asesmen 2027"}, "manifest menyebut slug 'asesmen-2026', tetapi isinya 'asesmen-2027'"),
    ({"name": "…"}, "manifest menyebut slug 'asesmen-2026', tetapi isinya ''"),
    ({"name": "Asesmen 2026\u202e"}, "memuat U+202E RIGHT-TO-LEFT OVERRIDE"),
    ({"city": "Kota\x1b Kediri"}, "memuat U+001B CONTROL"),
    ({"name": "Asesmen 2027", "slug": "asesmen-2027"}, "nama berkas seharusnya asesmen-2027.petaprogram.zip"),
]


@pytest.mark.parametrize(("lie", "said"), LIES, ids=["-".join(lie) for lie, _ in LIES])
def test_a_manifest_that_lies_about_its_content_is_refused_by_the_field(frozen, tmp_path, lie, said):
    path = remade(frozen, tmp_path / frozen.name, lambda manifest: manifest.update(lie))
    assert said in refusal(path)


def test_a_file_that_was_renamed_is_refused_with_its_name(frozen, tmp_path):
    path = Path(shutil.copy(frozen, tmp_path / f"lain{SUFFIX}"))
    assert "nama berkas seharusnya asesmen-2026.petaprogram.zip" in refusal(path)
    (listed,) = list_snapshots(tmp_path)
    assert (listed.manifest, [issue.rule for issue in listed.issues]) == (None, ["snapshot-file-name"])


@pytest.mark.parametrize(
    ("field", "other"),
    [("name", "asesmen 2026"), ("made", "2026-11-24"), ("app_version", "0.0.9"), ("more", 1)],
)
def test_the_fingerprint_covers_what_the_content_cannot_deny(frozen, tmp_path, field, other):
    before = open_snapshot(frozen).manifest
    changed = remade(frozen, tmp_path / frozen.name, lambda manifest: manifest.update({field: other}))
    after = open_snapshot(changed).manifest
    assert after.fingerprint != before.fingerprint
    assert after.sums == before.sums


def test_the_fingerprint_is_the_sum_of_the_manifest_that_anybody_can_take(frozen):
    members = members_of(frozen)
    fingerprint = open_snapshot(frozen).manifest.fingerprint
    assert json.loads(members[MANIFEST])["format"] == 2
    assert (
        fingerprint
        == members[MANIFEST_SUM].decode()[:16]
        == hashlib.sha256(members[MANIFEST]).hexdigest()[:16]
    )


def test_a_snapshot_of_format_1_keeps_its_fingerprint_and_may_be_renamed(frozen, tmp_path):
    path = remade(
        frozen, tmp_path / f"lain{SUFFIX}", lambda manifest: manifest.update(format=1, made="2020-01-01")
    )
    manifest = open_snapshot(path).manifest
    listed = "\n".join(f"{name} {manifest.sums[name]}" for name in sorted(manifest.sums))
    assert manifest.fingerprint == hashlib.sha256(listed.encode()).hexdigest()[:16]
    lie = remade(frozen, tmp_path / "x.zip", lambda manifest: manifest.update(format=1, city="Kota Lain"))
    assert "manifest menyebut city 'Kota Lain'" in refusal(lie)


# Making and finding ---------------------------------------------------------------------------------


def test_a_snapshot_is_never_overwritten(tmp_path):
    path = make_snapshot("Asesmen", settings_in(tmp_path), DAY)
    before = path.read_bytes()
    with pytest.raises(SnapshotError, match="sudah ada"):
        make_snapshot("asesmen!", settings_in(tmp_path), dt.date(2027, 1, 1))
    assert path.read_bytes() == before


def test_files_that_do_not_pass_are_not_frozen(tmp_path):
    tables = copy_tables(tmp_path / "data")
    (tables / "programs.csv").write_text("x\n", "utf-8")
    with pytest.raises(DataError, match=r"programs\.csv"):
        make_snapshot("Asesmen", replace(settings_in(tmp_path / "snapshots"), tables=tables), DAY)
    assert not (tmp_path / "snapshots").exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Asesmen 2026", "asesmen-2026"),
        ("  Évaluasi — tahap 1/2 ", "evaluasi-tahap-1-2"),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("A" * 80, "a" * 60),
    ],
)
def test_a_name_becomes_a_slug_for_links_and_files(name, slug):
    assert make_slug(name) == slug


@pytest.mark.parametrize("name", ["", " ", "…", "評価", "A" * 81])
def test_a_name_without_letters_or_too_long_is_refused(name):
    with pytest.raises(SnapshotError, match="beri nama lain"):
        make_slug(name)


@pytest.mark.parametrize("letter", ["\u202e", "\u200b", "\u00ad", "\x1b"])
def test_a_name_with_a_letter_that_nobody_sees_is_refused_and_the_letter_named(tmp_path, letter):
    with pytest.raises(SnapshotError, match=f"nama memuat U\\+{ord(letter):04X} "):
        make_snapshot(f"Asesmen{letter} 2026", settings_in(tmp_path / "snapshots"), DAY)
    assert not (tmp_path / "snapshots").exists()


def test_snapshots_are_listed_newest_first_and_broken_ones_with_the_reason(tmp_path):
    for name, day in (("Lama", "2026-01-02"), ("Baru", "2026-11-25")):
        make_snapshot(name, settings_in(tmp_path), dt.date.fromisoformat(day))
    (tmp_path / f"rusak{SUFFIX}").write_bytes(b"x")
    (tmp_path / "lain.zip").write_bytes(b"x")
    listed = list_snapshots(tmp_path)
    assert [one.manifest.name if one.manifest else None for one in listed] == ["Baru", "Lama", None]
    assert listed[-1].issues[0].rule == "snapshot-unreadable"
    assert list_snapshots(tmp_path / "nowhere") == ()


def test_a_slug_finds_its_file_and_never_one_outside_the_folder(frozen, tmp_path):
    assert find_snapshot(frozen.parent, "asesmen-2026") == frozen
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / f"secret{SUFFIX}").write_bytes(frozen.read_bytes())
    for slug in ("../secret", "secret", "", "a/b", "Asesmen-2026", "a" * 61, "..", "x\0y", *FILENAMES):
        with pytest.raises(SnapshotError, match="tidak ditemukan"):
            find_snapshot(folder, slug)


def test_photos_are_frozen_as_they_were_shown_and_stay(tmp_path):
    settings = settings_in(tmp_path)
    tables = Path(shutil.copytree(settings.tables, tmp_path / "tables"))
    settings = replace(settings, tables=tables)
    pictures = {"balai.jpg": make_photo(exif=b"Exif\x00\x00secret"), "rusak.jpg": b"<svg/>"}
    write_photos(tables, pictures=pictures)
    today = read_edition(tables, settings.boundaries).photos
    path = make_snapshot("Dengan foto", settings, DAY)
    shutil.rmtree(tables / "photos")
    opened = open_snapshot(path)
    kept = opened.edition.photos.of_program["kampung-senyum"]
    assert kept.credit == today.of_program["kampung-senyum"].credit
    assert (kept.picture.width, kept.picture.height) == (320, 200)
    # The copy that was shown, none that the camera wrote into; and nothing of what was no photo.
    with zipfile.ZipFile(path) as file:
        assert [name for name in file.namelist() if "photos/" in name] == ["data/photos/balai.jpg"]
        assert file.read("data/photos/balai.jpg") == today.of_program["kampung-senyum"].picture.jpeg
    assert opened.edition.photos.issues == ()


def test_a_photo_that_was_exchanged_in_a_snapshot_is_refused(tmp_path):
    settings = settings_in(tmp_path)
    tables = Path(shutil.copytree(settings.tables, tmp_path / "tables"))
    write_photos(tables)
    path = make_snapshot("Dengan foto", replace(settings, tables=tables), DAY)
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    members["data/photos/balai.jpg"] = make_photo(64, 64)
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    with pytest.raises(SnapshotError, match="balai"):
        open_snapshot(path)
