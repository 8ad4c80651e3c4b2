from .activity import CountryPresence, OfferOrNeed, Project
from .confirmation import ConfirmationRequest
from .directory import DirectoryEntry, LoadedRecord
from .geography import CityTie, Continent, Country, HanseCity, Place
from .membership import Claim, Invitation, Membership, Role
from .network import Network, NetworkMembership
from .organisation import (
    Aboard,
    GoalTag,
    GoalTagTarget,
    Language,
    Organisation,
    OrganisationTheme,
    Sector,
    Theme,
)
from .user import User

__all__ = [
    "Aboard",
    "CityTie",
    "Claim",
    "ConfirmationRequest",
    "Continent",
    "Country",
    "CountryPresence",
    "DirectoryEntry",
    "GoalTag",
    "GoalTagTarget",
    "HanseCity",
    "Invitation",
    "Language",
    "LoadedRecord",
    "Membership",
    "Network",
    "NetworkMembership",
    "OfferOrNeed",
    "Organisation",
    "OrganisationTheme",
    "Place",
    "Project",
    "Role",
    "Sector",
    "Theme",
    "User",
]
