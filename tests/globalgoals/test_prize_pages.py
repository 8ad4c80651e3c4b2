"""What everyone reads of the prize, and when; in the back-office, what staff who are jurors may not."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from globalgoals.models import Nomination, PrizeDecision, PrizeEdition, PrizeTie

from ..conftest import sign_in
from ..factories import MembershipFactory, UserFactory
from ..prize_factories import (
    JurorFactory,
    JuryNoteFactory,
    NominationFactory,
    PastWinnerFactory,
    PrizeDecisionFactory,
    announced,
    edition_at,
    eligible,
    reach,
    sent,
)

pytestmark = pytest.mark.django_db
SECRETS = [
    "Geheim BV",
    "Verborgen BV",
    "Nora Nominator",
    "Zij maken van afval",
    "Sterk verhaal",
    "Goed onderbouwd",
    "Omdat het werkt",
]


def public_addresses(year):
    pages = [
        "/",
        "/global-goals/",
        "/global-goals/6/",
        "/global-goals/prijs/",
        "/sitemap.xml",
        "/zoeken/?q=geheim",
        "/zoeken/?q=prijs",
    ]
    pages += [
        f"/global-goals/prijs/{year}/{page}" for page in ("", "voordragen/", "voordragen/verstuurd/", "verslag.pdf")
    ]
    return pages


@pytest.fixture
def secret_year():
    """A year with nominees that the directory does not show, one named by hand alone, a jury, scores and notes."""
    edition = edition_at()
    nominee = eligible(edition, organisation__name="Geheim BV", organisation__status="draft")
    NominationFactory(edition=edition, organisation=None, organisation_name="Verborgen BV")
    jurors = [JurorFactory(edition=edition, is_chair=number == 0) for number in range(2)]
    reach(edition, "assessing")
    for juror in jurors:
        sent(juror, nominee)
    reach(edition, "discussing")
    JuryNoteFactory(nomination=nominee, juror=jurors[0], text="Sterk verhaal")
    return edition


@pytest.mark.parametrize("stage", ["discussing", "decided"])
def test_nothing_about_nominations_is_public_before_the_announcement(client, secret_year, stage):
    if stage == "decided":
        PrizeDecisionFactory(winner=Nomination.objects.eligible().get())
        reach(secret_year, "decided")
    for visitor in (client, client_of(UserFactory())):
        for address in public_addresses(secret_year.year):
            response = visitor.get(address)
            assert response.status_code == (404 if address.endswith(".pdf") else 200), address
            found = [secret for secret in SECRETS if secret.encode() in response.content]
            assert found == [], address
            assert f"{secret_year.jurors.first().user}".encode() not in response.content


def client_of(user):
    client = Client()
    sign_in(client, user)
    return client


def test_the_announcement_is_public_at_once_with_who_agreed_to_be_named(client):
    edition = edition_at()
    winner = eligible(edition, organisation__name="Winnaar BV")
    eligible(edition, organisation__name="Genoemd BV", may_be_named=True)
    eligible(edition, organisation__name="Ongenoemd BV")
    chair, juror = JurorFactory(edition=edition, is_chair=True, shows_name=True), JurorFactory(edition=edition)
    reach(edition, "assessing")
    for each in (chair, juror):
        sent(each, winner)
    reach(edition, "discussing")
    year = f"/global-goals/prijs/{edition.year}/"
    assert "Winnaar BV" not in client.get(year).text
    PrizeDecisionFactory(winner=winner)
    reach(edition, "announced")
    # Nobody commits in a test, so the stamp does not grow by itself (tests/deventer_intl/test_page_cache.py).
    caches["pages"].clear()
    page = client.get(year).text
    names = {name: name in page for name in ("Winnaar BV", "Genoemd BV", "Ongenoemd BV", str(chair), str(juror))}
    assert names == {"Winnaar BV": True, "Genoemd BV": True, "Ongenoemd BV": False, str(chair): True, str(juror): False}
    assert "1 jurylid dat niet genoemd wordt" in page
    assert "Winnaar BV" in client.get("/global-goals/prijs/").text
    response = client.get(f"{year}verslag.pdf")
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content == bytes(PrizeDecision.objects.get().minutes)


def test_the_archive_shows_winners_with_their_source_alone(client):
    assert "Nog niet ingevuld" in client.get("/global-goals/prijs/").text
    PastWinnerFactory(year=2019, name="Vroeger BV", source="https://voorbeeld.example/2019")
    caches["pages"].clear()
    page = client.get("/global-goals/prijs/").text
    assert "Vroeger BV" in page
    assert "https://voorbeeld.example/2019" in page


def test_a_year_in_preparation_is_in_no_list(client):
    edition_at("prepared", year=2041, title_nl="Nog geheim")
    assert all("Nog geheim" not in client.get(address).text for address in ("/global-goals/prijs/", "/sitemap.xml"))


# In the back-office.


def test_staff_who_are_jurors_find_no_nominee_they_have_a_tie_with(secret_year):
    nominee = Nomination.objects.eligible().get()
    by_page, by_word = UserFactory(is_staff=True, is_superuser=True), UserFactory(is_staff=True, is_superuser=True)
    juror = JurorFactory(edition=secret_year, user=by_page)
    MembershipFactory(user=by_page, organisation=nominee.organisation)
    PrizeTie.objects.create(juror=JurorFactory(edition=secret_year, user=by_word), nomination=nominee)
    free = UserFactory(is_staff=True, is_superuser=True)
    listing, change = reverse("admin:globalgoals_nomination_changelist"), nominee_page(nominee)
    for user, is_shown in ((free, True), (by_page, False), (by_word, False)):
        client = client_of(user)
        assert ("Geheim BV" in client.get(listing).text) == is_shown
        assert (client.get(change).status_code == 200) == is_shown
        assert (
            client.get(f"{nominee.pk}".join(["/beheer/globalgoals/nomination/", "/doen/ineligible/"])).status_code
            == 200
        ) == is_shown
        # What stands at the year names no nominee to anybody.
        assert "Geheim BV" not in client.get(edition_page(secret_year)).text
    # Whoever is no juror any more is staff as any other.
    juror.delete()
    assert "Geheim BV" in client_of(by_page).get(listing).text


def nominee_page(nominee):
    return reverse("admin:globalgoals_nomination_change", args=[nominee.pk])


def edition_page(edition):
    return reverse("admin:globalgoals_prizeedition_change", args=[edition.pk])


def test_no_nomination_is_found_by_autocomplete_search_or_export():
    found = admin.site._registry[Nomination]
    assert found.search_fields == ()
    assert not hasattr(found, "export_view")
    assert "Ballot" not in {model.__name__ for model in admin.site._registry}


def management(edition, **changes):
    criteria = list(edition.criteria.all())
    data = {
        "year": edition.year,
        "title_nl": edition.title_nl,
        **{name: getattr(edition, name).isoformat() for name in ("nominations_open_on", "nominations_close_on", "scoring_opens_on", "scoring_closes_on", "announced_on")},
        "criteria-TOTAL_FORMS": len(criteria),
        "criteria-INITIAL_FORMS": len(criteria),
    }  # fmt: skip
    for number, criterion in enumerate(criteria):
        prefix = f"criteria-{number}"
        data |= {
            f"{prefix}-id": criterion.pk,
            f"{prefix}-edition": edition.pk,
            f"{prefix}-position": criterion.position,
            f"{prefix}-weight": criterion.weight,
            f"{prefix}-name_nl": criterion.name_nl,
        }
    return data | changes


def test_weights_that_do_not_add_up_are_refused_in_words(admin_client):
    edition = edition_at("prepared")
    response = admin_client.post(edition_page(edition), management(edition, **{"criteria-0-weight": 70}))
    assert response.status_code in {200, 422}
    assert "De gewichten van de criteria zijn samen 110" in response.text
    both = {"criteria-0-weight": 70, "criteria-1-weight": 30}
    assert admin_client.post(edition_page(edition), management(edition, **both)).status_code == 302
    assert list(edition.criteria.values_list("weight", flat=True)) == [70, 30]


def test_days_out_of_order_are_refused_in_words(admin_client):
    edition = edition_at("prepared")
    response = admin_client.post(
        edition_page(edition), management(edition, announced_on=timezone.localdate().isoformat())
    )
    assert "Zet de dagen op volgorde" in response.text


def test_staff_bring_a_year_from_preparation_to_the_announcement(admin_client):
    edition = edition_at("prepared")

    def act(name, data=None):
        return admin_client.post(f"/beheer/globalgoals/prizeedition/{edition.pk}/doen/{name}/", data or {})

    assert act("open").status_code == 302
    nominee = eligible(PrizeEdition.objects.get())
    assert "twee juryleden" not in act("score").text
    assert act("appoint", {"email": "niemand@voorbeeld.example"}).status_code in {200, 422}
    for number in range(2):
        user = UserFactory()
        assert act("appoint", {"email": user.email, "is_chair": "on" if number == 0 else ""}).status_code == 302
    reach(PrizeEdition.objects.get(), "open")
    PrizeEdition.objects.update(nominations_close_on=timezone.localdate() - timedelta(days=1))
    assert act("score").status_code == 302
    assert PrizeEdition.objects.get().stage == "assessing"
    assert "Niet iedereen is klaar" in act("discuss").text
    for juror in edition.jurors.all():
        juror.declared_at = timezone.now()
        juror.save()
        sent(juror, nominee)
    assert act("discuss").status_code == 302
    PrizeDecisionFactory(winner=nominee)
    reach(PrizeEdition.objects.get(), "decided")
    assert act("announce").status_code == 302
    assert PrizeEdition.objects.get().is_announced
    assert act("niets").status_code == 404


def test_readers_of_the_council_read_the_year_and_not_who_judges():
    decision = announced()
    reader = UserFactory(is_staff=True)
    reader.groups.add(Group.objects.get(name="readers"))
    client = client_of(reader)
    page = client.get(edition_page(decision.edition))
    assert page.status_code == 200
    assert str(decision.chair) not in page.text
    assert client.get(nominee_page(decision.winner)).status_code == 403
