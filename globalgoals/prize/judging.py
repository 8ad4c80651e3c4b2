"""What jurors do: say what ties them, score, discuss, decide. Each step locks the year; `by` is the juror.

What cannot be done raises `ValidationError` with a text for that person.
"""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Ballot, BallotScore, Juror, JuryNote, PrizeDecision, PrizeStage, PrizeTie
from .minutes import minutes_of
from .running import locked, move
from .standing import result_of, work_of


def seat_of(user, year):
    """Return the seat of a user in the jury of a year, or None."""
    return Juror.objects.select_related("edition", "user").filter(user=user.pk, edition__year=year).first()


def refuse_outside_scoring(edition):
    if edition.takes_scores:
        return
    if edition.stage == PrizeStage.ASSESSING and timezone.localdate() < edition.scoring_opens_on:
        text = _("You can score from %(date)s.")
        raise ValidationError(text % {"date": date_format(edition.scoring_opens_on)}, code="early")
    text = _("Scoring is closed since %(date)s: nothing was kept. What you typed still stands below, to be copied.")
    raise ValidationError(text % {"date": date_format(edition.scoring_closes_on)}, code="closed")


def lock_edition(juror):
    juror.edition = locked(juror.edition)
    return juror.edition


@transaction.atomic
def declare(*, by, nominations, shows_name):
    """Note with which nominees a juror has a tie (none is a declaration too), and whether the website may name the juror.

    Ties can be added later, and none is taken back.
    """
    edition = lock_edition(by)
    if edition.stage not in {PrizeStage.ASSESSING, PrizeStage.DISCUSSING}:
        raise ValidationError(
            _("Ties are declared once the nominees are known, and until the jury decides."), code="stage"
        )
    known = set(by.ties.values_list("nomination", flat=True))
    PrizeTie.objects.bulk_create(PrizeTie(juror=by, nomination=each) for each in nominations if each.pk not in known)
    by.declared_at, by.shows_name = by.declared_at or timezone.now(), shows_name
    by.save()
    return by


def refuse_tied(juror, nomination):
    if not juror.edition.nominations.eligible().free_of(juror).filter(pk=nomination.pk).exists():
        raise ValidationError(_("You have a tie with this nominee, so you do not judge it."), code="tie")


@transaction.atomic
def score(*, nomination, points, grounds, is_final, by):
    """Keep what a juror thinks of a nominee, by criterion; for good when it is sent (`is_final`)."""
    edition = lock_edition(by)
    refuse_outside_scoring(edition)
    if by.declared_at is None:
        raise ValidationError(_("First say whether you have a tie with a nominee."), code="undeclared")
    refuse_tied(by, nomination)
    ballot, _made = Ballot.objects.select_for_update().get_or_create(juror=by, nomination=nomination)
    if ballot.sent_at:
        raise ValidationError(_("You sent these scores already. They stay as they are."), code="sent")
    for criterion in edition.criteria.all():
        BallotScore.objects.update_or_create(
            ballot=ballot,
            criterion=criterion,
            defaults={"points": points.get(criterion.pk), "ground": grounds.get(criterion.pk, "")},
        )
    if is_final:
        ballot.sent_at = timezone.now()
        ballot.save()
    return ballot


def may_read_others(juror):
    """Whether a juror reads what the others gave: in the discussion, after sending all own scores."""
    return juror.edition.stage in {PrizeStage.DISCUSSING, PrizeStage.DECIDED, PrizeStage.ANNOUNCED} and (
        work_of(juror).is_done
    )


@transaction.atomic
def note(*, nomination, text, by):
    """Say something about a nominee in the discussion."""
    edition = lock_edition(by)
    if edition.stage != PrizeStage.DISCUSSING:
        raise ValidationError(_("The jury does not discuss now: nothing was kept."), code="stage")
    refuse_tied(by, nomination)
    if not may_read_others(by):
        raise ValidationError(_("You did not send all your scores, so you do not take part in the discussion."))
    return JuryNote.objects.create(juror=by, nomination=nomination, text=text)


def why_not_decide(juror):
    """Return why a juror cannot decide, as a text; "" if nothing is in the way."""
    if not juror.is_chair:
        return _("The chair of the jury decides.")
    if juror.edition.stage != PrizeStage.DISCUSSING:
        return _("The jury decides once the discussion is open, and once.")
    eligible = juror.edition.nominations.eligible()
    if eligible.count() != eligible.free_of(juror).count():
        return _(
            "You have a tie with a nominee, so another juror decides. Ask the International Office to appoint a chair."
        )
    if not may_read_others(juror):
        return _("You did not send all your scores, so you do not take part in the discussion.")
    return ""


@transaction.atomic
def decide(*, winner, reasons, by):
    """Choose the winner, with the reason by language; make the minutes, once.

    Only a nominee with enough scores can win. It need not be first: the reason says why.
    """
    edition = lock_edition(by)
    if problem := why_not_decide(by):
        raise ValidationError(problem, code="decide")
    result = result_of(edition)
    if not any(nomination == winner and standing.place for nomination, standing in result):
        raise ValidationError({"winner": _("Too few jurors scored this nominee: it cannot win.")}, code="too_few")
    decision = PrizeDecision(edition=edition, winner=winner, chair=by, decided_at=timezone.now(), **reasons)
    decision.minutes = minutes_of(decision, result)
    decision.sha256 = sha256(decision.minutes).hexdigest()
    decision.save()
    move(edition, PrizeStage.DECIDED)
    return decision
