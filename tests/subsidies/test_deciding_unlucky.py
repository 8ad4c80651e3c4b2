"""Deciding when luck is against it: forged posts, two at once, what changed in between, what fails, and odd texts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from deventer_intl import pdf
from deventer_intl.models import OutgoingMail
from subsidies.actions import application as applications
from subsidies.actions import correcting, deciding
from subsidies.composing import draft_of
from subsidies.letters import parts
from subsidies.models import Application, Decision, DecisionDraft, Document
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.subsidies.test_composing import at, deciding_page, opened, text_of
from tests.subsidies.test_correcting import decided
from tests.subsidy_factories import (
    CeilingVersionFactory,
    DeciderFactory,
    OfficerFactory,
    TieFactory,
    composed,
    ready,
    submitted,
    take_correction,
    take_decision,
)

pytestmark = pytest.mark.django_db

MARKUP = '<script>alert("1")</script> & <b>“vet”</b> #let x = 1 $y$ *z* \\ @a'


@pytest.fixture
def case():
    return ready(submitted(requested=1_200_00, title="Pompen"))


# What is posted


@pytest.mark.parametrize(
    "typed",
    [
        {"amount": "1\x00000"},
        {"amount": "9" * 39},
        {"amount": "100.000.001"},
        {"amount": "-5"},
        {"amount": "1e3"},
        {"advance": "\x00"},
        {"advance": "9" * 5_000},
        {"outcome": "grant\x00"},
        {"outcome": "leave-out"},
        {"outcome": "revoke"},
        {"refusal_ground": "6:66"},
        {"activity_until": "9999999-01-01"},
        {"activity_until": "\x00"},
        {"grounds": "Met een \x00."},
        {"grounds": "a" * 10_001},
        {"public_title": "a" * 121},
        {"seen": "\x00"},
        {"seen": "a" * 5_000},
    ],
    ids=lambda typed: repr(typed)[:40],
)
def test_a_forged_post_saves_nothing_and_breaks_nothing(as_role, case, typed):
    officer = as_role("subsidy officers")
    sent = opened(officer, case) | {"outcome": "grant-in-part", "amount": "500", "grounds": "Blijft."} | typed
    response = officer.post(at(case), sent)
    assert response.status_code in (200, 409, 422)
    assert officer.post(at(case, "reckoning"), sent).status_code == 200
    assert not DecisionDraft.objects.exists()


def test_texts_with_markup_are_shown_as_they_were_typed(as_role, client, tmp_path):
    case = ready(submitted(title=MARKUP[:100]))
    names = ("grounds", "obligations", "mandate", "public_summary")
    decider = as_role("deciders")
    composed(case, **dict.fromkeys(names, MARKUP), public_title=MARKUP[:100], is_in_english=True)
    pages = [decider.get(address).text for address in (at(case), deciding_page(case))]
    printed = "".join("".join(text_of(decider.get(at(case, "preview")).content, tmp_path)).split())
    assert "".join(MARKUP.split())[:40] in printed
    decision = deciding.decide(application=case, by=decider.user)
    pages.append(decider.get(reverse("admin:subsidies_application_act", args=[case.pk, "announce"])).text)
    deciding.announce(decision=decision, by=decider.user)
    deciding.announce(decision=take_correction(case, DeciderFactory()), by=decider.user)
    sign_in(client, MembershipFactory(organisation=case.organisation).user)
    pages += [
        client.get(address).text for address in (case.get_absolute_url(), f"/subsidies/register/{case.reference}/")
    ]
    for page in pages:
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page


@pytest.mark.parametrize("grounds", ["a" * 10_000, "Een reden.\n" * 900, "因為" * 40 + " Past."])
def test_a_long_or_strange_text_has_a_letter(case, grounds):
    composed(case, grounds=grounds, is_in_english=True)
    decision = deciding.decide(application=case, by=DeciderFactory())
    deciding.announce(decision=decision, by=DeciderFactory())
    assert {each.kind for each in case.documents.letters()} == {"decision", "translation"}


# Who signs


def test_nobody_signs_a_concept_before_somebody_decided(as_role, case, tmp_path):
    officer, decider = as_role("subsidy officers", name="Otto Ambtenaar"), as_role("deciders", name="Dina Besluiter")
    composed(case, mandate="teammanager, besluit 7", is_in_english=True)

    def previews(*clients):
        found = [client.get(at(case, "preview") + query) for client in clients for query in ("", "?translation")]
        return ["".join(text_of(each.content, tmp_path)) for each in found]

    for text in previews(officer, decider):
        assert "Otto Ambtenaar" not in text and "Dina Besluiter" not in text
        assert "…" in text and "teammanager, besluit 7" in text
    decision = deciding.decide(application=case, by=decider.user)
    for text in previews(officer):
        assert "Dina Besluiter" in text and "Otto Ambtenaar" not in text
    # And so it is with a correction.
    deciding.announce(decision=decision, by=decider.user)
    deciding.compose(application=case, by=officer.user, grounds="Andere woorden.")
    for text in previews(officer):
        assert "Andere woorden." in text and "Dina Besluiter" not in text and "Otto Ambtenaar" not in text
    assert parts.decision(deciding.proposed(draft_of(reloaded(case))))["signed"][1] == "…"


# In between


def reloaded(case):
    return Application.objects.get(pk=case.pk)


def test_of_two_deciders_at_the_same_second_one_decides(transactional_db):
    case = ready(submitted())
    composed(case)
    deciders = [DeciderFactory(), DeciderFactory()]
    assert at_once(lambda by: deciding.decide(application=case, by=by), deciders) == ["done", "no-draft"]
    [first] = Decision.objects.all()
    deciding.announce(decision=first, by=deciders[0])
    deciding.compose(application=case, by=deciders[0], public_text_confirmed=True)
    assert at_once(lambda by: correcting.correct(application=case, by=by), deciders) == ["done", "no-draft"]
    correction = Decision.objects.get(corrects=first)
    assert at_once(lambda by: deciding.announce(decision=correction, by=by), deciders) == ["done", "done"]
    assert correction.documents.count() == 1 and case.payments.count() == 1


def at_once(action, people):
    def attempt(by):
        try:
            action(by)
        except ValidationError as error:
            return error.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(attempt, people))


def test_in_two_tabs_only_the_first_press_decides(as_role, case):
    decider = as_role("deciders")
    composed(case)
    stamp = decider.get(deciding_page(case)).context["stamp"]
    assert [decider.post(deciding_page(case), {"stamp": stamp}).status_code for _tab in range(2)] == [302, 422]
    assert Decision.objects.count() == 1


def test_a_page_of_before_another_correction_corrects_nothing(as_role):
    case, _first, by = decided()
    decider, page = as_role("deciders"), None
    deciding.compose(application=case, by=by, public_text_confirmed=True)
    page = reverse("admin:subsidies_application_act", args=[case.pk, "correct"])
    stamp = decider.get(page).context["stamp"]
    hidden = {"seen": "corrects 1", "opened_on": ""}
    correcting.correct(application=case, by=by)
    assert decider.post(page, {"stamp": stamp}).status_code == 422
    assert decider.post(at(case), hidden | {"grounds": "Op het oude."}).status_code == 409
    assert Decision.objects.count() == 2 and not DecisionDraft.objects.exists()


def test_a_ceiling_that_was_lowered_since_it_was_composed_binds(as_role):
    today = timezone.localdate()
    earlier = submitted(requested=1_000_00)
    CeilingVersionFactory(
        ceiling=earlier.ceiling, number=2, amount=1_100_00, published_on=today - timedelta(days=1), in_force_from=today
    )
    first, second = ready(earlier), ready(submitted(ceiling=earlier.ceiling, requested=1_000_00))
    for case in (first, second):
        composed(case)
    decider = as_role("deciders")
    deciding.decide(application=first, by=decider.user)
    page = decider.get(deciding_page(second))
    assert 'class="late"' in page.text
    assert decider.post(deciding_page(second), {"stamp": page.context["stamp"]}).status_code == 422
    assert DecisionDraft.objects.get().application == second and not second.decisions.exists()


def test_what_was_composed_goes_with_an_application_that_is_withdrawn(as_role, case):
    composed(case)
    officer = as_role("subsidy officers")
    stamp = as_role("deciders").get(deciding_page(case)).context["stamp"]
    applications.withdraw(application=case, by=MembershipFactory(organisation=case.organisation).user)
    assert not DecisionDraft.objects.exists()
    # It stays in the history.
    assert DecisionDraft.pgh_event_model.objects.filter(application=case, pgh_label="delete").exists()
    assert officer.get(at(case, "preview")).status_code == 404
    assert as_role("deciders").post(deciding_page(case), {"stamp": stamp}).status_code == 422
    assert not Decision.objects.exists()


def test_a_tie_that_is_declared_in_between_shuts_the_case(as_role, case):
    decider = as_role("deciders")
    composed(case)
    stamp = decider.get(deciding_page(case)).context["stamp"]
    TieFactory(user=decider.user, organisation=case.organisation)
    assert decider.post(deciding_page(case), {"stamp": stamp}).status_code == 404
    with pytest.raises(PermissionDenied):
        deciding.decide(application=case, by=decider.user)
    decision = take_decision(application=case)
    with pytest.raises(PermissionDenied):
        deciding.announce(decision=decision, by=decider.user)
    deciding.announce(decision=decision, by=DeciderFactory())
    for action in (deciding.compose, correcting.correct):
        with pytest.raises(PermissionDenied):
            action(application=case, by=decider.user)


# What fails


def test_a_letter_that_fails_leaves_everything_as_it_was(as_role, monkeypatch):
    case, _first, by = decided()
    correction = take_correction(case, by)
    decider = as_role("deciders")
    page = reverse("admin:subsidies_application_act", args=[case.pk, "announce"])
    stamp = decider.get(page).context["stamp"]
    mails, documents = OutgoingMail.objects.count(), Document.objects.count()
    with monkeypatch.context() as patch:
        patch.setattr(pdf, "render", lambda template, data: 1 / 0)
        assert decider.post(page, {"stamp": stamp}).status_code == 422
        assert decider.get(at(case, "preview") + "?decided").status_code == 302
    correction.refresh_from_db()
    assert correction.announced_at is None
    assert (OutgoingMail.objects.count(), Document.objects.count()) == (mails, documents)
    assert decider.post(page, {"stamp": stamp}).status_code == 302


def test_what_cannot_be_mailed_is_not_announced_half(monkeypatch):
    case, _first, by = decided()
    correction = take_correction(case, by)
    documents = Document.objects.count()

    def broken(**_about):
        raise OSError("no queue")

    with monkeypatch.context() as patch:
        patch.setattr("subsidies.emails.decided", broken)
        with pytest.raises(OSError):
            deciding.announce(decision=correction, by=OfficerFactory())
    correction.refresh_from_db()
    assert correction.announced_at is None and Document.objects.count() == documents
