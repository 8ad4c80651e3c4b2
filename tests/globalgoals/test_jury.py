"""What jurors see and may do, in each stage; with a tie, nothing of that nominee."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from globalgoals.models import Ballot, Juror, PrizeTie
from globalgoals.prize.standing import not_counting, result_of

from ..conftest import sign_in
from ..factories import MembershipFactory, UserFactory
from ..prize_factories import (
    JurorFactory,
    JuryNoteFactory,
    announced,
    assessed,
    discussed,
    edition_at,
    eligible,
    reach,
    sent,
)

pytestmark = pytest.mark.django_db


def client_of(user):
    client = Client()
    sign_in(client, user)
    return client


def address(nominee, more=""):
    return f"/mijn/prijs/{nominee.edition.year}/{nominee.pk}/{more}"


def scores(nominee, points="8", ground="Goed.", **more):
    return {
        f"{name}_{criterion.pk}": value
        for criterion in nominee.edition.criteria.all()
        for name, value in (("points", points), ("ground", ground))
    } | more


def test_a_juror_who_keeps_the_page_neither_sees_nor_scores_the_nominee(jury):
    client, year = client_of(jury["tied"].user), jury["edition"].year
    page = client.get(f"/mijn/prijs/{year}/").text
    assert "Tweede BV" in page
    assert "Eerste BV" not in page
    assert "Eerste BV" not in client.get(f"/mijn/prijs/{year}/banden/").text
    for nominee, status in ((jury["first"], 404), (jury["second"], 200)):
        assert client.get(address(nominee)).status_code == status
    assert client.post(address(jury["first"]), scores(jury["first"], send="yes")).status_code == 404
    assert client.post(address(jury["first"], "bespreking/"), {"text": "Ja"}).status_code == 404
    assert not Ballot.objects.exists()


def test_who_kept_the_page_when_nominations_opened_stays_tied_after_leaving(jury):
    MembershipFactory(organisation=jury["first"].organisation)
    jury["tied"].user.memberships.all().delete()
    client = client_of(jury["tied"].user)
    assert "Eerste BV" not in client.get(f"/mijn/prijs/{jury['edition'].year}/").text
    assert client.get(address(jury["first"])).status_code == 404


def test_who_left_the_page_before_nominations_opened_has_no_tie():
    edition = edition_at("prepared")
    user = UserFactory()
    before = MembershipFactory(user=user)
    MembershipFactory(organisation=before.organisation)
    before.delete()
    edition.opened_at = timezone.now() + timedelta(seconds=1)
    edition.stage = "open"
    edition.save()
    nominee = eligible(edition, organisation=before.organisation)
    juror = JurorFactory(edition=edition, user=user)
    assert list(edition.nominations.free_of(juror)) == [nominee]


def test_a_declared_tie_hides_the_nominee(jury):
    juror, client = jury["juror"], client_of(jury["juror"].user)
    Juror.objects.filter(pk=juror.pk).update(declared_at=None)
    ties = f"/mijn/prijs/{jury['edition'].year}/banden/"
    # Before anything is declared, nothing is read.
    assert client.get(address(jury["first"])).url == ties
    assert "Eerste BV" not in client.get(f"/mijn/prijs/{jury['edition'].year}/").text
    assert client.post(ties, {}).status_code == 422
    assert client.post(ties, {"ties": [jury["second"].pk], "none": "on"}).status_code == 422
    assert client.post(ties, {"ties": ["9" * 30]}).status_code == 422
    assert client.post(ties, {"ties": [jury["second"].pk], "shows_name": "on"}).status_code == 302
    page = client.get(f"/mijn/prijs/{jury['edition'].year}/").text
    assert ("Eerste BV" in page, "Tweede BV" in page) == (True, False)
    assert client.get(address(jury["second"])).status_code == 404
    juror.refresh_from_db()
    assert juror.shows_name
    # A tie is added, and none is taken back.
    client.post(ties, {"ties": [jury["first"].pk]})
    assert PrizeTie.objects.filter(juror=juror).count() == 2


def test_that_there_are_none_is_a_declaration_too(jury):
    juror = jury["juror"]
    Juror.objects.filter(pk=juror.pk).update(declared_at=None)
    client_of(juror.user).post(f"/mijn/prijs/{jury['edition'].year}/banden/", {"none": "on"})
    juror.refresh_from_db()
    assert juror.declared_at
    assert not juror.ties.exists()


def test_scores_are_a_draft_until_they_are_sent(jury):
    client, nominee = client_of(jury["juror"].user), jury["first"]
    half = scores(nominee, ground="", keep="yes")
    assert client.post(address(nominee), half).status_code == 302
    ballot = Ballot.objects.get()
    assert (ballot.sent_at, {score.points for score in ballot.scores.all()}) == (None, {8})
    response = client.post(address(nominee), scores(nominee, ground="", send="yes"))
    assert response.status_code == 422
    assert Ballot.objects.sent().count() == 0
    assert client.post(address(nominee), scores(nominee, points="11", send="yes")).status_code == 422
    assert client.post(address(nominee), scores(nominee, send="yes")).status_code == 302
    assert Ballot.objects.sent().count() == 1
    response = client.post(address(nominee), scores(nominee, points="2", ground="Toch niet.", send="yes"))
    assert response.status_code == 409
    assert "Toch niet." in response.text
    assert {score.points for score in ballot.scores.all()} == {8}


@pytest.mark.parametrize("closed", ["by its day", "by staff"])
def test_scores_after_the_closing_are_refused_and_not_lost(jury, closed):
    client, nominee = client_of(jury["juror"].user), jury["first"]
    if closed == "by staff":
        reach(jury["edition"], "discussing")
    else:
        edition = jury["edition"]
        edition.scoring_opens_on -= timedelta(days=5)
        edition.scoring_closes_on = timezone.localdate() - timedelta(days=1)
        edition.nominations_close_on = edition.scoring_opens_on - timedelta(days=1)
        edition.save()
    response = client.post(address(nominee), scores(nominee, ground="Net te laat.", send="yes"))
    assert response.status_code == 409
    assert "Het beoordelen is gesloten sinds" in response.text
    assert "Net te laat." in response.text
    assert not Ballot.objects.exists()


def test_a_new_membership_after_scoring_makes_the_scores_not_count(jury):
    for juror in (jury["chair"], jury["juror"]):
        sent(juror, jury["first"], 9)
    assert next(standing.mean for _nominee, standing in result_of(jury["edition"])) == 9
    membership = MembershipFactory(user=jury["juror"].user, organisation=jury["first"].organisation)
    assert {standing.mean for _nominee, standing in result_of(jury["edition"])} == {None}
    assert [(ballot.juror, ballot.tie) for ballot in not_counting(jury["edition"])] == [(jury["juror"], "page")]
    # Leaving again does not make them count.
    MembershipFactory(organisation=membership.organisation)
    membership.delete()
    assert not_counting(jury["edition"]).count() == 1


def test_others_scores_are_read_in_the_discussion_by_who_sent_all_own(jury):
    chair, juror, nominee = jury["chair"], jury["juror"], jury["first"]
    for each in (nominee, jury["second"]):
        sent(chair, each, 9)
    sent(juror, nominee, 4)
    client = client_of(chair.user)
    assert "Wat de anderen gaven" not in client.get(address(nominee)).text
    reach(jury["edition"], "discussing")
    page = client.get(address(nominee)).text
    assert "Wat de anderen gaven" in page
    assert str(juror) in page
    # This one did not send all.
    page = client_of(juror.user).get(address(nominee)).text
    assert "Wat de anderen gaven" not in page
    assert str(chair) not in page
    assert client_of(juror.user).post(address(nominee, "bespreking/"), {"text": "Ja"}).status_code == 422
    assert client.post(address(nominee, "bespreking/"), {"text": ""}).status_code == 422
    assert client.post(address(nominee, "bespreking/"), {"text": "Sterk verhaal."}).status_code == 302
    assert "Sterk verhaal." in client.get(address(nominee)).text


def test_a_note_outside_the_discussion_is_refused_and_not_lost(jury):
    response = client_of(jury["chair"].user).post(address(jury["first"], "bespreking/"), {"text": "Te vroeg."})
    assert response.status_code == 422
    assert "Te vroeg." in response.text


STAGES = ["open", "assessing", "discussing", "decided", "announced"]
# What each gets of the page of the jury, of a nominee, of the ties, of the decision.
MATRIX = {
    "anonymous": ["in", "in", "in", "in"],
    "stranger": [404, 404, 404, 404],
    "staff": [404, 404, 404, 404],
    "tied juror": [200, 404, 200, 403],
    "juror": [200, 200, 200, 403],
    "chair": [200, 200, 200, 200],
}


@pytest.mark.parametrize("stage", STAGES)
def test_who_enters_the_pages_of_the_jury_in_each_stage(stage):
    decision = announced() if stage == "announced" else None
    if decision is None:
        edition = edition_at()
        nominee = eligible(edition)
        chair, juror = (JurorFactory(edition=edition, is_chair=number == 0) for number in range(2))
        reach(edition, stage)
    else:
        nominee, edition = decision.winner, decision.edition
        chair, juror = edition.jurors.get(is_chair=True), edition.jurors.get(is_chair=False)
    tied = JurorFactory(edition=edition)
    MembershipFactory(user=tied.user, organisation=nominee.organisation)
    people = {
        "anonymous": None,
        "stranger": UserFactory(),
        "staff": UserFactory(is_staff=True, is_superuser=True),
        "tied juror": tied.user,
        "juror": juror.user,
        "chair": chair.user,
    }
    found = {}
    for who, user in people.items():
        client = client_of(user) if user else Client()
        responses = [
            client.get(f"/mijn/prijs/{edition.year}/{page}") for page in ("", f"{nominee.pk}/", "banden/", "besluit/")
        ]
        found[who] = ["in" if response.status_code == 302 else response.status_code for response in responses]
        if who == "tied juror":
            assert not any(nominee.organisation_name in response.text for response in responses)
    expected = {who: list(outcomes) for who, outcomes in MATRIX.items()}
    if stage == "open":
        # Nobody reads a nomination before the jury begins.
        for who in ("juror", "chair"):
            expected[who][1] = 404
    assert found == expected


def test_notes_of_the_jury_are_not_read_by_who_has_a_tie():
    nominee = discussed()
    note = JuryNoteFactory(nomination=nominee, juror=nominee.edition.jurors.first())
    tied = JurorFactory(edition=nominee.edition)
    PrizeTie.objects.create(juror=tied, nomination=nominee)
    client = client_of(tied.user)
    assert client.get(address(nominee)).status_code == 404
    assert not re.search(re.escape(note.text), client.get(f"/mijn/prijs/{nominee.edition.year}/").text)


def test_who_is_in_a_jury_finds_it_on_the_own_page(jury):
    assert f"/mijn/prijs/{jury['edition'].year}/" in client_of(jury["juror"].user).get("/mijn/").text
    assert "/mijn/prijs/" not in client_of(UserFactory()).get("/mijn/").text


def test_a_nominee_that_leaves_is_judged_no_more():
    nominee = assessed()
    reach(nominee.edition, "assessing")
    nominee.state, nominee.refused_at = "refused", timezone.now()
    nominee.save()
    juror = JurorFactory(edition=nominee.edition)
    assert client_of(juror.user).get(address(nominee)).status_code == 404
