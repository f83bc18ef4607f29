"""An edition frozen into one file that proves itself unchanged: tables, boundaries and steps.

What is altered or cut is refused with the name of the part.
"""
