"""What confirms a page, and what is done when nobody does. Each is one transaction with its mail in it.

What cannot be done raises `ValidationError` with a text for that person.
"""

import secrets

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..emails import confirmation as emails
from ..freshness import Step, due
from ..models import ConfirmationRequest, Organisation
from ..models.confirmation import LINK
from ..page_content import fingerprint_of
from ..secret_links import digest_of
from .membership import locked


@transaction.atomic
def confirm(*, organisation, by, shown=""):
    """Note that a page is right, today; one that was unpublished for want of this is published again.

    `shown` is the fingerprint of what somebody saw and confirms; without it, what there is.
    """
    organisation = locked(organisation)
    if not organisation.can_be_confirmed:
        raise ValidationError(_("This page is not published. Ask the International Office why."), code="hidden")
    if shown and shown != fingerprint_of(organisation):
        raise ValidationError(_("The page has changed since you opened this. Look at it once more."), code="changed")
    with pghistory.context(user=by.pk):
        organisation.confirmed_on = timezone.localdate()
        organisation.status = Organisation.Status.ACTIVE
        organisation.save(update_fields=["confirmed_on", "status"])


@transaction.atomic
def confirm_by_link(*, request):
    """Confirm a page with the link of a mail, in the name of whom it was sent to."""
    locked(request.organisation)
    request = ConfirmationRequest.objects.select_related("organisation", "user").get(pk=request.pk)
    if problem := problem_with(request):
        raise ValidationError(problem, code=problem)
    request.used_at = timezone.now()
    request.save()
    # The address of this visit is the link itself.
    with pghistory.context(user=request.user_id, url="", confirmation_request=request.pk):
        confirm(organisation=request.organisation, by=request.user)


def problem_with(request) -> str:
    """Return why a link no longer works, in a word; empty for one that does.

    `confirmed` (with this link or in another way), `removed`, `hidden`, `expired` or `changed`.
    """
    organisation = request.organisation
    if request.used_at or (
        organisation.confirmed_on and organisation.confirmed_on >= timezone.localdate(request.sent_at)
    ):
        return "confirmed"
    if not (request.user.is_active and organisation.memberships.filter(user=request.user).exists()):
        return "removed"
    if not organisation.can_be_confirmed:
        return "hidden"
    if request.expires_at <= timezone.now():
        return "expired"
    return "" if request.fingerprint == fingerprint_of(organisation) else "changed"


@transaction.atomic
def publish_again(*, organisation, by):
    """Put back a page that was unpublished because nobody confirmed it: its owners have as long again."""
    organisation = locked(organisation)
    if organisation.is_lapsed:
        with pghistory.context(user=by.pk):
            organisation.put_back(timezone.localdate())
            organisation.save(update_fields=["status", "republished_on"])


def follow_up():
    """Do what is due today about each page that nobody confirms; doing it twice does nothing more."""
    for organisation in Organisation.objects.public().with_confirmations():
        if step_due(organisation) is not None:
            follow_up_one(organisation)


def step_due(organisation):
    """Return what is due today about an organisation of `with_confirmations`.

    One that was never confirmed and never had an owner is for staff to bring aboard: nothing is due.
    """
    start = organisation.confirmed_on or day_of(organisation.owner_since)
    if start is None:
        return None
    last = None
    if organisation.last_sent_at:
        last = Step(organisation.last_step), day_of(organisation.last_sent_at)
    return due(
        since=max(start, organisation.republished_on or start),
        today=timezone.localdate(),
        is_kept=organisation.is_kept,
        last=last,
    )


def day_of(moment):
    return moment and timezone.localdate(moment)


@transaction.atomic
def follow_up_one(organisation):
    """Do what is still due about an organisation, now that nobody else is busy with it."""
    locked(organisation)
    organisation = Organisation.objects.public().with_confirmations().filter(pk=organisation.pk).first()
    step = organisation and step_due(organisation)
    if step is None:
        return
    if step == Step.UNPUBLISH:
        with pghistory.context(user=None):
            organisation.status = Organisation.Status.LAPSED
            organisation.save(update_fields=["status"])
    ask(organisation=organisation, step=step)


def ask(*, organisation, step):
    """Mail each owner a link of their own that confirms the page as it is now."""
    fingerprint = fingerprint_of(organisation)
    for owner in organisation.memberships.owners().filter(user__is_active=True).select_related("user"):
        token = secrets.token_urlsafe(32)
        request = ConfirmationRequest.objects.create(
            organisation=organisation,
            user=owner.user,
            step=step,
            digest=digest_of(token, purpose=LINK),
            fingerprint=fingerprint,
        )
        emails.confirmation_request(request=request, token=token)
