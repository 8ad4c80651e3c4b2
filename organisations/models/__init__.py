from .activity import CountryPresence, OfferOrNeed, Project
from .directory import DirectoryEntry, LoadedRecord
from .geography import CityTie, Continent, Country, HanseCity, Place
from .network import Network, NetworkMembership
from .organisation import GoalTag, Language, Organisation, Sector, Theme
from .user import User

__all__ = [
    "CityTie",
    "Continent",
    "Country",
    "CountryPresence",
    "DirectoryEntry",
    "GoalTag",
    "HanseCity",
    "Language",
    "LoadedRecord",
    "Network",
    "NetworkMembership",
    "OfferOrNeed",
    "Organisation",
    "Place",
    "Project",
    "Sector",
    "Theme",
    "User",
]
