"""Reading the TOML files that people write: a broken file is an issue, never a crash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from petaprogram.files.regular_file import FileRules, read_file
from petaprogram.messages.issues import DataError, Issue, Said, make_issue
from petaprogram.messages.language import message
from petaprogram.tables.date_advice import advise_date

# What a person writes by hand is a hundredth of this.
MAX_BYTES = 100 * 2**10
# Reading a key a.b.c takes time by the square of its parts. Ours have one.
_PART = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
_LINE_OF_ERROR = re.compile(r"\(at line ([0-9]+), column [0-9]+\)")
# A value that stands there without quotation marks.
_BARE_VALUE = re.compile(rf"\s*({_PART})\s*=\s*([^\"'#\s][^\"'#]*)(?:#.*)?")
_MAX_QUOTED = 60

_NO_UTF8 = message("bukan teks UTF-8; simpan ulang dengan UTF-8")
_TOO_DEEP = message("bersarang terlalu dalam")
_NOT_CLOSED = message("di akhir berkas masih ada tanda kutip, kurung, atau isian yang belum selesai")
_TWICE = message("'{text}' sudah disebut sebelumnya; hapus salah satunya")
_NO_TOML = message("'{text}' bukan bentuk TOML; tulis NAMA = NILAI, teks dalam tanda kutip")
_DATE = message("isian '{field}': {how}")

_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*\.[ \t]*{_PART}){{30}}")


def read_toml(path: Path, *, missing: str, unreadable: str) -> tuple[dict[str, Any] | None, list[Issue]]:
    """Read a TOML file.

    Parameters
    ----------
    path
        The file.
    missing, unreadable
        The rules that are broken by a file that is not there, and by one that is no TOML.

    Returns
    -------
    content
        What stands in it; None where it cannot be read.
    issues
        Why.
    """
    try:
        text = read_file(path, MAX_BYTES, FileRules(missing, unreadable, "too-large")).decode("utf-8-sig")
        if _LONG_KEY.search(text):
            return None, [make_issue("toml-key", path.name)]
        return tomllib.loads(text), []
    except DataError as error:
        return None, list(error.issues)
    except UnicodeDecodeError:
        return None, [make_issue(unreadable, path.name, reason=Said(_NO_UTF8))]
    except RecursionError:
        return None, [make_issue(unreadable, path.name, reason=Said(_TOO_DEEP))]
    except ValueError as error:
        row, reason = _explain(str(error), text)
        return None, [make_issue(unreadable, path.name, row, reason=reason)]


def _explain(error: str, text: str) -> tuple[int | None, Said]:
    """Say in our own words what the parser says in its own: the line, and why it cannot be read."""
    lines = text.split("\n")  # as the parser counts them
    found = _LINE_OF_ERROR.search(error)
    twice = error.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate"))
    row = int(found[1]) if found else len(lines)
    line = lines[row - 1] if 0 < row <= len(lines) else ""
    bare = _BARE_VALUE.fullmatch(line)
    if not twice and bare and (how := advise_date(bare[2])):
        return row, Said(_DATE, values=(("field", bare[1]), ("how", how)))
    if not found and not twice:
        return None, Said(_NOT_CLOSED)
    quoted = line.strip()
    quoted = quoted if len(quoted) <= _MAX_QUOTED else f"{quoted[:_MAX_QUOTED]}..."
    return row, Said(_TWICE if twice else _NO_TOML, values=(("text", quoted),))
