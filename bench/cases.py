"""Fill a scratch database of `bench.seed` with cases, print the cookie of a civil servant who may do everything with them.

For each of its organisations a grant that was made known; and, unless there are very many, as many cases that wait.
"""

import os
import sys

import psycopg

from .scratch import without_triggers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deventer_intl.settings")

# So many wait at most: the back-office is measured up to here, the register and its export beyond.
MOST_WAITING = 5_000
TABLES = [
    f"subsidies_{name}"
    for name in (
        "application", "application_countries", "application_goals", "supplementrequest", "decision", "ledgerentry",
        "paymentorder", "payment",
    )
]  # fmt: skip
# The cases that wait are in three states about as often; of one in twenty a supplement was asked, and half of those were
# supplied. They came in over the last eighty days, half of them are on somebody's desk.
ROWS = """
CREATE TEMPORARY TABLE cases AS
SELECT i AS number, i > %(size)s AS waits,
    CASE WHEN i <= %(size)s THEN 'granted' WHEN i %% 40 = 3 THEN 'supplement-requested' WHEN i %% 10 < 4 THEN 'submitted'
        WHEN i %% 10 < 7 THEN 'under-review' ELSE 'to-be-decided' END AS state,
    now() - (i %% 80) * interval '1 day' AS received_at
FROM generate_series(1, %(size)s + %(waiting)s) i;

INSERT INTO subsidies_application (organisation_id, ceiling_id, version_id, number, state, channel, title, plan, starts_on, ends_on,
    partner, requested, budget_note, iban, account_holder, contact_name, contact_email, contact_phone, declarations, created_at,
    received_at, complete_at, handler_id, assessed_by_id)
SELECT 1 + number %% %(size)s, %(ceiling)s, %(version)s, number, state, 'online', 'Water bij scholen ' || number,
    repeat('Vijf scholen krijgen een pomp. ', 40), date '2026-06-01', date '2026-06-30', '', 120000, '', '', '', '', '', '', '[]',
    received_at, received_at, CASE WHEN state IN ('under-review', 'to-be-decided', 'granted') THEN received_at END,
    CASE WHEN number %% 2 = 0 THEN %(assessor)s END, CASE WHEN state = 'to-be-decided' THEN %(assessor)s END
FROM cases;

INSERT INTO subsidies_application_countries (application_id, country_id)
SELECT a.id, (SELECT min(id) FROM organisations_country) + a.number %% 100 FROM subsidies_application a WHERE number IS NOT NULL;

INSERT INTO subsidies_application_goals (application_id, goal_id, rank, motivation_nl, motivation_en, motivation_de)
SELECT id, 1 + number %% 17, 1, '', '', '' FROM subsidies_application WHERE number IS NOT NULL;

INSERT INTO subsidies_supplementrequest (application_id, text, steps, asked_at, due_on, supplied_at)
SELECT id, 'De offerte ontbreekt.', '["begroting"]', received_at, received_at::date + 14,
    CASE WHEN state <> 'supplement-requested' THEN received_at + interval '3 hours' END
FROM subsidies_application WHERE number %% 40 IN (3, 4) AND number > %(size)s;

INSERT INTO subsidies_decision (application_id, outcome, amount, refusal_ground, grounds, obligations, advance, reserves_budget, mandate,
    is_on_paper, is_in_english, public_title, public_summary, hides_place, arithmetic, settlement_path, version_id, snapshot,
    assessed_by_id, decided_by_id, decided_at, announced_at, is_offer)
SELECT id, 'grant', 120000, '', 'Past.', '', 0, false, '', false, false, title,
    repeat('Vijf scholen krijgen een pomp. ', 6), false, '[]', 'B', %(amount)s, '{}', %(assessor)s, %(decider)s, now(),
    now() - number * interval '1 minute', false
FROM subsidies_application WHERE state = 'granted';

INSERT INTO subsidies_ledgerentry (ceiling_id, version_id, application_id, source, target, amount, ground, entered_at)
SELECT ceiling_id, %(amount)s, id, 'free', CASE state WHEN 'granted' THEN state ELSE 'possible' END, 120000, 'ordinary', now()
FROM subsidies_application WHERE number IS NOT NULL;

INSERT INTO subsidies_ledgerentry (ceiling_id, version_id, application_id, source, target, amount, ground, entered_at)
SELECT ceiling_id, %(amount)s, id, 'granted', 'paid', 120000, 'ordinary', now()
FROM subsidies_application WHERE state = 'granted' AND number %% 2 = 0;

INSERT INTO subsidies_paymentorder (year, number, made_at, made_by_id, approved_at, approved_by_id)
VALUES (extract(year FROM now()), 1, now(), %(assessor)s, now(), %(decider)s);

INSERT INTO subsidies_payment (application_id, decision_id, kind, amount, due_on, planned_at, order_id, iban, account_holder, paid_on,
    return_reason)
SELECT a.id, d.id, 'advance', 120000, current_date, now(), (SELECT max(id) FROM subsidies_paymentorder), 'NL91ABNA0417164300',
    'Stichting Voorbeeld', current_date, ''
FROM subsidies_application a JOIN subsidies_decision d ON d.application_id = a.id WHERE a.state = 'granted' AND a.number %% 2 = 0
"""


def fill(size: int) -> None:
    """Triggers are off meanwhile, so that nothing of it is history."""
    from organisations.models import User
    from subsidies.models import CeilingVersion

    from .applications import ready_ceiling

    waiting = size if size <= MOST_WAITING else 0
    ceiling = ready_ceiling(size + waiting)
    people = [User.objects.create(email=f"bench-{name}@voorbeeld.example").pk for name in ("a", "b")]
    values = {
        "size": size,
        "waiting": waiting,
        "ceiling": ceiling.pk,
        "version": ceiling.scheme_versions.get().pk,
        "amount": CeilingVersion.objects.get(ceiling=ceiling).pk,
        "assessor": people[0],
        "decider": people[1],
    }
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as connection, without_triggers(connection, TABLES):
        for statement in ROWS.split(";\n\n"):
            connection.execute(statement, values)


def sign_in() -> str:
    """Return the cookie of somebody of the staff with all rights, who showed a second factor."""
    from allauth.account.internal.flows.login import record_authentication
    from django.http import HttpRequest
    from django.test import Client

    from organisations.models import User

    client, request = Client(), HttpRequest()
    request.user = User.objects.create_superuser("bench-staff@voorbeeld.example", name="Bench")
    client.force_login(request.user)
    request.session = client.session
    record_authentication(request, request.user, method="mfa", type="totp")
    request.session.save()
    return f"sessionid={request.session.session_key}"


if __name__ == "__main__":
    import django

    django.setup()
    fill(int(sys.argv[1]))
    print(sign_in())
