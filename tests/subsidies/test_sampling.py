"""Sample control: lots that nobody steers decide which settled grants are checked; the applicant answers, an officer closes."""

import json
import re
import zipfile
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from subsidies import reminders
from subsidies.actions import behalf, deciding, reminding, sampling
from subsidies.case import Case
from subsidies.case_archive import Archive
from subsidies.models import Application, Attachment, Document, Sample, SampleCheck, SampleSeed
from subsidies.sampling import candidates, size_of
from subsidies.states import State
from subsidies.work import case_work
from tests.conftest import sign_in
from tests.factories import MembershipFactory, UserFactory
from tests.organisations.test_paper_files import PDF
from tests.subsidy_factories import (
    DeciderFactory,
    OfficerFactory,
    SampleCheckFactory,
    SampleFactory,
    SchemeVersionFactory,
    TieFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

from .settled_cases import fresh, settled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
Outcome = SampleCheck.Outcome


def settled_at_once(*, until=None, announced=True, **values):
    """Return a case that was granted and settled in one decision (path A); its activity is over since yesterday."""
    case, by = ready(submitted(requested=1_200_00, **values)), DeciderFactory()
    decision = take_decision(application=case, by=by, activity_until=until or timezone.localdate() - timedelta(days=1))
    if announced:
        deciding.announce(decision=decision, by=by)
    return fresh(case)


@pytest.fixture
def ceiling():
    return publish(SchemeVersionFactory(path_a_up_to=5_000_00, supplement_days=14)).ceiling


@pytest.fixture
def drawn(ceiling):
    """The check of the only case there is to draw."""
    settled_at_once()
    return sampling.draw(sample=SampleFactory(ceiling=ceiling), by=OfficerFactory(), size=1)[0]


@pytest.fixture
def user(drawn, client):
    user = MembershipFactory(organisation=drawn.application.organisation).user
    sign_in(client, user)
    return user


@contextmanager
def refused(*codes):
    with pytest.raises(ValidationError) as error, transaction.atomic():
        yield
    found = error.value.error_dict if hasattr(error.value, "error_dict") else {e.code for e in error.value.error_list}
    assert set(found) == set(codes)


def after_the_term(check):
    day = check.due_on + timedelta(days=1)
    return time_machine.travel(timezone.now().replace(year=day.year, month=day.month, day=day.day), tick=False)


def page_of(check, rest="steekproef/"):
    return f"/mijn/aanvragen/{check.application.reference}/{rest}"


def answered(check, text="Het ging door, met 40 mensen.", by=None):
    by = by or MembershipFactory(organisation=check.application.organisation).user
    return sampling.answer(application=check.application, text=text, by=by)


# The draw.


def test_a_draw_is_repeated_from_what_is_published_alone(ceiling, client):
    """Without a call of ours: the page, a regular expression and SHA-256."""
    for _number in range(7):
        settled_at_once()
    officer, address = OfficerFactory(), f"/subsidies/{ceiling.scheme.slug}/steekproef/{ceiling.year}/"
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        sample = sampling.prepare(ceiling=ceiling, by=officer)
    before = client.get(address).text
    hashes = re.findall(r"\b[0-9a-f]{64}\b", before)
    secret = SampleSeed.objects.get().seed
    assert len(hashes) == 1 and secret not in before
    checks = sampling.draw(sample=sample, by=officer, size=3)
    # A test never commits, so the stamp of the content does not grow.
    caches["pages"].clear()
    after = client.get(address).text
    seed = re.search(r"printf %s ([0-9a-f]{64}) \| sha256sum", after)[1]
    assert sha256(seed.encode()).hexdigest() == hashes[0]
    references = re.findall(r'<th scope="row">(IS-\d{4}-\d{4})</th>', after)
    assert len(references) == 7
    order = sorted(references, key=lambda reference: sha256(f"{seed}{reference}".encode()).hexdigest())
    assert references == order
    size = int(re.search(r"De eerste (\d+) van de 7", after)[1])
    assert [check.application.reference for check in checks] == order[:size]
    assert set(SampleCheck.objects.values_list("application", flat=True)) == {c.application_id for c in checks}


def test_the_seed_is_in_no_history_and_nobody_draws_on_the_day_it_was_made(ceiling):
    settled_at_once()
    officer = OfficerFactory()
    sample = sampling.prepare(ceiling=ceiling, by=officer)
    secret = SampleSeed.objects.get().seed
    assert sample.seed == "" and not Sample.pgh_event_model.objects.filter(seed=secret).exists()
    with refused("early"):
        sampling.draw(sample=sample, by=officer, size=1)
    assert not SampleCheck.objects.exists()


def test_only_what_is_over_settled_made_known_and_not_drawn_before_takes_part(ceiling):
    over, again = settled_at_once(), settled_at_once()
    settled_at_once(until=timezone.localdate())
    settled_at_once(announced=False)
    submitted()
    SampleCheckFactory(application=again)
    publish(SchemeVersionFactory(ceiling=ceiling, path_a_up_to=None, path_b_up_to=5_000_00))
    by_municipality = settled_at_once()
    assert by_municipality.state == State.GRANTED
    settled(by_municipality)
    today = timezone.localdate()
    assert candidates(ceiling, today) == [over]
    assert candidates(ceiling, today, with_path_b=True) == [over, by_municipality]
    publish(SchemeVersionFactory(ceiling__year=ceiling.year + 1))
    assert candidates(publish(SchemeVersionFactory(ceiling__year=ceiling.year + 2)).ceiling, today) == []


def test_the_candidates_cost_as_many_queries_however_many_there_are(ceiling):
    costs = []
    for number in (1, 4):
        for _each in range(number):
            settled_at_once()
        with CaptureQueriesContext(connection) as queries:
            assert [each.reference for each in candidates(ceiling, timezone.localdate())]
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"size": 0}, "size"),
        ({"size": -1}, "size"),
        ({"size": 2}, "size"),
        ({"percentage": 0}, "percentage"),
        ({"percentage": 101}, "percentage"),
        ({}, "size"),
        ({"size": 1, "percentage": 10}, "size"),
    ],
)
def test_a_sample_of_nobody_or_of_more_than_there_are_is_refused(ceiling, asked, wrong):
    settled_at_once()
    sample = SampleFactory(ceiling=ceiling)
    with refused(wrong):
        sampling.draw(sample=sample, by=OfficerFactory(), **asked)
    sample.refresh_from_db()
    assert (sample.is_drawn, sample.seed, len(mail.outbox)) == (False, "", len(mail.outbox))
    assert not SampleCheck.objects.exists() and not Document.objects.filter(kind="sample").exists()


def test_nothing_can_be_drawn_where_nobody_takes_part(ceiling):
    with refused("nobody"):
        sampling.draw(sample=SampleFactory(ceiling=ceiling), by=OfficerFactory(), percentage=50)


def test_a_sample_is_drawn_once_and_there_is_one_at_a_time(ceiling):
    settled_at_once(), settled_at_once()
    officer = OfficerFactory()
    sample = SampleFactory(ceiling=ceiling)
    with refused("prepared"):
        sampling.prepare(ceiling=ceiling, by=officer)
    stale = Sample.objects.get()
    first = sampling.draw(sample=sample, by=officer, size=1)
    with refused("drawn"):
        sampling.draw(sample=stale, by=officer, size=1)
    assert list(SampleCheck.objects.all()) == first
    second = sampling.draw(sample=SampleFactory(ceiling=ceiling), by=officer, size=1)
    assert second[0].application != first[0].application


def test_only_an_officer_prepares_and_draws(ceiling):
    settled_at_once()
    sample = SampleFactory(ceiling=ceiling)
    for stranger in (DeciderFactory(), UserFactory(), UserFactory(is_staff=True)):
        with pytest.raises(PermissionDenied):
            sampling.prepare(ceiling=ceiling, by=stranger)
        with pytest.raises(PermissionDenied):
            sampling.draw(sample=sample, by=stranger, size=1)
    assert not SampleCheck.objects.exists()


def test_what_is_shut_to_the_officer_is_drawn_too(ceiling):
    case, officer = settled_at_once(), OfficerFactory()
    TieFactory(user=officer, organisation=case.organisation)
    (check,) = sampling.draw(sample=SampleFactory(ceiling=ceiling), by=officer, percentage=1)
    assert check.application == case
    sampling.answer(application=case, text="Het ging door.", by=UserFactory())
    with pytest.raises(PermissionDenied):
        sampling.close(application=case, outcome=Outcome.IN_ORDER, note="", by=officer)


@given(st.integers(1, 500), st.integers(1, 100))
def test_a_percentage_is_rounded_up_and_never_more_than_all(total, percentage):
    size = size_of(total, percentage=percentage)
    assert 1 <= size <= total and (size - 1) * 100 < total * percentage <= size * 100


def test_who_is_drawn_gets_a_mail_and_a_letter_with_the_last_day(drawn):
    assert drawn.due_on >= timezone.localdate() + timedelta(days=14)
    letter = Document.objects.get(application=drawn.application, kind="sample")
    with letter.file.open() as file:
        assert sha256(file.read()).hexdigest() == letter.sha256
    assert "toeval" in mail.outbox[-1].body and drawn.application.reference in mail.outbox[-1].subject


# The answer.


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


# The closing.


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


# What the office sees and does.


def test_an_officer_prepares_draws_and_follows_on_the_page_of_the_ceiling(ceiling, as_role):
    first, second = settled_at_once(), settled_at_once()
    officer, address = as_role("subsidy officers"), f"/beheer/subsidies/ceiling/{ceiling.pk}/samples/"
    assert address in officer.get(f"/beheer/subsidies/ceiling/{ceiling.pk}/change/").text
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        sign_in(officer, officer.user)
        assert officer.post(address, {"prepare": "1"}).status_code == 302
        assert 'name="draw"' not in officer.get(address).text
    sign_in(officer, officer.user)
    number = str(Sample.objects.get().number)
    for wrong in ({"size": "0"}, {"size": "3"}, {"size": "veel"}, {"percentage": "0"}, {}, {"size": "1" * 30}):
        assert officer.post(address, {"draw": number, **wrong}).status_code == 422, wrong
    assert officer.post(address, {"draw": "99", "size": "1"}).status_code == 422
    assert officer.post(address, {"draw": number, "percentage": "100"}).status_code == 302
    assert officer.post(address, {"draw": number, "size": "1"}).status_code == 422
    shown = officer.get(address).text
    assert first.reference in shown and second.reference in shown and "wacht op de aanvrager" in shown


def test_who_only_decides_sees_the_samples_and_draws_none(drawn, as_role):
    address = f"/beheer/subsidies/ceiling/{drawn.sample.ceiling_id}/samples/"
    decider, reader = as_role("deciders"), as_role("readers")
    assert decider.get(address).status_code == 200
    assert decider.post(address, {"prepare": "1"}).status_code == 403
    assert reader.get(address).status_code == 403
    assert Sample.objects.count() == 1


def test_a_task_comes_with_the_proof_or_after_the_last_day(drawn):
    officer, today = OfficerFactory(), timezone.localdate()

    def kinds(day):
        with time_machine.travel(timezone.now() + (day - today), tick=False):
            return [
                each.kind for each in case_work.tasks_for(officer, day) if each.kind in ("no_proof", "judge_sample")
            ]

    late = drawn.due_on + timedelta(days=1)
    assert (kinds(drawn.due_on), kinds(late)) == ([], ["no_proof"])
    answered(drawn)
    assert kinds(today) == ["judge_sample"]
    sampling.close(application=drawn.application, outcome="in-order", note="", by=officer)
    assert kinds(late) == []


def test_the_applicant_is_reminded_once_before_the_last_day(drawn):
    soon = drawn.due_on - timedelta(days=3)
    with time_machine.travel(timezone.now() + (soon - timezone.localdate()), tick=False):
        assert drawn.application in reminders.candidates(timezone.localdate())
        sent = len(mail.outbox)
        reminding.remind(application_id=drawn.application_id)
        reminding.remind(application_id=drawn.application_id)
        assert len(mail.outbox) == sent + 1
        answered(drawn)
        assert reminders.due(drawn.application) == []


def test_the_archive_of_a_case_holds_the_draw_and_the_check(drawn):
    answered(drawn)
    target = BytesIO()
    Archive(fresh(drawn.application), target).write()
    with zipfile.ZipFile(target) as archive:
        case = json.loads(archive.read("case.json"))
    assert case["samplecheck"][0]["text"] == "Het ging door, met 40 mensen."
    assert case["sample"][0]["seed"] == "geheim-zaad"


# What the database refuses of the serving role.


def test_nothing_that_was_drawn_can_be_changed_in_raw_sql(drawn, as_serving_role):
    answered(drawn)
    sampling.close(application=drawn.application, outcome="fault", note="Geen bonnen.", by=OfficerFactory())
    sample, check = drawn.sample_id, drawn.pk
    for statement in [
        f"UPDATE subsidies_sample SET seed = 'ander' WHERE id = {sample}",
        f"UPDATE subsidies_sample SET size = 2 WHERE id = {sample}",
        f"UPDATE subsidies_sample SET candidates = '[]' WHERE id = {sample}",
        f"UPDATE subsidies_sample SET drawn_at = drawn_at + interval '1 day' WHERE id = {sample}",
        f"DELETE FROM subsidies_sample WHERE id = {sample}",
        f"UPDATE subsidies_sampleseed SET seed = 'ander' WHERE sample_id = {sample}",
        f"DELETE FROM subsidies_sampleseed WHERE sample_id = {sample}",
        f"UPDATE subsidies_samplecheck SET due_on = due_on + 1 WHERE id = {check}",
        f"UPDATE subsidies_samplecheck SET text = 'Niets' WHERE id = {check}",
        f"UPDATE subsidies_samplecheck SET outcome = 'in-order' WHERE id = {check}",
        f"UPDATE subsidies_samplecheck SET outcome = '', note = '', closed_at = NULL, closed_by_id = NULL WHERE id = {check}",
        f"DELETE FROM subsidies_samplecheck WHERE id = {check}",
    ]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_prepared_sample_is_drawn_with_its_own_seed_in_the_order_of_the_lots(ceiling, as_serving_role):
    sample, other = SampleFactory(ceiling=ceiling), UserFactory()
    lots = sorted(["IS-2026-0001", "IS-2026-0002"], key=lambda each: sha256(f"geheim-zaad{each}".encode()).hexdigest())

    def draw(seed="geheim-zaad", found=lots, size=1, percentage="NULL", at="now()"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE subsidies_sample SET seed = %s, candidates = %s, size = %s, percentage = {percentage}, "
                f"drawn_at = {at}, drawn_by_id = %s WHERE id = %s",
                [seed, json.dumps(found), size, other.pk, sample.pk],
            )

    for wrong in [
        {"seed": "gekozen"},
        {"found": lots[::-1]},
        {"found": [*lots, lots[0]]},
        {"found": []},
        {"size": 3},
        {"size": 0},
        {"size": 2, "percentage": "10"},
        {"at": "now() - interval '1 day'"},
    ]:
        with pytest.raises(DatabaseError):
            draw(**wrong)
    for column in ("seed_commitment = repeat('0', 64)", "prepared_at = prepared_at - interval '1 day'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE subsidies_sample SET {column} WHERE id = {sample.pk}")
    draw()
    sample.refresh_from_db()
    assert sample.candidates == lots


def test_no_case_is_checked_by_hand(drawn, as_serving_role):
    other = settled_at_once()
    sample = drawn.sample
    for number in (other.pk, drawn.application_id):
        with pytest.raises(DatabaseError), transaction.atomic():
            SampleCheck.objects.create(sample=sample, application_id=number, due_on=drawn.due_on)
    prepared = SampleFactory(ceiling=sample.ceiling)
    with pytest.raises(DatabaseError), transaction.atomic():
        SampleCheck.objects.create(sample=prepared, application=other, due_on=drawn.due_on)
    with pytest.raises(DatabaseError), transaction.atomic():
        SampleFactory(ceiling=sample.ceiling)
    assert list(SampleCheck.objects.all()) == [drawn]
