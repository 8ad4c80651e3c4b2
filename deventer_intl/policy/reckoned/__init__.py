"""What the portal reckons itself: by the name that an indicator carries, a figure for each year and the records behind it.

To add one: its `Reckoner` in a module of this room.
"""

from . import abroad, grants, network
from .reckoner import Breakdown, Part, Reckoner, Record

__all__ = ["RECKONERS", "Breakdown", "Part", "Reckoner", "Record"]

RECKONERS: dict[str, Reckoner] = {**grants.RECKONERS, **abroad.RECKONERS, **network.RECKONERS}
