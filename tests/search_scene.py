"""One public record of each kind that the search finds, about one word; and beside each a private twin, about another."""

from datetime import timedelta

from django.utils import timezone

from deventer_intl.search import kinds
from globalgoals.models import PolicyPlan
from subsidies.actions import deciding, publishing

from .event_factories import (
    EventFactory,
    HanseaticDaysFactory,
    MissionCompanyFactory,
    MissionFactory,
    MissionItemFactory,
    ShelterPlaceFactory,
    ShelterStoryFactory,
    ShelterTaskFactory,
    StoryConsentFactory,
    VisitFactory,
)
from .factories import (
    CountryFactory,
    ExportProfileFactory,
    GoalFactory,
    InternshipOfferFactory,
    IntroductionFactory,
    MeetingFactory,
    NetworkFactory,
    NewsItemFactory,
    OfferOrNeedFactory,
    OpenContactFactory,
    OrganisationFactory,
    PageFactory,
    PaperFactory,
    PlaceFactory,
    ProjectFactory,
    RoomMessageFactory,
    TargetFactory,
)
from .policy_factories import AmbitionFactory, IndicatorFactory, PolicyChapterFactory, PolicyPlanFactory
from .practice_factories import GoodPracticeFactory
from .prize_factories import NominationReasonFactory, PrizeEditionFactory, edition_at
from .subsidies.result_scene import published, told
from .subsidy_factories import (
    DeciderFactory,
    EditorFactory,
    SchemeFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)


def announced(title="Openbaar besluit", summary="Een activiteit elders.", **values):
    """Return the decision on an application that was made known."""
    by = DeciderFactory()
    decision = take_decision(application=ready(submitted(**values)), by=by, public_title=title, public_summary=summary)
    deciding.announce(decision=decision, by=by)
    return decision


def of_each_kind(word):
    """Return a public record of each kind that holds a word somewhere, by kind."""
    organisation = OrganisationFactory(name=f"Stichting {word}", description_nl=f"Over {word}.")
    company = OrganisationFactory(name=f"Bedrijf {word}", sector=2)
    country = CountryFactory()
    place = PlaceFactory(slug="stad", name_nl=f"Stad {word}", country=country)
    GoalFactory(text_nl=f"Deventer doet aan {word}.")
    scheme = publish(
        SchemeVersionFactory(ceiling__scheme=SchemeFactory(code="QQ", slug="qq"), conditions_nl=f"Voor {word}.")
    ).ceiling.scheme
    country.name_de = f"Uganda {word}"
    country.save()
    ambition = AmbitionFactory(text_nl=f"Wij willen meer {word}.")
    result = published(told(photos=0), texts={"text_nl": f"Er kwam {word} van."})
    return {
        kinds.directory.ORGANISATION: organisation,
        kinds.directory.PROJECT: ProjectFactory(organisation=organisation, summary_en=f"About {word}."),
        kinds.directory.OFFER_OR_NEED: OfferOrNeedFactory(organisation=organisation, text_nl=f"Wij bieden {word}"),
        kinds.directory.INTERNSHIP: InternshipOfferFactory(organisation=organisation, text_nl=f"U doet aan {word}."),
        kinds.directory.EXPORT: ExportProfileFactory(organisation=company, products_nl=f"Machines voor {word}"),
        kinds.directory.NETWORK: NetworkFactory(summary_nl=f"Samen aan {word}."),
        kinds.geography.COUNTRY: country,
        kinds.geography.PLACE: place,
        kinds.geography.GOAL: GoalFactory(),
        kinds.geography.TARGET: TargetFactory(label_nl=f"Water en {word}"),
        kinds.goals.PRACTICE: GoodPracticeFactory(organisation=organisation, story_nl=f"Zo gaat het met {word}."),
        kinds.goals.PRIZE: edition_at(text_nl=f"Voor wie werkt aan {word}."),
        kinds.agenda.EVENT: EventFactory(report_nl=f"Het ging over {word}."),
        kinds.agenda.MISSION: MissionFactory(description_nl=f"Op zoek naar {word}."),
        kinds.agenda.VISIT: VisitFactory(place=place, programme_nl=f"Gezien: {word}."),
        kinds.agenda.HANSEATIC_DAYS: HanseaticDaysFactory(host=place),
        kinds.agenda.STORY: StoryConsentFactory(story__text_nl=f"Ik schreef over {word}.").story,
        kinds.subsidies.SCHEME: scheme,
        kinds.subsidies.DECISION: announced(title=f"Iets met {word}"),
        kinds.subsidies.RESULT: result,
        kinds.policy.CHAPTER: ambition.chapter,
        kinds.policy.FIGURE: IndicatorFactory(ambition=ambition, meaning_nl=f"Hoeveel {word} er is."),
        kinds.portal.NEWS: NewsItemFactory(body_nl=f"Nieuws van {word}."),
        kinds.portal.PAGE: PageFactory(body_nl=f"Wij gaan over {word}."),
    }


def hide_each(records):
    """Make of each record that can be hidden something that is not public any more; return those kinds."""
    today = timezone.localdate()
    organisation, company = records[kinds.directory.ORGANISATION], records[kinds.directory.EXPORT].organisation
    for each in (organisation, company):
        type(each).objects.filter(pk=each.pk).update(status="hidden")
    EventFactory._meta.model.objects.update(status="draft", published_at=None)
    MissionFactory._meta.model.objects.update(is_published=False, stage="cancelled")
    VisitFactory._meta.model.objects.update(is_published=False)
    StoryConsentFactory._meta.model.objects.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    NewsItemFactory._meta.model.objects.update(published_on=today + timedelta(days=1))
    PolicyPlan.objects.update(published_on=None)
    publishing.withdraw(application=records[kinds.subsidies.RESULT].application, by=EditorFactory())
    return {
        kinds.directory.ORGANISATION, kinds.directory.PROJECT, kinds.directory.OFFER_OR_NEED, kinds.directory.INTERNSHIP,
        kinds.directory.EXPORT, kinds.goals.PRACTICE, kinds.agenda.EVENT, kinds.agenda.MISSION, kinds.agenda.VISIT, kinds.agenda.STORY,
        kinds.subsidies.RESULT, kinds.portal.NEWS, kinds.policy.CHAPTER, kinds.policy.FIGURE,
    }  # fmt: skip


def private_twins():
    """Make what nobody outside may read, each with a word of its own; return the words."""
    words = []

    def secret(start="geheim"):
        words.append(f"{start}{'abcdefghijklmnopqrstuvwxyz'[len(words)] * 4}woord")
        return words[-1]

    for status in ("draft", "hidden", "lapsed", "ended"):
        organisation = OrganisationFactory(name=f"Stichting {secret()}", status=status, description_en=secret())
    PlaceFactory(slug="bij")
    ProjectFactory(organisation=organisation, title_nl=secret())
    OfferOrNeedFactory(organisation=organisation, text_nl=secret())
    InternshipOfferFactory(organisation=organisation, title_nl=secret())
    InternshipOfferFactory(title_nl=secret("gesloten"), published_on=timezone.localdate() - timedelta(days=365))
    ExportProfileFactory(products_de=secret(), is_listed=False)
    OrganisationFactory(contact_name=secret(), email=f"{secret()}@voorbeeld.example", phone="0570123456")
    OpenContactFactory(offers_nl=secret())
    network = NetworkFactory()
    meeting = MeetingFactory(network=network, title=secret())
    PaperFactory(meeting=meeting, title=secret())
    RoomMessageFactory(network=network, subject=secret(), text=secret())
    IntroductionFactory(message=secret())
    return [*words, *of_the_goals(), *of_the_agenda(), *of_the_subsidies(), *of_the_portal(), *of_the_policy()]


def of_the_goals():
    words = [f"stil{'abcdefgh'[n] * 4}woord" for n in range(8)]
    for word, status in zip(words, ("draft", "proposed", "declined", "withdrawn"), strict=False):
        GoodPracticeFactory(title_nl=word, status=status)
    GoodPracticeFactory(title_nl=words[4], status="published", organisation=OrganisationFactory(status="hidden"))
    PrizeEditionFactory(title_nl=words[5])
    nominated = OrganisationFactory(name=words[6], status="draft")
    NominationReasonFactory(nomination__organisation=nominated, text=words[7])
    return words


def of_the_agenda():
    words = [f"besloten{'abcdefghijklmnop'[n] * 4}woord" for n in range(12)]
    EventFactory(title_nl=words[0], status="draft")
    EventFactory(title_nl=words[1], audience="members", network=NetworkFactory())
    EventFactory(organiser=OrganisationFactory(name=words[2], status="hidden"))
    MissionFactory(title_nl=words[3], stage="idea", is_published=False)
    company = MissionCompanyFactory(
        mission=MissionFactory(), organisation=OrganisationFactory(name=words[4], status="draft"), state="declined",
        reason=words[5], offers=words[6],
    )  # fmt: skip
    MissionItemFactory(mission=company.mission, title_nl=words[7], is_public=False)
    VisitFactory(title_nl=words[8], is_published=False)
    ShelterStoryFactory(title_nl=words[9], text_en=words[9])
    StoryConsentFactory(story__title_nl=words[10], withdrawn_at=timezone.now())
    StoryConsentFactory(story__title_nl=words[11], story__elements=["country"])
    ShelterTaskFactory(place=ShelterPlaceFactory(year=2025, half=1, number=1))
    return words


def of_the_subsidies():
    words = [f"intern{'abcdefghij'[n] * 4}woord" for n in range(8)]
    SchemeFactory(code="ZZ", slug="zz", name_nl=words[0])
    SchemeVersionFactory(ceiling__scheme=SchemeFactory(code="YY", slug="yy", name_nl="Concept"), summary_nl=words[1])
    take_decision(application=ready(submitted()), public_title=words[2], public_summary=words[3])
    person = OrganisationFactory(name=words[4], legal_form="sole-trader", status="draft")
    announced(title="Van een eenmanszaak", organisation=person)
    # What the applicant wrote is nobody else's; what is published is another text.
    case = ready(submitted(title=words[5], plan=words[6], partner=words[7]))
    deciding.announce(decision=take_decision(application=case, public_title="Iets anders"), by=DeciderFactory())
    return words


def of_the_portal():
    words = [f"concept{'abcd'[n] * 4}woord" for n in range(2)]
    NewsItemFactory(title_nl=words[0], published_on=None)
    NewsItemFactory(title_de=words[1], published_on=timezone.localdate() + timedelta(days=1))
    return words


def of_the_policy():
    words = [f"ontwerp{'abcde'[n] * 4}woord" for n in range(5)]
    draft = PolicyPlanFactory(slug="later", title_nl=words[0], published_on=None)
    ambition = AmbitionFactory(chapter=PolicyChapterFactory(plan=draft, title_nl=words[1]), text_nl=words[2])
    IndicatorFactory(ambition=ambition, name_nl=words[3])
    IndicatorFactory(name_nl=words[4], retired_on=timezone.localdate())
    return words
