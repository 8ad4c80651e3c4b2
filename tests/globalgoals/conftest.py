import pytest

from ..factories import MembershipFactory
from ..prize_factories import JurorFactory, edition_at, eligible, reach


@pytest.fixture
def jury():
    """A year that is scored: two nominees, a chair, a juror, and one who keeps the page of the first."""
    edition = edition_at()
    first = eligible(edition, organisation__name="Eerste BV")
    second = eligible(edition, organisation__name="Tweede BV")
    chair, juror, tied = (JurorFactory(edition=edition, is_chair=number == 0) for number in range(3))
    MembershipFactory(user=tied.user, organisation=first.organisation)
    reach(edition, "assessing")
    return {"edition": edition, "first": first, "second": second, "chair": chair, "juror": juror, "tied": tied}
