"""Fill a scratch database that has organisations and cases with the policy: measurements, activities, and earlier years as imported.

As many activities, decisions and events of earlier years as there are organisations; then a snapshot of each year is taken, as staff do.
"""

import os
import sys

import psycopg

from .scratch import without_triggers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deventer_intl.settings")

TABLES = [
    "globalgoals_pastimport", "globalgoals_measurement", "subsidies_pastdecision", "events_pastevent", "deventer_intl_policyactivity",
]  # fmt: skip
ROWS = """
INSERT INTO globalgoals_pastimport (kind, file_name, sha256, source, rows, imported_at)
SELECT kind, kind || '.xlsx', repeat('a', 64), 'Bench', %(size)s, now() FROM unnest(ARRAY['decisions', 'events', 'figures']) kind;

INSERT INTO globalgoals_measurement (indicator_id, year, value, unit, measured_on, source, origin, reason, recorded_at)
SELECT indicator.id, year, 10 + year %% 10, indicator.unit, make_date(year, 12, 31), 'Bench', 'typed', '', now()
FROM globalgoals_indicator indicator CROSS JOIN generate_series(2021, %(last)s) year
WHERE indicator.reckoned_by = '';

INSERT INTO subsidies_pastdecision (scheme_id, year, ceiling, organisation_id, purpose, amount, country_id, goal_id, source, imported_with_id)
SELECT (SELECT min(id) FROM subsidies_scheme), 2021 + i %% (%(last)s - 2020), 100000 * %(size)s, 1 + i %% %(size)s, 'Pompen bij scholen ' || i,
    100000, (SELECT min(id) FROM organisations_country) + i %% 100, 1 + i %% 17, 'Bench', (SELECT id FROM globalgoals_pastimport WHERE kind = 'decisions')
FROM generate_series(1, %(size)s) i;

INSERT INTO events_pastevent (year, kind, title, organisation_id, source, imported_with_id)
SELECT 2021 + i %% (%(last)s - 2020), (ARRAY['event', 'mission', 'theme-meeting'])[1 + i %% 3], 'Bijeenkomst van toen ' || i, 1 + i %% %(size)s,
    'Bench', (SELECT id FROM globalgoals_pastimport WHERE kind = 'events')
FROM generate_series(1, %(size)s) i;

INSERT INTO deventer_intl_policyactivity (ambition_id, event_id)
SELECT ambition.id, event.id FROM events_event event
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS number FROM globalgoals_ambition) ambition
ON ambition.n = event.id %% ambition.number
"""


def fill(size: int) -> None:
    """Triggers are off meanwhile, so that nothing of it is history."""
    from django.utils import timezone

    values = {"size": size, "last": timezone.localdate().year - 1}
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection, without_triggers(connection, TABLES):
        for statement in ROWS.split(";\n\n"):
            connection.execute(statement, values)


def take_snapshots() -> None:
    """Take a snapshot of each year of the plan until this one."""
    from django.utils import timezone

    from deventer_intl.policy.actions.snapshot import take
    from globalgoals.models import PolicyPlan
    from organisations.models import User

    today = timezone.localdate()
    plan = PolicyPlan.objects.current(today.year)
    by = User.objects.get(email="bench-staff@voorbeeld.example")
    for year in plan.years:
        if year <= today.year:
            take(plan=plan, year=year, by=by)


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
    take_snapshots()
