"""A policy plan becomes public."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import PolicyPlan


@transaction.atomic
def publish(*, plan, by) -> PolicyPlan:
    """Show a plan to everyone, from today; `by` stands in its history."""
    plan = PolicyPlan.objects.select_for_update().get(pk=plan.pk)
    if plan.published_on:
        raise ValidationError(_("This plan is public already."))
    chapters = plan.chapters.prefetch_related("ambitions")
    if not chapters:
        raise ValidationError(_("This plan has no chapters yet."))
    if empty := [str(chapter) for chapter in chapters if not chapter.ambitions.all()]:
        raise ValidationError(_("No ambition stands yet in: %(chapters)s.") % {"chapters": ", ".join(empty)})
    plan.published_on = timezone.localdate()
    # That no other one begins in this year.
    plan.validate_constraints()
    plan.save(update_fields=["published_on"])
    return plan
