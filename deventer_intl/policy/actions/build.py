"""Making the files of a report: asked for here, made by a job, step by step, from snapshots and texts of the moment of asking."""

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from deventer_intl.jobs import defer_once
from deventer_intl.media import private_storage

from ..models import PolicySnapshot, ReportBuild
from ..report import report_of, words_of
from ..report.docx_file import docx_of
from ..report.pdf_file import pdf_of

State = ReportBuild.State
UNFINISHED = [State.WAITING, State.RUNNING]
# Each file is a step; reading is the first.
WRITERS = {"pdf": pdf_of, "docx": docx_of}
LANGUAGE = "nl"


@transaction.atomic
def request_build(*, plan, by) -> ReportBuild:
    """Ask for the files of a report; raises `ValidationError` where nothing was kept yet, or one is being made."""
    # Two who ask at once wait for each other here.
    type(plan).objects.select_for_update().get(pk=plan.pk)
    snapshots = PolicySnapshot.objects.latest_of(plan)
    if not snapshots:
        raise ValidationError(_("Take a snapshot of a year first: a report is made of snapshots alone."), code="empty")
    if plan.builds.filter(state__in=UNFINISHED).exists():
        raise ValidationError(_("A report is being made already."), code="busy")
    build = ReportBuild.objects.create(
        plan=plan,
        snapshots=[snapshot.pk for _year, snapshot in sorted(snapshots.items())],
        texts=dict(plan.report_texts.order_by("section").values_list("section", "text_nl")),
        steps=1 + len(WRITERS),
        requested_by=by,
    )
    # Here, because the jobs call this module.
    from ..report_tasks import build_report

    defer_once(build_report, build_id=build.pk)
    return build


def make(*, build) -> None:
    """Make the files of a report that was asked for. Each step is committed, so that everyone sees how far it is; a job that is
    taken up again begins anew. Where two make it at once, what they make is the same, and the first to be ready has made it.
    """
    progress(build, 0)
    snapshots = {each.year: each for each in PolicySnapshot.objects.filter(pk__in=build.snapshots)}
    report = report_of(words_of(build.plan, LANGUAGE), snapshots, build.texts, LANGUAGE)
    digests = {year: each.sha256 for year, each in snapshots.items()}
    made_on = max(timezone.localdate(each.taken_at) for each in snapshots.values()).isoformat()
    files = {}
    for step, (ending, write) in enumerate(WRITERS.items(), 1):
        progress(build, step)
        files[ending] = stored(build, ending, write(report, digests, made_on, settings.PORTAL_URL))
    change(build, state=State.DONE, files=files, steps_done=build.steps, done_at=timezone.now(), error="")


def progress(build, steps_done: int) -> None:
    change(build, state=State.RUNNING, steps_done=steps_done)


def change(build, **values) -> None:
    """Say how far a build is, unless it is ready or was given up."""
    ReportBuild.objects.filter(pk=build.pk, state__in=UNFINISHED).update(**values)


def stored(build, ending: str, content: bytes) -> dict:
    """Keep a file under a name that stands for its content; the same file twice is kept once."""
    digest = hashlib.sha256(content).hexdigest()
    name = f"policy/{build.plan.slug}-{digest[:16]}.{ending}"
    storage = private_storage()
    if not storage.exists(name):
        name = storage.save(name, ContentFile(content))
    return {"name": name, "sha256": digest, "bytes": len(content)}


def give_up(*, build, error: Exception) -> None:
    """Say why it could not be made; it can be asked for again."""
    change(build, state=State.FAILED, error=f"{type(error).__name__}: {error}"[:300])
