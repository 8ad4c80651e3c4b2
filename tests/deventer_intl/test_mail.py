import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from deventer_intl.models import OutgoingMail
from deventer_intl.tasks import (
    remove_expired_attempts,
    remove_expired_sessions,
    remove_sent_mail,
    remove_unfinished_sign_ups,
)
from organisations.models import User

from ..conftest import sign_in
from ..factories import OutgoingMailFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parent.parent.parent


class Server:
    """The SMTP server of `tests/smtp_server.py`, that can be stopped, and told to refuse."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "tests.smtp_server", str(self.port), str(self.folder)]
        self.process = subprocess.Popen(command, cwd=ROOT)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the SMTP server did not start")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def refuse(self, yes):
        if yes:
            (self.folder / "refuse").touch()
        else:
            (self.folder / "refuse").unlink()

    @property
    def received(self):
        paths = sorted(self.folder.glob("*.eml"))
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]


def empty_queue():
    """Django's flush leaves the tables of procrastinate as they are."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def server(tmp_path, settings):
    empty_queue()
    server = Server(tmp_path)
    settings.SMTP_HOST = "127.0.0.1"
    settings.MAILERS = {
        "default": {"BACKEND": "deventer_intl.mail.QueueBackend"},
        "smtp": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 5},
        },
    }
    yield server
    server.stop()
    empty_queue()


def post():
    message = EmailMultiAlternatives(
        "Uw pagina · ünïek", "Beste lezer", "portaal@voorbeeld.example", ["iemand@voorbeeld.example"]
    )
    message.attach_alternative("<p>Beste lezer</p>", "text/html")
    message.send()


def work():
    """Let a worker do all that is due, in a thread of its own: in this one the browser of a journey may keep its loop."""
    with app.replace_connector(app.connector.get_worker_connector()), ThreadPoolExecutor(1) as pool:
        pool.submit(app.run_worker, wait=False, listen_notify=False, install_signal_handlers=False).result()


def an_hour_passes():
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = scheduled_at - interval '1 hour'")


def test_a_mail_of_what_was_rolled_back_is_never_sent(server):
    with pytest.raises(RuntimeError), transaction.atomic():
        post()
        raise RuntimeError
    server.start()
    work()
    assert server.received == []
    assert OutgoingMail.objects.count() == 0


def test_mail_waits_for_its_transaction_and_then_goes(server):
    server.start()
    with transaction.atomic():
        post()
    work()
    [message] = server.received
    assert message["To"] == "iemand@voorbeeld.example"
    assert message["Subject"] == "Uw pagina · ünïek"
    assert message.get_body(["plain"]).get_content().strip() == "Beste lezer"
    assert message.get_body(["html"]).get_content().strip() == "<p>Beste lezer</p>"
    mail = OutgoingMail.objects.get()
    assert mail.sent_at
    assert bytes(mail.content) == b"", "a sent mail may hold a code"


def test_a_domain_with_letters_of_its_own_gets_mail(server):
    server.start()
    EmailMultiAlternatives("Uw code", "Beste lezer", "portaal@voorbeeld.example", ["jan@bücher.example"]).send()
    work()
    [message] = server.received
    assert message["To"] == "jan@xn--bcher-kva.example"
    assert OutgoingMail.objects.get().sent_at


def test_a_server_that_is_away_and_then_refuses_loses_nothing(server):
    post()
    post()
    work()
    assert OutgoingMail.objects.filter(sent_at=None, error__contains="refused").count() == 2
    server.start()
    server.refuse(True)
    an_hour_passes()
    work()
    assert server.received == []
    assert OutgoingMail.objects.filter(sent_at=None, error__contains="try again later").count() == 2
    server.refuse(False)
    work()
    assert server.received == [], "it waits before it tries again"
    an_hour_passes()
    work()
    assert len(server.received) == 2
    assert len({message["Message-ID"] for message in server.received}) == 2
    assert OutgoingMail.objects.filter(sent_at=None).count() == 0
    an_hour_passes()
    work()
    assert len(server.received) == 2


def test_a_mail_sent_twice_has_one_message_id(server):
    from deventer_intl.mail import hand_over

    server.start()
    post()
    mail = OutgoingMail.objects.get()
    hand_over(mail)
    # Here a worker dies, and another one takes the job.
    work()
    first, second = server.received
    assert first["Message-ID"] == second["Message-ID"]


def test_a_job_holds_no_address(server):
    post()
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text, task_name FROM procrastinate_jobs")
        assert cursor.fetchall() == [
            (f'{{"mail_id": {OutgoingMail.objects.get().pk}}}', "deventer_intl.tasks.send_mail")
        ]


def test_civil_servants_see_whether_a_mail_went_but_not_what_it_says(admin_client, client):
    mail = OutgoingMailFactory(content=b"Subject: Uw code\r\n\r\nGEHEIM", error="450 later")
    address = reverse("admin:deventer_intl_outgoingmail_changelist")
    page = admin_client.get(address, {"q": "bericht"}).text
    assert "iemand@voorbeeld.example" in page
    assert "450 later" in page
    one = reverse("admin:deventer_intl_outgoingmail_change", args=[mail.pk])
    assert "GEHEIM" not in page + admin_client.get(one).text
    sign_in(client, UserFactory(is_staff=True))
    assert client.get(address).status_code == 403


def test_a_sign_up_that_never_proved_its_address_goes_after_a_week():
    long_ago = timezone.now() - timedelta(days=8)
    unfinished = UserFactory(joined_at=long_ago)
    kept = [
        UserFactory(),
        UserFactory(joined_at=long_ago, last_login=long_ago),
        UserFactory(joined_at=long_ago, is_staff=True),
    ]
    remove_unfinished_sign_ups(timestamp=0)
    assert list(User.objects.order_by("pk")) == kept
    assert not User.pgh_event_model.objects.filter(pgh_obj_id=unfinished.pk).exclude(email="").exists()


def test_what_is_kept_of_sessions_and_mail_goes_in_time(client):
    OutgoingMailFactory(sent_at=timezone.now() - timedelta(days=40))
    waiting = OutgoingMailFactory()
    never = OutgoingMailFactory()
    OutgoingMail.objects.filter(pk=never.pk).update(queued_at=timezone.now() - timedelta(days=40))
    cache.clear()
    cache.set("vergeten", ["127.0.0.1"], -1)
    cache.set("telt-nog", ["127.0.0.1"], 600)
    sign_in(client, UserFactory())
    client.get("/mijn/")
    sign_in(ended := Client(), UserFactory())
    ended.get("/mijn/")
    Session.objects.filter(session_key=ended.session.session_key).update(
        expire_date=timezone.now() - timedelta(hours=1)
    )
    assert UserSession.objects.count() == 2
    remove_expired_sessions(timestamp=0)
    remove_sent_mail(timestamp=0)
    remove_expired_attempts(timestamp=0)
    assert [session.session_key for session in UserSession.objects.all()] == [client.session.session_key]
    assert list(OutgoingMail.objects.all()) == [waiting]
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM deventer_intl_cache WHERE cache_key NOT LIKE '%allauth%'")
        assert cursor.fetchall() == [(":1:telt-nog",)]
