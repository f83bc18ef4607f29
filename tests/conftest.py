"""Settings of all tests."""

from hypothesis import settings

# How long an example takes depends on the machine, not on what is tested.
settings.register_profile("petaprogram", deadline=None)
settings.load_profile("petaprogram")
