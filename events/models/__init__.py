from .event import Event, EventCity, EventCountry, EventGoal, EventOrganisation
from .registration import Registration, RegistrationTerms
from .series import Series

__all__ = [
    "Event",
    "EventCity",
    "EventCountry",
    "EventGoal",
    "EventOrganisation",
    "Registration",
    "RegistrationTerms",
    "Series",
]
