"""Where nothing is recorded or nothing runs, which place comes first, and why.

A rank and its explanation come from the same row.
"""
