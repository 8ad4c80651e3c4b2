"""What the database itself refuses about the prize, tried in SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from globalgoals.models import PrizeEdition

from ..factories import MembershipFactory
from ..prize_factories import (
    BallotFactory,
    BallotScoreFactory,
    JurorFactory,
    NominationFactory,
    PrizeCriterionFactory,
    PrizeDecisionFactory,
    PrizeEditionFactory,
    PrizeTieFactory,
    agreed,
    assessed,
    discussed,
    edition_at,
    eligible,
    reach,
    sent,
)

pytestmark = pytest.mark.django_db


def refused(name, sql, *values):
    with pytest.raises(DatabaseError, match=name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def done(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_weights_add_up_to_100_at_the_commit():
    edition = edition_at("prepared")
    refused("do not add up", "UPDATE globalgoals_prizecriterion SET weight = 70 WHERE weight = 60")
    refused("do not add up", "DELETE FROM globalgoals_prizecriterion WHERE weight = 60")
    refused(
        "do not add up",
        "INSERT INTO globalgoals_prizecriterion (edition_id, position, weight, name_nl, name_en, name_de, text_nl, text_en, "
        "text_de) VALUES (%s, 3, 1, 'x', '', '', '', '', '')",
        edition.pk,
    )
    done("UPDATE globalgoals_prizecriterion SET weight = 100 - weight WHERE edition_id = %s", edition.pk)
    done("SET CONSTRAINTS ALL IMMEDIATE")
    # All of them may go, while it is prepared.
    done("DELETE FROM globalgoals_prizecriterion WHERE edition_id = %s", edition.pk)


@pytest.mark.parametrize("weight", [0, 101])
def test_a_weight_is_1_to_100(weight):
    edition_at("prepared")
    refused("prize_weight_1_to_100", "UPDATE globalgoals_prizecriterion SET weight = %s WHERE weight = 60", weight)


def test_nothing_opens_without_criteria_that_add_up():
    edition = PrizeEditionFactory()
    sql = "UPDATE globalgoals_prizeedition SET stage = 'open', opened_at = now() WHERE id = %s"
    refused("do not add up", sql, edition.pk)
    PrizeCriterionFactory(edition=edition)
    done(sql, edition.pk)


def test_criteria_stay_once_nominations_open_and_their_texts_do_not():
    edition = edition_at()
    refused(
        "criteria stay", "UPDATE globalgoals_prizecriterion SET weight = 100 - weight WHERE edition_id = %s", edition.pk
    )
    refused("criteria stay", "DELETE FROM globalgoals_prizecriterion WHERE edition_id = %s", edition.pk)
    done("UPDATE globalgoals_prizecriterion SET name_nl = 'Beter' WHERE edition_id = %s", edition.pk)


STAGES = ["prepared", "open", "assessing", "discussing", "decided", "announced"]


@pytest.mark.parametrize("start", STAGES)
def test_a_year_goes_one_stage_further_at_a_time(start):
    edition = reach(edition_at(), start) if start not in {"prepared", "open"} else edition_at(start)
    for end in STAGES:
        if end == start or STAGES.index(end) == STAGES.index(start) + 1:
            continue
        refused("Invalid transition", "UPDATE globalgoals_prizeedition SET stage = %s WHERE id = %s", end, edition.pk)


def test_days_are_in_order():
    edition = edition_at()
    for first, second in [
        ("nominations_open_on", "nominations_close_on"),
        ("nominations_close_on", "scoring_opens_on"),
        ("scoring_opens_on", "scoring_closes_on"),
        ("scoring_closes_on", "announced_on"),
    ]:
        refused(
            "prize_days_in_order",
            f"UPDATE globalgoals_prizeedition SET {first} = {second} + 1 WHERE id = %s",
            edition.pk,
        )


@pytest.mark.parametrize("state", ["consented", "eligible", "refused", "ineligible"])
def test_a_nomination_begins_without_consent(state):
    nomination = NominationFactory()
    copy = (
        "INSERT INTO globalgoals_nomination (edition_id, state, organisation_name, goal_id, is_own, name, email, language, "
        "received_at, proved_at, consented_at, refused_at, consent_note, may_be_named, reason) SELECT edition_id, %s, 'X', goal_id, "
        "false, 'x', 'x@y.example', 'nl', now(), now(), now(), now(), '', false, 'x' FROM globalgoals_nomination WHERE id = %s"
    )
    refused("begins without consent", copy, state, nomination.pk)


def test_nobody_goes_to_the_jury_without_consent_or_a_page():
    nomination = NominationFactory()
    refused("Invalid transition", "UPDATE globalgoals_nomination SET state = 'eligible' WHERE id = %s", nomination.pk)
    refused(
        "nomination_with_consent", "UPDATE globalgoals_nomination SET state = 'consented' WHERE id = %s", nomination.pk
    )
    refused(
        "nomination_named_by_consent",
        "UPDATE globalgoals_nomination SET may_be_named = true WHERE id = %s",
        nomination.pk,
    )
    unknown = agreed(NominationFactory(organisation=None))
    refused("of the directory", "UPDATE globalgoals_nomination SET state = 'eligible' WHERE id = %s", unknown.pk)


def test_an_organisation_is_judged_once_and_nominated_once_by_one():
    nominee = eligible(edition_at())
    other = agreed(NominationFactory(edition=nominee.edition, organisation=nominee.organisation))
    refused("nomination_judged_once", "UPDATE globalgoals_nomination SET state = 'eligible' WHERE id = %s", other.pk)
    refused(
        "nomination_once_by_one", "UPDATE globalgoals_nomination SET email = %s WHERE id = %s", nominee.email, other.pk
    )


def test_nobody_is_nominated_or_added_after_the_jury_began():
    nominee = eligible(edition_at())
    other = agreed(NominationFactory(edition=nominee.edition))
    reach(nominee.edition, "assessing")
    refused("nominations are closed", "UPDATE globalgoals_nomination SET state = 'eligible' WHERE id = %s", other.pk)
    with pytest.raises(DatabaseError, match="nominations are closed"), transaction.atomic():
        NominationFactory(edition=nominee.edition)
    # Consent can be taken back.
    done("UPDATE globalgoals_nomination SET state = 'refused', refused_at = now() WHERE id = %s", nominee.pk)


def test_a_juror_who_is_a_member_of_the_nominee_does_not_score_it():
    nominee, juror = assessed(), None
    juror = JurorFactory(edition=nominee.edition)
    MembershipFactory(user=juror.user, organisation=nominee.organisation)
    insert = "INSERT INTO globalgoals_ballot (juror_id, nomination_id) VALUES (%s, %s)"
    refused("has a tie", insert, juror.pk, nominee.pk)
    tied = PrizeTieFactory(juror=JurorFactory(edition=nominee.edition), nomination=nominee).juror
    refused("has a tie", insert, tied.pk, nominee.pk)
    undeclared = JurorFactory(edition=nominee.edition, declared_at=None)
    refused("cannot score", insert, undeclared.pk, nominee.pk)
    refused("cannot score", insert, JurorFactory().pk, nominee.pk)


def test_scores_are_sent_whole_and_stay():
    score = BallotScoreFactory()
    ballot, send = score.ballot, "UPDATE globalgoals_ballot SET sent_at = now() WHERE id = %s"
    refused("no score", send, ballot.pk)
    BallotScoreFactory(ballot=ballot, criterion=ballot.nomination.edition.criteria.last(), ground="")
    refused("no score", send, ballot.pk)
    done("UPDATE globalgoals_ballotscore SET ground = 'x' WHERE ballot_id = %s", ballot.pk)
    done(send, ballot.pk)
    refused("stay as they are", "UPDATE globalgoals_ballotscore SET points = 10 WHERE ballot_id = %s", ballot.pk)
    refused("stay as they are", "UPDATE globalgoals_ballotscore SET ground = '' WHERE ballot_id = %s", ballot.pk)
    refused("stay as they are", "DELETE FROM globalgoals_ballotscore WHERE ballot_id = %s", ballot.pk)
    refused("Cannot (update|delete)", "UPDATE globalgoals_ballot SET sent_at = NULL WHERE id = %s", ballot.pk)
    refused("Cannot (update|delete)|stay as they are", "DELETE FROM globalgoals_ballot WHERE id = %s", ballot.pk)


@pytest.mark.parametrize("points", [0, 11])
def test_points_are_1_to_10(points):
    score = BallotScoreFactory()
    refused("ballot_score_1_to_10", "UPDATE globalgoals_ballotscore SET points = %s WHERE id = %s", points, score.pk)


def test_nobody_scores_after_the_scoring_closed():
    draft = BallotScoreFactory()
    reach(draft.ballot.nomination.edition, "discussing")
    refused("stay as they are", "UPDATE globalgoals_ballotscore SET points = 9 WHERE id = %s", draft.pk)
    refused("cannot score", "UPDATE globalgoals_ballot SET sent_at = now() WHERE id = %s", draft.ballot_id)
    with pytest.raises(DatabaseError, match="cannot score"), transaction.atomic():
        BallotFactory(nomination=draft.ballot.nomination)


def test_a_jury_has_one_chair_and_a_person_one_seat():
    juror = JurorFactory(is_chair=True)
    other = JurorFactory(edition=juror.edition)
    refused("jury_has_one_chair", "UPDATE globalgoals_juror SET is_chair = true WHERE id = %s", other.pk)
    refused("juror_once", "UPDATE globalgoals_juror SET user_id = %s WHERE id = %s", juror.user_id, other.pk)


def test_a_tie_is_with_a_nominee_of_the_same_year():
    tie = PrizeTieFactory()
    refused(
        "different years",
        "UPDATE globalgoals_prizetie SET nomination_id = %s WHERE id = %s",
        NominationFactory().pk,
        tie.pk,
    )


def test_a_decision_and_its_minutes_are_never_changed():
    decision = PrizeDecisionFactory()
    for change in ("minutes = 'x'", "reason_nl = 'Anders'", "sha256 = ''", f"winner_id = {decision.winner_id}"):
        refused("Cannot update", f"UPDATE globalgoals_prizedecision SET {change} WHERE id = %s", decision.pk)
    refused("Cannot update or delete", "DELETE FROM globalgoals_prizedecision WHERE id = %s", decision.pk)


def test_a_decision_is_of_the_chair_on_a_nominee_of_that_year_with_the_hash_of_its_minutes():
    nominee = discussed()
    other = sent(JurorFactory(edition=(elsewhere := assessed()).edition), elsewhere).nomination
    for wrong in ({"sha256": "0" * 64}, {"winner": other}, {"chair": nominee.edition.jurors.filter(is_chair=False)[0]}):
        fields = {"edition": nominee.edition, "winner": nominee} | wrong
        with pytest.raises(DatabaseError, match=r"hash|chair decides"), transaction.atomic():
            PrizeDecisionFactory(**fields)
    assert PrizeEdition.objects.filter(decision__isnull=False).count() == 0


def test_an_earlier_winner_has_a_source():
    sql = "INSERT INTO globalgoals_pastwinner (year, name, source) VALUES (2019, 'Voorbeeld BV', '')"
    refused("past_winner_has_a_source", sql)
