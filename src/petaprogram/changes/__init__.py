"""What changed between two moments: today's data, a snapshot, a day.

Every row and cell is compared by the id of its row; what a change means is decided from its cells alone.
"""
