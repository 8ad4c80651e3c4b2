from . import decisions, directory, education, export, introduction, membership, picture

__all__ = ["decisions", "directory", "education", "export", "introduction", "membership", "picture"]
