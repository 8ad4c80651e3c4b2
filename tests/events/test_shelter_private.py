"""The portal holds no identity of a guest of Shelter City, and nothing private of it is seen by whoever was not named."""

import io
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.core.cache import caches
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from deventer_intl.guards import content_models, is_history
from events.models import ShelterPlace, ShelterTask
from events.shelter.access import GROUP
from organisations.models import User

from ..access.addresses import address_of
from ..access.outcomes import VISITORS
from ..access.table import ACCESS
from ..access.world import client_of, world  # noqa: F401
from ..conftest import sign_in
from ..event_factories import ShelterPlaceFactory, ShelterTaskFactory, StoryConsentFactory
from ..factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PRIVATE = ["shelterplace", "sheltertotal", "shelterstory", "storyconsent"]
# What a column about places may be: a number, a choice, yes or no, or who of the staff ticked something off.
SMALL = (models.BigAutoField, models.PositiveSmallIntegerField, models.BooleanField)
PLACE = {"id", "year", "half", "number", "state"}
TASK = {"id", "place_id", "kind", "partner", "due_year", "due_half", "is_done", "done_by_id"}
# A year that stands nowhere else (a number in an address may be that of any record), and a task whose words do not either.
MARKS = re.compile(r"(?<!/)\b2098\b|opleiding en lessen geregeld|training and lessons|Unterricht geregelt")


def named(**values):
    user = UserFactory(is_staff=True, **values)
    user.groups.add(Group.objects.get(name=GROUP))
    return user


def client_for(user):
    client = Client()
    sign_in(client, user)
    return client


@pytest.fixture(autouse=True)
def low_numbers():
    """Names that the tests give to organisations count from one again: else one of them may hold the year of the mark."""
    OrganisationFactory.reset_sequence(1, force=True)


@pytest.fixture
def keeper():
    return client_for(named())


@pytest.fixture
def marked():
    """A place that is taken in a year that stands nowhere else."""
    return ShelterTaskFactory(place=ShelterPlaceFactory(year=2098, half=2, number=7, state="taken")).place


def about_shelter():
    return [
        model
        for model in apps.get_app_config("events").get_models()
        if "helter" in model.__name__ or "Story" in model.__name__
    ]


def columns_of(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [model._meta.db_table]
        )
        return {name for (name,) in cursor.fetchall()}


def test_places_hold_numbers_and_choices_alone():
    assert columns_of(ShelterPlace) == PLACE
    assert columns_of(ShelterTask) == TASK
    for model in (ShelterPlace, ShelterTask):
        for field in model._meta.concrete_fields:
            is_choice = isinstance(field, models.CharField) and field.choices
            is_known = isinstance(field, models.ForeignKey) and field.related_model in {ShelterPlace, User}
            assert type(field) in SMALL or is_choice or is_known, field


def test_no_other_column_tells_of_a_guest():
    """What other tables of Shelter City hold: texts for everybody, and what somebody agreed to on paper."""
    free = {
        model.__name__: {
            field.name
            for field in model._meta.concrete_fields
            if type(field) not in SMALL and not field.is_relation and not field.choices
        }
        for model in about_shelter()
    }
    languages = ("nl", "en", "de")
    assert free == {
        "ShelterPlace": set(),
        "ShelterTask": set(),
        "ShelterTotal": set(),
        "ShelterProgramme": {"id", "source", *(f"{name}_{each}" for name in ("summary", "text") for each in languages)},
        "ShelterStory": {"key", "elements", *(f"{name}_{each}" for name in ("title", "text") for each in languages)},
        "ShelterPhoto": {"digest", *(f"alt_{each}" for each in languages)},
        "StoryConsent": {"given_on", "expires_on", "paper_number", "withdrawn_at"},
    }
    pointing = {
        (relation.related_model.__name__, relation.field.name)
        for model in (ShelterPlace, ShelterTask)
        for relation in model._meta.related_objects
    }
    assert pointing == {("ShelterTask", "place")}


def test_nothing_of_shelter_city_has_a_history_or_a_stamp():
    assert about_shelter()
    tracked = {model.pgh_tracked_model for model in apps.get_models() if is_history(model)}
    assert tracked & set(about_shelter()) == set()
    # Else each visitor could see from the address of no page at all that something changed this minute.
    assert {ShelterPlace, ShelterTask} & set(content_models()) == set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN "
            "('events_shelterplace'::regclass, 'events_sheltertask'::regclass)"
        )
        assert cursor.fetchall() == []


def readable(response):
    """Return what an answer says, without the numbers by which records, fields and parts of a PDF know each other."""
    content = response.getvalue() if response.streaming else response.content
    # What typst makes; files that people sent are not read into.
    if content.startswith(b"%PDF") and b"startxref" in content:
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r'\b(?:href|action|src|id|for|value|aria-\w+)="[^"]*"', "", content.decode(errors="replace"))


def test_no_answer_of_the_portal_tells_of_a_place(world, marked, keeper):  # noqa: F811
    page = keeper.get(reverse("admin:events_shelterplace_change", args=[marked.pk])).content.decode()
    assert set(MARKS.findall(page)) == {"2098", "opleiding en lessen geregeld"}
    leaks, read = [], 0
    for visitor in VISITORS:
        client = client_of(visitor, world)
        for name in ACCESS:
            caches["default"].clear()
            address = address_of(name, world)
            for each in (address, f"/en{address}", f"/de{address}"):
                response = client.get(each)
                text = readable(response)
                # The length of an answer may be any number.
                text += str({name: said for name, said in response.headers.items() if name != "Content-Length"})
                read += response.status_code == 200
                # A record may have the number of the year, and its address is in its answer.
                leaks += [(visitor, each, mark) for mark in MARKS.findall(text) if mark not in each]
    assert leaks == []
    assert read > 300


def test_no_search_finds_a_place(client, marked):
    for word in ("2098", "opleiding", "bezet"):
        for address in ("/zoeken/?q=", "/organisaties/?q=", "/organisaties.json?q=", "/organisaties.csv?q="):
            text = client.get(address + word).content.decode().replace(word, "")
            assert not MARKS.search(text)


def everybody_else():
    """Return one of each kind of staff that was not named, also where a group was given all there is to give."""
    users = [UserFactory(is_staff=True, is_superuser=True)]
    for group in Group.objects.exclude(name=GROUP):
        user = UserFactory(is_staff=True)
        user.groups.add(group)
        users.append(user)
    given = UserFactory(is_staff=True)
    given.user_permissions.set(Permission.objects.all())
    return [*users, given]


def addresses(marked):
    consent = StoryConsentFactory()
    pks = {"shelterplace": marked.pk, "shelterstory": consent.story_id, "storyconsent": consent.pk, "sheltertotal": 1}
    for model in PRIVATE:
        yield reverse(f"admin:events_{model}_changelist")
        yield reverse(f"admin:events_{model}_add")
        for page in ("change", "history", "delete"):
            yield reverse(f"admin:events_{model}_{page}", args=[pks[model]])
    yield reverse("admin:events_shelterstory_photo", args=[consent.story_id])
    for page in ("approve", "withdraw"):
        yield reverse(f"admin:events_storyconsent_{page}", args=[consent.pk])


def test_staff_who_were_not_named_see_and_do_nothing(marked):
    asked = list(addresses(marked))
    for user in everybody_else():
        client = client_for(user)
        for address in asked:
            assert client.get(address).status_code == client.post(address).status_code == 403, (
                user.groups.all(),
                address,
            )
        start = client.get(reverse("admin:index")).content.decode()
        assert all(f"/beheer/events/{model}/" not in start for model in PRIVATE)
        assert not MARKS.search(start)
    assert len(asked) == 23
    place = ShelterPlace.objects.get()
    assert (place.state, place.tasks.count()) == ("taken", 1)


def test_who_was_named_and_is_no_civil_servant_any_more_sees_nothing(marked):
    address = reverse("admin:events_shelterplace_changelist")
    user = named()
    client = client_for(user)
    assert client.get(address).status_code == 200
    User.objects.filter(pk=user.pk).update(is_staff=False)
    assert client.get(address).status_code == 302
    user = named()
    client = client_for(user)
    user.groups.clear()
    assert client.get(address).status_code == 403


def test_no_autocomplete_and_no_history_knows_a_place(keeper, marked):
    superuser = client_for(UserFactory(is_staff=True, is_superuser=True))
    asked = [("sheltertask", "place"), ("storyconsent", "story"), ("shelterphoto", "story")]
    for client in (keeper, superuser):
        for model, field in asked:
            query = {"app_label": "events", "model_name": model, "field_name": field, "term": ""}
            assert client.get(reverse("admin:autocomplete"), query).status_code in {403, 404}
    history = reverse("admin:events_shelterplace_history", args=[marked.pk])
    assert keeper.get(history).status_code == 404
    assert history not in keeper.get(reverse("admin:events_shelterplace_change", args=[marked.pk])).content.decode()


def test_every_private_model_is_behind_the_group():
    registered = {model._meta.model_name for model in admin.site._registry if model in about_shelter()}
    assert registered == {*PRIVATE, "shelterprogramme"}
