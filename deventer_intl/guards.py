"""What every table gets after a migration, whether or not its author thought of it.

- The serving role may read and write content, and only add to the history (`*event` tables).
- History cannot be truncated (updates and deletes are refused by pghistory's own triggers), and the serving role cannot
  switch those triggers off.
- A transaction that changes content bumps the *content stamp* once, when it commits; one that changes what only the office
  reads bumps that of the office.
"""

from django.apps import apps
from django.conf import settings
from django.db import connections

OUR_APPS = ("globalgoals", "organisations", "subsidies", "events", "deventer_intl")

# Content that nobody's page shows: writing it leaves every cached page valid.
NOT_CONTENT = {
    "organisations.User",
    "organisations.Membership",
    "organisations.Invitation",
    "organisations.Claim",
    "organisations.Draft",
    "organisations.ProposedChange",
    "organisations.ConfirmationRequest",
    "organisations.Introduction",
    "organisations.AnswerLink",
    "organisations.ContactRequest",
    "organisations.Meeting",
    "organisations.Paper",
    "organisations.RoomMessage",
    "organisations.DirectoryEntry",
    "organisations.LoadedRecord",
    "subsidies.Answers",
    "subsidies.BudgetLine",
    "subsidies.Attachment",
    "subsidies.Document",
    "subsidies.SupplementRequest",
    "subsidies.SupplementRequest_evidence",
    "subsidies.Suspension",
    "subsidies.Intention",
    "subsidies.Assessment",
    "subsidies.Score",
    "subsidies.Tie",
    "subsidies.GlassBreak",
    "subsidies.DecisionDraft",
    "subsidies.DefaultNotice",
    "subsidies.Batch",
    "subsidies.BatchItem",
    "subsidies.Payment",
    "subsidies.PaymentOrder",
    "subsidies.PaymentSuspension",
    "subsidies.IbanChange",
    "subsidies.Message",
    "subsidies.EqualDay",
    "subsidies.Reminder",
    "subsidies.Digest",
    "subsidies.SealedSeed",
    "subsidies.SampleSeed",
    "subsidies.SampleCheck",
    "subsidies.StaffNote",
    "subsidies.CaseExport",
    "subsidies.AccountabilityReport",
    "subsidies.ReportLine",
    "subsidies.ReportPhoto",
    "subsidies.FinalTerm",
    "subsidies.RetentionTerm",
    "subsidies.RetentionHold",
    "subsidies.RetentionRun",
    "subsidies.RetentionRemoval",
    "events.Registration",
    "events.ShelterPlace",
    "events.ShelterTask",
    "events.CalendarLink",
    "events.Answer",
    "events.DietaryNeed",
    "events.EventMessage",
    "events.Traveller",
    "events.Counterpart",
    "events.MissionDocument",
    "events.Delegation",
    "events.Delegation_themes",
    "events.Delegation_organisations",
    "events.DelegationHost",
    "events.DelegationItem",
    "events.DelegationGuest",
    "events.FollowUpLink",
    "events.FollowUpNote",
    "events.MeetingDay",
    "events.MissionMeeting",
    "events.Party",
    "events.Presence",
    "events.Wish",
    "events.Refusal",
    "globalgoals.NominationReason",
    "globalgoals.ConsentLink",
    "globalgoals.PrizeTie",
    "globalgoals.Ballot",
    "globalgoals.BallotScore",
    "globalgoals.JuryNote",
    "deventer_intl.ContentStamp",
    "deventer_intl.OutgoingMail",
    "deventer_intl.Erasure",
    "deventer_intl.Subscription",
    "deventer_intl.Delivery",
    "deventer_intl.ChapterSubscription",
    "deventer_intl.Pulse",
    "deventer_intl.SearchChange",
    "deventer_intl.SearchEntry",
}

# Of those, what the start page of the back-office does not read either: written often, kept by the portal for itself, or so
# private that not even the day of a change may show.
NOT_OF_THE_OFFICE = {
    "organisations.Draft",
    "organisations.DirectoryEntry",
    "organisations.LoadedRecord",
    "subsidies.Answers",
    "events.Registration",
    "events.Answer",
    "events.DietaryNeed",
    "events.CalendarLink",
    "events.ShelterPlace",
    "events.ShelterTask",
    "deventer_intl.ContentStamp",
    "deventer_intl.OutgoingMail",
    "deventer_intl.Erasure",
    "deventer_intl.Subscription",
    "deventer_intl.Delivery",
    "deventer_intl.ChapterSubscription",
    "deventer_intl.SearchChange",
    "deventer_intl.SearchEntry",
    # Asked of each time.
    "deventer_intl.Pulse",
}

# Added to and never changed, as history is: the ledger of the ceilings, and what went by retention term.
APPEND_ONLY = {
    "subsidies.CeilingVersion",
    "subsidies.LedgerEntry",
    "subsidies.RetentionRun",
    "subsidies.RetentionRemoval",
}

# Written by a function of the owner alone.
BY_FUNCTION = ("deventer_intl_erasure", "subsidies_retentionremoval", "subsidies_retentionremovalevent")

FUNCTIONS = """
CREATE OR REPLACE FUNCTION refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% can only be added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- In the place of pgtrigger's own, which obeys a setting that anyone may set: the serving role would write no history.
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '');
BEGIN
    RETURN ignored <> '' AND trigger_name = ANY(ignored::text[]) AND pg_has_role(
        current_user, (SELECT relowner FROM pg_class WHERE oid = 'organisations_userevent'::regclass), 'MEMBER');
END $$;

-- Deferred to the commit, and only the first time in a transaction: writers wait for each other there alone, briefly.
CREATE OR REPLACE FUNCTION bump_content_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('portal.stamped_in', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        PERFORM set_config('portal.stamped_in', pg_current_xact_id()::text, true);
        INSERT INTO deventer_intl_contentstamp (id, stamp) VALUES (1, 1)
        ON CONFLICT (id) DO UPDATE SET stamp = deventer_intl_contentstamp.stamp + 1;
    END IF;
    RETURN NULL;
END $$;

-- In the same row, so that no two transactions wait for each other crosswise.
CREATE OR REPLACE FUNCTION bump_office_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('portal.office_stamped_in', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        PERFORM set_config('portal.office_stamped_in', pg_current_xact_id()::text, true);
        INSERT INTO deventer_intl_contentstamp (id, stamp, office) VALUES (1, 0, 1)
        ON CONFLICT (id) DO UPDATE SET office = deventer_intl_contentstamp.office + 1;
    END IF;
    RETURN NULL;
END $$;
"""


def is_history(model):
    return hasattr(model, "pgh_tracked_model")


def append_only_models():
    return [model for model in apps.get_models() if is_history(model) or model._meta.label in APPEND_ONLY]


def tables_that_change():
    """Return the models of our apps, many-to-many tables included, but for history."""
    models = [model for label in OUR_APPS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return [model for model in models if not is_history(model) and not model._meta.proxy]


def is_content(model):
    # Groups and permissions of users are not content.
    return model._meta.label not in NOT_CONTENT and not model._meta.label.startswith("organisations.User_")


def content_models():
    """Return the models whose change can change a public page."""
    return [model for model in tables_that_change() if is_content(model)]


def office_models():
    """Return the models beside content whose change can change the start page of the back-office."""
    return [
        model for model in tables_that_change() if not is_content(model) and model._meta.label not in NOT_OF_THE_OFFICE
    ]


def install(using="default", sender=None, **kwargs):
    """Bring the guards of all tables up to date; runs after `migrate`, as the owner."""
    if sender is not None and sender.name != list(apps.get_app_configs())[-1].name:
        return
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('deventer_intl_contentstamp') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(FUNCTIONS)
        for model in append_only_models():
            _replace_trigger(cursor, model, "refuse_truncate", "BEFORE TRUNCATE", "FOR EACH STATEMENT")
        for function, models in (("bump_content_stamp", content_models()), ("bump_office_stamp", office_models())):
            for model in models:
                scope = "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                _replace_trigger(cursor, model, function, "AFTER INSERT OR UPDATE OR DELETE", scope)
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.SERVING_ROLE])
        if cursor.fetchone():
            _grant(cursor, settings.SERVING_ROLE)


def _replace_trigger(cursor, model, function, moment, scope):
    table = model._meta.db_table
    cursor.execute("SELECT 1 FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s", [table, function])
    if not cursor.fetchone():
        kind = "CONSTRAINT TRIGGER" if "DEFERRABLE" in scope else "TRIGGER"
        cursor.execute(f'CREATE {kind} {function} {moment} ON "{table}" {scope} EXECUTE FUNCTION {function}()')


def _grant(cursor, role):
    cursor.execute(f"""
        GRANT USAGE ON SCHEMA public TO {role};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
        GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
        REVOKE INSERT, UPDATE, DELETE ON django_migrations, {", ".join(BY_FUNCTION)} FROM {role};
        REVOKE INSERT, DELETE ON subsidies_retentionterm FROM {role};
        REVOKE EXECUTE ON FUNCTION erase_user_history FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION erase_user_history TO {role};
    """)
    for model in append_only_models():
        cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{model._meta.db_table}" FROM {role}')
