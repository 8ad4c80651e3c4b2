"""The functions by which the database itself reckons what is due and removes it, and the terms to begin with.

Made anew after each migration, by the owner, from `parts.py` and `holds.py`: what a new table holds is never forgotten.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections

from ..states import CLOSED, State
from .holds import is_held_sql

# Archiefwet, Selectielijst gemeenten; drafts and contacts: as long as they are of use (AVG art. 5 lid 1 e).
MONTHS = {"drafts": 12, "contacts": 24, "refused": 60, "granted": 120}
REFUSED = (State.REFUSED, State.LEFT_OUT, State.WITHDRAWN)
GRANTED = (State.SETTLED, State.REVOKED)
GROUNDS = Path(__file__).parent.parent / "data" / "grounds-removed.nl.txt"

# Of a moment that the serving role can write, the history says whether it can be: its rows are stamped by the server and
# only added to. A case was not closed before the last time it was seen open.
DUE = """
CREATE OR REPLACE FUNCTION subsidies_retention_due(today date, the_case bigint DEFAULT NULL)
RETURNS TABLE (kind text, application_id bigint, since date, due_on date, held text[])
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    WITH terms AS (
        SELECT t.kind::text, make_interval(months => CASE
            WHEN t.shortened_at > now() - interval '28 days' THEN greatest(t.months, t.months_before)
            ELSE t.months END) AS term
        FROM subsidies_retentionterm t
    ), moments AS (
        SELECT 'drafts' AS kind, a.id, greatest(
            a.created_at,
            (SELECT max(saved_at) FROM subsidies_answers WHERE application_id = a.id),
            (SELECT max(pgh_created_at) FROM subsidies_applicationevent WHERE pgh_obj_id = a.id),
            (SELECT max(pgh_created_at) FROM subsidies_attachmentevent WHERE application_id = a.id)
        ) AS moment
        FROM subsidies_application a
        WHERE a.state = 'draft' AND (the_case IS NULL OR a.id = the_case)
        UNION ALL
        SELECT c.kind, a.id, greatest(
            a.closed_at,
            (SELECT max(pgh_created_at) FROM subsidies_applicationevent
             WHERE pgh_obj_id = a.id AND state NOT IN ({closed})),
            CASE WHEN c.kind = 'granted' THEN
                (SELECT max(paid_on) FROM subsidies_payment WHERE application_id = a.id)::timestamp
                AT TIME ZONE 'Europe/Amsterdam' END
        )
        FROM subsidies_application a
        JOIN (VALUES {classes}) AS c (kind, state) ON c.state = a.state
        WHERE a.closed_at IS NOT NULL AND (the_case IS NULL OR a.id = the_case)
    )
    SELECT c.kind, a.id, day.since, day.due_on, {held}
    FROM moments c
    JOIN terms ON terms.kind = c.kind
    JOIN subsidies_application a ON a.id = c.id
    CROSS JOIN LATERAL (
        SELECT d AS since, (d + terms.term)::date AS due_on FROM (SELECT (c.moment AT TIME ZONE 'Europe/Amsterdam')::date) AS m (d)
    ) AS day
    WHERE day.due_on <= today
        -- What was done is not done again, but for a contact that was noted anew.
        AND NOT EXISTS (
            SELECT 1 FROM subsidies_retentionremoval r
            WHERE r.key = a.id AND (r.kind = c.kind OR r.kind = 'granted') AND (c.kind <> 'contacts'
                OR '' = concat(a.contact_name, a.contact_email, a.contact_phone, a.postal_address, a.iban, a.account_holder))
        )
$$;
"""

STATEMENTS = """
CREATE OR REPLACE FUNCTION subsidies_retention_statements(the_kind text) RETURNS TABLE (part text, statement text)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT part, statement FROM (VALUES {rows}) AS s (position, kind, part, statement)
    WHERE kind = the_kind ORDER BY position
$$;
"""

# The one place where what is kept of a case is removed. It runs as the owner, whoever calls it; takes nobody's word for what is
# due; and notes what it did. The day of a run counts, and never one that the server has not seen yet.
REMOVE = """
CREATE OR REPLACE FUNCTION subsidies_remove(the_run bigint, the_kind text, the_case bigint) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    on_day date;
    reasons text[];
    called text;
    step record;
    touched bigint;
    counts jsonb := '{{}}';
    names text[] := '{{}}';
BEGIN
    -- One snapshot for the whole transaction would not see a hold that came while it waited for the lock.
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'removing is done in READ COMMITTED only' USING ERRCODE = 'invalid_transaction_state';
    END IF;
    SELECT run.day INTO on_day FROM subsidies_retentionrun run WHERE run.id = the_run AND NOT run.is_dry;
    IF on_day IS NULL OR on_day > (now() AT TIME ZONE 'Europe/Amsterdam')::date THEN
        RAISE EXCEPTION 'nothing is removed without a run of today or before, nor in a dry one'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'retention_run';
    END IF;
    -- The ceiling first, as all who move money do.
    PERFORM 1 FROM subsidies_ceiling
        WHERE id = (SELECT ceiling_id FROM subsidies_application WHERE id = the_case) FOR NO KEY UPDATE;
    PERFORM 1 FROM subsidies_application WHERE id = the_case FOR UPDATE;
    SELECT due.held INTO reasons FROM subsidies_retention_due(on_day, the_case) due WHERE due.kind = the_kind;
    IF reasons IS NULL THEN
        RAISE EXCEPTION '% of application % is not due', the_kind, the_case
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'retention_due';
    ELSIF cardinality(reasons) > 0 THEN
        RAISE EXCEPTION 'application % is held: %', the_case, reasons
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'retention_held';
    END IF;
    SELECT coalesce(format('%s-%s-%s', scheme.code, ceiling.year, to_char(a.number, 'FM999990000')), '') INTO called
        FROM subsidies_application a JOIN subsidies_ceiling ceiling ON ceiling.id = a.ceiling_id
        JOIN subsidies_scheme scheme ON scheme.id = ceiling.scheme_id
        WHERE a.id = the_case AND a.number IS NOT NULL;
    IF the_kind <> 'contacts' THEN
        EXECUTE $q$SELECT coalesce(array_agg(DISTINCT name), '{{}}') FROM ({files}) AS found (name)$q$
            INTO names USING the_case;
    END IF;
    -- The triggers that keep all this from being changed obey the owner alone (`guards.py`).
    PERFORM set_config('pgtrigger.ignore', array_agg(DISTINCT tgname)::text, true) FROM pg_trigger
        WHERE tgname LIKE 'pgtrigger\\_%' AND tgrelid IN (
            SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname IN ({tables}));
    FOR step IN SELECT part, statement FROM subsidies_retention_statements(the_kind) LOOP
        EXECUTE step.statement USING the_case, {grounds};
        GET DIAGNOSTICS touched = ROW_COUNT;
        IF touched > 0 THEN
            counts := counts || jsonb_build_object(step.part, touched);
        END IF;
    END LOOP;
    PERFORM set_config('pgtrigger.ignore', '', true);
    INSERT INTO subsidies_retentionremoval (run_id, kind, key, reference, counts, files, removed_at)
        VALUES (the_run, the_kind, the_case, coalesce(called, ''), counts, cardinality(names), now());
    RETURN names;
END $$;
"""

RIGHTS = """
REVOKE EXECUTE ON FUNCTION subsidies_remove, subsidies_retention_due, subsidies_retention_statements FROM PUBLIC;
"""
FOR_THE_SERVING_ROLE = "GRANT EXECUTE ON FUNCTION subsidies_remove, subsidies_retention_due TO {role};"


def quoted(text) -> str:
    return "'" + str(text).replace("'", "''") + "'"


def listed(texts) -> str:
    return ", ".join(quoted(text) for text in texts)


def functions() -> list[str]:
    """Return the SQL of all functions."""
    # Models are all there only now.
    from . import parts

    classes = [("contacts", state) for state in CLOSED]
    classes += [("refused", state) for state in REFUSED] + [("granted", state) for state in GRANTED]
    pairs = ", ".join(f"({quoted(kind)}, {quoted(state.value)})" for kind, state in classes)
    steps = [(kind, *step) for kind, steps in parts.statements().items() for step in steps]
    rows = ", ".join(f"({position}, {listed(step)})" for position, step in enumerate(steps))
    tables = [table for part in parts.parts() for table in (part.table, part.event_table) if table]
    before, after = GROUNDS.read_text(encoding="utf-8").strip().split("{day}")
    return [
        DUE.format(closed=listed(state.value for state in CLOSED), classes=pairs, held=is_held_sql()),
        STATEMENTS.format(rows=rows),
        REMOVE.format(
            files=" UNION ALL ".join(parts.files()),
            tables=listed(tables),
            grounds=f"{quoted(before)} || to_char(now() AT TIME ZONE 'Europe/Amsterdam', 'DD-MM-YYYY') || {quoted(after)}",
        ),
    ]


def install(using="default", sender=None, **kwargs):
    """Make the functions and what is missing of the terms, after `migrate`, as the owner."""
    if sender is not None and sender.name != list(apps.get_app_configs())[-1].name:
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('subsidies_retentionremoval') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        for function in functions():
            cursor.execute(function)
        cursor.execute(RIGHTS)
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.SERVING_ROLE])
        if cursor.fetchone():
            cursor.execute(FOR_THE_SERVING_ROLE.format(role=settings.SERVING_ROLE))
    terms = apps.get_model("subsidies.RetentionTerm").objects.using(using)
    for kind, months in MONTHS.items():
        terms.get_or_create(kind=kind, defaults={"months": months})
