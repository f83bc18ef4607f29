"""One drawing of the areas, on many surfaces: its classes, colours, legend and labels.

Every surface takes the same `Classified`, so that a map has the same classes wherever it is shown.
"""
