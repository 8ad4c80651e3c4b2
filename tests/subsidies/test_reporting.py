"""How a grant is accounted for: written together, sent in once, also late; what was sent in stays as it is."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from subsidies import accounting, report_steps
from subsidies.actions import deciding, report_photo, reporting
from subsidies.case import Case
from subsidies.models import AccountabilityReport, Application, Evidence
from subsidies.states import State
from tests.conftest import sign_in
from tests.factories import MembershipFactory, UserFactory
from tests.images import image, upload
from tests.subsidy_factories import (
    AMSTERDAM,
    RESULT,
    AccountabilityReportFactory,
    BudgetLineFactory,
    DeciderFactory,
    EvidenceFactory,
    FinalTermFactory,
    ReportLineFactory,
    ReportPhotoFactory,
    SchemeVersionFactory,
    amounts,
    granted,
    publish,
    ready,
    reported,
    submitted,
    take_decision,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


@pytest.fixture
def user(client):
    user = MembershipFactory(user__name="Lid Voorbeeld").user
    sign_in(client, user)
    return user


def with_budget(case):
    """Give an application a budget of € 2.000: travel and pumps, of which the municipality is asked € 1.200."""
    for kind, label, amount in (
        ("cost", "Reis", 500_00),
        ("cost", "Pompen", 1_500_00),
        ("own", "Spaarpot", 800_00),
        ("request", "Gevraagd", 1_200_00),
    ):
        BudgetLineFactory(application=case, kind=kind, label=label, amount=amount)
    return case


@pytest.fixture
def case(user):
    """A grant of € 1.200, of an activity that is done today."""
    return with_budget(granted(organisation=user.memberships.get().organisation))


def address(case, page=""):
    return f"/mijn/aanvragen/{case.reference}/verantwoording/{page and page + '/'}"


def opened(client, case, step, **typed):
    """Return what a browser sends: what the form shows, with what is typed."""
    form = client.get(address(case, step)).context["form"]
    texts = {name: form.data.getlist(name) if form.is_bound else [] for name in form.names}
    return {"opened_on": form.initial["opened_on"], **{n: v for n, v in {**texts, **typed}.items() if v}}


def fill_in(client, case, **real):
    client.post(address(case, "verslag"), opened(client, case, "verslag", **RESULT))
    typed = amounts(case, **real)
    typed["costs"] += ["", "Visum", "50,50"]
    return client.post(address(case, "kosten"), opened(client, case, "kosten", **typed))


def send(client, case):
    revision = client.get(address(case, "controleren")).context["checked"].revision
    return client.post(address(case, "controleren"), {"revision": revision})


def test_a_report_is_written_in_steps_and_sent_in_once(case, user, client, settings):
    settings.OFFICE_EMAIL = "office@voorbeeld.example"
    assert client.get(address(case)).url.endswith("/verslag/")
    mail.outbox.clear()
    assert fill_in(client, case, Reis="300").url.endswith("/fotos/")
    sent = send(client, case)
    assert sent.url == address(case)
    report = AccountabilityReport.objects.get()
    assert (report.application, report.submitted_by, report.people) == (case, user, 120)
    lines = [(line.label, line.amount, line.budget_line and line.budget_line.amount) for line in report.lines.all()]
    assert lines == [
        ("Reis", 300_00, 500_00),
        ("Pompen", 1_500_00, 1_500_00),
        ("Visum", 50_50, None),
        ("Spaarpot", 800_00, 800_00),
        ("Gevraagd", 1_200_00, 1_200_00),
    ]
    figures = report.figures
    assert (figures.real_costs, figures.real_cover, figures.lower_costs) == (1_850_50, 2_000_00, 149_50)
    assert str(figures.multiplier) == "0.67"
    assert not case.answers.exists()
    assert sorted(to for message in mail.outbox for to in message.to) == [
        "ada@voorbeeld.example",
        "office@voorbeeld.example",
    ]
    page = client.get(address(case)).text.replace("\u00a0", " ")
    assert "€ 1.850,50" in page and "Vijf pompen zijn geplaatst." in page
    again = client.post(address(case, "controleren"), {"revision": "x"})
    assert again.status_code == 409 and "is al verstuurd" in again.text
    assert client.post(address(case, "verslag"), RESULT).status_code == 409
    with pytest.raises(ValidationError) as refused:
        reporting.submit(application=case, by=user)
    assert refused.value.code == "sent"
    assert len(mail.outbox) == 2


def test_what_is_missing_or_below_zero_is_said_and_nothing_is_sent(case, user, client):
    early = send(client, case)
    assert early.status_code == 422 and not AccountabilityReport.objects.exclude(submitted_at=None).exists()
    assert client.post(address(case, "verslag"), {"people": "-3"}).status_code == 422
    below = fill_in(client, case, Reis="-5")
    assert below.status_code == 422 and "Reis: Vul het bedrag in zonder" in below.text
    assert 'value="-5"' in client.get(address(case, "kosten")).text
    assert fill_in(client, case, Reis="").status_code == 422
    assert fill_in(client, case, Reis="0", Pompen="0").status_code == 302
    nothing = {"costs": amounts(case, Reis="0", Pompen="0")["costs"], "cover": amounts(case)["cover"]}
    assert client.post(address(case, "kosten"), opened(client, case, "kosten", **nothing)).status_code == 422


def test_nobody_makes_up_another_line_of_the_budget_or_another_grant(case, user, client):
    other = BudgetLineFactory(application=with_budget(submitted()), label="Van een ander")
    typed = amounts(case)
    typed["costs"] += [str(other.pk), "Extra", "1"]
    typed["cover"] += ["request", "", "Nog een subsidie", "5000"]
    refused = client.post(address(case, "kosten"), opened(client, case, "kosten", **typed))
    assert refused.status_code == 422
    del typed["cover"][-4:]
    # A line of the budget that is left out of what is sent is asked all the same.
    typed["costs"] = typed["costs"][3:]
    refused = client.post(address(case, "kosten"), opened(client, case, "kosten", **typed))
    assert refused.status_code == 422 and "Reis" in refused.text


def test_two_colleagues_write_together_and_neither_overwrites_the_other(case, user, client):
    mine = opened(client, case, "verslag", result=["Van mij"])
    colleague = MembershipFactory(organisation=case.organisation, user__name="Collega Voorbeeld").user
    reporting.keep(application=case, slug="verslag", data={"result": ["Van haar"]}, by=colleague)
    kept = client.post(address(case, "verslag/bewaren"), mine)
    assert kept.status_code == 409
    page = client.get(address(case, "verslag")).text
    assert "Van mij" in page and "Van haar" in page
    assert client.post(address(case, "verslag/bewaren"), {"benefit": "x" * 200_000}).status_code == 413


def test_what_a_colleague_changed_since_is_not_sent_unseen(case, user, client):
    fill_in(client, case)
    revision = client.get(address(case, "controleren")).context["checked"].revision
    colleague = UserFactory()
    seen = report_steps.form_of(case, "verslag", by=colleague).initial["opened_on"]
    changed = {**RESULT, "benefit": ["Anders"], "opened_on": [seen]}
    reporting.keep(application=case, slug="verslag", data=changed, by=colleague)
    stale = client.post(address(case, "controleren"), {"revision": revision})
    assert stale.status_code == 409 and "Anders" in stale.text
    assert client.post(address(case, "controleren")).status_code == 409
    assert accounting.sent_report_of(Application.objects.get(pk=case.pk)) is None


def test_a_stranger_finds_no_report_and_staff_nothing_that_was_not_sent(case, user, client, as_role, folder):
    attached = reporting.add_document(application=case, name="bonnen.pdf", content=PDF, by=user)
    stranger, officer = MembershipFactory().user, as_role("subsidy officers")
    photo = ReportPhotoFactory(report=case.report)
    document = f"/mijn/aanvragen/{case.reference}/document/{attached.pk}/"
    for own in (document, address(case, f"fotos/{photo.pk}")):
        assert b"".join(client.get(own)).startswith((b"%PDF", b"RIFF"))
    change = f"/beheer/subsidies/application/{case.pk}/"
    assert "bonnen.pdf" not in officer.get(f"{change}change/").text
    for hidden in (f"{change}document/{attached.pk}/", f"{change}report/photo/{photo.pk}/", document):
        assert officer.get(hidden).status_code == 404
    sign_in(client, stranger)
    for page in ("", "verslag", "controleren", f"fotos/{photo.pk}", f"stukken/{attached.pk}/weg"):
        assert client.get(address(case, page)).status_code == 404
    assert client.post(address(case, "controleren"), {"revision": "x"}).status_code == 404


def test_a_report_is_asked_of_a_grant_on_path_c_alone(user, client):
    organisation = user.memberships.get().organisation
    undecided = submitted(organisation=organisation)
    rules = publish(
        SchemeVersionFactory(
            ceiling__scheme__slug="klein",
            ceiling__scheme__code="KL",
            ceiling__scheme__name_nl="Klein",
            path_b_up_to=5_000_00,
        )
    )
    on_path_b = submitted(organisation=organisation, ceiling=rules.ceiling)
    on_path_b = granted(application=on_path_b)
    unannounced = ready(submitted(organisation=organisation))
    take_decision(application=unannounced)
    for case in (undecided, on_path_b, unannounced):
        case = Application.objects.get(pk=case.pk)
        assert accounting.report_state_of(case, timezone.localdate() + timedelta(days=400)) == "not-due"
        assert client.get(address(case, "verslag")).status_code == 302
        assert client.post(address(case, "verslag"), RESULT).status_code == 409
        with pytest.raises(ValidationError):
            reporting.begin(application=case, by=user)
    assert not AccountabilityReport.objects.exists()


def test_photos_are_made_anew_with_consent_and_at_most_six(case, user, client, folder):
    def add(content, **said):
        said = {"alt": "Een pomp", "credit": "Ada", "consent": "on", **said}
        sent = {name: text for name, text in said.items() if text}
        return client.post(address(case, "fotos"), {"file": upload(content), **sent})

    assert add(image(exif=b"Exif\x00\x00geheim")).status_code == 302
    (photo,) = case.report.photos.all()
    with photo.file.open() as file:
        content = file.read()
    assert content.startswith(b"RIFF") and b"geheim" not in content and photo.consent.startswith("Iedereen")
    for wrong in ({"consent": ""}, {"alt": ""}, {"credit": ""}):
        refused = add(image(colour="red"), **wrong)
        assert refused.status_code == 422
    assert add(b"geen foto").status_code == 422
    # The same once more, by a double click.
    assert add(image()).status_code == 302 and case.report.photos.count() == 1
    for colour in ("red", "blue", "green", "white", "black"):
        assert add(image(colour=colour)).status_code == 302
    full = add(image(colour="yellow"))
    assert full.status_code == 422 and case.report.photos.count() == 6
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportPhotoFactory(report=case.report, position=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        photo.alt = "Iets anders"
        photo.save()
    name = photo.file.name
    with transaction.atomic():
        report_photo.remove(photo=photo, by=user)
    assert case.report.photos.count() == 5 and storages["private"].exists(name)


def test_documents_that_the_scheme_asks_must_be_there(user, client, folder):
    asked = EvidenceFactory(version=SchemeVersionFactory(), moment=Evidence.Moment.REPORT, label_nl="Bonnen")
    rules = publish(asked.version)
    case = granted(ceiling=rules.ceiling, organisation=user.memberships.get().organisation)
    with_budget(case)
    fill_in(client, case)
    assert "Ontbreekt: Bonnen" in send(client, case).text
    assert (
        client.post(address(case, "stukken"), {"evidence": asked.pk, "file": upload(PDF, "bonnen.pdf")}).status_code
        == 302
    )
    attached = case.attachments.get()
    assert attached.report.application == case
    assert client.post(address(case, f"stukken/{attached.pk}/weg")).status_code == 302
    assert not case.attachments.exists()
    client.post(address(case, "stukken"), {"evidence": asked.pk, "file": upload(PDF, "bonnen.pdf")})
    assert send(client, case).status_code == 302
    attached = case.attachments.get()
    assert client.post(address(case, f"stukken/{attached.pk}/weg")).status_code == 409
    assert client.post(address(case, "stukken"), {"evidence": "", "file": upload(PDF, "x.pdf")}).status_code == 409
    assert case.attachments.count() == 1


def test_how_far_a_report_is_on_each_day():
    """Done by 30 June 2026; 13 weeks are more than Atw art. 4 moves: the last day is 29 September."""
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=AMSTERDAM), tick=False):
        case = granted(until=date(2026, 6, 30))
    assert accounting.report_due_on(case) == date(2026, 9, 29)

    def state(*day):
        return accounting.report_state_of(Application.objects.get(pk=case.pk), date(*day))

    assert [state(2026, 6, 30), state(2026, 7, 1), state(2026, 9, 29), state(2026, 9, 30)] == [
        "not-due",
        "due",
        "due",
        "late",
    ]
    FinalTermFactory(application=case, due_on=date(2026, 10, 20))
    assert [state(2026, 10, 20), state(2026, 10, 21)] == ["final-term", "lapsed"]
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=AMSTERDAM), tick=False):
        report = reported(with_budget(Application.objects.get(pk=case.pk)))
        assert accounting.days_late(report) == 34
        assert state(2026, 11, 3) == "received"
        assert not Case(Application.objects.get(pk=case.pk)).asks_something


def test_who_is_granted_after_the_activity_has_the_whole_term_from_then():
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=AMSTERDAM), tick=False):
        case = granted(until=date(2026, 6, 30))
        assert accounting.report_due_on(case) == date(2027, 2, 1)
        assert accounting.report_state_of(case) == "not-due"


def test_those_who_are_asked_are_the_same_in_the_database_and_reckoned():
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=AMSTERDAM), tick=False):
        cases = [granted(until=date(2026, 6, day)) for day in (1, 15, 30)]
        reported(with_budget(granted(until=date(2026, 6, 1))))
        submitted()
    for today in (date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 16), date(2026, 12, 1)):
        found = set(Application.objects.asked_to_report(today))
        asked = {
            case for case in Application.objects.all() if accounting.report_state_of(case, today) in ("due", "late")
        }
        assert found == asked
        late = {case for case in cases if accounting.report_state_of(case, today) == "late"}
        assert set(accounting.past_the_term(today)) == late


def test_a_late_report_is_taken_until_the_case_is_settled(case, user, client):
    with time_machine.travel(timezone.now() + timedelta(weeks=20), tick=False):
        sign_in(client, user)
        assert "maar het is te laat" in client.get(address(case, "verslag")).text
        fill_in(client, case)
        mail.outbox.clear()
        assert send(client, case).status_code == 302
        assert "na de laatste dag" in mail.outbox[0].body
    assert accounting.days_late(Application.objects.get(pk=case.pk).report) > 40


def test_after_the_settlement_no_report_is_taken(case, user, client):
    written(case, user)
    Application.objects.filter(pk=case.pk).update(state=State.SETTLED, closed_at=timezone.now())
    assert client.post(address(case, "controleren"), {"revision": "x"}).status_code == 409
    with pytest.raises(ValidationError) as refused:
        reporting.submit(application=case, by=user)
    assert refused.value.code == "state"
    with pytest.raises(DatabaseError), transaction.atomic():
        AccountabilityReport.objects.update(
            submitted_at=timezone.now(), result="Toch", benefit="Toch", people=1, submitted_by=user
        )


def test_a_report_is_of_a_grant_and_one(case):
    with pytest.raises(DatabaseError), transaction.atomic():
        AccountabilityReportFactory(application=submitted())
    AccountabilityReportFactory(application=case)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccountabilityReportFactory(application=case)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccountabilityReport.objects.update(submitted_at=timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportLineFactory(report=AccountabilityReport.objects.get(), amount=-1)
    with pytest.raises(DatabaseError), transaction.atomic():
        FinalTermFactory(application=submitted())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE subsidies_accountabilityreport SET result = 'Anders'",
        "UPDATE subsidies_accountabilityreport SET submitted_at = now() - interval '9 weeks'",
        "UPDATE subsidies_accountabilityreport SET submitted_at = NULL, submitted_by_id = NULL",
        "UPDATE subsidies_accountabilityreport SET channel = 'paper'",
        "DELETE FROM subsidies_accountabilityreport",
        "TRUNCATE subsidies_accountabilityreport CASCADE",
        "UPDATE subsidies_reportline SET amount = 1",
        "UPDATE subsidies_reportline SET label = 'Anders'",
        "DELETE FROM subsidies_reportline",
        "INSERT INTO subsidies_reportline (report_id, position, kind, label, amount) "
        "SELECT id, 99, 'cost', 'Extra', 5 FROM subsidies_accountabilityreport",
        "UPDATE subsidies_reportphoto SET alt = 'Anders'",
        "UPDATE subsidies_reportphoto SET consent = 'Niemand'",
        "DELETE FROM subsidies_reportphoto",
        "UPDATE subsidies_finalterm SET due_on = due_on + 7",
        "DELETE FROM subsidies_finalterm",
        "DELETE FROM subsidies_accountabilityreportevent",
        "UPDATE subsidies_reportlineevent SET amount = 1",
    ],
)
def test_what_was_sent_in_cannot_be_rewritten_by_the_role_that_serves(case, as_serving_role, statement):
    FinalTermFactory(application=case)
    ReportPhotoFactory(report=AccountabilityReportFactory(application=case))
    reported(case)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount, f"touches nothing: {statement}"


def test_who_leaves_is_forgotten_in_a_report(case, user):
    report = reported(case, user)
    AccountabilityReport.objects.update(submitted_by=None)
    report.refresh_from_db()
    assert report.submitted_by is None and report.is_sent


def test_a_correction_of_the_grant_moves_the_last_day_with_the_activity(case):
    before = accounting.report_due_on(case)
    decision = case.decisions.get()
    assert before == accounting.report_due_on(Application.objects.get(pk=case.pk))
    assert decision.settlement_path == "C" and accounting.granted_to(case) == decision.amount == 1_200_00
    deciding.announce(decision=take_decision(application=ready(submitted())), by=DeciderFactory())
    assert accounting.granted_to(case) == 1_200_00
