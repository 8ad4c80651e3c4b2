"""Factories of the prize: a year with two criteria, nominated organisations, a jury."""

from datetime import timedelta
from hashlib import sha256

import factory
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from globalgoals import models
from globalgoals.models import PrizeStage

from .factories import GoalFactory, MembershipFactory, OrganisationFactory, UserFactory

ORDER = list(PrizeStage)


def day(number):
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=number))


class PrizeEditionFactory(DjangoModelFactory):
    """A year in preparation, without criteria; `reach` brings it further."""

    class Meta:
        model = models.PrizeEdition

    year = factory.Sequence(lambda n: 2000 + n % 100)
    title_nl = factory.LazyAttribute(lambda it: f"Deventer4GlobalGoals prijs {it.year}")
    nominations_open_on = day(-10)
    nominations_close_on = day(10)
    scoring_opens_on = day(11)
    scoring_closes_on = day(20)
    announced_on = day(30)


class PrizeCriterionFactory(DjangoModelFactory):
    class Meta:
        model = models.PrizeCriterion

    edition = factory.SubFactory(PrizeEditionFactory)
    position = factory.Sequence(lambda n: n + 1)
    weight = 100
    name_nl = "Resultaat"


class PastWinnerFactory(DjangoModelFactory):
    class Meta:
        model = models.PastWinner

    year = factory.Sequence(lambda n: 2000 + n % 100)
    name = "Voorbeeld BV"
    source = "https://voorbeeld.example/winnaar"


DAYS = ("nominations_open_on", "nominations_close_on", "scoring_opens_on", "scoring_closes_on", "announced_on")
# Of each stage, how many days from now its calendar is, so that it is in the midst of it.
SHIFT = {"prepared": 0, "open": 0, "assessing": -15, "discussing": -22, "decided": -31, "announced": -31}


def edition_at(stage="open", **fields):
    """Return a year with two criteria (60 and 40) at a stage before the jury, its days around today."""
    edition = PrizeEditionFactory(**fields)
    # Their weights add up at the commit.
    with transaction.atomic():
        PrizeCriterionFactory(edition=edition, weight=60, position=1, name_nl="Resultaat")
        PrizeCriterionFactory(edition=edition, weight=40, position=2, name_nl="Voorbeeld")
    return reach(edition, stage)


def reach(edition, stage):
    """Bring a year to a stage, step by step, with its calendar."""
    for each in ORDER[ORDER.index(edition.stage) + 1 : ORDER.index(stage) + 1]:
        edition.stage = each
        # A test is one transaction, whose history is dated at its beginning.
        edition.opened_at = edition.opened_at or timezone.now() - timedelta(days=1)
        edition.announced_at = timezone.now() if each == PrizeStage.ANNOUNCED else None
        edition.save()
    return shifted(edition, SHIFT[stage])


def shifted(edition, days):
    today, offsets = timezone.localdate(), dict(zip(DAYS, (-10, 10, 11, 20, 30), strict=True))
    for name, offset in offsets.items():
        setattr(edition, name, today + timedelta(days=offset + days))
    edition.save()
    return edition


class NominationFactory(DjangoModelFactory):
    """A nomination whose nominator proved the address; `eligible` brings it to the jury."""

    class Meta:
        model = models.Nomination

    edition = factory.LazyFunction(edition_at)
    organisation = factory.SubFactory(OrganisationFactory)
    organisation_name = factory.LazyAttribute(lambda it: it.organisation.name if it.organisation else "Onbekend BV")
    goal = factory.SubFactory(GoalFactory)
    name = "Nora Nominator"
    email = factory.Sequence(lambda n: f"nominator-{n}@voorbeeld.example")
    state = "proved"
    proved_at = factory.LazyFunction(timezone.now)


class NominationReasonFactory(DjangoModelFactory):
    class Meta:
        model = models.NominationReason

    nomination = factory.SubFactory(NominationFactory)
    criterion = factory.LazyAttribute(lambda it: it.nomination.edition.criteria.first())
    text = "Zij maken van afval weer grondstof."


class ConsentLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.ConsentLink

    nomination = factory.SubFactory(NominationFactory)
    membership = factory.LazyAttribute(lambda it: MembershipFactory(organisation=it.nomination.organisation))
    digest = factory.Sequence(lambda n: f"{n:064}")


def agreed(nomination, *, may_be_named=False):
    nomination.state, nomination.consented_at = "consented", timezone.now()
    nomination.may_be_named = may_be_named
    nomination.save()
    return nomination


def eligible(edition, **fields):
    """Return a nominee of a year that is open, that goes to the jury."""
    may_be_named = fields.pop("may_be_named", False)
    nomination = agreed(NominationFactory(edition=edition, **fields), may_be_named=may_be_named)
    for criterion in edition.criteria.all():
        NominationReasonFactory(nomination=nomination, criterion=criterion)
    nomination.state = "eligible"
    nomination.save()
    return nomination


class JurorFactory(DjangoModelFactory):
    class Meta:
        model = models.Juror

    edition = factory.LazyFunction(edition_at)
    user = factory.SubFactory(UserFactory)
    declared_at = factory.LazyFunction(timezone.now)


class PrizeTieFactory(DjangoModelFactory):
    class Meta:
        model = models.PrizeTie

    juror = factory.SubFactory(JurorFactory)
    nomination = factory.LazyAttribute(lambda it: NominationFactory(edition=it.juror.edition))


def assessed(**fields):
    """Return a nominee whom a jury scores now."""
    edition = edition_at(**({"year": fields.pop("edition_year")} if "edition_year" in fields else {}))
    nomination = eligible(edition, **fields)
    reach(edition, "assessing")
    return nomination


class BallotFactory(DjangoModelFactory):
    class Meta:
        model = models.Ballot

    nomination = factory.LazyFunction(assessed)
    juror = factory.LazyAttribute(lambda it: JurorFactory(edition=it.nomination.edition))


class BallotScoreFactory(DjangoModelFactory):
    class Meta:
        model = models.BallotScore

    ballot = factory.SubFactory(BallotFactory)
    criterion = factory.LazyAttribute(lambda it: it.ballot.nomination.edition.criteria.first())
    points = 7
    ground = "Goed onderbouwd."


def sent(juror, nomination, points=7):
    """Return scores that a juror sent: the same points for each criterion."""
    ballot = BallotFactory(juror=juror, nomination=nomination)
    for criterion in nomination.edition.criteria.all():
        BallotScoreFactory(ballot=ballot, criterion=criterion, points=points)
    ballot.sent_at = timezone.now()
    ballot.save()
    return ballot


class JuryNoteFactory(DjangoModelFactory):
    class Meta:
        model = models.JuryNote

    nomination = factory.LazyFunction(assessed)
    juror = factory.LazyAttribute(lambda it: JurorFactory(edition=it.nomination.edition))
    text = "Dit zag ik nergens anders."


def discussed(**fields):
    """Return a nominee whom a jury discusses now, with two jurors who scored it."""
    nomination = assessed(**fields)
    for number in range(2):
        sent(JurorFactory(edition=nomination.edition, is_chair=number == 0), nomination)
    reach(nomination.edition, "discussing")
    return nomination


class PrizeDecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.PrizeDecision

    winner = factory.LazyFunction(discussed)
    edition = factory.LazyAttribute(lambda it: it.winner.edition)
    chair = factory.LazyAttribute(lambda it: it.edition.jurors.get(is_chair=True))
    reason_nl = "Omdat het werkt."
    minutes = b"%PDF-1.7 verzonnen verslag"
    sha256 = factory.LazyAttribute(lambda it: sha256(it.minutes).hexdigest())


def announced(**fields):
    """Return a decision that was announced."""
    decision = PrizeDecisionFactory(**fields)
    reach(decision.edition, "announced")
    return decision
