"""The script that Streamlit runs at every visit: the frame around the pages."""

from __future__ import annotations

import streamlit as st

from petaprogram.errors import DataError
from petaprogram.settings import ROOT
from petaprogram.web import components
from petaprogram.web.languages import current
from petaprogram.web.server import SOURCE, STATIC


def main() -> None:
    """Load the data, draw the frame, and run the page that the address names."""
    st.set_page_config(page_title="PetaProgram", page_icon=str(STATIC / "icon.svg"), layout="wide")
    language = current()
    say = language.say
    try:
        loaded = SOURCE.current()
    except DataError as error:
        components.show_problems(
            say("Data belum dapat ditampilkan"),
            say(
                "Berkas data tidak lolos pemeriksaan, dan belum ada data lama yang dapat dipakai. Perbaiki "
                "masalah di bawah ini, lalu muat ulang halaman."
            ),
            error.issues,
            expanded=True,
        )
        return
    page = st.navigation(
        [st.Page(ROOT / "pages" / "peta.py", title=say("Peta"), default=True)], position="hidden"
    )
    components.show("frame.html", city=loaded.dataset.areas.city)
    if loaded.refused:
        components.show_problems(
            say("Berkas data terbaru belum dipakai"),
            say(
                "Yang tampil adalah data terakhir yang lolos pemeriksaan. Perbaiki masalah ini pada "
                "berkasnya."
            ),
            loaded.refused,
        )
    page.run()
    dataset = loaded.dataset
    components.show(
        "footer.html",
        data_date=dataset.site.data_date,
        records=len(dataset.records),
        sources=len(dataset.sources),
        boundary_source=dataset.areas.source,
        boundary_edition=dataset.areas.edition,
        licence=dataset.site.licence_in(language),
    )


main()
