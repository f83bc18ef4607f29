"""Settings of the tests that run pages without a browser."""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner

# At the start of every AppTest Streamlit reads the metadata of all installed packages, to find components:
# half of the time of a page. None is installed while tests run.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
