"""Others confirm what a record claims to work on. Each is one transaction; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person. A confirmation is withdrawn by the database itself
when the goal, its motivation or its targets change.
"""

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

# Who keeps the goals in the back-office confirms in the name of the International Office.
RIGHT = "globalgoals.change_goal"


def is_editor(user) -> bool:
    return user.is_active and user.is_staff and user.has_perm(RIGHT)


def locked(claim):
    found = type(claim).objects.select_for_update(no_key=True).filter(pk=claim.pk).first()
    if found is None:
        raise ValidationError(_("This goal was removed meanwhile."), code="gone")
    return found


@transaction.atomic
def confirm(*, claim, by, organisation=None):
    """Confirm a claim in the name of an organisation whose page one keeps; of none: of the International Office."""
    with pghistory.context(user=by.pk):
        claim = locked(claim)
        if claim.is_confirmed:
            raise ValidationError(_("Somebody confirmed this goal already."), code="confirmed")
        claimant = claim.claimant
        refuse_own(claimant, by)
        if organisation is not None:
            refuse_peer(claimant, organisation, by)
        elif not is_editor(by):
            raise PermissionDenied
        claim.confirmed_on, claim.confirmed_by, claim.confirmed_for = timezone.localdate(), by, organisation
        claim.save(update_fields=["confirmed_on", "confirmed_by", "confirmed_for"])
    return claim


def refuse_own(claimant, by):
    if claimant is not None and claimant.memberships.filter(user=by).exists():
        text = _("You keep the page of %(name)s yourself. Somebody else must confirm its goals.")
        raise ValidationError(text % {"name": claimant}, code="own")


def refuse_peer(claimant, organisation, by):
    """Say why an organisation cannot confirm what another claims, if it cannot."""
    if not organisation.memberships.filter(user=by).exists():
        raise PermissionDenied
    if not organisation.is_public:
        text = _("The page of %(name)s is not public. Only public organisations confirm goals.")
        raise ValidationError(text % {"name": organisation}, code="not_public")
    if claimant == organisation:
        raise ValidationError(_("An organisation does not confirm its own goals."), code="own")
    shared = claimant and organisation.networks.filter(pk__in=claimant.networks.values("pk"))
    if not shared or not claimant.is_public:
        text = _("%(name)s confirms goals of organisations in its own networks alone.")
        raise ValidationError(text % {"name": organisation}, code="network")


@transaction.atomic
def withdraw_confirmation(*, claim, by):
    """Take a confirmation back: an editor any, who keeps the page of the organisation in whose name it was given that one."""
    with pghistory.context(user=by.pk):
        claim = locked(claim)
        if not claim.is_confirmed:
            raise ValidationError(_("Nobody confirmed this goal."), code="unconfirmed")
        peer = claim.confirmed_for
        if not is_editor(by) and not (peer and peer.memberships.filter(user=by).exists()):
            raise PermissionDenied
        claim.confirmed_on = claim.confirmed_by = claim.confirmed_for = None
        claim.save(update_fields=["confirmed_on", "confirmed_by", "confirmed_for"])
    return claim
