"""A report as staff see it: the final term, a report on paper, the tasks, the reminders, the letter and the archive."""

import io
import json
import zipfile
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from subsidies import accounting, reminders
from subsidies.actions import reminding, reporting
from subsidies.case_archive import Archive
from subsidies.dossier import course
from subsidies.models import AccountabilityReport, Application, Document, FinalTerm, StaffNote
from subsidies.tasks.cases import remove_files_without_case
from subsidies.work import brought_along, case_work
from subsidies.work.worklist import turn_of
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.subsidy_factories import (
    AMSTERDAM,
    RESULT,
    AccountabilityReportFactory,
    AttachmentFactory,
    DeciderFactory,
    OfficerFactory,
    ReportPhotoFactory,
    amounts,
    granted,
    reported,
)

from .test_office_cases import act, page_of
from .test_reporting import PDF, with_budget

pytestmark = pytest.mark.django_db
GRANTED_ON = datetime(2026, 3, 2, 9, tzinfo=AMSTERDAM)


@pytest.fixture
def case():
    """A grant of an activity that is done by 30 June 2026: the report is due by 29 September."""
    with time_machine.travel(GRANTED_ON, tick=False):
        return with_budget(granted(until=date(2026, 6, 30)))


def at(*day):
    return time_machine.travel(datetime(*day, 9, tzinfo=AMSTERDAM), tick=False)


def again(case):
    return Application.objects.with_names().get(pk=case.pk)


def kinds(case, today):
    return [task.kind for task in case_work.tasks_in(again(case), today) if task.kind not in ("order", "post")]


def test_a_final_term_is_set_once_after_the_last_day_by_an_officer(case, as_role):
    officer, term = as_role("subsidy officers"), {"due_on": "2026-10-20"}
    with at(2026, 9, 29):
        assert act(officer, case, "set-final-term", **term).status_code == 422
        assert "Een laatste termijn stellen" not in officer.get(page_of(case)).text
    with at(2026, 9, 30):
        sign_in(officer, officer.user)
        assert "Een laatste termijn stellen" in officer.get(page_of(case)).text
        decider = as_role("deciders")
        assert act(decider, case, "set-final-term", **term).status_code == 403
        assert act(officer, case, "set-final-term", due_on="2026-09-30").status_code == 422
        with pytest.raises(PermissionDenied):
            reporting.set_final_term(application=case, due_on=date(2026, 10, 20), by=DeciderFactory())
        mail.outbox.clear()
        assert act(officer, case, "set-final-term", **term).status_code == 302
        assert FinalTerm.objects.get().set_by == officer.user
        assert "20 oktober 2026" in mail.outbox[0].body
        letter = case.documents.get(kind=Document.Kind.FINAL_TERM)
        with letter.file.open() as file:
            assert file.read(5) == b"%PDF-"
        with pytest.raises(ValidationError) as twice:
            reporting.set_final_term(application=again(case), due_on=date(2026, 11, 1), by=officer.user)
        assert twice.value.code == "set"
        assert "Final term" in str([each.what for each in course(again(case))]) or any(
            each.what == "Laatste termijn voor de verantwoording" for each in course(again(case))
        )
    with at(2026, 10, 21):
        sign_in(officer, officer.user)
        assert "vaststellen op wat bekend is mag nu" in officer.get(page_of(case)).text


def test_each_day_has_its_task(case):
    assert kinds(case, date(2026, 9, 29)) == []
    assert kinds(case, date(2026, 9, 30)) == ["final_term"]
    assert turn_of(again(case), date(2026, 9, 29)) == "aanvrager: verantwoorden"
    with at(2026, 9, 30):
        reporting.set_final_term(application=case, due_on=date(2026, 10, 20), by=OfficerFactory())
    assert kinds(case, date(2026, 10, 20)) == []
    assert kinds(case, date(2026, 10, 21)) == ["no_report"]
    for today, found in ((date(2026, 10, 20), []), (date(2026, 10, 21), [case])):
        waits = brought_along.waiting(Application.objects.all(), today)
        unpaid = brought_along.unpaid().values_list("application", flat=True)
        assert list(waits) == (found or list(Application.objects.filter(pk__in=unpaid)))
    with at(2026, 10, 22):
        reported(again(case))
    assert kinds(case, date(2026, 10, 23)) == ["check_report"]


def test_reminders_come_four_weeks_and_a_week_before_and_once_after(case):
    def remind(*day):
        mail.outbox.clear()
        with at(*day):
            assert case in reminders.candidates(date(*day))
            reminding.remind(application_id=case.pk)
        return [message.subject for message in mail.outbox]

    asked, late = (
        f"Wij vragen uw verantwoording van {case.reference}",
        f"Uw verantwoording van {case.reference} is er niet",
    )
    assert remind(2026, 8, 31) == []
    assert remind(2026, 9, 1) == [asked] and remind(2026, 9, 2) == []
    # After an outage only the last moment counts.
    assert remind(2026, 9, 25) == [asked] and remind(2026, 9, 29) == []
    assert remind(2026, 9, 30) == [late] and remind(2026, 10, 15) == []
    with at(2026, 10, 16):
        reported(again(case))
        assert case not in reminders.candidates(date(2026, 10, 16))


def test_who_was_told_by_a_final_term_is_not_reminded_of_being_late(case):
    with at(2026, 9, 30):
        reporting.set_final_term(application=case, due_on=date(2026, 10, 20), by=OfficerFactory())
        assert list(reminders.of_report(again(case), date(2026, 9, 30))) == []


def paper(case, **said):
    """Return what a civil servant types over from a report on paper."""
    day = {"asked_by": "Mevrouw Voorbeeld", "channel": "letter", "came_on": "2026-09-28"}
    return {**day, **RESULT, **amounts(case, Reis="300"), **said}


def type_over(client, case, **typed):
    address = f"/beheer/subsidies/application/{case.pk}/report/"
    stamp = client.get(address).context["stamp"]
    return client.post(address, {"stamp": stamp, **typed})


def test_a_report_on_paper_counts_from_the_day_it_came_in(case, as_role, folder):
    with at(2026, 10, 5):
        officer = as_role("subsidy officers")
        assert type_over(officer, case, **paper(case, asked_by="")).status_code == 422
        wrong = type_over(officer, case, **paper(case, Reis="-3", result=""))
        assert wrong.status_code == 422 and "Wat hebt u gedaan?" in wrong.text and 'value="Reis"' in wrong.text
        future = type_over(officer, case, **paper(case, came_on="2026-10-06"))
        assert future.status_code == 422 and not StaffNote.objects.exists()
        assert not AccountabilityReport.objects.exclude(submitted_at=None).exists()
        mail.outbox.clear()
        scan = SimpleUploadedFile("verantwoording.pdf", PDF, "application/pdf")
        assert type_over(officer, case, **paper(case, scan=scan)).status_code == 302
        report = AccountabilityReport.objects.get()
        assert (report.channel, report.submitted_by) == ("paper", officer.user)
        assert timezone.localdate(report.submitted_at) == date(2026, 9, 28) and not accounting.days_late(report)
        assert report.figures.real_costs == 1_800_00 and report.attachments.get().file_name == "verantwoording.pdf"
        assert [message.to for message in mail.outbox] == [["ada@voorbeeld.example"]]
        text = officer.get(page_of(case)).text.replace("\u00a0", " ")
        for said in (
            "Mevrouw Voorbeeld",
            "Vijf scholen hebben water.",
            "€ 300",
            "verantwoording.pdf",
            "De reis was goedkoper.",
        ):
            assert said in text
        twice = officer.get(f"/beheer/subsidies/application/{case.pk}/report/")
        assert twice.status_code == 302
        assert case.staff_notes.get().action == "submit_report"


def test_a_report_on_paper_comes_in_the_place_of_what_was_not_sent(case, as_role, folder):
    with at(2026, 10, 5):
        member = MembershipFactory(organisation=case.organisation).user
        reporting.keep(application=case, slug="verslag", data={"result": ["Half af"]}, by=member)
        reporting.add_document(application=case, name="bonnen.pdf", content=PDF, by=member)
        officer = as_role("subsidy officers")
        opened = officer.get(f"/beheer/subsidies/application/{case.pk}/report/").text
        assert "Half af" not in opened and "die van hen" in opened
        assert type_over(officer, case, **paper(case)).status_code == 302
        report = AccountabilityReport.objects.get()
        assert report.result == RESULT["result"][0] and not report.attachments.exists()
        assert not case.answers.exists()


def test_only_an_officer_without_a_tie_types_over_a_report(case, as_role):
    address = f"/beheer/subsidies/application/{case.pk}/report/"
    for role in ("deciders", "finance"):
        assert as_role(role).get(address).status_code == 403
    assert as_role("readers").get(address).status_code in (403, 404)
    tied = as_role("subsidy officers")
    MembershipFactory(organisation=case.organisation, user=tied.user)
    assert tied.get(address).status_code == 404


def test_a_row_more_is_no_mistake(case, as_role):
    with at(2026, 10, 5):
        officer = as_role("subsidy officers")
        more = type_over(officer, case, **paper(case, add="costs", asked_by=""))
        assert more.status_code == 200 and "notice-error" not in more.text and "Vijf pompen" in more.text


def test_the_archive_holds_what_was_sent_in_and_nothing_before(case, folder):
    report = AccountabilityReportFactory(application=case)
    ReportPhotoFactory(report=report)
    AttachmentFactory(application=case, report=report, file_name="bonnen.pdf")

    def names(found):
        target = io.BytesIO()
        Archive(found, target).write()
        with zipfile.ZipFile(target) as archive:
            return set(archive.namelist()), json.loads(archive.read("case.json"))

    found, contents = names(again(case))
    assert not {"fotos/foto-1.webp", "documenten/bonnen.pdf"} & found and "accountabilityreport" not in contents
    reported(again(case))
    found, contents = names(again(case))
    assert {"fotos/foto-1.webp", "documenten/bonnen.pdf"} <= found
    assert contents["accountabilityreport"][0]["result"] == RESULT["result"][0] and len(contents["reportline"]) == 4


def test_a_photo_that_no_report_names_is_removed_at_night(case, folder):
    photo = ReportPhotoFactory(report=AccountabilityReportFactory(application=case))
    storage = storages["private"]
    lost = storage.save("report-photos/verloren", SimpleUploadedFile("x", b"x"))
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        remove_files_without_case.func(0)
    assert storage.exists(photo.file.name) and not storage.exists(lost)


def test_the_list_of_applications_says_who_must_report(case, as_role):
    member = MembershipFactory(organisation=case.organisation).user
    with at(2026, 7, 2):
        client = as_role("subsidy officers")
        sign_in(client, member)
        for page in ("/mijn/aanvragen/", "/mijn/"):
            assert f"/mijn/aanvragen/{case.reference}/verantwoording/" in client.get(page).text
        assert "Vertel ons wat u met de subsidie deed" in client.get(f"/mijn/aanvragen/{case.reference}/").text
    with at(2026, 6, 29):
        sign_in(client, member)
        assert "/verantwoording/" not in client.get("/mijn/aanvragen/").text
