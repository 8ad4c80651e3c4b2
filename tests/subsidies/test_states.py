"""The life of an application in PostgreSQL: what the table of transitions has, and nothing else, whoever asks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from subsidies import models
from subsidies.actions import application as applications
from subsidies.actions import handling
from subsidies.actions import offer as offers
from subsidies.models import Application, Decision
from subsidies.states import TRANSITIONS, Actor, State, from_state
from tests.factories import CountryFactory, GoalFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.subsidy_factories import (
    ApplicationFactory,
    CeilingFactory,
    CeilingVersionFactory,
    CriterionFactory,
    DeciderFactory,
    EligibilityQuestionFactory,
    EvidenceFactory,
    OfficerFactory,
    PurposeFactory,
    SchemeVersionFactory,
    publish,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db

PARTS = {
    models.Purpose: PurposeFactory,
    models.Criterion: CriterionFactory,
    models.Evidence: EvidenceFactory,
    models.EligibilityQuestion: EligibilityQuestionFactory,
}


def sql(statement, *values):
    """Run a statement, alone in a savepoint; return how many rows it touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def refused(statement, *values, error=DatabaseError, match=None):
    with pytest.raises(error, match=match):
        sql(statement, *values)


def way_to(state):
    """Return the states on a shortest way from `submitted`, by the table."""
    ways, waiting = {State.SUBMITTED: []}, [State.SUBMITTED]
    for here in waiting:
        for row in TRANSITIONS:
            if row.source == here and row.target not in ways:
                ways[row.target] = [*ways[here], row.target]
                waiting.append(row.target)
    return ways[state]


def in_state(state):
    """Return an application in a state, brought there in raw SQL along the table."""
    if state == State.DRAFT:
        return ApplicationFactory()
    application = submitted()
    if state != State.SUBMITTED:
        sql("UPDATE subsidies_application SET complete_at = received_at WHERE id = %s", application.pk)
    for step in way_to(state):
        sql("UPDATE subsidies_application SET state = %s WHERE id = %s", step, application.pk)
    application.refresh_from_db()
    assert application.state == state
    return application


def all_that_is_asked(application):
    """Return what else the check constraints ask of an application that is sent in."""
    rules = application.ceiling.rules() or publish(SchemeVersionFactory(ceiling=application.ceiling))
    return {"version_id": rules.pk, "number": 99, "received_at": timezone.now(), "complete_at": timezone.now()}


def change(application, **values):
    columns = ", ".join(f"{column} = %s" for column in values)
    return f"UPDATE subsidies_application SET {columns} WHERE id = %s", *values.values(), application.pk


@pytest.mark.parametrize("source", State)
def test_the_database_lets_through_the_table_and_nothing_else(as_serving_role, source):
    application = in_state(source)
    # So that no check constraint stands in the way of a transition, and each refusal is one of the table.
    values = all_that_is_asked(application) if source == State.DRAFT else {"complete_at": timezone.now()}
    found = set()
    for target in set(State) - {source}:
        try:
            with transaction.atomic():
                statement, *given = change(application, state=target.value, **values)
                with connection.cursor() as cursor:
                    cursor.execute(statement, given)
                found.add(target)
                transaction.set_rollback(True)
        except DatabaseError as error:
            assert "Invalid transition" in str(error), target
    assert found == {row.target for row in TRANSITIONS if row.source == source}


def test_a_state_that_does_not_exist_is_refused(as_serving_role):
    refused(*change(submitted(), state="lost"))


@pytest.mark.parametrize("missing", ["version_id", "number", "received_at"])
def test_nothing_is_sent_in_by_half(as_serving_role, missing):
    draft = ApplicationFactory()
    values = {**all_that_is_asked(draft), "state": "submitted", missing: None}
    refused(*change(draft, **values), error=IntegrityError, match="application_whole_when_submitted")
    values = {**all_that_is_asked(draft), "state": "submitted", "title": ""}
    refused(*change(draft, **values), error=IntegrityError, match="application_whole_when_submitted")


def test_a_draft_takes_no_number(as_serving_role):
    draft = ApplicationFactory()
    for column, value in all_that_is_asked(draft).items():
        refused(*change(draft, **{column: value}), error=IntegrityError, match="application_whole_when_submitted")


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_an_application_begins_as_a_draft(as_serving_role, state):
    original = submitted()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM subsidies_application WHERE id = %s", [original.pk])
        columns = [column.name for column in cursor.description]
        row = dict(zip(columns, cursor.fetchone(), strict=True))
    row.pop("id")
    row |= {"state": state.value, "number": 77, "complete_at": row["received_at"], "declarations": "[]"}
    names, signs = ", ".join(row), ", ".join(["%s"] * len(row))
    refused(f"INSERT INTO subsidies_application ({names}) VALUES ({signs})", *row.values(), match="Cannot insert")


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_what_was_sent_in_is_not_removed(as_serving_role, state):
    application = in_state(state)
    refused("DELETE FROM subsidies_application WHERE id = %s", application.pk, match="Cannot delete")


def test_a_draft_can_be_removed(as_serving_role):
    assert sql("DELETE FROM subsidies_application WHERE id = %s", ApplicationFactory().pk) == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.GRANTED, State.WITHDRAWN])
def test_the_receipt_stays(as_serving_role, state):
    application = in_state(state)
    other = publish(SchemeVersionFactory(ceiling=CeilingFactory(year=2031)))
    changes = {
        "number": application.number + 1,
        "received_at": application.received_at - timedelta(hours=1),
        "version_id": other.pk,
        "ceiling_id": other.ceiling_id,
        "organisation_id": OrganisationFactory().pk,
        "requested": application.requested + 1,
    }
    for column, value in changes.items():
        refused(*change(application, **{column: value}), match="Cannot update")
        if column != "requested":
            refused(*change(application, **{column: None}))


def test_a_reference_is_never_given_twice(as_serving_role):
    first, second = submitted(), submitted()
    draft = ApplicationFactory()
    values = {**all_that_is_asked(draft), "state": "submitted", "number": first.number}
    refused(*change(draft, **values), error=IntegrityError, match="application_number")
    applications.withdraw(application=second, by=UserFactory())
    # Withdrawing or throwing away frees no number.
    applications.throw_away(application=ApplicationFactory(), by=UserFactory())
    assert [first.number, second.number, submitted().number] == [1, 2, 3]


@pytest.mark.parametrize(("model", "part"), PARTS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_what_a_published_version_lists_stays(as_serving_role, model, part):
    table = model._meta.db_table
    rules, open_rules = SchemeVersionFactory(), SchemeVersionFactory(number=2)
    listed, elsewhere = part(version=rules), part(version=open_rules)
    publish(rules)
    words = "stays as it is"
    refused(f"UPDATE {table} SET label_nl = 'Iets anders' WHERE id = %s", listed.pk, match=words)
    refused(f"DELETE FROM {table} WHERE id = %s", listed.pk, match=words)
    # Neither out of a published version nor into one.
    refused(f"UPDATE {table} SET version_id = %s WHERE id = %s", open_rules.pk, listed.pk, match=words)
    refused(f"UPDATE {table} SET version_id = %s WHERE id = %s", rules.pk, elsewhere.pk, match=words)
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        part(version=rules, position=2)
    assert sql(f"UPDATE {table} SET label_nl = 'Iets anders' WHERE id = %s", elsewhere.pk) == 1


def test_a_published_version_stays(as_serving_role):
    rules = publish()
    for statement in (
        "UPDATE subsidies_schemeversion SET maximum_amount = 1 WHERE id = %s",
        "UPDATE subsidies_schemeversion SET published_at = NULL WHERE id = %s",
        "UPDATE subsidies_schemeversion SET closes_at = closes_at + interval '1 day' WHERE id = %s",
        "DELETE FROM subsidies_schemeversion WHERE id = %s",
    ):
        refused(statement, rules.pk, match="stays as it is")


def on_another_connection(work):
    def alone():
        try:
            return work()
        except DatabaseError as error:
            return error
        finally:
            connection.close()

    return ThreadPoolExecutor(1).submit(alone)


def test_who_adds_to_a_version_waits_for_who_publishes_it(transactional_db):
    rules = SchemeVersionFactory()
    PurposeFactory(version=rules)
    publishing, may_commit = Event(), Event()

    def publish_slowly():
        with transaction.atomic():
            publish(rules)
            publishing.set()
            may_commit.wait(10)

    publisher = on_another_connection(publish_slowly)
    assert publishing.wait(10)
    adder = on_another_connection(lambda: PurposeFactory(version_id=rules.pk, version=rules, position=2))
    with pytest.raises(TimeoutError):
        adder.result(0.5)
    may_commit.set()
    assert publisher.result(10) is None
    assert "stays as it is" in str(adder.result(10))
    assert rules.purpose_set.count() == 1


def test_who_publishes_waits_for_who_adds_to_the_version(transactional_db):
    rules = SchemeVersionFactory()
    CeilingVersionFactory(ceiling=rules.ceiling)
    adding, may_commit = Event(), Event()

    def add_slowly():
        with transaction.atomic():
            PurposeFactory(version=rules)
            adding.set()
            may_commit.wait(10)

    adder = on_another_connection(add_slowly)
    assert adding.wait(10)
    publisher = on_another_connection(lambda: publish(models.SchemeVersion.objects.get(pk=rules.pk)))
    with pytest.raises(TimeoutError):
        publisher.result(0.5)
    may_commit.set()
    assert adder.result(10) is None
    assert publisher.result(10).published_at
    assert rules.purpose_set.count() == 1


# Each action of the table: how it is called by somebody, on an application that is as far as the state says.
def decide_as(outcome, amount=0):
    return lambda application, by: take_decision(
        application=application, outcome=outcome, amount=amount, grounds="Grond.", by=by
    )


GRANT = decide_as(Decision.Outcome.GRANT, 1_200_00)
ACTIONS = {
    "ask_supplement": lambda application, by: handling.ask_supplement(
        application=application, text="De offerte.", steps=["begroting"], by=by
    ),
    "declare_complete": lambda application, by: handling.declare_complete(application=application, by=by),
    "advise": lambda application, by: handling.advise(application=application, by=by),
    "send_back": lambda application, by: handling.send_back(application=application, reason="Kijk nog eens.", by=by),
    "withdraw": lambda application, by: applications.withdraw(application=application, by=by),
    "decline_offer": lambda application, by: offers.decline_offer(application=application, by=by),
}
BY_HAND = {*ACTIONS, "decide"}
# Which have no function yet; `submit` and `supply` are with the form.
ELSEWHERE = {"submit", "supply", "settle", "revoke", "decide_on_objection"}


def somebody_for(action):
    """Return somebody who may do this: a decider sends back, an applicant withdraws."""
    return {"send_back": DeciderFactory, "withdraw": UserFactory, "decline_offer": UserFactory}.get(
        action, OfficerFactory
    )()


def test_every_action_of_the_table_is_tested_or_named():
    assert {row.action for row in TRANSITIONS} == BY_HAND | ELSEWHERE


def sources(action):
    """Return from where it leads on; `decline_offer` asks for an offer besides (tests/subsidies/test_reminders.py)."""
    return sorted({row.source for row in TRANSITIONS if row.action == action} - {State.GRANTED})


@pytest.mark.parametrize(
    ("action", "state"),
    [(action, state) for action in ACTIONS for state in State if state not in sources(action)],
)
def test_an_action_in_a_wrong_state_says_so_and_changes_nothing(action, state):
    """`decline_offer` is refused in `granted` too: nothing was offered."""
    application = in_state(state)
    before = Application.objects.values().get(pk=application.pk)
    if (action, state) == ("withdraw", State.WITHDRAWN):
        ACTIONS[action](application, somebody_for(action))  # a second click
    else:
        with pytest.raises(ValidationError) as error:
            ACTIONS[action](application, somebody_for(action))
        assert error.value.code in {"state", "offer", "decided"} and error.value.messages[0]
    assert Application.objects.values().get(pk=application.pk) == before
    assert application.entries.count() == (0 if state == State.DRAFT else 1)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.DRAFT, State.TO_BE_DECIDED)])
def test_a_grant_in_a_wrong_state_says_so_and_changes_nothing(state):
    """Not of one that was refused either: that way is only open after an objection."""
    application = in_state(state)
    Application.objects.filter(pk=application.pk).update(assessed_by=UserFactory())
    with pytest.raises(ValidationError) as error:
        GRANT(application, DeciderFactory())
    assert {each.code for each in error.value.error_list} in ({"state"}, {"outcome"})
    assert application.decisions.count() == 0


@pytest.mark.parametrize(("action", "state"), [(action, source) for action in ACTIONS for source in sources(action)])
def test_an_action_of_the_table_leads_where_it_says(action, state):
    application = in_state(state)
    ACTIONS[action](application, somebody_for(action))
    application.refresh_from_db()
    assert application.state in {row.target for row in TRANSITIONS if (row.source, row.action) == (state, action)}


OFFICIAL = [
    (action, source)
    for action in ACTIONS
    for source in sources(action)
    if all(Actor.APPLICANT not in row.by for row in TRANSITIONS if (row.action, row.source) == (action, source))
]


@pytest.mark.parametrize(("action", "state"), OFFICIAL)
def test_a_civil_servant_with_a_tie_handles_nothing(action, state):
    application = in_state(state)
    tied = somebody_for(action)
    MembershipFactory(organisation=application.organisation, user=tied)
    with pytest.raises(PermissionDenied):
        ACTIONS[action](application, tied)
    application.refresh_from_db()
    assert application.state == state


def test_nobody_decides_on_what_he_assessed_or_has_a_tie_with():
    application = in_state(State.UNDER_REVIEW)
    tied, assessor = DeciderFactory(), OfficerFactory()
    # In both roles, and still not the one who decides here.
    assessor.groups.add(Group.objects.get(name="deciders"))
    MembershipFactory(organisation=application.organisation, user=tied)
    handling.advise(application=application, by=assessor)
    for by in (assessor, tied):
        with pytest.raises(PermissionDenied):
            GRANT(application, by)
    GRANT(application, DeciderFactory())
    application.refresh_from_db()
    assert application.state == State.GRANTED


@pytest.mark.parametrize("action", [handling.suspend, handling.extend])
@pytest.mark.parametrize("state", [State.GRANTED, State.REFUSED, State.WITHDRAWN, State.SETTLED])
def test_the_clock_of_what_is_decided_is_not_touched(action, state):
    publish(SchemeVersionFactory(extension_weeks=6))
    more = {"first_day": timezone.localdate(), "reason": "Op verzoek"} if action is handling.suspend else {}
    with pytest.raises(ValidationError):
        action(application=in_state(state), by=OfficerFactory(), **more)


def test_nothing_of_the_table_is_for_an_applicant_but_his_own():
    own = {row.action for state in State for row in from_state(state, Actor.APPLICANT)}
    assert own == {"submit", "supply", "withdraw", "decline_offer"}


def test_64_receipts_at_once_get_64_numbers_in_a_row(transactional_db):
    rules = publish()
    drafts = [ApplicationFactory(organisation__slug=f"nummer-{n}", ceiling=rules.ceiling) for n in range(64)]
    CountryFactory(), GoalFactory()

    def receive(draft):
        try:
            with transaction.atomic():
                application = applications.locked(draft)
                applications.receive(application, rules, models.Channel.ONLINE, timezone.now())
            return application.number
        finally:
            connection.close()

    with ThreadPoolExecutor(64) as pool:
        numbers = list(pool.map(receive, drafts))
    assert sorted(numbers) == list(range(1, 65))
    assert sorted(Application.objects.values_list("number", flat=True)) == list(range(1, 65))
    balances = rules.ceiling.entries.balances()
    assert balances[models.Account.POSSIBLE, models.Ground.ORDINARY] == 64 * 1_200_00
    assert rules.ceiling.entries.count() == 64
