"""The agenda as it is read: filters, list, month, an event, open data; for whom, and what bad addresses get."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from events.filters import AgendaFilter
from events.models import Event

from ..conftest import sign_in
from ..event_factories import EventFactory, EventPhotoFactory, SeriesFactory
from ..factories import (
    CountryFactory,
    GoalFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkMembershipFactory,
    OrganisationFactory,
    PlaceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def found(query, user=None):
    return list(AgendaFilter(QueryDict(query), user or AnonymousUser()).events)


def at(moment, **fields):
    return EventFactory(starts_at=moment, ends_at=moment + timedelta(hours=2), **fields)


def test_each_filter_leaves_what_fits():
    uganda, goal, network = CountryFactory(iso2="UG", iso3="UGA"), GoalFactory(), NetworkFactory(slug="overleg")
    place, organisation = PlaceFactory(slug="sibiu"), OrganisationFactory(slug="saxion")
    event = EventFactory(kind="fair", place=place, network=network, organiser=organisation, title_en="Clean water")
    event.countries.add(uganda), event.goals.add(goal)
    other = EventFactory(kind="sport")
    assert found("") == [event, other]
    for query in (
        "q=clean+WATER", "soort=fair", "land=ug", f"land={place.country.iso2.lower()}", "stad=sibiu", f"doel={goal.number}", "netwerk=overleg",
        "organisatie=saxion", "q=water&soort=fair&land=ug&stad=sibiu",
    ):  # fmt: skip
        assert found(query) == [event], query
    assert found("soort=sport&land=ug") == []


@time_machine.travel(datetime(2026, 12, 10, 11, tzinfo=UTC), tick=False)
def test_period_reaches_to_the_end_of_its_last_day_in_deventer():
    over = at(datetime(2026, 12, 9, 12, tzinfo=UTC))
    # It is over, but not its day.
    earlier_today = at(datetime(2026, 12, 10, 7, tzinfo=UTC))
    late = at(datetime(2026, 12, 12, 22, 30, tzinfo=UTC))
    night = at(datetime(2026, 12, 12, 23, 30, tzinfo=UTC))
    assert found("") == [earlier_today, late, night]
    assert found("periode=voorbij") == [over]
    assert found("van=2026-12-12&tot=2026-12-12") == [late]
    assert found("van=2026-12-01") == [over, earlier_today, late, night]
    assert found("van=12-12-2026") == [late, night]


def test_filters_stand_in_the_address_in_one_way():
    CountryFactory(iso2="UG", iso3="UGA")
    agenda = AgendaFilter(QueryDict("land=ug&q=&x=y&van=2027-01-02&pagina=3"), AnonymousUser())
    assert agenda.query == "van=2027-01-02&land=ug"
    assert agenda.query_with(land=None, periode="voorbij") == "van=2027-01-02&periode=voorbij"


@pytest.mark.parametrize(
    "query",
    [
        "van=morgen", "van=2027-02-30", "van=0001-01-01", "tot=9999-12-31", "van=2027-02-02&tot=2027-02-01", "land=zz", "land=%00", "doel=999",
        "doel=x", f"doel={'9' * 40}", "soort=feest", "stad=%F0%9F%92%A9", "periode=ooit", f"q={'x' * 101}", "q=%00",
    ],
)  # fmt: skip
def test_bad_filters_get_a_message_and_show_nothing(client, query):
    EventFactory(title_nl="Dit staat er niet")
    for address in ("/agenda/", "/agenda.csv"):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 422, address
        assert "Dit staat er niet" not in response.content.decode()
    assert 'class="error-summary"' in client.get(f"/agenda/?{query}").content.decode()


def test_country_without_events_is_an_empty_list(client):
    CountryFactory(iso2="DE", iso3="DEU")
    response = client.get("/agenda/?land=de")
    assert response.status_code == 200 and "Geen activiteiten gevonden" in response.content.decode()


def test_members_see_the_meetings_of_their_network_and_others_do_not(client):
    network, membership = NetworkFactory(), MembershipFactory()
    NetworkMembershipFactory(network=network, organisation=membership.organisation)
    meeting = EventFactory(network=network, audience="network", title_nl="Besloten overleg", slug="besloten")
    EventFactory(status="proposed", title_nl="Besloten voorstel", organiser=membership.organisation)
    month = reverse("events:month", args=[f"{meeting.first_day:%Y-%m}"])
    network_page, goal_page = network.get_absolute_url(), "/"
    for address in ("/agenda/", "/agenda.csv", month, network_page, goal_page, "/zoeken/?q=besloten", "/sitemap.xml"):
        assert "esloten" not in client.get(address).content.decode().replace("q=besloten", "").replace(
            'value="besloten"', ""
        ).replace("<title>besloten", ""), address
    assert client.get("/agenda/besloten/").status_code == 404
    client.force_login(membership.user)
    for address in ("/agenda/", "/agenda.csv", month):
        text = client.get(address).content.decode()
        assert "Besloten overleg" in text and "Besloten voorstel" not in text
    assert "noindex" in client.get("/agenda/besloten/").content.decode()
    assert "Besloten overleg" in client.get(reverse("organisations:room", args=[network.slug])).content.decode()


def test_event_says_all_and_first_that_it_is_cancelled(client):
    place = PlaceFactory(name_nl="Riga", country=CountryFactory(iso2="LV", iso3="LVA", name_nl="Letland"))
    days = EventFactory(title_nl="Hanzedagen", kind="hanse")
    event = at(
        datetime(2027, 6, 16, 6, tzinfo=UTC),
        title_nl="Forum",
        slug="forum",
        zone="Europe/Riga",
        place=place,
        umbrella=days,
        status="cancelled",
        reason_nl="Storm op zee",
        description_nl="Met **thee**",
        venue="Groot Gilde",
    )
    helper, gone = OrganisationFactory(name="Helpers"), OrganisationFactory(name="Verdwenen", status="closed")
    event.organisations.add(helper, gone)
    text = client.get("/agenda/forum/").content.decode()
    assert text.index("Storm op zee") < text.index("<h1")
    for part in (
        "09:00–11:00 (plaatselijke tijd: Riga",
        "Groot Gilde",
        "Letland",
        "Hanzedagen",
        "<strong>thee</strong>",
        "Helpers",
    ):
        assert part in text, part
    assert "Verdwenen" not in text
    assert "Forum" in client.get(days.get_absolute_url()).content.decode()


def test_other_times_of_a_series_and_photos_stand_on_the_page(client):
    series, today = SeriesFactory(), timezone.localdate()
    event, other = (EventFactory(series=series, series_day=today + timedelta(days=n)) for n in (1, 2))
    hidden = EventFactory(series=series, series_day=today + timedelta(days=3), status="draft")
    text = client.get(event.get_absolute_url()).content.decode()
    assert other.get_absolute_url() in text and hidden.get_absolute_url() not in text
    photo = EventPhotoFactory(credit="Fotograaf Fien")
    assert "Fotograaf Fien" in client.get(photo.event.get_absolute_url()).content.decode()


def test_page_that_changes_today_is_not_kept(client):
    today, later = at(timezone.now() - timedelta(hours=1)), EventFactory()
    assert "no-store" in client.get(today.get_absolute_url())["Cache-Control"]
    assert client.get(later.get_absolute_url())["Cache-Control"] == "no-cache"


@time_machine.travel(date(2026, 12, 1), tick=False)
def test_month_shows_each_day_on_which_something_takes_place(client):
    start = datetime(2026, 12, 30, 23, tzinfo=UTC)
    EventFactory(title_nl="Jaarwisseling", starts_at=start, ends_at=start + timedelta(days=3), is_all_day=True)
    december, january = (client.get(f"/agenda/maand/{month}/").content.decode() for month in ("2026-12", "2027-01"))
    assert december.count("Jaarwisseling") == 1 and january.count("Jaarwisseling") == 2
    assert 'scope="col"' in december and "/agenda/maand/2027-01/" in december
    for month in ("2026-00", "2026-13", "0000-01", "9999-12"):
        assert client.get(f"/agenda/maand/{month}/").status_code == 404
    assert client.get("/agenda/maand/2026-12/?land=zz").status_code == 422


def test_csv_holds_what_the_list_shows_without_formulas(client):
    EventFactory(title_nl="=HYPERLINK(1)", kind="fair")
    EventFactory(title_nl="Iets anders", kind="sport")
    response = client.get("/agenda.csv?soort=fair")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2 and len(rows[0]) == len(rows[1])
    assert "HYPERLINK" in rows[1][0] and not rows[1][0].startswith("=")


def test_list_goes_on_on_a_second_page_with_its_filters(client):
    for n in range(21):
        EventFactory(kind="fair", starts_at=timezone.now() + timedelta(days=n + 1), title_nl=f"Markt {n}")
    text = client.get("/agenda/?soort=fair").content.decode()
    assert "?soort=fair&amp;pagina=2" in text and "Markt 20" not in text
    assert "Markt 20" in client.get("/agenda/?soort=fair&pagina=2").content.decode()
    assert client.get("/agenda/?pagina=onzin").status_code == 200


@time_machine.travel(datetime(2026, 12, 10, 11, tzinfo=UTC), tick=False)
def test_pages_of_who_and_what_it_is_about_show_three_to_come_and_three_that_are_over(client):
    organisation, country = OrganisationFactory(), CountryFactory()
    for n in range(4):
        for days in (n + 1, -n - 1):
            event = at(timezone.now() + timedelta(days=days), organiser=organisation, title_nl=f"Dag {days} uur")
            event.countries.add(country)
    for page in (organisation, country):
        text = client.get(page.get_absolute_url()).content.decode()
        shown = {days for days in range(-4, 5) if f"Dag {days} uur" in text}
        assert shown == {1, 2, 3, -1, -2, -3}, page
    home = client.get("/").content.decode()
    assert {days for days in range(-4, 5) if f"Dag {days} uur" in home} == {1, 2, 3}


def test_staff_look_at_a_draft_and_visitors_do_not(client):
    draft = EventFactory(status="draft", slug="concept")
    assert client.get("/agenda/concept/").status_code == 404
    sign_in(client, UserFactory(is_staff=True, is_superuser=True))
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert list(Event.objects.public()) == []
