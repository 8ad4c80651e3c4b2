"""What must never be true of a claim to a Global Goal, whoever writes; and what stays of it when it changes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from globalgoals.claims import Claimed, claims_of, lay_down, tags_of
from globalgoals.models import Goal
from subsidies.models import GoalOfApplication

from ..factories import GoalFactory, GoalTagFactory, OrganisationFactory, TargetFactory
from ..goal_factories import (
    EventGoalFactory,
    GoalOfApplicationFactory,
    GoalOfResultFactory,
    MissionGoalFactory,
    ProjectGoalFactory,
)
from ..subsidy_factories import submitted

pytestmark = pytest.mark.django_db

FACTORIES = [
    GoalTagFactory,
    ProjectGoalFactory,
    EventGoalFactory,
    MissionGoalFactory,
    GoalOfApplicationFactory,
    GoalOfResultFactory,
]
each_kind = pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory._meta.model.__name__)


def execute(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(statement, *values):
    """Return which rule of the database refuses a statement."""
    with pytest.raises(IntegrityError) as error:
        execute(statement, *values)
    return error.value.__cause__.diag.constraint_name


def insert(claim, goal, rank=None):
    """Return a statement in raw SQL that adds a goal to the record of a claim, and its values."""
    table, about = claim._meta.db_table, claim._meta.get_field(claim.about).column
    columns = f"{about}, goal_id, rank, motivation_nl, motivation_en, motivation_de"
    return f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, '', '', '')", claim.record.pk, goal, rank


def confirmed(claim, **values):
    type(claim).objects.filter(pk=claim.pk).update(confirmed_on=timezone.localdate(), **values)
    claim.refresh_from_db()
    return claim


@pytest.fixture(autouse=True)
def goals():
    for number in range(1, 18):
        GoalFactory(number=number)


@each_kind
def test_a_record_has_three_goals_at_most_each_once_and_of_its_own_rank(factory):
    claim = factory(goal_id=6, goal=Goal.objects.get(pk=6))
    name = claim._meta.model_name
    assert refused(*insert(claim, 6, 2)) == f"{name}_once"
    assert refused(*insert(claim, 7, 1)) == f"{name}_rank_once"
    assert refused(*insert(claim, 7, 0)) == refused(*insert(claim, 7, 4)) == f"{name}_rank"
    # The smallest free rank where none is given; with four goals there is none.
    execute(*insert(claim, 7)), execute(*insert(claim, 8))
    assert list(tags_of(claim.record).values_list("goal", "rank")) == [(6, 1), (7, 2), (8, 3)]
    assert refused(*insert(claim, 9)) == f"{name}_rank"


@pytest.mark.parametrize("number", [0, 18])
def test_there_are_seventeen_goals(number):
    claim = ProjectGoalFactory()
    with pytest.raises(IntegrityError):
        execute(*insert(claim, number, 2))


@each_kind
def test_goals_are_set_as_before(factory):
    record = factory(goal=Goal.objects.get(pk=6)).record
    if hasattr(record, "goals"):
        record.goals.set([3, 4])
        assert set(record.goals.values_list("pk", flat=True)) == {3, 4}
        assert sorted(tags_of(record).values_list("rank", flat=True)) == [1, 2]
        with pytest.raises(IntegrityError), transaction.atomic():
            record.goals.set([1, 2, 3, 4])


@each_kind
@pytest.mark.parametrize("change", ["goal_id = 7", "motivation_nl = 'Anders'", "motivation_de = 'Anders'"])
def test_a_change_takes_the_confirmation_away(factory, change):
    claim = confirmed(factory(goal=Goal.objects.get(pk=6)), confirmed_for=OrganisationFactory())
    execute(f"UPDATE {claim._meta.db_table} SET rank = 2 WHERE id = %s", claim.pk)
    claim.refresh_from_db()
    assert claim.is_confirmed
    execute(f"UPDATE {claim._meta.db_table} SET {change} WHERE id = %s", claim.pk)
    claim.refresh_from_db()
    assert (claim.confirmed_on, claim.confirmed_by, claim.confirmed_for) == (None, None, None)


@each_kind
def test_another_target_takes_the_confirmation_away(factory):
    claim = factory(goal=Goal.objects.get(pk=6))
    target = TargetFactory(goal=claim.goal)
    for change in (claim.targets.add, claim.targets.remove):
        confirmed(claim)
        change(target)
        claim.refresh_from_db()
        assert not claim.is_confirmed


@each_kind
def test_targets_are_those_of_the_goal_and_go_with_it(factory):
    claim = factory(goal=Goal.objects.get(pk=6))
    claim.targets.add(TargetFactory(goal=claim.goal))
    table, other = (
        claim.targets.through._meta.db_table,
        TargetFactory(goal_id=7, goal=Goal.objects.get(pk=7), code="7.1"),
    )
    statement = f"INSERT INTO {table} ({claim._meta.model_name}_id, target_id) VALUES (%s, %s)"
    assert refused(statement, claim.pk, other.pk) == "target_of_its_goal"
    execute(f"UPDATE {claim._meta.db_table} SET goal_id = 7 WHERE id = %s", claim.pk)
    assert not claim.targets.exists()


@each_kind
def test_who_confirmed_stands_with_the_day_alone(factory):
    claim, peer = factory(goal=Goal.objects.get(pk=6)), OrganisationFactory()
    statement = f"UPDATE {claim._meta.db_table} SET confirmed_for_id = %s WHERE id = %s"
    assert refused(statement, peer.pk, claim.pk) == f"{claim._meta.model_name}_confirmed_on"


def test_a_peer_that_goes_takes_its_confirmation_along():
    peer = OrganisationFactory()
    claim = confirmed(ProjectGoalFactory(), confirmed_for=peer)
    peer.delete()
    claim.refresh_from_db()
    assert not claim.is_confirmed


def test_no_organisation_confirms_its_own_goals():
    claim = GoalTagFactory()
    statement = (
        "UPDATE organisations_goaltag SET confirmed_on = now(), confirmed_for_id = organisation_id WHERE id = %s"
    )
    assert refused(statement, claim.pk) == "goaltag_confirmed_by_another"


def test_what_was_sent_in_keeps_its_goals_and_can_be_confirmed():
    claim = GoalOfApplication.objects.filter(application=submitted()).first()
    for statement in (
        "UPDATE subsidies_application_goals SET motivation_nl = 'Anders' WHERE id = %s",
        "UPDATE subsidies_application_goals SET goal_id = 9 WHERE id = %s",
        "DELETE FROM subsidies_application_goals WHERE id = %s",
    ):
        assert refused(statement, claim.pk) == "sent_in_keeps_its_goals"
    assert refused(*insert(claim, 9, 2)) == "sent_in_keeps_its_goals"
    assert confirmed(claim).is_confirmed


def test_claims_are_laid_down_in_their_order_and_keep_what_stays():
    project = ProjectGoalFactory(goal=Goal.objects.get(pk=6), motivation_nl="Water", motivation_en="Water!").project
    first = confirmed(tags_of(project).get())
    lay_down(project, [Claimed(7, {"motivation_nl": "Zon"}), Claimed(6, {"motivation_nl": "Water"})])
    assert [(claim.goal, claim.motivations["motivation_nl"]) for claim in claims_of(project)] == [
        (7, "Zon"),
        (6, "Water"),
    ]
    first.refresh_from_db()
    assert (first.rank, first.motivation_en, first.is_confirmed) == (2, "Water!", True)
    # Two change places.
    lay_down(project, [Claimed(6), Claimed(7)])
    assert [claim.goal for claim in claims_of(project)] == [6, 7]
    with pytest.raises(ValidationError, match="hoogstens drie"):
        lay_down(project, [Claimed(number) for number in (1, 2, 3, 4)])
    lay_down(project, [])
    assert claims_of(project) == []
