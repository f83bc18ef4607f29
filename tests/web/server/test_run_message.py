"""The theme in the first message of a run is that of Streamlit, looked up once."""

from __future__ import annotations

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from petaprogram.web.server import run_message

SECTIONS = (
    "theme",
    "theme.light",
    "theme.dark",
    "theme.sidebar",
    "theme.light.sidebar",
    "theme.dark.sidebar",
)


def test_every_section_is_written_as_streamlit_does_and_looked_up_once() -> None:
    run_message.keep_theme()
    run_message._theme.cache_clear()
    for _ in range(3):
        for section in SECTIONS:
            ours, streamlits = CustomThemeConfig(), CustomThemeConfig()
            app_session._populate_theme_msg(ours, section)
            run_message._populate(streamlits, section)
            assert ours == streamlits
    assert run_message._theme.cache_info().misses == len(SECTIONS)
