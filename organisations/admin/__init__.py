from . import decisions, directory, introduction, membership, picture

__all__ = ["decisions", "directory", "introduction", "membership", "picture"]
