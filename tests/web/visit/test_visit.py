"""What a visit keeps from page to page: read once a run, never from the run before."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def test_what_the_link_keeps_is_read_at_the_begin_of_each_run() -> None:
    def script() -> None:
        import streamlit as st  # noqa: PLC0415  (AppTest runs the text of this function)

        from petaprogram.web.visit import visit  # noqa: PLC0415

        seen = [visit.current().code]
        for language, slug in (("en", "asesmen"), ("id", None)):
            visit.begin()
            seen.append(f"{visit.current().code} {visit.snapshot()}")
            st.query_params["bahasa"] = language
            if slug:
                st.query_params["cuplikan"] = slug
            seen.append(f"{visit.current().code} {visit.snapshot()}")
        visit.begin()
        seen.append(f"{visit.current().code} {visit.snapshot()}")
        st.text("; ".join(seen))

    page = AppTest.from_function(script)
    page.query_params["bahasa"] = "en"
    expected = "en; en None; en None; en asesmen; en asesmen; id asesmen"
    assert page.run().text[0].value == expected
    # The second run, of the link that the first one left.
    assert page.run().text[0].value == expected.replace("en; en None; en None", "id; id asesmen; id asesmen")
