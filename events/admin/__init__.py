from . import delegation, event, hanse, photo, registration, shelter, shelter_story, visit

__all__ = ["delegation", "event", "hanse", "photo", "registration", "shelter", "shelter_story", "visit"]
