"""What those named for Shelter City do with its places, and that it leaves no trace."""

from datetime import date

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from pghistory.models import Context

from deventer_intl.accounts.my_data import held_on
from deventer_intl.models import OutgoingMail
from events.actions import shelter as actions
from events.models import ShelterPlace, ShelterTask
from events.shelter.half_years import HalfYear
from events.tasks.shelter import forget_shelter_city

from ..event_factories import ShelterPlaceFactory, ShelterTaskFactory
from .test_shelter_private import client_for, everybody_else, keeper, marked, named  # noqa: F401

pytestmark = pytest.mark.django_db


def test_a_text_that_is_no_choice_fits_nowhere():
    task = ShelterTaskFactory()
    for table, pk, column in (
        ("events_shelterplace", task.place_id, "state"),
        ("events_sheltertask", task.pk, "kind"),
        ("events_sheltertask", task.pk, "partner"),
    ):
        with pytest.raises(IntegrityError, match="shelter_"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {column} = 'Jo Doe' WHERE id = %s", [pk])


def form_of(place, **changes):
    """Return what the page of a place sends."""
    tasks = list(place.tasks.all())
    data = {"year": place.year, "half": place.half, "number": place.number, "state": place.state}
    data |= {"tasks-TOTAL_FORMS": len(tasks), "tasks-INITIAL_FORMS": len(tasks)}
    for n, task in enumerate(tasks):
        for name in ("id", "kind", "partner", "due_year", "due_half"):
            data[f"tasks-{n}-{name}"] = getattr(task, name)
        if task.is_done:
            data[f"tasks-{n}-is_done"] = "on"
    return data | changes


def test_what_is_done_with_a_place_leaves_no_trace():
    user = named()
    client = client_for(user)
    before = {model: model.objects.count() for model in (LogEntry, OutgoingMail, Context)}
    client.post(reverse("admin:events_shelterplace_add"), {"year": 2098, "half": 2, "number": 7, "state": "planned"})
    place = ShelterPlace.objects.get()
    due = {task.kind: (task.due_year, task.due_half) for task in place.tasks.all()}
    assert due.keys() == set(ShelterTask.Kind)
    assert (due["housing"], due["welcome"], due["evaluation"]) == ((2098, 1), (2098, 2), (2099, 1))

    address = reverse("admin:events_shelterplace_change", args=[place.pk])
    answer = client.post(
        address, form_of(place, state="taken", **{"tasks-0-is_done": "on", "tasks-0-partner": "saxion"}), follow=True
    )
    place.refresh_from_db()
    first = place.tasks.all()[0]
    assert (place.state, first.is_done, first.done_by, first.partner) == ("taken", True, user, "saxion")
    assert {str(message) for message in answer.context["messages"]} == {"Gedaan."}
    # A colleague who saves as well ticked nothing off.
    client_for(named()).post(address, form_of(place))
    assert place.tasks.all()[0].done_by == user
    form = form_of(place)
    del form["tasks-0-is_done"]
    client.post(address, form)
    assert (place.tasks.all()[0].is_done, place.tasks.all()[0].done_by) == (False, None)
    assert "2098" not in str(held_on(user))

    client.post(reverse("admin:events_shelterplace_delete", args=[place.pk]), {"post": "yes"})
    assert not ShelterPlace.objects.exists() and not ShelterTask.objects.exists()
    assert {model: model.objects.count() for model in before} == before
    assert not any("2098" in str(session.get_decoded()) for session in Session.objects.all())
    assert "2098" not in str(client.cookies)


def test_a_place_that_cannot_be_is_refused_with_a_word(keeper, marked):  # noqa: F811
    add = reverse("admin:events_shelterplace_add")
    for values, word in (
        ({"year": 2098, "half": 2, "number": 7, "state": "free"}, "Er is al een plek"),
        ({"year": 2011, "half": 2, "number": 1, "state": "free"}, "sinds 2018"),
        ({"year": 2020, "half": 2, "number": 12, "state": "free"}, "van 1 tot en met 9"),
        ({"year": 2020, "half": 3, "number": 1, "state": "free"}, "geldige keuze"),
        ({"year": 2020, "half": 1, "number": 1, "state": "Jo Doe"}, "geldige keuze"),
        ({"year": "2020-03-01", "half": 1, "number": 1, "state": "free"}, "geheel getal"),
    ):
        assert word in keeper.post(add, values).content.decode()
    assert ShelterPlace.objects.get() == marked
    form = form_of(marked, **{"tasks-0-partner": "Jo Doe"})
    assert (
        "geldige keuze"
        in keeper.post(reverse("admin:events_shelterplace_change", args=[marked.pk]), form).content.decode()
    )


def test_only_who_was_named_adds_a_place():
    for user in everybody_else():
        with pytest.raises(PermissionDenied):
            actions.add(place=ShelterPlace(year=2026, half=1), by=user)
        with pytest.raises(PermissionDenied):
            actions.tick(task=ShelterTask(is_done=True), by=user)
    assert not ShelterPlace.objects.exists()


def test_places_go_a_year_after_their_half_year():
    places = {(year, half): ShelterPlaceFactory(year=year, half=half) for year in (2024, 2025) for half in (1, 2)}
    with time_machine.travel("2025-12-31 12:00", tick=False):
        forget_shelter_city(0)
    assert set(ShelterPlace.objects.all()) == set(places.values()) - {places[2024, 1]}
    with time_machine.travel("2026-01-01 12:00", tick=False):
        forget_shelter_city(0)
    assert set(ShelterPlace.objects.all()) == {places[2025, 1], places[2025, 2]}


def test_half_years_follow_each_other():
    assert [HalfYear.of(date(2025, 7, 1)).plus(n) for n in (-2, -1, 0, 1)] == [
        (2024, 2),
        (2025, 1),
        (2025, 2),
        (2026, 1),
    ]
