"""Reading our own PDFs back."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def texts(pdf: bytes) -> list[str]:
    """The text of each page, without line breaks and the zero-width spaces at which long words may break."""
    return [squeeze(page.extract_text()) for page in read(pdf).pages]


def squeeze(text: str) -> str:
    """Leave out everything that only lays out: how a text is broken into lines says nothing of it."""
    return re.sub(r"[\s\u200b]", "", text)


def fonts(pdf: bytes) -> Iterator[tuple[str, bool]]:
    """Every font of a PDF, and whether it is embedded."""
    reader = read(pdf)
    for number in range(1, len(reader.xref[0]) + sum(len(one) for one in reader.xref_objStm.values()) + 1):
        found: Any = reader.get_object(number)
        if isinstance(found, dict) and found.get("/Type") == "/FontDescriptor":
            yield found["/FontName"], bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(found))
