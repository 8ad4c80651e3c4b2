from .directory import DirectoryEntry, LoadedRecord
from .geography import CityTie, Country, HanseCity, Place
from .network import Network, NetworkMembership
from .organisation import GoalTag, Organisation, Theme
from .activity import CountryPresence, OfferOrNeed, Project
from .user import User

__all__ = [
    "CityTie",
    "Country",
    "CountryPresence",
    "DirectoryEntry",
    "GoalTag",
    "HanseCity",
    "LoadedRecord",
    "Network",
    "NetworkMembership",
    "OfferOrNeed",
    "Organisation",
    "Place",
    "Project",
    "Theme",
    "User",
]
