"""Letters on paper: who gets them, the list of what waits, and that each is posted once."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from subsidies import letters
from subsidies.actions import deciding, handling, posting
from subsidies.models import Channel, Document
from subsidies.work import case_work
from tests.subsidy_factories import (
    DeciderFactory,
    DocumentFactory,
    FinanceFactory,
    OfficerFactory,
    TieFactory,
    ready,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:subsidies_document_changelist")
PRINT = reverse("admin:subsidies_document_print")
ADDRESS = "Voorbeeldstraat 1\n1234 AB Voorbeeld"


def waiting(postal_address=ADDRESS, **values):
    """Return a letter that waits to be posted."""
    application = submitted(postal_address=postal_address)
    return DocumentFactory(application=application, **({"kind": "intention", "is_on_paper": True} | values))


def asked(application, **how):
    return handling.ask_supplement(
        application=application, text="Wat?", steps=["begroting"], by=OfficerFactory(), **how
    )


@pytest.mark.parametrize(
    ("channel", "email", "ticked", "by_post"),
    [
        (Channel.ONLINE, "ada@voorbeeld.example", False, False),
        (Channel.ONLINE, "ada@voorbeeld.example", True, True),
        (Channel.ONLINE, "", False, True),
        (Channel.PAPER, "ada@voorbeeld.example", False, True),
    ],
)
def test_a_letter_goes_by_post_where_it_is_asked_or_nothing_else_arrives(channel, email, ticked, by_post):
    application = submitted(channel=channel, contact_email=email)
    asked(application, on_paper=ticked)
    assert [letter.is_on_paper for letter in application.documents.letters()] == [by_post]


def test_a_decision_and_its_translation_are_posted_once_they_are_announced():
    application = ready(submitted())
    decision = take_decision(application=application, is_on_paper=True, is_in_english=True)
    assert not Document.objects.to_post().exists()
    deciding.announce(decision=decision, by=DeciderFactory())
    assert [letter.kind for letter in Document.objects.to_post()] == ["decision", "translation"]


def test_a_letter_is_posted_once_and_by_whom_is_known():
    letter, other, officer = waiting(), waiting(), OfficerFactory()
    assert posting.post(letters=[letter], by=officer) == 1
    letter.refresh_from_db()
    assert (letter.posted_by, timezone.localdate(letter.posted_at)) == (officer, timezone.localdate())
    with pytest.raises(ValidationError):
        posting.post(letters=[letter, other], by=officer)
    other.refresh_from_db()
    assert other.posted_at is None
    assert letter.events.last().posted_by_id == officer.pk


def test_raw_sql_neither_posts_twice_nor_what_is_not_on_paper():
    letter, digital = waiting(), DocumentFactory(kind="intention")
    posting.post(letters=[letter], by=OfficerFactory())
    for pk, values in [
        (letter.pk, {"posted_at": timezone.now()}),
        (letter.pk, {"posted_at": None, "posted_by": None}),
        (letter.pk, {"is_on_paper": False}),
        (digital.pk, {"posted_at": timezone.now()}),
    ]:
        with pytest.raises(DatabaseError) as error, transaction.atomic():
            Document.objects.filter(pk=pk).update(**values)
        assert "posted" in str(error.value)


def test_a_letter_without_an_address_waits_until_one_is_noted(as_role):
    letter, client = waiting(postal_address=""), as_role("subsidy officers")
    note = reverse("admin:subsidies_application_act", args=[letter.application_id, "keep-address"])
    assert note in client.get(QUEUE).text
    assert client.post(QUEUE, {"letters": [letter.pk]}).status_code == 422
    stamp = client.get(note).context["stamp"]
    assert client.post(note, {"stamp": stamp, "postal_address": ADDRESS}).status_code == 302
    assert client.post(QUEUE, {"letters": [letter.pk]}).status_code == 302
    assert not Document.objects.to_post().exists()


def test_the_list_shows_what_waits_the_oldest_first(as_role):
    new, old = waiting(), waiting(made_at=timezone.now() - timedelta(days=3))
    posting.post(letters=[waiting()], by=OfficerFactory())
    DocumentFactory(kind="intention")
    page = as_role("subsidy officers").get(QUEUE)
    assert [(row.letter, row.is_late) for row in page.context["rows"]] == [(old, True), (new, False)]
    assert "Voorbeeldstraat 1" in page.text


@pytest.mark.parametrize("factory", [OfficerFactory, DeciderFactory])
def test_officers_and_deciders_post_and_nobody_else(factory):
    letter = waiting()
    with pytest.raises(PermissionDenied):
        posting.post(letters=[letter], by=FinanceFactory())
    assert posting.post(letters=[letter], by=factory()) == 1


def test_finance_does_not_open_the_list(as_role):
    letter, client = waiting(), as_role("finance")
    for address in (QUEUE, PRINT, reverse("admin:subsidies_document_letter", args=[letter.pk])):
        assert client.get(address).status_code == client.post(address).status_code == 403


def test_a_letter_in_a_case_that_is_shut_is_not_there(as_role):
    letter, client = waiting(), as_role("subsidy officers")
    TieFactory(user=client.user, organisation=letter.application.organisation)
    assert list(client.get(QUEUE).context["rows"]) == []
    assert client.get(PRINT).status_code == 404
    assert client.get(reverse("admin:subsidies_document_letter", args=[letter.pk])).status_code == 404
    assert client.post(QUEUE, {"letters": [letter.pk]}).status_code == 422
    with pytest.raises(PermissionDenied):
        posting.post(letters=[letter], by=client.user)


def test_all_letters_are_one_document_of_which_each_begins_on_a_front(as_role):
    application = submitted(channel=Channel.PAPER, postal_address=ADDRESS)
    request = asked(application)
    letters.of_supplement(request)
    response = as_role("subsidy officers").get(PRINT)
    assert response["Content-Type"] == "application/pdf" and "unsafe" not in response["Content-Security-Policy"]
    # Two letters of one page, and an empty back between them.
    assert len(PdfReader(BytesIO(response.content)).pages) == 3


def test_letters_that_cannot_be_joined_are_opened_one_by_one(as_role):
    letter, client = waiting(), as_role("deciders")
    response = client.get(PRINT, follow=True)
    assert (response.redirect_chain[0][0] == QUEUE and "one by one" in response.text) or "een voor een" in response.text
    opened = client.get(reverse("admin:subsidies_document_letter", args=[letter.pk]))
    assert opened["Content-Disposition"].startswith("inline") and opened["Content-Type"] == "application/pdf"
    assert "no-store" in opened["Cache-Control"]
    assert opened.getvalue().startswith(b"%PDF")


def test_posting_is_a_task_of_the_day_that_stands_in_the_letter(as_role):
    letter, client = waiting(), as_role("subsidy officers")
    task = next(each for each in case_work.tasks_for(client.user, timezone.localdate()) if each.kind == "post")
    assert task.day == timezone.localdate(letter.made_at)
    assert QUEUE in client.get(reverse("admin:index")).text
    posting.post(letters=[letter], by=client.user)
    assert "post" not in [each.kind for each in case_work.tasks_for(client.user, timezone.localdate())]


def test_the_form_asks_for_an_address_only_where_the_letter_is_posted(as_role):
    application, client = submitted(), as_role("subsidy officers")
    address = reverse("admin:subsidies_application_act", args=[application.pk, "ask-supplement"])
    data = {"text": "Wat?", "steps": ["begroting"], "on_paper": "on", "stamp": client.get(address).context["stamp"]}
    assert "postal_address" in client.post(address, data).context["form"].errors
    assert client.post(address, data | {"postal_address": ADDRESS}).status_code == 302
    application.refresh_from_db()
    assert application.postal_address.split() == ADDRESS.split()
    assert Document.objects.to_post().get().application == application


def test_a_decider_who_announces_on_paper_notes_the_address(as_role):
    case = ready(submitted())
    take_decision(application=case)
    decider, page = as_role("deciders"), reverse("admin:subsidies_application_act", args=[case.pk, "announce"])
    data = {"on_paper": "on", "postal_address": ADDRESS, "stamp": decider.get(page).context["stamp"]}
    assert decider.post(page, data).status_code == 302
    assert [letter.application.postal_address.split() for letter in Document.objects.to_post()] == [ADDRESS.split()]


def test_the_list_asks_the_same_number_of_queries(as_role):
    client, counts = as_role("subsidy officers"), []
    for _n in range(2):
        for _each in range(3):
            waiting()
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
