"""\"Made in Deventer": companies fill in what they export; everyone finds it, on screen, as data and in print."""

import csv
import io
import shutil
import subprocess

import pytest
from django.core.cache import cache, caches
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deventer_intl import content_stamp, pdf
from organisations import catalogue
from organisations.actions.picture import add as add_picture
from organisations.forms.export import INDUSTRIES
from organisations.models import ExportProfile, Industry, Organisation, Picture, Role, Sector

from ..conftest import sign_in
from ..factories import (
    CompanyFactory,
    CountryFactory,
    ExportProfileFactory,
    MembershipFactory,
    UserFactory,
    kenya,
    romania,
)
from ..images import image, upload
from .test_profile import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]

HERE = "/made-in-deventer/"
reads_pdf = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="apt-get install poppler-utils")


@pytest.fixture
def company():
    return CompanyFactory(name="Voorbeeld Pompen", slug="pompen", website="https://pompen.example/")


@pytest.fixture
def editor(company):
    MembershipFactory(organisation=company)
    return MembershipFactory(organisation=company, role=Role.EDITOR, user__name="Ed").user


def client_of(user):
    client = Client()
    sign_in(client, user)
    return client


def address(name, *args):
    return reverse(f"organisations:{name}", args=args)


SECTION = ("edit_section", "pompen", "export")


def sent(**values):
    return {"is_listed": "on", "industry": "machines", "products_nl": "Pompen van roestvast staal", **values}


def rows(client, query=""):
    text = client.get(f"/made-in-deventer.csv{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def names(client, query=""):
    return [row["name"] for row in rows(client, query)]


def text_of(content):
    printed = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(printed.stdout.decode().split())


# --- Filling it in ---------------------------------------------------------------------------------------------------


def test_an_editor_of_a_company_fills_in_what_it_exports_and_everyone_sees_it(editor, company, client):
    keeper, url = client_of(editor), address(*SECTION)
    assert "Made in Deventer: wat u exporteert" in keeper.get(address("edit_page", "pompen")).text
    countries = [romania().pk, kenya().pk]
    answer = keeper.post(url, {**opened(keeper, url), **sent(countries=countries, since_year="1985")})
    assert answer["Location"] == address("edit_page", "pompen")
    profile = company.export_profile
    assert (profile.since_year, {country.iso2 for country in profile.countries.all()}) == (1985, {"RO", "KE"})
    for page in (client.get(HERE).text, client.get(company.get_absolute_url()).text):
        for text in ("Pompen van roestvast staal", "Machines, metaal en elektronica", "Kenia", "sinds 1985"):
            assert text in page, text
    assert names(client) == ["Voorbeeld Pompen"]
    # What was filled in stands in the form; saved as it is, it changes nothing.
    versions = ExportProfile.pgh_event_model.objects.count()
    assert keeper.post(url, opened(keeper, url)).status_code == 302
    assert ExportProfile.pgh_event_model.objects.count() == versions


def test_a_company_leaves_the_catalogue_and_finds_its_text_again(editor, company, client):
    keeper, url = client_of(editor), address(*SECTION)
    keeper.post(url, {**opened(keeper, url), **sent()})
    off = {name: value for name, value in opened(keeper, url).items() if name != "is_listed"}
    assert keeper.post(url, off).status_code == 302
    assert names(client) == []
    assert "roestvast" not in client.get(company.get_absolute_url()).text
    assert "Pompen van roestvast staal" in keeper.get(url).text
    history = keeper.get(address("page_history", "pompen")).text
    assert "exportprofiel" in history


@pytest.mark.django_db(transaction=True)
def test_an_owner_brings_back_an_earlier_version_with_its_countries(company, client):
    owner = client_of(MembershipFactory(organisation=company).user)
    url = address(*SECTION)
    owner.post(url, {**opened(owner, url), **sent(countries=[kenya().pk])})
    owner.post(url, {**opened(owner, url), **sent(products_nl="Kranen", countries=[])})
    profile = ExportProfile.objects.get()
    assert (profile.products_nl, profile.countries.count()) == ("Kranen", 0)
    first = ExportProfile.pgh_event_model.objects.order_by("pgh_id").first()
    restored = owner.post(address("restore_page", "pompen", "exportprofile", first.pk))
    assert restored.status_code == 302
    profile.refresh_from_db()
    assert profile.products_nl == "Pompen van roestvast staal"
    assert [country.iso2 for country in profile.countries.all()] == ["KE"]


def test_two_who_fill_it_in_at_once_do_not_overwrite_each_other(editor, company):
    url, first, second = address(*SECTION), client_of(editor), client_of(editor)
    begun = opened(first, url)
    assert second.post(url, {**opened(second, url), **sent(products_nl="Kranen")}).status_code == 302
    page = first.post(url, {**begun, **sent(products_nl="Kleppen")})
    assert page.status_code == 409
    assert "Kranen" in page.text and "Kleppen" in page.text
    assert ExportProfile.objects.get().products_nl == "Kranen"


def test_nobody_else_fills_it_in(company):
    stranger = client_of(MembershipFactory().user)
    for method in (stranger.get, stranger.post):
        assert method(address(*SECTION)).status_code == 404
    other = CompanyFactory(sector=Sector.CULTURE, slug="koor")
    singer = client_of(MembershipFactory(organisation=other).user)
    assert singer.post(address("edit_section", "koor", "export"), sent()).status_code == 403
    assert not ExportProfile.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"industry": ""}, "industry"),
        ({"industry": "onzin"}, "industry"),
        ({"products_nl": ""}, "products_nl"),
        ({"products_nl": "x" * 501}, "products_nl"),
        ({"products_en": "\x00"}, "products_en"),
        ({"since_year": "2999"}, "since_year"),
        ({"since_year": "12"}, None),
        ({"countries": ["999999"]}, "countries"),
        ({"countries": ["NL"]}, "countries"),
    ],
)
def test_what_is_not_right_is_answered_at_its_field_and_kept(editor, company, values, field):
    home = CountryFactory(iso2="NL", iso3="NLD", name_nl="Nederland")
    values = {name: [home.pk] if value == ["NL"] else value for name, value in values.items()}
    keeper, url = client_of(editor), address(*SECTION)
    page = keeper.post(url, {**opened(keeper, url), **sent(**values)})
    assert page.status_code == 422
    assert "error-summary" in page.text
    if field:
        assert list(page.context["form"].errors) == [field]
    assert not ExportProfile.objects.exists()
    assert editor.drafts.get().section == "export"


@pytest.mark.parametrize(
    "change",
    ["industry = 'onzin'", "products_nl = ''", "since_year = 12", "since_year = 2999"],
)
def test_the_database_refuses_what_must_never_be(change):
    profile = ExportProfileFactory()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE organisations_exportprofile SET {change} WHERE id = {profile.pk}")
    with pytest.raises(IntegrityError), transaction.atomic():
        ExportProfileFactory(organisation=profile.organisation)


# --- The catalogue ---------------------------------------------------------------------------------------------------


def test_the_catalogue_holds_only_who_wants_to_be_in_it(client):
    there = ExportProfileFactory(organisation__name="Er bij")
    ExportProfileFactory(organisation__name="Liever niet", is_listed=False)
    ExportProfileFactory(organisation__name="Nog niet openbaar", organisation__status=Organisation.Status.DRAFT)
    ExportProfileFactory(organisation__name="Geen bedrijf meer", organisation__sector=Sector.CULTURE)
    CompanyFactory(name="Vulde niets in")
    assert list(ExportProfile.objects.listed()) == [there]
    assert names(client) == ["Er bij"]
    page = client.get(HERE).text
    assert "In de gids staan 3 bedrijven, in deze catalogus 1." in page
    for name in ("Liever niet", "Nog niet openbaar", "Geen bedrijf meer", "Vulde niets in"):
        assert name not in page, name


def test_it_stands_by_industry_then_by_name_in_each_language(client):
    ExportProfileFactory(organisation__name="Stichting Aap", industry=Industry.OTHER)
    ExportProfileFactory(organisation__name="Noot", industry=Industry.FOOD)
    ExportProfileFactory(organisation__name="De Mies", industry=Industry.FOOD)
    ExportProfileFactory(organisation__name="Wim", industry=Industry.BUILDING)
    assert names(client) == ["Wim", "De Mies", "Noot", "Stichting Aap"]
    text = client.get("/de/made-in-deventer.csv").content.decode("utf-8-sig")
    order = [row["name"] for row in csv.DictReader(io.StringIO(text))]
    # Bau before Lebensmittel.
    assert order == ["Wim", "De Mies", "Noot", "Stichting Aap"]
    assert client.get("/en/made-in-deventer/").text.index("Food and") > client.get(HERE).text.index("<h1")
    assert len(INDUSTRIES) == len(set(INDUSTRIES.values())) == len(Industry)


def test_filters_find_by_industry_country_and_words(client):
    pumps = ExportProfileFactory(organisation__name="Pompenfabriek Één", countries=[kenya(), romania()])
    cheese = ExportProfileFactory(
        organisation__name="Kaas", industry=Industry.FOOD, products_nl="Kaas", products_de="Käse", countries=[kenya()]
    )
    for query, expected in {
        "?branche=voeding": [cheese],
        "?land=ro": [pumps],
        "?land=ke": [pumps, cheese],
        "?q=kase": [cheese],
        "?q=een+staal": [pumps],
        "?q=%26%26": [],
        "?q=kaas&land=ro": [],
        "?branche=&land=&q=": [pumps, cheese],
    }.items():
        assert set(names(client, query)) == {each.organisation.name for each in expected}, query
        page = client.get(HERE + query)
        assert {each.pk for each in page.context["page_obj"]} == {each.pk for each in expected}, query
    # Of who exports to Romania the map shows all countries, and the link to print keeps what it can.
    page = client.get(HERE + "?land=ro&q=staal")
    assert {each["name"]: each["count"] for each in page.context["map"].countries} == {"Roemenië": 1, "Kenia": 1}
    assert page.context["printed"] == "?land=ro"


@pytest.mark.parametrize("query", ["?branche=onzin", "?land=zz", "?q=" + "x" * 201, "?q=%00"])
def test_filters_that_are_not_right_are_answered_with_what_is_wrong(client, query):
    ExportProfileFactory()
    page = client.get(HERE + query)
    assert page.status_code == 422
    assert "error-summary" in page.text
    assert client.get("/made-in-deventer.csv" + query).status_code == 422
    if "?q=" not in query:
        assert client.get("/made-in-deventer.pdf" + query).status_code == 422


def test_an_empty_catalogue_says_how_to_come_in(client):
    CompanyFactory()
    page = client.get(HERE).text
    for text in ("De eerste bladzijde is nog leeg", "In de gids staat 1 bedrijf", address("register")):
        assert text in page
    assert 'id="filters"' not in page
    assert "made-in-deventer.pdf" not in page
    assert client.get("/made-in-deventer.pdf").status_code == 200


def test_cells_of_the_open_data_are_no_formulas_and_name_no_person(client):
    ExportProfileFactory(
        organisation__contact_name="Jo Jansen",
        organisation__shows_contact=True,
        shows_contact=True,
        products_nl="=1+1",
        countries=[kenya()],
    )
    [row] = rows(client)
    assert (row["products"], row["countries"]) == ("'=1+1", "Kenia")
    assert "Jo Jansen" not in str(row)
    assert row["address"].startswith("http://testserver/organisaties/bedrijf-")


def test_a_country_and_the_directory_lead_to_it(client):
    ExportProfileFactory(countries=[kenya()])
    ExportProfileFactory(countries=[kenya()], is_listed=False)
    page = client.get("/landen/ke/").text
    assert f"{HERE}?land=ke" in page and "1 bedrijf exporteert hierheen" in page
    assert HERE in client.get("/organisaties/").text


# --- In print --------------------------------------------------------------------------------------------------------


@reads_pdf
def test_it_is_printed_accessibly_in_three_languages(client):
    ExportProfileFactory(
        organisation__name="Voorbeeld Pompen",
        products_nl="Pompen van staal",
        products_en="Pumps of steel",
        countries=[kenya()],
        since_year=1985,
        certificates="ISO 9001",
    )
    ExportProfileFactory(organisation__name="Voorbeeld Kaas", industry=Industry.FOOD, countries=[romania()])
    for prefix, said in {
        "": ["Inhoud", "Machines, metaal en elektronica", "Pompen van staal", "Register op land", "Kenia", "1985"],
        "/en": ["Contents", "Machines, metal", "Pumps of steel", "Index by country", "Kenya", "ISO 9001"],
        "/de": ["Inhalt", "Maschinen, Metall", "Pompen van staal", "Verzeichnis nach Ländern", "Rumänien"],
    }.items():
        answer = client.get(f"{prefix}/made-in-deventer.pdf")
        assert answer["Content-Type"] == "application/pdf"
        assert b"pdfuaid" in answer.content, "tagged for a screen reader (PDF/UA)"
        text = text_of(answer.content)
        for each in said:
            assert each in text, (prefix, each)
    selection = text_of(client.get("/made-in-deventer.pdf?branche=voeding").content)
    assert "Voorbeeld Kaas" in selection and "Voorbeeld Pompen" not in selection
    assert "1 bedrijf · Voeding en landbouw" in selection


@reads_pdf
@pytest.mark.parametrize("on_page", [True, False])
@pytest.mark.parametrize("in_print", [True, False])
def test_a_contact_person_is_printed_only_where_page_and_catalogue_may_show_it(client, on_page, in_print):
    ExportProfileFactory(
        organisation__contact_name="Jo Jansen",
        organisation__email="jo@pompen.example",
        organisation__shows_contact=on_page,
        shows_contact=in_print,
    )
    text = text_of(client.get("/made-in-deventer.pdf").content)
    assert ("Jo Jansen · jo@pompen.example" in text) == (on_page and in_print)
    assert "jo@pompen.example" not in client.get(HERE).text


@reads_pdf
def test_letters_that_our_fonts_lack_are_printed_as_a_question_mark(client):
    ExportProfileFactory(organisation__name="Pompen 世界", products_nl="Staal \u200b🚀 en Łódź, Київ")
    text = text_of(client.get("/made-in-deventer.pdf").content)
    assert "Pompen ??" in text
    assert "Łódź, Київ" in text
    assert pdf.lacking({"text": ["abc é", {"name": "世"}]}) == {"世"}


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_logos_are_printed_with_what_one_sees(client, folder, mode):
    company = CompanyFactory()
    picture = Picture(organisation=company, kind="logo", alt_nl="Een pomp en een druppel")
    add_picture(picture=picture, upload=upload(image("PNG", mode=mode), "logo.png"), by=UserFactory())
    ExportProfileFactory(organisation=company)
    without_file = ExportProfileFactory()
    Picture.objects.create(
        organisation=without_file.organisation, kind="logo", alt_nl="Weg", digest="0" * 32, width=320, height=320
    )
    answer = client.get("/made-in-deventer.pdf")
    assert answer.status_code == 200
    assert answer.content.count(b"/Subtype/Image") == 1
    assert company.pictures.get().small in client.get(HERE).text


def test_it_is_made_once_for_each_content_and_selection(client, monkeypatch):
    profile, made = ExportProfileFactory(countries=[kenya()]), []

    def printed(profiles, selection):
        made.append(selection)
        return b"%PDF"

    monkeypatch.setattr("organisations.views.catalogue.printed", printed)
    for _twice in range(2):
        for query in ("", "?land=ke", "?land=ke&onzin=1", "?q=kaas"):
            caches["pages"].clear()
            assert client.get("/made-in-deventer.pdf" + query).content == b"%PDF"
    assert made == [[], ["Kenia"]]
    client.get("/en/made-in-deventer.pdf")
    assert made[2:] == [[]]
    current = content_stamp.current()
    monkeypatch.setattr(content_stamp, "current", lambda: current + 1)
    assert client.get("/made-in-deventer.pdf").content == b"%PDF"
    assert len(made) == 4, profile


def test_printing_costs_the_same_queries_for_few_and_many(client):
    costs = []
    for number in (2, 12):
        for _each in range(number):
            ExportProfileFactory(countries=[kenya(), romania()])
        cache.clear(), caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/made-in-deventer.pdf").status_code == 200
        costs.append(len([query for query in queries if "deventer_intl_cache" not in query["sql"]]))
    assert costs[0] == costs[1] <= 10


def test_many_companies_have_chapters_alone_in_the_contents(monkeypatch):
    monkeypatch.setattr(catalogue, "MOST_IN_CONTENTS", 1)
    for _two in range(2):
        ExportProfileFactory()
    profiles = list(ExportProfile.objects.listed().by_industry().with_entries())
    assert catalogue.content(profiles, [], {})["contents_depth"] == 1
    assert catalogue.content(profiles[:1], [], {})["contents_depth"] == 2
