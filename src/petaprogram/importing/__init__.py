"""From an office's own spreadsheet to a plan of what would change: bytes, recipe and version in, plan out.

Nothing is written before somebody confirms, and nothing is guessed without being shown. Files are opened in
a process of their own (`worker`), which has no pandas, no network and little memory.
"""
