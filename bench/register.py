"""The public register with that many grants, in a scratch database: its page, and what streaming 360Giving takes of memory.

`python -m bench.register 100000` makes the database, fills it, measures and drops it; prints one line of JSON.
"""

import json
import os
import sys
import time

import psycopg

from .scratch import Scratch

TABLES = [
    f"subsidies_{name}"
    for name in ("application", "application_countries", "application_goals", "decision", "ledgerentry")
]
ROWS = """
INSERT INTO subsidies_application (organisation_id, ceiling_id, version_id, number, state, channel, title, plan, starts_on, ends_on,
    partner, requested, budget_note, iban, account_holder, contact_name, contact_email, contact_phone, declarations, created_at,
    received_at, complete_at)
SELECT (SELECT min(id) FROM organisations_organisation) + i %% 34, %(ceiling)s, %(version)s, i, 'granted', 'online', 'Om te meten',
    '', date '2026-06-01', date '2026-06-30', '', 120000, '', '', '', '', '', '', '[]', now(), now(), now()
FROM generate_series(1, %(size)s) i;

INSERT INTO subsidies_application_countries (application_id, country_id)
SELECT a.id, (SELECT min(id) FROM organisations_country) + a.number %% 100 FROM subsidies_application a;

INSERT INTO subsidies_application_goals (application_id, goal_id) SELECT id, 1 + number %% 17 FROM subsidies_application;

INSERT INTO subsidies_decision (application_id, outcome, amount, refusal_ground, grounds, obligations, advance, reserves_budget, mandate,
    is_on_paper, is_in_english, public_title, public_summary, hides_place, arithmetic, settlement_path, version_id, snapshot,
    assessed_by_id, decided_by_id, decided_at, announced_at)
SELECT id, 'grant', 120000, '', 'Past.', '', 0, false, '', false, false, 'Water bij scholen ' || number,
    repeat('Vijf scholen krijgen een pomp. ', 6), false, '[]', 'B', %(amount)s, '{}', %(assessor)s, %(decider)s, now(),
    now() - number * interval '1 minute'
FROM subsidies_application;

INSERT INTO subsidies_ledgerentry (ceiling_id, version_id, application_id, source, target, amount, ground, entered_at)
SELECT ceiling_id, %(amount)s, id, 'free', 'granted', 120000, 'ordinary', now() FROM subsidies_application;

INSERT INTO subsidies_ledgerentry (ceiling_id, version_id, application_id, source, target, amount, ground, entered_at)
SELECT ceiling_id, %(amount)s, id, 'granted', 'paid', 120000, 'ordinary', now() FROM subsidies_application WHERE number %% 2 = 0
"""


def make(size: int) -> None:
    """In the scratch database: fill, with triggers off, so that nothing of it is history."""
    import django

    django.setup()
    from organisations.models import User
    from subsidies.models import CeilingVersion

    from .applications import ready_ceiling

    ceiling = ready_ceiling(size)
    people = [User.objects.create(email=f"bench-{name}@voorbeeld.example").pk for name in ("a", "b")]
    values = {
        "size": size,
        "ceiling": ceiling.pk,
        "version": ceiling.scheme_versions.get().pk,
        "amount": CeilingVersion.objects.get(ceiling=ceiling).pk,
        "assessor": people[0],
        "decider": people[1],
    }
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection:
        for table in TABLES:
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in ROWS.split(";\n\n"):
            connection.execute(statement, values)
        connection.commit()
        for table in TABLES:
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def peak_memory() -> float:
    """Return the largest resident memory of this process so far, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure() -> dict:
    import django

    django.setup()
    from django.test import Client

    client, figures = Client(headers={"host": "localhost"}), {}
    for name, address in {
        "page": "/subsidies/register/",
        "filtered": "/subsidies/register/?doel=6",
        "text": "/subsidies/register/?q=pomp",
    }.items():
        client.get("/subsidies/register/?doel=1")
        since = time.perf_counter()
        assert client.get(address).status_code == 200, address
        figures[f"{name} ms"] = round((time.perf_counter() - since) * 1000)
    figures["memory before MB"] = round(peak_memory())
    since = time.perf_counter()
    response = client.get("/subsidies/register/360giving.json")
    figures["first part ms"] = round((time.perf_counter() - since) * 1000)
    grants = size = 0
    for part in response.streaming_content:
        grants, size = grants + part.count(b'"awardDate"'), size + len(part)
    figures |= {
        "grants": grants,
        "MB": round(size / 1e6, 1),
        "seconds": round(time.perf_counter() - since, 1),
        "peak memory MB": round(peak_memory()),
    }
    return figures


def main(size: int) -> dict:
    scratch, name = Scratch(), "bench_register"
    scratch.drop(name)
    scratch.execute(f'CREATE DATABASE "{name}"')
    try:
        scratch.run(name, "manage.py", "migrate", "--verbosity", "0")
        scratch.run(name, "manage.py", "load_data")
        scratch.run(name, "manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        scratch.run(name, "-m", "bench.register", "make", str(size))
        return json.loads(scratch.run(name, "-m", "bench.register", "measure").splitlines()[-1])
    finally:
        scratch.drop(name)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", size]:
            make(int(size))
        case ["measure"]:
            print(json.dumps(measure()))
        case [size]:
            print(json.dumps(main(int(size))))
