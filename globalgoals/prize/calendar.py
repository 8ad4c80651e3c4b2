"""The calendar of a year of the prize, as everyone reads it: what was, what is now, what comes."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ..models import PrizeStage


@dataclass(frozen=True)
class Step:
    """`state`: "" for what was, "now", or "later"; `last` is None for what takes one day."""

    label: str
    first: date
    last: date | None
    state: str


def steps_of(edition):
    stage = edition.stage
    jury = [PrizeStage.ASSESSING, PrizeStage.DISCUSSING, PrizeStage.DECIDED]
    return [
        Step(
            _("Nominating"),
            edition.nominations_open_on,
            edition.nominations_close_on,
            "now" if edition.takes_nominations else "later" if stage == PrizeStage.PREPARED else "",
        ),
        Step(
            _("The jury scores and discusses"),
            edition.scoring_opens_on,
            edition.scoring_closes_on,
            "now" if stage in jury else "" if edition.is_announced else "later",
        ),
        Step(_("Announcement"), edition.announced_on, None, "" if edition.is_announced else "later"),
    ]
