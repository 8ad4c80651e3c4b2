"""The world that is asked about: an organisation with one of everything, and the people who come."""

import pytest
from django.test import Client
from django.utils import timezone

from globalgoals.prize.links import NOMINATOR, NOMINEE
from globalgoals.prize.links import digest_of as digest_of_prize
from organisations.models import Role
from organisations.page_content import fingerprint_of
from organisations.secret_links import digest_of

from ..conftest import sign_in
from ..event_factories import (
    CalendarLinkFactory,
    CounterpartFactory,
    DelegationHostFactory,
    EventFactory,
    EventPhotoFactory,
    FollowUpFactory,
    FollowUpLinkFactory,
    HanseaticDaysFactory,
    MissionCompanyFactory,
    MissionMeetingFactory,
    QuestionFactory,
    RegistrationFactory,
    RegistrationTermsFactory,
    ShelterPhotoFactory,
    StoryConsentFactory,
    TravellerFactory,
)
from ..factories import (
    AnswerLinkFactory,
    ConfirmationRequestFactory,
    CountryFactory,
    GoalFactory,
    IntroductionFactory,
    InvitationFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkMembershipFactory,
    NewsItemFactory,
    OfferOrNeedFactory,
    OpenContactFactory,
    OrganisationFactory,
    PageFactory,
    PaperFactory,
    PictureFactory,
    PlaceFactory,
    UserFactory,
)
from ..policy_factories import IndicatorFactory, PolicyChapterFactory, PolicySnapshotFactory, ReportBuildFactory
from ..practice_factories import PracticePhotoFactory
from ..prize_factories import ConsentLinkFactory, announced, discussed
from ..subsidy_factories import (
    AccountabilityReportFactory,
    ApplicationFactory,
    AttachmentFactory,
    BudgetLineFactory,
    DecisionFactory,
    DocumentFactory,
    IntentionFactory,
    ReportPhotoFactory,
    SampleFactory,
    SchemeVersionFactory,
    SupplementRequestFactory,
    granted,
    publish,
    reported,
    submitted,
)

TOKEN = "een-lange-gok-die-klopt"


@pytest.fixture
def world():
    """An organisation with an owner and an editor, a stranger who owns another, staff without rights."""
    organisation = OrganisationFactory(slug="eigen")
    travels = TravellerFactory(company=MissionCompanyFactory(organisation=organisation, mission__slug="riga"))
    owner = MembershipFactory(organisation=organisation)
    editor = MembershipFactory(organisation=organisation, role=Role.EDITOR)
    offer = OfferOrNeedFactory(organisation=organisation)
    invitation = InvitationFactory(organisation=organisation, digest=digest_of(TOKEN, purpose="invitation"))
    network = NetworkFactory(slug="net", secretary=owner.user)
    NetworkMembershipFactory(network=network, organisation=organisation)
    paper = PaperFactory(meeting__network=network)
    picture = PictureFactory(organisation=organisation)
    ConfirmationRequestFactory(
        organisation=organisation,
        user=owner.user,
        digest=digest_of(TOKEN, purpose="confirmation"),
        fingerprint=fingerprint_of(organisation),
    )
    introduction = IntroductionFactory(organisation=organisation, digest=digest_of(TOKEN, purpose="introduction"))
    AnswerLinkFactory(introduction=introduction, membership=owner, digest=digest_of(TOKEN, purpose="introduction"))
    application = submitted(organisation=organisation)
    draft = ApplicationFactory(organisation=organisation, ceiling=application.ceiling)
    SupplementRequestFactory(application=application)
    IntentionFactory(application=application)
    event = EventFactory(organiser=organisation, slug="lezing")
    people = {
        "anonymous": None,
        "stranger": MembershipFactory().user,
        "editor": editor.user,
        "owner": owner.user,
        "staff": UserFactory(is_staff=True),
    }
    (
        CountryFactory(),
        GoalFactory(),
        HanseaticDaysFactory(year=2018, host=PlaceFactory(slug="stad")),
        PageFactory(slug="over"),
        NewsItemFactory(slug="nieuw"),
    )
    return {
        "people": people,
        "owner": owner,
        "invitation": invitation,
        "offer": offer,
        "application": application,
        "draft": draft,
        "decided": DecisionFactory(announced_at=timezone.now()),
        "drawn": publish(
            SchemeVersionFactory(
                ceiling__scheme__slug="loterij", ceiling__scheme__code="LOT", ceiling__seed_commitment="0" * 64
            )
        ),
        "report": sent_report(organisation),
        "calendar": CalendarLinkFactory(digest=digest_of(TOKEN, purpose="calendar")),
        "sample": SampleFactory(ceiling=application.ceiling),
        "document": AttachmentFactory(application=application),
        "receipt": DocumentFactory(application=application),
        "letter": DocumentFactory(application=application, kind="intention"),
        "attachment": AttachmentFactory(application=ApplicationFactory(organisation=organisation)),
        "introduction": introduction,
        "paper": paper,
        "picture": picture,
        "contact": OpenContactFactory(),
        "story": ShelterPhotoFactory(story=StoryConsentFactory().story).story,
        "registration": registered(organisation),
        "host": DelegationHostFactory(organisation=organisation),
        "event": event,
        "event_photo": EventPhotoFactory(event=event),
        "practice_photo": PracticePhotoFactory(practice__organisation=organisation),
        "travels": travels,
        "follow_up": asked(owner),
        "meeting": meeting_of(travels.company),
        "prize": prize(owner.user),
        "build": report_of_a_plan(),
    }


def report_of_a_plan():
    """Return a report that was made of a plan with a chapter and a figure, whose file is not there."""
    snapshot = PolicySnapshotFactory()
    chapter = PolicyChapterFactory(plan=snapshot.plan, number=1)
    IndicatorFactory(ambition__chapter=chapter, slug="bijeenkomsten", reckoned_by="theme_meetings", source="")
    file = {"name": "policy/verzonnen.pdf", "sha256": "0" * 64, "bytes": 1}
    return ReportBuildFactory(
        plan=snapshot.plan, snapshots=[snapshot.pk], state="done", done_at=timezone.now(), files={"pdf": file}
    )


def prize(user):
    """Return a nominee of a prize that was announced, in whose jury a user chaired, with links that are the token."""
    nominee = discussed(organisation__slug="genomineerd")
    nominee.edition.jurors.filter(is_chair=True).update(user=user)
    announced(winner=nominee)
    nominee.digest = digest_of_prize(TOKEN, purpose=NOMINATOR)
    nominee.save()
    ConsentLinkFactory(nomination=nominee, digest=digest_of_prize(TOKEN, purpose=NOMINEE))
    return nominee


def meeting_of(company):
    """Return a meeting of a company on a mission, with a guest whose link is the token."""
    guest = CounterpartFactory(mission=company.mission, digest=digest_of(TOKEN, purpose="mission guest"))
    return MissionMeetingFactory(day__mission=company.mission, here=company.party, there=guest.party)


def asked(owner):
    """Return that the organisation is asked what came of a mission, with a link of its owner."""
    follow_up = FollowUpFactory(company__organisation=owner.organisation, company__mission__slug="missie")
    FollowUpLinkFactory(follow_up=follow_up, user=owner.user, digest=digest_of(TOKEN, purpose="mission result"))
    return follow_up


def sent_report(organisation):
    """Return a report that was sent in, with a photo."""
    application = granted(organisation=organisation)
    BudgetLineFactory(application=application)
    ReportPhotoFactory(report=AccountabilityReportFactory(application=application))
    return reported(application)


def registered(organisation):
    """Return a registration for an event of the organisation, which asks a question."""
    event = EventFactory(slug="open", organiser=organisation)
    QuestionFactory(event=RegistrationTermsFactory(event=event).event)
    return RegistrationFactory(event=event)


def client_of(visitor, world):
    client = Client()
    if user := world["people"][visitor]:
        sign_in(client, user)
    return client
