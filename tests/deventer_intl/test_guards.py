import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from deventer_intl import content_stamp
from deventer_intl.guards import append_only_models, content_models
from organisations.models import Organisation

from ..factories import OrganisationFactory, UserFactory


@pytest.fixture
def serving_role_exists(db, settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.SERVING_ROLE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {settings.SERVING_ROLE}")
            from deventer_intl.guards import install

            install()


def refuses(statement):
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("model", append_only_models(), ids=lambda model: model._meta.db_table)
def test_serving_role_can_only_add_to_history(serving_role_exists, as_serving_role, model):
    table = model._meta.db_table
    refuses(f'UPDATE "{table}" SET pgh_label = pgh_label')
    refuses(f'DELETE FROM "{table}"')
    refuses(f'TRUNCATE "{table}"')


def test_owner_cannot_rewrite_history_by_accident(db):
    OrganisationFactory()
    refuses("UPDATE organisations_organisationevent SET name = 'Iets anders'")
    refuses("DELETE FROM organisations_organisationevent")
    refuses("TRUNCATE organisations_organisationevent")


def test_history_records_raw_sql(serving_role_exists, as_serving_role):
    organisation = OrganisationFactory(name="Eerst")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_organisation SET name = 'Daarna'")
        cursor.execute("DELETE FROM organisations_organisation")
    events = Organisation.pgh_event_model.objects.filter(pgh_obj_id=organisation.pk).order_by("pgh_id")
    assert [(event.pgh_label, event.name) for event in events] == [
        ("insert", "Eerst"),
        ("update", "Daarna"),
        ("delete", "Daarna"),
    ]


def test_every_content_table_bumps_the_stamp(db):
    tables = {model._meta.db_table for model in content_models()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'bump_content_stamp'")
        assert {name for (name,) in cursor.fetchall()} == tables
    assert "organisations_organisation_themes" in tables


@pytest.mark.django_db(transaction=True)
def test_stamp_grows_once_in_a_transaction_that_changes_content():
    before = content_stamp.current()
    with transaction.atomic():
        OrganisationFactory()
        OrganisationFactory()
        assert content_stamp.current() == before
    assert content_stamp.current() == before + 1
    UserFactory()
    assert content_stamp.current() == before + 1
