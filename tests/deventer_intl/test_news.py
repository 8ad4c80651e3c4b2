"""The news: what the public reads, who is mailed it, and how they come and go."""

import re
import uuid
from datetime import timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import caches
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from deventer_intl.models import Delivery, NewsItem, OutgoingMail, Subscription
from deventer_intl.news import actions, tasks

from ..conftest import sign_in
from ..factories import DeliveryFactory, MembershipFactory, NewsItemFactory, SubscriptionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]

ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = "2026-05-12 10:00+02:00"


def in_group(name):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return user


def days(number):
    return timezone.localdate() + timedelta(days=number)


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_the_public_sees_what_is_published_and_nothing_else(client):
    seen = NewsItemFactory(title_nl="Gepubliceerd", published_on=days(0))
    hidden = [
        NewsItemFactory(title_nl="Nog geheim", published_on=None),
        NewsItemFactory(title_nl="Pas morgen", published_on=days(1)),
    ]
    for address in ["/", "/nieuws/", "/nieuws/feed/", "/sitemap.xml"]:
        page = client.get(address).text
        assert seen.get_absolute_url() in page
        for item in hidden:
            assert item.title_nl not in page
            assert item.get_absolute_url() not in page
    assert client.get(seen.get_absolute_url()).status_code == 200
    for item in hidden:
        assert client.get(item.get_absolute_url()).status_code == 404


def test_staff_with_the_right_look_at_a_draft_and_nobody_else(client):
    draft = NewsItemFactory(title_nl="Nog geheim", published_on=None)
    for user, expected in [
        (in_group("editors"), 200),
        (in_group("readers"), 200),
        (UserFactory(is_staff=True), 404),
        (UserFactory(), 404),
    ]:
        sign_in(client, user)
        assert client.get(draft.get_absolute_url()).status_code == expected
    assert client.get("/nieuws/").text.count("Nog geheim") == 0


@pytest.mark.django_db(transaction=True)
def test_an_item_appears_on_its_day_and_an_edit_at_once(client, django_assert_num_queries):
    with time_machine.travel("2026-05-11 23:30+02:00"):
        item = NewsItemFactory(title_nl="Van morgen", published_on="2026-05-12")
        assert "Van morgen" not in client.get("/nieuws/").text
    with time_machine.travel("2026-05-12 00:30+02:00"):
        assert "Van morgen" in client.get("/nieuws/").text
        with django_assert_num_queries(1):
            client.get("/nieuws/")
        NewsItem.objects.filter(pk=item.pk).update(title_nl="Van vandaag")
        assert "Van vandaag" in client.get("/nieuws/").text


@pytest.mark.django_db(transaction=True)
def test_who_subscribes_leaves_every_kept_page_as_it_is(client, django_assert_num_queries):
    NewsItemFactory()
    client.get("/nieuws/")
    DeliveryFactory(subscription=SubscriptionFactory(), item=NewsItem.objects.get())
    with django_assert_num_queries(1):
        client.get("/nieuws/")


def test_the_list_has_pages_of_twenty(client):
    for n in range(41):
        NewsItemFactory(published_on=days(-n), title_nl=f"Bericht nummer {n:02}")
    numbers = re.compile(r"Bericht nummer (\d\d)")
    assert numbers.findall(client.get("/nieuws/").text) == [f"{n:02}" for n in range(20)]
    assert numbers.findall(client.get("/nieuws/?pagina=3").text) == ["40"]
    for wrong in ("0", "-1", "4", "x", "%00", "1e9", "9" * 50):
        assert client.get(f"/nieuws/?pagina={wrong}").status_code == 404
    assert numbers.findall(client.get("/").text) == ["00", "01", "02"]


def test_markdown_of_an_item_is_safe(client):
    item = NewsItemFactory(
        title_nl="<b>vet</b>",
        body_nl="<script>alert(1)</script> **vet** [x](javascript:alert(1)) ![p](https://x.example/p.png)",
    )
    for address in (item.get_absolute_url(), "/nieuws/feed/"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert 'href="javascript' not in page
        assert '<img src="https://x' not in page
        assert "<b>vet" not in page
    assert "<strong>vet</strong>" in client.get(item.get_absolute_url()).text


def test_an_item_falls_back_on_dutch_and_says_so(client):
    item = NewsItemFactory(title_nl="Alleen Nederlands")
    assert '<h1 lang="nl">Alleen Nederlands</h1>' in client.get("/en" + item.get_absolute_url()).text


def test_the_feed_is_atom_in_the_language_of_its_address(client):
    NewsItemFactory(slug="feest", title_nl="Feest\x0b!", title_de="Fest", body_nl="**Kom**", published_on="2026-05-01")
    answer = client.get("/nieuws/feed/")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    assert feed.find(f"{ATOM}entry/{ATOM}title").text == "Feest!"
    assert feed.find(f"{ATOM}entry/{ATOM}link").get("href") == "http://localhost:8000/nieuws/feest/"
    assert feed.find(f"{ATOM}entry/{ATOM}published").text == "2026-05-01T00:00:00+02:00"
    german = ElementTree.fromstring(client.get("/de/nieuws/feed/").content)
    assert german.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert german.find(f"{ATOM}entry/{ATOM}title").text == "Fest"
    assert german.find(f"{ATOM}entry/{ATOM}link").get("href") == "http://localhost:8000/de/nieuws/feest/"


def test_public_news_holds_no_form_token(client):
    item = NewsItemFactory()
    for address in ("/nieuws/", item.get_absolute_url(), "/nieuws/feed/"):
        answer = client.get(address)
        assert "csrf" not in answer.text
        assert answer["Cache-Control"] == "no-cache"
        assert not answer.cookies


@pytest.mark.parametrize("slug", ["feed", "abonneren", "afmelden"])
def test_an_address_that_is_taken_is_refused_in_raw_sql(as_serving_role, slug):
    NewsItemFactory()
    with pytest.raises(IntegrityError, match="slug_not_taken"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE deventer_intl_newsitem SET slug = %s", [slug])


def test_editors_write_news_in_the_back_office_and_readers_read_it(client):
    add = reverse("admin:deventer_intl_newsitem_add")
    answers = {"slug": "nieuw", "title_nl": "Nieuw", "summary_nl": "Kort.", "published_on": ""}
    sign_in(client, in_group("readers"))
    assert client.post(add, answers).status_code == 403
    assert client.get(reverse("admin:deventer_intl_subscription_changelist")).status_code == 403
    sign_in(client, in_group("editors"))
    assert client.post(add, {**answers, "slug": "feed"}).status_code == 200
    assert client.post(add, {**answers, "published_on": "31-02-2026"}).status_code == 200
    assert client.post(add, {**answers, "title_nl": "a\x00"}).status_code == 200
    assert not NewsItem.objects.exists()
    assert client.post(add, answers).status_code == 302
    item = NewsItem.objects.get()
    assert not item.is_published
    assert "concept" in client.get(reverse("admin:deventer_intl_newsitem_changelist")).text


def test_editors_take_a_subscriber_off_and_add_none(client):
    subscription = SubscriptionFactory()
    sign_in(client, in_group("editors"))
    assert subscription.email in client.get(reverse("admin:deventer_intl_subscription_changelist")).text
    assert client.get(reverse("admin:deventer_intl_subscription_add")).status_code == 403
    remove = reverse("admin:deventer_intl_subscription_delete", args=[subscription.pk])
    client.post(remove, {"post": "yes"})
    assert not Subscription.objects.exists()


# --- Subscribing -----------------------------------------------------------------------------------------------------


def fill_in(client, email="lezer@voorbeeld.example", language="nl", seconds=10, **answers):
    """Open the form, take some time, and send it."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        opened = client.get(reverse("news:subscribe")).context["form"]["opened"].value()
        clock.shift(timedelta(seconds=seconds))
        return client.post(
            reverse("news:subscribe"), {"email": email, "language": language, "opened": opened, **answers}
        )


def link_in(message, name):
    return re.search(rf"http://localhost:\d+(/\S+{name}/\S+)", message.body)[1]


def test_who_asks_and_confirms_is_subscribed(client):
    page = fill_in(client, "Lezer@Voorbeeld.example", "de")
    assert page.status_code == 302
    assert "postvak" in client.get(page["Location"]).text
    [message] = mail.outbox
    assert message.to == ["lezer@voorbeeld.example"]
    link = link_in(message, "abonneren")
    assert link.startswith("/de/nieuws/abonneren/")
    assert client.get(link).status_code == 200
    assert Subscription.objects.get().confirmed_at is None, "to open a link alone does nothing"
    assert client.post(link).status_code == 302
    subscription = Subscription.objects.get()
    assert subscription.confirmed_at
    assert subscription.language == "de"
    # Used once; who clicked twice reads that it worked.
    for method in (client.get, client.post):
        page = method(link)
        assert page.status_code == 410
        assert "Sie bekommen die Neuigkeiten schon" in page.text
        assert '/de/nieuws/abonneren/"' not in page.text


def test_no_page_tells_whether_an_address_is_subscribed(client):
    SubscriptionFactory(email="bekend@voorbeeld.example")
    SubscriptionFactory(email="wacht@voorbeeld.example", confirmed_at=None)
    answers = [fill_in(client, f"{name}@voorbeeld.example") for name in ("bekend", "wacht", "nieuw")]
    assert {(answer.status_code, answer["Location"], answer.content) for answer in answers} == {
        (302, "/nieuws/abonneren/?stap=bevestigen", b"")
    }
    assert [message.to[0].split("@")[0] for message in mail.outbox] == ["bekend", "wacht", "nieuw"]
    assert "al" in mail.outbox[0].subject
    assert Subscription.objects.count() == 3


@pytest.mark.parametrize("change", ["expired", "tampered", "foreign", "forgotten", "nul"])
def test_a_link_that_is_not_good_confirms_nothing(client, change):
    fill_in(client)
    link = link_in(mail.outbox[0], "abonneren")
    later = timezone.now()
    if change == "expired":
        later += timedelta(hours=49)
    elif change == "tampered":
        link = link[:-3] + "xx/"
    elif change == "foreign":
        other = SubscriptionFactory(confirmed_at=None)
        link = link.replace(Subscription.objects.exclude(pk=other.pk).get().key.hex, other.key.hex)
    elif change == "nul":
        link = link[:-1] + "%00/"
    else:
        Subscription.objects.all().delete()
    with time_machine.travel(later):
        for method in (client.get, client.post):
            page = method(link)
            assert page.status_code == 410
            assert "<h1>" in page.text
    assert not Subscription.objects.exclude(confirmed_at=None).exists()


@pytest.mark.parametrize(
    "answers",
    [
        {"email": ""},
        {"email": "geen"},
        {"email": "a\x00@b.example"},
        {"email": "a" * 300 + "@b.example"},
        {"language": "xx"},
    ],
)
def test_an_address_that_is_none_is_answered_at_its_field(client, answers):
    page = fill_in(client, **answers)
    assert page.status_code == 422
    assert "error-summary" in page.text
    assert mail.outbox == []
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "answers",
    [{"homepage": "https://spam.example"}, {"seconds": 1}, {"opened": ""}, {"opened": "x:y:z"}, {"seconds": 25 * 3600}],
)
def test_programs_that_fill_in_every_form_get_nowhere(client, answers):
    page = fill_in(client, **answers)
    assert page.status_code == 422
    assert 'value="lezer@voorbeeld.example"' in page.text, "nothing typed is lost"
    assert mail.outbox == []
    assert not Subscription.objects.exists()


def test_who_was_too_fast_sends_the_same_form_again(client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = fill_in(client, seconds=0)
        opened = re.search(r'name="opened" value="([^"]+)"', page.text)[1]
        clock.shift(timedelta(seconds=5))
        answers = {"email": "lezer@voorbeeld.example", "language": "nl", "opened": opened}
        assert client.post(reverse("news:subscribe"), answers).status_code == 302
    assert len(mail.outbox) == 1


def test_a_form_that_was_opened_once_is_sent_once(client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        opened = client.get(reverse("news:subscribe")).context["form"]["opened"].value()
        clock.shift(timedelta(seconds=10))
        answers = {"email": "a@voorbeeld.example", "language": "nl", "opened": opened}
        assert client.post(reverse("news:subscribe"), {**answers, "email": "geen"}).status_code == 422
        assert client.post(reverse("news:subscribe"), answers).status_code == 302, "correcting is no second time"
        page = client.post(reverse("news:subscribe"), {**answers, "email": "b@voorbeeld.example"})
        assert page.status_code == 422
        assert "al verstuurd" in page.text
        assert len(mail.outbox) == 1
        again = page.context["form"]["opened"].value()
        clock.shift(timedelta(seconds=5))
        assert client.post(reverse("news:subscribe"), {**answers, "opened": again}).status_code == 302


def test_the_form_of_another_page_does_not_open_this_one(client):
    MembershipFactory(organisation__slug="voorbeeld")
    opened = client.get("/organisaties/voorbeeld/contact/").context["form"]["opened"].value()
    assert fill_in(client, opened=opened).status_code == 422
    assert mail.outbox == []


NO_MAILBOX = [
    '"\x0b"@voorbeeld.example',
    '"\x01"@voorbeeld.example',
    '"https://phish.example/x"@voorbeeld.example',
    "=?utf-8?q?lezer?=@voorbeeld.example",
    f"lezer@{'ü' * 60}.example",
    "lezer@voor\u200dbeeld.example",
    "lezer@ｖoorbeeld.example",
    "lezer@voorbeelß.example",
    "lezer@\u2024.example",
    "lezer@[127.0.0.1]",
    "lezer@localhost",
]


@pytest.mark.parametrize("email", NO_MAILBOX)
def test_an_address_that_means_another_once_it_is_sent_is_refused(client, email):
    page = fill_in(client, email)
    assert page.status_code == 422
    assert 'id="id_email_error"' in page.text
    assert mail.outbox == []


@pytest.mark.parametrize(
    "email", ["jan.o'brien+nieuws@voorbeeld.example", "a@bücher.example", "a@xn--bcher-kva.example"]
)
def test_an_uncommon_address_is_taken(client, email):
    assert fill_in(client, email).status_code == 302
    assert mail.outbox[0].to == [email]


def test_a_mailbox_is_mailed_three_times_a_day_under_whatever_name(client):
    for email in ("slacht.offer", "slachtoffer+1", "s.lachtoffer+2", "SLACHTOFFER+3", "slachtoffe.r"):
        assert fill_in(client, f"{email}@voorbeeld.example").status_code == 302
    assert len(mail.outbox) == 3


def test_an_address_is_mailed_three_times_a_day_whoever_asks(client):
    codes = [fill_in(client).status_code for _n in range(5)]
    assert codes == [302] * 5, "the page does not say so"
    assert len(mail.outbox) == 3


def test_thousands_of_subscriptions_stop_at_ten_an_hour(client):
    codes = [fill_in(client, f"lezer{n}@voorbeeld.example").status_code for n in range(13)]
    assert codes == [302] * 10 + [429] * 3
    assert Subscription.objects.count() == len(mail.outbox) == 10


def test_what_nobody_confirms_is_forgotten():
    with time_machine.travel(timezone.now() - timedelta(hours=49), tick=False):
        SubscriptionFactory(confirmed_at=None)
        kept = SubscriptionFactory()
    recent = SubscriptionFactory(confirmed_at=None)
    tasks.forget_unconfirmed_subscriptions(timestamp=0)
    assert set(Subscription.objects.all()) == {kept, recent}


@pytest.mark.parametrize("change", ["email = 'HOOFD@x.example'", "language = 'fr'"])
def test_a_subscription_that_cannot_be_is_refused_in_raw_sql(as_serving_role, change):
    SubscriptionFactory()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE deventer_intl_subscription SET {change}")


# --- Stopping --------------------------------------------------------------------------------------------------------


def test_a_mail_program_unsubscribes_with_one_click():
    """RFC 8058: a POST with this body, without a cookie, a session or a form token, and no redirect in answer."""
    item, subscription = NewsItemFactory(), SubscriptionFactory(language="de")
    other = SubscriptionFactory()
    actions.deliver(item=item, subscription=subscription)
    [message] = mail.outbox
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<http://localhost:8000(/\S+)>", message.extra_headers["List-Unsubscribe"])[1]
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(address).status_code == 200
    assert Subscription.objects.count() == 2, "to open a link alone does nothing"
    answer = strict.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not answer.cookies
    assert list(Subscription.objects.all()) == [other]
    assert not Delivery.objects.exists()


def test_the_page_for_people_says_the_same_to_everyone(client):
    subscription = SubscriptionFactory()
    known, unknown = (reverse("news:unsubscribe", args=[key]) for key in (subscription.key, uuid.uuid4()))
    for method in (client.get, client.post, client.post):
        pages = [method(address) for address in (known, unknown)]
        assert [page.status_code for page in pages] == [200, 200]
        texts = {page.text.replace(address, "") for page, address in zip(pages, (known, unknown), strict=True)}
        assert len(texts) == 1
    assert not Subscription.objects.exists()
    assert client.post("/nieuws/afmelden/1/").status_code == 404


# --- Mailing ---------------------------------------------------------------------------------------------------------


def run_jobs():
    """Do what a worker would with the batches that wait; return how many there were."""
    jobs = list(ProcrastinateJob.objects.filter(task_name="deventer_intl.news.tasks.mail_batch", status="todo"))
    for job in jobs:
        tasks.mail_batch(**job.args)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE task_name LIKE '%%mail_batch' AND status = 'todo'"
        )
    return len(jobs)


def mailed():
    return sorted((message.to[0], message.subject) for message in mail.outbox)


@pytest.fixture
def clock():
    with time_machine.travel(TODAY, tick=False) as clock:
        yield clock


def test_an_item_is_mailed_once_to_each_in_the_own_language(clock):
    NewsItemFactory(slug="feest", title_nl="Feest", title_de="Fest", published_on=days(0))
    NewsItemFactory(published_on=None), NewsItemFactory(published_on=days(1))
    SubscriptionFactory(email="a@voorbeeld.example")
    SubscriptionFactory(email="b@voorbeeld.example", language="de")
    SubscriptionFactory(email="nee@voorbeeld.example", confirmed_at=None)
    for _n in range(3):
        tasks.mail_news(timestamp=0)
        tasks.mail_news(timestamp=0)
        run_jobs()
    assert mailed() == [("a@voorbeeld.example", "Feest"), ("b@voorbeeld.example", "Fest")]
    german = next(message for message in mail.outbox if message.subject == "Fest")
    assert "http://localhost:8000/de/nieuws/feest/" in german.body
    assert "/de/nieuws/afmelden/" in german.body


def test_a_planned_item_is_mailed_when_its_day_comes(clock):
    NewsItemFactory(title_nl="Morgen", published_on=days(1))
    SubscriptionFactory(email="a@voorbeeld.example")
    tasks.mail_news(timestamp=0)
    assert run_jobs() == 0
    clock.shift(timedelta(days=1))
    tasks.mail_news(timestamp=0)
    run_jobs()
    assert mailed() == [("a@voorbeeld.example", "Morgen")]


def test_a_job_that_breaks_off_goes_on_where_it_was(clock, monkeypatch):
    item = NewsItemFactory(title_nl="Feest")
    readers = [SubscriptionFactory() for _n in range(5)]
    tasks.mail_news(timestamp=0)
    send, left = actions.emails.news, [2]

    def breaks_off(**message):
        if not left[0]:
            raise OSError("the worker is stopped")
        left[0] -= 1
        send(**message)

    monkeypatch.setattr(actions.emails, "news", breaks_off)
    with pytest.raises(OSError, match="stopped"):
        run_jobs()
    assert len(mail.outbox) == Delivery.objects.count() == 2
    monkeypatch.setattr(actions.emails, "news", send)
    run_jobs()
    assert [to for to, _subject in mailed()] == sorted(reader.email for reader in readers)
    assert Delivery.objects.filter(item=item).count() == 5


def test_many_subscribers_are_mailed_in_batches(clock, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 4)
    NewsItemFactory()
    for _n in range(10):
        SubscriptionFactory()
    tasks.mail_news(timestamp=0)
    assert run_jobs() == 3
    assert len(mail.outbox) == len(set(mailed())) == 10


def test_who_subscribes_later_gets_no_old_news_and_who_was_late_gets_that_of_the_day(clock):
    NewsItemFactory(title_nl="Gisteren", published_on=days(-1))
    NewsItemFactory(title_nl="Vandaag", published_on=days(0))
    SubscriptionFactory(email="nieuw@voorbeeld.example")
    tasks.mail_news(timestamp=0)
    run_jobs()
    assert mailed() == [("nieuw@voorbeeld.example", "Vandaag")]


def test_an_outage_is_caught_up_with_but_not_after_two_weeks(clock):
    SubscriptionFactory(email="a@voorbeeld.example")
    NewsItemFactory(title_nl="Vandaag", published_on=days(0))
    clock.shift(timedelta(days=13))
    NewsItemFactory(title_nl="Oud", published_on=days(-20))
    tasks.mail_news(timestamp=0)
    run_jobs()
    assert mailed() == [("a@voorbeeld.example", "Vandaag")]


def test_a_later_date_mails_nobody_again_not_even_when_who_got_it_was_forgotten(clock):
    SubscriptionFactory()
    item = NewsItemFactory(published_on=days(0))
    tasks.mail_news(timestamp=0)
    run_jobs()
    for shift in (1, 40):
        clock.shift(timedelta(days=shift))
        NewsItem.objects.filter(pk=item.pk).update(published_on=days(0))
        tasks.forget_old_deliveries(timestamp=0)
        tasks.mail_news(timestamp=0)
        run_jobs()
    assert not Delivery.objects.exists()
    assert len(mail.outbox) == 1


def test_an_item_that_is_taken_back_is_not_mailed(clock):
    SubscriptionFactory()
    item = NewsItemFactory()
    tasks.mail_news(timestamp=0)
    item.published_on = None
    item.save()
    run_jobs()
    assert mail.outbox == []


def test_a_delivery_is_unique_in_raw_sql(as_serving_role):
    delivery = DeliveryFactory()
    with pytest.raises(IntegrityError, match="delivered_once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO deventer_intl_delivery (item_id, subscription_id, delivered_at) VALUES (%s, %s, now())",
            [delivery.item_id, delivery.subscription_id],
        )


@pytest.mark.django_db(transaction=True)
def test_the_mail_in_the_queue_has_the_headers_of_rfc_8058(settings):
    settings.MAILERS = {"default": {"BACKEND": "deventer_intl.mail.QueueBackend"}}
    settings.PORTAL_URL = "https://internationaal.voorbeeld.deventer.example"
    actions.deliver(item=NewsItemFactory(title_nl="a" * 200), subscription=SubscriptionFactory())
    content = bytes(OutgoingMail.objects.get().content).decode()
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in content
    assert re.search(
        r"\r\nList-Unsubscribe: <https://internationaal.voorbeeld.deventer.example/nieuws/afmelden/[0-9a-f-]{36}/>\r\n",
        content,
    )


def test_the_home_page_costs_one_query_more_with_news(client, django_assert_max_num_queries):
    NewsItemFactory()
    client.get("/")
    caches["pages"].clear()
    with django_assert_max_num_queries(11):
        client.get("/")
