"""Another bank account: proposed by a member, told to the colleagues, confirmed by somebody else after calling back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from subsidies.actions import application as applications
from subsidies.actions import bank_account as actions
from subsidies.actions import deciding, handling, supplement
from subsidies.models import Application, IbanChange
from tests.conftest import sign_in
from tests.factories import MembershipFactory, UserFactory
from tests.subsidy_factories import (
    DECLARED,
    DeciderFactory,
    FinanceFactory,
    IbanChangeFactory,
    OfficerFactory,
    SchemeVersionFactory,
    answered,
    publish,
    ready,
    submitted,
    take_decision,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]

OLD, NEW, THIRD = "NL91ABNA0417164300", "NL44RABO0123456789", "DE89370400440532013000"
HOLDER = "Stichting Voorbeeld"


@pytest.fixture
def member():
    return MembershipFactory(user__email="lid@voorbeeld.example")


@pytest.fixture
def case(member):
    return submitted(organisation=member.organisation, by=member.user)


@pytest.fixture
def change(case, member):
    return actions.propose(application=case, iban=NEW, holder=HOLDER, by=member.user)


def account(case):
    return Application.objects.get(pk=case.pk).iban


def page(case):
    return f"/mijn/aanvragen/{case.reference}/rekening/"


def granted(case, **kwargs):
    ready(case)
    decision = take_decision(
        application=case, outcome="grant", amount=case.requested, grounds="Past.", by=DeciderFactory(), **kwargs
    )
    deciding.announce(decision=decision, by=OfficerFactory())


def test_a_member_proposes_on_a_page_and_nothing_changes_yet(case, member, client):
    colleague = MembershipFactory(organisation=case.organisation, user__email="collega@voorbeeld.example").user
    sign_in(client, member.user)
    assert "NL·· ···· ···· 4300" in client.get(page(case)).text
    for typed in (
        {"iban": "NL91ABNA0417164301", "account_holder": HOLDER},
        {"iban": OLD, "account_holder": HOLDER},
        {},
    ):
        response = client.post(page(case), typed)
        assert response.status_code == 422 and 'class="error-summary"' in response.text
    for _ in range(2):
        # The second of two clicks, too.
        assert client.post(page(case), {"iban": "nl44 rabo 0123456789", "account_holder": HOLDER}).status_code == 302
    assert account(case) == OLD
    change = IbanChange.objects.get()
    assert (change.old_iban, change.iban, change.proposed_by, change.outcome) == (OLD, NEW, member.user, "")
    assert sorted(message.to[0] for message in mail.outbox) == ["ada@voorbeeld.example", colleague.email]
    assert not any(NEW in message.body for message in mail.outbox)
    case_page = client.get(f"/mijn/aanvragen/{case.reference}/").text
    assert "NL·· ···· ···· 6789" in case_page and NEW not in case_page


@pytest.mark.parametrize("text", ["a\0b", b"\xed\xa0\x80", "\u202eNL44", "9" * 5_000])
def test_odd_signs_are_refused(case, member, client, text):
    sign_in(client, member.user)
    for name in ("iban", "account_holder"):
        typed = {"iban": NEW, "account_holder": HOLDER, name: text}
        if name == "iban" or not isinstance(text, bytes):
            assert client.post(page(case), typed).status_code == 422
    assert account(case) == OLD


def test_a_later_proposal_takes_the_place_of_one_that_waits(case, change, member):
    later = actions.propose(application=case, iban=THIRD, holder=HOLDER, by=member.user)
    change.refresh_from_db()
    assert change.outcome == "replaced"
    assert list(case.iban_changes.waiting()) == [later]


@pytest.mark.parametrize("factory", [OfficerFactory, FinanceFactory])
def test_a_civil_servant_confirms_after_calling_back(case, change, factory):
    actions.confirm(application=case, note="Gebeld met 0570 000000, uit het dossier.", by=factory())
    assert account(case) == NEW
    with pytest.raises(ValidationError):
        actions.confirm(application=case, note="Nog eens.", by=factory())


def test_refused_the_account_stays_and_the_applicant_reads_why(case, change, member, client):
    actions.refuse(application=case, note="De penningmeester weet van niets.", by=FinanceFactory())
    assert account(case) == OLD
    sign_in(client, member.user)
    assert "De penningmeester weet van niets." in client.get(f"/mijn/aanvragen/{case.reference}/").text
    assert "De penningmeester weet van niets." in mail.outbox[-1].body


def test_neither_the_proposer_nor_a_member_nor_another_role_confirms(case, change, member):
    both = OfficerFactory()
    tied = MembershipFactory(organisation=case.organisation, user=OfficerFactory()).user
    IbanChange.objects.filter(pk=change.pk).update(proposed_by=None)
    later = actions.propose(application=case, iban=THIRD, holder=HOLDER, by=both)
    for by in (both, tied, DeciderFactory(), UserFactory(is_staff=True), member.user):
        with pytest.raises(PermissionDenied):
            actions.confirm(application=case, note="Ja.", by=by)
        with pytest.raises(PermissionDenied):
            actions.refuse(application=case, note="Nee.", by=by)
    later.refresh_from_db()
    assert later.outcome == "" and account(case) == OLD


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE subsidies_application SET iban = 'NL44RABO0123456789' WHERE id = {case}",
        "UPDATE subsidies_application SET account_holder = 'Dief' WHERE id = {case}",
        "UPDATE subsidies_application SET iban = '' WHERE id = {case}",
        "UPDATE subsidies_ibanchange SET outcome = 'confirmed', note = 'x', decided_at = now(), decided_by_id = proposed_by_id",
        "UPDATE subsidies_ibanchange SET outcome = 'confirmed', decided_at = now()",
        "UPDATE subsidies_ibanchange SET iban = 'DE89370400440532013000'",
        "DELETE FROM subsidies_ibanchange",
    ],
)
def test_the_database_refuses_one_pair_of_eyes(case, change, sql):
    refused = pytest.raises(DatabaseError, match=r"confirmed by somebody else|four_eyes|decided_whole|Cannot")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(case=case.pk))


def test_an_account_that_was_confirmed_once_does_not_come_back_by_itself(case, change, member):
    actions.confirm(application=case, note="Gebeld.", by=OfficerFactory())
    actions.propose(application=case, iban=THIRD, holder=HOLDER, by=member.user)
    actions.confirm(application=case, note="Gebeld.", by=OfficerFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=case.pk).update(iban=NEW)
    assert account(case) == THIRD


def test_an_account_that_changes_in_a_supplement_is_a_proposal_as_well(member):
    draft = answered(rules=publish(SchemeVersionFactory()), by=member.user, organisation=member.organisation)
    case = applications.submit(application=draft, by=member.user, declared=DECLARED)
    handling.ask_supplement(application=case, text="Wie?", steps=["organisatie"], by=OfficerFactory())
    typed = {
        "contact_name": ["Bo"],
        "contact_email": ["bo@voorbeeld.example"],
        "iban": [NEW],
        "account_holder": [HOLDER],
    }
    supplement.answer_anew(application=case, step="organisatie", data=typed, by=member.user)
    case.answers.update(data=typed, is_done=True)
    supplement.supply(application=case, by=member.user)
    case.refresh_from_db()
    assert (case.contact_name, case.iban) == ("Bo", OLD)
    assert IbanChange.objects.get().iban == NEW


def test_it_can_be_done_as_long_as_money_is_to_be_paid(case, member, client):
    sign_in(client, member.user)
    granted(case)
    assert client.get(page(case)).status_code == 200
    other = submitted(organisation=member.organisation, by=member.user, ceiling=case.ceiling)
    applications.withdraw(application=other, by=member.user)
    assert client.get(page(other)).status_code == 302
    assert client.post(page(other), {"iban": NEW, "account_holder": HOLDER}).status_code == 409


def test_a_refusal_that_is_not_announced_does_not_show_by_the_page(case, member, client):
    sign_in(client, member.user)
    ready(case)
    decision = take_decision(application=case, outcome="refuse", grounds="Past niet.", by=DeciderFactory())
    assert client.get(page(case)).status_code == 200
    assert client.post(page(case), {"iban": NEW, "account_holder": HOLDER}).status_code == 302
    deciding.announce(decision=decision, by=OfficerFactory())
    assert client.get(page(case)).status_code == 302


def test_staff_see_it_flagged_and_act_on_a_page(case, change, client):
    finance = FinanceFactory()
    sign_in(client, finance)
    dossier = reverse("admin:subsidies_application_change", args=[case.pk])
    assert "NL44 RABO 0123 4567 89" in client.get(dossier).text
    assert "account=waiting" in client.get(reverse("admin:index")).text
    assert case.reference in client.get(reverse("admin:subsidies_application_changelist") + "?account=waiting").text
    address = reverse("admin:subsidies_application_act", args=[case.pk, "confirm-iban"])
    opened = client.get(address)
    assert "Stichting Voorbeeld" in opened.text
    stamp = {"stamp": opened.context["stamp"]}
    assert client.post(address, {**stamp, "note": " "}).context["form"].errors
    # Another account was proposed since the page was opened: it is not the one that was checked.
    actions.propose(application=case, iban=THIRD, holder=HOLDER, by=change.proposed_by)
    assert client.post(address, {**stamp, "note": "Gebeld."}).context["form"].errors
    assert account(case) == OLD
    stamp = {"stamp": client.get(address).context["stamp"]}
    assert client.post(address, {**stamp, "note": "Gebeld."}).status_code == 302
    assert account(case) == THIRD


def test_an_account_other_than_that_of_the_last_grant_is_flagged(case, member):
    assert actions.differs_from(case) is None
    granted(case)
    same = submitted(organisation=member.organisation, ceiling=case.ceiling)
    other = submitted(organisation=member.organisation, ceiling=case.ceiling, iban=NEW)
    elsewhere = submitted(ceiling=case.ceiling, iban=NEW)
    assert [actions.differs_from(each) for each in (same, other, elsewhere)] == [None, case, None]


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_confirm_once(case, change):
    people = [OfficerFactory(), FinanceFactory()]

    def confirm(by):
        try:
            actions.confirm(application=case, note="Gebeld.", by=by)
            return 1
        except ValidationError:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(confirm, people)) == 1
    assert account(case) == NEW


def test_a_proposal_is_made_whole():
    change = IbanChangeFactory()
    assert change.proposed_at <= timezone.now() and str(change)
