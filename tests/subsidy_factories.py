"""Schemes, ceilings and applications for tests. `submitted()` sends an application in as the portal does."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import factory
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from factory.django import DjangoModelFactory

from subsidies import models
from subsidies.actions import application as actions
from subsidies.actions import correcting, deciding, handling, reporting
from subsidies.models import Channel
from subsidies.reckoning import lottery

from .factories import CountryFactory, GoalFactory, OrganisationFactory, UserFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class SchemeFactory(DjangoModelFactory):
    class Meta:
        model = models.Scheme
        django_get_or_create = ["slug"]

    slug = "internationale-samenwerking"
    code = "IS"
    name_nl = "Internationale samenwerking"
    name_en = "International cooperation"


class CeilingFactory(DjangoModelFactory):
    class Meta:
        model = models.Ceiling
        django_get_or_create = ["scheme", "year"]

    scheme = factory.SubFactory(SchemeFactory)
    year = factory.LazyFunction(lambda: timezone.localdate().year)


class CeilingVersionFactory(DjangoModelFactory):
    """€ 43.000, from the first day of the year."""

    class Meta:
        model = models.CeilingVersion

    ceiling = factory.SubFactory(CeilingFactory)
    number = 1
    amount = 43_000_00
    published_on = factory.LazyAttribute(lambda version: date(version.ceiling.year - 1, 12, 1))
    in_force_from = factory.LazyAttribute(lambda version: date(version.ceiling.year, 1, 1))


class SealedSeedFactory(DjangoModelFactory):
    class Meta:
        model = models.SealedSeed

    ceiling = factory.SubFactory(CeilingFactory)
    seed = "0" * 64


class SchemeVersionFactory(DjangoModelFactory):
    """The rules of a year, not published: add what they list, then `publish()`."""

    class Meta:
        model = models.SchemeVersion

    ceiling = factory.SubFactory(CeilingFactory)
    number = factory.LazyAttribute(lambda version: version.ceiling.scheme_versions.count() + 1)
    in_force_from = factory.LazyAttribute(lambda version: date(version.ceiling.year, 1, 1))
    summary_nl = "Voor organisaties met een project in het buitenland."
    legal_basis = "Voorbeeldregeling"
    opens_at = factory.LazyAttribute(lambda version: datetime(version.ceiling.year, 1, 1, tzinfo=AMSTERDAM))
    closes_at = factory.LazyAttribute(lambda version: datetime(version.ceiling.year + 1, 1, 1, tzinfo=AMSTERDAM))
    activity_from = factory.LazyAttribute(lambda version: date(version.ceiling.year, 1, 1))
    activity_until = factory.LazyAttribute(lambda version: date(version.ceiling.year, 12, 31))


class PurposeFactory(DjangoModelFactory):
    class Meta:
        model = models.Purpose

    version = factory.SubFactory(SchemeVersionFactory)
    label_nl = "Humanitair project in het buitenland"


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = models.Criterion

    version = factory.SubFactory(SchemeVersionFactory)
    label_nl = "Samenwerking"


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = models.Evidence

    version = factory.SubFactory(SchemeVersionFactory)
    label_nl = "Projectplan"


class EligibilityQuestionFactory(DjangoModelFactory):
    class Meta:
        model = models.EligibilityQuestion

    version = factory.SubFactory(SchemeVersionFactory)
    label_nl = "Is uw organisatie gevestigd in Deventer?"
    reason_nl = "De regeling is voor organisaties uit Deventer."


class ApplicationFactory(DjangoModelFactory):
    """A draft whose answers are written into the record already; see `submitted()`."""

    class Meta:
        model = models.Application
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    ceiling = factory.SubFactory(CeilingFactory)
    title = "Water bij vijf scholen"
    plan = "Vijf scholen krijgen een pomp."
    requested = 1_200_00
    contact_name = "Ada Voorbeeld"
    contact_email = "ada@voorbeeld.example"
    iban = "NL91ABNA0417164300"
    account_holder = "Stichting Voorbeeld"
    starts_on = factory.LazyAttribute(lambda application: date(application.ceiling.year, 6, 1))
    ends_on = factory.LazyAttribute(lambda application: date(application.ceiling.year, 6, 30))


class BudgetLineFactory(DjangoModelFactory):
    class Meta:
        model = models.BudgetLine

    application = factory.SubFactory(ApplicationFactory)
    position = factory.Sequence(int)
    kind = models.BudgetLine.Kind.COST
    label = "Reiskosten"
    amount = 1_200_00


class AnswersFactory(DjangoModelFactory):
    class Meta:
        model = models.Answers

    application = factory.SubFactory(ApplicationFactory)
    step = "activiteit"
    data = {"title": ["Water bij vijf scholen"]}
    saved_by = factory.SubFactory(UserFactory)


class AttachmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Attachment

    application = factory.SubFactory(ApplicationFactory)
    file = factory.django.FileField(data=b"%PDF-1.7 Vertrouwelijk %%EOF", filename="plan.pdf")
    file_name = "plan.pdf"
    content_type = "application/pdf"
    size = 29
    sha256 = "0" * 64


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = models.Document

    application = factory.LazyFunction(lambda: submitted())
    kind = models.Document.Kind.RECEIPT
    file = factory.django.FileField(data=b"%PDF-1.7 Ontvangen %%EOF", filename="ontvangen.pdf")
    size = 24
    sha256 = "0" * 64


class SupplementRequestFactory(DjangoModelFactory):
    class Meta:
        model = models.SupplementRequest

    application = factory.LazyFunction(lambda: submitted())
    text = "De offerte ontbreekt."
    due_on = factory.LazyFunction(lambda: date(timezone.localdate().year + 1, 1, 15))


class SuspensionFactory(DjangoModelFactory):
    class Meta:
        model = models.Suspension

    application = factory.LazyFunction(lambda: submitted())
    first_day = factory.LazyFunction(timezone.localdate)
    reason = "Op verzoek van de aanvrager"


class IntentionFactory(DjangoModelFactory):
    class Meta:
        model = models.Intention

    application = factory.LazyFunction(lambda: submitted())
    text = "Wij zijn van plan de subsidie te weigeren."
    view_due_on = factory.LazyFunction(timezone.localdate)


class IbanChangeFactory(DjangoModelFactory):
    class Meta:
        model = models.IbanChange

    application = factory.LazyFunction(lambda: submitted())
    old_iban = "NL91ABNA0417164300"
    old_holder = "Stichting Voorbeeld"
    iban = "NL44RABO0123456789"
    holder = "Stichting Voorbeeld"
    proposed_by = factory.SubFactory(UserFactory)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = models.Decision

    application = factory.LazyFunction(lambda: submitted())
    outcome = models.Decision.Outcome.GRANT
    amount = 1_200_00
    grounds = "De aanvraag past bij het doel van de regeling."
    version = factory.LazyAttribute(lambda decision: decision.application.ceiling.versions.last())
    snapshot = {}
    assessed_by = factory.SubFactory(UserFactory)
    decided_by = factory.SubFactory(UserFactory)


class DecisionDraftFactory(DjangoModelFactory):
    class Meta:
        model = models.DecisionDraft

    application = factory.LazyFunction(lambda: submitted())


class ObjectionFactory(DjangoModelFactory):
    """Against a decision that was announced today."""

    class Meta:
        model = models.Objection

    decision = factory.SubFactory(DecisionFactory, announced_at=factory.LazyFunction(timezone.now))
    received_on = factory.LazyFunction(timezone.localdate)
    text = "De kosten zijn wel gemaakt."
    kept_by = factory.SubFactory(UserFactory)


class AppealFactory(DjangoModelFactory):
    class Meta:
        model = models.Appeal

    decision = factory.SubFactory(DecisionFactory)
    lodged_on = factory.LazyFunction(timezone.localdate)
    court = "Rechtbank Overijssel"
    kept_by = factory.SubFactory(UserFactory)


class RecoveryFactory(DjangoModelFactory):
    class Meta:
        model = models.Recovery

    decision = factory.SubFactory(
        DecisionFactory, kind="recovery", outcome="recover", pay_back_by=factory.LazyFunction(timezone.localdate)
    )
    bound_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=5 * 365))


class InstalmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Instalment

    recovery = factory.SubFactory(RecoveryFactory)
    number = 1
    due_on = factory.LazyFunction(timezone.localdate)
    amount = 1_200_00


class RepaymentFactory(DjangoModelFactory):
    class Meta:
        model = models.Repayment

    recovery = factory.SubFactory(RecoveryFactory)
    received_on = factory.LazyFunction(timezone.localdate)
    amount = 400_00
    bank_reference = factory.Sequence(lambda n: f"NL-{n}")
    booked_by = factory.SubFactory(UserFactory)


class SampleFactory(DjangoModelFactory):
    """Prepared yesterday, with a seed: it can be drawn today."""

    class Meta:
        model = models.Sample
        skip_postgeneration_save = True

    ceiling = factory.SubFactory(CeilingFactory)
    number = factory.LazyAttribute(lambda sample: sample.ceiling.samples.count() + 1)
    seed_commitment = lottery.commitment("geheim-zaad")
    prepared_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
    prepared_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def sealed(sample, create, extracted, **kwargs):
        SampleSeedFactory(sample=sample)


class SampleSeedFactory(DjangoModelFactory):
    class Meta:
        model = models.SampleSeed
        django_get_or_create = ["sample"]

    sample = factory.SubFactory(SampleFactory)
    seed = "geheim-zaad"


class SampleCheckFactory(DjangoModelFactory):
    """Of a sample of this application alone."""

    class Meta:
        model = models.SampleCheck

    application = factory.LazyFunction(lambda: submitted())
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))

    @factory.lazy_attribute
    def sample(check):
        sample = SampleFactory(ceiling=check.application.ceiling)
        sample.seed, sample.size, sample.candidates = "geheim-zaad", 1, [check.application.reference]
        sample.drawn_at, sample.drawn_by = timezone.now(), sample.prepared_by
        sample.save()
        return sample


class DefaultNoticeFactory(DjangoModelFactory):
    class Meta:
        model = models.DefaultNotice

    application = factory.LazyFunction(lambda: submitted())
    received_on = factory.LazyFunction(timezone.localdate)


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = models.Assessment

    application = factory.LazyFunction(lambda: submitted())
    assessor = factory.SubFactory(UserFactory)


class ScoreFactory(DjangoModelFactory):
    """On a criterion of rules that are not published: publish after, or score another."""

    class Meta:
        model = models.Score

    assessment = factory.SubFactory(AssessmentFactory)
    criterion = factory.SubFactory(CriterionFactory)
    points = 7


class TieFactory(DjangoModelFactory):
    class Meta:
        model = models.Tie

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    nature = "Broer van de penningmeester"


class GlassBreakFactory(DjangoModelFactory):
    class Meta:
        model = models.GlassBreak

    application = factory.LazyFunction(lambda: submitted())
    user = factory.SubFactory(UserFactory)
    reason = "Niemand anders kan beslissen."
    until = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class PaymentOrderFactory(DjangoModelFactory):
    class Meta:
        model = models.PaymentOrder

    year = factory.LazyFunction(lambda: timezone.localdate().year)
    number = factory.Sequence(lambda n: n + 1)
    made_by = factory.SubFactory(UserFactory)


class PaymentFactory(DjangoModelFactory):
    class Meta:
        model = models.Payment

    decision = factory.SubFactory(DecisionFactory)
    application = factory.SelfAttribute("decision.application")
    kind = models.Payment.Kind.ADVANCE
    amount = 500_00
    due_on = factory.LazyFunction(timezone.localdate)


class PaymentSuspensionFactory(DjangoModelFactory):
    class Meta:
        model = models.PaymentSuspension

    application = factory.LazyFunction(lambda: submitted())
    reason = "Wij vermoeden ernstig dat de activiteit niet doorgaat."
    until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    suspended_by = factory.SubFactory(UserFactory)


class BatchFactory(DjangoModelFactory):
    class Meta:
        model = models.Batch

    kind = models.Batch.Kind.ANNOUNCE
    made_by = factory.SubFactory(UserFactory)


class BatchItemFactory(DjangoModelFactory):
    class Meta:
        model = models.BatchItem

    batch = factory.SubFactory(BatchFactory)
    application = factory.LazyFunction(lambda: submitted())


class LedgerEntryFactory(DjangoModelFactory):
    class Meta:
        model = models.LedgerEntry

    application = factory.LazyFunction(lambda: submitted())
    ceiling = factory.SelfAttribute("application.ceiling")
    version = factory.LazyAttribute(lambda entry: entry.ceiling.versions.last())
    source = models.Account.FREE
    target = models.Account.POSSIBLE
    amount = 100_00


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = models.Message

    application = factory.LazyFunction(lambda: submitted())
    text = "Hierbij de offerte."
    sent_by = factory.SubFactory(UserFactory)


class StaffNoteFactory(DjangoModelFactory):
    class Meta:
        model = models.StaffNote

    application = factory.LazyFunction(lambda: submitted())
    action = "send_back"
    text = "De begroting is niet beoordeeld."
    noted_by = factory.SubFactory(UserFactory)


class CaseExportFactory(DjangoModelFactory):
    class Meta:
        model = models.CaseExport

    application = factory.LazyFunction(lambda: submitted())
    made_by = factory.SubFactory(UserFactory)
    files = 3
    sha256 = "0" * 64


class AccountabilityReportFactory(DjangoModelFactory):
    """A report that is being written, of a grant that was made known; `reported()` sends one in as the portal does."""

    class Meta:
        model = models.AccountabilityReport

    application = factory.LazyFunction(lambda: granted())


class ReportLineFactory(DjangoModelFactory):
    class Meta:
        model = models.ReportLine

    report = factory.SubFactory(AccountabilityReportFactory)
    position = factory.Sequence(int)
    kind = models.BudgetLine.Kind.COST
    label = "Reiskosten"
    amount = 1_000_00


class ReportPhotoFactory(DjangoModelFactory):
    class Meta:
        model = models.ReportPhoto

    report = factory.SubFactory(AccountabilityReportFactory)
    position = 1
    file = factory.django.FileField(data=b"RIFF", filename="foto.webp")
    size, sha256, width, height = 4, "0" * 64, 640, 480
    alt = "Drie vrouwen bij een pomp"
    credit = "Ada Voorbeeld"
    consent = "Iedereen op de foto is het eens."


class FinalTermFactory(DjangoModelFactory):
    class Meta:
        model = models.FinalTerm

    application = factory.LazyFunction(lambda: granted())
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))


class PublicResultFactory(DjangoModelFactory):
    """A result that is not public; `published_result()` publishes one as an editor does."""

    class Meta:
        model = models.PublicResult

    application = factory.LazyFunction(lambda: granted())
    title_nl = "Water bij vijf scholen"
    text_nl = "Vijf scholen in Oeganda hebben water."


class ResultPhotoFactory(DjangoModelFactory):
    class Meta:
        model = models.ResultPhoto

    result = factory.SubFactory(PublicResultFactory)
    photo = factory.SubFactory(ReportPhotoFactory)
    position = 1
    alt = "Drie vrouwen bij een pomp"
    credit = "Ada Voorbeeld"
    digest = "0" * 32
    width, height = 640, 480


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = models.Reminder

    application = factory.SubFactory(ApplicationFactory)
    kind = models.Reminder.Kind.CLOSES
    for_day = factory.LazyFunction(timezone.localdate)


class RetentionTermFactory(DjangoModelFactory):
    class Meta:
        model = models.RetentionTerm
        django_get_or_create = ["kind"]

    kind = models.RetentionClass.DRAFTS
    months = 12


class RetentionHoldFactory(DjangoModelFactory):
    class Meta:
        model = models.RetentionHold

    application = factory.LazyFunction(lambda: submitted())
    reason = models.RetentionHold.Reason.WOO
    note = "Verzoek 2026-14 van de krant."
    held_by = factory.SubFactory(UserFactory)


class RetentionRunFactory(DjangoModelFactory):
    class Meta:
        model = models.RetentionRun

    is_dry = False
    backups_until = factory.LazyAttribute(lambda run: None if run.is_dry else timezone.localdate() + timedelta(days=35))


class RetentionRemovalFactory(DjangoModelFactory):
    class Meta:
        model = models.RetentionRemoval

    run = factory.SubFactory(RetentionRunFactory)
    kind = models.RetentionClass.REFUSED
    key = factory.Sequence(lambda n: 1_000_000 + n)
    reference = "IS-2020-0007"
    counts = {"message": 2}


class DigestFactory(DjangoModelFactory):
    class Meta:
        model = models.Digest

    user = factory.SubFactory(UserFactory)
    for_day = factory.LazyFunction(timezone.localdate)


class EqualDayFactory(DjangoModelFactory):
    class Meta:
        model = models.EqualDay

    day = date(2027, 5, 7)
    decree = "Stcrt. 2026, 0"


def member_of(name):
    return factory.PostGeneration(lambda user, create, extracted: user.groups.add(Group.objects.get(name=name)))


class OfficerFactory(UserFactory):
    """A civil servant who assesses."""

    class Meta:
        skip_postgeneration_save = True

    is_staff = True
    role = member_of("subsidy officers")


class DeciderFactory(UserFactory):
    """A civil servant who decides."""

    class Meta:
        skip_postgeneration_save = True

    is_staff = True
    role = member_of("deciders")


class FinanceFactory(UserFactory):
    """A civil servant who pays."""

    class Meta:
        skip_postgeneration_save = True

    is_staff = True
    role = member_of("finance")


class EditorFactory(UserFactory):
    """A civil servant who keeps the directory, and publishes what came of projects."""

    class Meta:
        skip_postgeneration_save = True

    is_staff = True
    role = member_of("editors")


def publish(version=None, **values):
    """Publish rules, new ones unless given, under a ceiling that has an amount."""
    version = version or SchemeVersionFactory(**values)
    if not version.ceiling.versions.exists():
        CeilingVersionFactory(ceiling=version.ceiling)
    version.published_at = timezone.now()
    version.save()
    return version


def submitted(*, channel=Channel.ONLINE, received_at=None, by=None, **values):
    """Return an application that was sent in, with rules and a ceiling where there are none yet."""
    draft = ApplicationFactory(submitted_by=by, **values)
    if not draft.countries.exists():
        draft.countries.add(CountryFactory())
        draft.goals.add(GoalFactory())
    received_at = received_at or timezone.now()
    rules = draft.ceiling.rules() or publish(SchemeVersionFactory(ceiling=draft.ceiling))
    with transaction.atomic():
        application = actions.locked(draft)
        actions.receive(application, rules, channel, received_at)
    return application


def answers_for(rules) -> dict[str, dict[str, list[str]]]:
    """Return what somebody types into each step, all of it right."""
    year = rules.activity_from.year
    purposes = rules.purpose_set.all()
    return {
        "organisatie": {
            "contact_name": ["Ada Voorbeeld"],
            "contact_email": ["ada@voorbeeld.example"],
            "iban": ["nl91 abna 0417 1643 00"],
            "account_holder": ["Stichting Voorbeeld"],
        },
        "activiteit": {
            "title": ["Water bij vijf scholen"],
            "plan": ["Vijf scholen krijgen een pomp."],
            "starts_on": [f"{year}-12-01"],
            "ends_on": [f"{year}-12-31"],
            **({"purpose": [str(purposes[0].pk)]} if purposes else {}),
        },
        "doelen": {"countries": ["Oeganda"], "goal_1": ["6"]},
        "begroting": {
            "costs": ["Pompen", "1.850", "Reis", "600,50"],
            "cover": ["own", "", "1.250,50", "request", "", "€ 1200"],
        },
    }


def answered(*, ceiling=None, rules=None, by=None, organisation=None, **values):
    """Return a draft of which every step is answered; what is given by step replaces what would stand there."""
    rules = rules or (ceiling.rules() if ceiling else None) or publish()
    CountryFactory(), GoalFactory(number=6)
    draft = models.Application.objects.create(
        organisation=organisation or OrganisationFactory(), ceiling=rules.ceiling, created_by=by
    )
    for step, data in (answers_for(rules) | values).items():
        models.Answers.objects.create(application=draft, step=step, data=data, is_done=True, saved_by=by)
    return draft


DECLARED = {"truthful": ["on"], "mandated": ["on"]}


def ready(application):
    """Bring an application that was sent in to where it can be decided on."""
    officer = OfficerFactory()
    handling.declare_complete(application=application, by=officer)
    handling.advise(application=application, by=officer)
    application.refresh_from_db()
    return application


WHOLE = {
    "grounds": "De aanvraag past bij het doel van de regeling.",
    "mandate": "teammanager, mandaatbesluit 2026",
    "public_title": "Water bij scholen in Oeganda",
    "public_summary": "Vijf scholen krijgen een pomp.",
    "public_text_confirmed": True,
}


def composed(application, outcome="grant", amount=None, by=None, **contents):
    """Compose a decision that is whole but for what is given otherwise."""
    if amount is None:
        amount = application.requested if outcome == "grant" else 0
    if outcome in ("grant", "grant-in-part"):
        contents.setdefault("activity_until", application.ends_on)
    if outcome in ("grant-in-part", "refuse"):
        contents.setdefault("refusal_ground", "scheme")
    return deciding.compose(
        application=application, by=by or DeciderFactory(), outcome=outcome, amount=amount, **(WHOLE | contents)
    )


def granted(*, application=None, until=None, **values):
    """Return an application that was granted and of which the applicant knows: a report is asked (path C).

    `until` is by when the activity is done, today unless said.
    """
    application = ready(application or submitted(**values))
    until = until or timezone.localdate()
    deciding.announce(decision=take_decision(application=application, activity_until=until), by=DeciderFactory())
    # What it remembers of its decisions is from before.
    return models.Application.objects.with_names().get(pk=application.pk)


# What somebody types into the report, all of it right but for the amounts of the budget.
RESULT = {
    "result": ["Vijf pompen zijn geplaatst."],
    "difference": ["De reis was goedkoper."],
    "people": ["120"],
    "benefit": ["Vijf scholen hebben water."],
    "public_result": ["Vijf scholen in Oeganda hebben water."],
}


def amounts(application, **real):
    """Return what somebody types into the table: each planned amount, or what is given by label; with the lines in order."""
    typed = {"costs": [], "cover": []}
    for line in application.budget_lines.all():
        amount = real.get(line.label, str(line.amount // 100))
        if line.kind == line.Kind.COST:
            typed["costs"] += [str(line.pk), line.label, amount]
        elif line.kind != line.Kind.REQUEST:
            typed["cover"] += [line.kind, str(line.pk), line.label, amount]
    return typed


def written(application, by, result=RESULT, **real):
    """Fill in the report of a grant, all of it right but for what is given."""
    reporting.keep(application=application, slug="verslag", data=result, by=by)
    reporting.keep(application=application, slug="kosten", data=amounts(application, **real), by=by)
    return application


def reported(application=None, by=None, **real):
    """Return the report on a grant, sent in."""
    application, by = application or granted(), by or UserFactory()
    written(application, by, **real)
    return reporting.submit(application=application, by=by)


def take_correction(application, by, **contents):
    """Compose a correction of what was decided, and take it."""
    application.refresh_from_db()
    draft = correcting.draft_of(application)
    words = {name: getattr(draft, name) for name in correcting.REWORDED}
    deciding.compose(application=application, by=by, public_text_confirmed=True, **(words | contents))
    return correcting.correct(application=application, by=by)


def take_decision(*, application, outcome="grant", amount=None, by=None, offer=False, **contents):
    """Compose a decision and take it."""
    by = by or DeciderFactory()
    composed(application, outcome, amount, by, is_offer=offer, **contents)
    return deciding.decide(application=application, by=by)
