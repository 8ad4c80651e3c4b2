"""Jobs about subsidies; procrastinate finds them here."""

from . import case_tasks

__all__ = ["case_tasks"]
