"""A paparan.toml written from steps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from petaprogram.presentation.steps import Step


def write_steps(path: Path, steps: Iterable[Step]) -> None:
    """Write steps into a file, without what is at its default: strings of JSON are strings of TOML, too."""
    lines = []
    for step in steps:
        lines.append("[[step]]")
        for field in fields(step):
            value = getattr(step, field.name)
            if value != field.default:
                # TOML has no bare DEL in a string, JSON leaves it as it is.
                text = json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
                lines.append(f"{field.name} = {text}")
    path.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
