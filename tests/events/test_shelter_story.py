"""A story of Shelter City is there while somebody agrees to it, and two people looked; then it is gone from everywhere."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deventer_intl import picture_files
from events.actions import shelter_story as actions
from events.models import ShelterPhoto, ShelterStory, StoryConsent
from events.shelter.tasks import remove_stories_that_are_over

from ..conftest import sign_in
from ..event_factories import ShelterStoryFactory, StoryConsentFactory
from ..factories import UserFactory
from ..images import image, upload

pytestmark = pytest.mark.django_db
WORDS = "Een woord dat nergens anders staat: kwartelkoning"


def keeper():
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="shelter city"))
    return user


@pytest.fixture
def ada():
    return keeper()


@pytest.fixture
def ben():
    return keeper()


@pytest.fixture
def private(settings, tmp_path):
    """Keep private files in a folder of this test."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "private": storage}
    return tmp_path


def consent_of(story, item="text", channel="portal", **values):
    return StoryConsentFactory(story=story, item=item, channel=channel, **values)


def with_photo(story, by):
    """Give a story a photo, with its files."""
    made = picture_files.make(upload(image(size=(700, 500))))
    actions.save(story=story, by=by, alts={"alt_nl": "Een brug"}, made=made)
    return ShelterPhoto.objects.get(story=story)


def pages(client, story):
    """Return all that the public can ask about a story, by address."""
    caches["pages"].clear()
    addresses = [
        "/shelter-city/",
        "/en/shelter-city/",
        "/shelter-city/feed/",
        "/sitemap.xml",
        "/zoeken/?q=kwartelkoning",
    ]
    found = {address: client.get(address).content.decode() for address in addresses}
    return {address for address, text in found.items() if str(story.key) in text}


def status(client, address):
    """Return how an address answers; a file is read to its end."""
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.status_code


def test_a_story_is_read_once_two_people_approved_what_was_agreed_to(client, ada, ben):
    story = actions.save(story=ShelterStory(title_nl=WORDS, text_nl=WORDS), by=ada)
    assert pages(client, story) == set()
    today = timezone.localdate()
    consent = StoryConsent(
        story=story, item="text", channel="portal", given_on=today, expires_on=today, paper_number="17"
    )
    actions.record(consent=consent, by=ada)
    assert list(ShelterStory.objects.public()) == []
    assert status(client, story.get_absolute_url()) == 404
    with pytest.raises(ValidationError) as error:
        actions.approve(consent=consent, by=ada)
    assert error.value.code == "same"
    actions.approve(consent=consent, by=ben)
    assert list(ShelterStory.objects.public()) == [story]
    response = client.get(story.get_absolute_url())
    assert WORDS in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert pages(client, story) == {"/shelter-city/", "/en/shelter-city/", "/sitemap.xml", "/zoeken/?q=kwartelkoning"}
    with pytest.raises(ValidationError, match="al"):
        actions.approve(consent=consent, by=keeper())
    consent_of(story, channel="feed")
    assert "/shelter-city/feed/" in pages(client, story)


@pytest.mark.parametrize(
    "values",
    [
        {"second_approver": None},
        {"first_approver": None},
        {"withdrawn_at": timezone.now()},
        {"given_on": timezone.localdate() - timedelta(days=9), "expires_on": timezone.localdate() - timedelta(days=1)},
        {"given_on": timezone.localdate() + timedelta(days=2)},
        {"channel": "press"},
        {"channel": "feed"},
        {"item": "name"},
        {"story": None},
    ],
    ids=["one approver", "the other approver", "withdrawn", "over", "not yet", "press", "feed", "name", "no story"],
)
def test_a_consent_that_does_not_hold_shows_nothing(client, values):
    story = ShelterStoryFactory(title_nl=WORDS)
    StoryConsentFactory(**{"story": story, **values})
    assert list(ShelterStory.objects.public()) == []
    assert pages(client, story) == set()
    assert status(client, story.get_absolute_url()) == 404


def test_what_a_text_tells_of_somebody_needs_a_consent_each():
    story = ShelterStoryFactory(elements=["name", "country"])
    consent_of(story)
    consent_of(story, "name")
    assert list(ShelterStory.objects.public()) == []
    assert [item.value for item in story.missing] == ["country"]
    consent_of(story, "country")
    assert list(ShelterStory.objects.public()) == [story]
    for item in ("text", "name"):
        consent_of(story, item, "feed")
    assert list(ShelterStory.objects.in_feed()) == []
    consent_of(story, "country", "feed")
    assert list(ShelterStory.objects.in_feed()) == [story]


def test_the_photo_of_a_story_has_a_consent_of_its_own(client, ada, private, folder):
    story = ShelterStoryFactory()
    consent_of(story)
    photo = with_photo(story, ada)
    assert status(client, photo.large) == 404
    assert "foto-" not in client.get(story.get_absolute_url()).content.decode()
    # Those who approve it look at it before.
    colleague = Client()
    sign_in(colleague, ada)
    before = reverse("admin:events_shelterstory_photo", args=[story.pk])
    assert status(colleague, before) == 200
    assert before in colleague.get(reverse("admin:events_shelterstory_change", args=[story.pk])).content.decode()
    consent_of(story, "photo")
    response = client.get(photo.large)
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert "no-store" in response["Cache-Control"]
    assert b"".join(response.streaming_content).startswith(b"RIFF")
    assert photo.large in client.get(story.get_absolute_url()).content.decode()
    assert status(client, photo.address(321)) == 404
    # Never among the pictures that browsers keep for a year.
    assert status(client, f"/media/{photo.digest}-320.webp") == 404
    assert not folder.exists()


def test_a_consent_ends_with_its_day(client, ada, private):
    with time_machine.travel("2026-03-01 12:00", tick=False):
        story = ShelterStoryFactory(title_nl=WORDS)
        consent_of(story, expires_on=date(2026, 5, 31))
        consent_of(story, "photo", expires_on=date(2026, 4, 30))
        photo = with_photo(story, ada)
        StoryConsent.objects.filter(item="photo").update(first_approver=ada, second_approver=UserFactory())
    # Half to twelve at night in Deventer.
    with time_machine.travel("2026-04-30 21:30+00:00", tick=False):
        assert status(client, photo.large) == 200
    with time_machine.travel("2026-04-30 22:30+00:00", tick=False):
        assert status(client, photo.large) == 404
        assert status(client, story.get_absolute_url()) == 200
    with time_machine.travel("2026-05-31 21:30+00:00", tick=False):
        assert str(story.key) in client.get("/shelter-city/").content.decode()
    # The page that was kept a minute ago is not shown any more: nothing was cleared.
    with time_machine.travel("2026-05-31 22:30+00:00", tick=False):
        assert str(story.key) not in client.get("/shelter-city/").content.decode()
        assert status(client, story.get_absolute_url()) == 404
        assert pages(client, story) == set()
        remove_stories_that_are_over(0)
        assert not ShelterStory.objects.exists()


def test_a_consent_that_was_given_anew_keeps_the_story(client):
    with time_machine.travel("2026-03-01 12:00", tick=False):
        story = ShelterStoryFactory()
        consent_of(story, expires_on=date(2026, 4, 30))
        consent_of(story, expires_on=date(2026, 8, 31))
        consent_of(story, "work", expires_on=date(2026, 4, 1))
    with time_machine.travel("2026-05-02 12:00", tick=False):
        remove_stories_that_are_over(0)
        assert list(ShelterStory.objects.public()) == [story]


@pytest.mark.parametrize("item", ["text", "name"])
def test_what_is_withdrawn_is_gone_from_everywhere_at_once(
    client, ada, private, item, django_capture_on_commit_callbacks
):
    story = ShelterStoryFactory(title_nl=WORDS, text_nl=WORDS, elements=["name"])
    photo = with_photo(story, ada)
    consents = [consent_of(story, each) for each in ("text", "name", "photo")]
    consent_of(story, "text", "feed"), consent_of(story, "name", "feed")
    assert len(pages(client, story)) == 5
    assert status(client, photo.large) == 200
    assert len(list((private / "shelter").iterdir())) == len(photo.widths) == 3
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(consent=next(each for each in consents if each.item == item), by=ada)
    assert pages(client, story) == set()
    assert {status(client, story.get_absolute_url()), status(client, photo.large)} == {404}
    assert not list((private / "shelter").iterdir())
    # Not hidden: there is nothing any more, in no table.
    assert not ShelterStory.objects.exists() and not ShelterPhoto.objects.exists()
    assert tables_with("kwartelkoning") == []
    assert StoryConsent.objects.exclude(withdrawn_at=None).get().item == item
    # A double click.
    actions.withdraw(consent=StoryConsent.objects.get(item=item, channel="portal"), by=ada)


def tables_with(word):
    """Return the tables in which a word stands, whatever the column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = []
        for [table] in cursor.fetchall():
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" row WHERE row::text LIKE %s)', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def test_a_photo_that_is_withdrawn_leaves_the_text(client, ada, private, django_capture_on_commit_callbacks):
    story = ShelterStoryFactory()
    photo = with_photo(story, ada)
    consent_of(story)
    earlier, consent = consent_of(story, "photo"), consent_of(story, "photo")
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(consent=consent, by=ada)
    assert status(client, photo.large) == 404
    assert not list((private / "shelter").iterdir())
    assert status(client, story.get_absolute_url()) == 200
    earlier.refresh_from_db()
    assert earlier.withdrawn_at
    # What was withdrawn of the press leaves the website as it is.
    actions.withdraw(consent=consent_of(story, "text", "press"), by=ada)
    assert list(ShelterStory.objects.public()) == [story]


def test_whoever_changes_a_text_or_photo_has_it_approved_anew(ada, private):
    story = ShelterStoryFactory()
    photo = with_photo(story, ada)
    text, of_photo = consent_of(story), consent_of(story, "photo")
    actions.save(story=story, by=ada, alts={"alt_nl": "Een brug"})
    assert list(ShelterPhoto.objects.public()) == [photo]
    story.text_de = "Neu"
    actions.save(story=story, by=ada)
    assert list(ShelterStory.objects.public()) == []
    text.refresh_from_db(), of_photo.refresh_from_db()
    assert text.first_approver is text.second_approver is None
    assert of_photo.second_approver
    actions.approve(consent=text, by=ada)
    assert list(ShelterStory.objects.public()) == []
    actions.approve(consent=text, by=keeper())
    assert list(ShelterPhoto.objects.public()) == [photo]
    with_photo(story, ada)
    assert list(ShelterStory.objects.public()) == [story]
    assert list(ShelterPhoto.objects.public()) == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE events_shelterstory SET title_nl = 'Iets anders'")
    assert list(ShelterStory.objects.public()) == []


def test_a_guessed_address_is_no_story(client):
    for address in (
        "/shelter-city/verhalen/00000000-0000-4000-8000-000000000000/",
        "/shelter-city/verhalen/1/",
        "/shelter-city/verhalen/",
        "/shelter-city/verhalen/00000000-0000-4000-8000-000000000000/foto-320.webp",
    ):
        assert status(client, address) == 404
