from .calendar_link import CalendarLink
from .diet import DietaryNeed
from .event import Event, EventCity, EventCountry, EventGoal, EventOrganisation
from .hanse import (
    HanseaticDays,
    HanseaticDaysOrganisation,
    HanseProgrammeItem,
    HanseProgrammeItemOrganisation,
    HanseResult,
    Strand,
)
from .message import EventMessage
from .photo import EventPhoto
from .question import Answer, Question
from .registration import Registration, RegistrationTerms
from .series import Series
from .shelter import ShelterProgramme, ShelterTotal
from .shelter_consent import StoryConsent
from .shelter_place import ShelterPlace, ShelterTask
from .shelter_story import ShelterPhoto, ShelterStory
from .visit import Visit, VisitOrganisation

__all__ = [
    "Answer",
    "CalendarLink",
    "DietaryNeed",
    "Event",
    "EventCity",
    "EventCountry",
    "EventGoal",
    "EventMessage",
    "EventOrganisation",
    "EventPhoto",
    "HanseProgrammeItem",
    "HanseProgrammeItemOrganisation",
    "HanseResult",
    "HanseaticDays",
    "HanseaticDaysOrganisation",
    "Question",
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
    "Strand",
    "Visit",
    "VisitOrganisation",
]
