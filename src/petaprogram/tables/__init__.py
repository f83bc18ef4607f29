"""What a column may hold, and how CSV and TOML files become the validated `Dataset`.

Cells are checked one by one first, then rows and tables against each other.
"""
