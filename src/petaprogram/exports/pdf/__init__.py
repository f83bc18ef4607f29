"""PDF by Typst: what a page holds is made here as data, how it looks stands in `templates`."""
