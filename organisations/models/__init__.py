from .activity import CountryPresence, OfferOrNeed, Project
from .confirmation import ConfirmationRequest
from .directory import DirectoryEntry, LoadedRecord
from .editing import Draft, ProposedChange
from .education import SchoolExchange
from .export import ExportProfile, ExportProfileCountry, Industry
from .geography import CityTie, Continent, Country, HanseCity, Place
from .goal_tag import GoalTag, GoalTagTarget, ProjectGoal, ProjectGoalTarget
from .internship import InternshipOffer, Level
from .introduction import AnswerLink, Introduction
from .membership import Claim, Invitation, Membership, Role
from .network import Network, NetworkMembership
from .open_contact import ContactRequest, OpenContact
from .organisation import (
    Aboard,
    Language,
    Organisation,
    OrganisationTheme,
    Sector,
)
from .picture import Picture
from .room import Meeting, Paper, RoomMessage
from .theme import Theme
from .user import User

__all__ = [
    "Aboard",
    "AnswerLink",
    "CityTie",
    "Claim",
    "ConfirmationRequest",
    "ContactRequest",
    "Continent",
    "Country",
    "CountryPresence",
    "DirectoryEntry",
    "Draft",
    "ExportProfile",
    "ExportProfileCountry",
    "GoalTag",
    "GoalTagTarget",
    "HanseCity",
    "Industry",
    "InternshipOffer",
    "Introduction",
    "Invitation",
    "Language",
    "Level",
    "LoadedRecord",
    "Meeting",
    "Membership",
    "Network",
    "NetworkMembership",
    "OfferOrNeed",
    "OpenContact",
    "Organisation",
    "OrganisationTheme",
    "Paper",
    "Picture",
    "Place",
    "Project",
    "ProjectGoal",
    "ProjectGoalTarget",
    "ProposedChange",
    "Role",
    "RoomMessage",
    "SchoolExchange",
    "Sector",
    "Theme",
    "User",
]
