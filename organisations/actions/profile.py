"""What changes the page of an organisation. Each is one transaction; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person.
"""

from datetime import timedelta
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..emails import profile as emails
from ..models import Draft, Organisation, ProposedChange

SENSITIVE = ("name", "kvk_number", "website")
# Days on which the office works.
PROMISED = 5


@transaction.atomic
def keep_draft(*, organisation, section, item, data, by):
    """Keep what somebody typed and did not save."""
    Draft.objects.update_or_create(
        user=by,
        organisation=organisation,
        section=section,
        item=item,
        defaults={"data": data, "saved_at": timezone.now()},
    )


def throw_draft_away(*, organisation, section, item, by):
    Draft.objects.filter(user=by, organisation=organisation, section=section, item=item).delete()


def working_days_from(day, number):
    """Return the day that lies that many weekdays after a day.

    >>> from datetime import date
    >>> working_days_from(date(2026, 11, 27), 5)
    datetime.date(2026, 12, 4)
    """
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def host_of(url):
    return urlsplit(url).hostname or ""


@transaction.atomic
def propose(*, organisation, values, by):
    """Take in a new name, KvK number or website: another page of the same website is public at once, the rest waits for staff.

    Returns what waits, or None. What waited already is replaced, unless it is the same.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    changed = {
        name: values[name] or "" for name in SENSITIVE if (values[name] or "") != (getattr(organisation, name) or "")
    }
    if "website" in changed and host_of(changed["website"]) == host_of(organisation.website):
        organisation.website = changed.pop("website")
        organisation.save()
    waiting = organisation.proposed_changes.undecided().first()
    if waiting and waiting.values == changed:
        return waiting
    organisation.proposed_changes.undecided().delete()
    if not changed:
        return None
    proposed = ProposedChange.objects.create(
        organisation=organisation,
        values=changed,
        proposed_by=by,
        promised_on=working_days_from(timezone.localdate(), PROMISED),
    )
    emails.change_received(change=proposed)
    return proposed


def undecided(change):
    """Lock a proposed change that nobody decided yet."""
    Organisation.objects.select_for_update(no_key=True).get(pk=change.organisation_id)
    change = ProposedChange.objects.select_for_update().filter(pk=change.pk).first()
    if change is None or change.decided_at:
        raise ValidationError(_("Somebody decided this already, or it was changed."), code="decided")
    return change


def note_outcome(change, outcome, reason, by):
    change.outcome, change.reason = outcome, reason
    change.decided_at, change.decided_by = timezone.now(), by
    change.save()
    emails.change_decided(change=change)


@transaction.atomic
def approve(*, change, by):
    """Put a proposed name, number or website on the page."""
    change = undecided(change)
    organisation = change.organisation
    for name, value in change.values.items():
        setattr(organisation, name, value or None if name == "kvk_number" else value)
    # Another organisation may have taken the name meanwhile.
    organisation.full_clean(exclude=["source"])
    organisation.save()
    note_outcome(change, ProposedChange.Outcome.APPROVED, "", by)


@transaction.atomic
def refuse(*, change, reason, by):
    """Leave the page as it is, and say why."""
    note_outcome(undecided(change), ProposedChange.Outcome.REFUSED, reason, by)
