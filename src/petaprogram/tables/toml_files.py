"""Reading the TOML files that people write: a broken file is an issue, never a crash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from petaprogram.files.regular_file import FileRules, read_file
from petaprogram.messages.issues import DataError, Issue, make_issue

# What a person writes by hand is a hundredth of this.
MAX_BYTES = 100 * 2**10
# Reading a key a.b.c takes time by the square of its parts. Ours have one.
_PART = r"(?:[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
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
    except (ValueError, RecursionError) as error:
        return None, [make_issue(unreadable, path.name, reason=error)]
