"""The whole app as one HTML file that opens by a double click, without a network.

It shows the same maps, sentences and tables, computed beforehand for both languages.
"""
