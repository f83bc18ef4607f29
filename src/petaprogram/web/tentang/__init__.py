"""The page Tentang data: method, sources, boundaries, open issues, snapshots."""
