from . import event, photo

__all__ = ["event", "photo"]
