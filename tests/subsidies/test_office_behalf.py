"""What civil servants do for an applicant who cannot: who asked, and how, stands in the case; the day it came in counts."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from subsidies.actions import behalf, deciding, handling
from subsidies.models import Application, StaffNote
from subsidies.states import State
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.subsidy_factories import (
    AMSTERDAM,
    DeciderFactory,
    EvidenceFactory,
    OfficerFactory,
    SchemeVersionFactory,
    StaffNoteFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

from .test_office_cases import act, page_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
ASKED = {"asked_by": "Mevrouw Voorbeeld", "channel": "letter"}


def scan(name="offerte.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "application/pdf")


def test_scans_are_added_one_after_another_and_sniffed(as_role, folder):
    plan = EvidenceFactory(version=SchemeVersionFactory())
    publish(plan.version)
    application, officer = submitted(channel="paper"), as_role("subsidy officers")
    added = act(officer, application, "add-scan", evidence=plan.pk, file=scan())
    assert added.status_code == 302 and added["Location"].endswith("/do/add-scan/")
    assert "offerte.pdf" in officer.get(added["Location"]).text
    assert application.attachments.get().evidence == plan
    for wrong in (scan("plan.pdf", b"MZ\x90"), scan("plan.exe"), scan("leeg.pdf", b"")):
        refused = act(officer, application, "add-scan", file=wrong)
        assert refused.status_code == 422 and "error-summary" in refused.text
    assert act(officer, application, "add-scan", evidence="999999", file=scan("x.pdf")).status_code == 422
    assert act(officer, application, "add-scan").status_code == 422
    assert application.attachments.count() == 1
    assert act(as_role("deciders"), application, "add-scan", file=scan()).status_code == 403
    take_decision(application=ready(application), outcome="refuse", grounds="Past niet.", by=DeciderFactory())
    assert act(officer, application, "add-scan", file=scan("later.pdf", PDF + b"1")).status_code in (302, 422)
    assert application.attachments.count() == 1


def test_a_supplement_on_paper_counts_from_the_day_it_came_in(as_role, folder):
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=AMSTERDAM), tick=False):
        plan = EvidenceFactory(version=SchemeVersionFactory())
        publish(plan.version)
        application = submitted()
        handling.ask_supplement(
            application=application, text="Plan.", evidence=[plan], steps=["activiteit"], by=OfficerFactory()
        )
    with time_machine.travel(datetime(2026, 3, 12, 9, tzinfo=AMSTERDAM), tick=False):
        officer = as_role("subsidy officers")
        early = act(officer, application, "supply", came_on="2026-03-10", **ASKED)
        assert early.status_code == 422 and not StaffNote.objects.exists()
        assert act(officer, application, "add-scan", evidence=plan.pk, file=scan()).status_code == 302
        part = reverse("admin:subsidies_application_part", args=[application.pk, "activiteit"])
        assert part in officer.get(page_of(application)).text
        opened = {"opened_on": officer.get(part).context["form"].initial["opened_on"]}
        good = {
            "title": "Zes pompen",
            "plan": "Zes scholen.",
            "starts_on": "2026-06-01",
            "ends_on": "2026-06-30",
            **opened,
        }
        wrong = officer.post(part, {**good, "title": ""})
        assert wrong.status_code == 422 and "notice-error" in wrong.text
        assert (typed := officer.post(part, good)).status_code == 302, typed.context["form"].mistakes
        for day in ("2026-03-01", "2026-03-13", "gisteren"):
            assert act(officer, application, "supply", came_on=day, **ASKED).status_code == 422, day
        assert act(officer, application, "supply", came_on="2026-03-10", **ASKED).status_code == 302
        application.refresh_from_db()
        assert (application.state, application.title) == (State.SUBMITTED, "Zes pompen")
        supplied = application.supplement_requests.get()
        assert timezone.localdate(supplied.supplied_at).isoformat() == "2026-03-10"
        note = application.staff_notes.get()
        assert (note.action, note.text, note.channel, note.noted_by) == (
            "supply", "Mevrouw Voorbeeld", "letter", officer.user,
        )  # fmt: skip
        page = officer.get(page_of(application)).text
        assert "Mevrouw Voorbeeld" in page
        assert officer.get(part).status_code == 404


def test_a_part_is_typed_over_by_officers_without_a_tie_alone(as_role):
    application = submitted()
    handling.ask_supplement(application=application, text="Plan.", steps=["begroting"], by=OfficerFactory())
    part = reverse("admin:subsidies_application_part", args=[application.pk, "begroting"])
    tied = as_role("subsidy officers")
    MembershipFactory(organisation=application.organisation, user=tied.user)
    for client, status in [(tied, 404), (as_role("deciders"), 403), (as_role("readers"), 403)]:
        assert client.get(part).status_code == client.post(part, {}).status_code == status
    officer = as_role("subsidy officers")
    assert officer.post(part, {"costs": ["Bus", "1,250"], "cover": ["own"]}).status_code == 422
    grown = officer.post(part, {"costs": ["Bus", "10"], "cover": ["request", "", "10"], "add": "costs"})
    assert grown.status_code == 302
    assert officer.get(part.replace("begroting", "activiteit")).status_code == 404
    assert officer.get(part.replace("begroting", "verzonnen")).status_code == 404


def offered(**values):
    application = ready(submitted(requested=1_200_00))
    decider = DeciderFactory()
    decision = take_decision(
        application=application, outcome="grant-in-part", amount=900_00, grounds="De rest.", offer=True, by=decider
    )
    deciding.announce(decision=decision, by=decider)
    return application, decision


def test_an_offer_is_kept_for_an_applicant(as_role):
    application, decision = offered()
    officer = as_role("subsidy officers")
    assert act(officer, application, "accept-offer", **ASKED).status_code == 302
    decision.refresh_from_db()
    assert decision.offer_accepted_at
    # Kept is kept.
    assert act(officer, application, "decline-offer", **ASKED).status_code == 422
    assert application.staff_notes.count() == 1


def test_an_offer_is_declined_for_an_applicant_within_its_term(as_role):
    application, _decision = offered()
    with time_machine.travel(timezone.now() + timedelta(days=40)), pytest.raises(ValidationError):
        behalf.decline_offer(application=application, **ASKED, by=OfficerFactory())
    officer = as_role("subsidy officers")
    assert act(officer, application, "decline-offer", **ASKED).status_code == 302
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN and application.ceiling.held() == 0


def test_a_view_by_word_of_mouth_is_in_time_on_the_day_it_came_in(as_role):
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=AMSTERDAM), tick=False):
        application, officer = submitted(), as_role("subsidy officers")
        intention = handling.intend(application=application, text="Te duur.", by=officer.user)
    with time_machine.travel(datetime(2026, 3, 18, 9, tzinfo=AMSTERDAM), tick=False):
        sign_in(officer, officer.user)
        view = {"view": "Het is niet te duur.", **ASKED}
        assert act(officer, application, "give-view", came_on="2026-03-17", **view).status_code == 422
        assert act(officer, application, "give-view", came_on="2026-03-16", **view).status_code == 302
    intention.refresh_from_db()
    assert intention.view == "Het is niet te duur."
    assert timezone.localdate(intention.view_given_at).isoformat() == "2026-03-16"


def test_withdrawing_for_an_applicant_says_who_asked_and_how(as_role):
    application, officer = submitted(), as_role("subsidy officers")
    assert act(officer, application, "withdraw", asked_by="Mevrouw Voorbeeld").status_code == 422
    assert act(officer, application, "withdraw", asked_by="A", channel="duif").status_code == 422
    assert act(officer, application, "withdraw", **ASKED).status_code == 302
    history = officer.get(reverse("admin:subsidies_application_history", args=[application.pk]))
    assert "Mevrouw Voorbeeld" in history.text
    assert "Mevrouw Voorbeeld" in officer.get(page_of(application)).text


def test_sending_back_says_why(as_role):
    application, decider = ready(submitted()), as_role("deciders")
    assert act(decider, application, "send-back", reason="  ").status_code == 422
    assert act(decider, application, "send-back", reason="Kijk nog eens naar de begroting.").status_code == 302
    assert Application.objects.get().state == State.UNDER_REVIEW
    assert "Kijk nog eens naar de begroting." in as_role("subsidy officers").get(page_of(application)).text


def test_a_note_is_never_rewritten():
    note = StaffNoteFactory()
    for change in (lambda: StaffNote.objects.update(text="Anders"), lambda: StaffNote.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    for wrong in ({"text": ""}, {"channel": "letter"}, {"action": "withdraw"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            StaffNoteFactory(application=note.application, **wrong)
    note.noted_by.delete()
    note.refresh_from_db()
    assert note.noted_by is None
