"""What an applicant sees of a case, and does in it; what comes too late; and who sees none of it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from deventer_intl.accounts import my_data
from subsidies.actions import application as actions
from subsidies.actions import attachment, deciding, handling
from subsidies.models import Account, Application, Payment
from subsidies.states import State
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.organisations.test_paper_files import PDF
from tests.subsidy_factories import (
    ApplicationFactory,
    AttachmentFactory,
    DeciderFactory,
    EvidenceFactory,
    IntentionFactory,
    OfficerFactory,
    PaymentSuspensionFactory,
    SchemeVersionFactory,
    SupplementRequestFactory,
    publish,
    submitted,
    take_decision,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def evidence():
    rules = SchemeVersionFactory()
    evidence = EvidenceFactory(version=rules)
    publish(rules)
    return evidence


@pytest.fixture
def application(evidence):
    return submitted(ceiling=evidence.version.ceiling)


@pytest.fixture
def user(application, client):
    user = MembershipFactory(organisation=application.organisation).user
    sign_in(client, user)
    return user


def page(application, rest=""):
    return f"/mijn/aanvragen/{application.reference}/{rest}"


def text_of(client, application, rest=""):
    return " ".join(client.get(page(application, rest)).content.decode().replace("\u00a0", " ").split())


def asked(application, evidence, **kwargs):
    return handling.ask_supplement(
        application=application, text="Het plan ontbreekt.", evidence=[evidence], by=OfficerFactory(), **kwargs
    )


def decided(application, **kwargs):
    officer = OfficerFactory()
    handling.declare_complete(application=application, by=officer)
    handling.advise(application=application, by=officer)
    values = {"outcome": "grant", "amount": application.requested, "grounds": "Het past goed.", **kwargs}
    return take_decision(application=application, by=DeciderFactory(), **values)


def supply_document(application, evidence, user):
    return attachment.add(application=application, name="plan.pdf", content=PDF, evidence=evidence, by=user)


def test_a_decision_is_seen_only_once_it_is_announced(application, user, client):
    decision = decided(application)
    before = text_of(client, application) + text_of(client, application, "../")
    assert "Het past goed." not in before
    assert "U krijgt subsidie" not in before
    assert client.post(page(application, "intrekken/")).status_code == 409
    deciding.announce(decision=decision, by=DeciderFactory())
    after = text_of(client, application)
    assert "Het past goed." in after
    assert "U krijgt subsidie" in after
    assert "€ 1.200" in after
    assert "bezwaar maken tot en met" in after


def test_the_clock_and_the_line_are_shown(evidence, user, client, application):
    first = submitted(ceiling=evidence.version.ceiling, requested=2_000_00, organisation__slug="eerste")
    for each in (first, application):
        handling.declare_complete(application=each, by=OfficerFactory())
    Application.objects.filter(pk=first.pk).update(complete_at=first.received_at)
    shown = text_of(client, application)
    assert "Uw plek in de rij" in shown
    assert "Awb 4:13" in shown
    assert "Er is genoeg geld voor uw aanvraag" in shown


def test_whoever_stands_where_there_is_no_money_reads_so(evidence, user, client, application):
    rich = submitted(ceiling=evidence.version.ceiling, requested=43_000_00, organisation__slug="rijk")
    for each in (rich, application):
        handling.declare_complete(application=each, by=OfficerFactory())
    assert "geen geld meer" in text_of(client, application)


def test_exactly_what_was_asked_is_supplied(application, evidence, user, client):
    old = AttachmentFactory(application=application, evidence=evidence, added_at=timezone.now() - timedelta(days=1))
    request = asked(application, evidence)
    response = client.post(page(application, "aanvulling/"), {"send": "1"})
    assert response.status_code == 422
    assert "Projectplan" in response.content.decode()
    new = supply_document(application, evidence, user)
    for _ in range(2):
        # The second of two clicks, too.
        assert client.post(page(application, "aanvulling/"), {"send": "1"}).status_code == 302
    application.refresh_from_db()
    request.refresh_from_db()
    assert (application.state, request.supplied_by) == (State.SUBMITTED, user)
    assert list(application.attachments.current()) == [new]
    assert old in application.attachments.all()
    assert client.get(page(application, "aanvulling/")).status_code == 302


def test_a_late_supplement_is_taken_and_said_to_be_late(application, evidence, user, client):
    request = asked(application, evidence)
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        sign_in(client, user)
        assert "te laat" in text_of(client, application, "aanvulling/")
        supply_document(application, evidence, user)
        assert client.post(page(application, "aanvulling/"), {"send": "1"}).status_code == 302
        request.refresh_from_db()
        assert timezone.localdate(request.supplied_at) > request.due_on
        take_decision(application=application, outcome="leave-out", grounds="Te laat.", by=DeciderFactory())
    application.refresh_from_db()
    assert application.state == State.LEFT_OUT


def test_withdrawing_twice_is_no_error_and_frees_the_money(application, user, client):
    for _ in range(2):
        assert client.post(page(application, "intrekken/")).status_code == 302
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    assert application.entries.balances()[Account.POSSIBLE, "ordinary"] == 0
    assert "ingetrokken" in text_of(client, application)
    assert client.get(page(application, "intrekken/")).status_code == 302


def test_a_stale_page_sent_a_day_later_changes_nothing(application, evidence, user, client, settings):
    deciding.announce(decision=decided(application), by=DeciderFactory())
    for rest in ("intrekken/", "aanvulling/", "zienswijze/", "aanbod/", "aanvulling/activiteit/"):
        response = client.post(page(application, rest), {"view": "Nee", "answer": "decline"})
        assert response.status_code == 409, rest
        assert "Dit kan niet meer" in response.content.decode()
    application.refresh_from_db()
    assert application.state == State.GRANTED


def test_a_view_is_given_within_its_term_and_once(application, user, client, settings):
    settings.OFFICE_EMAIL = "office@voorbeeld.example"
    intention = IntentionFactory(application=application)
    assert "Wij zijn van plan de subsidie te weigeren." in text_of(client, application, "zienswijze/")
    assert client.post(page(application, "zienswijze/"), {"view": " "}).status_code == 422
    for _ in range(2):
        assert client.post(page(application, "zienswijze/"), {"view": "Dat klopt niet."}).status_code == 302
    intention.refresh_from_db()
    assert (intention.view, intention.view_given_by) == ("Dat klopt niet.", user)
    assert client.post(page(application, "zienswijze/"), {"view": "Iets anders."}).status_code == 422
    assert [message.to for message in mail.outbox] == [["office@voorbeeld.example"]]
    late = IntentionFactory(application=application, view_due_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ValidationError) as error:
        actions.give_view(intention=late, text="Te laat", by=user)
    assert error.value.code == "late"


@pytest.mark.parametrize(("answer", "state"), [("keep", State.GRANTED), ("decline", State.WITHDRAWN)])
def test_what_remains_is_kept_or_given_back(application, user, client, answer, state):
    decision = decided(application, outcome="grant-in-part", amount=500_00, offer=True)
    assert client.get(page(application, "aanbod/")).status_code == 302
    deciding.announce(decision=decision, by=DeciderFactory())
    assert "€ 500" in text_of(client, application, "aanbod/")
    assert client.post(page(application, "aanbod/"), {"answer": "x"}).status_code == 422
    for _ in range(2):
        assert client.post(page(application, "aanbod/"), {"answer": answer}).status_code == 302
    application.refresh_from_db()
    assert application.state == state
    assert client.get(page(application)).status_code == 200


def test_by_when_the_money_comes_is_not_promised_for_a_day_that_has_passed(application, user, client):
    deciding.announce(decision=decided(application), by=DeciderFactory())
    day = date_format(Payment.objects.get().due_on)
    assert f"U krijgt het geld uiterlijk {day}" in text_of(client, application)
    with time_machine.travel(timezone.now() + timedelta(weeks=20), tick=False):
        sign_in(client, user)
        shown = text_of(client, application)
        assert f"U had het geld uiterlijk {day} moeten krijgen" in shown and "U krijgt het geld" not in shown
        assert f"had uiterlijk {day} betaald moeten zijn" in shown
        PaymentSuspensionFactory(application=application)
        shown = text_of(client, application)
        assert "het geld uiterlijk" not in shown and "betaald moeten zijn" not in shown


def test_a_message_is_sent_once_and_not_without_end(application, user, client, settings):
    settings.OFFICE_EMAIL = "office@voorbeeld.example"
    for _ in range(2):
        assert client.post(page(application, "bericht/"), {"text": "Wanneer?"}).status_code == 302
    assert application.messages.get().sent_by == user
    (message,) = mail.outbox
    assert "Wanneer?" not in message.body
    for n in range(18):
        client.post(page(application, "bericht/"), {"text": f"Bericht {n}"})
    assert client.post(page(application, "bericht/"), {"text": "Te veel"}).status_code == 422
    handling.write(application=application, text="<b>Morgen</b>", by=OfficerFactory(name="Ambtenaar"))
    shown = text_of(client, application)
    assert "&lt;b&gt;Morgen" in shown
    assert "Ambtenaar" not in shown


def test_the_list_costs_the_same_queries_for_one_and_for_many(application, user, client, evidence):
    def queries():
        with CaptureQueriesContext(connection) as found:
            for address in ("/mijn/aanvragen/", "/mijn/"):
                assert client.get(address).status_code == 200
        return len(found)

    asked(application, evidence)
    ApplicationFactory(organisation=application.organisation)
    queries()
    one = queries()
    for _ in range(12):
        another = submitted(organisation=application.organisation, ceiling=application.ceiling)
        SupplementRequestFactory(application=another)
        IntentionFactory(application=another)
        ApplicationFactory(organisation=application.organisation)
    assert queries() == one


def test_my_page_names_what_is_asked_and_nothing_of_others(application, user, client, evidence):
    other = submitted(ceiling=application.ceiling, organisation__slug="ander", title="Geheim plan")
    for each in (application, other):
        asked(each, evidence)
    for address in ("/mijn/", "/mijn/aanvragen/"):
        shown = client.get(address).content.decode()
        assert page(application, "aanvulling/") in shown
        assert "Geheim plan" not in shown
    stranger = MembershipFactory().user
    sign_in(client, stranger)
    for rest in ("", "bericht/", "aanvulling/", "intrekken/", "zienswijze/", "aanbod/", "ontvangstbevestiging/"):
        assert client.get(page(application, rest)).status_code == 404
        assert client.post(page(application, rest)).status_code == 404


def test_ones_own_data_holds_what_one_did_and_leaving_breaks_nothing(application, user):
    colleague = MembershipFactory(organisation=application.organisation).user
    actions.write(application=application, text="Van mij", by=user)
    actions.write(application=application, text="Van een ander", by=colleague)
    draft = ApplicationFactory(organisation=application.organisation, created_by=user)
    supplied = attachment.add(application=draft, name="plan.pdf", content=PDF, by=user)
    held = str(my_data.held_on(user))
    assert "Van mij" in held
    assert "plan.pdf" in held
    assert "Van een ander" not in held
    assert b"bijlagen/" in my_data.archive(user)
    my_data.remove(user)
    draft.refresh_from_db()
    supplied.refresh_from_db()
    assert (draft.created_by, supplied.added_by, application.messages.first().sent_by) == (None, None, None)


def test_before_a_settlement_is_revoked_the_applicant_is_heard(application, user, client):
    deciding.announce(decision=decided(application), by=DeciderFactory())
    application.refresh_from_db()
    application.state = State.SETTLED
    application.save()
    intention = IntentionFactory(application=application, text="Wij willen de vaststelling intrekken.")
    assert page(application, "zienswijze/") in client.get("/mijn/aanvragen/").text
    assert client.post(page(application, "zienswijze/"), {"view": "Dat klopt niet."}).status_code == 302
    intention.refresh_from_db()
    assert intention.view == "Dat klopt niet."
    # Both can be read afterwards.
    shown = text_of(client, application)
    assert "Wij willen de vaststelling intrekken." in shown and "Dat klopt niet." in shown


def test_an_intention_that_was_decided_on_asks_nothing_any_more(application, user, client):
    IntentionFactory(application=application, announced_at=timezone.now() - timedelta(days=1))
    deciding.announce(decision=decided(application), by=DeciderFactory())
    shown = text_of(client, application)
    assert "U krijgt subsidie" in shown
    assert page(application, "zienswijze/") not in shown


def test_a_view_that_comes_too_late_is_not_lost_on_its_way(application, user, client):
    intention = IntentionFactory(application=application, view_due_on=timezone.localdate() - timedelta(days=1))
    response = client.post(page(application, "zienswijze/"), {"view": "Een lang verhaal."})
    assert response.status_code == 422
    assert "Een lang verhaal." in response.text
    intention.refresh_from_db()
    assert intention.view == ""
