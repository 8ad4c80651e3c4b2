"""The cases in the back-office: who sees them, what is done with them, and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from subsidies.actions import handling
from subsidies.models import Application, BudgetLine, Decision, Message
from subsidies.states import State
from subsidies.work import attention
from tests.conftest import sign_in
from tests.factories import CountryFactory, GoalFactory, MembershipFactory, OrganisationFactory
from tests.subsidy_factories import (
    AMSTERDAM,
    AttachmentFactory,
    DeciderFactory,
    EvidenceFactory,
    OfficerFactory,
    PurposeFactory,
    SchemeVersionFactory,
    publish,
    submitted,
)

pytestmark = pytest.mark.django_db

LIST = reverse("admin:subsidies_application_changelist")


def page_of(application):
    return reverse("admin:subsidies_application_change", args=[application.pk])


# What the form of a decision asks beside outcome, amount and grounds.
DECISION = {
    "mandate": "namens burgemeester en wethouders, de teammanager",
    "activity_until": f"{timezone.localdate().year}-12-31",
    "refusal_ground": "scheme",
    "public_title": "Water bij scholen",
    "public_summary": "Vijf scholen krijgen een pomp.",
    "public_text_confirmed": "on",
}


def act(client, application, action, **answers):
    """Do something as it is done on a page: open the form, fill it in, send it."""
    if action == "decide":
        compose(client, application, **(DECISION | answers))
        answers = {}
    address = reverse("admin:subsidies_application_act", args=[application.pk, action])
    opened = client.get(address)
    stamp = opened.context["stamp"] if opened.status_code == 200 else ""
    return client.post(address, {"stamp": stamp, **answers})


def compose(client, application, **answers):
    """Compose a decision as it is done on its page."""
    address = reverse("admin:subsidies_application_compose", args=[application.pk])
    hidden = client.get(address).context["form"].initial
    return client.post(address, {"seen": hidden["seen"], "opened_on": hidden["opened_on"], **answers})


def done(response, application, state):
    assert response.status_code == 302, response.context["form"].errors
    application.refresh_from_db()
    assert application.state == state


def test_a_case_goes_from_receipt_to_announced_decision_by_pages(as_role):
    plan = EvidenceFactory(version=SchemeVersionFactory())
    publish(plan.version)
    application = submitted(organisation__name="Stichting Voorbeeld", requested=1_200_00)
    officer, decider = as_role("subsidy officers"), as_role("deciders")
    page = officer.get(page_of(application))
    assert "Stichting Voorbeeld" in page.text and "€ 1.200" in page.text.replace("\u00a0", " ")

    done(
        act(officer, application, "ask-supplement", text="De offerte ontbreekt.", evidence=[plan.pk]),
        application,
        State.SUPPLEMENT_REQUESTED,
    )
    assert list(application.supplement_requests.get().evidence.all()) == [plan]
    done(act(officer, application, "declare-complete"), application, State.UNDER_REVIEW)
    done(act(officer, application, "advise"), application, State.TO_BE_DECIDED)
    assert application.assessed_by == officer.user
    done(
        act(decider, application, "decide", outcome="grant-in-part", amount="1.000,50", grounds="Past ten dele."),
        application,
        State.GRANTED,
    )
    decision = application.decisions.get()
    assert (decision.amount, decision.decided_by) == (1_000_50, decider.user)
    done(act(decider, application, "announce"), application, State.GRANTED)
    decision.refresh_from_db()
    assert decision.announced_at
    assert "1.000,50" in officer.get(page_of(application)).text


def test_clock_is_suspended_ended_and_extended_by_pages(as_role):
    publish(SchemeVersionFactory(extension_weeks=4))
    application, officer = submitted(), as_role("subsidy officers")
    today = timezone.localdate()
    assert act(officer, application, "suspend", first_day=today, reason="Brief van 3 maart").status_code == 302
    assert application.suspensions.get().last_day is None
    again = act(officer, application, "suspend", first_day=today, reason="Nog eens")
    assert again.status_code == 422 and application.suspensions.count() == 1
    assert act(officer, application, "resume").status_code == 302
    assert application.suspensions.get().last_day == today
    assert act(officer, application, "extend").status_code == 302
    assert act(officer, application, "extend").status_code == 422
    application.refresh_from_db()
    assert application.extended_on == today


@pytest.mark.parametrize("weeks", [0, 4])
def test_the_page_to_extend_has_a_button_where_the_scheme_gives_the_right_and_once(as_role, weeks):
    publish(SchemeVersionFactory(extension_weeks=weeks))
    application, officer = submitted(), as_role("subsidy officers")
    page = reverse("admin:subsidies_application_act", args=[application.pk, "extend"])
    assert ("Verlengen en mailen" in officer.get(page).text) is bool(weeks)
    act(officer, application, "extend")
    assert "Verlengen en mailen" not in officer.get(page).text


@pytest.mark.parametrize(
    ("action", "answers"),
    [
        ("ask-supplement", {"text": "", "steps": ["activiteit"]}),
        ("ask-supplement", {"text": "Er ontbreekt iets."}),
        ("ask-supplement", {"text": "Er ontbreekt iets.", "steps": ["verzonnen"]}),
        ("ask-supplement", {"text": "x" * 4_001, "steps": ["activiteit"]}),
        ("suspend", {"first_day": "gisteren", "reason": "Brief"}),
        ("suspend", {"first_day": "0001-01-01", "reason": "Brief"}),
        ("suspend", {"first_day": "2999-01-02", "last_day": "2999-01-01", "reason": "Brief"}),
        ("write", {"text": ""}),
        ("intend", {"text": "  "}),
        ("withdraw", {"asked_by": ""}),
        ("extend", {}),
    ],
)
def test_bad_input_is_answered_with_422_and_changes_nothing(as_role, action, answers):
    application = submitted()
    before = application.events.count()
    response = act(as_role("subsidy officers"), application, action, **answers)
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert application.events.count() == before
    assert (application.suspensions.count(), application.messages.count(), application.intentions.count()) == (0, 0, 0)


def to_decide(**values):
    application, officer = submitted(**values), OfficerFactory()
    handling.declare_complete(application=application, by=officer)
    handling.advise(application=application, by=officer)
    application.refresh_from_db()
    return application


@pytest.mark.parametrize(
    "answers",
    [
        {"outcome": "grant-in-part", "grounds": "Past."},
        {"outcome": "grant-in-part", "amount": "0", "grounds": "Past."},
        {"outcome": "grant-in-part", "amount": "-5", "grounds": "Past."},
        {"outcome": "grant-in-part", "amount": "1.200", "grounds": "Past."},
        {"outcome": "grant-in-part", "amount": "1,250", "grounds": "Past."},
        {"outcome": "grant", "amount": "7", "grounds": "Past."},
        {"outcome": "grant", "grounds": ""},
        {"outcome": "grant", "is_offer": "on", "grounds": "Past."},
        {"outcome": "refuse", "amount": "7", "grounds": "Past."},
        {"outcome": "leave-out", "grounds": "Past."},
        {"outcome": "", "grounds": "Past."},
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(as_role, answers):
    application = to_decide(requested=1_200_00)
    assert act(as_role("deciders"), application, "decide", **answers).status_code == 422
    application.refresh_from_db()
    assert (application.state, application.decisions.count()) == (State.TO_BE_DECIDED, 0)


def test_a_grant_above_the_ceiling_is_refused_on_the_form(as_role):
    first, second = to_decide(requested=40_000_00), to_decide(requested=5_000_00)
    decider = as_role("deciders")
    assert act(decider, first, "decide", outcome="grant", grounds="Past.").status_code == 302
    response = act(decider, second, "decide", outcome="grant", grounds="Past.")
    assert response.status_code == 422
    assert (
        act(
            decider, second, "decide", outcome="grant-in-part", amount="3000", is_offer="on", grounds="De rest."
        ).status_code
        == 302
    )
    assert second.decisions.get().is_offer


def test_what_is_sent_twice_or_on_an_old_page_is_done_once(as_role):
    application, officer = submitted(), as_role("subsidy officers")
    address = reverse("admin:subsidies_application_act", args=[application.pk, "write"])
    stamp = officer.get(address).context["stamp"]
    assert officer.post(address, {"stamp": stamp, "text": "Dag"}).status_code == 302
    again = officer.post(address, {"stamp": stamp, "text": "Dag"})
    assert again.status_code == 422 and "Dag" in again.text
    assert Message.objects.count() == 1
    # The page that came back is up to date, so sending it again is meant.
    assert officer.post(address, {"stamp": again.context["stamp"], "text": "Dag"}).status_code == 302


def test_two_deciders_at_once_decide_once(transactional_db, as_role):
    application = to_decide(requested=1_200_00)
    clients = [as_role("deciders"), as_role("deciders")]
    compose(clients[0], application, outcome="grant", grounds="Past.", **DECISION)
    address = reverse("admin:subsidies_application_act", args=[application.pk, "decide"])
    stamps = [client.get(address).context["stamp"] for client in clients]

    def decide(client, stamp):
        try:
            return client.post(address, {"stamp": stamp}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(decide, clients, stamps))
    assert sorted(statuses) == [302, 422]
    assert Decision.objects.count() == 1
    assert application.ceiling.held() == 1_200_00


def test_what_cannot_be_done_now_leads_back_with_the_reason(as_role):
    application, officer = submitted(), as_role("subsidy officers")
    address = reverse("admin:subsidies_application_act", args=[application.pk, "advise"])
    assert officer.get(address).status_code == 302
    assert officer.post(address, {"stamp": "1"}).status_code == 422
    assert officer.get(address.replace("advise", "bribe")).status_code == 404
    assert officer.get(address.replace(f"/{application.pk}/", "/999999/")).status_code == 404


@pytest.mark.parametrize(
    ("role", "sees", "acts"),
    [
        ("subsidy officers", 200, 302),
        ("deciders", 200, 403),
        ("finance", 200, 403),
        ("readers", 403, 403),
        ("editors", 403, 403),
        ("trade office", 403, 403),
    ],
)
def test_each_role_sees_and_does_its_own_part(as_role, role, sees, acts):
    application, client = submitted(), as_role(role)
    for address in [LIST, page_of(application), reverse("admin:subsidies_application_export", args=["csv"])]:
        assert client.get(address).status_code == sees, address
    assert act(client, application, "declare-complete").status_code == acts
    assert client.post(page_of(application), {"title": "Anders"}).status_code == 403
    assert client.get(reverse("admin:subsidies_application_add")).status_code == (200 if acts == 302 else 403)


def test_a_case_of_ones_own_organisation_is_not_there_for_a_civil_servant(as_role):
    application, other = submitted(organisation__name="Eigen Club"), submitted(organisation__name="Een Ander")
    officer = as_role("subsidy officers", "deciders", is_superuser=True)
    MembershipFactory(organisation=application.organisation, user=officer.user)
    document = AttachmentFactory(application=application)
    addresses = [
        page_of(application),
        reverse("admin:subsidies_application_history", args=[application.pk]),
        reverse("admin:subsidies_application_act", args=[application.pk, "write"]),
        reverse("admin:subsidies_application_document", args=[application.pk, document.pk]),
        reverse("admin:subsidies_application_delete", args=[application.pk]),
    ]
    for address in addresses:
        assert officer.get(address).status_code in (403, 404), address
        assert officer.post(address, {"stamp": "", "text": "Dag"}).status_code in (403, 404), address
    for address in [LIST, f"{LIST}?q={application.reference}", reverse("admin:subsidies_ledgerentry_changelist")]:
        text = officer.get(address).text
        assert "Eigen Club" not in text and f">{application.reference}<" not in text
    assert other.reference in officer.get(LIST).text
    exported = officer.get(reverse("admin:subsidies_application_export", args=["csv"]))
    assert "Eigen Club" not in exported.text and "Een Ander" in exported.text


def test_documents_are_given_out_as_a_download_and_not_before_the_scan(as_role, settings, tmp_path):
    officer = as_role("subsidy officers")
    document = AttachmentFactory(application=submitted())
    address = reverse("admin:subsidies_application_document", args=[document.application_id, document.pk])
    response = officer.get(address)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content).startswith(b"%PDF")
    other = submitted()
    assert officer.get(address.replace(f"/{document.application_id}/", f"/{other.pk}/", 1)).status_code == 404
    document.scan = "waiting"
    document.save()
    assert officer.get(address).status_code == 404


def test_list_costs_the_same_at_10_and_at_200_rows(as_role):
    publish()
    officer, costs = as_role("subsidy officers"), []
    pages = [LIST, f"{LIST}?term=overdue", reverse("admin:subsidies_ledgerentry_changelist"), reverse("admin:index")]
    for number in (10, 190):
        organisation = OrganisationFactory()
        for _n in range(number):
            submitted(organisation=organisation)
        cost = []
        for address in pages:
            officer.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert officer.get(address).status_code == 200
            cost.append(len(queries))
        costs.append(cost)
    assert costs[0] == costs[1]


def test_list_finds_by_reference_and_shows_what_is_late(as_role):
    officer = as_role("subsidy officers")
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=AMSTERDAM), tick=False):
        late, other = submitted(title="Te laat"), submitted(title="Ook")
        handling.declare_complete(application=other, by=officer.user)
    with time_machine.travel(datetime(2026, 4, 28, 9, tzinfo=AMSTERDAM), tick=False):
        sign_in(officer, officer.user)
        text = officer.get(f"{LIST}?q={late.reference.lower()}").text
        assert "Te laat" in text and ">Ook<" not in text
        assert "28-4-2026" in text
    with time_machine.travel(datetime(2026, 4, 29, 9, tzinfo=AMSTERDAM), tick=False):
        sign_in(officer, officer.user)
        assert "1 dag te laat" in officer.get(f"{LIST}?term=overdue").text
        labels = {str(each.label): each.count for each in attention.waiting(officer.user)}
        assert labels["Aanvragen waarvan de termijn voor het besluit voorbij is"] == 2
    sign_in(officer, officer.user)
    assert officer.get(f"{LIST}?term=verzonnen&q=IS-2026-99999999999999999999").status_code == 200


def test_start_page_shows_each_role_its_own_work():
    waiting_for_check, decided_next = submitted(), to_decide()
    officer, decider = OfficerFactory(), DeciderFactory()
    counted = {user: [each.count for each in attention.waiting(user)] for user in (officer, decider)}
    assert counted == {officer: [1], decider: [1]}
    MembershipFactory(organisation=waiting_for_check.organisation, user=officer)
    assert attention.waiting(officer) == []
    assert decided_next.state == State.TO_BE_DECIDED


def paper(ceiling, of, **answers):
    return {
        "received_on": timezone.localdate().isoformat(),
        "organisation": of.pk,
        "title": "Een koor uit Sibiu",
        "requested": "€ 1.250,-",
        "countries": [CountryFactory().pk],
        "goal_1": GoalFactory().pk,
        "iban": "nl91 abna 0417 1643 00",
        "contact_name": "Ada Voorbeeld",
        "lines-TOTAL_FORMS": "2",
        "lines-INITIAL_FORMS": "0",
        "lines-0-kind": "cost",
        "lines-0-label": "Bus",
        "lines-0-amount": "1.250",
        "lines-1-kind": "own",
        **answers,
    }


@pytest.fixture
def rules():
    version = SchemeVersionFactory()
    PurposeFactory(version=version)
    return publish(version)


def test_a_paper_is_registered_as_of_the_day_it_came_in(as_role, rules):
    officer, organisation = as_role("subsidy officers"), OrganisationFactory()
    member = MembershipFactory(organisation=organisation).user
    address = reverse("admin:subsidies_application_add")
    assert str(rules.ceiling) in officer.get(address).text
    address = f"{address}?ceiling={rules.ceiling_id}"
    assert officer.get(address).status_code == 200
    day = max(timezone.localdate() - timedelta(days=3), date(rules.ceiling.year, 1, 1))
    response = officer.post(address, paper(rules.ceiling, organisation, received_on=day.isoformat()))
    assert response.status_code == 302
    application = Application.objects.get()
    assert response["Location"] == reverse("admin:subsidies_application_act", args=[application.pk, "add-scan"])
    assert (application.state, application.channel) == (State.SUBMITTED, "paper")
    assert timezone.localdate(application.received_at) == day
    assert (application.requested, application.iban) == (1_250_00, "NL91ABNA0417164300")
    assert [line.kind for line in application.budget_lines.all()] == [BudgetLine.Kind.COST, BudgetLine.Kind.REQUEST]
    assert application.submitted_by == officer.user
    assert str(officer.user) in officer.get(page_of(application)).text
    assert list(Application.objects.of_member(member)) == [application]


def test_a_paper_that_came_after_closing_is_registered_too(as_role):
    now = timezone.now()
    version = SchemeVersionFactory(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    publish(version)
    officer = as_role("subsidy officers")
    address = reverse("admin:subsidies_application_add") + f"?ceiling={version.ceiling_id}"
    assert officer.post(address, paper(version.ceiling, OrganisationFactory())).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"received_on": "2999-01-01"},
        {"received_on": "1999-01-01"},
        {"received_on": ""},
        {"title": ""},
        {"requested": "0"},
        {"requested": "1,250"},
        {"iban": "NL00ABNA0417164300"},
        {"organisation": "999999"},
        {"starts_on": "2026-05-02", "ends_on": "2026-05-01"},
        {"lines-0-amount": "-1"},
        {"lines-0-label": ""},
        {"lines-TOTAL_FORMS": "1000"},
        {"lines-TOTAL_FORMS": "veel"},
        {"people": "-1"},
    ],
)
def test_a_paper_typed_over_wrongly_is_refused(as_role, rules, wrong):
    officer = as_role("subsidy officers")
    address = reverse("admin:subsidies_application_add") + f"?ceiling={rules.ceiling_id}"
    assert officer.post(address, paper(rules.ceiling, OrganisationFactory(), **wrong)).status_code == 422
    assert not Application.objects.exists()


def test_nobody_registers_a_paper_of_an_own_organisation(as_role, rules):
    officer = as_role("subsidy officers")
    own = MembershipFactory(user=officer.user).organisation
    address = reverse("admin:subsidies_application_add") + f"?ceiling={rules.ceiling_id}"
    assert officer.post(address, paper(rules.ceiling, own)).status_code == 422


def test_history_shows_moments_days_and_amounts_as_people_read_them(as_role):
    year = timezone.localdate().year
    case = submitted(requested=1_200_50, received_at=datetime(year, 3, 2, 10, 30, tzinfo=AMSTERDAM))
    officer = as_role("subsidy officers")
    Application.objects.filter(pk=case.pk).update(created_by=officer.user)
    text = officer.get(reverse("admin:subsidies_application_history", args=[case.pk])).text
    for said in ("€\xa01.200,50", f"2 maart {year} 10:30", f"30 juni {year}"):
        assert said in text
    assert "120050" not in text
    assert "Begonnen door" in text and "Created by" not in text
