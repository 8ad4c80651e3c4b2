from . import directory, membership, picture, users

__all__ = ["directory", "membership", "picture", "users"]
