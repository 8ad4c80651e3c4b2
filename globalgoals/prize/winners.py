"""Who won the prize in each year, however that is known: announced here, or before this portal and told by a source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class YearOfPrize:
    """A winner: `url` of the page of the year if it has one, `page` of the winner in the directory, else None."""

    year: int
    winner: str
    page: str | None
    url: str | None
    source: str


def page_of(organisation):
    return organisation.get_absolute_url() if organisation and organisation.is_public else None


def past_and_present(decisions, past):
    """Return the winners, the latest year first; what was announced here goes before what a source says of that year."""
    found = {
        each.year: YearOfPrize(each.year, each.name, page_of(each.organisation), None, each.source)
        for each in past.select_related("organisation")
    }
    for decision in decisions:
        edition, winner = decision.edition, decision.winner
        found[edition.year] = YearOfPrize(
            edition.year, winner.organisation_name, page_of(winner.organisation), edition.get_absolute_url(), ""
        )
    return [found[year] for year in sorted(found, reverse=True)]
