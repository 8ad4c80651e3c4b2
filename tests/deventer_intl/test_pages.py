import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.template import engines
from django.urls import reverse
from django.utils import timezone, translation

from organisations.models import Organisation

from ..factories import CountryPresenceFactory, OrganisationFactory, PageFactory

pytestmark = pytest.mark.django_db

PAGES = [
    "/", "/organisaties/", "/organisaties/?land=ug", "/organisaties/?q=xqxqxq", "/organisaties/saxion/", "/landen/", "/landen/ro/",
    "/landen/nl/", "/steden/", "/steden/sibiu/", "/steden/riga/", "/steden/rostock/", "/steden/bezoeken/", "/hanze/", "/hanze/2018/",
    "/hanze/?land=nl&status=lid", "/hanze/2021/", "/netwerken/", "/netwerken/kerngroep-deventer4globalgoals/",
    "/global-goals/", "/global-goals/4/", "/global-goals/4/organisaties/", "/global-goals/overzicht/", "/zoeken/", "/zoeken/?q=sibiu", "/over/", "/privacy/", "/toegankelijkheid/",
    "/subsidies/", "/subsidies/internationale-samenwerking/", "/subsidies/publieksevenementen/",
    "/subsidies/publieksevenementen/kan-ik-aanvragen/", "/subsidies/internationale-samenwerking/regels/",
]  # fmt: skip


def test_every_page_opens_in_three_languages(loaded, client):
    for prefix, language in [("", "nl"), ("/en", "en"), ("/de", "de")]:
        for page in PAGES:
            response = client.get(prefix + page)
            assert response.status_code == 200, prefix + page
            assert f'<html lang="{language}">' in response.text
            assert "default-src 'none'" in response["Content-Security-Policy"]
            assert "unsafe" not in response["Content-Security-Policy"]
            assert 'style="' not in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/xx/", "/organisaties/bestaat-niet/", "/organisaties/..%2f..%2fetc/", "/landen/zz/", "/landen/" + "u" * 300 + "/",
        "/global-goals/0/", "/global-goals/18/", "/global-goals/99999999999999999999/", "/global-goals/0/organisaties/", "/global-goals/6/iets/", "/fr/organisaties/", "/steden/x/", "/netwerken/x/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_404_in_our_look(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "Deventer Internationaal" in response.text


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ff%fe", "land=%f0%28", "pagina=-1", "pagina=1000000000", "q=" + "a" * 10_000, "land=ug&land=ug", "doel=1&doel=99",
     "q=%27%29%3b--", "sorteer=%00", "q=a%3A%2A%26%21", "taal=xx", "=&=", "q[]=1"],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/organisaties/", "/zoeken/", "/organisaties.csv", "/organisaties.json"])
def test_bad_input_is_never_an_error(client, address, query):
    OrganisationFactory()
    # The search over everything says what is wrong with a text that is too long.
    expected = 422 if address == "/zoeken/" and len(query) > 1_000 else 200
    assert client.get(f"{address}?{query}").status_code == expected


def test_hidden_organisation_shows_nowhere(client):
    hidden = CountryPresenceFactory(
        organisation__status=Organisation.Status.HIDDEN, organisation__name="Geheim Genootschap"
    ).organisation
    PageFactory()
    for address in [
        "/",
        "/organisaties/",
        "/landen/",
        "/landen/ug/",
        "/zoeken/?q=geheim",
        "/organisaties.csv",
        "/sitemap.xml",
    ]:
        response = client.get(address)
        assert response.status_code == 200
        assert hidden.name not in response.text
        assert hidden.slug not in response.text
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_contact_shows_only_by_consent(client):
    organisation = OrganisationFactory(
        email="iemand@voorbeeld.example", contact_name="Iemand Voorbeeld", phone="0570 000000"
    )
    page = client.get(organisation.get_absolute_url()).text
    assert not any(secret in page for secret in ["iemand@", "Iemand Voorbeeld", "0570"])
    organisation.shows_contact = True
    organisation.save()
    from django.core.cache import caches

    caches["pages"].clear()
    page = client.get(organisation.get_absolute_url()).text
    assert all(secret in page for secret in ["iemand@", "Iemand Voorbeeld", "0570"])


def test_csv_and_json_hold_exactly_what_is_filtered(client):
    CountryPresenceFactory(organisation__name="=1+1", organisation__slug="formule")
    OrganisationFactory(name="Niet in Oeganda")
    rows = list(csv.DictReader(io.StringIO(client.get("/organisaties.csv?land=ug").content.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["'=1+1"]
    assert rows[0]["countries"] == "Oeganda"
    data = json.loads(client.get("/organisaties.json?land=ug").content)
    assert [row["name"] for row in data["organisations"]] == ["=1+1"]


def test_htmx_gets_the_results_alone(client):
    OrganisationFactory(name="Stichting Alleen")
    response = client.get("/organisaties/", headers={"HX-Request": "true"})
    assert "Stichting Alleen" in response.text
    assert "<html" not in response.text
    assert "HX-Request" in response["Vary"]


def test_markdown_shows_html_as_text(client):
    organisation = OrganisationFactory(description_nl="<script>alert(1)</script> **vet** [x](javascript:alert(1))")
    page = client.get(organisation.get_absolute_url()).text
    assert "<strong>vet</strong>" in page
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_missing_translation_falls_back_and_says_so(client):
    organisation = OrganisationFactory(summary_nl="Alleen Nederlands")
    page = client.get("/en" + organisation.get_absolute_url()).text
    assert '<p class="lead" lang="nl">Alleen Nederlands</p>' in page


def test_health_says_what_is_wrong(client):
    def problems():
        response = client.get("/healthz")
        assert response.status_code == (503 if response.json()["problems"] else 200)
        return response.json()["problems"]

    def execute(sql, *moments):
        with connection.cursor() as cursor:
            cursor.execute(sql, [timezone.now() - moment for moment in moments])

    assert problems() == ["no worker runs"]
    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", timedelta(minutes=5))
    assert problems() == ["no worker runs"]
    execute("UPDATE procrastinate_workers SET last_heartbeat = %s", timedelta(seconds=20))
    assert problems() == []
    execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at) VALUES ('default', 'x', %s)",
        timedelta(hours=1),
    )
    assert problems() == ["jobs are waiting longer than they should"]


def test_security_txt_comes_from_the_settings(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@voorbeeld.example"
    from django.core.cache import caches

    caches["pages"].clear()
    assert "Contact: mailto:security@voorbeeld.example" in client.get("/.well-known/security.txt").text


def test_sitemap_has_every_language(client):
    organisation = OrganisationFactory()
    text = client.get(reverse("sitemap")).text
    for prefix in ("", "/en", "/de"):
        assert f"{prefix}{organisation.get_absolute_url()}</loc>" in text


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("nl", "27 november 2026, vrijdag 27 november 2026, 27 november"),
        ("en", "27 November 2026, Friday 27 November 2026, 27 November"),
        ("de", "27. November 2026, Freitag, 27. November 2026, 27. November"),
    ],
)
def test_each_language_writes_a_day_in_its_own_way(language, shown):
    form = '{{ day|date }}, {{ day|with_weekday }}, {{ day|date:"MONTH_DAY_FORMAT" }}{{ none|with_weekday }}'
    with translation.override(language):
        assert engines["django"].from_string(form).render({"day": date(2026, 11, 27), "none": None}) == shown
