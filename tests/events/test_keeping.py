"""Keeping the agenda: proposing, publishing, changing, cancelling, series, umbrellas and photos; who is told."""

import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from events import attention
from events.actions import agenda as actions
from events.actions import photo as photo_actions
from events.actions import series as series_actions
from events.models import Event, EventPhoto
from events.moments import span

from ..conftest import sign_in
from ..event_factories import (
    EventFactory,
    EventPhotoFactory,
    RegistrationFactory,
    RegistrationTermsFactory,
)
from ..factories import GoalFactory, MembershipFactory, NetworkMembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet", "folder")]

FIRST = date(2027, 1, 12)


@pytest.fixture
def editor():
    return UserFactory(is_staff=True, is_superuser=True)


@pytest.fixture
def member():
    return MembershipFactory(organisation__slug="eigen", user__email="lid@voorbeeld.example")


def form(**changed):
    """Return a form of an event as a browser sends it."""
    return {
        "title_nl": "Lezing over water", "kind": "lecture", "starts_on": "2027-05-01", "starts_time": "19:30", "ends_time": "21:30",
        "zone": "Europe/Amsterdam", "audience": "everyone", **changed,
    }  # fmt: skip


def opened(client, address):
    """Return what a form holds when it is opened, that it was opened on it too."""
    shown = client.get(address).context["form"]
    return {
        name: field.value() for name, field in ((each.name, each) for each in shown) if field.value() not in (None, "")
    }


def evening(day=FIRST, hour=time(19, 30), **fields):
    starts_at, ends_at = span(day, hour, None, time(hour.hour + 2, hour.minute))
    return EventFactory(starts_at=starts_at, ends_at=ends_at, **fields)


def registered(event, **fields):
    if not hasattr(event, "registration_terms"):
        RegistrationTermsFactory(event=event)
    return RegistrationFactory(event=event, **fields)


def test_member_proposes_an_editor_publishes_and_the_member_is_told(client, member, editor):
    client.force_login(member.user)
    goal = GoalFactory()
    response = client.post("/mijn/organisaties/eigen/agenda/nieuw/", form(goal_1=goal.pk))
    assert response.status_code == 302
    event = Event.objects.get()
    assert (event.status, event.organiser, event.proposed_by) == ("proposed", member.organisation, member.user)
    assert event.starts_at == datetime(2027, 5, 1, 17, 30, tzinfo=UTC) and list(event.goals.all()) == [goal]
    assert event.slug == "lezing-over-water-2027-05-01"
    client.logout()
    assert client.get(event.get_absolute_url()).status_code == 404
    [waiting] = attention.waiting(editor)
    assert waiting.count == 1 and list(attention.waiting(member.user)) == []
    sign_in(client, editor)
    assert client.post(reverse("admin:events_event_act", args=[event.pk, "publish"])).status_code == 302
    assert client.get(event.get_absolute_url()).status_code == 200
    assert [message.to for message in mail.outbox] == [["lid@voorbeeld.example"]]
    assert event.get_absolute_url() in mail.outbox[0].body
    with pytest.raises(ValidationError):
        actions.publish(event=event, by=editor)


def test_refused_with_a_reason_and_proposed_anew_by_changing_it(client, member, editor):
    event = evening(organiser=member.organisation, status="proposed", proposed_by=member.user, title_nl="Feest")
    sign_in(client, editor)
    address = reverse("admin:events_event_act", args=[event.pk, "refuse"])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Het is besloten."}).status_code == 302
    assert "Het is besloten." in mail.outbox[0].body
    client.force_login(member.user)
    own = f"/mijn/organisaties/eigen/agenda/{event.pk}/"
    assert "Het is besloten." in client.get(own).content.decode()
    assert client.post(own, {**opened(client, own), "title_nl": "Open feest"}).status_code == 302
    event.refresh_from_db()
    assert (event.status, event.title_nl, event.reason_nl) == ("proposed", "Open feest", "")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"starts_on": "2027-03-28", "starts_time": "02:30"}, "starts_time"),
        ({"ends_time": "19:00"}, "ends_time"),
        ({"ends_on": "2028-06-04"}, "ends_on"),
        ({"starts_on": "gisteren"}, "starts_on"),
        ({"starts_time": ""}, "starts_time"),
        ({"audience": "network"}, "network"),
        ({"audience": "", "kind": "network"}, "network"),
        ({"title_nl": ""}, "title_nl"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"countries": ["x"]}, "countries"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(client, member, changed, field):
    client.force_login(member.user)
    response = client.post("/mijn/organisaties/eigen/agenda/nieuw/", form(venue="Bovenzaal", **changed))
    assert response.status_code == 422 and list(response.context["form"].errors) == [field]
    assert "Bovenzaal" in response.content.decode() and not Event.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "kind", "audience"),
    [("", "network", "network"), ("everyone", "network", "everyone"), ("", "lecture", "everyone")],
)
def test_a_meeting_of_a_network_is_for_its_members_unless_somebody_says_otherwise(
    client, member, chosen, kind, audience
):
    network = NetworkMembershipFactory(organisation=member.organisation).network
    client.force_login(member.user)
    sent = form(audience=chosen, kind=kind, network=network.pk)
    assert client.post("/mijn/organisaties/eigen/agenda/nieuw/", sent).status_code == 302
    assert Event.objects.get().audience == audience


def test_whole_days_need_no_hours(client, member):
    client.force_login(member.user)
    sent = form(is_all_day="on", ends_on="2027-05-03", starts_time="", ends_time="")
    assert client.post("/mijn/organisaties/eigen/agenda/nieuw/", sent).status_code == 302
    event = Event.objects.get()
    assert (event.first_day, event.last_day) == (date(2027, 5, 1), date(2027, 5, 3))
    address = f"/mijn/organisaties/eigen/agenda/{event.pk}/"
    assert client.post(address, opened(client, address)).status_code == 302
    assert Event.objects.get().ends_at == event.ends_at and Event.objects.get().sequence == 0


def test_another_time_mails_who_registered_in_their_language_and_counts_a_version(client, member):
    event = evening(organiser=member.organisation, title_nl="Lezing", title_en="Lecture")
    registered(event, email="a@example.org", language="nl"), registered(event, email="b@example.org", language="en")
    registered(event, email="c@example.org", state="cancelled", ended_at=timezone.now())
    client.force_login(member.user)
    address = f"/mijn/organisaties/eigen/agenda/{event.pk}/"
    sent = opened(client, address)
    assert client.post(address, {**sent, "summary_nl": "Nieuw"}).status_code == 302
    assert mail.outbox == [] and Event.objects.get().sequence == 0
    assert client.post(address, {**opened(client, address), "starts_time": "18:00"}).status_code == 302
    assert {message.to[0]: message.subject for message in mail.outbox} == {
        "a@example.org": "Andere tijd: Lezing",
        "b@example.org": "Another time: Lecture",
    }
    assert "18:00–21:30" in mail.outbox[0].body and "19:30–21:30" in mail.outbox[0].body
    changed = Event.objects.get()
    assert (changed.sequence, changed.summary_nl, changed.uid) == (1, "Nieuw", event.uid)
    last = Event.pgh_event_model.objects.filter(pgh_obj_id=event.pk).latest("pgh_id")
    assert last.pgh_context["user"] == member.user.pk


def test_two_who_change_the_same_are_both_heard(client, member):
    event = evening(organiser=member.organisation, title_nl="Lezing")
    client.force_login(member.user)
    address = f"/mijn/organisaties/eigen/agenda/{event.pk}/"
    sent = opened(client, address)
    Event.objects.update(title_nl="Lezing van een ander", venue="Zaal 2")
    response = client.post(address, {**sent, "title_nl": "Lezing van mij"})
    assert response.status_code == 409
    text = response.content.decode()
    assert "Lezing van een ander" in text and "Lezing van mij" in text
    # What only the other changed is taken over.
    assert client.post(address, {**sent, "summary_nl": "Kort"}).status_code == 302
    assert Event.objects.values_list("title_nl", "venue", "summary_nl").get() == (
        "Lezing van een ander",
        "Zaal 2",
        "Kort",
    )


def test_cancelled_for_good_with_a_reason_and_mail(client, member):
    event = evening(organiser=member.organisation, title_nl="Lezing")
    registered(event, email="a@example.org", state="waiting")
    client.force_login(member.user)
    address = f"/mijn/organisaties/eigen/agenda/{event.pk}/"
    assert client.post(f"{address}afgelasten/", {"reason_nl": ""}).status_code == 422
    assert client.post(f"{address}afgelasten/", {"reason_nl": "Storm"}).status_code == 302
    event.refresh_from_db()
    assert event.is_cancelled and event.sequence == 1 and "Storm" in mail.outbox[0].body
    assert client.post(f"{address}afgelasten/", {"reason_nl": "Nog eens"}).status_code == 422
    with pytest.raises(ValidationError):
        actions.change(event=Event.objects.get(), by=member.user)
    past = EventFactory(starts_at=timezone.now() - timedelta(days=2))
    with pytest.raises(ValidationError):
        actions.cancel(event=past, reasons={"nl": "Te laat"}, by=member.user)
    assert len(mail.outbox) == 1


def test_withdrawn_before_it_is_published_and_not_after(client, member):
    event, published = (evening(organiser=member.organisation, status=status) for status in ("proposed", "published"))
    client.force_login(member.user)
    assert client.post(f"/mijn/organisaties/eigen/agenda/{published.pk}/intrekken/").status_code == 422
    assert client.post(f"/mijn/organisaties/eigen/agenda/{event.pk}/intrekken/").status_code == 302
    assert list(Event.objects.all()) == [published]


@time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC), tick=False)
def test_series_keeps_the_hour_of_the_clock_and_each_time_is_its_own(editor):
    event = evening(title_nl="Overleg")
    event.goals.add(GoalFactory())
    series_actions.repeat(event=event, frequency="monthly-weekday", interval=1, until=date(2027, 6, 30), by=editor)
    times = list(Event.objects.order_by("starts_at"))
    assert [each.first_day.isoformat() for each in times] == [
        "2027-01-12", "2027-02-09", "2027-03-09", "2027-04-13", "2027-05-11", "2027-06-08",
    ]  # fmt: skip
    assert {f"{each.local_start:%H:%M}-{each.local_end:%H:%M}" for each in times} == {"19:30-21:30"}
    assert len({each.uid for each in times}) == len({each.slug for each in times}) == 6
    assert all(each.is_published and each.goals.count() == 1 for each in times)
    # One differs; another is cancelled: later changes of all pass them by.
    times[2].venue = "Elders"
    actions.change(event=times[2], by=editor)
    actions.cancel(event=times[3], reasons={"nl": "Pasen"}, by=editor)
    registered(times[4], email="a@example.org")
    mail.outbox.clear()
    second = Event.objects.get(pk=times[1].pk)
    second.venue = "Bovenzaal"
    second.starts_at, second.ends_at = span(date(2027, 2, 10), time(20), None, time(21))
    series_actions.change_following(event=second, by=editor)
    shown = [
        (f"{each.local_start:%m-%d %H:%M}", each.venue, each.sequence) for each in Event.objects.order_by("series_day")
    ]
    assert shown == [
        ("01-12 19:30", "", 0), ("02-10 20:00", "Bovenzaal", 1), ("03-09 19:30", "Elders", 1), ("04-13 19:30", "", 1),
        ("05-12 20:00", "Bovenzaal", 1), ("06-09 20:00", "Bovenzaal", 1),
    ]  # fmt: skip
    assert [message.to for message in mail.outbox] == [["a@example.org"]]


@time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC), tick=False)
def test_one_is_left_out_and_a_series_ends(editor):
    event = evening()
    series = series_actions.repeat(event=event, frequency="weekly", interval=1, until=date(2027, 2, 9), by=editor)
    first, second, third, fourth, fifth = series.occasions.order_by("series_day")
    registered(fourth, email="a@example.org")
    with pytest.raises(ValidationError):
        series_actions.leave_out(event=fourth, by=editor)
    series_actions.leave_out(event=second, by=editor)
    series_actions.end(event=third, reasons={"nl": "Genoeg"}, by=editor)
    left = list(series.occasions.order_by("series_day"))
    assert left == [first, third, fourth] and left[2].is_cancelled
    assert [message.to for message in mail.outbox] == [["a@example.org"]]
    series.refresh_from_db()
    assert series.until == third.series_day
    assert not Event.objects.filter(pk=fifth.pk).exists()
    with pytest.raises(ValidationError):
        series_actions.repeat(event=first, frequency="weekly", interval=1, until=date(2027, 3, 1), by=editor)


@time_machine.travel(datetime(2027, 1, 2, tzinfo=UTC), tick=False)
def test_series_on_the_night_of_the_change_is_refused_whole(client, member):
    night = evening(date(2027, 3, 21), time(2, 30), organiser=member.organisation)
    client.force_login(member.user)
    address = f"/mijn/organisaties/eigen/agenda/{night.pk}/herhalen/"
    sent = {"frequency": "weekly", "interval": "1", "until": "2027-04-04"}
    response = client.post(address, sent)
    assert response.status_code == 422 and "2027-03-28" in response.content.decode()
    assert Event.objects.get().series is None
    for wrong in ({"until": "2047-01-01"}, {"interval": "0"}, {"frequency": "x"}, {"until": "2027-03-22"}):
        assert client.post(address, {**sent, **wrong}).status_code == 422
    assert client.post(address, {**sent, "frequency": "monthly-day", "until": "2027-06-01"}).status_code == 302
    assert Event.objects.count() == 3


def test_member_changes_all_that_follow_in_one_form(client, member):
    event = evening(timezone.localdate() + timedelta(days=20), organiser=member.organisation)
    until = timezone.localdate() + timedelta(days=40)
    series_actions.repeat(event=event, frequency="weekly", interval=1, until=until, by=member.user)
    client.force_login(member.user)
    address = f"/mijn/organisaties/eigen/agenda/{event.pk}/"
    assert client.post(address, {**opened(client, address), "venue": "Een zaal"}).status_code == 302
    assert Event.objects.filter(venue="Een zaal").count() == 1 and Event.objects.get(pk=event.pk).differs_from_series
    sent = {**opened(client, address), "venue": "Andere zaal", "scope": "following"}
    assert client.post(address, sent).status_code == 302
    assert Event.objects.filter(venue="Andere zaal").count() == 3


def test_circle_of_umbrellas_is_refused_with_a_message(client, editor):
    days = evening(title_nl="Hanzedagen")
    forum = evening(title_nl="Forum", umbrella=days)
    sign_in(client, editor)
    address = reverse("admin:events_event_change", args=[days.pk])
    sent = {**form(), "umbrella": forum.pk}
    response = client.post(address, sent)
    assert "Die activiteit is een onderdeel van deze" in response.content.decode()
    assert Event.objects.get(pk=days.pk).umbrella is None
    assert client.post(address, {**sent, "umbrella": ""}).status_code == 302


def test_editor_makes_changes_restores_and_finds_events(client, editor):
    sign_in(client, editor)
    assert client.post(reverse("admin:events_event_add"), form(title_nl="Beurs")).status_code == 302
    event = Event.objects.get()
    assert event.status == "draft" and event.slug == "beurs-2027-05-01"
    address = reverse("admin:events_event_change", args=[event.pk])
    wrong = client.post(address, form(starts_on="2027-03-28", starts_time="02:30"))
    assert wrong.status_code in {200, 422} and "zomertijd begint" in wrong.content.decode()
    assert client.post(address, form(title_nl="Markt", starts_time="10:00")).status_code == 302
    assert client.get(address).context["acts"]
    assert "Markt" in client.get(reverse("admin:events_event_changelist") + "?q=markt").content.decode()
    client.post(reverse("admin:events_event_changelist"), {"action": "publish", "_selected_action": [event.pk]})
    event.refresh_from_db()
    assert event.status == "published" and event.title_nl == "Markt"
    made = Event.pgh_event_model.objects.filter(pgh_obj_id=event.pk).earliest("pgh_id")
    client.post(reverse("admin:events_event_restore", args=[event.pk, made.pk]))
    event.refresh_from_db()
    assert (event.title_nl, event.status, f"{event.local_start:%H:%M}") == ("Beurs", "published", "19:30")
    # What is in the agenda is cancelled, not removed.
    assert client.post(reverse("admin:events_event_delete", args=[event.pk]), {"post": "yes"}).status_code == 403
    assert (
        client.post(reverse("admin:events_event_act", args=[event.pk, "cancel"]), {"reason_nl": "x"}).status_code == 302
    )
    assert client.post(address, form()).status_code in {200, 422}
    assert client.get(reverse("admin:events_event_act", args=[event.pk, "onzin"])).status_code == 404


def upload(colour="#9dbddb"):
    content = io.BytesIO()
    Image.new("RGB", (640, 400), colour).save(content, "JPEG")
    return SimpleUploadedFile("foto.jpg", content.getvalue(), "image/jpeg")


def test_photo_is_added_afterwards_with_consent_and_taken_off_at_once(client, member):
    coming, over = (
        EventFactory(organiser=member.organisation, starts_at=timezone.now() + timedelta(days=days)) for days in (3, -3)
    )
    client.force_login(member.user)
    said = {"alt_nl": "Een volle zaal", "credit": "Fien", "has_consent": "on"}
    address = "/mijn/organisaties/eigen/agenda/{}/fotos/"
    assert client.post(address.format(coming.pk) + "toevoegen/", {**said, "file": upload()}).status_code == 422
    for missing in said:
        sent = {name: value for name, value in said.items() if name != missing}
        response = client.post(address.format(over.pk) + "toevoegen/", {**sent, "file": upload()})
        assert response.status_code == 422 and list(response.context["form"].errors) == [missing]
    assert client.post(address.format(over.pk) + "toevoegen/", {**said, "file": upload()}).status_code == 302
    photo = EventPhoto.objects.get()
    assert b"".join(client.get(photo.large).streaming_content)
    assert "Een volle zaal" in client.get(over.get_absolute_url()).content.decode()
    assert client.post(address.format(over.pk) + f"{photo.pk}/verwijderen/").status_code == 302
    assert not EventPhoto.objects.exists() and client.get(photo.large).status_code == 404


def test_no_more_photos_than_twelve_and_none_without_consent(member):
    photo = EventPhotoFactory()
    with (
        pytest.raises(IntegrityError, match="event_photo_with_consent"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE events_eventphoto SET has_consent = false")
    for _n in range(11):
        EventPhotoFactory(event=photo.event)
    with pytest.raises(ValidationError) as error:
        photo_actions.add(
            photo=EventPhoto(event=photo.event, alt_nl="x", credit="x", has_consent=True),
            upload=upload(),
            by=member.user,
        )
    assert error.value.code == "too_many"


def test_report_is_written_once_it_has_begun(client, member):
    coming, over = (
        EventFactory(organiser=member.organisation, starts_at=timezone.now() + timedelta(days=days)) for days in (3, -3)
    )
    client.force_login(member.user)
    address = "/mijn/organisaties/eigen/agenda/{}/verslag/"
    sent = {"report_nl": "Er kwamen *85* mensen", "report_en": "", "report_de": ""}
    assert client.post(address.format(coming.pk), sent).status_code == 422
    assert client.post(address.format(over.pk), {**sent, "report_nl": ""}).status_code == 422
    assert client.post(address.format(over.pk), sent).status_code == 302
    assert "<em>85</em>" in client.get(over.get_absolute_url()).content.decode()
