"""What a person sees, in a real Chromium on a running app.

`conftest` starts servers (`serve`; `kediri` is the one with the published data), `visit` opens a page of
one, and at the end of a test every visit must have stayed clean and asked no other machine. `screen` reads
and works a page (`read_map.js` is what it asks the map), `server` is the process of the app, `guard` notes
in it every call to another machine, and `files` makes broken and hostile copies of the data.
"""
