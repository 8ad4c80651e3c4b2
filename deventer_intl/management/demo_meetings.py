"""A fictitious day of meetings for the demonstration: guests who answered, wishes of both sides, a plan that is fixed."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.actions import mission_guests, mission_meetings, mission_planning, mission_wishes
from events.models import Counterpart, MeetingDay, Wish
from organisations.models import Industry

GUESTS = [
    ("Exemplu Apă SRL", "Onderhoud van pompen", "Pompen op zonnestroom"),
    ("Exemplu Parc SA", "Een bedrijventerrein met eigen stroom", "Kennis van warmtenetten"),
    ("Universitatea Exemplu", "Een laboratorium voor waterkwaliteit", "Bedrijven met een plek voor een stage"),
    ("Exemplu Agro SRL", "Afname voor twintig boerenbedrijven", "Zuinige beregening"),
]


def day_of_meetings(*, mission, office):
    """Give a mission in preparation its counterparts, and a morning on which they meet its companies."""
    counterparts = [counterpart(mission, number, *values, office) for number, values in enumerate(GUESTS, 1)]
    # One has yet to be invited, and has said nothing.
    for each in counterparts[:-1]:
        answered(each, office)
    day = mission_meetings.add_day(
        day=MeetingDay(
            mission=mission,
            starts_at=datetime.combine(mission.starts_on + timedelta(days=1), time(10), ZoneInfo(mission.zone)),
            zone=mission.zone,
            venue="Zaal Exemplu (verzonnen)",
            rounds=6,
            tables=4,
        ),
        by=office,
    )
    companies = [company.party for company in mission.companies.going()]
    guests = [each.party for each in counterparts[:-1]]
    for number, party in enumerate(companies):
        wish(party, guests, {day: {6 - number}}, office)
    wish(guests[0], companies, {}, None)
    mission_planning.ask_plan(day=day, version=day.version, by=office)
    day.refresh_from_db()
    mission_meetings.fix(day=day, version=day.version, by=office)


def counterpart(mission, number, name, offers, seeks, office):
    return mission_guests.save_counterpart(
        counterpart=Counterpart(
            mission=mission,
            name=f"{name} (verzonnen)",
            place=mission.places.first(),
            offers=offers,
            seeks=seeks,
            languages=["en"],
            industries=[Industry.WATER],
            guest_name=f"Demo (guest {number})",
            guest_email=f"guest-{number}@demo.example",
        ),
        by=office,
    )


def answered(counterpart, office):
    """Invite a guest, who says the same again."""
    mission_guests.invite(counterpart=counterpart, by=office)
    mission_guests.describe(
        counterpart=counterpart,
        offers=counterpart.offers,
        seeks=counterpart.seeks,
        languages=["en", "de"],
        industries=counterpart.industries,
        by=None,
    )


def wish(party, others, absent, by):
    """Let a party wish to meet others, the first of them gladly."""
    ranks = [Wish.Rank.GLADLY] + [Wish.Rank.IF_POSSIBLE] * (len(others) - 1)
    mission_wishes.answer(
        party=party,
        wishes=dict(zip(others, ranks, strict=True)),
        refusals=[],
        absent=absent,
        contact_name="Demo (aan tafel)",
        contact_phone="",
        by=by,
    )
