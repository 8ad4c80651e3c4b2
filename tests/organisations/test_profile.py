"""Members keep their page: sections, drafts, two at once, what waits for staff, history."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organisations.actions import profile as actions
from organisations.models import CountryPresence, Draft, GoalTag, Organisation, Place, Project, ProposedChange, Role
from organisations.sections import SECTIONS
from organisations.tasks import forget_old_drafts

from ..conftest import sign_in
from ..factories import (
    CountryFactory,
    CountryPresenceFactory,
    DraftFactory,
    GoalFactory,
    GoalTagFactory,
    InternshipOfferFactory,
    MembershipFactory,
    OfferOrNeedFactory,
    OrganisationFactory,
    PlaceFactory,
    ProjectFactory,
    TargetFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]

TEXTS = [f"{name}_{language}" for name in ("summary", "description") for language in ("nl", "en", "de")]


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Voorbeeld", slug="voorbeeld", website="https://voorbeeld.example/")


@pytest.fixture
def owner(organisation):
    return MembershipFactory(organisation=organisation, user__name="Eigenaar").user


@pytest.fixture
def editor(organisation, owner):
    return MembershipFactory(organisation=organisation, role=Role.EDITOR, user__name="Redacteur").user


@pytest.fixture
def staff():
    return UserFactory(is_staff=True, is_superuser=True)


def client_of(user):
    client = Client()
    sign_in(client, user)
    return client


def address(name, *args):
    return reverse(f"organisations:{name}", args=["voorbeeld", *args])


def opened(client, url):
    """Open a form; return what it holds, to be sent back changed."""
    page = client.get(url)
    assert page.status_code == 200
    form = page.context["form"]
    values = {"opened_on": form["opened_on"].value()}
    for name in form.names:
        value = form.as_sent(name, form[name].value())
        values[name] = value if len(value) > 1 else "".join(value)
    return {name: value for name, value in values.items() if value != ""}


# --- Sections --------------------------------------------------------------------------------------------------------


def test_texts_are_public_at_once_and_in_the_history_by_name(owner, organisation):
    client = client_of(owner)
    sent = opened(client, address("edit_section", "verhaal"))
    answer = client.post(
        address("edit_section", "verhaal"),
        {**sent, "summary_nl": "Wij bouwen pompen.", "description_nl": "**Vet** <b>kaal</b> [x](javascript:alert(1))"},
    )
    assert answer["Location"] == address("edit_page")
    public = Client().get(organisation.get_absolute_url()).text
    assert "Wij bouwen pompen." in public
    assert "<strong>Vet</strong> &lt;b&gt;kaal&lt;/b&gt;" in public
    assert 'href="javascript' not in public
    history = client.get(address("page_history")).text
    assert "Wij bouwen pompen." in history
    organisation.refresh_from_db()
    organisation.languages = ["nl", "ro"]
    organisation.save()
    assert "nl, ro" in client.get(address("page_history")).text
    assert "Eigenaar" in history


def test_every_section_saves_what_it_shows(owner, organisation):
    client = client_of(owner)
    water, uganda, goal = ThemeFactory(), CountryFactory(), GoalFactory()
    TargetFactory(goal=goal, code="6.1")
    kampala = PlaceFactory(name_nl="Kampala", country=uganda)

    def save(section, *pk, **values):
        url = address("edit_item" if pk else "edit_section", section, *pk)
        answer = client.post(url, {**opened(client, url), **values})
        assert answer.status_code == 302, answer.context["form"].errors

    save("feiten", sector="4", themes=[water.pk], languages=["nl", "ro"], founded_year="1985", other_names="SV")
    save(
        "contact",
        contact_name="Jo",
        email="jo@voorbeeld.example",
        shows_contact="on",
        social_links="https://a.example/\nhttps://b.example/",
    )
    save(
        "landen",
        0,
        country=uganda.pk,
        place_name="kampala",
        activity_nl="Pompen",
        local_partner="Partner",
        since_year="2019",
    )
    save("landen", 0, country=uganda.pk, place_name="Gulu")
    save("doelen", 0, goal=goal.pk, rank="1", motivation_nl="Water is leven.", target_codes="6.1")
    save(
        "projecten",
        0,
        title_nl="Pompen",
        kind="aid",
        country=uganda.pk,
        people_involved="800",
        goal_1=goal.pk,
        result_nl="Vijf pompen",
    )
    save("aanbod", 0, direction="need", kind="6", text_nl="Een boekhouder")

    organisation.refresh_from_db()
    assert (organisation.sector, organisation.languages, organisation.founded_year) == (4, ["nl", "ro"], 1985)
    assert organisation.social_links == ["https://a.example/", "https://b.example/"]
    assert list(organisation.themes.all()) == [water]
    assert [presence.place for presence in organisation.presences.order_by("pk")] == [
        kampala,
        Place.objects.get(name_nl="Gulu"),
    ]
    tag = GoalTag.objects.get()
    assert [target.code for target in tag.targets.all()] == ["6.1"]
    project = Project.objects.get()
    assert (project.people_involved, list(project.goals.all())) == (800, [goal])

    public = Client().get(organisation.get_absolute_url()).text
    for text in (
        "Pompen",
        "Kampala",
        "Gulu",
        "Water is leven.",
        "Een boekhouder",
        "800",
        "Vijf pompen",
        "https://b.example/",
        "Jo",
    ):
        assert text in public, text
    client.post(address("remove_item", "aanbod", organisation.offers_and_needs.get().pk))
    caches["pages"].clear()
    assert "Een boekhouder" not in Client().get(organisation.get_absolute_url()).text


def test_a_member_is_led_from_what_misses_to_what_misses(owner, organisation):
    client = client_of(owner)

    def step(*address_of_page):
        return client.get(address(*address_of_page)).context["next_step"]

    assert step("edit_page").url == address("edit_section", "verhaal")
    # An empty list is skipped: there is nothing to choose from.
    assert step("edit_section", "projecten").url == address("edit_item", "aanbod", 0)
    OfferOrNeedFactory(organisation=organisation)
    # After the last comes the first.
    assert step("edit_section", "projecten").url == address("edit_section", "verhaal")
    organisation.website = ""
    organisation.save()
    assert step("edit_section", "projecten").url == address("edit_section", "naam")
    sent = {**opened(client, address("edit_section", "naam")), "website": "https://nieuw.example/"}
    answer = client.post(address("edit_section", "naam"), sent, follow=True)
    assert "Verstuurd naar het International Office." in answer.text
    # What waits for staff asks nothing more of the member.
    assert step("edit_section", "projecten").url == address("edit_section", "verhaal")


def test_a_member_saves_and_goes_on_at_once(owner, organisation):
    client = client_of(owner)
    at = address("edit_section", "verhaal")
    texts = {"summary_nl": "Water", "summary_en": "Water", "description_nl": "Wij pompen."}
    assert "Opslaan, en verder: Sector, thema’s en feiten" in client.get(at).text
    answer = client.post(at, {**opened(client, at), **texts, "onward": "on"})
    assert answer.url == address("edit_section", "feiten")
    organisation.refresh_from_db()
    assert organisation.summary_nl == "Water"
    # What is wrong, and what is kept for later, stays where it is.
    assert client.post(at, {**opened(client, at), "summary_nl": "x" * 5000, "onward": "on"}).status_code == 422
    assert client.post(at, {**opened(client, at), "later": "on"}).url == address("edit_page")


def test_a_text_says_its_language_and_an_offer_has_two_directions(owner):
    client = client_of(owner)
    form = client.get(address("edit_item", "aanbod", 0)).context["form"]
    assert form["text_nl"].label == "In één zin in het Nederlands"
    assert [value for value, _label in form.fields["direction"].choices] == ["offer", "need"]


def test_saving_without_a_change_changes_nothing(owner, organisation):
    client = client_of(owner)
    CountryPresenceFactory(organisation=organisation, place=PlaceFactory(), activity_nl="Iets")
    GoalTagFactory(organisation=organisation, motivation_nl="Daarom")
    ProjectFactory(organisation=organisation), OfferOrNeedFactory(organisation=organisation)
    InternshipOfferFactory(organisation=organisation)
    events = [model.pgh_event_model.objects.count() for model in (Organisation, CountryPresence, GoalTag, Project)]
    for section in SECTIONS.values():
        if not section.is_for(organisation):
            continue
        url = address("edit_section", section.slug)
        if section.many:
            url = address("edit_item", section.slug, getattr(organisation, section.many).get().pk)
        assert client.post(url, opened(client, url)).status_code == 302
    assert [
        model.pgh_event_model.objects.count() for model in (Organisation, CountryPresence, GoalTag, Project)
    ] == events
    assert not ProposedChange.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("section", "values", "field"),
    [
        ("verhaal", {"summary_nl": "x" * 301}, "summary_nl"),
        ("verhaal", {"description_nl": "x" * 100_000}, "description_nl"),
        ("verhaal", {"summary_nl": "\x00"}, "summary_nl"),
        ("feiten", {"founded_year": "12"}, None),
        ("feiten", {"sector": "99"}, "sector"),
        ("feiten", {"languages": ["xx"]}, "languages"),
        ("contact", {"social_links": "javascript:alert(1)"}, "social_links"),
        ("contact", {"social_links": "\n".join(["https://a.example/"] * 7)}, "social_links"),
        ("contact", {"email": "geen"}, "email"),
        ("naam", {"website": "javascript:alert(1)"}, "website"),
        ("naam", {"name": ""}, "name"),
        ("naam", {"kvk_number": "12"}, "kvk_number"),
        ("landen", {"country": "999999"}, "country"),
        ("landen", {"since_year": "2020", "until_year": "2019", "country": "UG"}, None),
        ("doelen", {"goal": "6", "rank": "1"}, None),
        ("doelen", {"goal": "6", "rank": "9"}, "rank"),
        ("doelen", {"goal": "6", "rank": "2", "target_codes": "6.1, 7.1, onzin"}, "target_codes"),
        ("projecten", {"people_involved": "-1"}, "people_involved"),
        ("aanbod", {"kind": "0"}, "kind"),
    ],
)
def test_what_is_not_right_is_answered_at_its_field_and_kept(owner, organisation, section, values, field):
    country = CountryFactory()
    GoalTagFactory(organisation=organisation, goal=GoalFactory(number=7, name_nl="Energie"))
    GoalFactory(), TargetFactory()
    values = {name: country.pk if value == "UG" else value for name, value in values.items()}
    client = client_of(owner)
    url = address("edit_item", section, 0) if SECTIONS[section].many else address("edit_section", section)
    page = client.post(url, {**opened(client, url), **values})
    assert page.status_code == 422
    assert "error-summary" in page.text
    if field:
        assert field in page.context["form"].errors
    before = organisation.pgh_event_model.objects.count()
    assert before == 1, "nothing was saved"
    assert Draft.objects.get().section == section, "nothing typed is lost"


def test_a_page_has_one_primary_goal_and_three_at_most(owner, organisation):
    for rank in (1, 2, 3):
        GoalTagFactory(organisation=organisation, rank=rank, goal=GoalFactory(number=rank))
    fourth, client = GoalFactory(number=4), client_of(owner)
    for rank in (1, 2, 3, 4):
        assert client.post(address("edit_item", "doelen", 0), {"goal": fourth.pk, "rank": rank}).status_code == 422
    assert organisation.goal_tags.count() == 3


def test_nobody_edits_what_is_of_another_organisation(owner):
    elsewhere = OfferOrNeedFactory()
    client = client_of(owner)
    url = address("edit_item", "aanbod", elsewhere.pk)
    assert client.get(url).status_code == 404
    client.post(url, {"direction": "offer", "kind": "1", "text_nl": "Gekaapt"})
    elsewhere.refresh_from_db()
    assert elsewhere.text_nl == "Kennis van pompen"
    assert client.post(address("remove_item", "aanbod", elsewhere.pk)).status_code == 404
    for section in SECTIONS.values():
        # This one is no school, and no company.
        expected = 403 if section.slug in {"uitwisselingen", "export"} else 200
        assert client.get(address("edit_section", section.slug)).status_code == expected
    for name in ("onzin", "verhaal"):
        assert client.get(address("edit_item", name, 1)).status_code == 404
    assert client.post(address("remove_item", "verhaal", 1)).status_code == 404
    assert client.post(address("draft", "onzin", 0)).status_code == 404


# --- Drafts ----------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_and_comes_back_until_it_is_saved_or_thrown_away(owner, organisation):
    client, url = client_of(owner), address("edit_section", "verhaal")
    sent = opened(client, url)
    kept = client.post(address("draft", "verhaal", 0), {**sent, "summary_nl": "Half een zi", "kwaad": "x"})
    assert kept.status_code == 200
    assert set(Draft.objects.get().data) <= {*TEXTS, "opened_on"}
    assert "Half een zi" not in Client().get(organisation.get_absolute_url()).text

    # From another device, after signing in again.
    again = client_of(owner)
    page = again.get(url)
    assert "Half een zi" in page.text
    assert again.post(url, {**opened(again, url), "summary_nl": "Half een zin is geen zin."}).status_code == 302
    assert not Draft.objects.exists()

    again.post(address("draft", "verhaal", 0), {**sent, "summary_nl": "Toch niet"})
    assert again.post(address("draft", "verhaal", 0), {"throw-away": "on"})["Location"] == url
    assert "Toch niet" not in again.get(url).text


def test_several_values_come_back_from_a_draft(owner, organisation):
    client, url = client_of(owner), address("edit_section", "feiten")
    water = ThemeFactory()
    sent = opened(client, url)
    client.post(url, {**sent, "themes": [water.pk], "languages": ["nl", "sw"], "later": "on"})
    form = client.get(url).context["form"]
    assert form["languages"].value() == ["nl", "sw"]
    assert [str(value) for value in form["themes"].value()] == [str(water.pk)]
    assert list(organisation.themes.all()) == []


def test_a_draft_is_for_its_writer_and_has_bounds(owner, editor, organisation):
    client = client_of(owner)
    client.post(address("draft", "verhaal", 0), {"summary_nl": "Van de eigenaar"})
    assert "Van de eigenaar" not in client_of(editor).get(address("edit_section", "verhaal")).text
    assert client.post(address("draft", "verhaal", 0), {"description_nl": "x" * 400_000}).status_code == 413
    assert Draft.objects.get().data == {"summary_nl": ["Van de eigenaar"]}


def test_old_drafts_are_forgotten():
    DraftFactory(saved_at=timezone.now() - timedelta(days=91))
    recent = DraftFactory()
    forget_old_drafts(timestamp=0)
    assert list(Draft.objects.all()) == [recent]


# --- Two at once -----------------------------------------------------------------------------------------------------


def test_the_second_is_shown_both_texts_and_chooses(owner, editor, organisation):
    first, second, url = client_of(owner), client_of(editor), address("edit_section", "verhaal")
    mine, theirs = opened(first, url), opened(second, url)
    first.post(url, {**mine, "summary_nl": "Van de eigenaar", "summary_en": "By the owner"})
    page = second.post(url, {**theirs, "summary_nl": "Van de redacteur", "summary_de": "Vom Redakteur"})
    assert page.status_code == 409
    assert [field.name for field, _text in page.context["form"].conflicts] == ["summary_nl"]
    for text in ("Van de eigenaar", "Van de redacteur", "Vom Redakteur"):
        assert text in page.text
    organisation.refresh_from_db()
    assert (organisation.summary_nl, organisation.summary_de) == ("Van de eigenaar", "")
    assert Draft.objects.get().user == editor

    form = page.context["form"]
    again = {name: form.data[name] for name in ["opened_on", *TEXTS] if form.data.get(name)}
    assert second.post(url, again).status_code == 302
    organisation.refresh_from_db()
    assert organisation.summary_nl == "Van de redacteur"
    assert organisation.summary_en == "By the owner", "what the second left alone stays as the first made it"
    assert organisation.summary_de == "Vom Redakteur"


def test_the_second_may_take_what_the_first_wrote(owner, editor, organisation):
    first, second, url = client_of(owner), client_of(editor), address("edit_section", "verhaal")
    theirs = opened(second, url)
    first.post(url, {**opened(first, url), "summary_nl": "Van de eigenaar"})
    answer = second.post(url, {**theirs, "summary_nl": "Van mij", "summary_de": "Neu", "theirs-summary_nl": "on"})
    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert (organisation.summary_nl, organisation.summary_de) == ("Van de eigenaar", "Neu")


def test_the_second_may_take_what_the_first_wrote_after_both_were_shown(owner, editor, organisation):
    first, second, url = client_of(owner), client_of(editor), address("edit_section", "verhaal")
    theirs = opened(second, url)
    first.post(url, {**opened(first, url), "summary_nl": "Van de eigenaar"})
    form = second.post(url, {**theirs, "summary_nl": "Van mij"}).context["form"]
    again = {name: form.data[name] for name in ["opened_on", *TEXTS] if form.data.get(name)}
    assert second.post(url, {**again, "theirs-summary_nl": "on"}).status_code == 302
    organisation.refresh_from_db()
    assert organisation.summary_nl == "Van de eigenaar"


def test_a_stale_form_that_hides_what_it_was_opened_on_overwrites_nothing(owner, organisation):
    Organisation.objects.update(summary_nl="Er stond iets")
    client, url = client_of(owner), address("edit_section", "verhaal")
    for opened_on in ("", "geknoei"):
        assert client.post(url, {"summary_nl": "Nieuw", "opened_on": opened_on}).status_code == 409
    organisation.refresh_from_db()
    assert organisation.summary_nl == "Er stond iets"


def test_what_somebody_else_removed_is_added_again_when_one_saves(owner, editor, organisation):
    offer = OfferOrNeedFactory(organisation=organisation)
    client, url = client_of(owner), address("edit_item", "aanbod", offer.pk)
    sent = opened(client, url)
    client_of(editor).post(address("remove_item", "aanbod", offer.pk))
    assert client.post(url, {**sent, "text_nl": "Kennis van putten"}).status_code == 302
    assert [item.text_nl for item in organisation.offers_and_needs.all()] == ["Kennis van putten"]


# --- What waits for staff --------------------------------------------------------------------------------------------


def test_a_new_name_waits_for_staff_and_the_member_sees_both(owner, organisation, staff):
    client, url = client_of(owner), address("edit_section", "naam")
    answer = client.post(
        url, {**opened(client, url), "name": "Stichting Anders", "website": "https://voorbeeld.example/nieuw"}
    )
    assert answer.status_code == 302
    organisation.refresh_from_db()
    assert organisation.name == "Stichting Voorbeeld"
    assert organisation.website == "https://voorbeeld.example/nieuw", "a page of the same website is trusted"
    page = client.get(address("edit_page")).text
    assert "Stichting Anders" in page
    assert "Stichting Voorbeeld" in page
    change = ProposedChange.objects.get()
    assert change.values == {"name": "Stichting Anders"}

    office = client_of(staff)
    decide = reverse("admin:organisations_proposedchange_change", args=[change.pk])
    assert decide.rpartition("/proposedchange/")[0] in office.get(reverse("admin:index")).text
    assert "Stichting Anders" in office.get(decide).text
    assert office.post(decide, {"outcome": "approved"}).status_code == 302
    organisation.refresh_from_db()
    assert organisation.name == "Stichting Anders"
    assert [message.to for message in mail.outbox] == [[owner.email]] * 2


def test_a_refused_change_says_why(owner, organisation, staff):
    change = actions.propose(
        organisation=organisation,
        values={"name": "Gemeente Deventer", "kvk_number": "", "website": organisation.website},
        by=owner,
    )
    client_of(staff).post(
        reverse("admin:organisations_proposedchange_change", args=[change.pk]),
        {"outcome": "refused", "reason": "Dat bent u niet."},
    )
    organisation.refresh_from_db()
    assert organisation.name == "Stichting Voorbeeld"
    assert "Dat bent u niet." in mail.outbox[-1].body


def test_a_name_that_another_took_meanwhile_cannot_be_approved(owner, organisation, staff):
    change = actions.propose(
        organisation=organisation, values={"name": "Bezet", "kvk_number": "", "website": ""}, by=owner
    )
    OrganisationFactory(name="BEZET")
    page = client_of(staff).post(
        reverse("admin:organisations_proposedchange_change", args=[change.pk]), {"outcome": "approved"}
    )
    assert page.status_code == 422
    change.refresh_from_db()
    assert change.outcome == ""


def test_a_newer_proposal_takes_the_place_of_the_older(owner, organisation):
    for name in ("Eerste", "Tweede"):
        actions.propose(
            organisation=organisation,
            values={"name": name, "kvk_number": "", "website": organisation.website},
            by=owner,
        )
    assert ProposedChange.objects.get().values == {"name": "Tweede"}
    actions.propose(
        organisation=organisation,
        values={"name": organisation.name, "kvk_number": None, "website": organisation.website},
        by=owner,
    )
    assert not ProposedChange.objects.exists()


# --- History and preview ---------------------------------------------------------------------------------------------


def test_an_owner_restores_and_an_editor_does_not(owner, editor, organisation):
    organisation.summary_nl, organisation.name = "Eerst", "Oude naam"
    organisation.save()
    organisation.summary_nl, organisation.name = "Later", "Nieuwe naam"
    organisation.save()
    event = organisation.events.get(summary_nl="Eerst")
    url = address("restore_page", "organisation", event.pgh_id)
    assert client_of(editor).post(url).status_code == 403
    assert client_of(owner).post(url).status_code == 302
    organisation.refresh_from_db()
    assert organisation.summary_nl == "Eerst"
    assert organisation.name == "Nieuwe naam", "a name is for staff to change"


def test_what_was_removed_comes_back(owner, organisation):
    offer = OfferOrNeedFactory(organisation=organisation)
    pk = offer.pk
    offer.delete()
    event = offer.pgh_event_model.objects.get(pgh_label="delete")
    client = client_of(owner)
    client.post(address("restore_page", "offerorneed", event.pgh_id))
    assert [(item.pk, item.text_nl) for item in organisation.offers_and_needs.all()] == [(pk, "Kennis van pompen")]


@pytest.mark.parametrize("kind", ["organisation", "offerorneed", "user", "membership", "onzin"])
def test_nobody_restores_the_history_of_another(owner, organisation, kind):
    elsewhere = OfferOrNeedFactory()
    event = {"organisation": elsewhere.organisation.events, "offerorneed": elsewhere.events}.get(
        kind, owner.events
    ).get()
    assert client_of(owner).post(address("restore_page", kind, event.pgh_id)).status_code == 404


def test_a_restore_that_does_not_fit_says_so(owner, organisation):
    tag = GoalTagFactory(organisation=organisation)
    event = tag.events.get()
    tag.delete()
    GoalTagFactory(organisation=organisation, goal=GoalFactory(number=7))
    page = client_of(owner).post(address("restore_page", "goaltag", event.pgh_id), follow=True)
    assert 'role="status"' in page.text
    assert [one.goal_id for one in organisation.goal_tags.all()] == [7]


def test_the_preview_shows_a_page_before_it_is_public(owner, organisation):
    theme = ThemeFactory(name_nl="Schoon water")
    organisation.themes.add(theme)
    Organisation.objects.update(status="draft", summary_nl="Straks te zien")
    assert Client().get(organisation.get_absolute_url()).status_code == 404
    page = client_of(owner).get(address("preview"))
    assert "Straks te zien" in page.text
    assert "Schoon water" in page.text
    assert Client().get(address("preview")).status_code == 302


def test_live_preview_of_markdown_lets_nothing_through(owner):
    answer = client_of(owner).post(
        address("markdown"), {"text": "**a** <script>x</script> [b](javascript:x) ![c](https://x/y)"}
    )
    assert "<strong>a</strong>" in answer.text
    assert not re.search(r"<script|<img|href=\"javascript", answer.text)


# --- What it costs ---------------------------------------------------------------------------------------------------


def test_editing_costs_a_fixed_number_of_queries(owner, organisation):
    client = client_of(owner)
    costs = {}
    for number in (1, 30):
        for _n in range(number):
            OfferOrNeedFactory(organisation=organisation)
            CountryPresenceFactory(organisation=organisation, place=PlaceFactory())
        for url in (address("edit_page"), address("edit_section", "verhaal"), address("edit_section", "landen")):
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            costs.setdefault(url, []).append(len(queries))
        url = address("edit_section", "verhaal")
        sent = {**opened(client, url), "summary_nl": f"Iets {number}"}
        with CaptureQueriesContext(connection) as queries:
            client.post(url, sent)
        costs.setdefault("save", []).append(len(queries))
    assert list(costs.values()) == [[16, 16], [15, 15], [16, 16], [14, 14]]
