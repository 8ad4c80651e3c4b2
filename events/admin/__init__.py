from . import event, hanse, photo, registration, shelter, shelter_story, visit

__all__ = ["event", "hanse", "photo", "registration", "shelter", "shelter_story", "visit"]
