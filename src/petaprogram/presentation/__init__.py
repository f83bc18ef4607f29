"""The steps of a presentation with what each shows, and the figures it points to.

Every figure knows the sources that it rests on.
"""
