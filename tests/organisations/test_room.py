"""The rooms of networks: who enters, papers, contacts, and what the secretary writes to all."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organisations.actions import room as actions
from organisations.models import Meeting, Network, Paper, RoomMessage
from organisations.tasks import forget_old_room_messages, remove_files_without_paper

from ..conftest import sign_in
from ..factories import (
    MeetingFactory,
    MembershipFactory,
    NetworkFactory,
    NetworkMembershipFactory,
    OrganisationFactory,
    PaperFactory,
    RoomMessageFactory,
    UserFactory,
)
from .test_paper_files import MACRO_TYPE, PDF, odf, ooxml

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def network():
    return NetworkFactory(slug="overleg", name_nl="Periodiek Overleg")


def member_of(network, **fields):
    """Make a user who keeps the page of an organisation that takes part."""
    membership = MembershipFactory(**{f"user__{name}": value for name, value in fields.items()})
    NetworkMembershipFactory(network=network, organisation=membership.organisation)
    return membership.user


@pytest.fixture
def member(network):
    return member_of(network, name="Lid", email="lid@voorbeeld.example")


@pytest.fixture
def secretary(network):
    network.secretary = member_of(network, name="Secretaris", email="secretaris@voorbeeld.example")
    network.save()
    return network.secretary


@pytest.fixture
def stranger():
    """Keeps a page, and sits in another network."""
    return member_of(NetworkFactory(slug="ander"), name="Vreemde")


def in_group(name):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return user


def address(name, *args):
    return reverse(f"organisations:{name}", args=["overleg", *args])


def upload(client, meeting, content=PDF, name="verslag.pdf", **answers):
    file = SimpleUploadedFile(name, content, "application/pdf")
    return client.post(
        address("add_paper", meeting.pk), {"kind": "minutes", "title": "Verslag", "file": file, **answers}
    )


def stored():
    try:
        return storages["private"].listdir("papers")[1]
    except FileNotFoundError:
        return []


# --- Who enters ------------------------------------------------------------------------------------------------------


def test_the_room_opens_for_members_the_secretary_and_editors_alone(network, member, secretary, stranger, client):
    paper = PaperFactory(meeting__network=network)
    asked = [address("room"), address("room_messages"), address("paper", paper.pk)]
    for user, expected in [
        (member, 200),
        (secretary, 200),
        (in_group("editors"), 200),
        (stranger, 404),
        (UserFactory(), 404),
        (in_group("readers"), 404),
        (UserFactory(is_staff=True), 404),
    ]:
        sign_in(client, user)
        answers = [client.get(page) for page in asked]
        assert [answer.status_code for answer in answers] == [expected] * 3, user
        if expected == 404:
            assert not any("Verslag" in answer.text for answer in answers)
        else:
            assert answers[2].getvalue().startswith(b"%PDF-")
    assert list(Network.objects.entered_by(stranger)) == [Network.objects.get(slug="ander")]
    assert list(Network.objects.entered_by(member)) == [network]


def test_staff_enter_with_a_second_factor_only(network, client):
    client.force_login(in_group("editors"))
    assert client.get(address("room")).status_code == 404
    assert client.get(address("add_meeting")).status_code == 404


def test_who_leaves_the_organisation_leaves_the_room(network, member, client):
    sign_in(client, member)
    assert client.get(address("room")).status_code == 200
    member.memberships.all().delete()
    assert client.get(address("room")).status_code == 404


def test_a_paper_is_not_reached_through_a_room_of_ones_own(network, member, stranger, client):
    paper = PaperFactory(meeting__network=network)
    sign_in(client, stranger)
    for name in ("paper", "remove_paper"):
        assert client.get(reverse(f"organisations:{name}", args=["ander", paper.pk])).status_code == 404
    for name in ("add_paper", "remove_meeting"):
        assert client.post(reverse(f"organisations:{name}", args=["ander", paper.meeting_id])).status_code == 404
    assert Paper.objects.exists()


@pytest.mark.parametrize("path", ["../../manage.py", "..%2f..%2fmanage.py", "1%00", "99999999999999999999", "-1"])
def test_tricks_with_paths_find_nothing(network, member, client, path):
    sign_in(client, member)
    assert client.get(f"{address('room')}stukken/{path}/").status_code == 404


def test_my_page_names_my_rooms(network, member, stranger, client):
    for user, expected in [(member, True), (stranger, False)]:
        sign_in(client, user)
        assert (address("room") in client.get(reverse("member_home")).text) is expected


# --- Meetings and papers ---------------------------------------------------------------------------------------------


def test_the_secretary_adds_a_meeting_and_a_paper_that_members_read(network, member, secretary, client):
    sign_in(client, secretary)
    page = client.post(address("add_meeting"), {"title": "Najaarsoverleg", "held_on": "2026-10-08"}, follow=True)
    assert "Najaarsoverleg" in page.text
    meeting = Meeting.objects.get()
    assert upload(client, meeting, name="Verslag “8 oktober”.pdf").status_code == 302
    paper = Paper.objects.get()
    assert (paper.added_by, paper.size, paper.format) == (secretary, len(PDF), "PDF")

    sign_in(client, member)
    page = client.get(address("room")).text
    assert paper.get_absolute_url() in page
    assert address("add_meeting") not in page
    assert address("remove_paper", paper.pk) not in page
    answer = client.get(paper.get_absolute_url())
    assert answer.getvalue() == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("name", "content"), [("a.odt", odf()), ("a.docx", ooxml())])
def test_office_documents_are_taken_too(network, secretary, client, name, content):
    sign_in(client, secretary)
    assert upload(client, MeetingFactory(network=network), content, name).status_code == 302
    assert client.get(Paper.objects.get().get_absolute_url()).getvalue() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.pdf", b""),
        ("pagina.pdf", b"<html><script>alert(1)</script>"),
        ("macro.docm", ooxml(main=MACRO_TYPE)),
        ("macro.docx", ooxml(main=MACRO_TYPE)),
        ("hernoemd.pdf", ooxml()),
        ("te-groot.pdf", b"%PDF-" + b" " * 50 * 1024 * 1024),
        ("x" * 300 + ".pdf", PDF),
    ],
    ids=["empty", "page", "docm", "docx", "renamed", "50 MB", "long name"],
)
def test_a_file_that_is_not_right_is_answered_at_its_field(network, secretary, client, name, content):
    meeting = MeetingFactory(network=network)
    before = stored()
    sign_in(client, secretary)
    page = upload(client, meeting, content, name)
    assert page.status_code == 422
    assert 'id="id_file_error"' in page.text
    assert 'value="Verslag"' in page.text, "nothing typed is lost"
    assert not Paper.objects.exists()
    assert stored() == before


@pytest.mark.parametrize("answers", [{"title": ""}, {"title": "a\x00b"}, {"title": "x" * 201}, {"kind": "geheim"}])
def test_a_paper_that_is_not_right_is_not_kept(network, secretary, client, answers):
    before = stored()
    sign_in(client, secretary)
    assert upload(client, MeetingFactory(network=network), **answers).status_code == 422
    assert not Paper.objects.exists()
    assert stored() == before


@pytest.mark.parametrize("held_on", ["", "morgen", "2026-02-30", "0000-00-00", "99999-01-01", "\x00"])
def test_a_meeting_without_a_day_is_refused(network, secretary, client, held_on):
    sign_in(client, secretary)
    page = client.post(address("add_meeting"), {"title": "Overleg", "held_on": held_on})
    assert page.status_code == 422
    assert 'id="id_held_on_error"' in page.text
    assert not Meeting.objects.exists()


def test_a_meeting_gets_another_day_and_keeps_its_papers(network, member, secretary, stranger, client):
    paper = PaperFactory(meeting__network=network)
    change = address("change_meeting", paper.meeting_id)
    sign_in(client, secretary)
    assert change in client.get(address("room")).text
    assert f'value="{paper.meeting.title}"' in client.get(change).text
    assert client.post(change, {"title": "Verplaatst", "held_on": "morgen"}).status_code == 422
    assert client.post(change, {"title": "Verplaatst", "held_on": "2026-12-01"})["Location"] == address("room")
    paper.meeting.refresh_from_db()
    assert (paper.meeting.title, str(paper.meeting.held_on)) == ("Verplaatst", "2026-12-01")
    assert list(paper.meeting.papers.all()) == [paper]
    for user, expected in [(member, 403), (stranger, 404)]:
        sign_in(client, user)
        assert client.post(change, {"title": "Gekaapt", "held_on": "2026-12-01"}).status_code == expected
    sign_in(client, stranger)
    of_own_room = reverse("organisations:change_meeting", args=["ander", paper.meeting_id])
    assert client.post(of_own_room, {"title": "Gekaapt", "held_on": "2026-12-01"}).status_code == 404
    assert Meeting.objects.get().title == "Verplaatst"


def test_two_clicks_add_one_meeting_and_one_paper(network, secretary, client):
    sign_in(client, secretary)
    for _n in range(2):
        client.post(address("add_meeting"), {"title": "Overleg", "held_on": "2026-10-08"})
    meeting = Meeting.objects.get()
    assert [upload(client, meeting).status_code for _n in range(2)] == [302, 422]
    assert upload(client, meeting, PDF.replace(b"%%EOF", b"%%%EOF")[: len(PDF)] + b"%%EOF").status_code == 302
    assert Paper.objects.count() == 2


def test_a_paper_for_a_meeting_that_was_removed_meanwhile_is_refused(network, secretary):
    meeting = MeetingFactory(network=network)
    before = stored()
    Meeting.objects.all().delete()
    with pytest.raises(ValidationError, match="verwijderd"):
        actions.add_paper(meeting=meeting, kind="paper", title="t", file_name="a.pdf", content=PDF, by=secretary)
    assert stored() == before


def test_a_secretary_who_left_leaves_the_room(network, secretary, client):
    sign_in(client, secretary)
    assert client.get(address("write_message")).status_code == 200
    secretary.memberships.all().delete()
    for page in ("room", "write_message", "add_meeting"):
        assert client.get(address(page)).status_code == 404
    civil_servant = UserFactory(is_staff=True)
    Network.objects.update(secretary=civil_servant)
    sign_in(client, civil_servant)
    assert client.get(address("write_message")).status_code == 200
    type(civil_servant).objects.update(is_staff=False)
    assert client.get(address("write_message")).status_code == 404


def test_the_name_of_a_file_says_nothing_about_where_it_is_kept(network, secretary, client):
    sign_in(client, secretary)
    assert (
        upload(client, MeetingFactory(network=network), name='..\\..\\etc/../../pass; filename="x.exe".pdf').status_code
        == 302
    )
    paper = Paper.objects.get()
    assert re.fullmatch(r"papers/[0-9a-f]{32}", paper.file.name)
    assert Path(paper.file.path).is_relative_to(storages["private"].location)
    assert Path(paper.file.path).stat().st_mode & 0o777 == 0o600
    assert "/" not in paper.file_name
    answer = client.get(paper.get_absolute_url())
    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"].endswith('.pdf"')


def test_a_member_reads_and_changes_nothing(network, member, client):
    paper = PaperFactory(meeting__network=network)
    sign_in(client, member)
    for name, *args in [
        ("add_meeting",),
        ("write_message",),
        ("add_paper", paper.meeting_id),
        ("remove_meeting", paper.meeting_id),
        ("remove_paper", paper.pk),
    ]:
        assert client.get(address(name, *args)).status_code == 403
        assert client.post(address(name, *args)).status_code == 403
    assert list(Paper.objects.all()) == [paper]


def test_editors_of_the_portal_add_papers_but_write_in_nobodys_name(network, secretary, client):
    sign_in(client, in_group("editors"))
    assert upload(client, MeetingFactory(network=network)).status_code == 302
    assert client.post(address("write_message"), {"subject": "s", "text": "t"}).status_code == 403


def test_what_is_removed_is_gone_from_the_disk(network, secretary, client, django_capture_on_commit_callbacks):
    first, second = PaperFactory(meeting__network=network), PaperFactory(meeting__network=network)
    sign_in(client, secretary)
    assert "Verslag" in client.get(address("remove_paper", first.pk)).text
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address("remove_paper", first.pk)).status_code == 302
        assert client.post(address("remove_meeting", second.meeting_id)).status_code == 302
    assert list(Meeting.objects.all()) == [first.meeting]
    for paper in (first, second):
        assert not Path(paper.file.path).exists()


def test_a_file_that_is_lost_is_404(network, member, client):
    paper = PaperFactory(meeting__network=network)
    Path(paper.file.path).unlink()
    sign_in(client, member)
    assert client.get(paper.get_absolute_url()).status_code == 404


def test_files_that_no_paper_names_are_removed_after_a_day(network):
    storage = storages["private"]
    paper = PaperFactory(meeting__network=network)
    left = storage.save("papers/00", ContentFile(b"x"))
    remove_files_without_paper(timestamp=0)
    assert storage.exists(left)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        remove_files_without_paper(timestamp=0)
    assert not storage.exists(left)
    assert storage.exists(paper.file.name)


def test_the_kind_of_a_paper_holds_in_raw_sql(as_serving_role):
    PaperFactory()
    with pytest.raises(IntegrityError, match="paper_kind"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_paper SET kind = 'secret'")


# --- Who is who ------------------------------------------------------------------------------------------------------


def test_an_address_is_shown_to_fellow_members_unless_switched_off(network, member, client):
    shy = member_of(network, name="Verlegen", email="verlegen@voorbeeld.example", shows_address_to_networks=False)
    member_of(network, name="", email="naamloos@voorbeeld.example", shows_address_to_networks=False)
    member_of(network, name="Weg", email="weg@voorbeeld.example", is_active=False)
    sign_in(client, member)
    page = client.get(address("room")).text
    assert "lid@voorbeeld.example" in page
    assert "Verlegen" in page
    assert not any(hidden in page for hidden in ["verlegen@", "naamloos@", "weg@"])

    sign_in(client, shy)
    answers = {"name": "Verlegen", "language": "nl", "shows_address_to_networks": "on"}
    assert 'name="shows_address_to_networks"' in client.get(reverse("my_details")).text
    assert client.post(reverse("my_details"), answers).status_code == 302
    assert "verlegen@" in client.get(address("room")).text


def test_a_room_shows_nobody_of_another_network(network, member, stranger, client):
    sign_in(client, member)
    assert "Vreemde" not in client.get(address("room")).text


# --- Writing to all --------------------------------------------------------------------------------------------------

TEXT = {"subject": "Tot donderdag", "text": "Het begint om tien uur.\r\n<b>Zaal 2</b>"}


def test_the_secretary_sees_to_how_many_it_goes_and_each_gets_one(network, member, secretary, stranger, client):
    german = member_of(network, language="de", email="mitglied@voorbeeld.example", shows_address_to_networks=False)
    # Who keeps two pages gets one mail.
    second = MembershipFactory(user=member)
    NetworkMembershipFactory(network=network, organisation=second.organisation)
    sign_in(client, secretary)
    page = client.post(address("write_message"), TEXT)
    assert page.status_code == 200
    assert "3 mensen" in page.text
    assert mail.outbox == []
    page = client.post(address("write_message"), {**TEXT, "number": "3", "send": "yes"}, follow=True)
    assert "3 mensen" in page.text
    assert sorted(message.to for message in mail.outbox) == sorted([[u.email] for u in (member, secretary, german)])
    assert {tuple(message.reply_to) for message in mail.outbox} == {(secretary.email,)}
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert subjects[member.email] == "Periodiek Overleg: Tot donderdag"
    [german_mail] = [message for message in mail.outbox if message.to == [german.email]]
    assert "Guten Tag" in german_mail.body or "/de/mijn/netwerken/overleg/" in german_mail.body
    assert member.email not in german_mail.body

    sign_in(client, member)
    page = client.get(address("room_messages")).text
    assert "Tot donderdag" in page
    assert "<b>Zaal" not in page
    message = RoomMessage.objects.get()
    assert (message.recipients, message.sent_by) == (3, secretary)


def test_a_message_is_shown_again_when_its_readers_changed(network, member, secretary, client):
    sign_in(client, secretary)
    for number in ("1", "99", "", "x"):
        client.post(address("write_message"), {**TEXT, "number": number, "send": "yes"})
    client.post(address("write_message"), {**TEXT, "number": "2", "change": "yes"})
    client.post(address("write_message"), {**TEXT, "number": "2"})
    assert mail.outbox == []
    assert not RoomMessage.objects.exists()


def test_a_message_that_is_sent_twice_goes_once(network, member, secretary, client):
    sign_in(client, secretary)
    answers = [client.post(address("write_message"), {**TEXT, "number": "2", "send": "yes"}) for _n in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]
    assert "Het begint om tien uur." in answers[1].text, "nothing typed is lost"
    assert len(mail.outbox) == 2


def test_five_messages_a_day_is_enough(network, member, secretary, client):
    sign_in(client, secretary)
    codes = [
        client.post(
            address("write_message"), {"subject": f"Nummer {n}", "text": "t", "number": "2", "send": "yes"}
        ).status_code
        for n in range(7)
    ]
    assert codes == [302] * 5 + [422] * 2
    assert RoomMessage.objects.count() == 5


@pytest.mark.parametrize(
    "answers", [{"subject": ""}, {"text": ""}, {"subject": "a\x00"}, {"text": "x" * 5_001}, {"subject": "x" * 151}]
)
def test_a_message_that_is_not_right_is_answered_at_its_field(network, member, secretary, client, answers):
    sign_in(client, secretary)
    page = client.post(address("write_message"), {**TEXT, "number": "2", "send": "yes", **answers})
    assert page.status_code == 422
    assert "error-summary" in page.text
    assert mail.outbox == []


def test_a_subject_cannot_add_headers(network, secretary):
    actions.send_message(network=network, subject="Hallo\r\nBcc: x@y.example", text="t", by=secretary)
    assert mail.outbox[0].subject == "Periodiek Overleg: Hallo Bcc: x@y.example"


def test_messages_are_forgotten_after_two_years(network):
    with time_machine.travel(timezone.now() - timedelta(days=2 * 365 + 1), tick=False):
        RoomMessageFactory()
    recent = RoomMessageFactory()
    forget_old_room_messages(timestamp=0)
    assert list(RoomMessage.objects.all()) == [recent]


# --- Staff -----------------------------------------------------------------------------------------------------------


def test_editors_choose_a_secretary_among_members_and_staff(network, member, stranger, client):
    editor = in_group("editors")
    sign_in(client, editor)
    change = reverse("admin:organisations_network_change", args=[network.pk])
    form = client.get(change).context["adminform"].form
    assert set(form.fields["secretary"].queryset) == {member, editor}
    answers = {name: value if value is not None else "" for name, value in form.initial.items()}
    answers |= {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    assert client.post(change, {**answers, "secretary": stranger.pk}).status_code == 200
    assert client.post(change, {**answers, "secretary": member.pk}).status_code == 302
    network.refresh_from_db()
    assert network.secretary == member
    assert address("room") in client.get(change).text


def test_readers_do_not_see_who_is_secretary(network, secretary, client):
    sign_in(client, in_group("readers"))
    page = client.get(reverse("admin:organisations_network_change", args=[network.pk]))
    assert page.status_code == 200
    assert "Secretaris" not in page.text
    assert address("room") not in page.text


def test_a_room_costs_the_same_queries_whatever_it_holds(network, client):
    secretary = UserFactory(is_staff=True)
    network.secretary = secretary
    network.save()
    sign_in(client, secretary)
    costs = []
    for number in (2, 15):
        for _n in range(number):
            member_of(network)
            meeting = MeetingFactory(network=network)
            PaperFactory(meeting=meeting), PaperFactory(meeting=meeting)
            RoomMessageFactory(network=network)
            OrganisationFactory()
        cost = []
        for page in (address("room"), address("room_messages")):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            cost.append(len(queries))
        costs.append(cost)
    assert costs[0] == costs[1]
