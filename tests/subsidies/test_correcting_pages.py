"""A correction through the pages: composed by an officer, taken by a decider, made known, and what applicant and public see."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from subsidies import letters, register
from subsidies.actions import batch as batches
from subsidies.actions import correcting, deciding
from subsidies.actions import offer as offers
from subsidies.case import Case
from subsidies.forms.composing import ComposeForm
from subsidies.models import Application, Decision, DecisionDraft, Payment
from subsidies.tasks.batches import run_batch
from subsidies.work import case_work
from subsidies.work.worklist import turn_of
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.subsidies.test_correcting import decided
from tests.subsidy_factories import (
    DeciderFactory,
    FinanceFactory,
    OfficerFactory,
    SupplementRequestFactory,
    submitted,
    take_correction,
    take_decision,
)

pytestmark = pytest.mark.django_db


def page_of(case, action):
    return reverse("admin:subsidies_application_act", args=[case.pk, action])


def case_page(case):
    return reverse("admin:subsidies_application_change", args=[case.pk])


def reworded(client, case, **changes):
    """Open the form to compose a correction; return what a browser sends of it, with both texts confirmed."""
    form = client.get(page_of(case, "compose")).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False, "")}
    sent |= {"activity_until": case.ends_on or "", "public_text_confirmed": "on"}
    return sent | changes


def kinds_for(user):
    return [task.kind for task in case_work.tasks_for(user, timezone.localdate())]


def test_a_correction_is_composed_taken_and_made_known(as_role, mailoutbox, client):
    case, first, _by = decided(outcome="grant-in-part", amount=500_00)
    member = MembershipFactory(organisation=case.organisation, user__language="en")
    Application.objects.filter(pk=case.pk).update(submitted_by=member.user)
    officer, decider = as_role("subsidy officers"), as_role("deciders")
    assert page_of(case, "compose") in officer.get(case_page(case)).text
    assert "Een correctie opstellen" in officer.get(case_page(case)).text
    assert page_of(case, "correct") not in decider.get(case_page(case)).text
    opened = officer.get(page_of(case, "compose"))
    assert not {*correcting.KEPT} & {*opened.context["form"].fields}
    assert "€ 500" in opened.text.replace("\u00a0", " ") and not opened.context["form"]["public_text_confirmed"].value()

    assert officer.post(page_of(case, "compose"), reworded(officer, case, public_text_confirmed="")).status_code == 302
    assert "compose" in kinds_for(officer.user) and "correct" not in kinds_for(decider.user)
    sent = reworded(officer, case, grounds="Nu goed gemotiveerd.", public_title="Verbeterde titel")
    assert officer.post(page_of(case, "compose"), sent).status_code == 302
    assert "compose" not in kinds_for(officer.user)
    assert "correct" in kinds_for(decider.user) and kinds_for(FinanceFactory()) == ["order"]
    assert officer.get(page_of(case, "correct")).status_code == 403
    read = decider.get(page_of(case, "correct"))
    assert "Nu goed gemotiveerd." in read.text and "Dit besluit corrigeert" in read.text
    assert page_of(case, "correct") in decider.get(case_page(case)).text
    assert decider.post(page_of(case, "correct"), {"stamp": read.context["stamp"]}).status_code == 302
    correction = case.decisions.get(corrects=first)
    assert (correction.decided_by, correction.amount) == (decider.user, 500_00)

    assert "Nu goed gemotiveerd." not in client.get(f"/subsidies/register/{case.reference}/").text
    announce = officer.get(page_of(case, "announce"))
    assert "Dit corrigeert het besluit van" in announce.text
    mailoutbox.clear()
    assert officer.post(page_of(case, "announce"), {"stamp": announce.context["stamp"]}).status_code == 302
    [message] = [each for each in mailoutbox if each.to == [member.user.email]]
    assert "was corrected" in message.subject and "We corrected our decision of" in message.body
    assert Payment.objects.count() == 1


def test_the_applicant_sees_which_decision_was_replaced_and_keeps_both_letters(client):
    case, first, by = decided()
    first.refresh_from_db()
    with time_machine.travel(first.announced_at + timedelta(days=50), tick=False):
        deciding.announce(decision=take_correction(case, by), by=by)
        sign_in(client, MembershipFactory(organisation=case.organisation).user)
        page = client.get(case.get_absolute_url())
        new, old = page.context["case"].decisions
        assert (old.replaced_by, new.replaced_by) == (new.decision, None)
        assert (old.is_open, new.is_open) == (False, True)
        assert "Gecorrigeerd door het besluit van" in page.text and "Besluit gecorrigeerd" in page.text
        for letter in case.documents.letters():
            address = reverse("subsidies:letter", args=[case.reference, letter.pk])
            assert address in page.text and client.get(address).getvalue().startswith(b"%PDF")
        register_page = client.get(f"/subsidies/register/{case.reference}/").text
        said = f"Een correctie van het besluit van {date_format(timezone.localtime(first.announced_at))}"
        assert said in register_page and said in client.get("/subsidies/register/feed/").text


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [
        ("grant", {"grounds", "obligations", "activity_until", "reserves_budget"}),
        ("grant-in-part", {"refusal_ground", "grounds", "obligations", "activity_until", "reserves_budget"}),
        ("refuse", {"refusal_ground", "grounds"}),
    ],
)
def test_a_correction_asks_what_its_outcome_says(outcome, asked):
    case, _first, by = decided(outcome, **({"amount": 500_00} if outcome == "grant-in-part" else {}))
    form = ComposeForm(application=Application.objects.get(pk=case.pk))
    letter = {"mandate", "is_in_english", "is_on_paper", "public_title", "public_summary", "hides_place"}
    assert {*form.fields} - letter - {"seen", "opened_on", "public_text_confirmed"} == asked
    take_correction(case, by, grounds="Andere woorden.")


def test_what_is_posted_changes_nothing_of_what_a_correction_keeps(as_role):
    case, first, by = decided()
    elsewhere, other, _by = decided()
    officer = as_role("subsidy officers")
    forged = {"outcome": "refuse", "amount": "1", "advance": "99", "is_offer": "on", "refusal_ground": "4:35"}
    forged |= {"corrects": other.pk, "application": elsewhere.pk, "id": "1", "settlement_path": "A"}
    assert officer.post(page_of(case, "compose"), reworded(officer, case, **forged)).status_code == 302
    draft = DecisionDraft.objects.get()
    assert (draft.application, draft.corrects) == (case, first)
    assert (draft.outcome, draft.amount, draft.advance, draft.is_offer) == ("grant", first.amount, first.advance, False)
    deciding.compose(application=case, by=by, corrects=other, outcome="refuse", amount=5)
    correction = correcting.correct(application=case, by=by)
    assert (correction.corrects, correction.outcome, correction.amount) == (first, "grant", first.amount)


def test_a_correction_is_not_taken_as_a_decision(as_role):
    case, first, by = decided()
    correcting_draft = correcting.draft_of(Application.objects.get(pk=case.pk))
    deciding.compose(application=case, by=by, grounds=correcting_draft.grounds, public_text_confirmed=True)
    with pytest.raises(ValidationError):
        deciding.decide(application=case, by=by)
    assert list(case.decisions.all()) == [first]


def test_a_correction_that_is_corrected_before_anybody_knew_is_still_a_correction():
    case, first, by = decided()
    wrong = take_correction(case, by, grounds="Met een tikfout.")
    right = take_correction(case, by, grounds="Zonder tikfout.")
    assert right.replaces == first and list(case.decisions.to_announce()) == [right]
    deciding.announce(decision=right, by=by)
    assert Payment.objects.count() == 1
    assert list(register.in_force()) == [right]
    [entry] = register.entries(register.in_force())
    first.refresh_from_db()
    assert entry.corrected_on == timezone.localdate(first.announced_at)
    case = Application.objects.get(pk=case.pk)
    assert [each.replaced_by for each in Case(case).decisions] == [None, right]
    # What was never made known waits for nothing.
    wrong.refresh_from_db()
    assert wrong.announced_at is None and case.to_announce is None and not turn_of(case, timezone.localdate())
    assert kinds_for(by) == []


def test_what_is_read_beside_the_announcement_is_what_was_decided(as_role, monkeypatch):
    case, first, by = decided(announced=False)
    deciding.compose(application=case, by=by, grounds="Nog niet besloten.")
    read = []
    monkeypatch.setattr("subsidies.letters.printed", lambda _language, _content, each, *_rest: read.append(each) or b"")
    decider, preview = as_role("deciders"), reverse("admin:subsidies_application_preview", args=[case.pk])
    assert f"{preview}?decided" in decider.get(page_of(case, "announce")).text
    decider.get(preview)
    decider.get(f"{preview}?decided")
    assert [each.grounds for each in read] == ["Nog niet besloten.", first.grounds]


def test_a_batch_makes_a_correction_known():
    case, _first, by = decided()
    correction = take_correction(case, by)
    batch = batches.begin(kind="announce", applications=batches.candidates("announce", by), by=by)
    run_batch(batch.pk)
    correction.refresh_from_db()
    assert correction.announced_at and batch.items.get().application == case


def test_the_list_of_a_batch_says_what_is_a_correction(as_role):
    case, _first, by = decided()
    take_correction(case, by)
    page = as_role("deciders").get(reverse("admin:subsidies_batch_add") + "?kind=announce")
    assert "correctie: verleend" in page.text


def test_of_what_was_declined_no_correction_waits(as_role):
    case, _first, by = decided(outcome="grant-in-part", amount=500_00, offer=True)
    take_correction(case, by)
    deciding.compose(application=case, by=by, grounds="Nog een keer.")
    offers.decline_offer(application=case, by=MembershipFactory(organisation=case.organisation).user)
    assert not DecisionDraft.objects.exists() and not Decision.objects.to_announce().exists()
    assert batches.candidates("announce", by) == [] and kinds_for(by) == []
    with pytest.raises((ValidationError, PermissionDenied)):
        correcting.correct(application=case, by=by)


def test_an_offer_is_still_answered_after_a_correction():
    case, first, by = decided(outcome="grant-in-part", amount=500_00, offer=True)
    correction = take_correction(case, by)
    deciding.announce(decision=correction, by=by)
    first.refresh_from_db()
    correction.refresh_from_db()
    assert first.offer_until and correction.offer_until is None
    assert Case(Application.objects.get(pk=case.pk)).offer == first


def test_the_letter_of_a_correction_repeats_the_last_day_of_an_offer_that_waits():
    case, first, by = decided(outcome="grant-in-part", amount=500_00, offer=True)
    first.refresh_from_db()
    correction, last_day = take_correction(case, by), date_format(first.offer_until)

    def said():
        letter = letters.read(Decision.objects.get(pk=correction.pk))
        return [part["text"] for part in letter["parts"] if part["title"] == "U kunt hiervan afzien"]

    [text] = said()
    assert last_day in text
    offers.accept_offer(application=case, by=MembershipFactory(organisation=case.organisation).user)
    assert said() == []


def test_who_has_no_part_in_it_corrects_nothing(as_role):
    case, _first, by = decided()
    deciding.compose(application=case, by=by, public_text_confirmed=True)
    for role in ("subsidy officers", "finance", "readers"):
        assert as_role(role).post(page_of(case, "correct"), {}).status_code == 403
    assessor = case.assessed_by
    assessor.groups.add(*by.groups.all())
    with pytest.raises(PermissionDenied):
        correcting.correct(application=case, by=type(assessor).objects.get(pk=assessor.pk))


# Leaving out is made known within four weeks (Awb 4:5 lid 4)


@pytest.fixture
def left_out():
    """A case of which the term for a supplement ended yesterday, and that was left out today."""
    case = submitted()
    asked = timezone.now() - timedelta(days=20)
    SupplementRequestFactory(application=case, asked_at=asked, due_on=timezone.localdate() - timedelta(days=1))
    Application.objects.filter(pk=case.pk).update(state="supplement-requested")
    case.refresh_from_db()
    take_decision(application=case, outcome="leave-out")
    return Application.objects.get(pk=case.pk)


def test_that_it_is_left_out_is_to_be_announced_within_four_weeks(left_out, as_role):
    officer = as_role("subsidy officers")
    last_day = timezone.localdate() + timedelta(days=27)
    [task] = [each for each in case_work.tasks_in(left_out, timezone.localdate()) if each.kind == "announce"]
    assert task.article == "Awb 4:5 lid 4" and last_day <= task.day <= last_day + timedelta(days=4)
    assert date_format(task.day) in officer.get(page_of(left_out, "announce")).text
    assert "te laat" not in officer.get(reverse("admin:subsidies_batch_add") + "?kind=announce").text
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        sign_in(officer, officer.user)
        batch = officer.get(reverse("admin:subsidies_batch_add") + "?kind=announce")
        assert f"te laat: had uiterlijk {date_format(task.day)} bekendgemaakt" in batch.text
        page = officer.get(page_of(left_out, "announce"))
        assert 'class="late"' in page.text and "Te laat: dit had uiterlijk" in page.text
        # It holds all the same, from the day that it is made known.
        assert officer.post(page_of(left_out, "announce"), {"stamp": page.context["stamp"]}).status_code == 302
        correction = take_correction(left_out, DeciderFactory(), grounds="Andere woorden.")
        assert correction.outcome == "leave-out"
        assert "Te laat" not in officer.get(page_of(left_out, "announce")).text


@pytest.mark.parametrize(("days", "said"), [(-3, "loopt nog"), (60, "De laatste dag om de aanvraag")])
def test_why_it_cannot_be_left_out_is_said_before_anybody_presses(as_role, days, said):
    case = submitted()
    due_on = timezone.localdate() - timedelta(days=days)
    SupplementRequestFactory(application=case, asked_at=timezone.now() - timedelta(days=70), due_on=due_on)
    Application.objects.filter(pk=case.pk).update(state="supplement-requested")
    case.refresh_from_db()
    with pytest.raises(ValidationError) as error, translation.override("nl"):
        take_decision(application=case, outcome="leave-out", by=DeciderFactory())
    assert [each.code for each in error.value.error_list] == ["outcome"]
    for role, action in (("subsidy officers", "compose"), ("deciders", "decide")):
        assert said in as_role(role).get(page_of(case, action)).text
    assert 'type="submit" class="default"' not in as_role("deciders").get(page_of(case, "decide")).text


def test_nothing_is_left_out_that_was_not_asked():
    with pytest.raises(ValidationError) as error:
        take_decision(application=submitted(), outcome="leave-out", by=OfficerFactory(is_superuser=True))
    assert "4:5 lid 1" in str(error.value)
