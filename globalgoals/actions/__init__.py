from .practice import practice_from

__all__ = ["practice_from"]
