from .activity import CountryPresence, OfferOrNeed, Project, ProjectGoal
from .confirmation import ConfirmationRequest
from .directory import DirectoryEntry, LoadedRecord
from .editing import Draft, ProposedChange
from .geography import CityTie, Continent, Country, HanseCity, Place
from .goal_tag import GoalTag, GoalTagTarget
from .introduction import AnswerLink, Introduction
from .membership import Claim, Invitation, Membership, Role
from .network import Network, NetworkMembership
from .organisation import (
    Aboard,
    Language,
    Organisation,
    OrganisationTheme,
    Sector,
    Theme,
)
from .picture import Picture
from .room import Meeting, Paper, RoomMessage
from .user import User

__all__ = [
    "Aboard",
    "AnswerLink",
    "CityTie",
    "Claim",
    "ConfirmationRequest",
    "Continent",
    "Country",
    "CountryPresence",
    "DirectoryEntry",
    "Draft",
    "GoalTag",
    "GoalTagTarget",
    "HanseCity",
    "Introduction",
    "Invitation",
    "Language",
    "LoadedRecord",
    "Meeting",
    "Membership",
    "Network",
    "NetworkMembership",
    "OfferOrNeed",
    "Organisation",
    "OrganisationTheme",
    "Paper",
    "Picture",
    "Place",
    "Project",
    "ProjectGoal",
    "ProposedChange",
    "Role",
    "RoomMessage",
    "Sector",
    "Theme",
    "User",
]
