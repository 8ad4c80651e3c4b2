from .diet import DietaryNeed
from .event import Event, EventCity, EventCountry, EventGoal, EventOrganisation
from .message import EventMessage
from .photo import EventPhoto
from .question import Answer, Question
from .registration import Registration, RegistrationTerms
from .series import Series

__all__ = [
    "Answer",
    "DietaryNeed",
    "Event",
    "EventCity",
    "EventCountry",
    "EventGoal",
    "EventMessage",
    "EventOrganisation",
    "EventPhoto",
    "Question",
    "Registration",
    "RegistrationTerms",
    "Series",
]
