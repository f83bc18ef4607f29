"""Which uploads are taken: those of a session whose page shows an uploader just now.

Streamlit takes a file from anyone who has a session, whether a page asks for one or not, and keeps it in
memory. Here a page that shows an uploader grants its session a permit, for which the middleware in front of
Streamlit asks.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileManager

from petaprogram.importing.book import MAX_BYTES
from petaprogram.messages.language import INDONESIAN, message
from petaprogram.web.server.hosts import is_asked_locally, is_of_its_page

# Files of one session that are kept at a time; a newer one takes the place of the oldest.
MOST_FILES = 3

_METHODS = ("PUT", "DELETE")
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_PATH = re.compile(rf"/_stcore/upload_file/(?P<session>{_UUID})/(?P<file>{_UUID})")
_LENGTH = re.compile(r"[0-9]{1,12}")
# The key of the session state. A permit ends with the session; no browser can put an object of ours there.
_KEY = "izin-unggah"

_NO_PERMIT = message("Unggahan ditolak: muat ulang halaman Unggah, lalu pilih berkasnya lagi.")
_TOO_LARGE = message("Unggahan ditolak: berkas paling besar {limit:f} MB.")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is refused: the status of the answer, and its text."""

    status: int
    sentence: str


@dataclass(slots=True)
class _Permit:
    """That a session may upload, and the files that it has."""

    files: deque[str] = field(default_factory=deque)


def grant_uploads() -> None:
    """Let the session of this run upload files. Whether the visitor may edit, the page has asked before."""
    st.session_state.setdefault(_KEY, _Permit())


def withdraw_uploads() -> None:
    """Take the permit of the session of this run back, and forget its files: its page shows no uploader."""
    permit = st.session_state.pop(_KEY, None)
    if permit and (run := get_script_run_ctx()):
        for file in permit.files:
            _forget(run.uploaded_file_mgr, run.session_id, file)


def may_ask_for_addresses(request: FileURLsRequest) -> bool:
    """Whether a session may be told where to upload its files."""
    return len(request.file_names) <= MOST_FILES and _permit_of(request.session_id) is not None


def judge_upload(scope: Scope) -> Refusal | None:
    """Say why a request that writes is refused; None for an upload that is taken, which is counted then."""
    asked, path = HTTPConnection(scope), _PATH.fullmatch(scope["path"])
    permit = _permit_of(path["session"]) if path and scope["method"] in _METHODS else None
    local = is_asked_locally(asked.headers.getlist) and is_of_its_page(asked)
    if path is None or permit is None or not local:
        return Refusal(403, INDONESIAN.say(_NO_PERMIT))
    if scope["method"] == "DELETE":
        return None
    if _length_of(asked) > MAX_BYTES:
        return Refusal(413, INDONESIAN.say(_TOO_LARGE, limit=MAX_BYTES // 2**20))
    _make_room(permit, path["session"], path["file"])
    return None


def _permit_of(session: str) -> _Permit | None:
    opened = Runtime.instance().get_app_session(session) if Runtime.exists() else None
    if opened is None or _KEY not in opened.session_state:
        return None
    found = opened.session_state[_KEY]
    return found if isinstance(found, _Permit) else None


def _length_of(asked: HTTPConnection) -> float:
    """Read how many bytes come; a body whose length is not told beforehand may be of any."""
    told = asked.headers.getlist("content-length")
    plain = len(told) == 1 and _LENGTH.fullmatch(told[0]) and "transfer-encoding" not in asked.headers
    return int(told[0]) if plain else float("inf")


def _make_room(permit: _Permit, session: str, file: str) -> None:
    if file not in permit.files:
        permit.files.append(file)
    while len(permit.files) > MOST_FILES:
        _forget(Runtime.instance().uploaded_file_mgr, session, permit.files.popleft())


def _forget(files: UploadedFileManager, session: str, file: str) -> None:
    if isinstance(files, MemoryUploadedFileManager):
        files.remove_file(session, file)
