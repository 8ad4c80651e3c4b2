from .calendar_link import CalendarLink
from .delegation import Delegation
from .delegation_guest import DelegationGuest
from .delegation_host import DelegationHost, DelegationItem
from .diet import DietaryNeed
from .event import Event, EventCity, EventCountry, EventOrganisation
from .goals import EventGoal, EventGoalTarget, MissionGoal, MissionGoalTarget
from .hanse import (
    HanseaticDays,
    HanseaticDaysOrganisation,
    HanseProgrammeItem,
    HanseProgrammeItemOrganisation,
    HanseResult,
    Strand,
)
from .matching import Party, Presence, Refusal, Wish
from .meeting import MeetingDay, MissionMeeting
from .message import EventMessage
from .mission import (
    Mission,
    MissionCountry,
    MissionOrganisation,
    MissionPlace,
    Stage,
)
from .mission_company import MissionCompany, Traveller
from .mission_partner import Counterpart
from .mission_programme import MissionDocument, MissionItem, MissionItemCompany
from .mission_result import FollowUp, FollowUpLink, FollowUpNote
from .past_event import PastEvent
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
    "Counterpart",
    "Delegation",
    "DelegationGuest",
    "DelegationHost",
    "DelegationItem",
    "DietaryNeed",
    "Event",
    "EventCity",
    "EventCountry",
    "EventGoal",
    "EventGoalTarget",
    "EventMessage",
    "EventOrganisation",
    "EventPhoto",
    "FollowUp",
    "FollowUpLink",
    "FollowUpNote",
    "HanseProgrammeItem",
    "HanseProgrammeItemOrganisation",
    "HanseResult",
    "HanseaticDays",
    "HanseaticDaysOrganisation",
    "MeetingDay",
    "Mission",
    "MissionCompany",
    "MissionCountry",
    "MissionDocument",
    "MissionGoal",
    "MissionGoalTarget",
    "MissionItem",
    "MissionItemCompany",
    "MissionMeeting",
    "MissionOrganisation",
    "MissionPlace",
    "Party",
    "PastEvent",
    "Presence",
    "Question",
    "Refusal",
    "Registration",
    "RegistrationTerms",
    "Series",
    "ShelterPhoto",
    "ShelterPlace",
    "ShelterProgramme",
    "ShelterStory",
    "ShelterTask",
    "ShelterTotal",
    "Stage",
    "StoryConsent",
    "Strand",
    "Traveller",
    "Visit",
    "VisitOrganisation",
    "Wish",
]
