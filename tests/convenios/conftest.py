"""Property tests measure rules, not the speed of a shared machine."""

from hypothesis import settings

settings.register_profile("sin_reloj", deadline=None)
settings.load_profile("sin_reloj")
