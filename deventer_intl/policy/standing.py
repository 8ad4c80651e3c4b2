"""How a figure is known. No database here."""

from enum import StrEnum


class Standing(StrEnum):
    """How a figure came to be."""

    RECKONED = "reckoned"
    TYPED = "typed"
    IMPORTED = "imported"
    # Nothing was entered, and the portal was not there yet.
    UNKNOWN = "unknown"
    # There is nothing to divide by.
    UNDEFINED = "undefined"
    # The year is still to come.
    TO_COME = "to-come"
