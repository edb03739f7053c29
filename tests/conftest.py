"""Settings for all tests."""

from hypothesis import settings

# No deadline: machines differ. Derandomised: the same commit gives the same result.
settings.register_profile("attrib", deadline=None, derandomize=True)
settings.load_profile("attrib")
