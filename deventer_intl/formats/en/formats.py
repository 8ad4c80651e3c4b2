"""English as it is written in Europe: the day before the month."""

DATE_FORMAT = "j F Y"
