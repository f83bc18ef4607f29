"""The pages in a browser: the only room that knows Streamlit.

What a page shows is computed in the rooms above; here it is laid out, linked and sent.
"""
