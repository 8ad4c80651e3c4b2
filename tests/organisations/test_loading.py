import pytest
from django.core.management import call_command

from deventer_intl import content_stamp
from organisations.models import CountryPresence, HanseCity, Network, Organisation

pytestmark = pytest.mark.django_db


def history():
    return Organisation.pgh_event_model.objects.count(), content_stamp.current()


def test_real_data_are_what_the_sources_say(loaded):
    listed = Organisation.objects.filter(source__contains="lijst van internationaal actieve organisaties")
    assert listed.count() == 34
    assert listed.filter(name__startswith="St. ").count() == 0
    assert listed.filter(name__startswith="Stichting ").count() == 23
    assert all(Organisation.objects.values_list("source", flat=True))
    assert CountryPresence.objects.filter(source="").count() == 0
    romania = CountryPresence.objects.get(organisation__slug="stichting-deventer-roemenie")
    assert (romania.country.iso2, romania.place.slug) == ("RO", "sibiu")
    assert Network.objects.count() == 4
    assert HanseCity.objects.count() == 113


def test_second_load_changes_nothing(loaded):
    before = history()
    call_command("load_data", verbosity=0)
    assert history() == before


def test_load_never_overwrites_what_a_person_changed(loaded):
    saxion = Organisation.objects.get(slug="saxion")
    saxion.summary_nl = "Door Saxion zelf geschreven"
    saxion.name = "Saxion University of Applied Sciences"
    saxion.save()
    saxion.themes.clear()
    saxion.presences.all().delete()
    Organisation.objects.get(slug="dep").delete()
    call_command("load_data", verbosity=0)
    saxion.refresh_from_db()
    assert saxion.summary_nl == "Door Saxion zelf geschreven"
    assert saxion.name == "Saxion University of Applied Sciences"
    assert not saxion.themes.exists()
    assert not saxion.presences.exists()
    assert not Organisation.objects.filter(slug="dep").exists()
