"""The page Paparan: one step of the presentation at a time."""
