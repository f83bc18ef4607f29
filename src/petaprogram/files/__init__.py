"""How a file is written: it is there as a whole or not at all, and what a killed program left goes."""
