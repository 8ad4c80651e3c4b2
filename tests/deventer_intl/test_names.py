"""Names that anyone may type, and the mail they come to stand in."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from deventer_intl.message import send
from deventer_intl.names import clean_name

from ..conftest import sign_in
from ..factories import UserFactory


@pytest.mark.parametrize(
    "name",
    [
        "Stichting Pomp",
        "Booking.com",
        "J.P. Jansen-de Vries",
        "世界",
        "A/B Kunst",
        "Art@Home",
        "نرم\u200cافزار",
        "C&A B.V.",
    ],
)
def test_a_name_stays(name):
    assert clean_name(name) == name


def test_a_name_is_one_line():
    assert clean_name("Jan\r\n\r\nJansen\u2028 \tx") == "Jan Jansen x"


@pytest.mark.parametrize(
    "name",
    [
        "Win op https://vals.example",
        "www.vals.example",
        "vals.example/inloggen",
        "mail@vals.example",
        "Jan\u202enaJ",
        "a\x1bb",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(ValidationError):
        clean_name(name)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_signup", "my_details", "organisations:register"])
def test_every_form_for_a_name_refuses_one_that_leads_elsewhere(client, name):
    if name != "account_signup":
        sign_in(client, UserFactory())
    answers = {"name": "Win op https://vals.example", "email": "x@voorbeeld.example", "language": "nl", "sector": "1"}
    page = client.post(reverse(name), {**answers, "position": "x", "motivation": "y"})
    assert page.status_code == 422
    assert 'id="id_name_error"' in page.text
    assert mail.outbox == []


@pytest.mark.django_db
def test_mail_makes_links_of_our_own_addresses_alone(settings):
    settings.PORTAL_URL = "https://portaal.example"
    send(
        "organisations/email/removed",
        to="iemand@voorbeeld.example",
        language="nl",
        by="<b>vals.com</b> https://portaal.example.vals.com https://portaal.example/mijn/?a=1&b=2",
        membership={"organisation": {"name": "www.vals.com"}},
    )
    [[html, _kind]] = mail.outbox[0].alternatives
    links = [part.partition('"')[0] for part in html.split('<a href="')[1:]]
    assert links == ["https://portaal.example/mijn/?a=1&amp;b=2", "https://portaal.example"]
    assert "<b>" not in html
