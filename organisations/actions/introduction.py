"""What happens to an introduction, each step one transaction with its mail in it; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person.
"""

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..emails import introduction as emails
from ..models import AnswerLink, Introduction
from ..models.introduction import LINK
from ..secret_links import digest_of

TO_CONFIRM, UNTIL_REMINDER, CONTENT_KEPT = timedelta(hours=48), timedelta(days=14), timedelta(days=30)


def has_proved(*, email, by):
    """Say whether a visitor is signed in with this address, and proved to have it."""
    return by.is_authenticated and by.emailaddress_set.filter(verified=True, email__iexact=email).exists()


@transaction.atomic
def ask(*, organisation, about, name, email, affiliation, message, language, by):
    """Ask an organisation: at once for who proved to have the address, else after the link in a mail to it."""
    refuse_without_members(organisation)
    email = email.lower()
    introduction = Introduction(
        organisation=organisation,
        name=name,
        email=email,
        affiliation=affiliation,
        message=message,
        language=language,
        **about,
    )
    if has_proved(email=email, by=by):
        deliver(introduction)
        return introduction
    token = secrets.token_urlsafe(32)
    introduction.digest = digest_of(token, purpose=LINK)
    introduction.save()
    emails.confirm(introduction=introduction, token=token)
    return introduction


def refuse_without_members(organisation):
    if not (organisation.is_public and organisation.memberships.reachable().exists()):
        raise ValidationError(_("Nobody keeps the page of this organisation, so nobody can answer."), code="unkept")


def locked(introduction):
    """Lock an introduction for the rest of the transaction: it is confirmed, answered and ended once."""
    return (
        Introduction.objects.select_for_update(of=["self"])
        .select_related("organisation", "country", "place", "offer")
        .get(pk=introduction.pk)
    )


def can_be_confirmed(introduction):
    return not introduction.sent_at and timezone.now() < introduction.requested_at + TO_CONFIRM


@transaction.atomic
def confirm(*, introduction):
    """Send what somebody asked to the organisation: whoever opened the link has the address."""
    introduction = locked(introduction)
    if not can_be_confirmed(introduction):
        raise ValidationError(_("This link no longer works."), code="link")
    refuse_without_members(introduction.organisation)
    deliver(introduction)


def deliver(introduction):
    introduction.sent_at = timezone.now()
    introduction.save()
    mail_members(introduction, emails.received)


def mail_members(introduction, message):
    """Mail each member, with a link of its own: accepting shows the address of whom the link is of."""
    for membership in introduction.organisation.memberships.reachable().select_related("user"):
        token = secrets.token_urlsafe(32)
        AnswerLink.objects.create(
            introduction=introduction, membership=membership, digest=digest_of(token, purpose=LINK)
        )
        message(introduction=introduction, user=membership.user, token=token)


def refuse_outsider(introduction, by):
    """Refuse whoever was taken off the page, or out of the portal, since the form was opened."""
    if not introduction.organisation.memberships.reachable().filter(user=by).exists():
        raise ValidationError(_("You do not keep this page any more, so you cannot answer."), code="outsider")


def waiting(introduction):
    """Lock an introduction that nobody answered yet."""
    introduction = locked(introduction)
    if not introduction.is_waiting:
        raise ValidationError(_("This was answered already, or it is too late."), code="ended")
    return introduction


@transaction.atomic
def accept(*, introduction, by):
    """Bring both sides together: each gets the name and the address of the other."""
    introduction = waiting(introduction)
    refuse_outsider(introduction, by)
    introduction.accepted_at, introduction.answered_by = timezone.now(), by
    introduction.save()
    emails.accepted(introduction=introduction)
    emails.in_contact(introduction=introduction)


@transaction.atomic
def decline(*, introduction, reason, by):
    introduction = waiting(introduction)
    refuse_outsider(introduction, by)
    introduction.declined_at, introduction.answered_by, introduction.reason = timezone.now(), by, reason
    introduction.save()
    emails.declined(introduction=introduction)


@transaction.atomic
def remind(*, introduction):
    """Remind the members, once."""
    introduction = waiting(introduction)
    if introduction.reminded_at is None:
        introduction.reminded_at = timezone.now()
        introduction.save()
        mail_members(introduction, emails.reminder)


@transaction.atomic
def lapse(*, introduction):
    introduction = waiting(introduction)
    introduction.lapsed_at = timezone.now()
    introduction.save()
    emails.lapsed(introduction=introduction)


@transaction.atomic
def empty(*, introductions):
    """Take out who asked and what, and the links; what stays is counted."""
    AnswerLink.objects.filter(introduction__in=introductions).delete()
    introductions.update(
        name="", email="", affiliation="", message="", reason="", digest=None, emptied_at=timezone.now()
    )


@transaction.atomic
def forget_asker(*, introductions):
    """Take out all that somebody asked, whose account is being removed; what waits for an answer ends."""
    introductions.in_state(Introduction.State.UNCONFIRMED).delete()
    introductions.waiting().update(lapsed_at=timezone.now())
    empty(introductions=introductions)
