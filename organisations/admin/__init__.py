from . import decisions, directory, membership

__all__ = ["decisions", "directory", "membership"]
