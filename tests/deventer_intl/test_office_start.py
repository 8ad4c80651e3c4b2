"""The start page of the back-office and its menu, kept until something changes."""

import re

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deventer_intl import content_stamp, guards
from events.roles import GROUP as SHELTER_CITY

from .. import event_factories, factories, subsidy_factories
from ..conftest import sign_in
from ..event_factories import ShelterProgrammeFactory
from ..factories import MembershipFactory, UserFactory
from ..subsidy_factories import GlassBreakFactory, MessageFactory, submitted

START = reverse("admin:index")


def staff(*roles, **values):
    user = UserFactory(is_staff=True, **values)
    user.groups.add(*Group.objects.filter(name__in=roles))
    client = Client()
    sign_in(client, user)
    client.user = user
    return client


def triggers(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [name])
        return {table for (table,) in cursor.fetchall()}


def test_every_table_is_content_or_of_the_office_or_named_as_neither(db):
    tables = {model._meta.db_table for model in guards.office_models()}
    assert triggers("bump_office_stamp") == tables
    assert not tables & triggers("bump_content_stamp")
    neither = {model._meta.label for model in guards.tables_that_change() if not guards.is_content(model)}
    assert neither - {model._meta.label for model in guards.office_models()} == guards.NOT_OF_THE_OFFICE
    assert {"subsidies_payment", "subsidies_tie", "organisations_user_groups"} <= tables


FACTORIES = {
    factory._meta.model: factory
    for factory in [*vars(factories).values(), *vars(subsidy_factories).values(), *vars(event_factories).values()]
    if isinstance(factory, type) and hasattr(factory, "_meta") and not factory._meta.abstract
}


@pytest.mark.parametrize("statement", ['UPDATE "{0}" SET "{1}" = "{1}"', 'DELETE FROM "{0}"'], ids=["update", "delete"])
@pytest.mark.parametrize(
    "model", [each for each in guards.office_models() if each in FACTORIES], ids=lambda model: model._meta.db_table
)
def test_raw_sql_in_a_table_of_the_office_moves_its_stamp(db, model, statement):
    table = model._meta.db_table
    FACTORIES[model]()
    with connection.cursor() as cursor:
        # What the factory did is counted, and what comes is as if in a transaction of its own.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SELECT set_config('portal.office_stamped_in', '', true)")
        # Whether the rules of the table let it pass is not asked here.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER bump_office_stamp')
        before = content_stamp.with_office()
        cursor.execute(statement.format(table, model._meta.pk.column))
        assert cursor.rowcount
        assert content_stamp.with_office() == (before[0], before[1] + 1)


@pytest.mark.django_db(transaction=True)
def test_start_page_is_kept_until_something_changes_and_for_one_person_alone():
    officer, reader = staff("subsidy officers"), staff("readers")
    first = submitted()
    reference = first.reference
    shows = lambda client, text: text in client.get(START).text  # noqa: E731
    assert shows(officer, reference) and not shows(reader, reference)
    with CaptureQueriesContext(connection) as kept:
        assert shows(officer, reference)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE deventer_intl_contentstamp SET office = office + 1")
    with CaptureQueriesContext(connection) as anew:
        assert shows(officer, reference)
    assert len(kept) < len(anew) / 2
    # Nothing is read that no stamp counts, but what is asked each time.
    asked = {table for query in anew for table in re.findall(r'"(\w+)"', query["sql"])}
    uncounted = {apps.get_model(label)._meta.db_table for label in guards.NOT_OF_THE_OFFICE}
    assert asked & uncounted == {"deventer_intl_pulse"}
    # A change of what is no content: by SQL, and in a transaction that fails not at all.
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_user SET name = 'Vera de Vries' WHERE id = %s", [officer.user.pk])
        cursor.execute("UPDATE subsidies_application SET handler_id = %s", [officer.user.pk])
    assert shows(officer, "Vera de Vries")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_user SET name = 'Vera Jansen' WHERE id = %s", [officer.user.pk])
    assert shows(officer, "Vera Jansen") and not shows(officer, "Vera de Vries")
    MessageFactory(application=first, is_from_staff=False)
    assert shows(officer, "Bericht van de aanvrager")


@pytest.mark.django_db(transaction=True)
def test_what_the_start_page_shows_goes_with_rights_ties_and_glass():
    officer = staff("subsidy officers")
    case = submitted()
    assert case.reference in officer.get(START).text
    membership = MembershipFactory(organisation=case.organisation, user=officer.user)
    assert case.reference not in officer.get(START).text
    glass = GlassBreakFactory(application=case, user=officer.user)
    assert case.reference in officer.get(START).text
    # Glass is whole again without anything that changes.
    with time_machine.travel(glass.until, tick=False):
        sign_in(officer, officer.user)
        assert case.reference not in officer.get(START).text
    sign_in(officer, officer.user)
    MembershipFactory(organisation=case.organisation)
    type(membership).objects.filter(pk=membership.pk).delete()
    assert case.reference in officer.get(START).text
    officer.user.groups.clear()
    assert case.reference not in officer.get(START).text


def links_of(html):
    return re.findall(r'<(?:a|tr|div)[^>]*(?:href="/beheer/|class="(?:app|model)-)[^>]*>', html)


@pytest.mark.parametrize(
    "page", ["admin:index", "admin:subsidies_application_changelist", "admin:subsidies_scheme_changelist"]
)
def test_menu_is_as_django_writes_it_for_everybody(db, page):
    """One after the other in one process: rights, a group that is no right, and a record of which there is one at most."""
    people = [staff("subsidy officers"), staff("editors"), staff("editors", SHELTER_CITY), staff(is_superuser=True)]
    for made in (False, True):
        if made:
            ShelterProgrammeFactory()
        for client in people:
            response = client.get(reverse(page))
            if response.status_code == 403:
                continue
            context = {"app_list": response.context["app_list" if page == "admin:index" else "available_apps"]}
            context |= {"show_changelinks": page == "admin:index", "request": response.wsgi_request}
            plain = links_of(render_to_string("admin/app_list.html", context))
            assert plain and "\n".join(plain) in "\n".join(links_of(response.text))
