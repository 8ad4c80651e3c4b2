"""Assessing an application: points on the criteria of the scheme, with comments and an advice, by several officers.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..assessments import scores_of
from ..models import MOST_POINTS, Assessment, Score
from ..permissions import require
from ..states import State
from .application import locked


@transaction.atomic
def assess(*, application, by, points, comments=None, comment="") -> Assessment:
    """Write down what `by` finds: points from 0 to 10 by criterion, all of them, with comments; once more writes it over.

    `points` and `comments` go by the key of the criterion. Whoever assesses does not decide (four eyes).
    """
    application = locked(application)
    require(by, "assess", application)
    if application.state != State.UNDER_REVIEW:
        raise ValidationError(
            _("This cannot be done any more: the application is now “%(state)s”.")
            % {"state": application.get_state_display()},
            code="state",
        )
    criteria = {criterion.pk: criterion for criterion in application.version.criterion_set.all()}
    check_points(points, criteria)
    if not criteria and not comment.strip():
        raise ValidationError({"comment": _("Write an advice.")})
    assessment, _made = Assessment.objects.get_or_create(application=application, assessor=by)
    assessment.comment, assessment.saved_at = comment, timezone.now()
    assessment.save()
    for key in criteria:
        Score.objects.update_or_create(
            assessment=assessment,
            criterion_id=key,
            defaults={"points": points[key], "comment": (comments or {}).get(key, "")},
        )
    return assessment


def check_points(points, criteria):
    if set(points) != set(criteria):
        raise ValidationError(_("Give points on each criterion of the scheme, and on no other."), code="criteria")
    if any(type(each) is not int or not 0 <= each <= MOST_POINTS for each in points.values()):
        raise ValidationError(_("Points are whole numbers from 0 to %(most)s.") % {"most": MOST_POINTS}, code="points")


def check_assessed(application):
    """Where the scheme has criteria, a decider is handed only what was scored on all of them."""
    if application.version.criterion_set.exists() and not scores_of([application]):
        raise ValidationError(
            _("First assess the application: this scheme has criteria, and nobody gave points yet."), code="unassessed"
        )
