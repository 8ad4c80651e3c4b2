"""A year of the prize from preparation to announcement: what the International Office does, under a lock of the year."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from ..models import Juror, Nomination, PrizeEdition, PrizeStage
from ..models.prize import WHOLE
from ..models.prize_stage import STEPS
from ..prize_result import ENOUGH
from . import emails
from .standing import jury_work

State = Nomination.State


def locked(edition):
    return PrizeEdition.objects.select_for_update(no_key=True).get(pk=edition.pk)


def move(edition, stage):
    """Bring a locked year to its next stage."""
    if stage not in STEPS[edition.stage]:
        text = _("The prize is at “%(stage)s” now: somebody else was here before you. Look again.")
        raise ValidationError(text % {"stage": edition.get_stage_display()}, code="stage")
    edition.stage = stage
    edition.save()
    return edition


@transaction.atomic
def open_nominations(*, edition, by):
    """Put a year on the website; its criteria stay from here on."""
    with pghistory.context(user=by.pk):
        edition = locked(edition)
        total = sum(edition.criteria.values_list("weight", flat=True))
        if total != WHOLE:
            text = _("The weights of the criteria add up to %(total)s, and must add up to 100.")
            raise ValidationError(text % {"total": total}, code="weights")
        edition.opened_at = edition.opened_at or timezone.now()
        return move(edition, PrizeStage.OPEN)


@transaction.atomic
def start_scoring(*, edition, by):
    """Give the nominees to the jury: nominating is over, and of each is known whether it takes part."""
    with pghistory.context(user=by.pk):
        edition = locked(edition)
        if edition.nominations_close_on >= timezone.localdate():
            text = _("One can still nominate, until and including %(date)s.")
            raise ValidationError(text % {"date": date_format(edition.nominations_close_on)}, code="early")
        waiting = edition.nominations.filter(state=State.CONSENTED)
        if waiting:
            text = _("First say whether these meet the conditions: %(names)s.")
            names = get_text_list([each.organisation_name for each in waiting], _("and"))
            raise ValidationError(text % {"names": names}, code="waiting")
        if not edition.nominations.eligible().exists():
            raise ValidationError(_("There is nobody to judge: no nominee goes to the jury."), code="nobody")
        refuse_small_jury(edition)
        return move(edition, PrizeStage.ASSESSING)


def refuse_small_jury(edition):
    if edition.jurors.count() < ENOUGH or not edition.jurors.filter(is_chair=True).exists():
        raise ValidationError(_("Appoint two jurors at least, and say who chairs the jury."), code="jury")


@transaction.atomic
def close_scoring(*, edition, by):
    """End the scoring, after its last day or once every juror sent all scores; the jury discusses."""
    with pghistory.context(user=by.pk):
        edition = locked(edition)
        still_scoring = [work.juror for work in jury_work(edition) if not work.is_done]
        if (
            edition.stage == PrizeStage.ASSESSING
            and still_scoring
            and timezone.localdate() <= edition.scoring_closes_on
        ):
            text = _("Not everybody is done: %(names)s. Wait until they are, or until after %(date)s.")
            names = get_text_list([str(juror) for juror in still_scoring], _("and"))
            raise ValidationError(
                text % {"names": names, "date": date_format(edition.scoring_closes_on)}, code="unfinished"
            )
        return move(edition, PrizeStage.DISCUSSING)


@transaction.atomic
def appoint(*, juror, by):
    """Give somebody a seat in the jury (not saved yet), and tell that person."""
    with pghistory.context(user=by.pk):
        edition = locked(juror.edition)
        if edition.stage in {PrizeStage.DECIDED, PrizeStage.ANNOUNCED}:
            raise ValidationError(_("The jury has decided: nobody joins it any more."), code="decided")
        juror.full_clean()
        juror.save()
        emails.appointed(juror=juror)
        return juror


@transaction.atomic
def make_chair(*, juror, by):
    """Let another juror chair the jury: who has a tie with a nominee cannot decide."""
    with pghistory.context(user=by.pk):
        edition = locked(juror.edition)
        if edition.stage in {PrizeStage.DECIDED, PrizeStage.ANNOUNCED}:
            raise ValidationError(_("The jury has decided: nobody joins it any more."), code="decided")
        edition.jurors.update(is_chair=False)
        Juror.objects.filter(pk=juror.pk).update(is_chair=True)


@transaction.atomic
def dismiss(*, juror, by):
    """Take somebody off the jury who sent no scores yet; drafts go along."""
    with pghistory.context(user=by.pk):
        locked(juror.edition)
        if juror.ballots.sent().exists():
            raise ValidationError(_("This juror sent scores already, and so stays in the jury."), code="scored")
        juror.ballots.all().delete()
        juror.delete()


@transaction.atomic
def announce(*, edition, by):
    """Make winner, nominees who agreed to it, and minutes public at once; mail nominees and nominators."""
    with pghistory.context(user=by.pk):
        edition = locked(edition)
        if edition.announced_on > timezone.localdate():
            text = _("The announcement is on %(date)s: not before.")
            raise ValidationError(text % {"date": date_format(edition.announced_on)}, code="early")
        edition.announced_at = timezone.now()
        move(edition, PrizeStage.ANNOUNCED)
        nominations = edition.nominations.exclude(state=State.RECEIVED).select_related("organisation", "edition")
        for nomination in nominations:
            tell(nomination, has_won=nomination.pk == edition.decision.winner_id)
        return edition


def tell(nomination, *, has_won):
    emails.announced_to_nominator(nomination=nomination, has_won=has_won)
    if nomination.state == State.ELIGIBLE and nomination.organisation:
        for owner in nomination.organisation.memberships.owners().reachable().select_related("user"):
            emails.announced_to_nominee(nomination=nomination, user=owner.user, has_won=has_won)
