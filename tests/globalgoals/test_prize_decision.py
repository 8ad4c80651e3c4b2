"""What the jury decides, with minutes that stay, and how it is announced."""

from fractions import Fraction
from hashlib import sha256

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from globalgoals.models import Juror, PrizeDecision, PrizeTie
from globalgoals.prize import judging, running
from globalgoals.prize.standing import result_of

from ..conftest import sign_in
from ..factories import MembershipFactory, UserFactory
from ..prize_factories import (
    discussed,
    reach,
    sent,
)

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    sign_in(client, user)
    return client


def decide(nominee, juror, **changes):
    typed = {"winner": nominee.pk, "reason_nl": "Omdat het werkt.", **changes}
    return client_of(juror.user).post(f"/mijn/prijs/{nominee.edition.year}/besluit/", typed)


def test_the_chair_decides_once_with_minutes_that_stay():
    nominee = discussed()
    chair, other = nominee.edition.jurors.get(is_chair=True), nominee.edition.jurors.get(is_chair=False)
    assert decide(nominee, other).status_code == 403
    assert decide(nominee, chair, reason_nl="").status_code == 422
    assert decide(nominee, chair, winner=0).status_code == 422
    assert decide(nominee, chair).status_code == 302
    decision = PrizeDecision.objects.get()
    assert bytes(decision.minutes).startswith(b"%PDF")
    assert decision.sha256 == sha256(decision.minutes).hexdigest()
    response = decide(nominee, chair, reason_nl="Toch anders.")
    assert response.status_code == 409
    assert "Toch anders." in response.text
    nominee.edition.refresh_from_db()
    assert nominee.edition.stage == "decided"


def test_who_was_scored_by_too_few_cannot_win(jury):
    for juror in (jury["chair"], jury["juror"]):
        sent(juror, jury["first"])
    sent(jury["chair"], jury["second"])
    reach(jury["edition"], "discussing")
    with pytest.raises(ValidationError, match=r"[Tt]e weinig"):
        judging.decide(
            winner=jury["second"],
            reasons={"reason_nl": "x"},
            by=judging.seat_of(jury["chair"].user, jury["edition"].year),
        )


def test_a_chair_with_a_tie_does_not_decide_and_another_can():
    nominee = discussed()
    chair, other = nominee.edition.jurors.get(is_chair=True), nominee.edition.jurors.get(is_chair=False)
    PrizeTie.objects.create(juror=chair, nomination=nominee)
    response = decide(nominee, chair)
    assert response.status_code == 409
    assert "U hebt een band" in response.text
    assert nominee.organisation_name not in response.text
    running.make_chair(juror=other, by=UserFactory())
    # With the tie, only one juror is left for this nominee.
    assert decide(nominee, other).status_code == 422


def test_the_mean_is_weighted_over_jurors_without_a_tie(jury):
    for juror, points in ((jury["chair"], 10), (jury["juror"], 7)):
        sent(juror, jury["first"], points)
    found = {nominee.pk: standing.mean for nominee, standing in result_of(jury["edition"])}
    assert found == {jury["first"].pk: Fraction(17, 2), jury["second"].pk: None}


def test_staff_close_the_scoring_when_all_are_done_or_the_day_has_passed(jury):
    with pytest.raises(ValidationError, match="Niet iedereen is klaar"):
        running.close_scoring(edition=jury["edition"], by=UserFactory())
    for juror in (jury["chair"], jury["juror"]):
        sent(juror, jury["first"]), sent(juror, jury["second"])
    sent(jury["tied"], jury["second"])
    assert running.close_scoring(edition=jury["edition"], by=UserFactory()).stage == "discussing"


def test_announcing_waits_for_its_day_and_mails_nominees_and_nominators():
    nominee = discussed()
    owner = MembershipFactory(organisation=nominee.organisation)
    assert decide(nominee, nominee.edition.jurors.get(is_chair=True)).status_code == 302
    edition = nominee.edition
    edition.refresh_from_db()
    with pytest.raises(ValidationError, match="niet eerder"):
        running.announce(edition=edition, by=UserFactory())
    edition = reach(edition, "decided")
    mail.outbox.clear()
    running.announce(edition=edition, by=UserFactory())
    assert sorted(each.to[0] for each in mail.outbox) == sorted([nominee.email, owner.user.email])
    assert all("won" in message.body or "gewonnen" in message.body for message in mail.outbox)


def test_a_juror_is_appointed_by_mail_and_dismissed_only_without_scores(jury):
    user = UserFactory()
    running.appoint(juror=Juror(edition=jury["edition"], user=user), by=UserFactory())
    assert mail.outbox[-1].to == [user.email]
    with pytest.raises(ValidationError):
        running.appoint(juror=Juror(edition=jury["edition"], user=user), by=UserFactory())
    sent(jury["juror"], jury["first"])
    with pytest.raises(ValidationError, match="verstuurde al punten"):
        running.dismiss(juror=jury["juror"], by=UserFactory())
    running.dismiss(juror=jury["edition"].jurors.get(user=user), by=UserFactory())
    assert not jury["edition"].jurors.filter(user=user).exists()
