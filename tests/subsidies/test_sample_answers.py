"""Sample control: whoever was drawn shows what became of it, once; an officer finds what it comes to, once."""

import re
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from subsidies.actions import behalf, deciding, sampling
from subsidies.case import Case
from subsidies.models import Application, Attachment
from subsidies.states import State
from tests.conftest import sign_in
from tests.factories import MembershipFactory, UserFactory
from tests.organisations.test_paper_files import PDF
from tests.subsidy_factories import (
    DeciderFactory,
    OfficerFactory,
    SampleFactory,
    TieFactory,
    ready,
    submitted,
    take_decision,
)

from .sample_scene import after_the_term, answered, draw_one, page_of, path_a, refused, settled_at_once
from .settled_cases import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def ceiling():
    return path_a()


@pytest.fixture
def drawn(ceiling):
    return draw_one(ceiling)


@pytest.fixture
def user(drawn, client):
    user = MembershipFactory(organisation=drawn.application.organisation).user
    sign_in(client, user)
    return user


def test_the_applicant_answers_with_a_text_and_a_document(drawn, user, client):
    assert page_of(drawn) in client.get(page_of(drawn, "")).text
    assert page_of(drawn) in client.get("/mijn/aanvragen/").text
    assert list(Application.objects.asking()) == [drawn.application]
    upload = {"evidence": "", "file": BytesIO(PDF)}
    upload["file"].name = "foto.pdf"
    assert client.post(page_of(drawn), upload).status_code == 302
    response = client.post(page_of(drawn), {"send": "1", "text": "Het ging door."})
    assert response.status_code == 302
    drawn.refresh_from_db()
    assert (drawn.text, drawn.answered_by) == ("Het ging door.", user) and drawn.received_at
    assert [each.file_name for each in drawn.documents] == ["foto.pdf"]
    assert list(Application.objects.asking()) == []
    shown = client.get(page_of(drawn, "")).text
    assert "Bewijs ontvangen" in shown and page_of(drawn) not in shown


def test_an_empty_answer_is_refused_and_a_document_alone_is_enough(drawn, user, client):
    response = client.post(page_of(drawn), {"send": "1", "text": "  "})
    assert response.status_code == 422 and "uw antwoord is leeg" in response.text
    with refused("empty"):
        sampling.answer(application=drawn.application, text=" \n ", by=user)
    sampling.add_proof(application=drawn.application, name="a.pdf", content=PDF, by=user)
    assert sampling.answer(application=drawn.application, text="", by=user).received_at


def test_what_came_with_the_application_is_no_proof_and_may_be_sent_again(ceiling):
    case = submitted(requested=1_200_00)
    old = Attachment.objects.create(
        application=case,
        file_name="oud.pdf",
        size=len(PDF),
        sha256=sha256(PDF).hexdigest(),
        content_type="application/pdf",
        added_at=timezone.now() - timedelta(days=9),
    )
    by = DeciderFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    deciding.announce(decision=take_decision(application=ready(case), by=by, activity_until=yesterday), by=by)
    (check,) = sampling.draw(sample=SampleFactory(ceiling=ceiling), by=OfficerFactory(), size=1)
    assert check.documents == []
    with refused("empty"):
        answered(check, text="")
    new = sampling.add_proof(application=case, name="nieuw.pdf", content=PDF, by=UserFactory())
    assert new != old and sampling.add_proof(application=case, name="n.pdf", content=PDF, by=UserFactory()) == new
    old.refresh_from_db()
    assert old.replaced_at is None and check.documents == [new]


def test_a_second_click_says_nothing_twice_and_a_second_answer_is_refused(drawn, user, client):
    first = client.post(page_of(drawn), {"send": "1", "text": "Het ging door."})
    sent = len(mail.outbox)
    again = client.post(page_of(drawn), {"send": "1", "text": "Het ging door."})
    assert (first.status_code, again.status_code, len(mail.outbox)) == (302, 302, sent)
    other = client.post(page_of(drawn), {"send": "1", "text": "Toch niet helemaal."})
    assert other.status_code == 422 and "Toch niet helemaal." in other.text
    drawn.refresh_from_db()
    assert drawn.text == "Het ging door."
    upload = client.post(page_of(drawn), {"evidence": "", "file": BytesIO(PDF)})
    assert upload.status_code == 409 and not drawn.application.attachments.exists()


def test_late_is_late_but_counts_until_the_check_is_closed(drawn, user, client):
    with after_the_term(drawn):
        sign_in(client, user)
        assert "De laatste dag was" in client.get(page_of(drawn)).text
        sampling.answer(application=drawn.application, text="Het ging door.", by=user)
        events = [event.text for event in Case(fresh(drawn.application)).events]
        assert "Het bewijs kwam na de laatste dag." in events
        sampling.close(application=drawn.application, outcome="in-order", note="", by=OfficerFactory())
        with refused("closed"):
            sampling.add_proof(application=drawn.application, name="a.pdf", content=PDF, by=user)


def test_an_answer_after_the_closing_is_refused_and_says_when(drawn, user, client):
    with after_the_term(drawn):
        sampling.close(application=drawn.application, outcome="no-answer", note="Niets.", by=OfficerFactory())
        with refused("closed"):
            sampling.answer(application=drawn.application, text="Het ging door.", by=user)
        sign_in(client, user)
        assert client.post(page_of(drawn), {"send": "1", "text": "Het ging door."}).status_code == 409


def test_a_stranger_finds_nothing_and_nobody_answers_for_another_case(drawn, user, client):
    other = settled_at_once()
    assert client.get(f"/mijn/aanvragen/{other.reference}/steekproef/").status_code == 404
    with refused("not-asked"):
        sampling.answer(application=other, text="Het ging door.", by=user)
    stranger = MembershipFactory().user
    sign_in(client, stranger)
    for response in (client.get(page_of(drawn)), client.post(page_of(drawn), {"send": "1", "text": "x"})):
        assert response.status_code == 404
    drawn.refresh_from_db()
    assert drawn.waits_for_answer


def test_an_officer_writes_down_what_came_on_paper(drawn, as_role):
    officer = as_role("subsidy officers")
    address = f"/beheer/subsidies/application/{drawn.application_id}/do/answer-sample/"
    stamp = re.search(r'name="stamp" value="([^"]*)"', officer.get(address).text)[1]
    scan = BytesIO(PDF)
    scan.name = "brief.pdf"
    sent = {"stamp": stamp, "asked_by": "Ada", "channel": "letter", "came_on": timezone.localdate(), "file": scan}
    assert officer.post(address, sent).status_code == 302
    drawn.refresh_from_db()
    assert drawn.received_at and [each.file_name for each in drawn.documents] == ["brief.pdf"]
    assert "op papier" in officer.get(f"/beheer/subsidies/application/{drawn.application_id}/change/").text
    with pytest.raises(PermissionDenied):
        behalf.answer_sample(
            application=drawn.application, text="x", asked_by="Ada", channel="letter", by=DeciderFactory()
        )


def test_a_fault_leads_to_an_intention_and_a_change_and_to_nothing_by_itself(drawn, as_role):
    answered(drawn)
    case, officer = drawn.application, as_role("subsidy officers")
    sampling.close(application=case, outcome="fault", note="Geen bonnen.", by=officer.user)
    case = fresh(case)
    assert case.state == State.SETTLED and not case.intentions.exists() and case.decisions.count() == 1
    shown = officer.get(f"/beheer/subsidies/application/{case.pk}/change/").text
    for link in ("do/compose/?kind=change", "do/intend/"):
        assert link in shown
        assert officer.get(f"/beheer/subsidies/application/{case.pk}/{link}").status_code == 200
    # The note is for the case: what it means for the applicant is told by the intention.
    assert "Geen bonnen." not in mail.outbox[-1].body and "zienswijze" in mail.outbox[-1].body


def test_what_is_in_order_leads_to_nothing(drawn, as_role):
    answered(drawn)
    officer = as_role("subsidy officers")
    sampling.close(application=drawn.application, outcome="in-order", note="", by=officer.user)
    shown = officer.get(f"/beheer/subsidies/application/{drawn.application_id}/change/").text
    assert (
        "Steekproef gesloten: in orde" in shown and "kind=change&" not in shown and "Zet de wijziging op" not in shown
    )


def test_a_check_is_closed_once_with_a_reason_and_not_before_its_time(drawn):
    officer, close = OfficerFactory(), sampling.close
    case = drawn.application
    for outcome, note, wrong in [
        ("", "", "outcome"),
        ("fine", "x", "outcome"),
        ("no-answer", "x", "outcome"),
        ("fault", " ", "note"),
        ("in-order", "", "note"),
    ]:
        with refused(wrong):
            close(application=case, outcome=outcome, note=note, by=officer)
    answered(drawn)
    with refused("outcome"):
        close(application=case, outcome="no-answer", note="x", by=officer)
    close(application=case, outcome="fault", note="Geen bonnen.", by=officer)
    with refused("closed"):
        close(application=case, outcome="in-order", note="", by=officer)
    drawn.refresh_from_db()
    assert (drawn.outcome, drawn.note, drawn.closed_by) == ("fault", "Geen bonnen.", officer)


def test_nobody_closes_the_check_of_an_own_organisation(drawn, as_role):
    officer = as_role("subsidy officers")
    TieFactory(user=officer.user, organisation=drawn.application.organisation)
    with pytest.raises(PermissionDenied):
        sampling.close(application=drawn.application, outcome="in-order", note="x", by=officer.user)
    address = f"/beheer/subsidies/application/{drawn.application_id}/"
    assert officer.get(f"{address}do/close-sample/").status_code == 404
    listed = officer.get(f"/beheer/subsidies/ceiling/{drawn.sample.ceiling_id}/samples/").text
    assert address not in listed and "dicht door een band" in listed
