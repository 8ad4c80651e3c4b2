"""Ties of civil servants with organisations, declared by themselves: the cases of these are shut to them (Awb 2:4).

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.models import Organisation

from ..models import Tie


def may_declare(user) -> bool:
    return user.is_staff and user.has_perm("subsidies.add_tie")


@transaction.atomic
def declare(*, organisation, nature, by) -> Tie:
    """Declare that `by` has a tie with an organisation; from now on its cases are shut to that person."""
    if not may_declare(by):
        raise PermissionDenied
    if not nature.strip():
        raise ValidationError({"nature": _("Say what the tie is.")})
    # One after another, so that a second click finds the first.
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if same := Tie.objects.active().filter(user=by, organisation=organisation).first():
        return same
    return Tie.objects.create(user=by, organisation=organisation, nature=nature.strip())


@transaction.atomic
def end(*, tie, by) -> None:
    """End a tie of one's own: it is over. That it was there stays in the list."""
    tie = Tie.objects.select_for_update(of=["self"]).get(pk=tie.pk)
    if tie.user_id != by.pk or not may_declare(by):
        raise PermissionDenied
    if tie.ended_at is None:
        tie.ended_at = timezone.now()
        tie.save()
