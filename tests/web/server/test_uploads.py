"""Uploads reach a server that takes them from a page with an uploader, and no other."""

from __future__ import annotations

import socket
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from petaprogram.importing.book import MAX_BYTES
from petaprogram.settings import ROOT
from petaprogram.web.server.uploads import MOST_FILES
from tests.browser.server import HOST, Server, start

APP = "tests/support/uploading/app.py"
BOUNDARY = "batas"
PATH = "/_stcore/upload_file/{session}/{file}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    started = start(tmp_path_factory.mktemp("local"), app=APP, PETAPROGRAM_EDITORS="local")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same app where nobody may edit."""
    started = start(tmp_path_factory.mktemp("none"), app=APP)
    yield started
    started.stop()


@dataclass
class Visit:
    """A browser's session: its number, what its page says, and its socket."""

    server: Server
    connection: ClientConnection
    cookie: str
    session: str = ""
    uploader: str = ""
    texts: tuple[str, ...] = ()

    def open(self, query: str = "", widgets: Any = ()) -> None:
        """Run the page."""
        wish = BackMsg(rerun_script={"query_string": query})
        for one in widgets:
            wish.rerun_script.widget_states.widgets.add(**one)
        self.connection.send(wish.SerializeToString())
        texts: list[str] = []
        while True:
            said = ForwardMsg.FromString(self.connection.recv(20))
            if said.HasField("new_session"):
                self.session = said.new_session.initialize.session_id
            if said.delta.new_element.HasField("text"):
                texts.append(said.delta.new_element.text.body)
            if said.delta.new_element.HasField("file_uploader"):
                self.uploader = said.delta.new_element.file_uploader.id
            if said.HasField("script_finished"):
                self.texts = tuple(texts)
                return

    def show(self, file: str) -> str:
        """Run the page with a file in its uploader; returns what it says of it."""
        address = self.path(file)
        addresses = {"file_id": file, "upload_url": address, "delete_url": address}
        told = {"file_id": file, "name": "a.xlsx", "size": 8, "file_urls": addresses}
        state = {"uploaded_file_info": [told]}
        self.open("izin=1", [{"id": self.uploader, "file_uploader_state_value": state}])
        return self.texts[1]

    def ask_for_addresses(self, count: int = 1, seconds: float = 10) -> list[str]:
        """Ask where to upload files, as the uploader of the page does; none where nothing is answered."""
        about = {"request_id": "1", "session_id": self.session, "file_names": ["a.xlsx"] * count}
        self.connection.send(BackMsg(file_urls_request=about).SerializeToString())
        try:
            while True:
                said = ForwardMsg.FromString(self.connection.recv(seconds))
                if said.HasField("file_urls_response"):
                    return [one.upload_url for one in said.file_urls_response.file_urls]
        except TimeoutError:
            return []

    def path(self, file: str | None = None) -> str:
        return PATH.format(session=self.session, file=file or uuid4())

    def send(
        self,
        path: str | None = None,
        content: bytes = b"isi",
        *,
        method: str = "PUT",
        body: bytes = b"",
        **headers: str | None,
    ) -> tuple[int, str]:
        """Upload a file, or send another body; a header None is left out."""
        body = body or (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="f"; filename="a.xlsx"\r\n\r\n'.encode()
            + content
            + f"\r\n--{BOUNDARY}--\r\n".encode()
        )
        about = {
            "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
            "Content-Length": str(len(body)),
            "Cookie": f"_streamlit_xsrf={self.cookie}",
            "X-Xsrftoken": self.cookie,
            "Origin": f"http://{HOST}:{self.server.port}",
        }
        about |= {name.replace("_", "-"): value for name, value in headers.items()}
        told = {name: value for name, value in about.items() if value is not None}
        status, _, answer = self.server.ask(method, path or self.path(), body, told)
        return status, answer.decode()


@contextmanager
def visit(
    server: Server, query: str = "", name: str = HOST, headers: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Visit]:
    _, answered, _ = server.ask("GET", "/_stcore/health")
    cookie = answered["set-cookie"].split("_streamlit_xsrf=")[1].partition(";")[0].strip('"')
    with connect(
        f"ws://{name}:{server.port}/_stcore/stream",
        sock=socket.create_connection((HOST, server.port)),
        origin=f"http://{name}:{server.port}",  # type: ignore[arg-type]
        additional_headers=headers,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
    ) as connection:
        opened = Visit(server, connection, cookie)
        opened.open(query)
        yield opened


def test_a_page_with_an_uploader_gets_what_is_uploaded(server: Server) -> None:
    with visit(server, "izin=1") as page:
        (address,) = page.ask_for_addresses()
        assert page.send(address, b"a,b\n1,2\n") == (204, "")
        file = address.rpartition("/")[2]
        assert page.show(file) == "isi: b'a,b\\n1,2\\n'"
        assert page.send(address, method="DELETE")[0] == 204
        assert page.show(file) == "isi: None"


def test_a_page_without_an_uploader_takes_none(server: Server) -> None:
    with visit(server) as page:
        status, said = page.send()
        assert (status, said) == (
            403,
            "Unggahan ditolak: muat ulang halaman Unggah, lalu pilih berkasnya lagi.",
        )
        assert page.ask_for_addresses(seconds=1) == []


def test_a_permit_ends_when_the_page_is_left_and_its_files_with_it(server: Server) -> None:
    with visit(server, "izin=1") as page:
        (address,) = page.ask_for_addresses()
        assert page.send(address)[0] == 204
        page.open("")
        assert page.send(address)[0] == 403
        page.open("izin=1")
        assert page.show(address.rpartition("/")[2]) == "isi: None"


def test_a_permit_ends_with_its_session(server: Server) -> None:
    with visit(server, "izin=1") as page:
        assert page.send()[0] == 204
    end = time.monotonic() + 10
    while page.send()[0] != 403:
        assert time.monotonic() < end


@pytest.mark.parametrize("name", ["localhost", HOST, "[::1]", "peta.example.go.id", "127.0.0.1.nip.io"])
def test_who_asks_by_a_name_that_may_point_anywhere_is_no_editor(server: Server, name: str) -> None:
    with visit(server, name=name) as page:
        assert page.texts == (f"boleh: {'.' not in name or name == HOST}",)


def test_who_comes_through_a_proxy_is_no_editor(server: Server) -> None:
    with visit(server, headers={"X-Forwarded-For": "203.0.113.7"}) as page:
        assert page.texts == ("boleh: False",)


def test_the_permit_of_one_session_is_that_of_no_other(server: Server) -> None:
    with visit(server, "izin=1") as page, visit(server) as other:
        assert other.send()[0] == 403
        own, other.session = other.session, page.session
        # A browser that says another's number learns addresses of its own session, where it may send nothing.
        (address,) = other.ask_for_addresses()
        assert own in address
        assert other.send(address)[0] == 403


def test_what_a_browser_says_of_its_controls_is_no_permit(server: Server) -> None:
    with visit(server) as page:
        page.open("", [{"id": "izin-unggah", "string_value": "x"}])
        assert page.send()[0] == 403


@pytest.mark.parametrize("method", ["POST", "PATCH", "OPTIONS", "MKCOL", "put"])
def test_no_other_method_is_taken(server: Server, method: str) -> None:
    with visit(server, "izin=1") as page:
        # h11 and httptools refuse what is no method before anyone sees it.
        assert page.send(method=method)[0] in (403, 400)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/upload_file/{session}",
        "/_stcore/upload_file/{session}/",
        "/_stcore/upload_file/{session}/file",
        "/_stcore/upload_file/{session}/../{session}/{file}",
        "/_stcore//upload_file/{session}/{file}",
        "/_stcore/upload_file/{session}/{file}/x",
        "/_stcore/upload_file/{session}/{file}%0a",
        "/_STCORE/upload_file/{session}/{file}",
        "/x/_stcore/upload_file/{session}/{file}",
        "/_stcore/upload_file/{file}/{session}",
        "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/{file}",
    ],
)
def test_no_other_path_is_taken(server: Server, path: str) -> None:
    with visit(server, "izin=1") as page:
        assert page.send(path.format(session=page.session, file=uuid4()))[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "peta.example.go.id"},
        {"Host": "127.0.0.1.nip.io"},
        {"Host": "192.168.1.5:8501"},
        {"Origin": "https://jahat.example"},
        {"Origin": "null"},
        {"X_Forwarded_For": "203.0.113.7"},
        {"X_Real_IP": "203.0.113.7"},
        {"Forwarded": "for=203.0.113.7"},
        {"Via": "1.1 proxy"},
        {"X_Xsrftoken": "x"},
        {"X_Xsrftoken": None, "Cookie": None},
    ],
    ids=str,
)
def test_another_name_another_page_or_a_way_around_is_refused(
    server: Server, headers: dict[str, str | None]
) -> None:
    with visit(server, "izin=1") as page:
        assert page.send(**headers)[0] == 403
        assert page.send()[0] == 204


def test_a_file_above_the_limit_is_refused(server: Server) -> None:
    with visit(server, "izin=1") as page:
        said = (413, "Unggahan ditolak: berkas paling besar 20 MB.")
        assert page.send(content=b"", Content_Length=str(MAX_BYTES + 1)) == said
        chunked: dict[str, str | None] = {"Content_Length": None, "Transfer_Encoding": "chunked"}
        assert page.send(body=b"3\r\nisi\r\n0\r\n\r\n", **chunked) == said
        assert page.send(content=b"x" * (MAX_BYTES - 500))[0] == 204


def test_streamlit_has_the_same_limit() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["maxUploadSize"] * 2**20 == MAX_BYTES


def test_the_oldest_of_many_files_gives_way(server: Server) -> None:
    with visit(server, "izin=1") as page:
        assert len(page.ask_for_addresses(MOST_FILES)) == MOST_FILES
        assert page.ask_for_addresses(MOST_FILES + 1, seconds=1) == []
        files = [str(uuid4()) for _ in range(MOST_FILES + 1)]
        assert {page.send(page.path(file))[0] for file in files} == {204}
        assert [page.show(file) for file in files] == ["isi: None", *["isi: b'isi'"] * MOST_FILES]


def test_nothing_is_taken_where_nobody_may_edit(closed: Server) -> None:
    with visit(closed, "izin=1") as page:
        assert page.texts[0] == "boleh: False"
        assert page.send()[0] == 403
        assert page.send(method="DELETE")[0] == 403
        assert page.ask_for_addresses(seconds=1) == []
