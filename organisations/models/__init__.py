from .activity import CountryPresence, OfferOrNeed, Project, ProjectGoal
from .directory import DirectoryEntry, LoadedRecord
from .editing import Draft, ProposedChange
from .geography import CityTie, Continent, Country, HanseCity, Place
from .membership import Claim, Invitation, Membership, Role
from .network import Network, NetworkMembership
from .organisation import Aboard, GoalTag, Language, Organisation, Sector, Theme
from .user import User

__all__ = [
    "Aboard",
    "CityTie",
    "Claim",
    "Continent",
    "Country",
    "CountryPresence",
    "DirectoryEntry",
    "Draft",
    "GoalTag",
    "HanseCity",
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
    "ProjectGoal",
    "ProposedChange",
    "Role",
    "Sector",
    "Theme",
    "User",
]
