import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from events.models import ShelterPlace, ShelterStory, StoryConsent
from organisations.models import User

from ..event_factories import StoryConsentFactory
from ..factories import UserFactory
from ..images import image
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]
TITLE = "Een verzonnen verhaal over veiligheid en buitengewoon-lange-samenstellingen"
PHOTO = {"name": "brug.jpg", "mimeType": "image/jpeg", "buffer": image(size=(900, 600))}


@pytest.fixture
def page(browser, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", ["", "/en", "/de"])
@pytest.mark.parametrize("with_script", [True, False])
def test_visitor_reads_what_shelter_city_is(portal, browser, width, language, with_script):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=True, java_script_enabled=with_script
    )
    page = context.new_page()
    page.goto(f"{portal}{language}/")
    page.get_by_role("contentinfo").get_by_role("link", name="Shelter City").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Shelter City")
    expect(page.get_by_role("complementary")).to_contain_text("2020")
    story = StoryConsentFactory(story__title_nl=TITLE).story
    page.reload()
    found = found_by_axe(page, width) if with_script else []
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    found += found_by_axe(page, width) if with_script else []
    assert page.url == f"{portal}{language}/shelter-city/verhalen/{story.key}/"
    context.close()
    assert found == []


def test_two_who_were_named_publish_a_story_and_take_it_back(portal, page, width, open_back_office):  # noqa: F811
    me = User.objects.get(email="beheer@voorbeeld.example")
    page.goto(f"{portal}/beheer/")
    open_back_office(page)
    expect(page.get_by_role("link", name="Plekken van Shelter City")).to_have_count(0)
    me.groups.add(Group.objects.get(name="shelter city"))

    found = []
    page.goto(portal + reverse("admin:events_shelterplace_add"))
    page.locator("#id_year").fill("2011")
    page.locator("#id_half").select_option("2")
    page.locator("input[name=_save]").click()
    expect(page.get_by_text("Deventer is sinds 2018 een Shelter City.")).to_be_visible()
    found += found_by_axe(page, width)
    page.locator("#id_year").fill(str(timezone.localdate().year))
    page.locator("input[name=_save]").click()
    expect(page.get_by_text("Gedaan.")).to_be_visible()
    found += found_by_axe(page, width)
    place = ShelterPlace.objects.get()
    page.goto(portal + reverse("admin:events_shelterplace_change", args=[place.pk]))
    found += found_by_axe(page, width)
    page.locator("#id_tasks-0-is_done").check()
    page.locator("input[name=_save]").click()
    assert place.tasks.filter(is_done=True).get().done_by == me

    page.goto(portal + reverse("admin:events_shelterstory_add"))
    found += found_by_axe(page, width)
    page.locator("#id_title_nl").fill(TITLE)
    page.locator("#id_text_nl").fill("Iets wat iemand **vertelt**.")
    page.set_input_files("#id_file", PHOTO)
    page.locator("input[name=_save]").click()
    expect(page.get_by_text("Schrijf op wat men ziet").or_(page.locator(".errorlist"))).to_be_visible()
    found += found_by_axe(page, width)
    page.locator("#id_alt_nl").fill("Een brug over de IJssel")
    page.set_input_files("#id_file", PHOTO)
    page.locator("input[name=_save]").click()
    story = ShelterStory.objects.get()
    mine = portal + reverse("admin:events_shelterstory_change", args=[story.pk])
    page.goto(mine)
    expect(page.get_by_text("Niet alles is openbaar.")).to_be_visible()
    today = timezone.localdate().strftime("%d-%m-%Y")
    for item in ("text", "photo"):
        page.get_by_role("link", name="Een toestemming noteren").click()
        page.locator("#id_item").select_option(item)
        page.locator("#id_channel").select_option("portal")
        page.locator("#id_given_on").fill(today)
        page.locator("#id_expires_on").fill(today)
        page.locator("#id_paper_number").fill("17")
        found += found_by_axe(page, width)
        page.locator("input[name=_save]").click()
    page.get_by_role("button", name=re.compile("Goedkeuren.*de tekst")).click()
    expect(page.get_by_text("U keurde dit al goed.")).to_be_visible()
    found += found_by_axe(page, width)
    StoryConsent.objects.update(second_approver=UserFactory(name="Een collega"))
    page.reload()
    expect(page.get_by_text("Alles is openbaar.")).to_be_visible()
    found += found_by_axe(page, width)
    page.get_by_role("link", name="Bekijk het op de website").click()
    expect(page.get_by_alt_text("Een brug over de IJssel")).to_be_visible()
    found += found_by_axe(page, width)
    public = page.url

    page.goto(mine)
    page.get_by_role("link", name=re.compile("Intrekken.*de tekst")).click()
    found += found_by_axe(page, width)
    page.get_by_role("button", name="Intrekken").click()
    expect(page.get_by_text("Gedaan.")).to_be_visible()
    found += found_by_axe(page, width)
    assert page.goto(public).status == 404
    assert not ShelterStory.objects.exists()
    assert found == []
