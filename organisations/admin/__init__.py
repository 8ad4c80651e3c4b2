from . import directory, membership

__all__ = ["directory", "membership"]
