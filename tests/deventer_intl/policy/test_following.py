"""Following a chapter: one mail a day at most, of what changed, to who still wants it."""

from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from deventer_intl.models import ChapterSubscription
from deventer_intl.policy import following
from deventer_intl.policy.following import tasks

from ...conftest import sign_in
from ...factories import UserFactory
from ...policy_factories import IndicatorFactory, MeasurementFactory, PolicyChapterFactory, PolicyPlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    return PolicyChapterFactory(number=1, title_nl="Handel")


@pytest.fixture
def indicator(chapter):
    return IndicatorFactory(ambition__chapter=chapter, name_nl="Bedrijven mee", slug="bedrijven")


@pytest.fixture
def follower(chapter, indicator):
    """Somebody who follows the chapter since before there was a figure."""
    user = UserFactory(email="lezer@voorbeeld.example")
    following.follow(chapter=chapter, by=user)
    return user


def test_what_changed_is_mailed_once_with_what_it_was(follower, indicator):
    following.tell(user=follower)
    assert mail.outbox == []
    first = MeasurementFactory(indicator=indicator, year=2023, value=Decimal(12))
    following.tell(user=follower), following.tell(user=follower)
    [message] = mail.outbox
    assert message.to == ["lezer@voorbeeld.example"]
    assert "Bedrijven mee, 2023: niet bekend → 12" in message.body
    MeasurementFactory(
        indicator=indicator, year=2023, value=Decimal(14), corrects=first, reason="Eén te weinig geteld."
    )
    following.tell(user=follower)
    assert "Bedrijven mee, 2023: 12 → 14" in mail.outbox[1].body


def test_one_mail_tells_of_all_chapters_and_nothing_of_those_of_others(follower, indicator, chapter):
    other = IndicatorFactory(ambition__chapter=PolicyChapterFactory(plan=chapter.plan, number=2), name_nl="Steden")
    strange = IndicatorFactory(ambition__chapter=PolicyChapterFactory(plan=chapter.plan, number=3), name_nl="Vreemd")
    following.follow(chapter=other.ambition.chapter, by=follower)
    for each in (indicator, other, strange):
        MeasurementFactory(indicator=each)
    following.tell(user=follower)
    [message] = mail.outbox
    assert "Bedrijven mee" in message.body and "Steden" in message.body and "Vreemd" not in message.body


def test_a_link_of_the_mail_ends_one_subscription_without_signing_in(follower, chapter, indicator):
    MeasurementFactory(indicator=indicator)
    following.tell(user=follower)
    token = following.token_of(ChapterSubscription.objects.get())
    address = reverse("policy:unfollow", args=[token])
    assert address in mail.outbox[0].body
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(address).status_code == 200
    assert ChapterSubscription.objects.count() == 1
    assert stranger.post(address).status_code == 200
    assert stranger.post(address).status_code == 200
    assert ChapterSubscription.objects.count() == 0
    assert stranger.post(reverse("policy:unfollow", args=["1-1.vals"])).status_code == 410


def test_who_is_signed_in_follows_and_stops(client, chapter):
    page = reverse("policy:following")
    assert client.get(page).status_code == 302
    user = UserFactory()
    sign_in(client, user)
    assert client.post(page, {"follow": chapter.pk}).status_code == 302
    assert list(ChapterSubscription.objects.values_list("user", "chapter")) == [(user.pk, chapter.pk)]
    client.post(page, {"follow": chapter.pk})
    assert "U volgt dit" in client.get(page).content.decode()
    client.post(page, {"stop": chapter.pk})
    assert not ChapterSubscription.objects.exists()
    assert [client.post(page, {"follow": key}).status_code for key in ("", "abc", "999999")] == [404, 404, 404]


def test_a_draft_cannot_be_followed(client):
    draft = PolicyPlanFactory(first_year=2027, last_year=2030, reckoned_from=2027, published_on=None)
    chapter = PolicyChapterFactory(plan=draft)
    with pytest.raises(ValidationError, match="concept"):
        following.follow(chapter=chapter, by=UserFactory())
    sign_in(client, UserFactory())
    assert client.post(reverse("policy:following"), {"follow": chapter.pk}).status_code == 404


def test_the_job_mails_each_follower_and_reckons_a_chapter_once(follower, chapter, indicator, monkeypatch):
    others = UserFactory.create_batch(3)
    for each in others:
        following.follow(chapter=chapter, by=each)
    others[0].is_active = False
    others[0].save()
    MeasurementFactory(indicator=indicator)
    reckoned, original = [], following.state_of
    monkeypatch.setattr(following, "state_of", lambda chapter: reckoned.append(chapter) or original(chapter))
    people = sorted(ChapterSubscription.objects.values_list("user", flat=True))
    tasks.mail_followers(first=people[0], last=people[-1])
    assert len(mail.outbox) == 3
    assert reckoned == [chapter]


def test_leaving_forgets_the_subscription(follower):
    from deventer_intl.accounts.my_data import forget, held_on

    assert [each["chapter__title_nl"] for each in held_on(follower)["chapters_followed"]] == ["Handel"]
    forget(follower)
    assert not ChapterSubscription.objects.exists()
