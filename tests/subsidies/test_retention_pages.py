"""The back-office about what goes: the dry run, the terms, the record, and a hold on the page of a case."""

import pytest
from django.urls import reverse
from django.utils import timezone

from subsidies.actions import retaining
from subsidies.models import RetentionHold, RetentionRemoval, RetentionTerm
from tests.factories import MembershipFactory
from tests.subsidy_factories import (
    ApplicationFactory,
    OfficerFactory,
    RetentionHoldFactory,
    TieFactory,
    publish,
    submitted,
)

from .retention_scene import MARK, aged, refused, settled

pytestmark = pytest.mark.django_db

TODAY = "admin:subsidies_retentionrun_today"


@pytest.fixture(autouse=True)
def rules():
    return publish()


def act(client, case, slug, **data):
    """Open the page of an action and send it."""
    address = reverse("admin:subsidies_application_act", args=[case.pk, slug])
    page = client.get(address)
    if page.status_code != 200:
        return page
    return client.post(address, {"stamp": page.context["stamp"], **data})


def text_of(response):
    return response.content.decode()


def test_the_dry_run_lists_what_goes_and_what_is_held(as_role, django_assert_max_num_queries):
    goes, held, contact = aged(refused(), "refused"), aged(refused(), "refused"), aged(settled(), "contacts")
    aged(ApplicationFactory(title=MARK), "drafts")
    retaining.hold(application=held, reason="woo", note="Verzoek 14", by=OfficerFactory())
    client = as_role("subsidy officers")
    with django_assert_max_num_queries(20):
        response = client.get(reverse(TODAY))
    assert [(each["number"], len(each["rows"]), len(each["held"])) for each in response.context["classes"]] == [
        (1, 0, 0), (1, 1, 1), (1, 1, 1), (0, 0, 0)
    ]  # fmt: skip
    text = text_of(response)
    assert all(case.reference in text for case in (goes, held, contact))
    assert "gevraagd op grond van de Woo" in text and MARK not in text
    assert not RetentionRemoval.objects.exists()


def test_of_a_case_that_is_shut_nothing_is_said(as_role):
    case = aged(refused(), "refused")
    client = as_role("subsidy officers")
    assert case.reference in text_of(client.get(reverse(TODAY)))
    TieFactory(user=client.user, organisation=case.organisation)
    response = client.get(reverse(TODAY))
    assert case.reference not in text_of(response)
    assert [each["number"] for each in response.context["classes"]] == [0, 0, 0, 0]


@pytest.mark.parametrize("role", ["readers", "editors", "trade office", "finance"])
def test_who_has_no_business_with_it_gets_403(as_role, role):
    client = as_role(role)
    pages = [TODAY, *(f"admin:subsidies_retention{name}_changelist" for name in ("run", "term", "removal"))]
    assert [client.get(reverse(page)).status_code for page in pages] == [403] * 4


def change(client, kind, months):
    term = RetentionTerm.objects.get(kind=kind)
    return client.post(reverse("admin:subsidies_retentionterm_change", args=[term.pk]), {"months": months})


def test_a_decider_changes_a_term_and_the_history_shows_it(as_role):
    client = as_role("deciders")
    assert change(client, "refused", "48").status_code == 302
    term = RetentionTerm.objects.get(kind="refused")
    assert (term.months, term.months_before) == (48, 60)
    history = text_of(client.get(reverse("admin:subsidies_retentionterm_history", args=[term.pk])))
    assert client.user.name in history and "60" in history and "48" in history
    assert "geldt de eerdere termijn van 60 maanden nog" in text_of(client.get(reverse(TODAY)))


@pytest.mark.parametrize(
    ("kind", "months"),
    [("drafts", "2"), ("contacts", "5"), ("refused", "11"), ("granted", "83"), ("granted", "601"), ("refused", "-1"), ("refused", "")],
)  # fmt: skip
def test_a_term_that_is_too_short_or_too_long_is_refused(as_role, kind, months):
    before = list(RetentionTerm.objects.values())
    response = change(as_role("deciders"), kind, months)
    assert response.status_code in (200, 422) and response.context["errors"]
    assert list(RetentionTerm.objects.values()) == before


def test_an_officer_reads_the_terms_and_changes_none(as_role):
    client = as_role("subsidy officers")
    assert client.get(reverse("admin:subsidies_retentionterm_changelist")).status_code == 200
    assert change(client, "refused", "48").status_code == 403
    for role in ("subsidy officers", "deciders"):
        assert as_role(role).get(reverse("admin:subsidies_retentionterm_add")).status_code == 403
        term = RetentionTerm.objects.first()
        address = reverse("admin:subsidies_retentionterm_delete", args=[term.pk])
        assert as_role(role).post(address, {"post": "yes"}).status_code == 403
    assert RetentionTerm.objects.count() == 4


def test_the_record_says_what_went_and_until_when_backups_hold_it(as_role, settings):
    case = aged(refused(), "refused")
    run, _failed = retaining.remove_all()
    client = as_role("deciders")
    runs = client.get(reverse("admin:subsidies_retentionrun_changelist"))
    link = reverse("admin:subsidies_retentionremoval_changelist") + f"?run__id__exact={run.pk}"
    assert link in text_of(runs) and reverse(TODAY) in text_of(runs)
    text = text_of(client.get(link))
    assert case.reference in text and str(run.backups_until.year) in text
    removal = run.removals.get()
    for name, pk in (("run", run.pk), ("removal", removal.pk)):
        for page in ("change", "history"):
            response = client.get(reverse(f"admin:subsidies_retention{name}_{page}", args=[pk]))
            assert response.status_code == 200, (name, page)
        assert (
            client.post(reverse(f"admin:subsidies_retention{name}_delete", args=[pk]), {"post": "yes"}).status_code
            == 403
        )


@pytest.mark.parametrize("role", ["subsidy officers", "deciders"])
def test_a_case_is_held_and_let_go_on_its_page(as_role, role):
    case, client = refused(), as_role(role)
    address = reverse("admin:subsidies_application_change", args=[case.pk])
    assert "end-hold" not in text_of(client.get(address))
    assert act(client, case, "hold", reason="objection", note="Bezwaar 3").status_code == 302
    hold = RetentionHold.objects.get()
    assert (hold.application, hold.reason, hold.note, hold.held_by) == (case, "objection", "Bezwaar 3", client.user)
    page = text_of(client.get(address))
    assert "Bezwaar 3" in page and reverse("admin:subsidies_application_act", args=[case.pk, "end-hold"]) in page
    assert act(client, case, "end-hold", hold=hold.pk).status_code == 302
    hold.refresh_from_db()
    assert (hold.ended_on, hold.ended_by) == (timezone.localdate(), client.user)
    assert "Bezwaar 3" in text_of(client.get(address))


@pytest.mark.parametrize(
    "data",
    [{}, {"reason": "woo"}, {"note": "Verzoek"}, {"reason": "anders", "note": "Verzoek"}, {"reason": "woo", "note": " "},
     {"reason": "woo", "note": "x" * 1001}, {"reason": "objection", "note": "Nog eens"}],
)  # fmt: skip
def test_a_hold_says_why_and_is_set_once(as_role, data):
    case = refused()
    RetentionHoldFactory(application=case, reason="objection")
    response = act(as_role("subsidy officers"), case, "hold", **data)
    assert response.context["form"].errors
    assert RetentionHold.objects.count() == 1


def test_only_an_open_hold_of_the_case_itself_is_ended(as_role):
    case, other = refused(), RetentionHoldFactory()
    ended = RetentionHoldFactory(application=case, reason="objection")
    retaining.end_hold(hold=ended, by=OfficerFactory())
    RetentionHoldFactory(application=case)
    client = as_role("subsidy officers")
    for wrong in (other.pk, ended.pk, 0, "alles"):
        assert act(client, case, "end-hold", hold=wrong).context["form"].errors
    assert RetentionHold.objects.open().count() == 2


def test_a_stranger_and_who_has_no_right_hold_nothing(as_role):
    case = refused()
    assert act(as_role("finance"), case, "hold", reason="woo", note="Verzoek").status_code in (302, 403)
    tied = as_role("subsidy officers")
    MembershipFactory(user=tied.user, organisation=case.organisation)
    assert act(tied, case, "hold", reason="woo", note="Verzoek").status_code == 404
    assert act(as_role("readers"), case, "hold", reason="woo", note="Verzoek").status_code == 403
    assert not RetentionHold.objects.exists()


def test_what_is_left_of_a_settled_case_can_still_be_read(as_role, client):
    case = settled()
    member = MembershipFactory(organisation=case.organisation).user
    aged(case, "granted")
    retaining.remove_all()
    staff, title = as_role("subsidy officers", "deciders", "finance"), case.decisions.get().public_title
    for page in ("change", "history"):
        response = staff.get(reverse(f"admin:subsidies_application_{page}", args=[case.pk]))
        assert response.status_code == 200 and MARK not in text_of(response)
    order = case.payments.get().order
    assert MARK not in text_of(staff.get(reverse("admin:subsidies_paymentorder_change", args=[order.pk])))
    for address in (reverse("subsidies:register"), reverse("subsidies:register_entry", args=[case.reference])):
        assert title in text_of(client.get(address))
    package = client.get(reverse("subsidies:register_360giving"))
    assert package.status_code == 200
    # Read to its end, so that nothing stays open.
    assert package.getvalue()
    client.force_login(member)
    for address in (case.get_absolute_url(), reverse("subsidies:applications")):
        response = client.get(address)
        assert response.status_code == 200 and MARK not in text_of(response)


def test_a_case_without_its_contact_can_still_be_read(as_role, client):
    case = settled()
    member = MembershipFactory(organisation=case.organisation).user
    aged(case, "contacts")
    retaining.remove_all()
    assert (
        as_role("subsidy officers").get(reverse("admin:subsidies_application_change", args=[case.pk])).status_code
        == 200
    )
    client.force_login(member)
    assert client.get(case.get_absolute_url()).status_code == 200


def test_a_case_that_went_is_nowhere(as_role, client):
    case, stays = refused(), submitted()
    member = MembershipFactory(organisation=case.organisation).user
    aged(case, "refused")
    retaining.remove_all()
    staff = as_role("subsidy officers", "deciders", "finance")
    assert staff.get(reverse("admin:subsidies_application_change", args=[case.pk])).status_code == 404
    assert stays.reference in text_of(staff.get(reverse("admin:subsidies_application_changelist")))
    assert client.get(reverse("subsidies:register_entry", args=[case.reference])).status_code == 404
    client.force_login(member)
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(reverse("subsidies:applications")).status_code == 200
