"""What the desk of a trade mission shows: its stages, what must be done, and what the buttons do."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..actions import missions as actions
from ..models import Event, Stage, Traveller
from ..models.mission_stage import ORDER
from .todo import Facts

# As stages stand in addresses.
NAMES = {
    "plan": Stage.IDEA,
    "open": Stage.OPEN,
    "vastgesteld": Stage.FIXED,
    "voorbereiding": Stage.PREPARING,
    "onderweg": Stage.UNDER_WAY,
    "opvolging": Stage.FOLLOW_UP,
    "afgesloten": Stage.CLOSED,
    "afgelast": Stage.CANCELLED,
}
ADDRESSES = {stage: name for name, stage in NAMES.items()}


@dataclass(frozen=True)
class Step:
    """A button of the desk: its label, what the page behind it says, and what does it."""

    label: str
    says: str
    do: object


FORWARD = {
    Stage.OPEN: Step(
        _("Open for companies"),
        _("The mission comes on the website, where companies can apply for it."),
        actions.open_for_companies,
    ),
    Stage.FIXED: Step(
        _("Fix the delegation"),
        _(
            "Everyone who keeps the page of a company that applied is mailed whether it goes along, with your reason. The website shows which companies go."
        ),
        actions.fix_delegation,
    ),
    Stage.PREPARING: Step(
        _("Begin to prepare"),
        _("The website says that the mission is in preparation. Nobody is mailed."),
        actions.prepare,
    ),
    Stage.UNDER_WAY: Step(
        _("Say that it is under way"),
        _("The website says that the mission is under way. Nobody is mailed."),
        actions.start,
    ),
    Stage.FOLLOW_UP: Step(
        _("Begin the follow-up"),
        _("The delegation is back. From now on companies are asked what came of it."),
        actions.follow_up,
    ),
    Stage.CLOSED: Step(
        _("Close the mission"), _("Nothing changes any more after this. It cannot be opened again."), actions.close
    ),
    Stage.CANCELLED: Step(
        _("Call the mission off"),
        _(
            "It does not take place, for good. Companies that go or wait and guests that were invited are mailed your reason, and it stands on the website."
        ),
        actions.call_off,
    ),
}
BACK = Step(
    _("Go back one stage"),
    _("For when you went on too soon. Nobody is mailed; what companies were told already stands."),
    actions.step_back,
)


def is_back(mission, stage) -> bool:
    if stage == Stage.IDEA or Stage.CANCELLED in (stage, mission.stage):
        return stage == Stage.IDEA
    return ORDER.index(stage) < ORDER.index(mission.stage)


def step_to(mission, stage) -> Step:
    return BACK if is_back(mission, stage) else FORWARD[stage]


def buttons(mission):
    """Return the steps from where a mission is: (next or None, all others) as (step, name in the address)."""
    found = [(step_to(mission, stage), ADDRESSES[stage]) for stage in mission.next_stages]
    ahead = [each for each in found if each[0] not in (BACK, FORWARD[Stage.CANCELLED])]
    return (ahead[0] if ahead else None), [each for each in found if each not in ahead]


def stages(mission):
    """Return (stage, "done", "now" or "later") of all that a mission goes through; none for one that was called off."""
    if mission.is_cancelled:
        return []
    now = ORDER.index(mission.stage)
    return [(stage, "done" if n < now else "now" if n == now else "later") for n, stage in enumerate(ORDER)]


def facts_of(mission) -> Facts:
    """Read what the list of tasks is reckoned from, in four queries."""
    companies = mission.companies.annotate(has_traveller=Exists(Traveller.objects.filter(company=OuterRef("pk"))))
    goes = Q(state="selected")
    return Facts(
        stage=mission.stage,
        today=timezone.localdate(),
        starts_on=mission.starts_on,
        ends_on=mission.ends_on,
        apply_until=mission.apply_until,
        has_texts=bool(mission.summary_nl and mission.summary_en),
        has_place=mission.places.exists() or mission.countries.exists(),
        has_fee=mission.fee is not None,
        asks_fee=bool(mission.fee),
        has_report=bool(mission.report_nl),
        has_effort=mission.effort_amount is not None and mission.effort_days is not None,
        stands_in_agenda=bool(mission.event and mission.event.status == Event.Status.PUBLISHED),
        **companies.aggregate(
            waiting=Count("pk", filter=Q(state="applied")),
            selected=Count("pk", filter=goes),
            unpaid=Count("pk", filter=goes & Q(fee_paid_on=None)),
            without_travellers=Count("pk", filter=goes & Q(has_traveller=False)),
        ),
        **mission.counterparts.filter(withdrawn_at=None).aggregate(
            counterparts=Count("pk"), unanswered=Count("pk", filter=Q(answered_at=None))
        ),
        **mission.programme.going_on().aggregate(
            programme=Count("pk"), public_programme=Count("pk", filter=Q(is_public=True))
        ),
    )
