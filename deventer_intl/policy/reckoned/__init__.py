"""What the portal reckons itself: by the name that an indicator carries, a figure for each year and the records behind it.

To add one: a module of this room with a `Reckoner`, and its line in `RECKONERS`.
"""

from .reckoner import Reckoner

RECKONERS: dict[str, Reckoner] = {}
