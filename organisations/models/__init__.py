from .activity import CountryPresence, OfferOrNeed, Project
from .directory import DirectoryEntry, LoadedRecord
from .geography import CityTie, Continent, Country, HanseCity, Place
from .membership import Claim, Invitation, Membership, Role
from .network import Network, NetworkMembership
from .organisation import Aboard, GoalTag, Language, Organisation, Sector, Theme
from .picture import Picture
from .user import User

__all__ = [
    "Aboard",
    "CityTie",
    "Claim",
    "Continent",
    "Country",
    "CountryPresence",
    "DirectoryEntry",
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
    "Picture",
    "Place",
    "Project",
    "Role",
    "Sector",
    "Theme",
    "User",
]
