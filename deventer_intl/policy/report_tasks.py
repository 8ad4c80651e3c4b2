"""The job that makes the files of a report."""

import logging

from procrastinate.contrib.django import app

from .actions import build as actions
from .models import ReportBuild

LOG = logging.getLogger(__name__)


@app.task
def build_report(build_id: int):
    """Make the files of a report. One that a worker left behind when it died is given back to the queue, and made anew."""
    build = ReportBuild.objects.filter(pk=build_id, state__in=actions.UNFINISHED).select_related("plan").first()
    if build is None:
        return
    try:
        actions.make(build=build)
    except Exception as error:
        # Whatever it was, who asked for it reads that it failed, and the log holds where.
        LOG.exception("the report of build %s could not be made", build_id)
        actions.give_up(build=build, error=error)
