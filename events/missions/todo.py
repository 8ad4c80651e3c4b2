"""What must be done for a trade mission now, reckoned from what is known of it: the desk reads as a list of it.

Knows no database: `Facts` in, tasks out. Days are whole days on the clock of Deventer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Where a task is done: the record in the back-office, parts of the desk, lists in the back-office.
RECORD, COMPANIES, COUNTERPARTS, PROGRAMME, NOWHERE = "record", "companies", "counterparts", "programme", ""


@dataclass(frozen=True)
class Facts:
    """What the list is reckoned from; numbers are of companies unless they say otherwise."""

    stage: str
    today: date
    starts_on: date | None = None
    ends_on: date | None = None
    apply_until: date | None = None
    has_texts: bool = False
    has_place: bool = False
    has_fee: bool = False
    asks_fee: bool = False
    waiting: int = 0
    selected: int = 0
    unpaid: int = 0
    without_travellers: int = 0
    counterparts: int = 0
    unanswered: int = 0
    programme: int = 0
    public_programme: int = 0
    has_report: bool = False
    has_effort: bool = False
    stands_in_agenda: bool = False


@dataclass(frozen=True)
class Task:
    text: str
    is_done: bool
    where: str


def tasks(facts: Facts) -> list[Task]:
    """Return what belongs to the stage of a mission, in the order in which it is done; also what is done already."""
    return list(BY_STAGE[facts.stage](facts))


def to_open(facts: Facts) -> Iterator[Task]:
    yield Task(_("Fill in the first and the last day"), facts.starts_on is not None, RECORD)
    is_open_to_come = facts.apply_until is not None and facts.apply_until >= facts.today
    yield Task(_("Say until when companies can apply: a day that is to come"), is_open_to_come, RECORD)
    yield Task(_("Say where it goes: a city or a country"), facts.has_place, RECORD)
    yield Task(_("Fill in the contribution of a company, also when it is 0"), facts.has_fee, RECORD)
    yield Task(_("Write a summary in Dutch and in English"), facts.has_texts, RECORD)


def to_choose(facts: Facts) -> Iterator[Task]:
    if facts.apply_until and facts.apply_until >= facts.today:
        text = _("Companies apply until %(day)s") % {"day": date_format(facts.apply_until)}
        yield Task(text, False, NOWHERE)
    else:
        yield Task(_("The applications are closed"), True, NOWHERE)
    yield choice(facts)
    yield Task(_("Select at least one company"), facts.selected > 0, COMPANIES)


def choice(facts: Facts) -> Task:
    if not facts.waiting:
        return Task(_("Nobody waits for a choice"), True, COMPANIES)
    text = ngettext("Choose on %(number)s company", "Choose on %(number)s companies", facts.waiting)
    return Task(text % {"number": facts.waiting}, False, COMPANIES)


def to_prepare(facts: Facts) -> Iterator[Task]:
    if facts.waiting:
        yield choice(facts)
    if facts.asks_fee:
        yield counted(
            facts.unpaid,
            _("Every company paid the contribution"),
            ngettext(
                "%(number)s company has not paid the contribution yet",
                "%(number)s companies have not paid the contribution yet",
                facts.unpaid,
            ),
            COMPANIES,
        )
    yield counted(
        facts.without_travellers,
        _("Every company said who travels"),
        ngettext(
            "%(number)s company has not said yet who travels",
            "%(number)s companies have not said yet who travel",
            facts.without_travellers,
        ),
        COMPANIES,
    )
    yield Task(_("Name whom the companies can meet there"), facts.counterparts > 0, COUNTERPARTS)
    if facts.counterparts:
        text = ngettext(
            "%(number)s guest has not answered yet", "%(number)s guests have not answered yet", facts.unanswered
        )
        yield counted(facts.unanswered, _("Every guest answered"), text, COUNTERPARTS)
    yield Task(_("Make the programme"), facts.programme > 0, PROGRAMME)
    yield Task(_("Say what of the programme everyone may read"), facts.public_programme > 0, PROGRAMME)


def counted(number: int, done: str, text: str, where: str) -> Task:
    return Task(text % {"number": number}, False, where) if number else Task(done, True, where)


def to_come_back(facts: Facts) -> Iterator[Task]:
    if facts.ends_on and facts.ends_on > facts.today:
        yield Task(_("The mission lasts until %(day)s") % {"day": date_format(facts.ends_on)}, False, NOWHERE)
    else:
        yield Task(_("The last day is there: the follow-up can begin"), True, NOWHERE)


def to_close(facts: Facts) -> Iterator[Task]:
    yield Task(_("Write the report of the mission"), facts.has_report, RECORD)
    yield Task(_("Fill in the effort: euros and days of work"), facts.has_effort, RECORD)


def after_calling_off(facts: Facts) -> Iterator[Task]:
    if facts.stands_in_agenda:
        yield Task(_("It still stands in the agenda: ask an editor to cancel it there too"), False, NOWHERE)


BY_STAGE = {
    "idea": to_open,
    "open": to_choose,
    "fixed": to_prepare,
    "preparing": to_prepare,
    "under_way": to_come_back,
    "follow_up": to_close,
    "closed": lambda facts: [],
    "cancelled": after_calling_off,
}
