from .planned_days import day

__all__ = ["day"]
