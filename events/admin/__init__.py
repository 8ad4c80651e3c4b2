from . import hanse, visit

__all__ = ["hanse", "visit"]
