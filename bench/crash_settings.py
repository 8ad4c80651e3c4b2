"""The settings of the portal, with the address of `bench.crash_urls` beside its own."""

from deventer_intl.settings import *  # noqa: F403

ROOT_URLCONF = "bench.crash_urls"
