"""axe-core in a page: loaded once a document, and asked for no more than a test reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# The answer is a text: Playwright takes large objects apart piece by piece.
_RUN = """async (options) => {
  const { passes, violations } = await axe.run(document, options);
  return JSON.stringify([passes.length, violations.map(({ id, impact, nodes }) =>
    ({ id, impact, elements: nodes.map((node) => node.html) }))]);
}"""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that is broken, how grave that is, and the HTML of each element that breaks it."""

    id: str
    impact: str
    elements: list[str]


def run_axe(page: Page, options: Mapping[str, object] | None = None) -> tuple[int, list[Violation]]:
    """Return how many rules hold for something on the page, and those that are broken."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    passed, broken = json.loads(page.evaluate(_RUN, {"resultTypes": ["violations"], **(options or {})}))
    return passed, [Violation(**one) for one in broken]
