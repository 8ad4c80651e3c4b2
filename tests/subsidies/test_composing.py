"""Composing a decision on its page: half-finished, by several people, with the letter as it would be; then deciding on it."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from subsidies import decision_parts
from subsidies.actions import application as applications
from subsidies.actions import deciding, handling
from subsidies.models import Decision, DecisionDraft
from subsidies.states import State
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.subsidy_factories import (
    DeciderFactory,
    DecisionDraftFactory,
    FinanceFactory,
    OfficerFactory,
    SchemeVersionFactory,
    SupplementRequestFactory,
    composed,
    publish,
    ready,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db

WHOLE = {
    "outcome": "grant-in-part",
    "amount": "1.000",
    "refusal_ground": "scheme",
    "grounds": "Past ten dele.",
    "activity_until": "2026-12-31",
    "mandate": "namens burgemeester en wethouders, de teammanager",
    "public_title": "Water bij scholen",
    "public_summary": "Vijf scholen krijgen een pomp.",
    "public_text_confirmed": "on",
}


@pytest.fixture
def case():
    return ready(submitted(requested=1_200_00, title="Pompen voor Jan"))


def at(case, name="compose"):
    return reverse(f"admin:subsidies_application_{name}", args=[case.pk])


def deciding_page(case):
    return reverse("admin:subsidies_application_act", args=[case.pk, "decide"])


def opened(client, case):
    """Open the page to compose; return what its form carries along."""
    initial = client.get(at(case)).context["form"].initial
    return {name: initial[name] for name in ("seen", "opened_on")}


def fields_missing(draft):
    return {each.field for each in decision_parts.missing(draft, timezone.localdate())}


def text_of(content, tmp_path):
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    pages = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return pages.removesuffix("\f").split("\f")


# What is missing


@pytest.mark.parametrize(
    ("contents", "field"),
    [
        ({"outcome": "leave-out"}, "outcome"),
        ({"outcome": "grant", "amount": 1_200_00, "is_offer": True}, "is_offer"),
        ({"outcome": "refuse", "refusal_ground": "scheme", "is_offer": True}, "is_offer"),
        ({"outcome": "grant", "amount": 1_200_00, "advance": -1}, "advance"),
        ({"outcome": "grant", "amount": 1_200_00, "advance": 1_200_01}, "advance"),
        ({"outcome": "refuse", "refusal_ground": "scheme", "amount": 1}, "amount"),
    ],
)
def test_what_does_not_belong_together_is_named(case, contents, field):
    draft = composed(case, **({"amount": 0} | contents))
    draft.application = case
    assert fields_missing(draft) == {field}


def test_what_can_be_decided_follows_from_the_state():
    draft = DecisionDraft(application=submitted())
    possible = {}
    for state in State:
        draft.application.state = state
        possible[state] = {str(each) for each in decision_parts.possible(draft)}
    decided = {"grant", "grant-in-part", "refuse"}
    assert {state: found for state, found in possible.items() if found} == {
        State.SUBMITTED: {"leave-out"},
        State.SUPPLEMENT_REQUESTED: {"leave-out"},
        State.UNDER_REVIEW: decided,
        State.TO_BE_DECIDED: decided,
    }


def test_a_forged_outcome_is_not_decided(case):
    composed(case, outcome="leave-out")
    with pytest.raises(ValidationError) as error:
        deciding.decide(application=case, by=DeciderFactory())
    assert [each.code for each in error.value.error_list] == ["outcome"]
    assert not Decision.objects.exists()


def test_nothing_is_composed_for_an_application_that_was_withdrawn(case):
    applications.withdraw(application=case, by=MembershipFactory(organisation=case.organisation).user)
    with pytest.raises(ValidationError) as error:
        composed(case)
    assert error.value.code == "state" and not DecisionDraft.objects.exists()


def test_who_has_no_part_in_it_composes_nothing(case):
    with pytest.raises(PermissionDenied):
        composed(case, by=FinanceFactory())


# Two at once


def test_a_draft_that_was_saved_since_is_not_written_over(case):
    officer = OfficerFactory()
    first = composed(case, by=officer, grounds="Van de eerste.")
    composed(case, by=officer, grounds="Van de tweede.", seen=deciding.moment_of(first))
    for seen in (deciding.moment_of(first), ""):
        with pytest.raises(ValidationError) as error:
            composed(case, by=officer, grounds="Van de derde.", seen=seen)
        assert error.value.code == "changed"
    assert DecisionDraft.objects.get().grounds == "Van de tweede."


def test_of_two_who_save_at_once_one_is_told(transactional_db):
    case, officers = ready(submitted()), [OfficerFactory(), OfficerFactory()]

    def compose(officer):
        try:
            deciding.compose(application=case, by=officer, seen="", grounds=str(officer.pk))
        except ValidationError as error:
            return error.code
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(compose, officers)) == ["changed", "saved"]
    assert DecisionDraft.objects.count() == 1


def test_who_comes_second_sees_both_texts_and_loses_nothing(as_role, case):
    first, second = as_role("subsidy officers"), as_role("deciders")
    hidden = [opened(client, case) for client in (first, second)]
    assert first.post(at(case), hidden[0] | WHOLE | {"grounds": "Van de eerste."}).status_code == 302
    mine = WHOLE | {"grounds": "Van de tweede.", "outcome": "refuse", "amount": "", "obligations": "Bewaar alles."}
    response = second.post(at(case), hidden[1] | mine)
    assert response.status_code == 409
    form = response.context["form"]
    assert {field.name: theirs for field, theirs in form.conflicts} == {
        "outcome": "Een deel verlenen",
        "grounds": "Van de eerste.",
    }
    assert form["grounds"].value() == "Van de tweede." and form["obligations"].value() == "Bewaar alles."
    # What only the first typed is taken over, and said.
    assert [part.name for part in form.taken_over] == ["amount"]
    assert "Van de eerste." in response.text and "Van de tweede." in response.text
    assert DecisionDraft.objects.get().grounds == "Van de eerste."

    # The page that came back is of today: what is chosen on it is saved.
    hidden = {name: form[name].value() for name in ("seen", "opened_on")}
    chosen = hidden | mine | {"amount": "1.000", "theirs-outcome": "on"}
    assert second.post(at(case), chosen).status_code == 302
    draft = DecisionDraft.objects.get()
    assert (draft.grounds, draft.outcome, draft.amount) == ("Van de tweede.", "grant-in-part", 1_000_00)
    assert draft.saved_by == second.user


def test_who_comes_second_with_another_part_is_asked_to_read_it_over(as_role, case):
    client, other = as_role("subsidy officers"), OfficerFactory()
    hidden = opened(client, case)
    deciding.compose(application=case, by=other, grounds="Van een ander.")
    response = client.post(at(case), hidden | {"obligations": "Bewaar alles.", "mandate": ""})
    assert response.status_code == 409 and not response.context["form"].conflicts
    assert response.context["form"]["grounds"].value() == "Van een ander."
    assert DecisionDraft.objects.get().obligations == ""


# The pages


def test_a_draft_begins_with_what_follows_from_the_case(as_role, case):
    earlier = ready(submitted(ceiling=case.ceiling))
    take_decision(application=earlier, outcome="refuse", mandate="namens het college, de directeur")
    form = as_role("subsidy officers").get(at(case)).context["form"]
    assert form["mandate"].value() == "namens het college, de directeur"
    assert form["activity_until"].value() == case.ends_on
    assert not form["outcome"].value() and not form["amount"].value()
    # The applicant's own words are not published.
    assert form["public_title"].value() == ""


def test_a_half_finished_draft_is_saved_and_says_what_is_missing_where(as_role, case):
    officer = as_role("subsidy officers")
    assert officer.post(at(case), opened(officer, case) | {"outcome": "grant"}).status_code == 302
    page = officer.get(at(case))
    draft = DecisionDraft.objects.get()
    assert (draft.outcome, draft.amount, draft.saved_by) == ("grant", 1_200_00, officer.user)
    assert "Awb 3:46, 3:47" in page.text and 'href="#id_grounds"' in page.text
    assert 'aria-describedby="id_grounds_helptext id_grounds_missing"' in page.text
    assert 'id="id_grounds_missing"' in page.text and 'id="id_amount_missing"' not in page.text


def test_an_officer_composes_and_a_decider_decides(as_role, case):
    officer, decider = as_role("subsidy officers"), as_role("deciders")
    assert officer.post(at(case), opened(officer, case) | WHOLE).status_code == 302
    assert officer.get(deciding_page(case)).status_code == 403
    page = decider.get(deciding_page(case))
    for said in ("Past ten dele.", "Water bij scholen", "de teammanager", str(officer.user)):
        assert said in page.text
    answer = decider.post(deciding_page(case), {"stamp": page.context["stamp"], "amount": "1", "outcome": "grant"})
    assert answer.status_code == 302
    decision = case.decisions.get()
    # What is sent along to the page to decide counts for nothing.
    assert (decision.outcome, decision.amount, decision.decided_by) == ("grant-in-part", 1_000_00, decider.user)


@pytest.mark.parametrize(
    ("role", "status"), [("finance", 403), ("readers", 403), ("editors", 403), ("trade office", 403)]
)
def test_nobody_else_opens_what_is_composed(as_role, case, role, status):
    DecisionDraftFactory(application=case, grounds="Geheim")
    client = as_role(role)
    for name in ("compose", "preview"):
        assert client.get(at(case, name)).status_code == status
    assert client.post(at(case, "reckoning")).status_code == status


def test_a_case_of_ones_own_organisation_is_not_there_to_compose(as_role, case):
    DecisionDraftFactory(application=case)
    officer = as_role("subsidy officers", "deciders")
    MembershipFactory(organisation=case.organisation, user=officer.user)
    assert {officer.get(at(case, name)).status_code for name in ("compose", "preview")} == {404}
    assert officer.post(at(case, "reckoning")).status_code == 404


def test_a_decision_that_cannot_be_is_refused_on_the_form(as_role, case):
    officer = as_role("subsidy officers")
    response = officer.post(at(case), opened(officer, case) | {"outcome": "leave-out", "grounds": "Blijft staan."})
    assert response.status_code == 422 and "Blijft staan." in response.text
    response = officer.post(at(case), opened(officer, case) | {"outcome": "grant-in-part", "amount": "1,250"})
    assert response.status_code == 422 and "1,250" in response.text
    assert not DecisionDraft.objects.exists()


def test_leaving_out_asks_nothing_of_a_grant(as_role):
    case, officer = submitted(), as_role("subsidy officers")
    yesterday = timezone.now() - timedelta(days=1)
    SupplementRequestFactory(application=case, supplied_at=yesterday, due_on=timezone.localdate())
    composed(case, outcome="grant-in-part", amount=5_00, is_offer=True)
    form = officer.get(at(case)).context["form"]
    assert "amount" not in form.fields and form["outcome"].value() == "leave-out" and not form.missing
    answer = officer.post(at(case), opened(officer, case) | WHOLE | {"outcome": "leave-out"})
    assert answer.status_code == 302
    draft = DecisionDraft.objects.get()
    assert (draft.outcome, draft.amount, draft.is_offer, draft.refusal_ground) == ("leave-out", 0, False, "")


def test_what_was_opened_before_the_decision_is_not_saved_after_it(as_role, case):
    officer = as_role("subsidy officers")
    hidden = [opened(officer, case)]
    composed(case)
    hidden.append(opened(officer, case))
    deciding.decide(application=case, by=DeciderFactory())
    for each in [*hidden, {"seen": "", "opened_on": ""}]:
        response = officer.post(at(case), each | WHOLE | {"grounds": "Te laat getypt"})
        assert response.status_code == 409 and "Te laat getypt" in response.text
        assert response.context["form"].corrects
    assert not DecisionDraft.objects.exists()


def test_the_reckoning_follows_what_is_typed_and_saves_nothing(as_role):
    publish(SchemeVersionFactory(maximum_amount=1_100_00, advance_share=80, path_a_up_to=100_00, path_b_up_to=5_000_00))
    case, officer = ready(submitted(requested=1_200_00)), as_role("subsidy officers")
    typed = opened(officer, case) | {"outcome": "grant-in-part", "amount": "1.000"}
    text = officer.post(at(case, "reckoning"), typed).text.replace("\u00a0", " ")
    for amount in ("€ 1.200", "€ 1.100", "€ 1.000", "€ 200", "€ 800", "Awb 4:47"):
        assert amount in text
    assert "late" not in text
    assert "late" in officer.post(at(case, "reckoning"), typed | {"amount": "1.150"}).text
    assert officer.post(at(case, "reckoning"), typed | {"amount": "onzin"}).status_code == 200
    assert officer.get(at(case, "reckoning")).status_code == 405
    assert not DecisionDraft.objects.exists()


# The letter


@pytest.mark.parametrize("outcome", ["", "grant", "grant-in-part", "refuse", "leave-out"])
def test_a_draft_that_is_not_whole_has_a_letter(as_role, case, tmp_path, outcome):
    officer = as_role("subsidy officers")
    assert officer.get(at(case, "preview")).status_code == 404
    deciding.compose(application=case, by=officer.user, outcome=outcome, grounds="\n".join(["Een reden."] * 80))
    response = officer.get(at(case, "preview"))
    assert response["Content-Type"] == "application/pdf" and response.content.startswith(b"%PDF")
    pages = text_of(response.content, tmp_path)
    assert len(pages) > 1
    assert all("CONCEPT" in page for page in pages)
    assert not Decision.objects.exists() and not case.documents.exists()


def test_what_is_decided_is_previewed_until_it_is_announced(as_role, case, tmp_path):
    decider = as_role("deciders")
    decision = take_decision(application=case, grounds="Zo besloten.", is_in_english=True)
    assert "Zo besloten." in "".join(text_of(decider.get(at(case, "preview")).content, tmp_path))
    translated = decider.get(at(case, "preview") + "?translation").content
    assert "courtesy translation" in "".join(text_of(translated, tmp_path))
    page = decider.get(reverse("admin:subsidies_application_act", args=[case.pk, "announce"]))
    assert "Zo besloten." in page.text and "vertaling in het Engels" in page.text
    deciding.announce(decision=decision, by=decider.user)
    assert decider.get(at(case, "preview")).status_code == 404


# Deciding on it


def test_what_is_not_whole_is_shown_without_a_button(as_role, case):
    decider = as_role("deciders")
    assert at(case) in decider.get(deciding_page(case)).text
    deciding.compose(application=case, by=OfficerFactory(), outcome="grant", amount=1_200_00)
    page = decider.get(deciding_page(case))
    assert "Awb 3:46, 3:47" in page.text and at(case) in page.text and 'type="submit" class="default"' not in page.text
    assert decider.post(deciding_page(case), {"stamp": page.context["stamp"]}).status_code == 422
    assert not Decision.objects.exists()


def test_who_assessed_is_told_why_somebody_else_decides(as_role):
    case, both = submitted(), as_role("subsidy officers", "deciders")
    handling.declare_complete(application=case, by=both.user)
    handling.advise(application=case, by=both.user)
    case.refresh_from_db()
    composed(case, by=both.user)
    answer = both.get(deciding_page(case), follow=True)
    assert "u hebt deze aanvraag beoordeeld" in answer.text.lower()
    assert both.post(deciding_page(case), {"stamp": answer.context.get("stamp", "")}).status_code == 403
    assert not Decision.objects.exists()


def test_a_page_of_yesterday_decides_nothing_that_was_changed_since(as_role, case):
    decider = as_role("deciders")
    composed(case, grounds="Zoals gelezen.")
    stamp = decider.get(deciding_page(case)).context["stamp"]
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        deciding.compose(application=case, by=OfficerFactory(), grounds="Anders dan gelezen.")
        sign_in(decider, decider.user)
        response = decider.post(deciding_page(case), {"stamp": stamp})
    assert response.status_code == 422
    assert "veranderd" in response.text and "Anders dan gelezen." in response.text
    assert not Decision.objects.exists()
