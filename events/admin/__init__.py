from . import event, hanse, mission_result, photo, registration, shelter, shelter_story, visit

__all__ = ["event", "hanse", "mission_result", "photo", "registration", "shelter", "shelter_story", "visit"]
