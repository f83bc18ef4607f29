"""From an office's spreadsheet to the map: six steps, and nothing is written before the last."""
