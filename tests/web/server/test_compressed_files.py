"""Streamlit's own files, kept compressed: the same content, less of it on the way."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from petaprogram.web.server.compressed_files import PackedFiles
from petaprogram.web.server.first_page import STREAMLIT
from tests.support.asgi import ask

BROWSER = "gzip, br"
CONTENT = b"export const a = 1;\n" * 400


async def behind(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"behind"})


@pytest.fixture
def files(tmp_path: Path) -> PackedFiles:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.1b2c.js").write_bytes(CONTENT)
    (tmp_path / "a.css").write_bytes(b"p { margin: 0 }")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (tmp_path / "inner" / "b.js").write_bytes(b"inner")
    return PackedFiles(behind, {"/static/js": tmp_path})


def test_a_browser_that_unpacks_gets_less_and_the_same(files: PackedFiles) -> None:
    for _ in range(2):
        status, headers, body = ask(files, "/static/js/a.1b2c.js", accept=BROWSER)
        assert (status, headers["content-encoding"]) == (200, "gzip")
        assert headers["content-type"] == "text/javascript; charset=utf-8"
        assert headers["content-length"] == str(len(body))
        assert len(body) < len(CONTENT) / 10
        assert gzip.decompress(body) == CONTENT


def test_one_that_does_not_gets_the_file_as_it_is(files: PackedFiles) -> None:
    status, headers, body = ask(files, "/static/js/a.1b2c.js", accept="identity")
    assert (status, body) == (200, CONTENT)
    assert "content-encoding" not in headers
    assert headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    ["/static/js/secret.txt", "/static/js/inner/b.js", "/static/js/../js/a.css", "/a.css", "/static/js/"],
)
def test_anything_else_is_left_to_the_server_behind(files: PackedFiles, path: str) -> None:
    assert ask(files, path, accept=BROWSER)[::2] == (404, b"behind")


def test_scripts_of_streamlit_arrive_as_they_are() -> None:
    folder = STREAMLIT / "static" / "js"
    served = PackedFiles(behind, {"/static/js": folder})
    scripts = sorted(folder.glob("*.js"))[:20]
    assert len(scripts) == 20
    for script in scripts:
        assert (
            gzip.decompress(ask(served, f"/static/js/{script.name}", accept=BROWSER)[2])
            == script.read_bytes()
        )
