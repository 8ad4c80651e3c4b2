"""The real data for a test: loaded once in a process, and copied from there into what the next test finds empty."""

from django.core.management import call_command
from django.db import connection, transaction


class RealData:
    def __init__(self):
        self.copies = {}

    def load(self):
        if self.copies and is_superuser():
            self.put_back()
            return
        empty = [table for table in connection.introspection.table_names() if not has_rows(table)]
        call_command("load_data", verbosity=0)
        self.copies = {table: rows_of(table) for table in empty if has_rows(table)}

    def put_back(self):
        """Write the rows as they were, with what the triggers wrote beside them; no trigger writes it again."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self.copies.items():
                put_rows(cursor, table, rows)
            # A test that rolls back goes on in this transaction.
            cursor.execute("SET LOCAL session_replication_role = origin")


def is_superuser() -> bool:
    """Tell whether the tests may set aside all triggers at once: on a server of their own they may."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        return cursor.fetchone() == ("on",)


def has_rows(table) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
        return cursor.fetchone()[0]


def rows_of(table) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as copy:
        return b"".join(copy)


def put_rows(cursor, table, rows):
    with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as copy:
        copy.write(rows)
