"""The page Kesenjangan: matrix, ranking, equity, overlaps, and the controls that they share."""
