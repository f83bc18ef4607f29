"""The page: `?izin=1` shows an uploader and says what came, without it there is none."""

import streamlit as st

from petaprogram.web.server.editing import may_edit
from petaprogram.web.server.uploads import grant_uploads, withdraw_uploads

st.text(f"boleh: {may_edit()}")
if "izin" in st.query_params:
    grant_uploads()
    file = st.file_uploader("Berkas")
    st.text(f"isi: {file.getvalue() if file else None}")
else:
    withdraw_uploads()
