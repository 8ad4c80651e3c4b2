"""A fictitious mission of last spring with what came of it: with a name, without, told by phone, not answered."""

from datetime import timedelta

from django.utils import timezone

from events.actions import mission_results
from events.models import FollowUp, Mission, MissionCompany, Stage
from events.models.mission_result import OPEN_FOR
from organisations.models import Organisation, Sector

# Of each company: contacts, trials, contracts, amount, what hindered, on the website.
ANSWERS = [
    (8, 3, 2, "high", [], "name"),
    (5, 2, 1, "low", ["rules"], "anonymous"),
    (4, 1, 0, "none", ["time", "rules"], "anonymous"),
    (9, 4, 1, "middle", ["rules"], "anonymous"),
    (2, 0, 0, "none", ["partner"], "anonymous"),
    (6, 2, 2, "middle", ["language"], "anonymous"),
    (3, 1, 0, "none", ["time"], "anonymous"),
    (1, 0, 0, "unsaid", ["demand"], "not"),
]
SLUG = "verzonnen-missie-noorderland"


def follow_up_stories(*, organisation, keeper, office):
    """Make the mission once: `organisation`, of which `keeper` keeps the page, is asked now; `office` is of the Trade Office."""
    if Mission.objects.filter(slug=SLUG).exists():
        return
    last_day = timezone.localdate() - timedelta(days=181)
    mission = Mission.objects.create(
        slug=SLUG,
        kind=Mission.Kind.OUTGOING,
        stage=Stage.FOLLOW_UP,
        is_published=True,
        title_nl="Handelsmissie naar Noorderland (verzonnen)",
        starts_on=last_day - timedelta(days=3),
        ends_on=last_day,
        apply_until=last_day - timedelta(days=40),
        told_at=timezone.now(),
        effort_amount=1_250_000,
        effort_days=18,
    )
    for number, answer in enumerate(ANSWERS, 1):
        answered(along(mission, company_of(number), office), answer, last_day)
    along(mission, organisation, office, applied_by=keeper)
    silent = along(mission, company_of(len(ANSWERS) + 1), office)
    mission_results.ask_all()
    told(FollowUp.objects.get(company=silent), office)


def company_of(number):
    company, _made = Organisation.objects.get_or_create(
        slug=f"voorbeeldbedrijf-{number}",
        defaults={"name": f"Voorbeeldbedrijf {number} (verzonnen)", "sector": Sector.BUSINESS},
    )
    return company


def along(mission, organisation, office, **values):
    return MissionCompany.objects.create(
        mission=mission,
        organisation=organisation,
        state=MissionCompany.State.SELECTED,
        offers="Pompen die niet bestaan",
        seeks="Een dealer die niet bestaat",
        languages=["nl", "en"],
        targets="Drie gesprekken",
        reason="Past bij het doel.",
        decided_at=mission.told_at,
        decided_by=office,
        **values,
    )


def answered(company, answer, last_day):
    """An answer to the first round, which is over."""
    due_on = last_day + timedelta(days=30)
    at = timezone.now() - timedelta(days=140)
    names = ("contacts", "trials", "contracts", "amount", "hindered", "publish")
    FollowUp.objects.create(
        company=company,
        after_days=30,
        due_on=due_on,
        open_until=due_on + OPEN_FOR,
        mailed_at=at,
        answered_at=at,
        confirmed_at=at,
        **dict(zip(names, answer, strict=True)),
    )


def told(follow_up, office):
    """A company that nobody can mail told something: it waits to be confirmed."""
    follow_up.contacts, follow_up.trials, follow_up.contracts = 3, 1, 0
    follow_up.amount, follow_up.publish = "none", "anonymous"
    follow_up.answered_at, follow_up.entered_by = timezone.now(), office
    follow_up.save()
