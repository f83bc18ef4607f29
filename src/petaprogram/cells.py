"""The kinds of cells of the published tables: ids, codes, dates, numbers, addresses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping

_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_KODE = re.compile(r"\d\d\.\d\d(\.\d\d(\.\d{4})?)?")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_URL = re.compile(r"https?://[^\s<>\"]+")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_COUNT = re.compile(r"\d{1,10}")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}", text)) and 1900 <= int(text) <= 2100  # noqa: PLR2004


# What a kind of cell is: the rule that it breaks when the test fails.
KINDS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "id": ("broken-id", lambda text: bool(_ID.fullmatch(text))),
    "kode": ("broken-kode", lambda text: bool(_KODE.fullmatch(text))),
    "date": ("broken-date", _is_date),
    "year": ("broken-year", _is_year),
    "number": ("broken-number", lambda text: bool(_NUMBER.fullmatch(text))),
    "count": ("broken-count", lambda text: bool(_COUNT.fullmatch(text))),
    "url": ("broken-url", lambda text: bool(_URL.fullmatch(text))),
    "color": ("broken-color", lambda text: bool(_COLOR.fullmatch(text))),
    "text": ("", lambda _: True),
}
