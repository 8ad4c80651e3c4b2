"""Who goes to the jury and who does not, and what of a nomination goes when."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from globalgoals.prize import forgetting, nominating, running

from ..factories import MembershipFactory, UserFactory
from ..prize_factories import JurorFactory, NominationFactory, agreed, announced, edition_at, eligible, reach, shifted

pytestmark = [pytest.mark.django_db]


def refusal(action, **arguments):
    with pytest.raises(ValidationError) as refused:
        action(**arguments, by=UserFactory())
    return " ".join(refused.value.messages)


def test_staff_judge_whether_a_nominee_meets_the_conditions():
    edition = edition_at(sectors=[2])
    nomination = NominationFactory(edition=edition, organisation__sector=1)
    assert "status" in refusal(nominating.judge, nomination=nomination, is_eligible=True)
    nominating.answer(nomination=nomination, is_willing=True, note="brief van 12 maart", by=UserFactory())
    assert "sector" in refusal(nominating.judge, nomination=nomination, is_eligible=True)
    assert "Zeg waarom" in refusal(nominating.judge, nomination=nomination, is_eligible=False)
    nominating.judge(nomination=nomination, is_eligible=False, reason="Geen bedrijf.", by=UserFactory())
    nomination.organisation.sector = 2
    nomination.organisation.save()
    assert nominating.judge(nomination=nomination, is_eligible=True, by=UserFactory()).state == "eligible"
    other = agreed(NominationFactory(edition=edition, organisation=nomination.organisation))
    assert "al naar de jury" in refusal(nominating.judge, nomination=other, is_eligible=True)


def test_what_was_never_agreed_to_does_not_become_eligible_by_way_of_ineligible():
    nomination = NominationFactory()
    nominating.judge(nomination=nomination, is_eligible=False, reason="Niet uit Deventer.", by=UserFactory())
    assert "instemming" in refusal(nominating.judge, nomination=nomination, is_eligible=True)


def test_a_name_that_was_typed_is_linked_to_the_directory_and_its_owners_are_asked():
    owner = MembershipFactory()
    nomination = NominationFactory(organisation=None)
    assert "Niemand houdt" in refusal(nominating.ask_again, nomination=nomination)
    nominating.link(nomination=nomination, organisation=owner.organisation, by=UserFactory())
    assert mail.outbox[-1].to == [owner.user.email]
    nomination.refresh_from_db()
    assert nomination.organisation_name == owner.organisation.name


def test_nobody_is_added_once_the_jury_began_but_may_leave():
    edition = edition_at()
    nominee, late = eligible(edition), NominationFactory(edition=edition)
    JurorFactory(edition=edition, is_chair=True), JurorFactory(edition=edition)
    assert "nog voordragen" in refusal(running.start_scoring, edition=edition)
    shifted(edition, -15)
    running.start_scoring(edition=edition, by=UserFactory())
    assert "begonnen" in refusal(nominating.answer, nomination=late, is_willing=True)
    assert nominating.step_back(nomination=nominee, by=UserFactory()).state == "refused"


def test_nobody_judges_before_all_are_judged_and_a_jury_is_there():
    edition = edition_at()
    shifted(edition, -15)
    assert "niemand te beoordelen" in refusal(running.start_scoring, edition=edition)
    edition = edition_at()
    waiting = agreed(NominationFactory(edition=edition, organisation__name="Wacht BV"))
    shifted(edition, -15)
    assert "Wacht BV" in refusal(running.start_scoring, edition=edition)
    nominating.judge(nomination=waiting, is_eligible=True, by=UserFactory())
    assert "twee juryleden" in refusal(running.start_scoring, edition=edition)


def test_who_nominated_is_emptied_six_weeks_after_the_announcement():
    decision = announced()
    nomination = decision.winner
    unnamed = nomination.reasons.count()
    assert unnamed == 2
    forgetting.forget_nominators()
    nomination.refresh_from_db()
    assert nomination.email
    with time_machine.travel(timezone.now() + timedelta(days=43)):
        forgetting.forget_nominators()
    nomination.refresh_from_db()
    assert (nomination.name, nomination.email, nomination.digest, nomination.state) == ("", "", None, "eligible")
    assert set(nomination.reasons.values_list("text", flat=True)) == {""}
    scores = [score for ballot in nomination.ballots.all() for score in ballot.scores.all()]
    assert {score.ground for score in scores} == {""}
    assert {score.points for score in scores} == {7}


def test_a_year_that_was_never_announced_is_emptied_a_year_after_nominating_closed():
    nomination = NominationFactory()
    with time_machine.travel(timezone.now() + timedelta(days=380)):
        forgetting.forget_nominators()
    nomination.refresh_from_db()
    assert nomination.email == ""
    assert reach(nomination.edition, "assessing").stage == "assessing"
