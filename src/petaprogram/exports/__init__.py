"""Files to take away: spreadsheets, PDF, images, slides, and one HTML file for offline use.

An export computes nothing that a page does not show.
"""
