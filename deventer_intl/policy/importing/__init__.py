"""What is known of the years before this portal, from a spreadsheet: all of a file at once, or nothing.

`kinds.py` says of each kind which columns a file has; `cells.py` reads a cell; `decisions.py`, `events.py` and `figures.py` read the
rows of a sheet into records that are not saved yet, with what is wrong by row and column; `carrying_out.py` saves them.
"""
