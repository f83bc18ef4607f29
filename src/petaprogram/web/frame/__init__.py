"""What stands around every page: menu, search, languages, banner and foot.

`shell` is the script that Streamlit runs at every visit.
"""
