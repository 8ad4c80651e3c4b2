"""What is known of a jury's work: who is done, which scores count, and what they come to."""

from dataclasses import dataclass

from ..models import Ballot, Juror, Nomination
from ..prize_result import Scored, standings


@dataclass(frozen=True)
class JuryWork:
    """How far a juror is: of how many nominees without a tie the scores were sent."""

    juror: Juror
    to_score: int
    sent: int

    @property
    def is_done(self) -> bool:
        return self.juror.declared_at is not None and self.sent >= self.to_score


def work_of(juror) -> JuryWork:
    nominees = juror.edition.nominations.eligible().free_of(juror)
    sent = Ballot.objects.sent().filter(juror=juror, nomination__in=nominees).count()
    return JuryWork(juror=juror, to_score=nominees.count(), sent=sent)


def jury_work(edition) -> list[JuryWork]:
    return [work_of(juror) for juror in edition.jurors.select_related("user", "edition")]


def scored(ballots):
    """Return ballots that were sent as the reckoning reads them."""
    return [
        Scored(
            nominee=ballot.nomination_id,
            juror=ballot.juror_id,
            points={score.criterion_id: score.points for score in ballot.scores.all()},
        )
        for ballot in ballots.prefetch_related("scores")
    ]


def result_of(edition):
    """Return the nominees of a year with where each stands: a list of (nomination, `Standing`), the best first."""
    nominees = {each.pk: each for each in edition.nominations.eligible().select_related("organisation", "goal")}
    weights = dict(edition.criteria.values_list("pk", "weight"))
    ballots = Ballot.objects.counting().filter(nomination__in=nominees)
    return [(nominees[each.nominee], each) for each in standings(scored(ballots), weights, nominees)]


def not_counting(edition):
    """Return the scores that were sent and do not count, each with its `tie`."""
    return (
        Ballot.objects.sent()
        .with_ties()
        .exclude(tie="")
        .filter(juror__edition=edition, nomination__state=Nomination.State.ELIGIBLE)
        .select_related("juror__user", "nomination")
    )
