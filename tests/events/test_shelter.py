"""Shelter City as everybody reads it; the number of guests tells of nobody's coming."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from events.models import ShelterProgramme, ShelterTotal
from events.shelter.access import GROUP

from ..conftest import sign_in
from ..event_factories import ShelterProgrammeFactory, ShelterTotalFactory
from ..factories import OrganisationFactory, UserFactory
from .test_event import refused

pytestmark = pytest.mark.django_db


def staff(group):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.mark.parametrize(("prefix", "words"), [("", "sinds 2018"), ("/en", "since 2018"), ("/de", "seit 2018")])
def test_the_page_says_what_the_note_says(loaded, client, prefix, words):
    text = client.get(f"{prefix}/shelter-city/").content.decode()
    assert words in text
    assert "Humanitas Woon- en Zorgcentrum" in text and "/organisaties/saxion/" in text
    assert "Ambitienota Internationaal Beleid 2021-2026" in text
    assert "<b>2</b>" in text and "2020" in text
    assert "/shelter-city/" in client.get("/").content.decode()
    assert f"{prefix}/shelter-city/" in client.get("/sitemap.xml").content.decode()
    call_command("load_data", verbosity=0)
    assert ShelterTotal.objects.get().guests == 2


def test_an_empty_page_says_so(client):
    assert "nog niet ingevuld" in client.get("/shelter-city/").content.decode()


def test_a_partner_that_left_the_directory_has_no_link(client):
    hidden = OrganisationFactory(status="lapsed", slug="weg")
    ShelterProgrammeFactory().partners.add(hidden)
    text = client.get("/shelter-city/").content.decode()
    assert hidden.name in text and "/organisaties/weg/" not in text


def test_a_total_is_public_half_a_year_after_its_year(client):
    ShelterTotalFactory(year=2024, guests=7), ShelterTotalFactory(year=2025, guests=8)
    for day, shown in (("2026-06-30 12:00", 7), ("2026-07-01 12:00", 8)):
        with time_machine.travel(day, tick=False):
            assert ShelterTotal.objects.shown().guests == shown
            assert f"<b>{shown}</b>" in client.get("/shelter-city/").content.decode()
    assert ShelterTotal.objects.get(year=2025).shown_from == date(2026, 7, 1)


def test_a_public_total_stays_and_no_total_falls():
    ShelterTotalFactory(year=2021, guests=3)
    assert refused("UPDATE events_sheltertotal SET guests = 4") == "shelter_total_stays"
    assert refused("DELETE FROM events_sheltertotal") == "shelter_total_stays"
    insert = "INSERT INTO events_sheltertotal (year, guests, source) VALUES (%s, %s, 'office')"
    assert refused(insert, 2022, 2) == "shelter_total_never_falls"
    assert refused(insert, 2020, 4) == "shelter_total_never_falls"
    assert refused(insert, 2098, 4) == "shelter_total_of_a_past_year"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(insert, [2021, 3])
    with connection.cursor() as cursor:
        cursor.execute(insert, [2022, 3])


@pytest.mark.parametrize(
    ("year", "guests", "field"), [(2026, 5, "year"), (2017, 0, "year"), (2025, 1, "guests"), (2020, 9, "guests")]
)
def test_a_total_that_cannot_be_is_refused_with_a_word(year, guests, field):
    ShelterTotalFactory(year=2021, guests=3)
    with time_machine.travel("2026-11-01 12:00", tick=False), pytest.raises(ValidationError) as error:
        ShelterTotal(year=year, guests=guests).full_clean()
    assert field in error.value.message_dict


def test_those_named_write_a_total_down_and_mend_it_until_it_is_public(client):
    user = staff(GROUP)
    sign_in(client, user)
    add = reverse("admin:events_sheltertotal_add")
    client.post(add, {"year": 2021, "guests": 3, "source": "office"})
    total = ShelterTotal.objects.get()
    change = reverse("admin:events_sheltertotal_change", args=[total.pk])
    assert client.post(change, {"year": 2021, "guests": 4, "source": "office"}).status_code == 403
    assert client.post(reverse("admin:events_sheltertotal_delete", args=[total.pk]), {"post": "yes"}).status_code == 403
    assert ShelterTotal.objects.get().guests == 3


def test_editors_write_the_public_text_and_others_do_not(client):
    programme = ShelterProgrammeFactory()
    change = reverse("admin:events_shelterprogramme_change", args=[1])
    data = {"summary_nl": "Nieuw", "since_year": 2018, "cities": 13, "months": 3}
    for group, status in (("readers", 403), ("editors", 302), (GROUP, 302)):
        sign_in(client, staff(group))
        assert client.post(change, data).status_code == status
    programme.refresh_from_db()
    assert (programme.summary_nl, programme.cities) == ("Nieuw", 13)
    assert client.get(reverse("admin:events_shelterprogramme_add")).status_code == 403
    assert refused("INSERT INTO events_shelterprogramme SELECT 2, 'a', '', '', '', '', '', 1, 1, 1, ''")
    assert ShelterProgramme.objects.count() == 1
