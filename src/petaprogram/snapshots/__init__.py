"""Tables, boundaries and steps frozen into one file that proves itself unchanged.

What is altered or cut is refused with the name of the part.
"""
