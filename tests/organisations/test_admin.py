import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from deventer_intl import spreadsheets
from organisations.models import Network, Organisation, Picture, User

from ..conftest import sign_in as sign_in_with_second_factor
from ..factories import CountryPresenceFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:organisations_organisation_changelist")
IMPORT = reverse("admin:organisations_organisation_import")


@pytest.fixture
def as_role(client):
    """Return a function that signs in as somebody with a role."""

    def sign_in(role):
        user = UserFactory(email=f"{role.replace(' ', '.')}@voorbeeld.example", is_staff=True, name=role)
        user.groups.add(Group.objects.get(name=role))
        sign_in_with_second_factor(client, user)
        return client

    return sign_in


def test_stranger_and_member_get_no_back_office(client):
    organisation = OrganisationFactory(name="Geheim", status="hidden")
    change = reverse("admin:organisations_organisation_change", args=[organisation.pk])
    for address in [LIST, IMPORT, change, reverse("admin:organisations_organisation_export", args=["csv"])]:
        assert client.get(address).status_code == 302
        client.force_login(UserFactory())
        response = client.get(address)
        assert response.status_code == 302 and "login" in response["Location"]
        client.logout()


def test_reader_sees_and_exports_but_changes_nothing(as_role):
    organisation = OrganisationFactory(name="Stichting Een", email="iemand@voorbeeld.example")
    client = as_role("readers")
    assert "Stichting Een" in client.get(LIST).text
    assert client.get(IMPORT).status_code == 403
    change = reverse("admin:organisations_organisation_change", args=[organisation.pk])
    assert client.post(change, {"name": "Anders"}).status_code == 403
    exported = client.get(reverse("admin:organisations_organisation_export", args=["csv"]))
    assert "Stichting Een" in exported.text
    assert "iemand@" not in exported.text
    history = reverse("admin:organisations_organisation_history", args=[organisation.pk])
    page = client.get(history)
    assert page.status_code == 200 and "Zet deze versie terug" not in page.text
    event = organisation.events.order_by("pgh_id").first()
    assert client.post(f"{history}{event.pk}/").status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_export_holds_what_is_on_screen_and_imports_as_the_same(as_role, kind):
    CountryPresenceFactory(organisation__name="Stichting Een", organisation__sector=3, organisation__shows_contact=True)
    OrganisationFactory(name="Stichting Twee", sector=4)
    client = as_role("editors")
    address = reverse("admin:organisations_organisation_export", args=[kind])
    response = client.get(address, {"q": "stichting", "sector__exact": "3"})
    sheet = spreadsheets.read(f"x.{kind}", b"".join(response))
    assert [cells[0] for _number, cells in sheet.rows] == ["Stichting Een"]
    page = client.post(IMPORT, {"file": SimpleUploadedFile(f"x.{kind}", b"".join(response))})
    assert page.context["plan"].ignored == []
    assert [row.action for row in page.context["plan"].rows] == ["same"], page.context["plan"].rows[0]


def test_export_of_any_list_has_its_columns(as_role):
    CountryPresenceFactory(country__name_nl="Oeganda")
    response = as_role("readers").get(reverse("admin:organisations_country_export", args=["csv"]), {"q": "oeganda"})
    assert response.content.decode("utf-8-sig").split("\r\n")[1].split(";")[:2] == ["Oeganda", "Uganda"]


def test_export_refuses_what_means_nothing(as_role):
    client = as_role("editors")
    assert client.get(reverse("admin:organisations_organisation_export", args=["exe"])).status_code == 404
    address = reverse("admin:organisations_organisation_export", args=["csv"])
    assert client.get(address, {"nonsense__exact": "1"}).status_code == 302
    assert client.get(address, {"p": "-1", "o": "99.x"}).status_code in {200, 302}


def upload(client, *lines):
    content = "\r\n".join(["naam;sector", *lines]).encode("cp1252")
    return client.post(IMPORT, {"file": SimpleUploadedFile("lijst.csv", content)})


def test_import_asks_shows_and_saves(as_role):
    ours = OrganisationFactory(name="Stichting Deventer - Roemenië")
    client = as_role("editors")
    page = upload(client, "St. Deventer-Roemenie;zorg", "Café Español;cultuur")
    assert Organisation.objects.count() == 1
    assert "Het is Stichting Deventer - Roemenië" in page.text
    assert "Lees dit alles in" not in page.text
    # Choosing shows what the choice means; only that is carried out.
    page = client.post(IMPORT, {"sheet": page.context["sheet"], "row-2": str(ours.pk)})
    assert Organisation.objects.count() == 1
    assert "St. Deventer-Roemenie" in page.text and "Lees dit alles in" in page.text
    response = client.post(IMPORT, {"sheet": page.context["sheet"], "row-2": str(ours.pk)})
    assert response["Location"] == LIST
    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["Café Español", "St. Deventer-Roemenie"]
    event = ours.events.order_by("-pgh_id").first()
    assert event.pgh_context["user"]


def test_import_shows_again_what_changed_in_the_meantime(as_role):
    client = as_role("editors")
    page = upload(client, "Een;zorg")
    sheet = page.context["sheet"]
    shown = client.post(IMPORT, {"sheet": sheet, "row-2": "leave-out"})
    assert shown.status_code == 200
    assert Organisation.objects.count() == 0


def test_import_refuses_a_forged_or_old_preview(as_role):
    client = as_role("editors")
    sheet = upload(client, "Een;zorg").context["sheet"]
    page = client.post(IMPORT, {"sheet": sheet[:-3] + "abc"})
    assert "Dit voorbeeld is te oud" in page.text
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize(
    "file", [None, SimpleUploadedFile("x.csv", b""), SimpleUploadedFile("x.xlsx", b"PK\x03\x04bom")]
)
def test_import_of_no_file_says_so(as_role, file):
    page = as_role("editors").post(IMPORT, {"file": file} if file else {})
    assert page.status_code == 422
    assert 'class="errorlist"' in page.text


def test_history_shows_differences_and_restores(as_role):
    organisation = OrganisationFactory(name="Stichting Oud", website="https://oud.example")
    organisation.name = "Stichting Nieuw"
    organisation.save()
    client = as_role("editors")
    history = reverse("admin:organisations_organisation_history", args=[organisation.pk])
    page = client.get(history).text
    assert "<del>Stichting Oud</del>" in page and "<ins>Stichting Nieuw</ins>" in page
    first = organisation.events.order_by("pgh_id").first()
    assert client.get(f"{history}{first.pk}/")["Location"] == history
    organisation.refresh_from_db()
    assert organisation.name == "Stichting Nieuw"
    page = client.post(f"{history}{first.pk}/", follow=True).text
    organisation.refresh_from_db()
    assert organisation.name == "Stichting Oud"
    assert "Teruggezet zoals het was op" in page
    other = OrganisationFactory().events.first()
    assert client.post(f"{history}{other.pk}/").status_code == 404


def test_restore_that_cannot_be_says_so(as_role):
    organisation = OrganisationFactory(name="Stichting Oud")
    organisation.name = "Stichting Nieuw"
    organisation.save()
    OrganisationFactory(name="stichting oud")
    client = as_role("editors")
    history = reverse("admin:organisations_organisation_history", args=[organisation.pk])
    first = organisation.events.order_by("pgh_id").first()
    assert "Dit kan niet worden teruggezet" in client.post(f"{history}{first.pk}/", follow=True).text


def test_front_page_counts_what_needs_attention(as_role):
    OrganisationFactory(summary_nl="Alleen Nederlands")
    client = as_role("editors")
    waiting = {item.label: item.count for item in client.get(reverse("admin:index")).context["waiting"]}
    assert list(waiting.values()) == [1, 0, 1, 1]
    for item in client.get(reverse("admin:index")).context["waiting"]:
        assert len(client.get(item.url).context["cl"].result_list) == item.count
    assert as_role("readers").get(reverse("admin:index")).context["waiting"] == []


def test_every_admin_page_opens(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    user.groups.add(Group.objects.get(name="shelter city"))
    sign_in_with_second_factor(client, user)
    from django.contrib import admin

    CountryPresenceFactory()
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        response = client.get(reverse(f"{name}_changelist"), {"q": "é'%"})
        assert response.status_code == 200
        assert "unsafe" not in response["Content-Security-Policy"]
        if model_admin.has_add_permission(response.wsgi_request):
            assert client.get(reverse(f"{name}_add")).status_code == 200
        for record in model.objects.all()[:1]:
            assert client.get(reverse(f"{name}_change", args=[record.pk])).status_code == 200
            assert client.get(reverse(f"{name}_history", args=[record.pk])).status_code == 200


def test_demo_makes_an_account_for_each_role_in_development_only(client, settings, capsys, folder):
    settings.DEBUG, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "000000"
    call_command("demo")
    call_command("demo")
    # Four eyes take a colleague in two of them.
    assert User.objects.filter(is_staff=True).count() == Group.objects.count() + 2
    assert not Group.objects.filter(user=None).exists()
    members = User.objects.filter(is_staff=False).values_list("memberships__role", flat=True)
    assert set(members) == {"owner", "editor", None}
    [email, password] = next(line.split("  ") for line in capsys.readouterr().out.splitlines() if "readers" in line)
    page = client.post(reverse("account_login"), {"login": email, "password": password}, follow=True)
    assert page.redirect_chain[-1][0].startswith(reverse("mfa_authenticate"))
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get(reverse("admin:index")).status_code == 200
    kinds = [picture.kind for picture in Organisation.objects.get(slug="voorbeeld-schoon-water").pictures.all()]
    assert kinds == ["logo", "photo", "photo"]
    assert all("tekening" in alt for alt in Picture.objects.values_list("alt_nl", flat=True))
    secretary = User.objects.get(email="secretary@demo.example")
    assert Network.objects.entered_by(secretary).get().secretary == secretary
    settings.DEBUG = False
    with pytest.raises(CommandError, match="development only"):
        call_command("demo")
