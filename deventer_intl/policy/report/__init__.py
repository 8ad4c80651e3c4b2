"""The report of a plan, from the frozen figures of its years: `report_of(words, snapshots, texts, language)` is pure.

`reading.py` reads what it takes from the database; `tree.py` says what comes out.
"""
