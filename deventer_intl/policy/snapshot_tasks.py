"""Jobs of the report: the year that ended is kept early in the next."""

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from globalgoals.models import PolicyPlan

from .actions.snapshot import take
from .models import PolicySnapshot


@app.periodic(cron="37 4 * 1 *")
@app.task(queueing_lock="keep_year_that_ended")
def keep_year_that_ended(timestamp: int):
    """Keep the figures of the year that ended, once: what was provisional gets a snapshot that is not.

    It is tried each night of January, so that a night on which nothing ran is no year without figures.
    """
    year = timezone.localdate().year - 1
    for plan in PolicyPlan.objects.public().filter(first_year__lte=year, last_year__gte=year):
        kept = PolicySnapshot.objects.filter(plan=plan, year=year)
        if kept.filter(is_provisional=False).exists():
            continue
        with translation.override("nl"):
            reason = _("The year is over.") if kept else ""
        try:
            take(plan=plan, year=year, reason=reason, by=None)
        except ValidationError:
            # An editor was first: the year is kept.
            continue
