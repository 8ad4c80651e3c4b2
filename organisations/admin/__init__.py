from . import decisions, directory, membership, users

__all__ = ["decisions", "directory", "membership", "users"]
