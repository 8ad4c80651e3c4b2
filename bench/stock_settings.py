"""The settings of the portal, with the stock admin of `bench.stock_urls` beside its own back-office."""

from deventer_intl.settings import *  # noqa: F403

ROOT_URLCONF = "bench.stock_urls"
