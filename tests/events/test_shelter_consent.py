"""What somebody agreed to of a story: as it stands on paper, by two people, and for a while."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from events.actions import shelter_story as actions
from events.models import ShelterStory, StoryConsent
from events.shelter import photo_files
from events.tasks.shelter import forget_shelter_city

from ..event_factories import ShelterPhotoFactory, ShelterStoryFactory, StoryConsentFactory
from ..factories import UserFactory
from ..images import upload
from .test_event import refused
from .test_shelter_story import ada, private, with_photo  # noqa: F401

pytestmark = pytest.mark.django_db


def test_whoever_leaves_approves_nothing_any_more():
    consent = StoryConsentFactory()
    consent.first_approver.delete()
    assert list(ShelterStory.objects.public()) == []


def test_only_who_was_named_does_anything():
    editor = UserFactory(is_staff=True, is_superuser=True)
    editor.groups.add(Group.objects.get(name="editors"))
    consent = StoryConsentFactory(second_approver=None)
    for action, values in (
        (actions.save, {"story": ShelterStory(title_nl="x", text_nl="y")}),
        (actions.record, {"consent": StoryConsent()}),
        (actions.approve, {"consent": consent}),
        (actions.withdraw, {"consent": consent}),
        (actions.remove, {"story": consent.story}),
    ):
        with pytest.raises(PermissionDenied):
            action(**values, by=editor)
    assert ShelterStory.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"expires_on": timedelta(days=-1)}, "expires_on"),
        ({"given_on": timedelta(days=1)}, "given_on"),
        ({"given_on": timedelta(days=-9), "expires_on": date(2099, 1, 1)}, "__all__"),
        ({"paper_number": "17 (Naam)"}, "paper_number"),
        ({"paper_number": "17\n"}, "paper_number"),
        ({"item": "address"}, "item"),
    ],
    ids=str,
)
def test_a_consent_that_cannot_be_is_refused_with_a_word(ada, values, field):  # noqa: F811
    today = timezone.localdate()
    good = {"item": "text", "channel": "portal", "given_on": today, "expires_on": today, "paper_number": "17"}
    # Days counted from today: the tests may go on after midnight.
    said = {name: today + value if isinstance(value, timedelta) else value for name, value in values.items()}
    with pytest.raises(ValidationError) as error:
        actions.record(consent=StoryConsent(story=ShelterStoryFactory(), **{**good, **said}), by=ada)
    assert field in error.value.message_dict
    assert not StoryConsent.objects.exists()


def test_the_database_refuses_what_no_form_sends():
    consent, other = StoryConsentFactory(), ShelterStoryFactory()
    change = "UPDATE events_storyconsent SET {} WHERE id = %s"
    assert refused(change.format("second_approver_id = first_approver_id"), consent.pk) == "story_consent_two_people"
    insert = """
        INSERT INTO events_storyconsent (story_id, item, channel, given_on, expires_on, paper_number)
        VALUES (%s, 'text', 'portal', current_date, current_date + %s, %s)
    """
    assert refused(insert, other.pk, -1, "7") == "story_consent_ends_after_it_begins"
    assert refused(insert, other.pk, 800, "7") == "story_consent_two_years_at_most"
    assert refused(insert, other.pk, 1, "Jo Doe") == "story_consent_paper"
    with connection.cursor() as cursor:
        cursor.execute(insert, [other.pk, 1, "7"])
    # Published by hand, without anybody who approved it.
    assert list(ShelterStory.objects.public()) == [consent.story]


def test_what_stands_on_paper_and_what_was_withdrawn_stays():
    consent, other = StoryConsentFactory(), ShelterStoryFactory()
    fixed = ["expires_on = expires_on + 1", "given_on = given_on - 1", "item = 'photo'", "channel = 'feed'"]
    for columns in [*fixed, "paper_number = '8'"]:
        with (
            pytest.raises(ProgrammingError, match="Cannot update"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE events_storyconsent SET {columns}")
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        StoryConsent.objects.update(story=other)
    StoryConsent.objects.update(withdrawn_at=timezone.now())
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        StoryConsent.objects.update(withdrawn_at=None)
    consent.story.delete()
    assert StoryConsent.objects.get().story is None


def test_consents_and_lost_files_go_after_a_while(ada, private):  # noqa: F811
    with time_machine.travel("2025-01-10 12:00", tick=False):
        old = StoryConsentFactory(expires_on=date(2025, 2, 1))
        kept = StoryConsentFactory(expires_on=date(2026, 2, 1))
    with time_machine.travel("2026-03-01 12:00", tick=False):
        forget_shelter_city(0)
    assert list(StoryConsent.objects.all()) == [kept] != [old]
    photo = with_photo(ShelterStoryFactory(), ada)
    storages["private"].save("shelter/verloren-320.webp", upload(b"x"))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        photo_files.remove_unneeded()
    left = {path.name for path in (private / "shelter").iterdir()}
    assert left == {f"{photo.digest}-{width}.webp" for width in photo.widths}
    assert re.fullmatch(r"/shelter-city/verhalen/[0-9a-f-]{36}/foto-700\.webp", photo.large)


def test_a_photo_says_what_one_sees():
    photo = ShelterPhotoFactory()
    assert refused("UPDATE events_shelterphoto SET alt_nl = '' WHERE id = %s", photo.pk)
