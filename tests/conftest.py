"""Settings of all tests."""

from hypothesis import settings

# How long an example takes depends on the machine, not on what is tested.
# `--hypothesis-profile thorough` looks further than every run has to.
settings.register_profile("petaprogram", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("petaprogram")
