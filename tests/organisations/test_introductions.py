"""Asking an organisation for an introduction: what is asked, confirmed, answered, counted and forgotten."""

import json
import re
from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser, Group
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deventer_intl.accounts import my_data
from deventer_intl.templatetags.portal import mail_html, quoted
from organisations.actions import introduction as actions
from organisations.models import AnswerLink, Introduction, Organisation, Role
from organisations.tasks import chase_introductions, forget_introductions

from ..conftest import sign_in
from ..factories import (
    AnswerLinkFactory,
    CountryFactory,
    CountryPresenceFactory,
    IntroductionFactory,
    MembershipFactory,
    OfferOrNeedFactory,
    OrganisationFactory,
    PlaceFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]

CONTACT = "/organisaties/voorbeeld/contact/"
ANSWERS = {
    "name": "Ans Vrager",
    "email": "Ans@Vrager.example",
    "affiliation": "Kampala Water",
    "message": "Kent u iemand in Kampala?",
    "consent": "on",
}


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Voorbeeld", slug="voorbeeld")


@pytest.fixture
def owner(organisation):
    user = UserFactory(name="Ed Eigenaar", email="ed@voorbeeld.example")
    return MembershipFactory(organisation=organisation, user=user).user


@pytest.fixture
def editor(organisation, owner):
    user = UserFactory(name="Els Redacteur", email="els@voorbeeld.example", language="en")
    return MembershipFactory(organisation=organisation, user=user, role=Role.EDITOR).user


def opened(client, address=CONTACT):
    """Open the form as a person does; return what it carries along unseen."""
    form = client.get(address).context["form"]
    return {"opened": form["opened"].value(), "homepage": ""}


def send(client, address=CONTACT, seconds=20, **changes):
    """Fill the form in and send it, after so many seconds."""
    hidden = opened(client, address)
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False):
        return client.post(address, {**ANSWERS, **hidden, **changes})


def link_in(message, which="contact"):
    return re.search(rf"http://localhost:\d+(/\S*{which}/[\w-]+/\S*)", message.body)[1]


def ask(organisation, **changes):
    answers = {name: value for name, value in ANSWERS.items() if name != "consent"}
    return actions.ask(
        organisation=organisation, about={}, by=AnonymousUser(), **{"language": "nl", **answers, **changes}
    )


def sent(organisation, **changes):
    """Make one that was confirmed, and forget the mail of that."""
    introduction = ask(organisation, **changes)
    actions.confirm(introduction=introduction)
    return Introduction.objects.get(pk=introduction.pk)


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_somebody_asks_confirms_and_is_accepted(client, organisation, owner, editor):
    page = send(client)
    assert page["Location"] == f"{CONTACT}verstuurd/"
    assert "ans@vrager" not in client.get(page["Location"]).text.lower()
    [confirmation] = mail.outbox
    assert confirmation.to == ["ans@vrager.example"]
    assert "Kampala" not in confirmation.body
    assert "Ans" not in confirmation.body
    introduction = Introduction.objects.get()
    assert introduction.state == "unconfirmed"

    link = link_in(confirmation)
    assert "Kent u iemand in Kampala?" in client.get(link).text
    assert introduction.state == "unconfirmed", "looking sends nothing"
    assert client.post(link)["Location"] == link
    assert "Uw bericht is verstuurd" in client.get(link).text
    introduction.refresh_from_db()
    assert introduction.state == "sent"
    to_owner, to_editor = sorted(mail.outbox[1:], key=lambda message: message.to)
    assert (to_owner.to, to_editor.to) == (["ed@voorbeeld.example"], ["els@voorbeeld.example"])
    assert to_editor.subject == "A message for Stichting Voorbeeld"
    for message in (to_owner, to_editor):
        whole = message.message().as_string()
        assert "> Kent u iemand in Kampala?" in message.body
        assert "> Ans Vrager\n> Kampala Water" in message.body
        assert "ans@vrager" not in (message.body + message.alternatives[0].content + whole).lower()

    answer = link_in(to_editor)
    page = Client().get(answer)
    assert "els@voorbeeld.example" in page.text
    assert page.context["form"].initial == {"answer": "ja"}
    assert Client().post(answer, {"answer": "ja"}).status_code == 302
    introduction.refresh_from_db()
    assert (introduction.state, introduction.answered_by) == ("accepted", editor)
    to_asker, to_member = mail.outbox[3:]
    assert to_asker.to == ["ans@vrager.example"]
    assert "Els Redacteur\nels@voorbeeld.example" in to_asker.body
    assert to_member.to == ["els@voorbeeld.example"]
    assert "ans@vrager.example" in to_member.body
    assert "ed@voorbeeld.example" not in to_asker.body


@pytest.mark.parametrize(
    ("prefix", "subject"),
    [
        ("", "Bevestig uw bericht aan Stichting Voorbeeld"),
        ("/en", "Confirm your message to Stichting Voorbeeld"),
        ("/de", "Bestätigen Sie Ihre Nachricht an Stichting Voorbeeld"),
    ],
)
def test_mail_to_the_asker_is_in_the_language_of_the_page(client, organisation, owner, prefix, subject):
    send(client, f"{prefix}{CONTACT}")
    assert mail.outbox[0].subject == subject
    assert link_in(mail.outbox[0]).startswith(f"{prefix}/contact/")
    assert Introduction.objects.get().language == (prefix[1:] or "nl")


def test_who_is_signed_in_with_a_proved_address_needs_no_link(client, organisation, owner):
    user = UserFactory(email="ans@vrager.example", name="Ans Vrager")
    address = EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    sign_in(client, user)
    form = client.get(CONTACT).context["form"]
    assert (form["name"].value(), form["email"].value()) == ("Ans Vrager", "ans@vrager.example")
    send(client)
    assert Introduction.objects.get().state == "unconfirmed"
    Introduction.objects.all().delete()
    address.verified = True
    address.save()
    assert send(client)["Location"] == reverse("member_home")
    assert Introduction.objects.get().state == "sent"
    send(client, email="ander@voorbeeld.example")
    assert Introduction.objects.get(email="ander@voorbeeld.example").state == "unconfirmed"


def test_what_it_is_about_comes_from_where_one_came(client, organisation, owner):
    uganda = CountryFactory()
    CountryPresenceFactory(organisation=organisation, country=uganda)
    sibiu = PlaceFactory(slug="sibiu", name_nl="Sibiu")
    offer = OfferOrNeedFactory(organisation=organisation, text_nl="Kennis van pompen")
    foreign = OfferOrNeedFactory(text_nl="Van een ander")
    for query, about in [
        ("?land=ug", uganda),
        ("?stad=sibiu", sibiu),
        (f"?aanbod={offer.pk}", offer),
        (f"?aanbod={offer.pk}&land=ug", offer),
        (f"?aanbod={foreign.pk}", None),
        ("?land=%00&stad=%00&aanbod=%00", None),
        ("?aanbod=99999999999999999999&land=" + "x" * 300, None),
        ("?land=u%27g&stad=<script>", None),
    ]:
        page = client.get(CONTACT + query)
        assert page.status_code == 200, query
        assert page.context["about"] == about, query
    send(client, f"{CONTACT}?aanbod={offer.pk}")
    introduction = Introduction.objects.get()
    assert introduction.about == offer
    actions.confirm(introduction=introduction)
    assert "Het gaat over: Kennis van pompen" in mail.outbox[-1].body
    offer.delete()
    introduction.refresh_from_db()
    assert introduction.about is None


def test_public_pages_lead_to_the_form_and_show_no_address_of_a_member(client, organisation, owner):
    place = PlaceFactory(slug="kampala", country=CountryFactory())
    CountryPresenceFactory(organisation=organisation, country=place.country, place=place)
    offer = OfferOrNeedFactory(organisation=organisation)
    for page, link in [
        (organisation.get_absolute_url(), CONTACT),
        (organisation.get_absolute_url(), f"{CONTACT}?aanbod={offer.pk}"),
        ("/landen/ug/", f"{CONTACT}?land=ug"),
        ("/steden/kampala/", f"{CONTACT}?stad=kampala"),
        (CONTACT, ""),
    ]:
        answer = client.get(page)
        assert f'href="{link}' in answer.text, page
        assert owner.email not in answer.text
        assert owner.name not in answer.text


def test_the_form_is_kept_by_nobody_and_the_profile_by_everybody(client, organisation, owner):
    assert "no-store" in client.get(CONTACT)["Cache-Control"]
    page = client.get(organisation.get_absolute_url())
    assert "csrfmiddlewaretoken" not in page.text
    assert page["Cache-Control"] == "no-cache"


def test_who_nobody_keeps_the_page_of_cannot_be_asked(client, organisation, settings):
    settings.OFFICE_EMAIL = "kantoor@deventer.example"
    page = client.get(CONTACT)
    assert page.status_code == 200
    assert "mailto:kantoor@deventer.example" in page.text
    assert "form" not in re.findall(r"<(\w+)", page.text)
    settings.OFFICE_EMAIL = ""
    assert "mailto:" not in client.get(CONTACT).text
    with pytest.raises(ValidationError) as error:
        ask(organisation)
    assert error.value.code == "unkept"


def test_who_lost_its_last_member_meanwhile_gets_nothing_and_nothing_typed_is_lost(client, organisation, owner):
    hidden = opened(client)
    organisation.memberships.all().delete()
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=False):
        page = client.post(CONTACT, {**ANSWERS, **hidden})
    assert page.status_code == 422
    assert ANSWERS["message"] in page.text
    assert not Introduction.objects.exists()


@pytest.mark.parametrize("status", ["hidden", "draft", "ended"])
def test_an_organisation_that_is_not_public_cannot_be_asked(client, organisation, owner, status):
    hidden = opened(client)
    Organisation.objects.update(status=status)
    assert client.get(CONTACT).status_code == 404
    assert client.post(CONTACT, {**ANSWERS, **hidden}).status_code == 404
    assert client.get("/organisaties/niet-daar/contact/").status_code == 404
    assert not Introduction.objects.exists()


# --- Bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \t "),
        ("name", "x" * 151),
        ("name", "Ans\r\nBcc: iedereen@voorbeeld.example"),
        ("name", "Ans\x00"),
        ("name", "\u202eomgekeerd"),
        ("affiliation", "Een\nTwee"),
        ("affiliation", "x" * 100_000),
        ("email", "geen adres"),
        ("email", "a@b.example\nBcc: c@d.example"),
        ("email", "a" * 300 + "@b.example"),
        ("email", "a@b.example,c@d.example"),
        ("email", "\x00"),
        ("email", '"\x0b"@b.example'),
        ("message", ""),
        ("message", "x" * 2_001),
        ("message", "x" * 100_000),
        ("message", "nul\x00"),
        ("consent", ""),
    ],
)
def test_what_is_not_right_is_answered_at_its_field_with_all_that_was_typed(client, organisation, owner, field, value):
    page = send(client, **{field: value})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert "<title>(1 fout) " in page.text
    kept = {name: page.context["form"][name].value() for name in ANSWERS}
    assert kept == {**ANSWERS, "consent": True, field: value if field != "consent" else False}
    assert mail.outbox == []
    assert not Introduction.objects.exists()


def test_an_empty_form_is_answered(client, organisation, owner):
    assert client.post(CONTACT, {}).status_code == 422
    assert client.post(CONTACT, b"\xff\xfe", content_type="application/octet-stream").status_code == 422
    assert not Introduction.objects.exists()


def test_a_message_of_two_thousand_characters_may_have_lines(client, organisation, owner):
    assert send(client, message="x\r\n" * 999 + "xy").status_code == 302
    assert len(Introduction.objects.get().message) == 2_000


@pytest.mark.parametrize(
    ("changes", "seconds", "text"),
    [
        ({"homepage": "https://spam.example"}, 20, "robot verstuurd"),
        ({}, 1, "zo snel als een robot"),
        ({}, 25 * 3600, "te lang open"),
        ({"opened": ""}, 20, "te lang open"),
        ({"opened": "verzonnen:1abc:xyz"}, 20, "te lang open"),
        ({"opened": "\x00"}, 20, "te lang open"),
    ],
)
def test_what_looks_like_a_robot_is_told_so_and_can_send_once_more(client, organisation, owner, changes, seconds, text):
    page = send(client, seconds=seconds, **changes)
    assert page.status_code == 422
    assert text in page.text
    assert mail.outbox == []
    form = page.context["form"]
    assert form["message"].value() == ANSWERS["message"]
    again = {name: form[name].value() for name in ("opened", "homepage")}
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds + 10), tick=False):
        assert client.post(CONTACT, {**ANSWERS, **again}).status_code == 302


def test_who_clicks_twice_asks_once(client, organisation, owner):
    hidden = opened(client)
    with time_machine.travel(timezone.now() + timedelta(seconds=20), tick=False):
        first, second = [client.post(CONTACT, {**ANSWERS, **hidden}) for _n in range(2)]
    assert (first.status_code, second.status_code) == (302, 422)
    assert "al verstuurd" in second.text
    assert second.context["form"]["message"].value() == ANSWERS["message"]
    assert len(mail.outbox) == Introduction.objects.count() == 1


def test_the_trap_is_hidden_from_everyone(client, organisation, owner):
    trap = re.search(r'<div hidden><input type="text" name="homepage"[^>]*></div>', client.get(CONTACT).text)[0]
    assert 'tabindex="-1"' in trap
    assert 'autocomplete="off"' in trap


def test_thousands_of_messages_stop(client, organisation, owner):
    same = [send(client).status_code for _n in range(7)]
    assert same == [302] * 5 + [429] * 2
    page = send(client)
    assert ANSWERS["message"] in page.text, "nothing typed is lost"
    others = [send(client, email=f"a{n}@voorbeeld.example").status_code for n in range(14)]
    assert others == [302] * 12 + [429] * 2, "the address of the visitor, whatever the mail address"
    assert Introduction.objects.count() == len(mail.outbox) == 17


def test_an_organisation_gets_twenty_messages_a_day(client, organisation, owner):
    for n in range(21):
        ask(organisation, email=f"a{n}@voorbeeld.example")
    links = [link_in(message) for message in mail.outbox]
    assert [client.post(link).status_code for link in links] == [302] * 20 + [429]
    assert Introduction.objects.waiting().count() == 20
    assert "morgen opnieuw" in client.post(links[-1]).text
    cache.clear()
    assert client.post(links[-1]).status_code == 302, "the link still works"


STRANGE = "Zie https://phish.example/x en www.phish.example\n\n<script>alert(1)</script>\x0b{{ 1 }}\u2028Met groet,\n"


def test_words_of_a_stranger_stay_a_quotation_without_links(organisation, owner):
    introduction = sent(organisation, message=STRANGE, name="http://phish.example", affiliation="<b>www.phish.example")
    message = mail.outbox[-1]
    [(html, _type)] = message.alternatives
    assert "<script>" not in html
    assert "<b>" not in html
    links = re.findall(r'href="([^"]+)', html)
    assert links
    assert not [link for link in links if "phish" in link]
    assert "phish" not in message.subject
    for line in message.body.splitlines():
        assert line.startswith("> ") or "phish" not in line
    page = Client().get(link_in(message)).text
    assert "&lt;script&gt;" in page
    assert not re.search(r'href="[^"]*phish', page)

    actions.decline(introduction=introduction, reason="Zie https://phish.example", by=owner)
    assert not re.search(r'href="[^"]*phish', mail.outbox[-1].alternatives[0].content)
    for sent_mail in mail.outbox:
        sent_mail.message().as_bytes()


def test_a_mail_of_our_own_keeps_its_links(settings):
    settings.PORTAL_URL = "https://deventer.example"
    html = mail_html(
        "Dag,\n\nZie https://deventer.example/a?b=1&c=2\n\n" + quoted("www.x.example\n\n> dubbel") + "\nEinde"
    )
    assert '<a href="https://deventer.example/a?b=1&amp;c=2"' in html
    assert "x.example</a>" not in html
    assert html.count("<blockquote") == 1
    assert "Einde</p>" in html
    frame = render_to_string("mail.html", {"text": "a <b>", "subject": "x"})
    assert "a &lt;b&gt;" in frame


# --- Links -----------------------------------------------------------------------------------------------------------


def test_a_link_to_confirm_works_once_and_for_two_days(client, organisation, owner):
    ask(organisation)
    link = link_in(mail.outbox[0])
    with time_machine.travel(timezone.now() + timedelta(hours=49), tick=False):
        for method in (client.get, client.post):
            page = method(link)
            assert page.status_code == 410
            assert "<h1>" in page.text
    assert len(mail.outbox) == 1
    assert client.post(link).status_code == 302
    assert client.post(link).status_code == 410
    assert client.get(link).status_code == 200
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("token", ["verzonnen", "x" * 2_000, "%00", "..", "%F0%9F%92%A9"])
@pytest.mark.parametrize("address", ["/contact/{}/", "/contact/{}/antwoord/"])
def test_a_link_that_is_not_known_says_so(client, organisation, owner, address, token):
    sent(organisation)
    for method in (client.get, client.post):
        assert method(address.format(token), {"answer": "ja"}).status_code == 404
    assert Introduction.objects.get().state == "sent"


def test_the_link_of_one_is_no_link_of_the_other(client, organisation, owner):
    ask(organisation)
    confirm = link_in(mail.outbox[0])
    assert client.post(f"{confirm}antwoord/", {"answer": "ja"}).status_code == 404
    client.post(confirm)
    answer = link_in(mail.outbox[1]).split("antwoord/")[0]
    assert client.post(answer).status_code == 404


def test_confirming_for_who_cannot_be_asked_any_more_says_so(client, organisation, owner):
    ask(organisation)
    Organisation.objects.update(status="hidden")
    page = client.post(link_in(mail.outbox[0]))
    assert page.status_code == 409
    assert "error-summary" in page.text
    assert Introduction.objects.get().state == "unconfirmed"


def test_of_a_link_only_a_digest_is_kept(organisation, owner):
    introduction = sent(organisation)
    tokens = [link_in(message).split("/")[2] for message in mail.outbox]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_to_json(i), row_to_json(l) FROM organisations_introduction i, organisations_answerlink l"
        )
        kept = json.dumps(cursor.fetchall(), default=str)
    assert introduction.digest in kept
    assert not [token for token in tokens if token in kept]


def test_the_link_of_whoever_left_works_no_more(client, organisation, owner, editor):
    sent(organisation)
    [to_editor] = [message for message in mail.outbox if message.to == [editor.email]]
    organisation.memberships.filter(user=editor).delete()
    assert client.post(link_in(to_editor), {"answer": "ja"}).status_code == 404
    assert Introduction.objects.get().state == "sent"


def test_who_was_shut_out_gets_no_mail_and_answers_nothing(client, organisation, owner, editor):
    introduction = sent(organisation)
    [to_editor] = [message for message in mail.outbox if message.to == [editor.email]]
    mail.outbox.clear()
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    link = link_in(to_editor)
    assert client.get(link).status_code == client.post(link, {"answer": "ja"}).status_code == 404
    for action in (actions.accept, lambda **answer: actions.decline(reason="", **answer)):
        with pytest.raises(ValidationError) as error:
            action(introduction=introduction, by=editor)
        assert error.value.code == "outsider"
    with pytest.raises(ValidationError):
        actions.accept(introduction=introduction, by=UserFactory())
    assert Introduction.objects.get().state == "sent"
    after(15, chase_introductions)
    sent(organisation, email="ander@voorbeeld.example")
    assert editor.email not in {address for message in mail.outbox for address in message.to}
    assert owner.email in {address for message in mail.outbox for address in message.to}

    type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    assert "textarea" not in client.get(CONTACT).text, "nobody is left to read it"
    with pytest.raises(ValidationError):
        ask(organisation)


def test_two_clicks_on_the_link_at_the_same_moment_say_it_was_sent(client, organisation, owner, monkeypatch):
    ask(organisation)
    link = link_in(mail.outbox[0])
    confirm = actions.confirm

    def after_another_click(*, introduction):
        confirm(introduction=introduction)
        confirm(introduction=introduction)

    monkeypatch.setattr(actions, "confirm", after_another_click)
    assert client.post(link)["Location"] == link
    assert len(mail.outbox) == 2


def test_a_reminder_after_an_outage_says_when_the_request_lapses(organisation, owner):
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        sent(organisation)
    with time_machine.travel("2026-03-29 12:00Z", tick=False):
        chase_introductions(timestamp=0)
    assert "Op 31 maart 2026 vervalt de vraag" in mail.outbox[-1].body


# --- Answering -------------------------------------------------------------------------------------------------------


def test_declining_is_polite_and_shows_no_address(client, organisation, owner, editor):
    sent(organisation, language="de")
    answer = link_in(mail.outbox[-1])
    before = len(mail.outbox)
    for wrong in (
        {},
        {"answer": "misschien"},
        {"answer": "nee", "reason": "x" * 1_001},
        {"answer": "nee", "reason": "\x00"},
    ):
        assert client.post(answer, wrong).status_code == 422
    assert client.post(answer, {"answer": "nee", "reason": "Wij werken daar niet meer."}).status_code == 302
    [message] = mail.outbox[before:]
    assert message.to == ["ans@vrager.example"]
    assert message.subject == "Stichting Voorbeeld kann Ihnen nicht helfen"
    assert "> Wij werken daar niet meer." in message.body
    assert not [user for user in (owner, editor) if user.email in message.body or user.name in message.body]
    assert Introduction.objects.get().state == "declined"


def test_an_introduction_is_answered_once(client, organisation, owner, editor):
    introduction = sent(organisation)
    first, second = (link_in(message) for message in mail.outbox[1:])
    assert client.post(first, {"answer": "nee"}).status_code == 302
    count = len(mail.outbox)
    for link in (first, second):
        assert client.post(link, {"answer": "ja"}).status_code == 410
        assert re.search("Het is afgewezen|It was declined", client.get(link).text)
    sign_in(client, owner)
    assert (
        client.post(
            reverse("organisations:introduction", args=["voorbeeld", introduction.pk]), {"answer": "ja"}
        ).status_code
        == 422
    )
    with pytest.raises(ValidationError):
        actions.accept(introduction=introduction, by=owner)
    assert Introduction.objects.get().state == "declined"
    assert len(mail.outbox) == count


@pytest.mark.django_db(transaction=True)
def test_of_two_members_who_answer_at_the_same_moment_one_does():
    introduction = IntroductionFactory()
    members = [MembershipFactory(organisation=introduction.organisation).user for _n in range(2)]
    refused = []

    def accept(member):
        try:
            actions.accept(introduction=introduction, by=member)
        except ValidationError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=accept, args=[member]) for member in members]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["ended"]
    assert len(mail.outbox) == 2


def test_members_answer_after_signing_in(client, organisation, owner, editor):
    waiting, other = sent(organisation), sent(organisation, email="tweede@voorbeeld.example", name="Tweede")
    sign_in(client, editor)
    assert "2 messages wait for you" in client.get("/en/mijn/").text
    address = reverse("organisations:introductions", args=["voorbeeld"])
    page = client.get(address)
    assert list(page.context["introductions"]) == [other, waiting]
    assert "vrager.example" not in page.text
    one = reverse("organisations:introduction", args=["voorbeeld", waiting.pk])
    assert "vrager.example" not in client.get(one).text
    assert client.post(one, {"answer": "ja"})["Location"] == address
    page = client.get(address)
    assert list(page.context["introductions"]) == [other, waiting]
    assert "ans@vrager.example" in page.text
    assert "tweede@" not in page.text
    waiting.refresh_from_db()
    assert waiting.answered_by == editor


def test_nobody_reaches_the_introductions_of_another_organisation(client, organisation, owner):
    foreign = IntroductionFactory(organisation=MembershipFactory().organisation)
    ask(organisation)
    unconfirmed = Introduction.objects.get(organisation=organisation)
    sign_in(client, owner)
    for slug, introduction in [
        ("voorbeeld", foreign),
        (foreign.organisation.slug, foreign),
        ("voorbeeld", unconfirmed),
    ]:
        one = reverse("organisations:introduction", args=[slug, introduction.pk])
        assert client.post(one, {"answer": "ja"}).status_code == 404
    assert client.get(reverse("organisations:introductions", args=[foreign.organisation.slug])).status_code == 404
    assert list(client.get(reverse("organisations:introductions", args=["voorbeeld"])).context["introductions"]) == []
    foreign.refresh_from_db()
    assert foreign.state == "sent"


def test_the_list_costs_the_same_queries_whatever_the_number(client, organisation, owner):
    sign_in(client, owner)
    costs = []
    for number in (2, 20):
        for _n in range(number):
            IntroductionFactory(
                organisation=organisation,
                accepted_at=timezone.now(),
                answered_by=UserFactory(),
                country=CountryFactory(),
            )
        address = reverse("organisations:introductions", args=["voorbeeld"])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


# --- Time ------------------------------------------------------------------------------------------------------------


def after(days, task):
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        task(timestamp=0)
        task(timestamp=0)


def test_an_organisation_is_reminded_once_and_then_it_lapses(client, organisation, owner, editor):
    introduction = sent(organisation)
    count = len(mail.outbox)
    after(13, chase_introductions)
    assert len(mail.outbox) == count
    after(15, chase_introductions)
    after(16, chase_introductions)
    reminders = mail.outbox[count:]
    assert sorted(message.to for message in reminders) == [["ed@voorbeeld.example"], ["els@voorbeeld.example"]]
    assert reminders[0].subject == "Herinnering: een bericht voor Stichting Voorbeeld"
    assert "> Kent u iemand in Kampala?" in reminders[0].body
    for message in (mail.outbox[1], reminders[0]):
        assert client.get(link_in(message)).status_code == 200, "the first link still works"

    after(31, chase_introductions)
    introduction.refresh_from_db()
    assert introduction.state == "lapsed"
    [message] = mail.outbox[count + 2 :]
    assert (message.to, message.subject) == (["ans@vrager.example"], "Geen antwoord van Stichting Voorbeeld")
    assert client.post(link_in(reminders[0]), {"answer": "ja"}).status_code == 410


def test_who_is_answered_is_not_reminded(organisation, owner):
    actions.accept(introduction=sent(organisation), by=owner)
    ask(organisation)
    count = len(mail.outbox)
    after(40, chase_introductions)
    assert len(mail.outbox) == count


def test_what_was_not_confirmed_is_gone_after_two_days(organisation, owner):
    ask(organisation)
    waiting = sent(organisation)
    after(1.9, forget_introductions)
    assert Introduction.objects.count() == 2
    after(2.1, forget_introductions)
    assert list(Introduction.objects.all()) == [waiting]


def test_the_content_is_gone_thirty_days_after_the_end_and_the_row_counts(client, organisation, owner):
    declined = sent(organisation)
    actions.decline(introduction=declined, reason="Nee.", by=owner)
    waiting = sent(organisation)
    after(29, forget_introductions)
    assert Introduction.objects.exclude(name="").count() == 2
    after(31, forget_introductions)
    declined.refresh_from_db()
    content = {getattr(declined, name) for name in ("name", "email", "affiliation", "message", "reason", "digest")}
    assert content == {"", None}
    assert declined.state == "declined"
    assert list(AnswerLink.objects.values_list("introduction", flat=True)) == [waiting.pk]
    sign_in(client, owner)
    page = client.get(reverse("organisations:introductions", args=["voorbeeld"]))
    assert list(page.context["introductions"]) == [waiting]


# --- Staff -----------------------------------------------------------------------------------------------------------


def test_editors_see_counts_and_never_contents(client, organisation, owner):
    actions.decline(introduction=sent(organisation), reason="Geheime reden", by=owner)
    actions.accept(introduction=sent(organisation), by=owner)
    waiting = sent(organisation)
    staff = UserFactory(is_staff=True)
    staff.groups.add(Group.objects.get(name="editors"))
    sign_in(client, staff)
    listed = client.get(reverse("admin:organisations_introduction_changelist"))
    [month] = listed.context_data["by_month"]
    assert [month[name] for name in ("asked", "accepted", "declined", "lapsed")] == [3, 1, 1, 0]
    [row] = listed.context_data["by_organisation"]
    assert (row["organisation__name"], row["asked"]) == ("Stichting Voorbeeld", 3)
    narrowed = client.get(reverse("admin:organisations_introduction_changelist"), {"state": "sent"})
    assert [row["asked"] for row in narrowed.context_data["by_organisation"]] == [1]
    one = client.get(reverse("admin:organisations_introduction_change", args=[waiting.pk]))
    assert client.get(reverse("admin:organisations_introduction_changelist"), {"x": "y"}).status_code == 302
    found = client.get(reverse("admin:organisations_introduction_changelist"), {"q": "Kampala"})
    assert list(found.context_data["cl"].queryset) == []
    for page in (listed, one, narrowed):
        assert page.status_code == 200
        for secret in ("Kampala", "Ans", "vrager.example", "Geheime"):
            assert secret not in page.text
    assert "introduction" not in str(client.get(reverse("admin:index")).context["waiting"])


# --- The rules of every row ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("country_id = (SELECT id FROM organisations_country LIMIT 1), place_id = (SELECT id FROM organisations_place LIMIT 1)", "about_one_thing"),
        ("sent_at = NULL", "unconfirmed_has_link"),
        ("sent_at = NULL, digest = 'x', accepted_at = now()", "answered_after_sent"),
        ("accepted_at = now(), lapsed_at = now()", "ends_in_one_way"),
        ("answered_by_id = (SELECT id FROM organisations_user LIMIT 1)", "answered_by_and_at"),
        ("reason = 'x'", "reason_of_declined"),
        ("message = ''", "content_or_emptied"),
        ("emptied_at = now(), lapsed_at = now()", "content_or_emptied"),
        ("emptied_at = now(), name = '', email = '', message = ''", "emptied_after_end"),
    ],
)  # fmt: skip
def test_what_must_never_be_is_refused_in_raw_sql(as_serving_role, change, rule):
    AnswerLinkFactory()
    PlaceFactory()
    with pytest.raises(IntegrityError, match=rule), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE organisations_introduction SET {change}")


def test_an_introduction_leaves_the_kept_pages_valid(organisation):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'bump_content_stamp' AND tgrelid IN "
            "('organisations_introduction'::regclass, 'organisations_answerlink'::regclass)"
        )
        assert cursor.fetchall() == []


# --- One's own data --------------------------------------------------------------------------------------------------


def test_what_somebody_asked_is_among_what_is_held_and_goes_with_the_account(organisation, owner):
    user = UserFactory(email="ans@vrager.example")
    address = EmailAddress.objects.create(user=user, email="Ans@Vrager.example", verified=False, primary=True)
    ask(organisation)
    waiting = sent(organisation)
    accepted = sent(organisation)
    actions.accept(introduction=accepted, by=owner)
    other = sent(organisation, email="ander@voorbeeld.example")
    assert my_data.held_on(user)["introductions_asked"] == []
    address.verified = True
    address.save()
    held = my_data.held_on(user)["introductions_asked"]
    assert [item["message"] for item in held] == [ANSWERS["message"]] * 3
    assert [item["organisation__name"] for item in my_data.held_on(owner)["introductions_answered"]] == [
        "Stichting Voorbeeld"
    ]

    my_data.forget(user)
    assert list(Introduction.objects.exclude(name="")) == [other]
    states = {introduction.pk: introduction.state for introduction in Introduction.objects.all()}
    assert states == {waiting.pk: "lapsed", accepted.pk: "accepted", other.pk: "sent"}
