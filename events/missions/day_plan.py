"""A day of meetings as `events.matching` reckons with it, read from the database at one moment."""

import re
from collections import Counter, defaultdict
from functools import cached_property

from django.utils.translation import gettext as _

from organisations.models import Industry

from ..matching import Meeting, Participant, Side, check, score
from ..matching.obstacles import obstacles
from ..models import MissionMeeting, Party, Presence, Refusal, Wish

# What separates one thing offered from the next.
BETWEEN = re.compile(r"[\n,;]+")


def all_of(mission):
    """Return all parties of a mission, with what each says of itself."""
    return Party.objects.filter(mission=mission).with_names().order_by("pk")


def parties_of(mission):
    """Return who takes part in the meetings of a mission."""
    return all_of(mission).taking_part()


def terms_of(text):
    return tuple(part.strip() for part in BETWEEN.split(text) if part.strip())


def participant_of(party, *, rounds=None, wishes=(), refusals=()):
    """Return a party as the reckoning knows it."""
    profile = party.profile
    return Participant(
        key=party.key,
        side=Side.COMPANY if party.is_company else Side.COUNTERPART,
        offers=terms_of(profile.offers),
        needs=terms_of(profile.seeks),
        # Two in some other industry have nothing in common yet.
        sectors=frozenset(str(Industry(each).label) for each in profile.industries if each != Industry.OTHER),
        languages=frozenset(profile.languages),
        rounds=rounds,
        wishes=tuple(wishes),
        refusals=frozenset(refusals),
    )


class DayPlan:
    """What is planned on a day, what is wished, what is wrong with it and what could not be."""

    def __init__(self, day):
        self.day = day
        self.rows = list(day.meetings.going_on().for_lists())
        # Also who withdrew: others wished to meet them, or have a meeting with them that cannot be.
        self.parties = {party.key: party for party in all_of(day.mission_id)}
        self.taking_part = [party for party in self.parties.values() if party.takes_part]
        self.presences = {each.party_id: each for each in Presence.objects.filter(day=day)}

    def name(self, key):
        """Return the name of a party by its key; of one that is gone, that it is."""
        return self.parties[key].name if key in self.parties else _("somebody who left")

    @cached_property
    def wishes(self):
        """Whom each wishes to meet on this day, dearest first: who met on another day of the mission has met."""
        elsewhere = MissionMeeting.objects.going_on().filter(day__mission=self.day.mission_id).exclude(day=self.day)
        met = {frozenset(pair) for pair in elsewhere.values_list("here", "there")}
        found = defaultdict(list)
        for wish in Wish.objects.filter(by__mission=self.day.mission_id).order_by("by", "rank", "about"):
            if frozenset((wish.by_id, wish.about_id)) not in met:
                found[wish.by_id].append(f"{wish.about_id:010d}")
        return found

    @cached_property
    def refusals(self):
        found = defaultdict(set)
        for by, about in Refusal.objects.filter(by__mission=self.day.mission_id).values_list("by", "about"):
            found[by].add(f"{about:010d}")
        return found

    @cached_property
    def participants(self):
        return [
            participant_of(
                party, rounds=self.rounds_of(party), wishes=self.wishes[party.pk], refusals=self.refusals[party.pk]
            )
            for party in self.taking_part
        ]

    def rounds_of(self, party):
        """Return the rounds in which a party is there; None for all of them."""
        presence = self.presences.get(party.pk)
        return presence and frozenset(number for number in self.day.all_rounds if presence.is_there(number))

    @property
    def meetings(self):
        return [as_reckoned(row) for row in self.rows]

    @property
    def pinned(self):
        return [as_reckoned(row) for row in self.rows if row.is_pinned]

    def problems_of(self, meetings):
        return check(meetings, self.participants, self.day.rounds, self.day.tables)

    @cached_property
    def problems(self):
        return self.problems_of(self.meetings)

    @cached_property
    def obstacles(self):
        return obstacles(self.meetings, self.participants, self.day.rounds, self.day.tables)

    @cached_property
    def wanted(self):
        """How many meetings are wished, by one of the two at least."""
        return len({frozenset((each.key, wish)) for each in self.participants for wish in each.wishes})

    @cached_property
    def scores(self):
        """How well the two of each meeting suit each other, by the number of its row; of who still takes part."""
        people = {each.key: each for each in self.participants}
        pairs = {row.pk: (people.get(row.here.key), people.get(row.there.key)) for row in self.rows}
        return {pk: score(*pair) for pk, pair in pairs.items() if all(pair)}

    @cached_property
    def number_of(self):
        """How many meetings each party has, by key."""
        return Counter(key for meeting in self.meetings for key in meeting.pair)


def as_reckoned(row):
    return Meeting(row.round, row.here.key, row.there.key, row.table)
