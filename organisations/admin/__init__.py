from . import decisions, directory, education, export, goals, introduction, membership, picture

__all__ = ["decisions", "directory", "education", "export", "goals", "introduction", "membership", "picture"]
