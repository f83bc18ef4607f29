"""The tables with their whole history, in SQLite or PostgreSQL: who changed what, when and why.

One function writes; a version, once there, never changes, and is read as the CSV files that it stands for.
"""
