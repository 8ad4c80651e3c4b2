from . import (
    delegation,
    event,
    goals,
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
    "goals",
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
