from . import (
    delegation,
    event,
    hanse,
    mission,
    mission_people,
    mission_result,
    photo,
    registration,
    shelter,
    shelter_story,
    visit,
)

__all__ = [
    "delegation",
    "event",
    "hanse",
    "mission",
    "mission_people",
    "mission_result",
    "photo",
    "registration",
    "shelter",
    "shelter_story",
    "visit",
]
