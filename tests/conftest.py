"""What all tests share: property tests are repeatable and have no clock."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "upriver", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("upriver")
