import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from deventer_intl.models import NewsItem, Subscription
from deventer_intl.news import tasks

from ..factories import NewsItemFactory
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


def link_in(message, name):
    return re.search(rf"http://localhost:\d+(/\S*{name}/\S+)", message.body)[1]


def test_reader_subscribes_reads_and_stops(portal, page, look):  # noqa: F811
    found = []
    page.goto(f"{portal}/nieuws/")
    expect(page.get_by_text("Nog geen nieuws")).to_be_visible()
    found += look(page, page.url)
    for n in range(23):
        NewsItemFactory(
            title_nl=f"Bericht {n} over een buitengewoon-lange-samenstelling-van-woorden",
            body_nl="## Kop\n\nEen **tekst** met [een link](https://voorbeeld.example/).\n\n- een\n- twee\n",
        )
    page.goto(portal)
    page.get_by_role("link", name="Al het nieuws").click()
    found += look(page, page.url)
    page.get_by_role("link", name="Volgende").click()
    found += look(page, page.url)
    page.get_by_role("link", name="Bericht 1 ").click()
    found += look(page, page.url)

    page.get_by_role("link", name="Nieuws per mail").click()
    found += look(page, page.url)
    page.get_by_label("E-mailadres").fill("geen adres")
    page.get_by_role("button", name="Mail mij een link").click()
    expect(page.get_by_role("alert")).to_contain_text("E-mailadres")
    found += look(page)
    page.get_by_label("E-mailadres").fill("lezer@voorbeeld.example")
    page.wait_for_timeout(3_000)
    page.get_by_role("button", name="Mail mij een link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kijk in uw postvak")
    found += look(page, page.url)

    link = link_in(mail.outbox[-1], "abonneren")
    page.goto(portal + link)
    found += look(page, page.url)
    page.get_by_role("button", name="Ja").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("U krijgt vanaf nu")
    found += look(page, page.url)
    page.goto(portal + link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("krijgt het nieuws al")
    found += look(page, page.url)

    subscription = Subscription.objects.get()
    tasks.mail_batch(item_id=NewsItem.objects.first().pk, first=subscription.pk, last=subscription.pk)
    page.goto(portal + link_in(mail.outbox[-1], "afmelden"))
    found += look(page, page.url)
    page.get_by_role("button", name="Stoppen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("geen nieuws meer")
    found += look(page)
    assert not Subscription.objects.exists()
    assert found == []


def test_editor_writes_an_item_looks_at_it_and_publishes(portal, browser, width, open_back_office):  # noqa: F811
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()  # noqa: F811
    page.goto(f"{portal}/beheer/")
    open_back_office(page)
    found = []
    page.goto(portal + reverse("admin:deventer_intl_newsitem_add"))
    found += found_by_axe(page, width)
    page.get_by_label("Titel (nl)").fill("Bezoek uit Sibiu")
    page.get_by_label("Samenvatting (nl)").fill("Een verzonnen bezoek.")
    page.get_by_label("Adres").fill("bezoek-uit-sibiu")
    page.locator("input[name=_save]").click()
    item = NewsItem.objects.get()
    page.goto(portal + item.get_absolute_url())
    expect(page.get_by_text("Het publiek ziet dit nog niet")).to_be_visible()
    found += found_by_axe(page, width)
    for name in ("newsitem", "subscription"):
        page.goto(portal + reverse(f"admin:deventer_intl_{name}_changelist"))
        found += found_by_axe(page, width)
    context.close()
    assert found == []
