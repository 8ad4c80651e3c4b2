"""The demonstration of the prize: one year announced, one in which the jury scores; the same when run again."""

import pytest

from deventer_intl.management.demo_prize import prize_stories
from globalgoals.models import Nomination, PrizeDecision, PrizeEdition
from globalgoals.prize.standing import jury_work

from ..factories import GoalFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_one_year_is_announced_and_one_is_scored():
    for number in range(1, 18):
        GoalFactory(number=number)
    keeper = UserFactory()
    companies = [MembershipFactory(user=keeper, organisation__slug=f"v-{number}").organisation for number in range(3)]
    people = {"companies": companies, "jury": [UserFactory(), UserFactory(), keeper], "keeper": keeper}
    for _time in range(2):
        prize_stories(**people, editor=UserFactory())
    now, before = PrizeEdition.objects.all()
    assert (before.stage, now.stage) == ("announced", "assessing")
    assert PrizeDecision.objects.get().edition == before
    assert set(Nomination.objects.values_list("state", flat=True)) == {"eligible"}
    # The one who keeps all pages has nobody to judge.
    assert [work.to_score for work in jury_work(now)] == [3, 3, 0]
    assert not PrizeEdition.objects.exclude(title_nl__endswith="(verzonnen)").exists()
