"""How a company comes to go along, and no longer: each step one transaction with its mail in it; `by` is whoever does it.

Every step locks the mission first, so that it meets no choice of the Trade Office halfway. What cannot be done raises
`ValidationError` with a text for that person.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..emails import mission_applying as emails
from ..models import Mission, MissionCompany, Stage
from . import mission_planning

State = MissionCompany.State
WRITTEN = ["industries", "offers", "seeks", "languages", "targets"]


def locked(mission):
    """Lock a mission for the rest of the transaction, and read anew how it stands."""
    return Mission.objects.select_for_update(no_key=True, of=["self"]).get(pk=mission.pk)


def locked_company(company):
    """Lock the mission of a company, then read anew how the company stands."""
    mission = locked(company.mission)
    companies = MissionCompany.objects.select_for_update(no_key=True, of=["self"]).select_related("organisation")
    company = companies.get(pk=company.pk)
    company.mission = mission
    return company


def refusal_of(mission) -> str:
    """Return why no company can apply for a mission now; "" where one can."""
    if mission.is_open:
        return ""
    return {
        Stage.IDEA: _("Companies cannot apply for this mission yet."),
        Stage.OPEN: _("The last day to apply is over."),
        Stage.CANCELLED: _("This mission was called off."),
    }.get(mission.stage, _("The delegation of this mission is fixed: companies cannot apply any more."))


@transaction.atomic
def apply(*, mission, organisation, by, **values):
    """Apply with an organisation, once; who withdrew applies again with the same record. Returns the company.

    Raises `ValidationError` with the code `closed`, or `twice`.
    """
    mission = locked(mission)
    if refusal := refusal_of(mission):
        raise ValidationError(refusal, code="closed")
    company = MissionCompany.objects.filter(mission=mission, organisation=organisation).first()
    if company and not company.is_withdrawn:
        text = _("%(organisation)s applied for this mission already.") % {"organisation": organisation}
        raise ValidationError(text, code="twice")
    company = company or MissionCompany(mission=mission, organisation=organisation)
    company.mission, company.state = mission, State.APPLIED
    company.withdrawn_at, company.withdrawal_reason = None, ""
    company.reason, company.decided_at, company.decided_by = "", None, None
    company.applied_at, company.applied_by = timezone.now(), by
    write(company, values)
    emails.applied(company=company)
    return company


def write(company, values):
    for name in WRITTEN:
        setattr(company, name, values[name])
    company.full_clean(exclude=["applied_by", "decided_by", "organisation", "mission"])
    company.save()


@transaction.atomic
def change(*, company, by, **values):
    """Say something else of a company, as long as it is not left."""
    company = locked_company(company)
    if not company.can_change:
        raise ValidationError(_("This application cannot be changed any more."), code="closed")
    write(company, values)
    return company


@transaction.atomic
def withdraw(*, company, by, reason=""):
    """Take a company out. Who was counted on says why, and the Trade Office is mailed; its travellers are forgotten.

    A second click changes nothing.
    """
    company = locked_company(company)
    if company.is_withdrawn:
        return company
    if not company.can_withdraw:
        raise ValidationError(_("This application cannot be withdrawn any more."), code="closed")
    is_counted_on, is_missed = company.withdraws_with_a_reason, company.is_going
    if is_counted_on and not reason.strip():
        raise ValidationError({"reason": ValidationError(_("Say why: others count on you."), code="required")})
    take_out(company=company, reason=reason if is_counted_on else "", by=by)
    emails.withdrawn(company=company, by=by)
    if is_counted_on or is_missed:
        emails.dropped_out(company=company)
    return company


def take_out(*, company, reason, by):
    """Note of a locked company that it does not go along: its travellers are forgotten, whom it would meet are told."""
    company.travellers.all().delete()
    if not company.is_told:
        # What it never read of the choice is no answer to it any more.
        company.reason, company.decided_at, company.decided_by = "", None, None
    company.state, company.withdrawn_at = State.WITHDRAWN, timezone.now()
    company.withdrawal_reason = reason.strip()
    company.save()
    mission_planning.leave(party=company.party, by=by)
