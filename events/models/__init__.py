from .calendar_link import CalendarLink
from .event import Event, EventCity, EventCountry, EventGoal, EventOrganisation
from .photo import EventPhoto
from .registration import Registration, RegistrationTerms
from .series import Series
from .shelter import ShelterProgramme, ShelterTotal
from .shelter_consent import StoryConsent
from .shelter_place import ShelterPlace, ShelterTask
from .shelter_story import ShelterPhoto, ShelterStory

__all__ = [
    "CalendarLink",
    "Event",
    "EventCity",
    "EventCountry",
    "EventGoal",
    "EventOrganisation",
    "EventPhoto",
    "Registration",
    "RegistrationTerms",
    "Series",
    "ShelterPhoto",
    "ShelterPlace",
    "ShelterProgramme",
    "ShelterStory",
    "ShelterTask",
    "ShelterTotal",
    "StoryConsent",
]
