"""Files in and out: read within limits and without waiting, written as a whole or not at all."""
