"""What tests share: data to test on, pages without a browser, and readers of what was made.

`sample` is a city of four kelurahan as a `Dataset`, `sampledata` the same as files, `grid` makes cities of
squares, `instances` scenarios that can be solved by hand, and `real` reads the published data once. `pages`
opens a page as Streamlit runs it, `asgi` asks a middleware, `pdf` reads a PDF back, and `once` keeps a file
that takes long to make for all workers of a run.
"""
