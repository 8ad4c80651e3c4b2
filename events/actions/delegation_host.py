"""Who receives a delegation: asking organisations, and what they answer. Each is one transaction with its mail in it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..emails import delegation as emails
from ..models import Delegation, DelegationHost
from .delegation import in_state

State = DelegationHost.State
STILL_TO_COME = [Delegation.State.ASKED, Delegation.State.ACCEPTED]


@transaction.atomic
def ask_hosts(*, delegation, organisations, message="", by):
    """Ask organisations to receive a delegation, all who keep their pages by mail.

    Who was asked already is left alone. Returns those whose page nobody keeps: they must be called.
    """
    delegation = in_state(delegation, *STILL_TO_COME)
    asked = set(delegation.hosts.values_list("organisation_id", flat=True))
    unreached = []
    for organisation in organisations:
        if organisation.pk in asked:
            continue
        host = DelegationHost.objects.create(delegation=delegation, organisation=organisation, message=message)
        if not emails.host_asked(delegation=delegation, host=host):
            unreached.append(organisation)
    return unreached


@transaction.atomic
def answer(*, host, is_willing, note="", by):
    """Say whether an organisation receives a delegation: once, by the link or by who keeps its page."""
    in_state(host.delegation, *STILL_TO_COME)
    host = again(host)
    if not host.is_waiting:
        raise ValidationError(
            _("This was answered already. Write to the International Office to change it."), code="twice"
        )
    return keep(host, is_willing, note, by)


@transaction.atomic
def note_answer(*, host, is_willing, note="", by):
    """Note what an organisation said by telephone, or that it changed its mind; by staff."""
    in_state(host.delegation, *STILL_TO_COME)
    return keep(again(host), is_willing, note, by)


def again(host):
    """Read a host anew, now that its delegation is locked."""
    found = DelegationHost.objects.select_related("organisation", "delegation__country").filter(pk=host.pk).first()
    if found is None:
        raise ValidationError(_("Somebody else removed this."), code="gone")
    return found


def keep(host, is_willing, note, by):
    host.state, host.note = State.YES if is_willing else State.NO, note
    host.answered_at, host.answered_by = timezone.now(), by if by and by.is_authenticated else None
    host.save()
    return host
