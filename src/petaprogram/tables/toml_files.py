"""Reading the TOML files that people write: a broken file is an issue, never a crash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from petaprogram.messages.issues import Issue, make_issue

# What a person writes by hand is a hundredth of this.
MAX_BYTES = 2**20
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
        if path.stat().st_size > MAX_BYTES:
            return None, [make_issue("too-large", path.name, limit=MAX_BYTES // 2**20)]
        text = path.read_bytes().decode("utf-8-sig")
        if _LONG_KEY.search(text):
            return None, [make_issue("toml-key", path.name)]
        return tomllib.loads(text), []
    except (OSError, ValueError, RecursionError) as error:
        rule = missing if isinstance(error, FileNotFoundError) else unreadable
        reason = getattr(error, "strerror", None) or str(error)
        return None, [make_issue(rule, path.name, reason=reason)]
