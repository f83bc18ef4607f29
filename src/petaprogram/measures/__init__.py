"""What is recorded where: states, counts, comparisons, and what one map shows.

A measure takes frames and returns a Series by kode; nothing here draws.
"""
