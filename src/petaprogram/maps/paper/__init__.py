"""The map as shapes on a sheet: where names, scale, legend and texts stand, in millimetres.

What writes a file takes these shapes and decides nothing.
"""
