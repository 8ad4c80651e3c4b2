from .calendar_link import CalendarLink
from .event import Event, EventCity, EventCountry, EventGoal, EventOrganisation
from .photo import EventPhoto
from .registration import Registration, RegistrationTerms
from .series import Series

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
]
