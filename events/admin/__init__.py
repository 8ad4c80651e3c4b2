from . import event, hanse, photo, visit

__all__ = ["event", "hanse", "photo", "visit"]
