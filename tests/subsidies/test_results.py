"""What came of a settled project: published by an editor in one step from the report, withdrawn again, and who may not."""

import csv
import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages
from django.urls import reverse

from deventer_intl import picture_files
from deventer_intl.pictures import file_name, widths_up_to
from subsidies.actions import deciding, publishing
from subsidies.case_archive import Archive
from subsidies.models import PublicResult, ResultPhoto
from subsidies.work import attention
from tests.conftest import sign_in
from tests.factories import CountryFactory, MembershipFactory, OrganisationFactory, PictureFactory, PlaceFactory
from tests.subsidy_factories import (
    DeciderFactory,
    EditorFactory,
    IntentionFactory,
    OfficerFactory,
    ReportPhotoFactory,
    TieFactory,
    granted,
)

from .result_scene import published, told
from .settled_cases import changed, fresh
from .test_register import body

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

LIST = "/beheer/subsidies/publicresult/"
TITLE, TEXT = "Vijf pompen geplaatst", "Vijf scholen in Oeganda hebben water."
SOLE = {"legal_form": "sole-trader"}


def page_of(case):
    return f"{LIST}case/{case.pk}/"


def typed(case, **values):
    """Return what an editor sends: all photos ticked."""
    data = {
        "title_nl": TITLE,
        "text_nl": TEXT,
        "people": "120",
        "shows_costs": "on",
        "countries": [country.name_nl for country in case.countries.all()],
        "goal_1": [str(goal.pk) for goal in case.goals.all()],
    }
    for photo in case.report.photos.all():
        data |= {f"photo_{photo.pk}": "on", f"alt_{photo.pk}": photo.alt}
    return data | values


def public_pages(case):
    return [
        f"/subsidies/register/{case.reference}/",
        f"/organisaties/{case.organisation.slug}/",
        *(f"/landen/{country.iso2.lower()}/" for country in case.countries.all()),
    ]


@pytest.fixture
def editor(client):
    """An editor who is signed in to the back-office."""
    user = EditorFactory()
    sign_in(client, user)
    return user


def files_of(photo):
    return [file_name(photo.digest, width) for width in widths_up_to(photo.width)]


def test_an_editor_publishes_in_one_step_and_everybody_reads_it(client, editor):
    case = told(photos=2, contact_name="Bea Contact", plan="Het plan van de aanvrager")
    assert case.reference in client.get(LIST).text
    page = client.get(page_of(case)).text
    assert case.report.public_result in page and "Water bij scholen in Oeganda" in page
    # Nothing else of the case: not the plan, the title of the applicant, the report or the contact.
    private = (case.title, case.plan, case.report.result, case.report.benefit, case.contact_name)
    assert not [text for text in private if text in page]
    first, second = case.report.photos.all()
    data = typed(case, **{f"alt_{second.pk}": "Een pomp bij een school"})
    del data[f"photo_{first.pk}"]
    assert client.post(page_of(case), data).status_code == 302
    result = PublicResult.objects.get()
    assert (result.title_nl, result.text_nl, result.people, result.published_by) == (TITLE, TEXT, 120, editor)
    assert result.costs == case.report.figures.real_costs > 0
    photo = result.photos.get()
    assert (photo.photo, photo.alt, photo.credit) == (second, "Een pomp bij een school", second.credit)
    client.logout()
    for address in public_pages(case):
        text = client.get(address).text
        assert TITLE in text and TEXT in text and photo.small in text and "Een pomp bij een school" in text, address
        assert f"Foto: {photo.credit}" in text
    response = client.get(photo.small)
    assert response.status_code == 200 and b"WEBP" in b"".join(response)
    [row] = json.loads(body(client.get("/subsidies/register.json")))["decisions"]
    assert row["result"] == {"title": TITLE, "text": TEXT, "people": 120}
    [row] = csv.DictReader(io.StringIO(body(client.get("/subsidies/register.csv")).removeprefix("\ufeff")))
    assert row["result"] == TEXT


def test_without_a_result_the_register_says_none(client):
    case = told()
    [row] = json.loads(body(client.get("/subsidies/register.json")))["decisions"]
    assert row["result"] is None
    assert "Wat het heeft opgeleverd" not in "".join(client.get(address).text for address in public_pages(case))


def test_it_is_withdrawn_from_all_pages_with_its_photos_and_can_be_published_anew(
    client, editor, django_capture_on_commit_callbacks
):
    case = told()
    photo = published(case).photos.get()
    assert all(storages["pictures"].exists(name) for name in files_of(photo))
    assert TITLE in client.get(page_of(case)).text
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(page_of(case) + "withdraw/")
    assert response.status_code == 302
    assert not any(storages["pictures"].exists(name) for name in files_of(photo))
    assert client.get(photo.small).status_code == 404
    client.logout()
    assert not [address for address in public_pages(case) if TITLE in client.get(address).text]
    with pytest.raises(ValidationError, match="niet openbaar"):
        publishing.withdraw(application=case, by=editor)
    # What was written waits, and is public once more.
    sign_in(client, editor)
    assert TITLE in client.get(page_of(case)).text
    again = published(case)
    assert PublicResult.objects.get() == again and again.photos.get().digest == photo.digest
    assert all(storages["pictures"].exists(name) for name in files_of(photo))


def test_a_file_that_another_page_shows_stays(django_capture_on_commit_callbacks):
    case = told()
    photo = published(case).photos.get()
    PictureFactory(digest=photo.digest, width=photo.width, height=photo.height)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.withdraw(application=case, by=EditorFactory())
    assert all(storages["pictures"].exists(name) for name in files_of(photo))


def test_the_job_of_the_night_leaves_what_is_public():
    photo = published().photos.get()
    picture_files.remove_unneeded()
    assert all(storages["pictures"].exists(name) for name in files_of(photo))
    ResultPhoto.objects.all().delete()
    picture_files.remove_unneeded()
    assert not any(storages["pictures"].exists(name) for name in files_of(photo))


def test_it_is_not_published_before_the_settlement_was_made_known(client, editor, folder):
    waiting = told(announced=False)
    with pytest.raises(ValidationError, match="nog niet bekendgemaakt"):
        published(waiting)
    with pytest.raises(ValidationError, match="nog niet bekendgemaakt"):
        publishing.publish(application=granted(), by=editor, texts={}, countries=[], goals=[])
    assert PublicResult.objects.count() == 0 and not folder.exists()
    assert waiting.reference not in client.get(LIST).text
    assert client.get(page_of(waiting)).status_code == 404


def test_it_is_published_once(client, editor):
    case = told()
    published(case)
    response = client.post(page_of(case), typed(case, text_nl="Iets anders."))
    assert response.status_code == 422 and "al gepubliceerd" in response.text
    assert PublicResult.objects.get().text_nl == TEXT


def test_only_photos_of_the_own_report_with_consent(folder):
    case, other = told(), told(organisation=OrganisationFactory())
    theirs = other.report.photos.get()
    with pytest.raises(ValidationError, match="hoort niet bij dit verslag"):
        published(case, photos={theirs.pk: theirs.alt})
    own = case.report.photos.get()
    with pytest.raises(ValidationError) as caught:
        published(case, photos={own.pk: "  "})
    assert list(caught.value.message_dict) == [f"alt_{own.pk}"]
    assert PublicResult.objects.count() == ResultPhoto.objects.count() == 0


def test_a_photo_whose_file_is_lost_publishes_nothing():
    case = told()
    photo = case.report.photos.get()
    storages["private"].delete(photo.file.name)
    with pytest.raises(ValidationError, match="niet in de opslag"):
        published(case)
    assert PublicResult.objects.count() == 0


@pytest.mark.parametrize("texts", [{"text_nl": " "}, {"title_nl": ""}])
def test_nothing_is_published_without_words(texts):
    with pytest.raises(ValidationError) as caught:
        published(texts=texts)
    assert list(caught.value.message_dict) == list(texts)
    assert PublicResult.objects.count() == 0


def test_what_is_wrong_is_said_on_the_page(client, editor):
    case = told()
    response = client.post(page_of(case), typed(case, text_nl="", countries=["Nergensland"]))
    assert response.status_code == 422
    assert 'href="#id_text_nl"' in response.text and "Nergensland" in response.text
    assert PublicResult.objects.count() == 0


def test_a_preview_publishes_nothing(client, editor):
    case = told()
    response = client.post(page_of(case), typed(case, preview="1", text_nl="Zo staat het er."))
    photo = case.report.photos.get()
    assert response.status_code == 200 and "<p>Zo staat het er.</p>" in response.text
    assert f"{page_of(case)}photo/{photo.pk}/" in response.text
    response = client.get(f"{page_of(case)}photo/{photo.pk}/")
    assert response.status_code == 200 and b"WEBP" in b"".join(response)
    assert PublicResult.objects.count() == 0


def test_an_editor_opens_no_case(client, editor):
    case, stranger = told(), granted()
    assert client.get(f"/beheer/subsidies/application/{case.pk}/change/").status_code == 403
    assert client.get(page_of(stranger)).status_code == 404
    theirs = ReportPhotoFactory(report__application=stranger)
    assert client.get(f"{page_of(case)}photo/{theirs.pk}/").status_code == 404


def test_who_is_no_editor_publishes_nothing(client):
    case = told()
    for user in (OfficerFactory(), MembershipFactory(organisation=case.organisation).user):
        with pytest.raises(PermissionDenied):
            published(case, by=user)
    sign_in(client, OfficerFactory())
    addresses = [LIST, page_of(case), f"{page_of(case)}photo/{case.report.photos.get().pk}/"]
    assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
    assert client.post(page_of(case) + "withdraw/").status_code == 403
    client.logout()
    assert client.get(page_of(case)).status_code == 302
    assert PublicResult.objects.count() == 0


@pytest.mark.parametrize("tie", [MembershipFactory, TieFactory])
def test_an_editor_with_a_tie_does_not_publish(client, editor, tie):
    case = told()
    tie(organisation=case.organisation, user=editor)
    with pytest.raises(PermissionDenied):
        published(case, by=editor)
    assert case.reference not in client.get(LIST).text
    assert client.get(page_of(case)).status_code == 404
    assert client.post(page_of(case), typed(case)).status_code == 404
    result = published(case)
    with pytest.raises(PermissionDenied):
        publishing.withdraw(application=case, by=editor)
    assert TITLE not in client.get(LIST).text
    assert client.get(f"{LIST}{result.pk}/history/").status_code == 404


def test_what_waits_needs_the_attention_of_editors_alone(editor):
    case = told()
    told(announced=False, organisation=OrganisationFactory())
    assert [(each.count, each.url) for each in attention.waiting(editor)] == [(1, LIST)]
    assert LIST not in [each.url for each in attention.waiting(OfficerFactory())]
    published(case)
    assert attention.waiting(editor) == []


def test_no_person_place_or_partner_is_named_where_that_is_hidden():
    country = CountryFactory()
    PlaceFactory(country=country, slug="kampala", name_nl="Kampala", name_en="Kampala", name_de="Kampala")
    case = told(contact_name="Ada Voorbeeld", partner="Water for Schools")
    published(case, texts={"text_nl": "Samen met Water for Schools in Kampala."})
    publishing.withdraw(application=case, by=EditorFactory())
    with pytest.raises(ValidationError) as caught:
        published(case, texts={"text_nl": "Dank aan ada  voorbeeld."})
    assert list(caught.value.message_dict) == ["text_nl"]
    photo = case.report.photos.get()
    with pytest.raises(ValidationError) as caught:
        published(case, photos={photo.pk: "Ada Voorbeeld bij een pomp"})
    assert list(caught.value.message_dict) == [f"alt_{photo.pk}"]


def test_where_the_decision_hides_the_place_the_country_alone_is_named(client, editor):
    country = CountryFactory()
    PlaceFactory(country=country, slug="kampala", name_nl="Kampala", name_en="Kampala", name_de="Kampala")
    case = told(partner="Water for Schools", hides_place=True)
    for text in ("Samen met water for schools.", "Een pomp in Kampala."):
        with pytest.raises(ValidationError, match="alleen het land"):
            published(case, texts={"text_nl": text})
    assert "alleen het land" in client.get(page_of(case)).text
    assert published(case, texts={"text_nl": "Pompen in Oeganda."}).published_at


def test_the_name_of_a_sole_trader_is_nowhere(client):
    case = told(organisation=OrganisationFactory(name="Jansen Advies", slug="jansen", **SOLE))
    with pytest.raises(ValidationError, match="eenmanszaak"):
        published(case, texts={"text_nl": "Jansen Advies plaatste pompen."})
    published(case)
    assert TITLE not in client.get("/organisaties/jansen/").text
    page = client.get("/landen/ug/").text
    assert TITLE in page and "Jansen Advies" not in page


def test_of_a_grant_that_was_taken_back_nothing_is_shown(client):
    case = told()
    published(case)
    IntentionFactory(application=case, view_given_at=None, view_due_on="2020-01-01")
    changed(fresh(case), "revoke", ground="4:49-1a", announced=False)
    # Nobody knows of it yet, and no page tells.
    assert all(TITLE in client.get(address).text for address in public_pages(case))
    deciding.announce(decision=case.decisions.get(outcome="revoke"), by=DeciderFactory())
    assert not [address for address in public_pages(case) if TITLE in client.get(address + "?x=1").text]
    assert publishing.withdraw(application=case, by=EditorFactory()).published_at is None


def test_each_language_reads_its_own_words(client):
    case = told()
    published(case, texts={"title_en": "Five pumps", "text_en": "Five schools have water."})
    address = f"/subsidies/register/{case.reference}/"
    assert "Five schools have water." in client.get("/en" + address).text
    german = client.get("/de" + address).text
    assert TEXT in german and f'<h3 lang="nl">{TITLE}' in german


@pytest.mark.django_db(transaction=True)
def test_a_page_that_was_kept_shows_it_at_once(client):
    case = told()
    address = f"/landen/{case.countries.get().iso2.lower()}/"
    assert TITLE not in client.get(address).text
    published(case)
    assert TITLE in client.get(address).text
    publishing.withdraw(application=case, by=EditorFactory())
    assert TITLE not in client.get(address).text


def test_the_archive_of_a_case_holds_it():
    case = told()
    photo = published(case).photos.get()
    target = io.BytesIO()
    Archive(case, target).write()
    with zipfile.ZipFile(target) as archive:
        contents = json.loads(archive.read("case.json"))
        history = [json.loads(line) for line in archive.read("geschiedenis.jsonl").splitlines()]
    [result], [kept] = contents["publicresult"], contents["resultphoto"]
    assert (result["text_nl"], kept["digest"], kept["photo_id"]) == (TEXT, photo.digest, photo.photo_id)
    assert [row["country_id"] for row in contents["publicresult_countries"]] == [case.countries.get().pk]
    assert {"publicresult", "resultphoto", "publicresult_countries"} <= {line["model"] for line in history}


def test_the_pages_of_the_office_lead_to_each_other(client, editor):
    result = published()
    response = client.get(reverse("admin:subsidies_publicresult_change", args=[result.pk]))
    assert (response.status_code, response.url) == (302, page_of(result.application))
    assert TITLE in client.get(LIST).text
    assert TITLE in client.get(f"{LIST}{result.pk}/history/").text
    assert client.get(page_of(result.application) + "withdraw/").status_code == 405
