from . import decisions, directory, education, introduction, membership, picture

__all__ = ["decisions", "directory", "education", "introduction", "membership", "picture"]
