"""The map in the browser: Leaflet, one script with the areas, one call that paints.

Only codes, numbers, our own words and checked names enter it.
"""
