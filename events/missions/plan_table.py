"""A plan as a page shows it: a table of rounds × tables, what is wrong with it, what could not be, and how each fares."""

from functools import cached_property

from .in_words import obstacle_text, problem_text, reason_texts


class PlanTable:
    def __init__(self, plan):
        self.plan, self.day, self.name = plan, plan.day, plan.name

    @cached_property
    def tables(self):
        """The tables that are used, and the first one that is free: an empty hall says nothing."""
        last = max((row.table for row in self.plan.rows), default=0)
        return range(1, min(last + 1, self.day.tables) + 1)

    @cached_property
    def rounds(self):
        rows = {(row.round, row.table): row for row in self.plan.rows}
        wrong = {(each.round, each.a, each.b) for problem in self.plan.problems for each in problem.meetings}
        for row in self.plan.rows:
            row.is_wrong = (row.round, row.here.key, row.there.key) in wrong
        return [
            {
                "number": number,
                "hours": self.day.hours_of(number),
                "cells": [{"table": table, "meeting": rows.get((number, table))} for table in self.tables],
            }
            for number in self.day.all_rounds
        ]

    @property
    def problems(self):
        return [problem_text(problem, self.name) for problem in self.plan.problems]

    @cached_property
    def obstacles(self):
        """Each wish that is not fulfilled, with why, and the two to plan it by hand."""
        parties = self.plan.parties
        return [
            {
                "a": self.name(each.a),
                "b": self.name(each.b),
                "why": obstacle_text(each, self.name),
                "here": next((parties[key].pk for key in (each.a, each.b) if self._is_company(key)), None),
                "there": next((parties[key].pk for key in (each.a, each.b) if self._is_guest(key)), None),
            }
            for each in self.plan.obstacles
        ]

    def _is_company(self, key):
        return key in self.plan.parties and self.plan.parties[key].is_company

    def _is_guest(self, key):
        return key in self.plan.parties and not self.plan.parties[key].is_company

    @cached_property
    def fulfilled(self):
        """How many of the wished meetings are in the plan."""
        return self.plan.wanted - len(self.plan.obstacles)

    @cached_property
    def people(self):
        """Who takes part, with how many meetings each has, of the wishes how many, and when they are not there."""
        met = {frozenset((row.here_id, row.there_id)) for row in self.plan.rows}
        return [
            {
                "party": party,
                "number": self.plan.number_of[party.key],
                "wishes": len(self.plan.wishes[party.pk]),
                "fulfilled": sum(frozenset((party.pk, int(wish))) in met for wish in self.plan.wishes[party.pk]),
                "absent": self._absent(party),
                "presence": self.plan.presences.get(party.pk),
            }
            for party in sorted(self.plan.taking_part, key=lambda party: (not party.is_company, party.name.casefold()))
        ]

    def _absent(self, party):
        there = self.plan.rounds_of(party)
        return [] if there is None else [number for number in self.day.all_rounds if number not in there]

    def free_for(self, meeting):
        """Return in which rounds both of a meeting are free and a table is, with the lowest free table."""
        rows = [row for row in self.plan.rows if row.pk != meeting.pk]
        found = []
        for number in self.day.all_rounds:
            here = [row for row in rows if row.round == number]
            busy = {pk for row in here for pk in (row.here_id, row.there_id)}
            taken = {row.table for row in here}
            table = next((each for each in range(1, self.day.tables + 1) if each not in taken), None)
            there = [number not in self._absent(party) for party in (meeting.here, meeting.there)]
            if table and all(there) and not {meeting.here_id, meeting.there_id} & busy:
                found.append({"number": number, "hours": self.day.hours_of(number), "table": table})
        return found

    def reasons(self, score):
        return reason_texts(score, self.name) if score else []
