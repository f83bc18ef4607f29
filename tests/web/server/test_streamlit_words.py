"""What Streamlit says by itself is replaced by words of the page's language."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.runtime import backend_operation_handler

from petaprogram.messages.language import ENGLISH, INDONESIAN
from petaprogram.web.server.first_page import STREAMLIT, first_page
from petaprogram.web.server.streamlit_words import STREAMLIT_WORDS

# What is put together in the browser, and the part that stands in the modules.
COMPOSED = {
    "Press Enter to submit form": "Press Enter to ",
    "Press Enter to apply": "Press Enter to ",
    "20MB per file": " per file",
}
# What its server sends.
SENT = ["Failed to generate file for download"]


def test_every_text_stands_in_the_streamlit_that_is_installed():
    modules = "".join(path.read_text("utf-8") for path in (STREAMLIT / "static" / "js").glob("*.js"))
    whole = [one for one in STREAMLIT_WORDS if one not in {*COMPOSED, *SENT}]
    assert [one for one in whole if not any(f"{q}{one}{q}" in modules for q in "`'\"")] == []
    assert [part for part in COMPOSED.values() if part not in modules] == []
    server = Path(backend_operation_handler.__file__).read_text("utf-8")
    assert [one for one in SENT if f'"{one}"' not in server] == []


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH])
def test_the_first_page_carries_the_words_of_its_language(language):
    found = re.search(r'<meta name="streamlit-words" content="([^"]+)">', first_page(language))
    assert found
    words = json.loads(unescape(found[1]))
    assert words == {theirs: language.say(ours) for theirs, ours in STREAMLIT_WORDS.items()}
