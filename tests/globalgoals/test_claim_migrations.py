"""Goals that were chosen before they were claims survive the migration; of more than three the lowest numbers stay."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ..event_factories import EventFactory, MissionFactory
from ..factories import GoalFactory, ProjectFactory
from ..subsidy_factories import AnswersFactory, ApplicationFactory, PublicResultFactory

BEFORE = [
    ("organisations", "0016_kind_and_industry_of_internships"),
    ("events", "0007_trade_missions_and_delegations"),
    ("subsidies", "0002_ceiling_version_that_binds"),
]
TABLES = {
    "organisations_project_goals": ("project", ProjectFactory, "organisations_projectgoalevent"),
    "events_event_goals": ("event", EventFactory, "events_eventgoalevent"),
    "events_mission_goals": ("mission", MissionFactory, "events_missiongoalevent"),
    "subsidies_application_goals": ("application", ApplicationFactory, "subsidies_goalofapplicationevent"),
    "subsidies_publicresult_goals": ("publicresult", PublicResultFactory, "subsidies_goalofresultevent"),
}


def execute(statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall() if cursor.description else []
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return found


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)


@pytest.mark.django_db
def test_goals_survive_as_claims():
    for number in range(1, 6):
        GoalFactory(number=number)
    records = {table: factory().pk for table, (_record, factory, _history) in TABLES.items()}
    draft = AnswersFactory(step="doelen", data={"goals": ["4", "17"]}, changed_by={"goals": 1})
    execute("SELECT 1")
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    migrate(BEFORE)
    for table, (record, _factory, _history) in TABLES.items():
        for goal in (5, 2, 4, 3):
            execute(f"INSERT INTO {table} ({record}_id, goal_id) VALUES (%s, %s)", [records[table], goal])
    migrate(latest)
    for table, (record, _factory, history) in TABLES.items():
        claims = f"SELECT goal_id, rank, motivation_nl FROM {table} WHERE {record}_id = %s ORDER BY rank"
        assert execute(claims, [records[table]]) == [(2, 1, ""), (3, 2, ""), (4, 3, "")], table
        gone = f"SELECT goal_id FROM {history} WHERE {record}_id = %s AND pgh_label = 'delete'"
        assert execute(gone, [records[table]]) == [(5,)], table
    draft.refresh_from_db()
    assert draft.data == {"goal_1": ["4"], "goal_2": ["17"]}
    assert draft.changed_by == {"goal_1": 1}
