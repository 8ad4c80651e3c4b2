"""The dashboard as a visitor reads it, without script too; a reader of the council follows a chapter; an editor makes the files."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from playwright.sync_api import expect

from deventer_intl.models import ReportBuild
from deventer_intl.policy import following, report_tasks
from deventer_intl.policy.actions.snapshot import content_of
from globalgoals.models import Indicator, PolicyPlan
from organisations.models import Organisation, User
from subsidies.models import Scheme

from ..policy_factories import MeasurementFactory, PastDecisionFactory, PastEventFactory, PolicySnapshotFactory
from .test_backoffice import open_back_office  # noqa: F401
from .test_goals import look, page  # noqa: F401

pytestmark = pytest.mark.browser


@pytest.fixture
def figures(portal):
    """Fictitious figures of companies on missions, and subsidies and missions that were imported of 2023."""
    companies = Indicator.objects.get(slug="exporterende-bedrijven")
    for year, value in ((2021, 512), (2022, 530), (2023, 561), (2025, 604)):
        MeasurementFactory(indicator=companies, year=year, value=Decimal(value), source="Verzonnen tabel van het CBS")
    saxion, scheme = Organisation.objects.get(slug="saxion"), Scheme.objects.get(slug="internationale-samenwerking")
    PastDecisionFactory(
        scheme=scheme, organisation=saxion, year=2023, amount=2_500_50, purpose="Een verzonnen project", goal_id=6
    )
    PastEventFactory(year=2023, kind="mission", title="Verzonnen reis naar Riga", companies=9)
    return companies


def test_a_visitor_goes_from_the_overview_to_the_records_behind_a_figure(portal, page, figures):  # noqa: F811
    found = []
    page.goto(f"{portal}/")
    if page.has_script:
        page.get_by_role("button", name="Menu", exact=True).click()
    page.goto(f"{portal}/beleid/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beleid en resultaten")
    look(page, found)
    page.get_by_label("Jaar", exact=True).select_option("2023")
    page.get_by_role("button", name="Tonen").click()
    expect(page.get_by_role("table").first).to_contain_text("Bedrijven mee op handelsreis")
    look(page, found)
    page.goto(f"{portal}/beleid/?jaar=2050")
    expect(page.get_by_role("alert")).to_contain_text("Kies een jaar van deze nota")
    look(page, found)
    page.get_by_role("heading", name="Internationale handel en export bevorderen").get_by_role("link").click()
    expect(page.get_by_text("Wij stellen ons ten doel om met het Internationaal Beleid")).to_be_visible()
    look(page, found)
    page.get_by_role("link", name="Bedrijven mee op handelsreis", exact=True).first.click()
    look(page, found)
    page.get_by_role("link", name=re.compile("de gegevens van 2023")).click()
    expect(page.get_by_role("row", name=re.compile("Verzonnen reis naar Riga"))).to_contain_text("ingelezen")
    look(page, found)
    page.goto(f"{portal}/beleid/cijfers/exporterende-bedrijven/")
    expect(page.get_by_text("niet bekend").first).to_be_visible()
    look(page, found)
    page.goto(f"{portal}/zoeken/?q=subsidie+internationale+samenwerking&soort=cijfer")
    look(page, found)
    page.get_by_role("link", name="Subsidie internationale samenwerking", exact=True).click()
    expect(page.get_by_text("Lichtere balk: ingelezen")).to_be_visible()
    page.get_by_role("link", name=re.compile("de gegevens van 2023")).click()
    expect(page.get_by_role("table", name="Per Global Goal, 2023")).to_contain_text("€\N{NO-BREAK SPACE}2.500,50")
    look(page, found)
    page.get_by_role("link", name=re.compile(r"^6\. ")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Schoon water")
    page.goto(f"{portal}/beleid/2021-2026/tekst/")
    look(page, found)
    page.goto(f"{portal}/en/beleid/2021-2026/2/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Creating synergy")
    look(page, found)
    assert found == []


def test_a_reader_of_the_council_follows_a_chapter_and_is_mailed_what_changed(portal, page, open_back_office, figures):  # noqa: F811
    found = []
    page.goto(f"{portal}/beheer/")
    open_back_office(page)
    reader = User.objects.get(email="beheer@voorbeeld.example")
    reader.is_superuser = False
    reader.save()
    reader.groups.add(Group.objects.get(name="readers"))
    page.goto(f"{portal}/beleid/volgen/")
    page.get_by_role("button", name=re.compile("Volg.*1. Internationale handel")).click()
    expect(page.get_by_text("U volgt dit")).to_be_visible()
    look(page, found)
    MeasurementFactory(indicator=figures, year=2024, value=Decimal(590), measured_on=date(2024, 12, 31))
    for user in {each.user for each in following.ChapterSubscription.objects.all()}:
        following.tell(user=user)
    assert "2024: niet bekend → 590" in mail.outbox[-1].body
    page.goto(portal + re.search(r"https?://[^/]+(/\S*/stop/\S+)", mail.outbox[-1].body)[1])
    look(page, found)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("U volgt dit hoofdstuk niet meer")
    look(page, found)
    assert found == []


def test_an_editor_makes_the_files_of_a_report_and_drafts_the_next_plan(portal, page, open_back_office, figures):  # noqa: F811
    plan, found = PolicyPlan.objects.get(), []
    PolicySnapshotFactory(plan=plan, year=2023, content=content_of(plan, 2023, date(2026, 11, 28)))
    page.goto(f"{portal}/beheer/")
    open_back_office(page)
    page.goto(f"{portal}/beheer/deventer_intl/policysnapshot/plan/2021-2026/")
    page.get_by_role("link", name="Maak de bestanden van de rapportage").click()
    look(page, found)
    page.get_by_role("button", name="Maak de bestanden").click()
    expect(page.get_by_text("De rapportage wordt gemaakt.")).to_be_visible()
    look(page, found)
    report_tasks.build_report(build_id=ReportBuild.objects.get().pk)
    page.goto(f"{portal}/beleid/rapportage/2021-2026/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download als PDF").click()
    assert download.value.suggested_filename == "rapportage-2021-2026.pdf"
    look(page, found)
    page.goto(f"{portal}/beheer/globalgoals/policyplan/{plan.pk}/doen/volgende/")
    page.get_by_label("eerste jaar").fill("2026")
    page.get_by_label("laatste jaar").fill("2030")
    page.get_by_role("button", name="Maak hiervan een concept").click()
    expect(page.get_by_text("Dit zijn jaren van een andere nota.").first).to_be_visible()
    look(page, found)
    page.get_by_label("eerste jaar").fill("2027")
    page.get_by_role("button", name="Maak hiervan een concept").click()
    page.goto(f"{portal}/beleid/2027-2030/")
    expect(page.get_by_text("concept: alleen ambtenaren zien dit")).to_be_visible()
    look(page, found)
    assert found == []
