"""The parts of the page Peta that no other page has."""
