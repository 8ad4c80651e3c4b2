"""What was noted while the portal lived, and the gaps that show when it did not."""

from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import time_machine
from django.urls import reverse

from deventer_intl import outages
from deventer_intl.models import Pulse
from deventer_intl.tasks import note_pulse
from tests.conftest import sign_in
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

START = datetime(2026, 9, 30, 18, 0, tzinfo=UTC)


def minute(number):
    return START + timedelta(minutes=number)


def lives(*stretches, web=None):
    """Let the portal live in minutes, each stretch from a first through a last one."""
    Pulse.objects.bulk_create(
        Pulse(minute=minute(n), web_answered=web) for first, last in stretches for n in range(first, last + 1)
    )


def found(since, until):
    return [
        (int((start - START).total_seconds() // 60), int((end - START).total_seconds() // 60))
        for start, end in outages.outages(minute(since), minute(until))
    ]


def test_a_gap_is_an_outage():
    lives((0, 30), (60, 90))
    assert found(0, 90) == [(30, 60)]


def test_a_restart_is_none():
    lives((0, 30), (33, 60))
    assert found(0, 60) == []


def test_one_that_lasts_ends_now():
    lives((0, 30))
    assert found(0, 33) == []
    assert found(0, 50) == [(30, 50)]


def test_one_that_began_before_is_cut_off():
    lives((0, 10), (100, 120))
    assert found(50, 120) == [(50, 100)]
    assert found(50, 80) == [(50, 80)]
    assert found(99, 120) == []


def test_before_the_first_pulse_nothing_is_known():
    assert found(0, 100) == []
    lives((50, 100))
    assert found(0, 100) == []


def test_a_web_process_that_did_not_answer_is_an_outage_though_the_worker_ran():
    lives((0, 10), (21, 40), web=True)
    lives((11, 20), web=False)
    assert found(0, 40) == [(10, 21)]


def test_the_last_hours_before_a_window_closes():
    lives((0, 10), (40, 200))
    closes_at = minute(120)
    with time_machine.travel(minute(180), tick=False):
        assert outages.outages_before(closes_at) == [(minute(10), minute(40))]
        assert outages.outages_before(closes_at, hours=1) == []
    with time_machine.travel(minute(20), tick=False):
        assert outages.outages_before(closes_at) == [(minute(10), minute(20))]
        assert outages.outages_before(minute(5_000)) == []


def test_a_pulse_is_noted_once_a_minute_and_forgotten_after_five_weeks():
    for seconds in (1, 30, 61):
        with time_machine.travel(START + timedelta(seconds=seconds), tick=False):
            note_pulse.func(0)
    assert [pulse.minute for pulse in Pulse.objects.all()] == [minute(0), minute(1)]
    assert {pulse.web_answered for pulse in Pulse.objects.all()} == {None}
    with time_machine.travel(minute(1) + outages.KEPT, tick=False):
        outages.forget()
    assert [pulse.minute for pulse in Pulse.objects.all()] == [minute(1)]


@pytest.fixture
def server():
    """A web process that says what it is told to say."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            code, kind = self.server.says
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Location", "https://127.0.0.1:1/")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("code", "kind", "answered"),
    [
        (200, "application/json", True),
        (301, "text/html", True),
        (404, "text/html", True),
        (503, "application/json", True),  # /healthz: the worker, not the web process
        (503, "text/html", False),  # a proxy
        (502, "text/html", False),
        (504, "text/html", False),
    ],
)
def test_what_counts_as_an_answer(server, settings, code, kind, answered):
    server.says = (code, kind)
    settings.WEB_PULSE_URL = f"http://127.0.0.1:{server.server_port}/healthz"
    outages.note(START)
    assert Pulse.objects.get().web_answered is answered


def test_a_web_process_that_is_not_there_does_not_answer():
    assert outages.web_answers("http://127.0.0.1:1/healthz") is False


def test_staff_see_the_outages_of_two_weeks(client, admin_client):
    address = reverse("admin:outages")
    assert address == "/beheer/storingen/"
    assert client.get(address)["Location"].startswith("/beheer/login/")
    sign_in(client, UserFactory())
    assert client.get(address).status_code == 302
    lives((0, 30), (75, 90))
    with time_machine.travel(minute(90), tick=False):
        page = admin_client.get(address).content.decode()
    assert "30 september 2026 20:30" in page and "30 september 2026 21:15" in page and "45" in page
    with time_machine.travel(minute(90) + timedelta(days=15), tick=False):
        lives((90 + 15 * 24 * 60, 90 + 15 * 24 * 60))
        page = admin_client.get(address).content.decode()
    assert "20:30" not in page


def test_an_outage_of_the_last_day_stands_on_the_start_page(admin_client):
    lives((0, 30), (75, 90))
    with time_machine.travel(minute(90), tick=False):
        assert "Storingen in het laatste etmaal" in admin_client.get("/beheer/").content.decode()
    lives((91, 75 + 24 * 60 + 1))
    with time_machine.travel(minute(75 + 24 * 60 + 1), tick=False):
        assert "Storingen in het laatste etmaal" not in admin_client.get("/beheer/").content.decode()
