"""The start page by role, the list of cases and the case as one zip for the archive."""

import io
import json
import re
import zipfile
from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
import time_machine
from django.contrib.admin.templatetags.admin_list import results
from django.db import InternalError, ProgrammingError, connection, transaction
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from subsidies.actions import deciding, paying
from subsidies.admin import case_rows
from subsidies.digest import sheet_for
from subsidies.models import CaseExport, Document
from subsidies.states import State
from subsidies.work import case_work, start_page
from subsidies.work.pressing import pressing
from tests.conftest import sign_in
from tests.factories import MembershipFactory, OrganisationFactory
from tests.subsidy_factories import (
    AMSTERDAM,
    AssessmentFactory,
    AttachmentFactory,
    CaseExportFactory,
    CeilingFactory,
    DeciderFactory,
    DocumentFactory,
    FinanceFactory,
    IbanChangeFactory,
    MessageFactory,
    OfficerFactory,
    SchemeVersionFactory,
    SupplementRequestFactory,
    SuspensionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db

START = reverse("admin:index")
LIST = reverse("admin:subsidies_application_changelist")


def kinds_for(user, **options):
    return [(task.kind, task.case) for task in case_work.tasks_for(user, timezone.localdate(), **options)]


def test_each_role_has_its_own_tasks_from_receipt_to_paid():
    officer, decider = OfficerFactory(), DeciderFactory()
    finance, other = FinanceFactory(), FinanceFactory()
    case = submitted()
    assert kinds_for(officer) == [("check", case)]
    assert kinds_for(decider) == kinds_for(finance) == []
    case = ready(case)
    assert kinds_for(officer) == [] and kinds_for(decider) == [("decide", case)]
    decision = take_decision(application=case, by=decider)
    assert kinds_for(officer) == kinds_for(decider) == [("announce", case)]
    deciding.announce(decision=decision, by=decider)
    assert kinds_for(officer) == kinds_for(decider) == []
    payment = case.payments.get()
    [task] = case_work.tasks_for(finance, timezone.localdate())
    assert (task.kind, task.day, task.amount, task.article) == ("order", payment.due_on, payment.amount, "Awb 4:87")
    order = paying.order(payments=[payment], by=finance)
    # Who made it does not approve it.
    assert kinds_for(finance) == [] and kinds_for(other) == [("approve", case)]
    paying.approve(order=order, by=other)
    assert kinds_for(finance) == kinds_for(other) == [("book", case)]
    payment.refresh_from_db()
    paying.book_paid(payment=payment, paid_on=timezone.localdate(), by=finance)
    assert kinds_for(finance) == []


def test_who_assessed_with_others_is_not_asked_to_decide():
    decider, other = DeciderFactory(), DeciderFactory()
    case = ready(submitted())
    AssessmentFactory(application=case, assessor=decider)
    assert kinds_for(decider) == [] and kinds_for(other) == [("decide", case)]
    assert [each.number for each in pressing(decider, timezone.localdate(), 2).values()] == [0, 0, 0, 0]


def test_start_page_shows_no_case_that_is_shut_and_readers_see_no_case(as_role):
    own, other = submitted(title="Geheim"), submitted()
    officer, reader = as_role("subsidy officers"), as_role("readers")
    MembershipFactory(organisation=own.organisation, user=officer.user)
    text = officer.get(START).text
    assert other.reference in text and own.reference not in text
    text = reader.get(START).text
    assert other.reference not in text and own.reference not in text
    assert "ceiling-bar" in text
    assert "ceiling-bar" not in as_role("editors").get(START).text


def test_only_mine_leaves_out_what_is_on_anothers_desk(as_role):
    mine, nobodys, others = submitted(), submitted(), submitted()
    officer, colleague = as_role("subsidy officers"), as_role("subsidy officers")
    for client, case in ((officer, mine), (colleague, others)):
        assert client.post(reverse("admin:subsidies_application_take_on", args=[case.pk])).status_code == 302
    assert {case for _kind, case in kinds_for(officer.user, only_mine=True)} == {mine, nobodys}
    assert {case for _kind, case in kinds_for(officer.user)} == {mine, nobodys, others}
    groups = officer.get(f"{START}?mijn=1").context["work"]["groups"]
    assert {row["task"].case for group in groups for row in group.rows} == {mine, nobodys}
    decider = as_role("deciders")
    assert decider.post(reverse("admin:subsidies_application_take_on", args=[mine.pk])).status_code == 403


def test_tasks_are_grouped_by_their_last_day_and_the_mail_says_the_same():
    officer = OfficerFactory()
    ceiling = CeilingFactory(year=2026)
    for day in (date(2026, 3, 2), date(2026, 4, 6), date(2026, 4, 8), date(2026, 5, 20)):
        submitted(ceiling=ceiling, received_at=datetime.combine(day, datetime.min.time(), AMSTERDAM))
    today = date(2026, 6, 1)
    groups = case_work.in_groups(case_work.tasks_for(officer, today), today)
    assert {slug: len(tasks) for slug, tasks in groups.items()} == {"overdue": 1, "today": 1, "week": 1, "later": 1}
    sheet = sheet_for(officer, today, since=timezone.now())
    assert [line.reference for line in sheet.overdue] == [task.case.reference for task in groups["overdue"]]
    soon = [*groups["today"], *groups["week"]]
    assert [line.reference for line in sheet.within_a_week] == [task.case.reference for task in soon]


@pytest.mark.parametrize("roles", [{"subsidy officers"}, {"deciders"}, {"finance"}, {"subsidy officers", "deciders"}])
@pytest.mark.parametrize("only_mine", [False, True])
def test_what_is_counted_for_the_start_page_is_what_there_is_to_do(as_role, roles, only_mine):
    person, colleague = as_role(*roles).user, OfficerFactory()
    ceiling, today = CeilingFactory(year=2026), date(2026, 6, 1)
    publish(SchemeVersionFactory(ceiling=ceiling, extension_weeks=4))
    moments = [datetime(2026, 4, day, hour, tzinfo=AMSTERDAM) for day in (1, 6, 8, 30) for hour in (0, 23)]
    cases = [submitted(ceiling=ceiling, received_at=moment) for moment in moments for _twin in range(3)]
    for case in cases[::3]:
        ready(case)
    for number, case in enumerate(cases):
        handler = [None, person, colleague][number % 4 % 3]
        type(case).objects.filter(pk=case.pk).update(handler=handler)
    AssessmentFactory(application=cases[3], assessor=person)
    decided = ready(submitted(ceiling=ceiling))
    take_decision(application=decided)
    SupplementRequestFactory(
        application=cases[1], asked_at=moments[0], due_on=date(2026, 5, 1), supplied_at=moments[-1]
    )
    SuspensionFactory(application=cases[2], first_day=date(2026, 5, 1), last_day=date(2026, 5, 9))
    type(cases[5]).objects.filter(pk=cases[5].pk).update(extended_on=date(2026, 5, 1))
    # In these something waits beside handling them, of which their clock knows nothing.
    DocumentFactory(application=cases[7], kind=Document.Kind.INTENTION, is_on_paper=True)
    IbanChangeFactory(application=cases[8])
    for due_on in (date(2026, 5, 15), date(2026, 6, 8)):
        asked = submitted(ceiling=ceiling, received_at=moments[0])
        SupplementRequestFactory(application=asked, asked_at=moments[-1], due_on=due_on)
        type(asked).objects.filter(pk=asked.pk).update(state=State.SUPPLEMENT_REQUESTED)
    MembershipFactory(user=person, organisation=cases[4].organisation)
    all_tasks = case_work.in_groups(case_work.tasks_for(person, today, only_mine=only_mine), today)
    found = pressing(person, today, 2, only_mine=only_mine)
    assert {slug: len(tasks) for slug, tasks in all_tasks.items()} == {
        slug: each.number for slug, each in found.items()
    }
    assert {slug: tasks[:2] for slug, tasks in all_tasks.items()} == {slug: each.first for slug, each in found.items()}
    assert roles == {"finance"} or sum(each.number for each in found.values()) > 2


def test_ceilings_agree_with_the_ledger():
    case = ready(submitted(requested=1_200_00))
    take_decision(application=case)
    [picture] = start_page.ceilings(case.ceiling.year)
    figures = {slug: amount.replace("\u00a0", " ") for slug, _label, amount in picture["rows"]}
    assert figures["granted"] == "€ 1.200" and picture["left"].replace("\u00a0", " ") == "€ 41.800"


def test_start_page_and_case_list_cost_the_same_whatever_the_number(as_role):
    officer, costs = as_role("subsidy officers"), []
    for number in (3, 12):
        for _n in range(number):
            MessageFactory(application=submitted(organisation=OrganisationFactory()))
            # Of a grant without a day by when, the term for the report is reckoned from the plan.
            grant = take_decision(application=ready(submitted(organisation=OrganisationFactory())))
            deciding.announce(decision=grant, by=DeciderFactory())
        for address in (START, LIST):
            officer.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert officer.get(address).status_code == 200
            costs.append(len(queries))
    assert costs[:2] == costs[2:]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("turn=officer", {"first"}),
        ("turn=decider", {"second"}),
        ("turn=staff", {"first", "second"}),
        ("turn=applicant", set()),
        ("turn=finance", set()),
        ("handler=nobody", {"first", "second"}),
        ("handler=me", set()),
        ("amount=2", {"second"}),
        ("amount=4", {"first"}),
        ("goal=17", set()),
        ("goal=x'", {"first", "second"}),
        ("handler=99999999999999", {"first", "second"}),
        ("country=zz", set()),
        ("q=eerste", {"first"}),
    ],
)
def test_cases_are_filtered_and_the_export_is_what_is_on_screen(as_role, query, found):
    cases = {
        "first": submitted(title="Eerste", requested=6_000_00),
        "second": ready(submitted(title="=HYPERLINK(1)", requested=900_00)),
    }
    officer = as_role("subsidy officers")
    shut = submitted(title="Gesloten")
    MembershipFactory(organisation=shut.organisation, user=officer.user)
    page = officer.get(f"{LIST}?{query}")
    assert {case.pk for case in page.context["cl"].result_list} == {cases[name].pk for name in found}
    sheet = officer.get(f"{reverse('admin:subsidies_application_export', args=['csv'])}?{query}").content.decode()
    assert {name for name, case in cases.items() if case.reference in sheet} == found
    assert shut.reference not in sheet and "<span" not in sheet and ";=HYPERLINK" not in sheet


def test_a_case_page_says_what_must_happen_now(as_role):
    case = submitted()
    text = as_role("deciders").get(reverse("admin:subsidies_application_change", args=[case.pk])).text
    assert "case-work" in text and "Awb 4:13" in text


def zip_of(client, case):
    response = client.post(reverse("admin:subsidies_application_archive", args=[case.pk]))
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_a_case_goes_into_one_zip_with_a_manifest_that_agrees(as_role):
    case = submitted(title="Water")
    for name in ("../../etc/passwd", "plan.pdf", "PLAN.pdf", "..\\x\u202e.pdf", "...", "a" * 190 + ".pdf"):
        AttachmentFactory(application=case, file_name=name)
    DocumentFactory(application=case)
    MessageFactory(application=case, text="Hierbij de offerte.")
    MessageFactory(application=submitted(), text="Van een ander.")
    officer = as_role("subsidy officers")
    archive = zip_of(officer, case)
    names = archive.namelist()
    assert len({name.casefold() for name in names}) == len(names)
    assert not any(".." in name.split("/") or "\\" in name or name.startswith("/") for name in names)
    manifest = json.loads(archive.read("manifest.json"))
    assert {each["name"] for each in manifest["files"]} == set(names) - {"manifest.json"}
    for each in manifest["files"]:
        assert sha256(archive.read(each["name"])).hexdigest() == each["sha256"]
    contents = json.loads(archive.read("case.json"))
    assert contents["reference"] == case.reference and "Van een ander" not in archive.read("case.json").decode()
    history = [json.loads(line) for line in archive.read("geschiedenis.jsonl").decode().splitlines()]
    assert [each["state"] for each in history if each["model"] == "application"][-1] == "submitted"
    assert {"application", "message", "attachment", "ledgerentry"} <= {each["model"] for each in history}
    export = CaseExport.objects.get()
    assert (export.application, export.made_by) == (case, officer.user)
    assert export.sha256 == sha256(archive.read("manifest.json")).hexdigest()


def test_only_officers_make_the_zip_and_not_of_a_case_that_is_shut(as_role):
    case = submitted()
    address = reverse("admin:subsidies_application_archive", args=[case.pk])
    for role in ("deciders", "finance", "readers"):
        assert as_role(role).post(address).status_code == 403
    officer = as_role("subsidy officers")
    assert officer.get(address).status_code == 302 and not CaseExport.objects.exists()
    MembershipFactory(organisation=case.organisation, user=officer.user)
    assert officer.post(address).status_code == 404
    assert not CaseExport.objects.exists()


def test_a_lost_file_makes_no_zip(as_role):
    attachment = AttachmentFactory(application=submitted())
    attachment.file.storage.delete(attachment.file.name)
    response = as_role("subsidy officers").post(
        reverse("admin:subsidies_application_archive", args=[attachment.application_id])
    )
    assert response.status_code == 302 and not CaseExport.objects.exists()


@pytest.mark.parametrize("statement", ["UPDATE subsidies_caseexport SET files = 0", "DELETE FROM subsidies_caseexport"])
def test_nobody_who_serves_rewrites_what_was_exported(as_serving_role, statement):
    CaseExportFactory()
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_is_late_is_marked(as_role):
    officer = as_role("subsidy officers")
    case = submitted()
    with time_machine.travel(timezone.now() + timedelta(days=90), tick=False):
        sign_in(officer, officer.user)
        text = officer.get(START).text
        assert case.reference in text and "too-late" in text and "Awb 4:17" in text


def test_rows_of_the_list_are_those_that_django_would_write(as_role):
    officer = as_role("subsidy officers")
    deciding.announce(
        decision=take_decision(application=ready(submitted(title=" <b>Verleend</b> "))), by=DeciderFactory()
    )
    for title, name, handler in [("Eerste & 'laatste'", "<i>X</i>", officer.user), ("  ", 'Y "en" Z ', None)]:
        case = submitted(title=title, organisation=OrganisationFactory(name=name))
        type(case).objects.filter(pk=case.pk).update(handler=handler)
    for query in ("", "?handler=nobody&o=-1", "?q=niets", "?_popup=1"):
        cl = officer.get(LIST + query).context["cl"]
        plain = ["".join(cells) for cells in results(cl)]
        assert ["".join(cells) for cells in case_rows.case_list(cl)["results"]] == plain
        assert len(plain) == (0 if "niets" in query else 2 if "nobody" in query else 3)
        for spec in cl.filter_specs:
            choices = list(spec.choices(cl))
            django = render_to_string("admin/filter.html", {"title": spec.title, "choices": choices})
            assert without_spaces(case_rows.filter_of(spec.title, choices)) == without_spaces(django)


def without_spaces(html):
    return re.sub(r"\s+", "", html)
