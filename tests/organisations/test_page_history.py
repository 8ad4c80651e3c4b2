"""The history of a page: what it shows, and what comes back with what is restored."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organisations import history
from organisations.actions import picture as pictures
from organisations.models import GoalTag, Organisation, Picture, Project
from organisations.tasks import remove_files_of_pictures

from ..factories import (
    CountryFactory,
    CountryPresenceFactory,
    GoalFactory,
    GoalTagFactory,
    MembershipFactory,
    OfferOrNeedFactory,
    OrganisationFactory,
    PictureFactory,
    ProjectFactory,
    TargetFactory,
    ThemeFactory,
)
from ..images import image, upload
from .test_profile import address, client_of, opened

# Of what happens in one transaction the history does not know what came first.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folder")]


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Voorbeeld", slug="voorbeeld")


@pytest.fixture
def owner(organisation):
    return MembershipFactory(organisation=organisation, user__name="Eigenaar").user


@pytest.fixture
def client(owner):
    return client_of(owner)


def changes_in(client):
    return client.get(address("page_history")).context["changes"]


def removal_in(client):
    """Return the change that took a picture off the page."""
    found = [change for change in changes_in(client) if change.kind_in_address == "picture"]
    return next(change for change in found if change.event.pgh_label == "delete")


def restore(client, change):
    return client.post(address("restore_page", change.kind_in_address, change.event.pgh_id), follow=True)


def add(organisation, by, kind="photo", **options):
    picture = Picture(organisation=organisation, kind=kind, alt_nl=options.pop("alt_nl", "Een pomp"))
    return pictures.add(picture=picture, upload=upload(image(**options)), by=by)


# --- What a record has several of ------------------------------------------------------------------------------------


def test_a_goal_comes_back_with_its_targets(client, organisation):
    goal = GoalFactory()
    for position, code in enumerate(("6.1", "6.2"), 1):
        TargetFactory(goal=goal, code=code, position=position)
    url = address("edit_item", "doelen", 0)
    client.post(url, {"goal": goal.pk, "rank": 1, "motivation_nl": "Water", "target_codes": "6.1"})
    tag = GoalTag.objects.get()
    url = address("edit_item", "doelen", tag.pk)
    client.post(url, {**opened(client, url), "target_codes": "6.1, 6.2"})
    client.post(address("remove_item", "doelen", tag.pk))

    removed, targets, made = changes_in(client)[:3]
    assert [difference[1:] for difference in targets.differences] == [("", "6.2")]
    for change, codes in [(removed, ["6.1", "6.2"]), (made, ["6.1"]), (targets, ["6.1", "6.2"])]:
        assert restore(client, change).status_code == 200
        assert [target.code for target in GoalTag.objects.get().targets.order_by("code")] == codes


def test_themes_and_the_goals_of_a_project_come_back(client, organisation):
    water, school, goal = ThemeFactory(name_nl="Water"), ThemeFactory(slug="school", name_nl="School"), GoalFactory()
    url = address("edit_section", "feiten")
    client.post(url, {**opened(client, url), "themes": [water.pk]})
    client.post(url, {**opened(client, url), "themes": [school.pk]})
    assert ("Water", "School") in [difference[1:] for difference in changes_in(client)[0].differences]
    restore(client, changes_in(client)[1])
    assert list(organisation.themes.all()) == [water]

    client.post(address("edit_item", "projecten", 0), {"kind": "aid", "title_nl": "Pompen", "goal_1": goal.pk})
    client.post(address("remove_item", "projecten", Project.objects.get().pk))
    restore(client, changes_in(client)[0])
    assert list(Project.objects.get().goals.all()) == [goal]


def test_nobody_restores_what_others_have_several_of(client, organisation):
    elsewhere = GoalTagFactory()
    elsewhere.targets.add(TargetFactory(goal=elsewhere.goal))
    through = history.LINKS[GoalTag].through.pgh_event_model.objects.get()
    assert client.post(address("restore_page", "goaltagtarget", through.pgh_id)).status_code == 404
    assert client.post(address("restore_page", "goaltagtarget", 10**30)).status_code == 404


def test_what_moved_to_another_organisation_does_not_come_back(client, organisation):
    offer = OfferOrNeedFactory(organisation=organisation)
    elsewhere = OrganisationFactory()
    offer.organisation = elsewhere
    offer.save()
    event = offer.events.filter(organisation=organisation).get()
    client.post(address("restore_page", "offerorneed", event.pgh_id))
    offer.refresh_from_db()
    assert offer.organisation == elsewhere


# --- What it shows ---------------------------------------------------------------------------------------------------


def test_relations_are_shown_by_name(client, organisation):
    CountryPresenceFactory(organisation=organisation, country=CountryFactory(name_nl="Oeganda"))
    assert "Oeganda" in [new for _name, _old, new in changes_in(client)[0].differences]


def test_a_long_history_costs_as_much_as_a_short_one(client, organisation, monkeypatch):
    monkeypatch.setattr(history, "MOST", 5)
    costs = []
    changes_in(client)
    for number in range(1, 13):
        organisation.summary_nl = f"Versie {number}"
        organisation.save()
        if number in (6, 12):
            with CaptureQueriesContext(connection) as queries:
                changes = changes_in(client)
            costs.append(len(queries))
            assert [change.differences[0][1:] for change in changes] == [
                (f"Versie {one - 1}", f"Versie {one}") for one in range(number, number - 5, -1)
            ]
    assert costs[0] == costs[1]


def test_the_name_that_staff_approved_stays_when_an_older_version_comes_back(client, organisation):
    Organisation.objects.update(summary_nl="Eerst")
    Organisation.objects.update(name="Goedgekeurd", website="https://nieuw.example/")
    event = organisation.events.order_by("pgh_id").first()
    client.post(address("restore_page", "organisation", event.pgh_id))
    organisation.refresh_from_db()
    assert (organisation.name, organisation.website) == ("Goedgekeurd", "https://nieuw.example/")
    assert organisation.summary_nl == ""


# --- Pictures --------------------------------------------------------------------------------------------------------


def test_an_owner_puts_a_picture_back_in_its_place(client, organisation, owner):
    project = ProjectFactory(organisation=organisation)
    photos = [add(organisation, owner, colour=colour, alt_nl=colour) for colour in ("red", "blue", "green")]
    pictures.change(picture=photos[0], place=2, by=owner)
    removed = organisation.pictures.get(alt_nl="red")
    removed.project = project
    removed.save()
    address_of_file = removed.small
    pictures.remove(picture=removed, by=owner)
    project.delete()
    assert client.get(address_of_file).status_code == 404
    restore(client, removal_in(client))
    assert [(one.position, one.alt_nl, one.project) for one in organisation.pictures.photos()] == [
        (1, "blue", None),
        (2, "red", None),
        (3, "green", None),
    ]
    sent = client.get(address_of_file)
    assert sent.status_code == 200
    assert b"".join(sent.streaming_content)
    assert Picture.pgh_event_model.objects.latest("pgh_id").pgh_context["user"] == owner.pk


def test_an_editor_puts_back_no_picture(client, organisation, owner):
    picture = add(organisation, owner)
    pictures.remove(picture=Picture.objects.get(), by=owner)
    editor = client_of(MembershipFactory(organisation=organisation, role="editor").user)
    event = Picture.pgh_event_model.objects.get(pgh_label="delete")
    for somebody, status in [(editor, 403), (client_of(MembershipFactory().user), 404)]:
        assert somebody.post(address("restore_page", "picture", event.pgh_id)).status_code == status
    assert not Picture.objects.filter(digest=picture.digest).exists()


def test_what_a_picture_said_comes_back(client, organisation, owner):
    photo = add(organisation, owner, alt_nl="Eerst")
    photo.alt_nl = "Later"
    pictures.change(picture=photo, place=1, by=owner)
    restore(client, changes_in(client)[1])
    assert [(one.pk, one.alt_nl) for one in organisation.pictures.all()] == [(photo.pk, "Eerst")]


def test_an_older_logo_takes_the_place_of_the_present_one(client, organisation, owner):
    old = add(organisation, owner, "logo", colour="red")
    add(organisation, owner, "logo", colour="blue")
    restore(client, removal_in(client))
    assert [logo.digest for logo in organisation.pictures.logos()] == [old.digest]


def test_a_picture_whose_files_are_gone_stays_away_and_it_says_so(client, organisation, owner):
    add(organisation, owner)
    pictures.remove(picture=Picture.objects.get(), by=owner)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        remove_files_of_pictures(timestamp=0)
    page = restore(client, changes_in(client)[0])
    assert "wordt niet meer bewaard" in page.text
    assert not Picture.objects.exists()


def test_a_thirteenth_photo_is_not_put_back(client, organisation, owner):
    add(organisation, owner)
    pictures.remove(picture=Picture.objects.get(), by=owner)
    for position in range(1, 13):
        PictureFactory(organisation=organisation, position=position)
    assert "Er staan al 12 foto’s" in restore(client, removal_in(client)).text
    assert organisation.pictures.count() == 12
