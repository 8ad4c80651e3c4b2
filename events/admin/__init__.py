from . import event, photo, registration, shelter, shelter_story

__all__ = ["event", "photo", "registration", "shelter", "shelter_story"]
