"""Good practices on pages: what visitors find, and how members and editors work on them."""

import csv
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from globalgoals.models import GoodPractice

from ..conftest import sign_in
from ..factories import CountryFactory, GoalFactory, MembershipFactory, OrganisationFactory, UserFactory
from ..images import image
from ..practice_factories import GoodPracticeFactory, PracticeFigureFactory, PracticeGoalFactory, PracticePhotoFactory

pytestmark = pytest.mark.django_db
LIST = "/en/global-goals/praktijkvoorbeelden/"
SECRET = "Wat niemand leest"


@pytest.fixture
def member(client):
    found = MembershipFactory(organisation__slug="eigen")
    sign_in(client, found.user)
    GoalFactory(number=3, name_nl="Goede gezondheid"), GoalFactory()
    return found


def told(**values):
    practice = GoodPracticeFactory(**values)
    PracticeGoalFactory(practice=practice)
    return practice


def sent(**values):
    return {
        "title_nl": "Meer water",
        "story_nl": "Zo ging het.",
        "result_nl": "Vijf pompen.",
        "goal_1": "6",
        "why_1": "Water is leven.",
        "figure1_number": "1.250",
        "figure1_what_nl": "mensen met water",
        "figure1_source": "eigen telling",
        **values,
    }


@pytest.fixture
def unseen():
    """Good practices that the public must not find."""
    found = [told(title_nl=SECRET, status=each) for each in ("draft", "proposed", "declined", "withdrawn")]
    return [*found, told(title_nl=SECRET, organisation=OrganisationFactory(status="hidden"))]


def test_nothing_leaks_before_it_is_public(client, unseen):
    practice = told(title_nl="Meer water")
    organisation = practice.organisation
    for each in unseen:
        assert client.get(each.get_absolute_url()).status_code == 404
    hidden = [told(title_nl=SECRET, status="draft", organisation=organisation)]
    addresses = [
        LIST, "/global-goals/praktijkvoorbeelden.csv", f"{LIST}feed/", "/sitemap.xml", "/global-goals/samen/", "/global-goals/6/",
        organisation.get_absolute_url(), practice.get_absolute_url(),
    ]  # fmt: skip
    for address in addresses:
        text = client.get(address).text
        assert SECRET not in text, address
        assert not [each for each in [*unseen, *hidden] if each.slug in text], address
        assert "Meer water" in text or practice.slug in text, address


def test_filters_are_those_of_what_is_public(client, unseen):
    goal, country = GoalFactory(number=3, name_nl="Goede gezondheid"), CountryFactory()
    here = told(title_nl="Meer water", organisation=OrganisationFactory(sector=2, slug="bedrijf"))
    here.countries.add(country)
    there = GoodPracticeFactory(title_nl="Meer artsen", organisation=OrganisationFactory(sector=3))
    PracticeGoalFactory(practice=there, goal=goal)

    def found(query):
        rows = list(
            csv.reader(StringIO(client.get(f"/global-goals/praktijkvoorbeelden.csv?{query}").text), delimiter=";")
        )
        return {row[0] for row in rows[1:]}

    assert found("") == {"Meer water", "Meer artsen"}
    for query in ("doel=6", "sector=bedrijven", f"land={country.iso2.lower()}", "organisatie=bedrijf"):
        assert found(query) == {"Meer water"}, query
    for query in (
        "doel=18",
        "doel=0",
        "doel=x%00",
        "sector=niets",
        "land=zz",
        f"organisatie={unseen[0].organisation.slug}",
    ):
        page = client.get(f"{LIST}?{query}")
        assert (page.status_code, "error-summary" in page.text) == (422, True), query
        assert client.get(f"/global-goals/praktijkvoorbeelden.csv?{query}").status_code == 422


def test_page_shows_figures_with_their_source_and_leads_to_the_introduction(client):
    practice = told()
    PracticeFigureFactory(practice=practice, number=1250)
    PracticePhotoFactory(practice=practice)
    practice.organisation.email = "geheim@voorbeeld.example"
    practice.organisation.save()
    page = client.get(practice.get_absolute_url()).text
    assert "1.250" in page and "eigen telling" in page and 'alt="Mensen bij een pomp"' in page
    assert reverse("organisations:contact", args=[practice.organisation.slug]) in page
    assert "geheim@voorbeeld.example" not in page


def test_member_keeps_a_draft_and_sends_it_in(client, member):
    address = "/mijn/organisaties/eigen/praktijkvoorbeelden/nieuw/"
    assert client.post(address, {"title_nl": "", "keep": "on"}).status_code == 422
    assert client.post(address, {"title_nl": "Half verhaal", "keep": "on"}).status_code == 302
    practice = GoodPractice.objects.get()
    assert (practice.status, practice.title_nl) == ("draft", "Half verhaal")
    own = reverse("practices:own_practice", args=["eigen", practice.pk])
    page = client.get(own)
    opened = page.context["form"].initial["opened_on"]
    page = client.post(own, {"title_nl": "Half verhaal", "story_nl": "Getypt", "opened_on": opened})
    assert page.status_code == 422 and "Getypt" in page.text
    assert client.post(own, sent(opened_on=opened)).status_code == 302
    practice.refresh_from_db()
    figure = practice.figures.get()
    assert (practice.status, figure.number, figure.what_nl) == ("proposed", 1250, "mensen met water")
    assert practice.goal_tags.get().motivation_nl == "Water is leven."
    assert "1250" in client.get(own).text


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"goal_1": "18"}, "goal_1"),
        ({"goal_1": "0"}, "goal_1"),
        ({"goal_1": ["6", "3"]}, "goal_1"),
        ({"goal_2": "6"}, "goal_2"),
        ({"figure1_number": "veel"}, "figure1_number"),
        ({"figure1_number": "-5"}, "figure1_number"),
        ({"figure1_number": "99999999999999"}, "figure1_number"),
        ({"figure1_source": ""}, "figure1_source"),
        ({"figure2_what_nl": "zonder getal"}, "figure2_number"),
        ({"title_nl": "x" * 121}, "title_nl"),
        ({"countries": "999999"}, "countries"),
        ({"story_nl": "a\0b"}, "story_nl"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_lost(client, member, values, field):
    page = client.post("/mijn/organisaties/eigen/praktijkvoorbeelden/nieuw/", sent(**values))
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "Vijf pompen." in page.text and not GoodPractice.objects.exists()


def test_two_who_change_the_same_see_both_texts(client, member):
    practice = told(organisation=member.organisation, status="proposed")
    own = reverse("practices:own_practice", args=["eigen", practice.pk])
    opened = client.get(own).context["form"].initial["opened_on"]
    GoodPractice.objects.filter(pk=practice.pk).update(result_nl="Van een collega.")
    page = client.post(own, sent(title_nl=practice.title_nl, opened_on=opened, result_nl="Van mij."))
    assert page.status_code == 409
    assert "Van een collega." in page.text and "Van mij." in page.text
    practice.refresh_from_db()
    assert practice.result_nl == "Van een collega."


def test_member_withdraws_and_adds_and_removes_photos(client, member):
    practice = told(organisation=member.organisation)
    args = ["eigen", practice.pk]
    said = {"alt_nl": "Een pomp", "credit": "Jo"}
    upload = SimpleUploadedFile("pomp.png", image())
    page = client.post(reverse("practices:add_photo", args=args), said | {"file": upload})
    assert page.status_code == 422 and "Een pomp" in page.text
    upload = SimpleUploadedFile("pomp.png", image())
    client.post(reverse("practices:add_photo", args=args), said | {"file": upload, "has_consent": "on"})
    photo = practice.photos.get()
    assert client.get(photo.large).getvalue()
    client.post(reverse("practices:remove_photo", args=[*args, photo.pk]))
    assert not practice.photos.exists()
    assert client.post(reverse("practices:remove", args=args)).status_code == 422
    client.post(reverse("practices:withdraw", args=args))
    practice.refresh_from_db()
    assert practice.status == "withdrawn"


def editor_of(client, group="editors"):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    sign_in(client, user)
    return user


def test_editor_finds_publishes_declines_and_withdraws(client):
    editor_of(client)
    first, second = told(status="proposed"), told(status="proposed")
    assert "status__exact=proposed" in client.get("/beheer/").text
    act = "admin:globalgoals_goodpractice_act"
    assert client.post(reverse(act, args=[second.pk, "afwijzen"]), {"reason": ""}).status_code == 422
    client.post(reverse(act, args=[second.pk, "afwijzen"]), {"reason": "Te kort."})
    client.post(reverse(act, args=[first.pk, "publiceren"]))
    assert list(GoodPractice.objects.public()) == [first]
    assert client.post(reverse(act, args=[second.pk, "intrekken"]), {"reason": "x"}).status_code == 422
    client.post(reverse(act, args=[first.pk, "intrekken"]), {"reason": "Klopt niet meer."})
    assert not GoodPractice.objects.public().exists()


def test_editor_changes_all_of_it_and_what_is_public_stays_whole(client):
    editor_of(client)
    practice = told()
    address = reverse("admin:globalgoals_goodpractice_change", args=[practice.pk])
    none = {f"{name}-{what}_FORMS": 0 for name in ("figures", "photos") for what in ("TOTAL", "INITIAL")}
    said = {"organisation": practice.organisation_id, **sent(), **none}
    assert client.post(address, said).status_code == 302
    practice.refresh_from_db()
    assert (practice.title_nl, practice.status) == ("Meer water", "published")
    for wrong in ({"result_nl": ""}, {"goal_1": "", "why_1": ""}):
        page = client.post(address, said | wrong)
        assert page.status_code in {200, 422} and "errornote" in page.text
    client.get(reverse("admin:globalgoals_goodpractice_history", args=[practice.pk]))


def test_readers_look_and_do_nothing(client):
    editor_of(client, "readers")
    practice = told(status="proposed")
    assert client.get(reverse("admin:globalgoals_goodpractice_change", args=[practice.pk])).status_code == 200
    address = reverse("admin:globalgoals_goodpractice_act", args=[practice.pk, "publiceren"])
    assert client.post(address).status_code == 403
