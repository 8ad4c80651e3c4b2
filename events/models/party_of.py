"""That whoever takes part in a mission has its place at the tables, whatever writes the row."""

import pgtrigger


def has_its_party(column: str) -> pgtrigger.Trigger:
    """Return the trigger of a table by which each new row gets a `Party` that names it in a column."""
    return pgtrigger.Trigger(
        name="has_its_party",
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        func=f"""
            INSERT INTO events_party (mission_id, {column}, contact_name, contact_phone)
            VALUES (NEW.mission_id, NEW.id, '', '');
            RETURN NULL;
        """,
    )
