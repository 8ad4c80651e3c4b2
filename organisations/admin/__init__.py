from . import directory, introduction, membership, users

__all__ = ["directory", "introduction", "membership", "users"]
