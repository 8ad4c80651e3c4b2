from . import directory, membership, users

__all__ = ["directory", "membership", "users"]
