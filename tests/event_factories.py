"""Events for tests: what stands in the agenda, and who comes."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from events import models
from events.models import Event

from .factories import CountryFactory, MembershipFactory, OrganisationFactory, PlaceFactory, UserFactory


class SeriesFactory(DjangoModelFactory):
    class Meta:
        model = models.Series

    frequency = models.Series.Frequency.WEEKLY
    first_on = factory.LazyFunction(timezone.localdate)
    until = factory.LazyAttribute(lambda series: series.first_on + timedelta(weeks=4))


class EventFactory(DjangoModelFactory):
    """A lecture of two hours, in a week, which everyone may read about."""

    class Meta:
        model = Event

    slug = factory.Sequence(lambda n: f"lezing-{n}")
    kind = Event.Kind.LECTURE
    status = Event.Status.PUBLISHED
    title_nl = factory.Sequence(lambda n: f"Lezing {n}")
    starts_at = factory.LazyFunction(lambda: timezone.now().replace(microsecond=0) + timedelta(days=7))
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))
    published_at = factory.LazyAttribute(
        lambda event: timezone.now() if event.status in {"published", "cancelled"} else None
    )
    cancelled_at = factory.LazyAttribute(lambda event: timezone.now() if event.status == "cancelled" else None)


class RegistrationTermsFactory(DjangoModelFactory):
    class Meta:
        model = models.RegistrationTerms

    event = factory.SubFactory(EventFactory)


class RegistrationFactory(DjangoModelFactory):
    """Somebody who has a place."""

    class Meta:
        model = models.Registration

    event = factory.LazyAttribute(lambda registration: RegistrationTermsFactory().event)
    state = models.Registration.State.PLACED
    name = factory.Sequence(lambda n: f"Bezoeker {n}")
    email = factory.Sequence(lambda n: f"bezoeker-{n}@example.org")
    language = "nl"


class ShelterProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = models.ShelterProgramme
        django_get_or_create = ["id"]

    id = 1
    summary_nl = "Opvang voor wie gevaar loopt."
    text_nl = "Een **tekst** over het programma."
    since_year = 2018
    cities = 12
    months = 3


class ShelterTotalFactory(DjangoModelFactory):
    class Meta:
        model = models.ShelterTotal

    year = 2020
    guests = 2


class ShelterPlaceFactory(DjangoModelFactory):
    """A place in the half-year that comes after those of the factory before it."""

    class Meta:
        model = models.ShelterPlace

    year = factory.Sequence(lambda n: 2020 + n // 2 % 70)
    half = factory.Sequence(lambda n: n % 2 + 1)


class ShelterTaskFactory(DjangoModelFactory):
    class Meta:
        model = models.ShelterTask

    place = factory.SubFactory(ShelterPlaceFactory)
    kind = models.ShelterTask.Kind.TRAINING
    due_year = factory.SelfAttribute("place.year")
    due_half = factory.SelfAttribute("place.half")


class ShelterStoryFactory(DjangoModelFactory):
    """A story that nobody agreed to yet."""

    class Meta:
        model = models.ShelterStory

    title_nl = factory.Sequence(lambda n: f"Verzonnen verhaal {n}")
    text_nl = "Wat iemand **vertelt**."


class ShelterPhotoFactory(DjangoModelFactory):
    """A photo without its files."""

    class Meta:
        model = models.ShelterPhoto

    story = factory.SubFactory(ShelterStoryFactory)
    alt_nl = "Een brug over de IJssel"
    digest = factory.Sequence("{:032x}".format)
    width = 640
    height = 480


class StoryConsentFactory(DjangoModelFactory):
    """A consent to the text on the website, that two people approved and that holds today."""

    class Meta:
        model = models.StoryConsent

    story = factory.SubFactory(ShelterStoryFactory)
    item = "text"
    channel = "portal"
    given_on = factory.LazyFunction(timezone.localdate)
    expires_on = factory.LazyAttribute(lambda consent: consent.given_on + timedelta(days=90))
    paper_number = factory.Sequence(lambda n: str(1000 + n))
    first_approver = factory.SubFactory(UserFactory)
    second_approver = factory.SubFactory(UserFactory)


class CalendarLinkFactory(DjangoModelFactory):
    """An address of which nobody knows the secret part."""

    class Meta:
        model = models.CalendarLink

    user = factory.SubFactory(UserFactory)
    digest = factory.Sequence(lambda n: f"{n:064x}")


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = models.Question

    event = factory.LazyAttribute(lambda question: RegistrationTermsFactory().event)
    text_nl = factory.Sequence(lambda n: f"Vraag {n}?")


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = models.Answer

    registration = factory.SubFactory(RegistrationFactory)
    question = factory.LazyAttribute(lambda answer: QuestionFactory(event=answer.registration.event))
    text = "Met de trein"


class DietaryNeedFactory(DjangoModelFactory):
    class Meta:
        model = models.DietaryNeed

    registration = factory.SubFactory(RegistrationFactory)
    text = "vegetarisch"


class EventMessageFactory(DjangoModelFactory):
    class Meta:
        model = models.EventMessage

    event = factory.SubFactory(EventFactory)
    subject = "Neem een jas mee"
    text = "We staan buiten."
    recipients = 1


class EventPhotoFactory(DjangoModelFactory):
    """A photo of an event that is over; its row, without files."""

    class Meta:
        model = models.EventPhoto

    event = factory.SubFactory(EventFactory, starts_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=3)))
    position = factory.LazyAttribute(lambda photo: photo.event.photos.count() + 1)
    alt_nl = "Mensen in een zaal"
    credit = "Jo Jansen"
    has_consent = True
    digest = factory.Sequence(lambda n: f"{n:032x}")
    width = 1280
    height = 800


class HanseaticDaysFactory(DjangoModelFactory):
    class Meta:
        model = models.HanseaticDays
        # There are no more years than 1980 to 2100.
        django_get_or_create = ["year"]

    year = factory.Sequence(lambda n: 1980 + n % 120)
    host = factory.SubFactory(PlaceFactory)


class HanseProgrammeItemFactory(DjangoModelFactory):
    class Meta:
        model = models.HanseProgrammeItem

    days = factory.SubFactory(HanseaticDaysFactory)
    strand = models.Strand.ECONOMY
    title_nl = factory.Sequence(lambda n: f"Economisch forum {n}")


class HanseResultFactory(DjangoModelFactory):
    class Meta:
        model = models.HanseResult

    days = factory.SubFactory(HanseaticDaysFactory)
    strand = models.Strand.ECONOMY
    text_nl = "Drie bedrijven vonden een partner."


class VisitFactory(DjangoModelFactory):
    """A visit of three days to Deventer, a week ago, which everyone may read about."""

    class Meta:
        model = models.Visit

    direction = models.Visit.Direction.RECEIVED
    place = factory.SubFactory(PlaceFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=7))
    ends_on = factory.LazyAttribute(lambda visit: visit.starts_on + timedelta(days=2))
    title_nl = factory.Sequence(lambda n: f"Bezoek {n}")
    is_published = True


class MissionFactory(DjangoModelFactory):
    """A trade mission that companies can apply for, in two months."""

    class Meta:
        model = models.Mission

    slug = factory.Sequence(lambda n: f"handelsmissie-{n}")
    kind = models.Mission.Kind.OUTGOING
    stage = models.Stage.OPEN
    is_published = True
    title_nl = factory.Sequence(lambda n: f"Handelsmissie {n}")
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    ends_on = factory.LazyAttribute(lambda mission: mission.starts_on and mission.starts_on + timedelta(days=3))
    apply_until = factory.LazyAttribute(lambda mission: mission.starts_on and mission.starts_on - timedelta(days=30))
    # Companies know how they stand; `told_at=None` is a mission whose choice is still with the Trade Office.
    told_at = factory.LazyFunction(timezone.now)


class MissionCompanyFactory(DjangoModelFactory):
    """A company of the delegation."""

    class Meta:
        model = models.MissionCompany

    mission = factory.SubFactory(MissionFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = models.MissionCompany.State.SELECTED
    offers = "Waterpompen op zonnestroom"
    seeks = "Een dealer"
    languages = ["nl", "en"]
    targets = "Drie gesprekken met een dealer"
    reason = factory.LazyAttribute(lambda company: "Past bij het doel." if company.is_decided else "")
    decided_at = factory.LazyAttribute(
        lambda company: (company.mission.told_at or timezone.now()) if company.is_decided else None
    )

    class Params:
        is_decided = factory.LazyAttribute(lambda company: company.state in {"selected", "declined"})


class TravellerFactory(DjangoModelFactory):
    class Meta:
        model = models.Traveller

    company = factory.SubFactory(MissionCompanyFactory)
    name = factory.Sequence(lambda n: f"Reiziger {n}")
    email = factory.Sequence(lambda n: f"reiziger-{n}@example.org")


class MissionItemFactory(DjangoModelFactory):
    """A visit of an hour and a half, on the first day at ten in the morning there."""

    class Meta:
        model = models.MissionItem

    mission = factory.SubFactory(MissionFactory)
    kind = models.MissionItem.Kind.VISIT
    title_nl = factory.Sequence(lambda n: f"Bezoek {n}")
    zone = factory.LazyAttribute(lambda item: item.mission.zone)
    starts_at = factory.LazyAttribute(
        lambda item: datetime.combine(item.mission.starts_on, time(10), ZoneInfo(item.zone))
    )
    ends_at = factory.LazyAttribute(lambda item: item.starts_at + timedelta(minutes=90))


class MissionDocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.MissionDocument

    mission = factory.SubFactory(MissionFactory)
    title = "Vluchtgegevens"
    file = factory.django.FileField(filename="vlucht.pdf", data=b"%PDF-1.7\n%%EOF\n")
    file_name = "vlucht.pdf"
    size = 15


class CounterpartFactory(DjangoModelFactory):
    """An organisation elsewhere whose guest has been invited."""

    class Meta:
        model = models.Counterpart

    mission = factory.SubFactory(MissionFactory)
    name = factory.Sequence(lambda n: f"SIA Pārbaude {n}")
    languages = ["en"]
    guest_name = "Gast"
    guest_email = factory.Sequence(lambda n: f"guest-{n}@example.org")


class DelegationFactory(DjangoModelFactory):
    """A delegation of twelve that is welcome for two days, in a month."""

    class Meta:
        model = models.Delegation

    organisation = factory.Sequence(lambda n: f"Rigas biznesa klubs {n}")
    country = factory.SubFactory(CountryFactory)
    city = "Riga"
    contact_name = "Anna Ozola"
    email = factory.Sequence(lambda n: f"anna-{n}@example.org")
    state = models.Delegation.State.ACCEPTED
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    ends_on = factory.LazyAttribute(
        lambda delegation: delegation.starts_on and delegation.starts_on + timedelta(days=1)
    )
    people = 12
    languages = ["en"]
    wishes = "Hoe Deventer met bedrijven aan schone energie werkt."
    reason = factory.LazyAttribute(lambda delegation: "Geen gastheer." if delegation.state == "declined" else "")
    decided_at = factory.LazyAttribute(lambda delegation: timezone.now() if delegation.was_decided else None)
    withdrawn_at = factory.LazyAttribute(lambda it: timezone.now() if it.state == "withdrawn" else None)
    received_at = factory.LazyAttribute(lambda it: timezone.now() if it.state in {"received", "reported"} else None)

    class Params:
        was_decided = factory.LazyAttribute(lambda delegation: delegation.state not in {"asked", "withdrawn"})


class DelegationHostFactory(DjangoModelFactory):
    """An organisation that said yes."""

    class Meta:
        model = models.DelegationHost

    delegation = factory.SubFactory(DelegationFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    state = models.DelegationHost.State.YES
    answered_at = factory.LazyAttribute(lambda host: None if host.state == "asked" else timezone.now())


class DelegationItemFactory(DjangoModelFactory):
    """A visit of an hour and a half, on the first day at ten in the morning."""

    class Meta:
        model = models.DelegationItem

    delegation = factory.SubFactory(DelegationFactory)
    title_nl = factory.Sequence(lambda n: f"Rondleiding {n}")
    starts_at = factory.LazyAttribute(
        lambda item: datetime.combine(item.delegation.starts_on, time(10), ZoneInfo("Europe/Amsterdam"))
    )
    ends_at = factory.LazyAttribute(lambda item: item.starts_at + timedelta(minutes=90))


class DelegationGuestFactory(DjangoModelFactory):
    class Meta:
        model = models.DelegationGuest

    delegation = factory.SubFactory(DelegationFactory)
    name = factory.Sequence(lambda n: f"Gast {n}")


class FollowUpFactory(DjangoModelFactory):
    """A company that was asked today, a month after a mission, what came of it."""

    class Meta:
        model = models.FollowUp

    company = factory.SubFactory(
        MissionCompanyFactory,
        mission__stage=models.Stage.FOLLOW_UP,
        mission__starts_on=factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=33)),
    )
    after_days = 30
    due_on = factory.LazyAttribute(lambda each: each.company.mission.ends_on + timedelta(days=each.after_days))
    open_until = factory.LazyAttribute(lambda each: each.due_on + timedelta(days=42))
    mailed_at = factory.LazyFunction(timezone.now)

    class Params:
        is_answered = factory.Trait(
            contacts=4,
            trials=2,
            contracts=1,
            amount="low",
            publish="anonymous",
            answered_at=factory.LazyFunction(timezone.now),
            confirmed_at=factory.SelfAttribute("answered_at"),
        )
        is_told = factory.Trait(is_answered=True, confirmed_at=None)


class FollowUpNoteFactory(DjangoModelFactory):
    class Meta:
        model = models.FollowUpNote

    follow_up = factory.SubFactory(FollowUpFactory, is_answered=True)
    text = "De douane hield de pompen zes weken vast."


class FollowUpLinkFactory(DjangoModelFactory):
    """A link of whoever applied for the company, and keeps its page."""

    class Meta:
        model = models.FollowUpLink

    follow_up = factory.SubFactory(FollowUpFactory)
    user = factory.LazyAttribute(lambda link: MembershipFactory(organisation=link.follow_up.company.organisation).user)
    kind = models.FollowUpLink.Kind.ASK
    digest = factory.Sequence(lambda n: f"{n:064x}")


class MeetingDayFactory(DjangoModelFactory):
    """Four rounds at three tables, on the first day of a mission from ten in the morning there; a draft."""

    class Meta:
        model = models.MeetingDay

    mission = factory.SubFactory(MissionFactory)
    zone = factory.LazyAttribute(lambda day: day.mission.zone)
    starts_at = factory.LazyAttribute(lambda day: datetime.combine(day.mission.starts_on, time(10), ZoneInfo(day.zone)))
    rounds = 4
    tables = 3


class PartyFactory(DjangoModelFactory):
    """A company of the delegation at the tables."""

    class Meta:
        model = models.Party
        # Each company and counterpart has its party already: a trigger makes it.
        django_get_or_create = ["company", "counterpart"]

    counterpart = None
    company = factory.SubFactory(MissionCompanyFactory)
    mission = factory.LazyAttribute(lambda party: (party.company or party.counterpart).mission)


class GuestPartyFactory(PartyFactory):
    """A counterpart at the tables."""

    company = None
    counterpart = factory.SubFactory(CounterpartFactory)


class PresenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Presence

    day = factory.SubFactory(MeetingDayFactory)
    party = factory.SubFactory(PartyFactory, company__mission=factory.SelfAttribute("...day.mission"))


class WishFactory(DjangoModelFactory):
    class Meta:
        model = models.Wish

    by = factory.SubFactory(PartyFactory)
    about = factory.SubFactory(GuestPartyFactory, counterpart__mission=factory.SelfAttribute("...by.mission"))
    rank = models.Wish.Rank.GLADLY


class RefusalFactory(DjangoModelFactory):
    class Meta:
        model = models.Refusal

    by = factory.SubFactory(PartyFactory)
    about = factory.SubFactory(GuestPartyFactory, counterpart__mission=factory.SelfAttribute("...by.mission"))


class MissionMeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.MissionMeeting

    day = factory.SubFactory(MeetingDayFactory)
    round = 1
    table = 1
    here = factory.SubFactory(PartyFactory, company__mission=factory.SelfAttribute("...day.mission"))
    there = factory.SubFactory(GuestPartyFactory, counterpart__mission=factory.SelfAttribute("...day.mission"))
