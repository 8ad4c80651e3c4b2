"""Theme meetings counted beside the promise of two to three a year."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deventer_intl.goals.theme_meetings import FIRST_YEAR, by_year, width_of
from events.models import Event

from ..event_factories import EventFactory
from ..factories import NetworkFactory, NetworkMembershipFactory, OrganisationFactory

KERNGROEP = "kerngroep-deventer4globalgoals"


@given(st.lists(st.dates(date(2019, 1, 1), date(2030, 12, 31))), st.dates(date(2021, 1, 1), date(2030, 12, 31)))
def test_every_meeting_counts_once_in_its_own_year(days, today):
    years = by_year(days, today)
    assert sum(each.held + each.to_come for each in years) == len(days)
    assert [each.year for each in years] == sorted({each.year for each in years}, reverse=True)
    assert {FIRST_YEAR, today.year} <= {each.year for each in years}
    assert all(each.standing == "met" for each in years if each.held >= 2)
    assert all(width_of(each.held, years) + width_of(each.to_come, years) <= 601 for each in years)


def test_a_year_that_lasts_is_not_below_yet():
    [this, last, *_] = by_year([date(2026, 3, 1), date(2026, 12, 1), date(2025, 2, 2)], date(2026, 11, 28))
    assert (this.year, this.held, this.to_come, this.standing, this.missing) == (2026, 1, 1, "open", 0)
    assert (last.standing, last.missing) == ("below", 1)


@pytest.mark.django_db
def test_pages_count_what_everyone_sees_and_was_not_cancelled(client, time_machine):
    time_machine.move_to(datetime(2026, 11, 28, 12, tzinfo=UTC))
    network, other = NetworkFactory(slug=KERNGROEP), NetworkFactory(slug="ander")
    member = NetworkMembershipFactory(network=network, organisation=OrganisationFactory(name="Lid van de kerngroep"))
    NetworkMembershipFactory(network=network, organisation=OrganisationFactory(name="Verborgen", status="hidden"))
    theme = {"kind": Event.Kind.THEME, "network": network}
    day = datetime(2026, 3, 1, 18, tzinfo=UTC)
    for title, values in [
        ("Geweest", {}),
        ("Afgelast", {"status": "cancelled"}),
        ("Niet gepubliceerd", {"status": "proposed"}),
        ("Besloten", {"audience": "network"}),
        ("Overleg", {"kind": Event.Kind.NETWORK}),
        ("Van een ander", {"network": other}),
        ("Komt nog", {"starts_at": day + timedelta(days=290)}),
    ]:
        EventFactory(**(theme | {"title_nl": title, "starts_at": day} | values))
    for address in ("/global-goals/samen/", f"/netwerken/{KERNGROEP}/"):
        page = client.get(address)
        bars = page.context["bars"]
        assert [(bar.year.held, bar.year.to_come) for bar in bars if bar.year.year == 2026] == [(1, 1)]
        assert "2 à 3 thematische bijeenkomsten" in page.text and member.organisation.name in page.text
        assert "Verborgen" not in page.text and "Niet gepubliceerd" not in page.text
    page = client.get("/global-goals/samen/").text
    assert "Komt nog" in page and "Besloten" not in page
    assert "2 à 3 thematische" not in client.get("/netwerken/ander/").text


@pytest.mark.django_db
def test_community_without_anything_says_so(client):
    page = client.get("/en/global-goals/samen/")
    assert page.status_code == 200
    assert "No theme meeting is planned now." in page.text and "No organisation has told one yet." in page.text
