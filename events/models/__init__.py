from .event import Event, EventCity, EventCountry, EventGoal, EventOrganisation
from .hanse import (
    HanseaticDays,
    HanseaticDaysOrganisation,
    HanseProgrammeItem,
    HanseProgrammeItemOrganisation,
    HanseResult,
    Strand,
)
from .photo import EventPhoto
from .registration import Registration, RegistrationTerms
from .series import Series
from .visit import Visit, VisitOrganisation

__all__ = [
    "Event",
    "EventCity",
    "EventCountry",
    "EventGoal",
    "EventOrganisation",
    "EventPhoto",
    "HanseProgrammeItem",
    "HanseProgrammeItemOrganisation",
    "HanseResult",
    "HanseaticDays",
    "HanseaticDaysOrganisation",
    "Registration",
    "RegistrationTerms",
    "Series",
    "Strand",
    "Visit",
    "VisitOrganisation",
]
