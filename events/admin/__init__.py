from . import event, photo, registration

__all__ = ["event", "photo", "registration"]
