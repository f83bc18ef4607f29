"""What a link says of itself where it is passed on, and the QR code of a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest

from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.web.server.preview import preview_picture, preview_tags
from tests.support.real import real_dataset

DATASET = real_dataset()
ADDRESS = "https://peta.example.go.id"


def tags(path: str, params: Mapping[str, str] | None = None, address: str | None = ADDRESS) -> dict[str, str]:
    written = preview_tags(path, params or {}, DATASET, address, INDONESIAN)
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', written)
    assert "".join(re.split(r"<meta [^<>]*>", written)) == ""
    return {name: unescape(text) for name, text in found}


@pytest.mark.parametrize(
    ("path", "params", "subject"),
    [
        ("", {}, "Program Kota Kediri di setiap kelurahan"),
        ("", {"tampil": "living"}, "Smart Living"),
        ("profil", {"kode": "35.71.02.1016"}, "Pocanan"),
        ("program", {"program": "kampung-senyum"}, "Kampung Senyum"),
        ("mitra", {"mitra": "Universitas Negeri Malang"}, "Universitas Negeri Malang"),
        ("kesenjangan", {"lihat": "peringkat"}, "Kesenjangan"),
    ],
)
def test_a_link_is_titled_by_what_it_is_about(path: str, params: dict[str, str], subject: str) -> None:
    assert tags(path, params)["og:title"] == f"{subject} - PetaProgram Kota Kediri"


@pytest.mark.parametrize("name", ["program", "tampil", "kode", "mitra"])
def test_what_is_unknown_in_a_link_is_not_repeated(name: str) -> None:
    hostile = '"><script>alert(1)</script>'
    for path in ("", "profil", "program", "mitra", "tidak-ada"):
        assert "alert" not in preview_tags(path, {name: hostile}, DATASET, ADDRESS, INDONESIAN)


def test_a_link_into_a_snapshot_is_told_by_its_page() -> None:
    assert tags("profil", {"kode": "35.71.02.1016", "cuplikan": "x"})["og:title"].startswith("Profil - ")


def test_the_picture_has_a_whole_address_or_is_left_out() -> None:
    assert tags("")["og:image"].startswith(f"{ADDRESS}/assets/pratinjau.png?v=")
    assert "og:image" not in tags("", address=None)


def test_the_language_is_that_of_the_link() -> None:
    assert tags("")["og:locale"] == "id_ID"
    assert 'content="en_GB"' in preview_tags("", {}, DATASET, None, ENGLISH)


def test_the_picture_has_the_size_that_the_tags_say_and_is_small() -> None:
    picture, said = preview_picture(DATASET, INDONESIAN), tags("")
    assert picture.startswith(b"\x89PNG")
    width, height = (int.from_bytes(picture[place : place + 4], "big") for place in (16, 20))
    assert (str(width), str(height)) == (said["og:image:width"], said["og:image:height"])
    assert len(picture) < 300_000
