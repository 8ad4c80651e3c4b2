"""Jobs about events; procrastinate finds them here."""

from .shelter import tasks as shelter_tasks

__all__ = ["shelter_tasks"]
