"""From call to result: what the Trade Office does with a mission and the companies that want to go along.

Each is one transaction with its mail in it; `by` is whoever does it, and stands in the history. Every step locks the mission
first, so that steps about one mission happen one after another. What cannot be done raises `ValidationError` with a text for
that person.

Companies read what was decided on them when the delegation is fixed; what is decided later is mailed at once. `told_at` says
until when they were told, so that nobody is told twice when the delegation is opened and fixed once more.
"""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..emails import mission_desk as emails
from ..models import Mission, MissionCompany, Stage
from ..models.mission_stage import CHOOSING, ORDER, STEPS
from . import mission_applying, mission_planning
from .mission_applying import locked, locked_company

State = MissionCompany.State


def move(mission, stage, *, back=False):
    """Bring a locked mission to another stage, if it leads there; the rules of its rows are said in words."""
    if stage not in STEPS[mission.stage] or (
        stage in ORDER and back != (ORDER.index(stage) < ORDER.index(mission.stage))
    ):
        raise ValidationError(moved(mission), code="stage")
    mission.stage = stage
    mission.validate_constraints()
    mission.save()
    return mission


def moved(mission):
    text = _("This mission is at “%(stage)s” now: somebody else was here before you. Look again.")
    return text % {"stage": mission.get_stage_display()}


@transaction.atomic
def open_for_companies(*, mission, by):
    """Put a mission on the website, where companies can apply for it until a day that is to come."""
    with pghistory.context(user=by.pk):
        mission = locked(mission)
        if mission.apply_until and mission.apply_until < timezone.localdate():
            raise ValidationError(
                _("The day until which companies can apply lies behind us. Choose another."), code="late"
            )
        mission.is_published = True
        return move(mission, Stage.OPEN)


@transaction.atomic
def fix_delegation(*, mission, by):
    """Say who goes. Nobody may wait for a choice; every company that was chosen on is told, with the reason."""
    with pghistory.context(user=by.pk):
        mission = locked(mission)
        refuse_unready(mission)
        move(mission, Stage.FIXED)
        tell(mission)
    return mission


def refuse_unready(mission):
    waiting = [company.organisation.name for company in mission.companies.waiting().select_related("organisation")]
    if waiting:
        text = _("First choose on %(companies)s.")
        raise ValidationError(text % {"companies": get_text_list(waiting, _("and"))}, code="waiting")
    # For who comes to Deventer, companies need not apply.
    if mission.kind != Mission.Kind.INCOMING and not mission.companies.going().exists():
        raise ValidationError(_("No company is selected: there is no delegation to fix."), code="nobody")


def tell(mission):
    """Mail all companies on which something was decided since they were last told."""
    decided = mission.companies.filter(state__in=[State.SELECTED, State.DECLINED]).select_related("organisation")
    if mission.told_at:
        decided = decided.filter(decided_at__gt=mission.told_at)
    for company in decided:
        emails.decided(company=company)
    mission.told_at = timezone.now()
    mission.save(update_fields=["told_at"])


@transaction.atomic
def prepare(*, mission, by):
    with pghistory.context(user=by.pk):
        return move(locked(mission), Stage.PREPARING)


@transaction.atomic
def start(*, mission, by):
    """Say that the delegation is under way: not before its first day."""
    with pghistory.context(user=by.pk):
        mission = locked(mission)
        if mission.starts_on and mission.starts_on > timezone.localdate():
            raise ValidationError(_("The mission has not begun yet: its first day is still to come."), code="early")
        return move(mission, Stage.UNDER_WAY)


@transaction.atomic
def follow_up(*, mission, by):
    """Say that the delegation is back: not before its last day."""
    with pghistory.context(user=by.pk):
        mission = locked(mission)
        if mission.ends_on and mission.ends_on > timezone.localdate():
            raise ValidationError(_("The mission is not over yet: its last day is still to come."), code="early")
        return move(mission, Stage.FOLLOW_UP)


@transaction.atomic
def close(*, mission, by):
    with pghistory.context(user=by.pk):
        return move(locked(mission), Stage.CLOSED)


@transaction.atomic
def step_back(*, mission, stage, by):
    """Go back to the stage before, for who went on too soon. Nobody is told; what companies were told stands."""
    with pghistory.context(user=by.pk):
        return move(locked(mission), stage, back=True)


@transaction.atomic
def call_off(*, mission, reasons, by):
    """Call a mission off for good; every company that wanted to go along and every guest that was invited is told why.

    `reasons` are texts by language, of which one at least says why. An idea is called off too: nobody knew of it yet.
    """
    with pghistory.context(user=by.pk):
        mission = locked(mission)
        for language, text in reasons.items():
            setattr(mission, f"reason_{language}", text)
        move(mission, Stage.CANCELLED)
        emails.called_off(mission=mission)
        mission_planning.call_off(mission=mission)
    return mission


@transaction.atomic
def choose(*, company, is_selected, reason, by):
    """Take a company into the delegation or not, with the reason; told when the delegation is fixed, or at once after that.

    There are never more companies than the mission says: who wants to take more raises that number first, in public.
    """
    with pghistory.context(user=by.pk):
        company = locked_company(company)
        refuse_choice(company, is_selected)
        drops_out = company.is_going and not is_selected
        company.state = State.SELECTED if is_selected else State.DECLINED
        company.reason = reason
        company.decided_at, company.decided_by = timezone.now(), by
        company.save()
        if company.mission.stage != Stage.OPEN:
            tell(company.mission)
        if drops_out:
            company.travellers.all().delete()
            mission_planning.leave(party=company.party, by=by)
    return company


def refuse_choice(company, is_selected):
    mission = company.mission
    if mission.stage not in CHOOSING:
        raise ValidationError(_("Nothing is chosen at this stage of the mission."), code="stage")
    if company.state == State.WITHDRAWN:
        raise ValidationError(
            _("This company withdrew. It can apply again itself, as long as the mission is open."), code="withdrawn"
        )
    others = mission.companies.going().exclude(pk=company.pk).count()
    if is_selected and mission.most_companies is not None and others >= mission.most_companies:
        text = ngettext(
            "There is place for %(number)s company, and it is taken. Decline another first, or raise the number in the back-office.",
            "There is place for %(number)s companies, and all are taken. Decline one first, or raise the number in the back-office.",
            mission.most_companies,
        )
        raise ValidationError({"choice": text % {"number": mission.most_companies}}, code="full")


@transaction.atomic
def withdraw(*, company, reason, by):
    """Note that a company does not go along after all, as it told the Trade Office. Its place comes free.

    What the programme has for it alone stays tied to it: without a company such an item would be for all.
    """
    with pghistory.context(user=by.pk):
        company = locked_company(company)
        if company.state not in {State.APPLIED, State.SELECTED}:
            raise ValidationError(_("This company does not go along already."), code="state")
        if company.mission.stage not in CHOOSING:
            raise ValidationError(_("Nothing is chosen at this stage of the mission."), code="stage")
        mission_applying.take_out(company=company, reason=reason, by=by)
        emails.taken_off(company=company)
    return company


@transaction.atomic
def note_fee(*, company, paid_on, by):
    """Note on what day the contribution of a company was received; None takes it back."""
    with pghistory.context(user=by.pk):
        company = locked_company(company)
        if company.state != State.SELECTED and paid_on:
            raise ValidationError(_("Only a company of the delegation pays a contribution."), code="state")
        if paid_on and paid_on > timezone.localdate():
            raise ValidationError({"paid_on": _("This day is still to come.")}, code="future")
        company.fee_paid_on = paid_on
        company.save()
    return company
