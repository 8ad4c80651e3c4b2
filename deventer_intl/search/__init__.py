"""One search over everything that the portal shows.

`kinds/` says of each kind of record what of it is public, what is found of it and what changes it; `install.py` makes SQL of
that. Triggers note what changed (`SearchChange`, in the transaction that changes it), and a search first brings the index
(`SearchEntry`) up to date with what was noted. `query.py` asks the index, `hits.py` proves each hit once more and writes it out.
"""
