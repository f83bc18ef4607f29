"""Controls tied to the link of their page.

A change of a control writes the link; a link that changed by itself (first visit, a pasted address, the
browser's back button) sets the controls. Streamlit's own `bind="query-params"` is not used, because it writes
the labels of options into the link, in the language of the visitor, and not their codes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from petaprogram.web.visit.visit import asked, rewrite, untold

View = TypeVar("View")
Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Tie(Generic[View]):
    """Controls of one page or of several, and what they have in common with a link.

    Parameters
    ----------
    name
        Begins the keys under which a session remembers the last link.
    keys
        The keys of the controls.
    read
        Turns parameters into a view, and names those that mean nothing here.
    write
        Turns a view into parameters.
    set_controls, read_controls
        Bring the controls to a view, and back.
    """

    name: str
    keys: tuple[str, ...]
    read: Callable[[Parameters], tuple[View, tuple[str, ...]]]
    write: Callable[[View], dict[str, list[str]]]
    set_controls: Callable[[View], None]
    read_controls: Callable[[], View]

    def open_link(
        self,
        version: str,
        *,
        resting: Collection[str],
        names: Collection[str] | None = None,
        own: Collection[str] = (),
    ) -> tuple[View, tuple[str, ...]]:
        """Bring controls and link together, before any control is drawn.

        Parameters
        ----------
        version
            The version of the data: other data may not have what was chosen.
        resting
            The keys of controls that are not drawn, or not always: Streamlit forgets the value of such a one
            unless it is set again.
        names
            The parameters that stand in the link of this page; the others are kept for the next one. Without
            it, all do.
        own
            Parameters of the page itself, which stay in its link.

        Returns
        -------
        view
            What the visitor looks at now.
        unknown
            Parameters of the link that mean nothing here.
        """
        state, link = st.session_state, _link(self.name)
        unknown, known_version = f"{link}-unknown", f"{link}-version"
        address = asked()
        shown = {name: values for name, values in address.items() if name not in own}
        before = state.get(link, {})
        params = {name: values for name, values in before.items() if names is not None and name not in names}
        params |= {name: values for name, values in shown.items() if names is None or name in names}
        changed_by_visitor = state.pop(_touched(self.name), False) or untold()
        # Set all controls when one is missing: Streamlit drops their values when a visitor leaves the page.
        fresh = state.get(known_version) != version or any(key not in state for key in self.keys)
        if fresh or (not changed_by_visitor and params != before):
            view, state[unknown] = self.read(params)
            self.set_controls(view)
        for key in resting:
            state[key] = state[key]
        view = self.read_controls()
        written = self.write(view)
        wanted = {name: values for name, values in written.items() if names is None or name in names}
        if wanted != shown:
            rewrite(wanted | {name: values for name, values in address.items() if name in own})
        state[link], state[known_version] = written, version
        return view, state[unknown]


def last_link(name: str) -> dict[str, list[str]]:
    """Return the parameters of the last view of a tie; empty before the first."""
    return dict(st.session_state.get(_link(name), {}))


def touch(name: str) -> None:
    """Note that a control changed: the link that the browser sent along may be older than the control."""
    st.session_state[_touched(name)] = True


def _link(name: str) -> str:
    return f"{name}-link"


def _touched(name: str) -> str:
    return f"{name}-touched"
