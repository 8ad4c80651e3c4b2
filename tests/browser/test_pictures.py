import io
import re

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from organisations.actions import picture as actions
from organisations.models import Organisation, Picture

from ..factories import MembershipFactory, ProjectFactory, UserFactory
from .test_backoffice import found_by_axe, open_back_office  # noqa: F401
from .test_membership import look, page  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet", "folder")]


@pytest.fixture
def organisation(portal):
    """An organisation with a project, kept by somebody who signs in with a password."""
    organisation = Organisation.objects.get(slug="saxion")
    user = UserFactory(email="jo@voorbeeld.example", name="Jo Jansen")
    user.set_password("geheim-voor-de-test")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    MembershipFactory(organisation=organisation, user=user)
    ProjectFactory(organisation=organisation)
    return organisation


def photo(colour, size=(1600, 1000), kind="JPEG"):
    """Return a drawing as a file that one chooses: a sun above a field."""
    content = io.BytesIO()
    drawing = Image.new("RGB", size, colour)
    ImageDraw.Draw(drawing).ellipse([size[0] * 0.6, size[1] * 0.1, size[0] * 0.8, size[1] * 0.4], fill="#f4b432")
    ImageDraw.Draw(drawing).rectangle([0, size[1] * 0.7, *size], fill="#17663f")
    drawing.save(content, kind)
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def are_all_shown(visitor):
    """Say whether the browser could read each picture of uploads on a page."""
    images = "[...document.querySelectorAll('img[src^=\"/media/\"]')]"
    visitor.evaluate(f"{images}.forEach(image => {{ image.loading = 'eager' }})")
    visitor.wait_for_function(f"{images}.every(image => image.complete)")
    return visitor.evaluate(f"{images}.length > 0 && {images}.every(image => image.naturalWidth > 0)")


def test_member_arranges_the_pictures_of_a_page(portal, organisation, page, look, browser, width):  # noqa: F811
    found = []
    pictures = portal + reverse("organisations:pictures", args=["saxion"])
    page.goto(pictures)
    page.get_by_label("E-mail").fill("jo@voorbeeld.example")
    page.get_by_label("Wachtwoord").fill("geheim-voor-de-test")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_text("Nog geen foto’s")).to_be_visible()
    found += look(page)

    page.get_by_role("link", name="Voeg een logo toe").click()
    expect(page.get_by_label("Nederlands")).to_have_value("Logo van Saxion")
    page.get_by_label("Bestand").set_input_files(photo("#0b2a4a", (500, 300), "PNG"))
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("status")).to_contain_text("Toegevoegd")

    page.get_by_role("link", name="Voeg een foto toe").click()
    found += look(page)
    page.get_by_label("Nederlands").fill("Een zon boven een weiland")
    page.get_by_label("Bestand").set_input_files({"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"geen foto"})
    page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("alert")).to_contain_text("Dit is geen afbeelding")
    expect(page).to_have_title(re.compile(r"^\(1 fout\)"))
    expect(page.get_by_label("Nederlands")).to_have_value("Een zon boven een weiland")
    found += look(page)
    page.get_by_label("Bestand").set_input_files(photo("#9dbddb"))
    page.get_by_role("button", name="Toevoegen").click()
    for number, colour in enumerate(["#fbd68a", "#c5d8e9", "#fbe9e3"], 2):
        page.get_by_role("link", name="Voeg een foto toe").click()
        page.get_by_label("Nederlands").fill(f"Foto nummer {number}")
        page.get_by_label("Bestand").set_input_files(photo(colour, (900, 1200) if number == 3 else (1600, 1000)))
        if number == 4:
            page.get_by_label("Project").select_option(label="Waterpompen")
        page.get_by_role("button", name="Toevoegen").click()
    expect(page.get_by_role("listitem").filter(has_text="Foto nummer 4")).to_contain_text("Project: Waterpompen")
    found += look(page)

    page.get_by_role("link", name=re.compile("Wijzigen.*Foto nummer 2")).click()
    page.get_by_label("Nederlands").fill("")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Nederlands").fill("De zon, opnieuw")
    page.get_by_label("Plaats tussen").select_option("1")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name=re.compile("Verwijderen.*Foto nummer 3")).click()
    found += look(page)
    page.get_by_role("button", name="Ja").click()
    assert [photo.alt for photo in organisation.pictures.photos()] == [
        "De zon, opnieuw",
        "Een zon boven een weiland",
        "Foto nummer 4",
    ]

    visitor = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
    visitor.errors = []
    visitor.on("console", lambda message: visitor.errors.append(message.text) if message.type == "error" else None)
    visitor.goto(f"{portal}/organisaties/saxion/")
    expect(visitor.get_by_role("img", name="Logo van Saxion")).to_be_visible()
    assert are_all_shown(visitor)
    found += found_by_axe(visitor, width)
    visitor.goto(f"{portal}/organisaties/?q=saxion")
    assert are_all_shown(visitor)
    found += found_by_axe(visitor, width)
    assert visitor.errors == []
    visitor.context.close()
    assert found == []


def test_staff_take_a_picture_off(portal, organisation, page, browser, width, open_back_office):  # noqa: F811
    picture = Picture(organisation=organisation, kind="photo", alt_nl="Een zon")
    upload = SimpleUploadedFile("foto.jpg", photo("#9dbddb")["buffer"])
    actions.add(picture=picture, upload=upload, by=UserFactory())
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    office = context.new_page()
    office.goto(f"{portal}/beheer/")
    open_back_office(office)
    office.goto(portal + reverse("admin:organisations_picture_changelist"))
    assert are_all_shown(office)
    found = found_by_axe(office, width)
    office.get_by_role("link", name="Saxion").first.click()
    expect(office.get_by_role("button", name="Verwijderen")).to_be_visible()
    found += found_by_axe(office, width)
    office.get_by_role("button", name="Verwijderen").click()
    found += found_by_axe(office, width)
    office.get_by_role("button", name="Ja").click()
    expect(office.locator(".messagelist")).to_be_visible()
    context.close()
    assert not Picture.objects.exists()
    assert found == []
