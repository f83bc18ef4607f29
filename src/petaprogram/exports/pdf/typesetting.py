"""Setting a document with Typst, as PDF or PNG: a template of ours, and content that enters it as data.

The content travels as JSON and is read by the template with `json`; nothing in it is ever taken for markup.
The compiler sees the folder of templates and the fonts that are installed with the program, nothing else.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from petaprogram import __version__
from petaprogram.maps.font_files import FALLBACK, FAMILY, FONT_FOLDERS, LAST_RESORT
from petaprogram.messages.language import Language

TEMPLATES = Path(__file__).parent / "templates"
# PDF/UA-1: tagged, titled, in a stated language, every picture described; the compiler refuses anything else.
STANDARD: Final = "ua-1"

# Control characters but for line breaks and tabs, halves of pairs, and what turns the order of the letters
# around it, also of words that are not its own.
_UNSETTABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def typeset(  # noqa: PLR0913  (all named)
    template: str,
    content: Mapping[str, Any],
    *,
    title: str,
    subject: str,
    language: Language,
    day: dt.date,
) -> bytes:
    """Set a document.

    Parameters
    ----------
    template
        Name of a template in `templates/`.
    content
        What the template shows; anything that JSON can hold.
    title, subject
        What the file says of itself.
    language
        The language of the words in `content`.
    day
        The day on which the document is made.

    Returns
    -------
    bytes
        A tagged PDF; the same arguments give the same bytes.
    """
    about = {
        "title": title,
        "subject": subject,
        "lang": language.code,
        "day": [day.year, day.month, day.day],
        "maker": f"PetaProgram {__version__}",
    }
    stamp = dt.datetime.combine(day, dt.time(), dt.UTC)
    made = _compiler(template, content, about).compile(
        format="pdf", pdf_standards=[STANDARD], timestamp=stamp
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{template} made {type(made).__name__}, not a PDF")
    return made


def typeset_picture(template: str, content: Mapping[str, Any], *, language: Language, dpi: float) -> bytes:
    """Set a document of one page as PNG, which says nothing of itself; the same arguments, the same bytes."""
    made = _compiler(template, content, {"lang": language.code}).compile(format="png", ppi=dpi)
    if not isinstance(made, bytes):
        raise TypeError(f"{template} made {type(made).__name__}, not one picture")
    return made


def _compiler(template: str, content: Mapping[str, Any], about: Mapping[str, Any]) -> typst.Compiler:
    document = {**about, "fonts": [FAMILY, FALLBACK, LAST_RESORT]}
    data = json.dumps(plain({"document": document, **content}), ensure_ascii=False, allow_nan=False)
    return typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        # Templates import no packages; a folder that does not exist makes sure of it.
        package_path=TEMPLATES / "none",
        package_cache_path=TEMPLATES / "none",
    )


def plain(value: Any) -> Any:  # noqa: ANN401  (whatever JSON can hold)
    """Take out of every text what cannot be set, or would turn the letters of others around."""
    if isinstance(value, str):
        return _UNSETTABLE.sub("", value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    folders = [str(folder) for folder in FONT_FOLDERS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
