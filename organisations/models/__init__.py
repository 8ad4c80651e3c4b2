from .activity import CountryPresence, OfferOrNeed, Project
from .directory import DirectoryEntry, LoadedRecord
from .geography import CityTie, Continent, Country, HanseCity, Place
from .introduction import AnswerLink, Introduction
from .membership import Claim, Invitation, Membership, Role
from .network import Network, NetworkMembership
from .organisation import Aboard, GoalTag, Language, Organisation, Sector, Theme
from .user import User

__all__ = [
    "Aboard",
    "AnswerLink",
    "CityTie",
    "Claim",
    "Continent",
    "Country",
    "CountryPresence",
    "DirectoryEntry",
    "GoalTag",
    "HanseCity",
    "Introduction",
    "Invitation",
    "Language",
    "LoadedRecord",
    "Membership",
    "Network",
    "NetworkMembership",
    "OfferOrNeed",
    "Organisation",
    "Place",
    "Project",
    "Role",
    "Sector",
    "Theme",
    "User",
]
