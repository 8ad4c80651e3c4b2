"""Schools that ask the municipality for a contact. Each is one transaction with its mail in it; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..emails import education as emails
from ..models import ContactRequest, OpenContact
from .membership import locked


@transaction.atomic
def ask_contact(*, contact, organisation, message, by):
    """Ask for an introduction, on behalf of a school whose page one keeps; the office gets mail if it has an address."""
    organisation = locked(organisation)
    if not (organisation.is_school and organisation.is_public and organisation.memberships.filter(user=by).exists()):
        raise ValidationError(_("Only who keeps the page of a school can ask this."), code="school")
    if not OpenContact.objects.active().filter(pk=contact.pk).exists():
        raise ValidationError(_("The municipality does not open this contact any more."), code="closed")
    if contact.requests.undecided().filter(organisation=organisation).exists():
        raise ValidationError(_("Your school asked this already. You get mail when there is an answer."), code="asked")
    asked = ContactRequest.objects.create(contact=contact, organisation=organisation, message=message, user=by)
    if settings.OFFICE_EMAIL:
        emails.contact_asked(asked=asked)
    return asked


@transaction.atomic
def answer_contact(*, asked, outcome, reason, by):
    """Note what came of it, and mail that to whoever asked."""
    asked = ContactRequest.objects.select_for_update().filter(pk=asked.pk).first()
    if asked is None or asked.decided_at:
        raise ValidationError(_("Somebody answered this already."), code="decided")
    asked.outcome, asked.reason = outcome, reason
    asked.decided_at, asked.decided_by = timezone.now(), by
    asked.save()
    emails.contact_answered(asked=asked)
