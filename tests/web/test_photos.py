"""Photos on the pages: with caption and owner, from an address of their own; a broken one stops no page."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from starlette.applications import Starlette

from petaprogram.settings import ROOT, read_settings
from petaprogram.tables.reloading import DataSource
from petaprogram.web.server import routes
from petaprogram.web.server.data_in_use import photos_of
from petaprogram.web.server.photo_route import PHOTO_ROUTE
from petaprogram.web.visit.visit import SNAPSHOT
from tests.support.asgi import ask
from tests.support.pages import html, open_page, text
from tests.support.photos import ENTRY, make_photo, write_photos

STEP = {name: value for name, value in ENTRY.items() if name != "program"} | {
    "step": "living",
    "file": "b.png",
}
PICTURES = {"balai.jpg": make_photo(), "b.png": make_photo(64, 48, kind="PNG")}


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tables = Path(shutil.copytree(ROOT / "data", tmp_path / "tables"))
    write_photos(tables, ENTRY, STEP, pictures=PICTURES)
    settings = read_settings(
        {
            "PETAPROGRAM_TABLES": str(tables),
            "PETAPROGRAM_STATE": str(tmp_path / "state"),
            "PETAPROGRAM_SNAPSHOTS": str(tmp_path / "snapshots"),
        }
    )
    monkeypatch.setattr(routes, "SETTINGS", settings)
    monkeypatch.setattr(routes, "SOURCE", DataSource(settings))
    return tables


def places_of(program: str) -> list[str]:
    records = routes.SOURCE.current().dataset.records
    there = records[(records["program_id"] == program) & (records["scope"] == "kelurahan")]
    return list(there["kode"])


def addresses(markup: str) -> list[str]:
    return [unescape(one) for one in re.findall(r'src="\./(assets/photo/[^"]+)"', markup)]


def served(address: str) -> tuple[int, dict[str, str], bytes]:
    return ask(Starlette(routes=[PHOTO_ROUTE]), f"/{address}")


@pytest.mark.usefixtures("tables")
def test_the_page_of_a_program_the_profile_and_the_step_show_their_photo() -> None:
    pages = {
        "program": open_page("program", program="kampung-senyum"),
        "profil": open_page("profil", kode=places_of("kampung-senyum")[0]),
        "paparan": open_page("paparan", langkah="living", bahasa="en"),
    }
    for name, page in pages.items():
        (address,) = addresses(html(page))
        status, headers, body = served(address)
        assert status == 200
        assert headers["content-type"] == "image/jpeg"
        assert "immutable" in headers["cache-control"]
        of = (
            photos_of(None).of_step["living"]
            if name == "paparan"
            else photos_of(None).of_program["kampung-senyum"]
        )
        assert body == of.picture.jpeg
        words = text(html(page))
        if name == "paparan":
            assert "Residents of Mrican" in words
            assert "Photo: Dinas Kominfo, CC BY 4.0. Source: BANGSAONLINE" in words
        else:
            assert "Foto: Dinas Kominfo, CC BY 4.0. Sumber: BANGSAONLINE" in words
        assert re.search(r'<img [^>]*width="\d+" height="\d+" alt="[^"]+" loading="lazy"', html(page))


@pytest.mark.usefixtures("tables")
def test_no_photo_no_place_for_one() -> None:
    assert 'class="photos"' not in html(open_page("program", program="bank-sampah"))
    assert 'class="photos"' not in html(open_page("paparan", langkah="kota"))


@pytest.mark.parametrize("content", [b"<svg onload='alert(1)'/>", make_photo()[:300], b""])
def test_a_broken_photo_is_named_on_the_presentation_and_stops_no_page(tables: Path, content: bytes) -> None:
    (tables / "photos" / "b.png").write_bytes(content)
    page = open_page("paparan", langkah="living")
    assert addresses(html(page)) == []
    assert "b.png" in text(html(page))
    assert addresses(html(open_page("program", program="kampung-senyum")))


def test_words_of_a_photo_are_shown_letter_by_letter(tables: Path) -> None:
    payload = '"><script>alert(1)</script>{{ 7*7 }}'
    write_photos(tables, {**ENTRY, "credit": payload, "caption": payload, "licence": payload})
    markup = html(open_page("program", program="kampung-senyum"))
    assert "<script>alert(1)" not in markup
    assert payload in unescape(markup)


@pytest.mark.usefixtures("tables")
@pytest.mark.parametrize(
    "name", ["0.jpg", "..%2f..%2fdata%2fphotos%2fbalai.jpg", "balai.jpg", "%00", "a" * 3000]
)
def test_only_the_sum_of_a_photo_is_an_address(name: str) -> None:
    assert served(f"assets/photo/{name}")[0] == 404


@pytest.mark.usefixtures("tables")
def test_a_snapshot_that_is_not_there_has_no_photo() -> None:
    (photo, *_) = photos_of(None).every
    address = f"assets/photo/{photo.picture.sha256}.jpg"
    assert served(address)[0] == 200
    assert served(f"{address}?{SNAPSHOT}=../../etc")[0] == 404
