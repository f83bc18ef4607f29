"""The word of a page in the address is the name of everything that belongs to it."""

from __future__ import annotations

from pathlib import Path

from petaprogram.settings import ROOT
from petaprogram.web.server.style_sheet import style_sheet
from petaprogram.web.visit.addresses import ENTRIES

WEB = ROOT / "src" / "petaprogram" / "web"
PAGES = {entry.path for entry in ENTRIES}
# Rooms of the web that are no page.
SERVING = {"visit", "server", "parts", "frame"}
# What templates and styles there are besides those of a page.
AROUND = {"parts", "frame"}


def stems(folder: Path, pattern: str) -> set[str]:
    return {path.stem for path in folder.glob(pattern)}


def test_every_page_has_its_file_and_its_room_and_there_are_no_others():
    assert stems(ROOT / "pages", "*.py") == PAGES
    assert {path.parent.name for path in WEB.glob("*/__init__.py")} == PAGES | SERVING


def test_templates_belong_to_a_page_or_to_what_stands_around_it():
    assert stems(WEB / "templates", "*") - AROUND <= PAGES


def test_styles_belong_to_a_page_or_to_what_stands_around_it():
    styles = WEB / "static" / "style"
    assert stems(styles, "*.css") - PAGES == AROUND | {"tools", "paper"}
    assert all(style_sheet().count(path.read_text("utf-8")) == 1 for path in styles.iterdir())


def test_every_page_has_its_tests():
    assert {f"test_{page}" for page in PAGES} <= stems(ROOT / "tests" / "web", "test_*.py")
