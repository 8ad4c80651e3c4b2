"""Pictures of organisations: what can be of each row, who arranges them, and how pages show them."""

import re
from threading import Thread

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organisations.actions import picture as actions
from organisations.models import Organisation, Picture, Role

from ..conftest import sign_in
from ..factories import MembershipFactory, OrganisationFactory, PictureFactory, ProjectFactory, UserFactory
from ..images import image, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Voorbeeld", slug="voorbeeld")


@pytest.fixture
def owner(client, organisation):
    """The owner of the organisation, signed in."""
    owner = MembershipFactory(organisation=organisation).user
    sign_in(client, owner)
    return owner


def add(organisation, kind="photo", content=None, by=None, **fields):
    picture = Picture(organisation=organisation, kind=kind, alt_nl=fields.pop("alt_nl", "Een pomp"), **fields)
    return actions.add(picture=picture, upload=upload(content or image()), by=by or UserFactory())


def address(name, *args):
    return reverse(f"organisations:{name}", args=["voorbeeld", *args])


# --- The rules of every row ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        "position = 0",
        "position = 13",
        "kind = 'logo', position = 2",
        "kind = 'film'",
        "alt_nl = ''",
        "digest = '../../etc/passwd'",
        "width = 1281",
        "height = 0",
        "project_id = {other_project}",
        "kind = 'logo', project_id = {own_project}",
    ],
)
def test_what_cannot_be_is_refused_in_raw_sql(as_serving_role, change):
    picture = PictureFactory()
    projects = {
        "own_project": ProjectFactory(organisation=picture.organisation).pk,
        "other_project": ProjectFactory().pk,
    }
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_picture SET " + change.format(**projects))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("kind", ["logo", "photo"])
def test_two_in_one_place_are_refused(kind):
    picture = PictureFactory(kind=kind)
    with pytest.raises(IntegrityError), transaction.atomic():
        PictureFactory(kind=kind, organisation=picture.organisation)


def test_a_project_that_is_removed_leaves_its_photos(organisation, as_serving_role):
    photos = [
        PictureFactory(
            organisation=organisation, project=ProjectFactory(organisation=organisation, title_nl=title), position=n
        )
        for n, title in enumerate(["Pompen", "Scholen"], 1)
    ]
    photos[0].project.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("DELETE FROM organisations_project")
    assert [photo.project_id for photo in organisation.pictures.all()] == [None, None]


# --- Arranging them --------------------------------------------------------------------------------------------------


def test_an_editor_adds_changes_and_removes_pictures(client, organisation, folder):
    editor = MembershipFactory(organisation=organisation, role=Role.OWNER).user
    editor = MembershipFactory(organisation=organisation, role=Role.EDITOR).user
    sign_in(client, editor)
    project = ProjectFactory(organisation=organisation)
    for alt in ("Een pomp", "Een school", "Een koor"):
        assert client.post(address("add_photo"), {"file": upload(image()), "alt_nl": alt}).status_code == 302
    assert client.post(address("add_logo"), {"file": upload(image("PNG")), "alt_nl": "Logo"}).status_code == 302
    page = client.get(address("pictures"))
    assert [photo.alt for photo in page.context["photos"]] == ["Een pomp", "Een school", "Een koor"]
    assert page.context["logo"].alt == "Logo"

    choir = organisation.pictures.get(alt_nl="Een koor")
    answers = {"alt_nl": "Het koor zingt", "alt_de": "Der Chor", "project": project.pk, "place": 1}
    assert client.post(address("change_picture", choir.pk), answers).status_code == 302
    photos = organisation.pictures.photos()
    assert [(photo.position, photo.alt_nl) for photo in photos] == [
        (1, "Het koor zingt"),
        (2, "Een pomp"),
        (3, "Een school"),
    ]
    assert photos[0].project == project

    pump = organisation.pictures.get(alt_nl="Een pomp")
    assert client.get(address("remove_picture", pump.pk)).status_code == 200
    assert client.post(address("remove_picture", pump.pk)).status_code == 302
    assert [(photo.position, photo.alt_nl) for photo in organisation.pictures.photos()] == [
        (1, "Het koor zingt"),
        (2, "Een school"),
    ]
    assert {event.pgh_context["user"] for event in Picture.pgh_event_model.objects.all()} == {editor.pk}


def test_a_photo_cannot_go_to_a_project_of_others_or_a_place_that_is_not_there(client, owner, organisation):
    photo = PictureFactory(organisation=organisation)
    answers = {"alt_nl": "Een pomp", "project": ProjectFactory().pk, "place": 2}
    page = client.post(address("change_picture", photo.pk), answers)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"project", "place"}


def test_a_picture_of_another_page_is_not_there(client, owner, organisation):
    others = PictureFactory()
    kept_too = MembershipFactory(user=owner).organisation
    own = PictureFactory(organisation=kept_too)
    for picture in (others, own):
        for name in ("change_picture", "remove_picture"):
            assert client.post(address(name, picture.pk), {"alt_nl": "x", "place": 1}).status_code == 404
    assert set(Picture.objects.all()) == {others, own}


def test_a_picture_that_was_removed_meanwhile_does_not_come_back(owner, organisation):
    photo = PictureFactory(organisation=organisation)
    actions.remove(picture=Picture.objects.get(), by=owner)
    with pytest.raises(ValidationError, match="zojuist"):
        actions.change(picture=photo, place=1, by=owner)
    assert not Picture.objects.exists()


def test_a_new_logo_takes_the_place_of_the_old_one(owner, organisation):
    add(organisation, "logo", by=owner)
    new = add(organisation, "logo", image(colour="red"), by=owner)
    assert [picture.digest for picture in organisation.pictures.all()] == [new.digest]


def test_a_photo_that_is_sent_twice_is_there_once(client, owner, organisation):
    for alt in ("Een pomp", "Een pomp", "Een put"):
        assert client.post(address("add_photo"), {"file": upload(image()), "alt_nl": alt}).status_code == 302
    assert [photo.alt_nl for photo in organisation.pictures.all()] == ["Een pomp", "Een put"]


def test_removing_a_picture_twice_is_no_error(client, owner, organisation):
    own, others = add(organisation), PictureFactory()
    for _click in range(2):
        assert client.post(address("remove_picture", own.pk))["Location"] == address("pictures")
    assert client.get(address("remove_picture", own.pk)).status_code == 404
    pk = others.pk
    others.delete()
    assert client.post(address("remove_picture", pk)).status_code == 404


def test_there_is_room_for_twelve_photos(client, owner, organisation, folder):
    for position in range(1, 13):
        PictureFactory(organisation=organisation, position=position)
    assert address("add_photo") not in client.get(address("pictures")).text
    page = client.post(address("add_photo"), {"file": upload(image()), "alt_nl": "Een pomp"})
    assert page.status_code == 422
    assert "Er staan al 12 foto’s" in page.text
    assert organisation.pictures.count() == 12
    assert not folder.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kind", "there", "expected"), [("photo", 11, 12), ("logo", 0, 1)])
def test_two_at_the_same_moment_do_not_exceed_what_may_be(kind, there, expected):
    organisation, user = OrganisationFactory(), UserFactory()
    for position in range(1, there + 1):
        PictureFactory(organisation=organisation, position=position)
    refused = []

    def try_to_add(colour):
        try:
            add(organisation, kind, image(colour=colour), by=user)
        except ValidationError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=try_to_add, args=[colour]) for colour in ("red", "blue", "green")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert organisation.pictures.count() == expected
    assert refused == (["too_many"] * 2 if kind == "photo" else [])


# --- Shown -----------------------------------------------------------------------------------------------------------


def test_a_page_shows_its_pictures_in_one_question(client, organisation, django_assert_num_queries):
    project = ProjectFactory(organisation=organisation)
    add(organisation, "logo", alt_nl="Logo van Voorbeeld")
    add(organisation, content=image(size=(1500, 900), colour="red"), alt_nl="Een pomp")
    add(organisation, alt_nl="Een school", project=project)
    client.get("/organisaties/voorbeeld/?warm")
    with CaptureQueriesContext(connection) as with_pictures:
        page = client.get("/organisaties/voorbeeld/?met")
    logo, pump, school = organisation.pictures.order_by("kind", "position")
    assert f'src="{logo.small}" width="400" height="300" alt="Logo van Voorbeeld"' in page.text
    assert re.findall(r'<img src="/media/[^>]+alt="([^"]+)"[^>]* loading="lazy">', page.text) == [
        "Een school",
        "Een pomp",
    ]
    widths = ", ".join(f"/media/{pump.digest}-{width}.webp {width}w" for width in (320, 640, 1280))
    assert f'srcset="{widths}"' in page.text
    assert f'<meta property="og:image" content="http://localhost:8000{pump.large}">' in page.text
    assert f'"logo": "http://localhost:8000{logo.large}"' in page.text
    assert f'"image": ["http://localhost:8000{pump.large}", "http://localhost:8000{school.large}"]' in page.text
    assert "monogram" not in page.text

    Picture.objects.all().delete()
    with CaptureQueriesContext(connection) as without:
        page = client.get("/organisaties/voorbeeld/?zonder")
    # The others ask what is in the agenda, what was, on which missions it goes, and whether anything came of its projects.
    assert len(with_pictures) == len(without) == 7
    assert "monogram" in page.text
    assert "og-image.png" in page.text
    assert "/media/" not in page.text


def test_a_description_in_another_language_says_in_which(client, organisation):
    PictureFactory(organisation=organisation, alt_nl="Een pomp", alt_de="Eine Pumpe")
    assert 'alt="Eine Pumpe" loading' in client.get("/de/organisaties/voorbeeld/").text
    assert 'alt="Een pomp" lang="nl"' in client.get("/en/organisaties/voorbeeld/").text


def test_the_directory_shows_logos_at_no_further_query_and_stays_light(loaded, client):
    for organisation in Organisation.objects.all():
        PictureFactory(organisation=organisation, kind="logo", width=200)
        PictureFactory(organisation=organisation)
    client.get("/organisaties/?warm")
    with CaptureQueriesContext(connection) as with_logos:
        page = client.get("/organisaties/?met")
    assert page.text.count("-200.webp") == 24
    assert len(page.content) < 40_000
    Picture.objects.all().delete()
    with CaptureQueriesContext(connection) as without:
        assert client.get("/organisaties/?zonder").text.count('class="monogram') == 24
    assert len(with_logos) == len(without)
    assert "digest" not in client.get("/organisaties.csv").text


def test_an_edit_shows_at_once(organisation):
    PictureFactory(organisation=organisation)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_trigger WHERE tgname = 'bump_content_stamp' AND tgrelid = 'organisations_picture'::regclass"
        )
        assert cursor.fetchone()


# --- Staff -----------------------------------------------------------------------------------------------------------


def test_editors_among_staff_look_and_take_off(client, organisation):
    first, second = add(organisation), add(organisation, content=image(colour="red"))
    for group, may_remove in [("readers", False), ("editors", True)]:
        user = UserFactory(is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        sign_in(client, user)
        page = client.get(reverse("admin:organisations_picture_changelist"))
        assert first.small in page.text
        address = reverse("admin:organisations_picture_change", args=[first.pk])
        assert first.small in client.get(address).text
        assert client.post(address, {"alt_nl": "Iets anders"}).status_code == 403
        removed = client.post(reverse("admin:organisations_picture_delete", args=[first.pk]), {"post": "yes"})
        assert removed.status_code == (302 if may_remove else 403)
    assert [(photo.pk, photo.position) for photo in organisation.pictures.all()] == [(second.pk, 1)]
    client.post(
        reverse("admin:organisations_picture_changelist"),
        {"action": "delete_selected", "_selected_action": [second.pk], "post": "yes"},
    )
    assert not Picture.objects.exists()
