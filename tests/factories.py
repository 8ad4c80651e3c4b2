from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from deventer_intl.models import ContentStamp, Delivery, Erasure, NewsItem, OutgoingMail, Page, Pulse, Subscription
from globalgoals.models import Goal, Target
from organisations import models


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = Goal
        django_get_or_create = ["number"]

    number = 6
    name_nl = "Schoon water en sanitair"
    name_en = "Clean water and sanitation"
    colour = "#26BDE2"
    uri = "http://metadata.un.org/sdg/6"


class TargetFactory(DjangoModelFactory):
    class Meta:
        model = Target

    code = "6.1"
    goal = factory.SubFactory(GoalFactory)
    position = 1
    title_en = "By 2030, achieve access to safe drinking water"
    uri = "http://metadata.un.org/sdg/6.1"


class PageFactory(DjangoModelFactory):
    class Meta:
        model = Page

    slug = "over"
    title_nl = "Over ons"
    body_nl = "Een **tekst**."


class ContentStampFactory(DjangoModelFactory):
    class Meta:
        model = ContentStamp
        django_get_or_create = ["id"]

    id = 1


class OutgoingMailFactory(DjangoModelFactory):
    class Meta:
        model = OutgoingMail

    sender = "portaal@voorbeeld.example"
    recipients = ("iemand@voorbeeld.example",)
    subject = "Een bericht"
    content = b"Subject: Een bericht\r\n\r\nBeste lezer"


class PulseFactory(DjangoModelFactory):
    class Meta:
        model = Pulse

    minute = factory.LazyFunction(timezone.now)


class ErasureFactory(DjangoModelFactory):
    class Meta:
        model = Erasure

    model = "organisations.user"
    key = 1
    erased_at = factory.LazyFunction(timezone.now)


class NewsItemFactory(DjangoModelFactory):
    class Meta:
        model = NewsItem

    slug = factory.Sequence("bericht-{}".format)
    title_nl = factory.Sequence("Bericht {}".format)
    summary_nl = "Wat er gebeurde."
    published_on = factory.LazyFunction(timezone.localdate)


class SubscriptionFactory(DjangoModelFactory):
    class Meta:
        model = Subscription

    email = factory.Sequence("lezer{}@voorbeeld.example".format)
    language = "nl"
    confirmed_at = factory.LazyFunction(timezone.now)


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    item = factory.SubFactory(NewsItemFactory)
    subscription = factory.SubFactory(SubscriptionFactory)


class CountryFactory(DjangoModelFactory):
    class Meta:
        model = models.Country
        django_get_or_create = ["iso2"]

    iso2 = "UG"
    iso3 = "UGA"
    name_nl = "Oeganda"
    name_en = "Uganda"
    name_de = "Uganda"
    continent = models.Continent.AFRICA
    x = 567.3
    y = 262.0


def kenya():
    return CountryFactory(iso2="KE", iso3="KEN", name_nl="Kenia", name_en="Kenya", name_de="Kenia", x=582, y=264.2)


def romania():
    return CountryFactory(
        iso2="RO", iso3="ROU", name_nl="Roemenië", name_en="Romania", name_de="Rumänien", continent=1, x=540.4, y=122.6
    )


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.Place

    slug = factory.Sequence("place-{}".format)
    name_nl = factory.Sequence("Plaats {}".format)
    country = factory.SubFactory(CountryFactory)


class CityTieFactory(DjangoModelFactory):
    class Meta:
        model = models.CityTie

    place = factory.SubFactory(PlaceFactory)
    kind = models.CityTie.Kind.TWIN
    status = models.CityTie.Status.ACTIVE
    status_on = "2021-01-01"


class HanseCityFactory(DjangoModelFactory):
    class Meta:
        model = models.HanseCity

    place = factory.SubFactory(PlaceFactory)
    status = models.HanseCity.Status.MEMBER


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = models.Theme
        django_get_or_create = ["slug"]

    slug = "water"
    name_nl = "Water"
    name_en = "Water"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    name = factory.Sequence("Stichting Voorbeeld {}".format)
    slug = factory.Sequence("voorbeeld-{}".format)
    sector = models.Sector.CIVIL_SOCIETY


class CompanyFactory(OrganisationFactory):
    name = factory.Sequence("Bedrijf {}".format)
    slug = factory.Sequence("bedrijf-{}".format)
    sector = models.Sector.BUSINESS


class ExportProfileFactory(DjangoModelFactory):
    """One in the catalogue."""

    class Meta:
        model = models.ExportProfile
        skip_postgeneration_save = True

    organisation = factory.SubFactory(CompanyFactory)
    industry = models.Industry.MACHINES
    products_nl = "Pompen van roestvast staal"

    @factory.post_generation
    def countries(self, create, countries, **kwargs):
        self.countries.set(countries or [])


class CountryPresenceFactory(DjangoModelFactory):
    class Meta:
        model = models.CountryPresence

    organisation = factory.SubFactory(OrganisationFactory)
    country = factory.SubFactory(CountryFactory)


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = models.Project

    organisation = factory.SubFactory(OrganisationFactory)
    kind = models.Project.Kind.AID
    title_nl = "Waterpompen"


class PictureFactory(DjangoModelFactory):
    """A picture without its files."""

    class Meta:
        model = models.Picture

    organisation = factory.SubFactory(OrganisationFactory)
    kind = models.Picture.Kind.PHOTO
    alt_nl = "Drie vrouwen maken een pomp"
    digest = factory.Sequence("{:032x}".format)
    width = 1280
    height = 960


class OfferOrNeedFactory(DjangoModelFactory):
    class Meta:
        model = models.OfferOrNeed

    organisation = factory.SubFactory(OrganisationFactory)
    direction = models.OfferOrNeed.Direction.OFFER
    kind = models.OfferOrNeed.Kind.KNOWLEDGE
    text_nl = "Kennis van pompen"


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = models.Network

    slug = factory.Sequence("netwerk-{}".format)
    name_nl = factory.Sequence("Netwerk {}".format)


class NetworkMembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.NetworkMembership

    network = factory.SubFactory(NetworkFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class GoalTagFactory(DjangoModelFactory):
    class Meta:
        model = models.GoalTag

    organisation = factory.SubFactory(OrganisationFactory)
    goal = factory.SubFactory(GoalFactory)
    rank = models.GoalTag.Rank.PRIMARY


class LoadedRecordFactory(DjangoModelFactory):
    class Meta:
        model = models.LoadedRecord

    model = "organisations.organisation"
    key = factory.Sequence("key-{}".format)
    values = factory.Dict({})


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User

    email = factory.Sequence("voorbeeld{}@voorbeeld.example".format)
    # None: signs in by code.
    password = "!"


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = models.Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = models.Role.OWNER


class InvitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    role = models.Role.EDITOR
    email = factory.Sequence("genodigd{}@voorbeeld.example".format)
    digest = factory.Sequence("{:064d}".format)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class DraftFactory(DjangoModelFactory):
    class Meta:
        model = models.Draft

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    section = "verhaal"
    data = factory.Dict({})


class ProposedChangeFactory(DjangoModelFactory):
    class Meta:
        model = models.ProposedChange

    organisation = factory.SubFactory(OrganisationFactory)
    values = factory.Dict({"name": "Andere naam"})
    promised_on = "2026-12-01"


class ConfirmationRequestFactory(DjangoModelFactory):
    class Meta:
        model = models.ConfirmationRequest

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    step = 0
    digest = factory.Sequence("{:064x}".format)
    fingerprint = "0" * 64


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = models.Claim

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    position = "secretaris"
    motivation = "Ik sta op de website."


class IntroductionFactory(DjangoModelFactory):
    """One that waits for an answer."""

    class Meta:
        model = models.Introduction

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Ans Vrager"
    email = "vrager@voorbeeld.example"
    message = "Kent u iemand in Kampala?"
    language = "nl"
    sent_at = factory.LazyFunction(timezone.now)


class AnswerLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.AnswerLink

    introduction = factory.SubFactory(IntroductionFactory)
    membership = factory.SubFactory(
        MembershipFactory, organisation=factory.SelfAttribute("..introduction.organisation")
    )
    digest = factory.Sequence("{:064d}".format)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.Meeting

    network = factory.SubFactory(NetworkFactory)
    held_on = "2026-03-05"
    title = "Voorjaarsoverleg"


class PaperFactory(DjangoModelFactory):
    class Meta:
        model = models.Paper

    meeting = factory.SubFactory(MeetingFactory)
    kind = models.Paper.Kind.MINUTES
    title = "Verslag"
    file = factory.django.FileField(data=b"%PDF-1.7 Vertrouwelijk %%EOF", filename="verslag.pdf")
    file_name = "verslag.pdf"
    size = 29


class RoomMessageFactory(DjangoModelFactory):
    class Meta:
        model = models.RoomMessage

    network = factory.SubFactory(NetworkFactory)
    subject = "Tot donderdag"
    text = "We beginnen om tien uur."
    sent_by = factory.SubFactory(UserFactory)
    recipients = 3


class SchoolFactory(OrganisationFactory):
    name = factory.Sequence("School {}".format)
    slug = factory.Sequence("school-{}".format)
    sector = models.Sector.EDUCATION


class SchoolExchangeFactory(DjangoModelFactory):
    class Meta:
        model = models.SchoolExchange

    organisation = factory.SubFactory(SchoolFactory)
    kind = models.SchoolExchange.Kind.EXCHANGE
    country = factory.SubFactory(CountryFactory)


class InternshipOfferFactory(DjangoModelFactory):
    """One in Deventer that is open."""

    class Meta:
        model = models.InternshipOffer

    organisation = factory.SubFactory(OrganisationFactory)
    direction = models.InternshipOffer.Direction.HERE
    title_nl = factory.Sequence("Stage {}".format)
    text_nl = "U helpt ons met brieven aan partners."
    levels = ("mbo",)


class OpenContactFactory(DjangoModelFactory):
    class Meta:
        model = models.OpenContact

    country = factory.SubFactory(CountryFactory)
    offers_nl = "De gemeente kent er scholen."


class ContactRequestFactory(DjangoModelFactory):
    """One that waits for an answer."""

    class Meta:
        model = models.ContactRequest

    contact = factory.SubFactory(OpenContactFactory)
    organisation = factory.SubFactory(SchoolFactory)
    user = factory.SubFactory(UserFactory)
    message = "Wij zoeken een school voor een uitwisseling."
