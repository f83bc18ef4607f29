"""The checked areas of one city: read with suspicion, measured in metres, joined by kode.

Names of places lead to codes here and nowhere else.
"""
