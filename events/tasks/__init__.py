"""Jobs about events; procrastinate finds and runs them in the worker."""

from . import missions, registering, shelter

__all__ = ["missions", "registering", "shelter"]
