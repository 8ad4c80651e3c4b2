"""What is done with stories of Shelter City and the consents to them. Each is one transaction; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person. What is withdrawn is gone from the database when
the transaction is over: nothing hides a text that is still there.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import ShelterPhoto, ShelterStory, StoryConsent
from ..models.shelter_consent import Channel, Item
from ..shelter import photo_files
from ..shelter.access import require_keeper

# How long one can show that something had been agreed to, after the consent ended.
CONSENTS_KEPT = timedelta(days=365)


@transaction.atomic
def save(*, story, by, alts=None, made=None, removes_photo=False) -> ShelterStory:
    """Save a story, new or changed, and its photo with what one sees on it (`alts`, by field).

    `made` (`picture_files.make`) takes the place of the photo there was.
    """
    require_keeper(by)
    story.save()
    if made or removes_photo:
        remove_photo(story)
    if made:
        photo_files.store(made)
        ShelterPhoto.objects.create(
            story=story, digest=made.digest, width=made.width, height=made.height, **(alts or {})
        )
    elif alts:
        ShelterPhoto.objects.filter(story=story).update(**alts)
    return story


@transaction.atomic
def record(*, consent, by) -> StoryConsent:
    """Note what somebody agreed to on paper; whoever notes it approves it as the first."""
    require_keeper(by)
    consent.first_approver = by
    consent.full_clean()
    consent.save()
    return consent


@transaction.atomic
def approve(*, consent, by) -> StoryConsent:
    """Approve a consent, as another person than whoever did before; with two, it holds."""
    require_keeper(by)
    consent = StoryConsent.objects.select_for_update().get(pk=consent.pk)
    if not consent.is_standing or consent.story_id is None:
        raise ValidationError(_("This consent is over or was withdrawn."), code="ended")
    if by.pk in {consent.first_approver_id, consent.second_approver_id}:
        raise ValidationError(_("You approved this already. Another person has to look as well."), code="same")
    if consent.first_approver_id is None:
        consent.first_approver = by
    elif consent.second_approver_id is None:
        consent.second_approver = by
    else:
        raise ValidationError(_("Two people approved this already."), code="approved")
    consent.save(update_fields=["first_approver", "second_approver"])
    return consent


@transaction.atomic
def withdraw(*, consent, by) -> None:
    """End a consent, and every other one to the same item on the same channel; remove what may not be on the portal now."""
    require_keeper(by)
    consent = StoryConsent.objects.get(pk=consent.pk)
    if consent.withdrawn_at:
        # By a double click: that is what was asked.
        return
    if consent.story_id is None:
        StoryConsent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
        return
    story = ShelterStory.objects.select_for_update().get(pk=consent.story_id)
    same = story.consents.filter(item=consent.item, channel=consent.channel, withdrawn_at=None)
    same.update(withdrawn_at=timezone.now())
    if consent.channel == Channel.PORTAL:
        remove_item(story, consent.item)


@transaction.atomic
def remove(*, story, by) -> None:
    """Remove a story, whatever was agreed to."""
    require_keeper(by)
    remove_story(story)


def remove_item(story, item) -> None:
    """Remove what a consent was about: the photo, or the whole story where the text or something in it may not stay."""
    if item == Item.PHOTO:
        remove_photo(story)
    elif item == Item.TEXT or item in story.elements:
        remove_story(story)


def remove_photo(story) -> None:
    for photo in ShelterPhoto.objects.filter(story=story):
        photo_files.remove_after_commit(photo)
        photo.delete()


def remove_story(story) -> None:
    """Remove the rows; the consents stay, without it."""
    remove_photo(story)
    ShelterStory.objects.filter(pk=story.pk).delete()


def remove_what_is_over() -> None:
    """Remove what stood on the portal by a consent that is over, where no other one was given for the time after.

    From the midnight before, nobody could read it any more: whether it is public depends on the day.
    """
    over = StoryConsent.objects.filter(
        story__isnull=False, channel=Channel.PORTAL, withdrawn_at=None, expires_on__lt=timezone.localdate()
    )
    for consent in over.order_by("pk"):
        with transaction.atomic():
            story = ShelterStory.objects.select_for_update().filter(pk=consent.story_id).first()
            if story is None:
                continue
            standing = story.consents.standing().filter(channel=Channel.PORTAL, item=consent.item)
            if not standing.exists():
                remove_item(story, consent.item)


def forget_consents() -> None:
    """Retention: a consent goes a year after it ended."""
    now = timezone.now()
    long_ago = Q(withdrawn_at__lt=now - CONSENTS_KEPT) | Q(expires_on__lt=timezone.localdate() - CONSENTS_KEPT)
    StoryConsent.objects.filter(long_ago).delete()
