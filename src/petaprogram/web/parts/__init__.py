"""What several pages show: controls, maps, records, charts, downloads."""
