"""Which meeting is at which table: as far as it can be, a company sits where it sat, and whoever it meets comes to it."""

from dataclasses import replace


def give_tables(meetings, tables, from_round, known):
    """Return meetings by round, those from `from_round` on with a table each; who has a table keeps it.

    `known` are meetings that people expect at a table, if they are among these.
    """
    expected = {(each.round, each.pair): each.table for each in known}
    seat, given = {}, []
    for round in sorted({meeting.round for meeting in meetings}):
        here = sorted((meeting for meeting in meetings if meeting.round == round), key=lambda each: (each.a, each.b))
        for meeting in here if round < from_round else _of_round(here, tables, expected, seat):
            seat |= dict.fromkeys(meeting.pair, meeting.table)
            given.append(meeting)
    return tuple(sorted(given, key=lambda each: (each.round, each.table or 0, each.a, each.b)))


def _of_round(meetings, tables, expected, seat):
    """Return the meetings of a round by table: tables given, expected, of the company, of the other, then the lowest free."""
    free = dict.fromkeys(number for number in range(1, tables + 1))
    given = []

    def seated(meeting, table):
        free.pop(table, None)
        given.append(replace(meeting, table=table))

    wishes = (
        lambda meeting: expected.get((meeting.round, meeting.pair)),
        lambda meeting: seat.get(meeting.a),
        lambda meeting: seat.get(meeting.b),
        lambda meeting: next(iter(free)),
    )
    for meeting in meetings:
        if meeting.table:
            seated(meeting, meeting.table)
    waiting = [meeting for meeting in meetings if not meeting.table]
    for wish in wishes:
        for meeting in list(waiting):
            if (table := wish(meeting)) in free:
                seated(meeting, table)
                waiting.remove(meeting)
    return given
