from . import decisions, directory, introduction, membership

__all__ = ["decisions", "directory", "introduction", "membership"]
