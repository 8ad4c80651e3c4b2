"""Editors enter, correct and import; readers look."""

import re
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from deventer_intl.policy import attention, measuring_forms
from deventer_intl.policy.importing.kinds import headers_of
from deventer_intl.policy.reckoned import Reckoner
from globalgoals.models import Indicator, Measurement, PastImport, PolicyPlan, Unit
from subsidies.models import PastDecision

from ...conftest import sign_in
from ...factories import OrganisationFactory, UserFactory
from ...policy_factories import (
    AmbitionFactory,
    IndicatorFactory,
    MeasurementFactory,
    PastDecisionFactory,
    PolicyPlanFactory,
)
from ...subsidy_factories import SchemeFactory

pytestmark = pytest.mark.django_db
TYPED = {"value": "1.250", "measured_on": "2024-01-02", "source": "CBS", "unit": "number", "about": ""}
ROW = "2023;IS;43.000;Stichting Een;Een school;{};EUR;01-03-2023;;;"


def as_role(client, role):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    sign_in(client, user)
    return user


@pytest.fixture
def editor(client):
    return as_role(client, "editors")


def measure_page(indicator, year=2023):
    return reverse("admin:globalgoals_indicator_measure", args=[indicator.pk, year])


def test_figures_to_bring_up_to_date_wait_for_who_keeps_them(client, editor):
    year = timezone.localdate().year
    plan = PolicyPlanFactory(slug="nu", first_year=year, last_year=year)
    mine, nobodys, theirs, fresh = (
        IndicatorFactory(ambition__chapter__plan=plan, owner=owner)
        for owner in (editor, None, UserFactory(is_staff=True), editor)
    )
    MeasurementFactory(indicator=fresh, year=year, measured_on=timezone.localdate())
    [waiting] = attention.waiting(editor)
    assert waiting.count == 2 and str(waiting.url) in client.get(reverse("admin:index")).content.decode()
    assert set(client.get(waiting.url).context["cl"].queryset) == {mine, nobodys}
    everything = client.get(waiting.url.replace("mijn", "alle")).context["cl"].queryset
    assert set(everything) == {mine, nobodys, theirs}
    assert list(attention.waiting(UserFactory(is_staff=True))) == []


def test_editor_enters_a_figure_and_corrects_it(client, editor):
    indicator = IndicatorFactory()
    response = client.post(measure_page(indicator), TYPED | {"value": "12,5"})
    assert response.status_code == 422 and set(response.context["form"].errors) == {"value"}
    assert client.post(measure_page(indicator), TYPED).status_code == 302
    first = Measurement.objects.get()
    assert (first.value, first.recorded_by) == (1250, editor)
    page = client.get(measure_page(indicator))
    assert "1.250" in page.content.decode() and page.context["form"]["about"].value() == str(first.pk)
    again = TYPED | {"value": "1.300", "about": first.pk}
    assert set(client.post(measure_page(indicator), again).context["form"].errors) == {"reason"}
    assert client.post(measure_page(indicator), again | {"reason": "Een tikfout"}).status_code == 302
    figures = client.get(reverse("admin:globalgoals_indicator_figures", args=[indicator.pk]))
    text = figures.content.decode()
    assert "Een tikfout" in text and "<del>1.250</del>" in text and str(editor) in text
    assert [line.value for line in figures.context["lines"]] == ["", "", "1.300", "", "", ""]


def test_who_comes_second_is_told_and_loses_nothing(client, editor):
    indicator = IndicatorFactory()
    other = MeasurementFactory(indicator=indicator, year=2023, value=Decimal(7), source="Ander")
    response = client.post(measure_page(indicator), TYPED | {"value": "8"})
    text = response.content.decode()
    assert response.status_code == 422 and Measurement.objects.count() == 1
    assert 'value="8"' in text and "Ander" in text
    seen = response.context["form"]["about"].value()
    assert (
        client.post(measure_page(indicator), TYPED | {"value": "8", "about": seen, "reason": "Nieuw"}).status_code
        == 302
    )
    assert Measurement.objects.current().get().value == 8
    # Whoever still has the first one open.
    response = client.post(measure_page(indicator), TYPED | {"about": other.pk, "reason": "Ook"})
    assert response.status_code == 422 and "8" in response.context["last_value"]


def test_unit_that_changed_while_the_form_was_open_is_said(client, editor):
    indicator = IndicatorFactory(unit="euro")
    response = client.post(measure_page(indicator), TYPED)
    assert response.status_code == 422 and not Measurement.objects.exists()
    assert response.context["form"]["unit"].value() == "euro"


@pytest.mark.parametrize("year", [2020, 2027, 9999])
def test_year_outside_the_plan_has_no_form(client, editor, year):
    response = client.get(measure_page(IndicatorFactory(), year), follow=True)
    assert response.redirect_chain and str(year) in response.content.decode()


def test_readers_look_and_enter_nothing(client):
    indicator = IndicatorFactory(owner=UserFactory(is_staff=True))
    for role in ("readers", "finance", "deciders", "subsidy officers", "trade office"):
        as_role(client, role)
        page = client.get(reverse("admin:globalgoals_indicator_figures", args=[indicator.pk]))
        assert page.status_code == 200 and "invoeren" not in page.content.decode()
        for address in (
            measure_page(indicator),
            reverse("admin:globalgoals_pastimport_import", args=["decisions"]),
            reverse("admin:globalgoals_pastimport_empty", args=["decisions", "csv"]),
        ):
            assert client.get(address).status_code == client.post(address, TYPED).status_code == 403
    assert not Measurement.objects.exists()


@time_machine.travel("2024-12-28 10:00+01:00", tick=False)
def test_figure_that_became_old_is_said(client):
    as_role(client, "editors")
    indicator = IndicatorFactory(fresh_for=6)
    MeasurementFactory(indicator=indicator, year=2024, measured_on=date(2024, 6, 28))
    MeasurementFactory(indicator=indicator, year=2023)
    lines = client.get(reverse("admin:globalgoals_indicator_figures", args=[indicator.pk])).context["lines"]
    assert [line.figure.year for line in lines if line.is_old] == [2024]


def indicator_form(client, indicator, **changes):
    address = reverse("admin:globalgoals_indicator_change", args=[indicator.pk])
    form = client.get(address).context["adminform"].form
    said = {name: form[name].value() for name in form.fields}
    said = {name: "" if value is None else value for name, value in said.items()}
    return client.post(address, said | changes)


def test_indicator_that_was_measured_keeps_its_unit_and_a_public_one_its_address(client, editor):
    indicator = MeasurementFactory().indicator
    response = indicator_form(client, indicator, unit="euro", slug="anders")
    assert "nieuwe indicator" in str(response.context["adminform"].form.errors["unit"])
    assert indicator_form(client, indicator, name_nl="Andere naam", slug="anders").status_code == 302
    again = Indicator.objects.get(pk=indicator.pk)
    assert (again.name_nl, again.slug, again.unit) == ("Andere naam", indicator.slug, "number")


def test_reckoner_is_chosen_from_the_list_and_says_the_unit(client, editor, monkeypatch):
    reckoner = Reckoner("Bezoeken", Unit.HOURS, by_year=lambda years: {}, records=lambda year: iter(()))
    monkeypatch.setitem(measuring_forms.RECKONERS, "visits", reckoner)
    indicator = IndicatorFactory()
    assert "reckoned_by" in indicator_form(client, indicator, reckoned_by="zomaar").context["adminform"].form.errors
    assert "unit" in indicator_form(client, indicator, reckoned_by="visits").context["adminform"].form.errors
    assert indicator_form(client, indicator, reckoned_by="visits", unit="hours", source="").status_code == 302
    errors = indicator_form(client, indicator, reckoned_by="", source="").context["adminform"].form.errors
    assert errors


def test_plan_is_published_from_its_page(client, editor):
    plan = AmbitionFactory(chapter__plan=PolicyPlanFactory(published_on=None)).chapter.plan
    address = reverse("admin:globalgoals_policyplan_act", args=[plan.pk, "publiceren"])
    assert address in client.get(reverse("admin:globalgoals_policyplan_change", args=[plan.pk])).content.decode()
    assert client.post(address).status_code == 302
    assert PolicyPlan.objects.get().published_on
    assert client.get(reverse("admin:globalgoals_policyplan_delete", args=[plan.pk])).status_code == 403
    assert address not in client.get(reverse("admin:globalgoals_policyplan_change", args=[plan.pk])).content.decode()
    assert PolicyPlan.pgh_event_model.objects.latest("pgh_id").pgh_context["user"] == editor.pk


@pytest.fixture
def world():
    PolicyPlanFactory(), SchemeFactory()
    return OrganisationFactory(name="Stichting Een")


def upload(client, *amounts, name="oud.csv", source="Jaarrekening 2023"):
    lines = [";".join(headers_of("decisions")), *(ROW.format(amount) for amount in amounts)]
    file = SimpleUploadedFile(name, "\r\n".join(lines).encode())
    address = reverse("admin:globalgoals_pastimport_import", args=["decisions"])
    return client.post(address, {"source": source, "file": file})


def confirm(client, page):
    carried = re.search(r'name="carried" value="([^"]+)"', page.content.decode())[1]
    return client.post(page.request["PATH_INFO"], {"carried": carried}, follow=True)


def test_file_is_checked_then_imported_as_it_was_shown(client, editor, world):
    page = upload(client, "1.250,50", "0,51")
    text = page.content.decode().replace("\u00a0", " ")
    assert page.status_code == 200 and "€ 1.251,01" in text and not PastImport.objects.exists()
    done = confirm(client, page)
    made = PastImport.objects.get()
    assert done.redirect_chain[-1][0] == reverse("admin:globalgoals_pastimport_change", args=[made.pk])
    assert (made.file_name, made.rows, made.imported_by, len(made.sha256)) == ("oud.csv", 2, editor, 64)
    assert sorted(made.decisions.values_list("amount", flat=True)) == [51, 125_050]
    # The same file again, and the same answer.
    assert upload(client, "1.250,50", "0,51").status_code == 422
    assert confirm(client, page).status_code == 422
    assert PastDecision.objects.count() == 2


def test_file_with_mistakes_names_them_and_saves_nothing(client, editor, world):
    page = upload(client, "10", "43.000", "=1+1")
    text = page.content.decode()
    assert page.status_code == 422 and "carried" not in text
    assert [(each.row, each.column) for each in page.context["problems"]] == [(3, "bedrag"), (4, "bedrag")]
    assert 'value="Jaarrekening 2023"' in text
    assert not PastImport.objects.exists()


def test_what_changed_since_it_was_shown_is_shown_again(client, editor, world):
    page = upload(client, "10")
    PastDecisionFactory(ceiling=4_300_000, amount=4_299_500)
    again = confirm(client, page)
    assert again.status_code == 422 and not PastDecision.objects.filter(amount=1_000).exists()
    assert [each.column for each in again.context["problems"]] == ["bedrag"]


def test_answer_of_another_kind_or_made_up_is_refused(client, editor, world):
    page = upload(client, "10")
    carried = re.search(r'name="carried" value="([^"]+)"', page.content.decode())[1]
    other = reverse("admin:globalgoals_pastimport_import", args=["events"])
    assert client.post(other, {"carried": carried}).status_code == 422
    assert client.post(page.request["PATH_INFO"], {"carried": carried + "x"}).status_code == 422
    assert client.post(page.request["PATH_INFO"], {"carried": ""}).status_code == 422
    assert not PastImport.objects.exists()


@pytest.mark.parametrize("content", [b"", b"jaar;regeling\r\n", b"PK\x03\x04kapot", b"\0\1\2", b"jaar;jaar"])
def test_file_that_cannot_be_read_is_refused(client, editor, world, content):
    address = reverse("admin:globalgoals_pastimport_import", args=["decisions"])
    response = client.post(address, {"source": "x", "file": SimpleUploadedFile("f.csv", content)})
    assert response.status_code == 422
    assert client.post(address, {}).status_code == 422
    assert client.get(reverse("admin:globalgoals_pastimport_import", args=["niets"])).status_code == 404


def test_empty_file_has_the_columns(client, editor):
    for kind in ("decisions", "events", "figures"):
        answer = client.get(reverse("admin:globalgoals_pastimport_empty", args=[kind, "csv"]))
        assert answer.content.decode("utf-8-sig").strip() == ";".join(headers_of(kind))
    assert client.get(reverse("admin:globalgoals_pastimport_empty", args=["events", "exe"])).status_code == 404


def test_import_is_taken_back_with_a_reason(client, editor, world):
    confirm(client, upload(client, "10"))
    made = PastImport.objects.get()
    address = reverse("admin:globalgoals_pastimport_take_back", args=[made.pk])
    assert address in client.get(reverse("admin:globalgoals_pastimport_change", args=[made.pk])).content.decode()
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Verkeerd"}).status_code == 302
    assert not PastDecision.objects.exists() and not PastImport.objects.exists()
    assert upload(client, "10").status_code == 200
