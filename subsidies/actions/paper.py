"""An application that came on paper, which stays a right: staff type over what it says.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from globalgoals.claims import lay_down

from ..models import Application, BudgetLine, Channel
from ..permissions import OFFICER, has_tie, roles_of
from . import application as actions


def moment_of(day: date) -> datetime:
    """Return the moment at which a paper of a day counts as received: noon, but never later than now."""
    noon = datetime.combine(day, time(12), tzinfo=timezone.get_current_timezone())
    return min(noon, timezone.now())


@transaction.atomic
def enter_paper(*, organisation, ceiling, received_on, answers, by, countries=(), goals=(), lines=()) -> Application:
    """Register an application on paper as of the day it came in. No window closes it: the decider judges a late one.

    `answers` are values of the application by name, `lines` of the budget (kind, label, cents), the request not among
    them. What is missing is asked for by a supplement afterwards.
    """
    if OFFICER not in roles_of(by) or has_tie(by, organisation):
        raise PermissionDenied
    if received_on > timezone.localdate():
        raise ValidationError({"received_on": _("This day is in the future.")})
    draft = actions.begin(organisation=organisation, ceiling=ceiling, by=by, channel=Channel.PAPER)
    application = actions.locked(draft)
    rules = application.ceiling.rules(received_on)
    if rules is None or application.ceiling.version_for(received_on) is None:
        raise ValidationError(
            {"received_on": _("On this day no rules and no amount of this scheme and year were in force.")}
        )
    purpose = answers.get("purpose")
    if purpose is not None and purpose.version_id != rules.pk:
        purpose = rules.purpose_set.filter(label_nl=purpose.label_nl).first()
    for name, value in {**answers, "purpose": purpose}.items():
        setattr(application, name, value)
    application.submitted_by = by
    lines = [*lines, (BudgetLine.Kind.REQUEST, _("Requested"), application.requested)]
    BudgetLine.objects.bulk_create(
        BudgetLine(application=application, position=position, kind=kind, label=label, amount=amount)
        for position, (kind, label, amount) in enumerate(lines, 1)
    )
    application.countries.set(countries)
    lay_down(application, goals)
    actions.receive(application, rules, Channel.PAPER, moment_of(received_on))
    return application
