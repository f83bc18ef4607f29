"""What the browser has to look at again when a part of a page changes."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Visit
from tests.browser.server import Server

# A selector such as "A:has(B) > *" makes it restyle whatever stands below A, at every change in A.
_ADD = """async () => {
    const spot = document.querySelector('[data-testid="stMainBlockContainer"] footer').parentElement;
    for (let turn = 0; turn < 10; turn += 1) {
        const added = document.createElement("p");
        added.className = "added";
        spot.append(added);
        await new Promise((shown) => { requestAnimationFrame(() => setTimeout(shown)); });
    }
}"""
# "[class*=A] > *" makes it restyle whatever stands below an element whose class changes, and
# Streamlit changes the class of every element at every run.
_CHANGE = """async () => {
    const whole = document.querySelector('[data-testid="stMainBlockContainer"] > .stVerticalBlock');
    for (let turn = 0; turn < 10; turn += 1) {
        whole.classList.toggle("changed");
        await new Promise((shown) => { requestAnimationFrame(() => setTimeout(shown)); });
    }
}"""


@pytest.mark.parametrize("what", [_ADD, _CHANGE], ids=["a new element", "another class"])
@pytest.mark.parametrize("link", ["?program=kampung-senyum", "?program=kampung-senyum&langkah=2", "program"])
def test_a_change_makes_the_browser_style_few_elements(
    chromium: Browser, visit: Visit, kediri: Server, link: str, what: str
) -> None:
    page = visit(kediri, link, with_map=link.startswith("?")).page
    page.locator("footer").wait_for(state="attached")
    page.wait_for_timeout(1500)
    everything = page.locator("body *").count()
    chromium.start_tracing(page=page, categories=["devtools.timeline"])
    page.evaluate(what)
    events = json.loads(chromium.stop_tracing())["traceEvents"]
    counts = [
        event["args"]["elementCount"]
        for event in events
        if event.get("name") in {"UpdateLayoutTree", "RecalculateStyles"} and "elementCount" in event["args"]
    ]
    assert sum(counts) >= 10, "the browser tells no counts"
    assert sum(counts) / 10 < 0.1 * everything
