"""A small app behind the middleware of the real one: a page with an uploader."""
