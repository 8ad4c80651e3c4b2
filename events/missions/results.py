"""The results of missions as the public reads them."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from ..models import FollowUp, Mission, MissionCompany
from ..models.mission_result import ASKED, ROUNDS, Publish
from .figures import Figures, figures_of
from .withholding import Answer, public_answers


@dataclass(frozen=True)
class MissionResult:
    """Of one mission: the figures, and what those answered who let themselves be named."""

    mission: Mission
    figures: Figures
    named: list[FollowUp]


def public_missions():
    """Return the missions of which results can be public, each with its companies and what they answered; the last first."""
    companies = MissionCompany.objects.going().select_related("organisation").prefetch_related("follow_ups")
    missions = Mission.objects.public().filter(stage__in=ASKED, ends_on__isnull=False)
    return missions.prefetch_related(Prefetch("companies", companies, to_attr="went"))


def result_of(mission):
    """Return the result of a mission of `public_missions`."""
    asked = [follow_up for company in mission.went for follow_up in company.follow_ups.all()]
    complete = complete_rounds(asked, timezone.localdate())
    confirmed = [each for each in asked if each.confirmed_at]
    organisations = {company.pk: company.organisation for company in mission.went}
    answers = {
        as_answer(each, organisations[each.company_id]): each
        for each in sorted(confirmed, key=lambda each: each.after_days)
    }
    public = public_answers(answers, complete)
    figures = figures_of(
        public,
        companies=len(mission.went),
        answered=len({each.company_id for each in confirmed}),
        waits=any(each.publish == Publish.ANONYMOUS for each in confirmed),
    )
    named = [answers[each] for each in public.named]
    for follow_up in named:
        follow_up.organisation = organisations[follow_up.company_id]
    return MissionResult(mission, figures, sorted(named, key=lambda each: each.organisation.name))


def complete_rounds(follow_ups, today):
    """Return the rounds that nobody can answer any more."""
    asked = {days: [each for each in follow_ups if each.after_days == days] for days in ROUNDS}
    return [days for days, of_round in asked.items() if of_round and all(each.open_until < today for each in of_round)]


def as_answer(follow_up, organisation):
    """Return what a company confirmed; one that has no public page is not named, and counts nowhere."""
    is_nowhere = follow_up.publish == Publish.NAME and not organisation.is_public
    return Answer(
        company=follow_up.company_id,
        round=follow_up.after_days,
        publish=Publish.NOT if is_nowhere else follow_up.publish,
        **{name: getattr(follow_up, name) for name in ("contacts", "trials", "contracts", "amount")},
        hindered=frozenset(follow_up.hindered),
    )
