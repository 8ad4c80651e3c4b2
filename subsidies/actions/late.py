"""A notice of default (ingebrekestelling): kept from the day it came in, for the penalty is counted from it (Awb 4:17)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..clock import decision_due_on, equal_days
from ..models import DefaultNotice
from ..permissions import require
from ..reckoning.deadlines import penalty_for_late_decision
from ..states import UNDECIDED
from .application import locked


@transaction.atomic
def keep_default_notice(*, application, received_on: date, by, note: str = "") -> DefaultNotice:
    """Keep that the applicant put the municipality in default, once the term for the decision has passed."""
    application = locked(application)
    require(by, "keep_default_notice", application)
    if application.state not in UNDECIDED:
        raise ValidationError(_("The application is decided on."), code="state")
    today = timezone.localdate()
    if received_on > today:
        raise ValidationError({"received_on": _("This day is still to come.")})
    due_on = decision_due_on(application, today)
    if due_on is None:
        raise ValidationError(_("The term for the decision does not run yet."), code="no-term")
    try:
        penalty_for_late_decision(due_on, received_on, today, extra=equal_days())
    except ValueError:
        raise ValidationError(
            {
                "received_on": _("A notice counts only after the term, which ends on %(day)s.")
                % {"day": date_format(due_on)}
            }
        ) from None
    if application.default_notices.filter(received_on=received_on).exists():
        raise ValidationError({"received_on": _("A notice of this day is kept already.")})
    return DefaultNotice.objects.create(application=application, received_on=received_on, note=note, kept_by=by)
