"""The table under the map: the same content, sortable, and to take away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import pyarrow as pa
import streamlit as st

from petaprogram.exports.record_tables import area_table
from petaprogram.maps.classes import Classified
from petaprogram.measures.map_theme import ThematicMap
from petaprogram.messages.language import Language
from petaprogram.messages.vocabulary import STATE, SYMBOL
from petaprogram.tables.dataset import Dataset
from petaprogram.web.parts import map_controls
from petaprogram.web.parts.components import render
from petaprogram.web.peta.map_legend import is_of
from petaprogram.web.visit import addresses
from petaprogram.web.visit.visit import current

_KEY = "tabel"
# Where the link that skips to the table leads.
TABLE = "tabel-kelurahan"


@dataclass(frozen=True, slots=True, eq=False)
class AreaTable:
    """The table of a view: `rows` is an `area_table`, `dressed` that for the screen, `printed` for paper.

    What Streamlit sends is an Arrow table: made here, it is made once, not at every run.
    """

    rows: pd.DataFrame
    dressed: pa.Table
    printed: str


@lru_cache(maxsize=128)
def make_area_table(
    dataset: Dataset,
    shown: ThematicMap,
    classified: Classified,
    only: str | None,
    language: Language,
    _snapshot: str | None,
) -> AreaTable:
    """Make the table of a view, once for all visitors; the frames are shared, so leave them as they are.

    Parameters
    ----------
    dataset, shown, classified, language
        Those of the view.
    only
        The id of the class to which it is narrowed down.
    _snapshot
        The slug of the visit's snapshot, which stands in the links.
    """
    rows = area_table(dataset, shown, classified, language)
    if only:
        rows = rows[is_of(classified, only).loc[rows.index]]
    return AreaTable(rows, _dress(dataset, rows), _print(dataset, rows))


def _dress(dataset: Dataset, table: pd.DataFrame) -> pa.Table:
    """Make an `area_table` ready for the screen: symbols, links to the profiles."""
    say = current().say
    pillars = list(dataset.pillars.sort_values("order")["name"])
    with_symbol = {say(word): f"{SYMBOL[state]} {say(word)}" for state, word in STATE.items()}
    # By hand: pandas takes a hundred times as long for so few rows.
    dressed = table.assign(**{name: [with_symbol[word] for word in table[name]] for name in pillars})
    dressed.insert(
        2, say("Profil"), [addresses.address("profil", {"kode": str(kode)}) for kode in table.index]
    )
    return pa.Table.from_pandas(dressed)


def show_table(made: AreaTable) -> None:
    """Show a table whose rows can be chosen, and for a printer the whole of it."""
    language, table = current(), made.rows
    say = language.say

    def chosen() -> None:
        selection = st.session_state[_KEY]["selection"]
        rows = [*selection["rows"], *(row for row, _ in selection["cells"])]
        if rows:
            map_controls.select(str(table.index[rows[-1]]))

    st.subheader(language.counted("Tabel ({count:f} kelurahan)", len(table)), anchor=TABLE)
    st.dataframe(
        made.dressed,
        hide_index=True,
        key=_KEY,
        on_select=chosen,
        selection_mode=["single-row", "single-cell"],
        height=480,
        alt=say("Tabel kelurahan dengan nilai yang ditampilkan peta"),
        column_config={
            say("Profil"): st.column_config.LinkColumn(
                width=70, display_text=say("buka"), help=say("Profil lengkap kelurahan, di jendela baru")
            ),
            say("Kode"): st.column_config.TextColumn(width=130),
            say("Data"): st.column_config.NumberColumn(width="small"),
            say("Program"): st.column_config.TextColumn(width="large"),
        },
    )
    st.html(made.printed)


def _print(dataset: Dataset, table: pd.DataFrame) -> str:
    """Write an `area_table` for a printer alone: on the screen it is a canvas that holds what is in sight."""
    say = current().say
    pillars = dataset.pillars.sort_values("order")
    symbols = {say(word): SYMBOL[state] for state, word in STATE.items()}
    titles = [say("Kelurahan"), say("Kecamatan"), say("Yang ditampilkan"), say("Program"), say("Sejak")]
    titles += [say("Mitra"), say("Sumber")]
    cells = [list(table[title]) for title in titles]
    cells += [[symbols[word] for word in table[name]] for name in pillars["name"]]
    return render(
        "peta/print_table.html",
        titles=titles,
        letters=list(pillars["letter"]),
        rows=zip(*cells, strict=True),
        pillars=list(pillars[["letter", "name"]].itertuples(index=False, name=None)),
        states=[(SYMBOL[state], word) for state, word in STATE.items()],
    )
