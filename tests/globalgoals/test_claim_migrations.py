"""What the migrations that make claims of goals do with the rows that are there: of more than three the lowest numbers stay."""

from importlib import import_module

import pytest
from django.db import connection

from globalgoals.claim_migrations import KEEP_THREE, RANK_BY_NUMBER

OF_APPLICATIONS = "subsidies.migrations.0003_goals_of_applications_and_results_as_claims"


@pytest.mark.django_db
def test_three_goals_of_a_record_stay_and_get_a_rank_by_their_number():
    names = {"table": "chosen", "record": "project"}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE chosen (id serial, project_id int, goal_id int, rank int DEFAULT 0)")
        cursor.execute(
            "INSERT INTO chosen (project_id, goal_id) VALUES (1, 5), (1, 2), (1, 4), (1, 3), (2, 17), (3, 9), (3, 1)"
        )
        cursor.execute(KEEP_THREE.format(**names))
        cursor.execute(RANK_BY_NUMBER.format(**names))
        cursor.execute("SELECT project_id, goal_id, rank FROM chosen ORDER BY project_id, rank")
        assert cursor.fetchall() == [(1, 2, 1), (1, 3, 2), (1, 4, 3), (2, 17, 1), (3, 1, 1), (3, 9, 2)]


def test_what_is_kept_of_drafts_says_its_goals_in_three_fields():
    renamed = import_module(OF_APPLICATIONS).renamed
    assert renamed({"countries": ["Kenia"], "goals": ["4", "17", "1", "2"]}) == {
        "countries": ["Kenia"], "goal_1": ["4"], "goal_2": ["17"], "goal_3": ["1"],
    }  # fmt: skip
    assert renamed({"goals": 7}) == {"goal_1": 7}
    assert renamed({}) == {}
