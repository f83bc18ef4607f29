"""The modules of the program and what they import, read from their source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from petaprogram.settings import ROOT


@dataclass(frozen=True)
class Module:
    """A module of the program, by its dotted name."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def imports(self) -> Iterator[tuple[str, int]]:
        """Yield the name of each module that it imports, ours and others, with the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                # "from package import module" imports the module; "from module import name" only its package.
                for alias in node.names:
                    name = f"{node.module}.{alias.name}"
                    yield (name if name in NAMES else str(node.module)), node.lineno

    def at(self, line: int) -> str:
        """Say where a line is, from the root of the project."""
        return f"{self.path.relative_to(ROOT)}:{line}"


def _name_of(path: Path) -> str:
    inside = path.relative_to(ROOT / "src" if ROOT / "src" in path.parents else ROOT).with_suffix("")
    return ".".join(part for part in inside.parts if part != "__init__")


_PATHS = sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "pages").rglob("*.py"), ROOT / "app.py"])
NAMES = {_name_of(path) for path in _PATHS}


@cache
def modules() -> tuple[Module, ...]:
    """Read every module: once, and only where one is looked at, because that takes a second."""
    return tuple(Module(_name_of(path), path, ast.parse(path.read_text("utf-8"))) for path in _PATHS)
