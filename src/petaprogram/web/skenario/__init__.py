"""The page Skenario: the wish, and what it would change."""
