"""A link of the history is read as it was written, and what means nothing is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from petaprogram.changes.history_link import PARAMETERS, HistoryView, read_link
from petaprogram.changes.history_words import CHANGE_KINDS

TEXTS = st.text(st.characters(categories=["L", "N"]), max_size=20)


@given(
    st.builds(
        HistoryView,
        row=TEXTS,
        kode=st.sampled_from(["", "35", "35.71", "35.71.02.1016"]),
        program=TEXTS,
        office=TEXTS,
        kind=st.sampled_from(["", *CHANGE_KINDS]),
        before=st.none() | st.integers(1, 10**9 - 1),
    )
)
def test_what_is_written_is_read(view):
    written = {name: [value] for name, value in view.parameters.items()}
    assert set(written) <= set(PARAMETERS)
    assert read_link(written) == (view, ())


def test_what_means_nothing_is_named():
    params = {
        "kode": ["Pocanan"],
        "jenis": ["x"],
        "sebelum": ["-1"],
        "data": ["a\0b"],
        "kantor": ["x" * 201],
    }
    view, unknown = read_link(params)
    assert view == HistoryView()
    assert {one.partition("=")[0] for one in unknown} == set(params)
