"""Pages as Streamlit's AppTest runs them, in the frame that a visitor sees around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import unescape

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from petaprogram.settings import ROOT
from petaprogram.web.parts.downloads import FILES

# What is installed stays so, and AppTest searches it at each run, for more than half of its time.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

SHELL = ROOT / "src" / "petaprogram" / "web" / "frame" / "shell.py"


def open_page(path: str = "peta", **link: str | Sequence[str]) -> AppTest:
    """Open a page by the parameters of its link."""
    page = AppTest.from_file(str(SHELL), default_timeout=60)
    page.switch_page(f"../../../../pages/{path}.py")
    for name, values in link.items():
        page.query_params[name] = [values] if isinstance(values, str) else list(values)
    # What is behind Unduh is drawn when it is open.
    page.session_state[FILES] = True
    return checked(page.run())


def checked(page: AppTest) -> AppTest:
    assert not page.exception
    assert not page.error
    return page


def html(page: AppTest) -> str:
    return "\n".join(one.proto.body for one in page.get("html"))


def text(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def said(page: AppTest) -> str:
    """Every text of the page that is not a control."""
    return unescape(text(html(page)))


def heading(page: AppTest) -> str:
    found = re.search(r"<h1>(.*?)</h1>", html(page), re.DOTALL)
    assert found is not None
    return unescape(text(found[1]))


def link_of(page: AppTest) -> dict[str, list[str]]:
    """The parameters of the address; AppTest gives a text for one value and a list for several."""
    pairs = page.query_params.items()
    return {name: [values] if isinstance(values, str) else sorted(values) for name, values in pairs}
