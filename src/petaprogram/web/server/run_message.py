"""The first message of every run: Streamlit tells the browser the theme of `.streamlit/config.toml` in it.

It looks each of them up among all options, six times over, at every run; here it does so once.
"""

from __future__ import annotations

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

# Nothing public leads there.
_populate = app_session._populate_theme_msg


@cache
def _theme(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    _populate(message, section)
    return message


def _put_theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    msg.MergeFrom(_theme(section))


def keep_theme() -> None:
    """Let Streamlit look up its theme once for all runs."""
    app_session._populate_theme_msg = _put_theme
