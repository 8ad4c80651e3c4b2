"""A nominee becomes a good practice in one step, once it is known, and once."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from globalgoals.models import GoodPractice
from globalgoals.prize import practice

from ..factories import UserFactory
from ..prize_factories import announced, discussed, edition_at, eligible

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return UserFactory(is_staff=True, is_superuser=True)


def test_the_winner_becomes_a_draft_with_the_reasons_and_what_the_jury_said(admin_client):
    nominee = announced().winner
    page = f"/beheer/globalgoals/nomination/{nominee.pk}"
    assert f"{page}/doen/practice/" in admin_client.get(f"{page}/change/").text
    assert admin_client.post(f"{page}/doen/practice/").status_code == 302
    made = GoodPractice.objects.get()
    assert (made.status, made.organisation, made.origin) == ("draft", nominee.organisation, "nomination")
    assert "Zij maken van afval weer grondstof." in made.story_nl
    assert made.result_nl == "Omdat het werkt."
    assert [tag.goal for tag in made.goal_tags.all()] == [nominee.goal]
    # Once.
    assert admin_client.post(f"{page}/doen/practice/").status_code in {200, 422}
    assert GoodPractice.objects.count() == 1


def test_before_the_announcement_nothing_is_made(editor, admin_client):
    nominee = discussed(may_be_named=True)
    assert "doen/practice/" not in admin_client.get(f"/beheer/globalgoals/nomination/{nominee.pk}/change/").text
    with pytest.raises(ValidationError):
        practice.make(nomination=nominee, by=editor)


def test_of_who_did_not_agree_to_be_named_nothing_is_made(editor):
    edition = edition_at()
    unnamed, named = eligible(edition), eligible(edition, may_be_named=True)
    for nominee in (unnamed, named):
        nominee.edition.stage = "announced"
    with pytest.raises(ValidationError):
        practice.make(nomination=unnamed, by=editor)
    with pytest.raises(PermissionDenied):
        practice.make(nomination=named, by=UserFactory())
    assert practice.make(nomination=named, by=editor).organisation == named.organisation
