from .shelter import ShelterPlaceAdmin, ShelterProgrammeAdmin, ShelterTotalAdmin
from .shelter_story import ShelterStoryAdmin, StoryConsentAdmin

__all__ = [
    "ShelterPlaceAdmin",
    "ShelterProgrammeAdmin",
    "ShelterStoryAdmin",
    "ShelterTotalAdmin",
    "StoryConsentAdmin",
]
