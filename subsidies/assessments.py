"""What assessors found of applications, as it is shown beside each other and as it ranks."""

from dataclasses import dataclass
from decimal import Decimal

from .models import Assessment, Criterion, Tie
from .reckoning import scoring


@dataclass(frozen=True)
class Column:
    """One assessor: the points by criterion, the score of this one alone, and whether a tie was declared since."""

    assessment: Assessment
    points: list
    score: Decimal | None
    is_tied: bool


@dataclass(frozen=True)
class Overview:
    criteria: list[Criterion]
    columns: list[Column]
    score: Decimal | None

    @property
    def rows(self):
        """The criteria, each with the points of all assessors."""
        return [(criterion, [column.points[n] for column in self.columns]) for n, criterion in enumerate(self.criteria)]

    def __bool__(self):
        return bool(self.criteria or self.columns)


def overview_of(application) -> Overview:
    """Return what all assessors found of an application, beside each other."""
    criteria = list(application.version.criterion_set.all())
    found = list(application.assessments.select_related("assessor").prefetch_related("scores"))
    tied = tied_assessors(application, [each.assessor_id for each in found])
    return Overview(
        criteria,
        [column_of(each, criteria, each.assessor_id in tied) for each in found],
        scores_of([application]).get(application.pk),
    )


def column_of(assessment, criteria, is_tied) -> Column:
    scores = {score.criterion_id: score for score in assessment.scores.all()}
    points = {key: score.points for key, score in scores.items()}
    weights = {criterion.pk: criterion.weight for criterion in criteria}
    own = scoring.score([points], weights) if weights and set(points) == set(weights) else None
    return Column(assessment, [scores.get(criterion.pk) for criterion in criteria], own, is_tied)


def tied_assessors(application, assessors) -> set[int]:
    """Return which of some assessors have a tie with the applicant by now: their assessment stays, and is marked."""
    members = application.organisation.memberships.filter(user__in=assessors).values_list("user", flat=True)
    declared = Tie.objects.active().filter(organisation=application.organisation_id, user__in=assessors)
    return {*members, *declared.values_list("user", flat=True)}


def scores_of(applications) -> dict[int, Decimal]:
    """Return the score of each application that somebody scored on every criterion, by key; in two queries."""
    versions = {application.version_id for application in applications}
    weights = {version: {} for version in versions}
    for version, criterion, weight in Criterion.objects.filter(version__in=versions).values_list(
        "version", "pk", "weight"
    ):
        weights[version][criterion] = weight
    points: dict[int, dict] = {}
    assessments = Assessment.objects.filter(application__in=[application.pk for application in applications])
    for application, assessment, criterion, given in assessments.values_list(
        "application", "pk", "scores__criterion", "scores__points"
    ):
        points.setdefault(application, {}).setdefault(assessment, {})[criterion] = given
    found = {}
    for application in applications:
        of_version = weights[application.version_id]
        whole = [each for each in points.get(application.pk, {}).values() if set(each) == set(of_version)]
        if of_version and whole:
            found[application.pk] = scoring.score(whole, of_version)
    return found
