"""Doing one thing with many applications: each by itself, so that one that fails does not stop the rest.

A batch is begun by a person and done by a job in the worker (`tasks/batches.py`). What is done with an application and that
it is done are one transaction: a worker that dies leaves nothing half done, and whoever comes after goes on.
"""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error as DatabaseError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ..case_stamp import stamp_of
from ..decision_parts import missing
from ..models import Application, Batch, BatchItem, Decision, DecisionKind
from ..permissions import has_role_for, may
from ..states import State
from . import deciding, settling
from .application import locked

logger = logging.getLogger(__name__)

MOST = 500
# Named, and not imported: the jobs import this module.
RUN = "subsidies.tasks.batches.run_batch"


def candidates(kind: str, by) -> list[Application]:
    """Return the applications with which somebody may do this today, in the order of their references."""
    cases = Application.objects.for_staff(by).with_names().order_by("ceiling", "number")
    cases = cases.prefetch_related("decisions", "supplement_requests", "intentions")
    if kind == Batch.Kind.ANNOUNCE:
        return list(cases.filter(decisions__in=Decision.objects.to_announce()))
    if kind == Batch.Kind.PROPOSE:
        today = timezone.localdate()
        over = cases.filter(
            decision_draft=None, decisions__in=Decision.objects.announced().filter(activity_until__lt=today)
        )
        return [case for case in over.distinct() if settling.can_be_proposed(case, today)]
    return [case for case in composed(kind, cases, by) if not missing(case.decision_draft, timezone.localdate())]


def composed(kind: str, cases, by):
    """Narrow down to those in which a decision is composed that somebody may take (four eyes)."""
    cases = cases.exclude(assessed_by=by).exclude(assessments__assessor=by).select_related("decision_draft")
    if kind == Batch.Kind.DECIDE:
        return cases.filter(state=State.TO_BE_DECIDED, decision_draft__isnull=False)
    settlements = cases.filter(state=State.GRANTED, decision_draft__kind=DecisionKind.SETTLEMENT)
    return settlements.filter(decision_draft__corrects=None).exclude(decision_draft__saved_by=by)


@transaction.atomic
def begin(*, kind, applications, by) -> Batch:
    """Begin a batch: remember which applications as they are now, and have the worker do it."""
    if not has_role_for(by, kind):
        raise PermissionDenied
    if not applications:
        raise ValidationError(_("Choose at least one application."), code="nothing")
    if len(applications) > MOST:
        raise ValidationError(_("At most %(most)s at once.") % {"most": MOST}, code="many")
    if not all(may(by, kind, application) for application in applications):
        raise ValidationError(_("One of these cannot be done now. Look at the list again."), code="stale")
    batch = Batch.objects.create(kind=kind, made_by=by)
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, application=application, stamp=stamp_of(application)) for application in applications
    )
    app.configure_task(RUN).defer(batch_id=batch.pk)
    return batch


def run(batch: Batch) -> None:
    """Do what is left of a batch. An error of the database itself is raised when all the others were tried."""
    trouble = None
    for pk in batch.items.open().values_list("pk", flat=True):
        try:
            run_item(pk)
        except DatabaseError as error:
            # Nothing was done, and nothing is said about it: the job is tried again.
            logger.warning("An item of batch %s is left for later: %s", batch.pk, error)
            trouble = error
    if trouble is not None:
        raise trouble


def run_item(pk: int) -> None:
    try:
        with transaction.atomic():
            item = BatchItem.objects.select_for_update(of=["self"]).select_related("batch__made_by").get(pk=pk)
            if item.done_at or item.failed_at:
                return
            perform(item)
            item.done_at = timezone.now()
            item.save()
    except DatabaseError:
        raise
    except PermissionDenied:
        fail(pk, _("This may not be done by whoever began the batch."))
    except ValidationError as error:
        fail(pk, " ".join(error.messages))
    except Exception:
        logger.exception("An item of a batch failed: %s", pk)
        fail(pk, _("Something went wrong that nobody foresaw. It was noted."))


def perform(item) -> None:
    application = locked(item.application)
    if stamp_of(application) != item.stamp:
        raise ValidationError(_("The case changed since the batch began. Look at it again."), code="stale")
    by = item.batch.made_by
    match item.batch.kind:
        case Batch.Kind.DECIDE:
            deciding.decide(application=application, by=by)
        case Batch.Kind.PROPOSE:
            settling.propose(application=application, by=by)
        case Batch.Kind.SETTLE:
            settling.settle(application=application, by=by)
        case Batch.Kind.ANNOUNCE:
            deciding.announce(decision=application.to_announce, by=by)


def fail(pk: int, reason: str) -> None:
    BatchItem.objects.filter(pk=pk).open().update(failed_at=timezone.now(), error=reason[:1000])
