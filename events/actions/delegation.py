"""What happens to a delegation that asks to come, each step one transaction with its mail in it; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person.
"""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..emails import delegation as emails
from ..missions.days import refuse_days
from ..missions.public_words import names_in
from ..models import Delegation, DelegationGuest, Visit

State = Delegation.State
# In which a visit tells everyone what was done.
TEXTS = [f"{name}_{language}" for name in ("title", "programme", "host") for language in ("nl", "en", "de")]


def locked(delegation):
    """Lock a delegation for the rest of the transaction: all that happens to it happens one after another."""
    found = Delegation.objects.select_for_update(of=["self"]).select_related("country").filter(pk=delegation.pk).first()
    if found is None:
        raise ValidationError(_("Somebody else removed this."), code="gone")
    return found


def in_state(delegation, *states):
    """Lock a delegation that must be in one of these states."""
    delegation = locked(delegation)
    if delegation.state not in states:
        text = _("This cannot be done any more: the request is in the state “%(state)s”.")
        raise ValidationError(text % {"state": delegation.get_state_display()}, code="state")
    return delegation


@transaction.atomic
def ask(*, delegation, by, themes=(), organisations=()):
    """Keep a request (not saved yet), and mail whoever asked the address where it can be followed."""
    refuse_days(delegation.starts_on, delegation.ends_on, today=timezone.localdate())
    delegation.email = delegation.email.lower()
    delegation.full_clean()
    delegation.save()
    delegation.themes.set(themes)
    delegation.organisations.set(organisations)
    emails.asked(delegation=delegation)
    emails.to_office(delegation=delegation)
    return delegation


@transaction.atomic
def accept(*, delegation, starts_on, ends_on, remark="", by):
    """Say that they are welcome, on which days; mailed."""
    delegation = in_state(delegation, State.ASKED)
    delegation.starts_on, delegation.ends_on = starts_on, ends_on
    refuse_days(starts_on, ends_on, today=timezone.localdate())
    delegation.state, delegation.reason = State.ACCEPTED, remark
    delegation.decided_at, delegation.decided_by = timezone.now(), by
    delegation.full_clean()
    delegation.save()
    emails.accepted(delegation=delegation)
    return delegation


@transaction.atomic
def decline(*, delegation, reason, by):
    """Say that they cannot be received, or no longer, and why; mailed to them and to who would have been host."""
    delegation = in_state(delegation, State.ASKED, State.ACCEPTED)
    was_welcome = delegation.is_welcome
    delegation.state, delegation.reason = State.DECLINED, reason
    delegation.decided_at, delegation.decided_by = timezone.now(), by
    delegation.full_clean()
    delegation.save()
    emails.declined(delegation=delegation, was_welcome=was_welcome)
    comes_not(delegation)
    return delegation


@transaction.atomic
def withdraw(*, delegation, by):
    """Take a request back, by its link. A second click changes nothing."""
    delegation = locked(delegation)
    if delegation.state == State.WITHDRAWN:
        return delegation
    if not delegation.can_be_withdrawn:
        raise ValidationError(_("This request cannot be withdrawn any more."), code="state")
    delegation.state, delegation.withdrawn_at = State.WITHDRAWN, timezone.now()
    delegation.save()
    emails.withdrawn(delegation=delegation)
    emails.to_office(delegation=delegation)
    comes_not(delegation)
    return delegation


def comes_not(delegation):
    """Tell the hosts, and take out who would have come: nobody needs that any more."""
    for host in delegation.hosts.exclude(state="no").select_related("organisation"):
        emails.comes_not(delegation=delegation, host=host)
    DelegationGuest.objects.filter(delegation=delegation).delete()


@transaction.atomic
def note_received(*, delegation, people, by):
    """Note that they were here, and how many."""
    delegation = in_state(delegation, State.ACCEPTED)
    if delegation.starts_on > timezone.localdate():
        raise ValidationError(_("They have not come yet."), code="early")
    delegation.state, delegation.received_at, delegation.people = State.RECEIVED, timezone.now(), people
    delegation.full_clean()
    delegation.save()
    return delegation


@transaction.atomic
def send_programme(*, delegation, by):
    """Mail the programme as it stands now to whoever asked, and to the hosts that said yes."""
    delegation = in_state(delegation, State.ACCEPTED)
    items = list(delegation.programme.select_related("organisation"))
    if not items:
        raise ValidationError(_("There is nothing on the programme yet."), code="empty")
    emails.programme(delegation=delegation, items=items)
    for host in delegation.hosts.willing().select_related("organisation"):
        emails.programme_for_host(delegation=delegation, host=host, items=items)
    return delegation


@transaction.atomic
def record_visit(*, delegation, visit, organisations=(), by):
    """Make of a delegation that was here a visit (not saved yet) that everyone can read about: no names of people."""
    delegation = in_state(delegation, State.RECEIVED)
    visit.direction, visit.starts_on, visit.ends_on = Visit.Direction.RECEIVED, delegation.starts_on, delegation.ends_on
    visit.source = visit.source or "International Office Deventer"
    refuse_names(delegation, visit)
    visit.full_clean()
    with pghistory.context(user=by.pk):
        visit.save()
        visit.organisations.set(organisations)
    delegation.state, delegation.visit = State.REPORTED, visit
    delegation.save()
    return visit


def refuse_names(delegation, visit):
    """Refuse a text that names somebody who came: everyone would read it."""
    people = [delegation.contact_name, *delegation.guests.values_list("name", flat=True)]
    for field in TEXTS:
        if found := names_in([getattr(visit, field)], people):
            text = ngettext(
                "This names a person: %(names)s. Everyone reads it: leave the name out.",
                "This names people: %(names)s. Everyone reads it: leave the names out.",
                len(found),
            )
            raise ValidationError({field: text % {"names": ", ".join(found)}}, code="person")
