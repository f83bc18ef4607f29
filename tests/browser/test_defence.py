"""What a visitor with bad intentions meets on a running server."""

from __future__ import annotations

import re
import socket
from pathlib import Path

from playwright.sync_api import expect

from petaprogram.settings import ROOT
from tests.browser.conftest import Serve, Visit
from tests.browser.files import (
    HOSTILE,
    change_boundaries,
    change_rows,
    copy_boundaries,
    copy_tables,
    make_hostile_names,
)
from tests.browser.screen import Screen
from tests.browser.server import HOST, Server

FRAME = "/component/streamlit_folium.st_folium/index.html"


def test_uploads_are_refused_with_or_without_a_session(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, clean=False)
    for method in ("PUT", "POST"):
        for path in ("/_stcore/upload_file/a/b", "/_stcore/upload_file", "/peta/_stcore/upload_file/a/b"):
            status, _, _ = kediri.ask(method, path, b"content", {"Content-Type": "text/csv"})
            assert status == 403
            within = screen.page.evaluate(
                "([method, path]) => fetch(path, { method, body: 'content' }).then(({ status }) => status)",
                [method, path],
            )
            assert within == 403


def test_a_server_with_an_address_answers_to_its_name_and_to_the_machine_itself(
    visit: Visit, serve: Serve
) -> None:
    server = serve(PETAPROGRAM_ADDRESS="https://peta.example.go.id")
    for path in ("/", "/peta", "/_stcore/health", "/static/js/x.js"):
        status, headers, body = server.ask("GET", path, headers={"Host": "evil.example"})
        assert (status, body) == (403, b"Peta ini hanya dibuka di https://peta.example.go.id")
        assert headers["content-security-policy"].startswith("default-src 'none'")
    assert server.ask("GET", "/", headers={"Host": "peta.example.go.id"})[0] == 200
    assert _opens(server, "peta.example.go.id", "https://peta.example.go.id")
    assert not _opens(server, "peta.example.go.id", "https://evil.example")
    # Streamlit alone lets any name in whose page asks for itself.
    assert not _opens(server, "evil.example", "http://evil.example")
    visit(server)


def _opens(server: Server, host: str, origin: str) -> bool:
    """Whether a page of an origin can open a web socket to a host."""
    with socket.create_connection((HOST, server.port), 10) as line:
        lines = [
            "GET /_stcore/stream HTTP/1.1",
            f"Host: {host}",
            f"Origin: {origin}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: streamlit",
        ]
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        status = line.recv(100).split()[1]
    assert status in (b"101", b"403")
    return status == b"101"


def test_pages_and_the_frame_carry_their_headers(kediri: Server) -> None:
    for path in ("/", FRAME, "/assets/app/style.css", "/_stcore/health", "/nothing/here"):
        _, headers, _ = kediri.ask("GET", path)
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        policy = headers["content-security-policy"]
        for rule in ("default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"):
            assert rule in policy
        framed = path == FRAME or path.startswith("/assets")
        # The map's frame may stand where a page of another site shows the map alone.
        assert headers.get("x-frame-options") == (None if framed else "SAMEORIGIN")
        assert ("sandbox allow-scripts" in policy) == framed
        script = policy.partition("script-src ")[2].partition(";")[0]
        assert ("'unsafe-inline'" in script) == framed
        assert "*" not in (policy.replace("frame-ancestors 'self' *", "") if framed else policy)
        assert "http" not in policy


def test_a_script_in_the_frame_reaches_neither_the_page_nor_the_network(visit: Visit, kediri: Server) -> None:
    screen = visit(kediri, clean=False)
    reached = screen.frame.evaluate(
        """async () => {
          const attempt = async (act) => { try { return [await act()] } catch { return "refused" } };
          return {
            page: await attempt(() => parent.document.title),
            storage: await attempt(() => localStorage.length),
            own: await attempt(() => fetch("/_stcore/health").then((answer) => answer.status)),
            other: await attempt(() => fetch("http://127.0.0.1:18999/").then((answer) => answer.status)),
            image: await new Promise((done) => {
              const image = new Image();
              image.onload = () => done("loaded");
              image.onerror = () => done("refused");
              image.src = "http://127.0.0.1:18999/track.png";
            }),
          };
        }"""
    )
    assert reached == dict.fromkeys(("page", "storage", "own", "other", "image"), "refused")


def test_data_that_fail_are_explained_by_file_and_row_and_a_mended_file_opens_the_map(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    boundaries = copy_boundaries(tmp_path / "geo")
    tables = copy_tables(tmp_path / "data")
    change_boundaries(boundaries, make_hostile_names)
    change_rows(tables, "programs", lambda rows: rows[1].update(pillar_id=HOSTILE[1]))
    change_rows(tables, "placements", lambda rows: rows[4].update(status=HOSTILE[0], kode=HOSTILE[-1]))
    change_rows(
        tables, "sources", lambda rows: rows[7].update(url="javascript:console.log('PWN')", date=HOSTILE[6])
    )
    server = serve(PETAPROGRAM_BOUNDARIES=boundaries, PETAPROGRAM_TABLES=tables)

    screen = visit(server, with_map=False)
    expect(screen.page.get_by_role("heading", level=2)).to_have_text("Data belum dapat ditampilkan")
    expect(screen.page.locator("iframe")).to_have_count(0)
    problems = screen.page.locator(".problems li")
    expect(problems.filter(has_text="kelurahan.geojson, baris 1, ")).not_to_have_count(0)
    # One sentence for each name, with all of its rows.
    said = problems.filter(has_text="memuat tanda yang tidak boleh").all_text_contents()
    rows = [
        row for text in said for row in re.findall(r"\d+", text.partition("baris ")[2].partition(" (")[0])
    ]
    assert sorted(map(int, rows)) == list(range(1, 47))
    check_plain(screen)

    for name in ("kelurahan.geojson", "kelurahan.passport.json"):
        (boundaries.parent / name).write_bytes((ROOT / "geo" / name).read_bytes())
    screen.open(with_map=False)
    for place, value in (
        ("programs.csv, baris 3:", HOSTILE[1]),
        ("placements.csv, baris 6:", HOSTILE[0]),
        ("placements.csv, baris 6:", HOSTILE[-1]),
        ("sources.csv, baris 9:", "javascript:console.log('PWN')"),
        ("sources.csv, baris 9:", HOSTILE[6]),
    ):
        # A long value is cut; what is left of it stands there letter by letter.
        expect(problems.filter(has_text=place).filter(has_text=value[:50])).not_to_have_count(0)
    check_plain(screen)

    for name in ("programs", "placements", "sources"):
        (tables / f"{name}.csv").write_bytes((ROOT / "data" / f"{name}.csv").read_bytes())
    screen.open()
    screen.painted_as_in_legend()
    expect(screen.page.locator(".problems")).to_have_count(0)


def check_plain(screen: Screen) -> None:
    for word in ("Traceback", ".py", "Error", "1337", "uid="):
        assert word not in screen.body
    assert [line for line in screen.events.console if "PWN" in line] == []


def test_a_folder_that_is_not_there_is_explained(visit: Visit, serve: Serve, tmp_path: Path) -> None:
    server = serve(
        PETAPROGRAM_TABLES=tmp_path / "nowhere", PETAPROGRAM_BOUNDARIES=copy_boundaries(tmp_path / "geo")
    )
    screen = visit(server, with_map=False)
    expect(screen.page.get_by_role("heading", level=2)).to_have_text("Data belum dapat ditampilkan")
    expect(screen.page.locator(".problems")).to_contain_text("placements.csv: berkas tidak ada")
