from . import event, photo, shelter, shelter_story

__all__ = ["event", "photo", "shelter", "shelter_story"]
