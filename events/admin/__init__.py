from . import event, hanse, mission, mission_people, photo, registration, shelter, shelter_story, visit

__all__ = ["event", "hanse", "mission", "mission_people", "photo", "registration", "shelter", "shelter_story", "visit"]
