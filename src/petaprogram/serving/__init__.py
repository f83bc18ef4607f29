"""Several processes behind one address: who serves whom, and how they start and end."""
