"""Classes and colours, and the maps drawn from them."""
