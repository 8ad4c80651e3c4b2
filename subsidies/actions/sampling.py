"""Sample control: a sample is prepared, drawn by lot on a later day, answered by the applicant and closed by an officer.

VNG model-ASV art. 15, Awb 4:42. Each is one transaction; `by` is whoever does it. What cannot be done raises
`ValidationError` with a text for that person; nothing has changed then.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import emails, letters
from ..clock import term_of_days
from ..draw import in_order
from ..models import Attachment, Sample, SampleCheck, SampleSeed
from ..permissions import has_role_for, require, who_and_when
from ..reckoning import lottery
from ..sampling import can_be_drawn_on, candidates, size_of
from . import ledger
from .application import locked
from .attachment import alone, judged, keep


def may_draw(by) -> bool:
    return has_role_for(by, "draw_sample")


@transaction.atomic
def prepare(*, ceiling, by) -> Sample:
    """Make the seed of a sample and publish its hash; nobody sees the seed before the draw, and there is one at a time."""
    if not may_draw(by):
        raise PermissionDenied
    ceiling = ledger.lock(ceiling.pk)
    if ceiling.samples.prepared().exists():
        raise ValidationError(_("A sample is prepared already: draw that one first."), code="prepared")
    seed, last = lottery.new_seed(), ceiling.samples.aggregate(last=Max("number"))["last"]
    sample = Sample.objects.create(
        ceiling=ceiling, number=(last or 0) + 1, seed_commitment=lottery.commitment(seed), prepared_by=by
    )
    SampleSeed.objects.create(sample=sample, seed=seed)
    return sample


@transaction.atomic
def draw(*, sample, by, size=None, percentage=None, with_path_b=False) -> list[SampleCheck]:
    """Draw a prepared sample: reveal its seed, and ask each case that was drawn for proof, by mail and letter.

    `size` is how many are drawn, or `percentage` of all candidates, rounded up.
    """
    if not may_draw(by):
        raise PermissionDenied
    ceiling = ledger.lock(sample.ceiling_id)
    sample = Sample.objects.select_for_update(no_key=True, of=["self"]).get(pk=sample.pk)
    sample.ceiling = ceiling
    today = timezone.localdate()
    refuse_to_draw(sample, size, percentage, today)
    cases = {case.reference: case for case in candidates(ceiling, today, with_path_b=with_path_b)}
    sample.size = size_of(len(cases), size=size, percentage=percentage)
    refuse_size(sample.size, len(cases), by_number=percentage is None)
    sample.seed, sample.percentage, sample.with_path_b = sample.sealed_seed.seed, percentage, with_path_b
    sample.candidates = [lot.reference for lot in in_order(sample.seed, list(cases))]
    sample.drawn_at, sample.drawn_by = timezone.now(), by
    sample.save()
    return [ask(sample, cases[reference], today, by) for reference in sample.candidates[: sample.size]]


def refuse_to_draw(sample, size, percentage, today) -> None:
    if sample.is_drawn:
        text = _("This sample was drawn on %(day)s. What was drawn stays as it is.")
        raise ValidationError(text % {"day": date_format(timezone.localtime(sample.drawn_at))}, code="drawn")
    if not can_be_drawn_on(sample, today):
        text = _("The hash is public since today. Draw from tomorrow on, so that everybody can have kept it.")
        raise ValidationError(text, code="early")
    if (size is None) == (percentage is None):
        raise ValidationError(_("Give a number or a percentage, one of the two."), code="size")
    if percentage is not None and not 1 <= percentage <= 100:
        raise ValidationError({"percentage": _("Give a percentage from 1 to 100.")})


def refuse_size(size, total, *, by_number) -> None:
    if not total:
        raise ValidationError(_("There is no settled grant that can be drawn."), code="nobody")
    if by_number and not 1 <= size <= total:
        raise ValidationError({"size": _("Give a number from 1 to %(total)s.") % {"total": total}})


def ask(sample, application, today, by) -> SampleCheck:
    """Ask a case that was drawn for proof, within the term that the scheme has for a supplement."""
    rules = application.version
    application.ceiling = sample.ceiling
    check = SampleCheck.objects.create(
        sample=sample, application=application, due_on=term_of_days(today, rules.supplement_days, rules)
    )
    emails.sample_asked(check=check, letter=letters.of_sample(check, by))
    return check


def check_of(application, *, lock=False) -> SampleCheck | None:
    """Return the check of an application that was drawn, else None."""
    checks = SampleCheck.objects.filter(application=application)
    check = (checks.select_for_update(no_key=True) if lock else checks).first()
    if check:
        check.application = application
    return check


def open_check(application) -> SampleCheck:
    """Return the check of a locked application to which an answer can still be given, also after the last day."""
    check = check_of(application, lock=True)
    if check is None:
        raise ValidationError(_("Nothing is asked of this application."), code="not-asked")
    if not check.is_open:
        text = _("The check was closed on %(day)s. Send us a message if you want to say more.")
        raise ValidationError(text % {"day": date_format(timezone.localtime(check.closed_at))}, code="closed")
    if check.received_at:
        text = _("You answered on %(day)s. Send us a message if you want to say more.")
        raise ValidationError(text % {"day": date_format(timezone.localtime(check.received_at))}, code="answered")
    if application.state not in who_and_when("answer_sample")[1]:
        text = _("This cannot be done any more: the application is now “%(state)s”.")
        raise ValidationError(text % {"state": application.get_state_display()}, code="state")
    return check


def add_proof(*, application, name, content, by) -> Attachment:
    """Keep a document that proves something with the case; it counts when the answer is sent."""
    # Before the transaction: nobody need wait for the scanner.
    judgement = judged(name, content)
    with transaction.atomic():
        application = alone(application)
        since = open_check(application).asked_at
        return keep_proof(application, name, content, judgement, since, by)


def keep_proof(application, name, content, judgement, since, by) -> Attachment:
    return keep(
        application=application,
        name=name,
        content=content,
        judgement=judgement,
        evidence=None,
        request=None,
        since=since,
        by=by,
    )


@transaction.atomic
def answer(*, application, text, by, received_at=None) -> SampleCheck:
    """Send the proof: a text, documents that were added before, or both. It can be done once, until the check is closed.

    `received_at` is when it came in, where that was earlier (on paper).
    """
    application = alone(application)
    check, text = check_of(application, lock=True), text.strip()
    if check and check.received_at and (check.text, check.answered_by) == (text, by):
        # The second of two clicks.
        return check
    check = open_check(application)
    if not text and not any(not each.is_infected for each in check.documents):
        raise ValidationError(_("Add a document or write something first: your answer is empty."), code="empty")
    check.received_at, check.text, check.answered_by = received_at or timezone.now(), text, by
    check.save()
    emails.sample_answered(check=check)
    emails.sample_came(check=check)
    return check


@transaction.atomic
def close(*, application, outcome, note, by) -> SampleCheck:
    """Say what a check comes to. Nothing follows by itself: a fault is for whoever composes a change (Awb 4:49 lid 1)."""
    application = locked(application)
    require(by, "close_sample", application)
    check, note = check_of(application, lock=True), note.strip()
    if check is None:
        raise ValidationError(_("This application was not drawn."), code="not-asked")
    if not check.is_open:
        raise ValidationError(_("This check was closed already. What was found stays as it is."), code="closed")
    if application.state not in who_and_when("close_sample")[1]:
        text = _("This cannot be done any more: the application is now “%(state)s”.")
        raise ValidationError(text % {"state": application.get_state_display()}, code="state")
    refuse_outcome(check, outcome, note, timezone.localdate())
    check.outcome, check.note, check.closed_at, check.closed_by = outcome, note, timezone.now(), by
    check.save()
    emails.sample_closed(check=check)
    return check


def refuse_outcome(check, outcome, note, today) -> None:
    if outcome not in SampleCheck.Outcome:
        raise ValidationError({"outcome": _("Say what you found.")})
    if outcome == SampleCheck.Outcome.NO_ANSWER and check.received_at:
        raise ValidationError({"outcome": _("An answer came in: judge that.")})
    if outcome == SampleCheck.Outcome.NO_ANSWER and today <= check.due_on:
        text = _("The applicant has until %(day)s to answer.")
        raise ValidationError({"outcome": text % {"day": date_format(check.due_on)}})
    if not note and not (outcome == SampleCheck.Outcome.IN_ORDER and check.received_at):
        raise ValidationError({"note": _("Say why: it stays in the case.")})
