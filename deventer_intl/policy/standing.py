"""How a figure is known. No database here."""

from enum import StrEnum


class Standing(StrEnum):
    """How a figure came to be."""

    RECKONED = "reckoned"
    # Records that were imported are among those it was reckoned of.
    RECKONED_WITH_IMPORTED = "reckoned-imported"
    TYPED = "typed"
    IMPORTED = "imported"
    # Nothing was entered, and the portal was not there yet.
    UNKNOWN = "unknown"
    # There is nothing to divide by.
    UNDEFINED = "undefined"
    # The year is still to come.
    TO_COME = "to-come"

    @property
    def is_reckoned(self) -> bool:
        return self in {Standing.RECKONED, Standing.RECKONED_WITH_IMPORTED}

    @property
    def has_imported(self) -> bool:
        """Whether something in it came from a file, from before the portal."""
        return self in {Standing.IMPORTED, Standing.RECKONED_WITH_IMPORTED}
