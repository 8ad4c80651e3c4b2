"""The files of a report: made by a job of snapshots alone, the same bytes each time; and a draft of the next plan."""

import io
import subprocess
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from deventer_intl.media import private_storage
from deventer_intl.models import ReportBuild
from deventer_intl.policy import report_tasks
from deventer_intl.policy.actions import build as actions
from deventer_intl.policy.actions.next_plan import draft
from deventer_intl.policy.actions.snapshot import content_of
from deventer_intl.policy.figures import figures_of
from deventer_intl.policy.report import words_of
from deventer_intl.policy.report.runs import texts_of
from globalgoals.models import Indicator, PolicyPlan, Unit

from ...conftest import sign_in
from ...factories import CountryFactory, UserFactory
from ...policy_factories import (
    AmbitionFactory,
    IndicatorFactory,
    MeasurementFactory,
    PastDecisionFactory,
    PolicyChapterFactory,
    PolicyPlanFactory,
    PolicySnapshotFactory,
    ReportTextFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """A plan with a typed figure and a subsidy of 2023, of which a snapshot was taken."""
    plan = PolicyPlanFactory(title_nl="Nota 2021-2026")
    chapter = PolicyChapterFactory(plan=plan, number=1, title_nl="Handel")
    ambition = AmbitionFactory(chapter=chapter, text_nl="Wij willen meer handel.", section="1")
    indicator = IndicatorFactory(
        ambition=ambition, name_nl="Bijdrage", unit=Unit.EURO, side="effort", target=Decimal(9000)
    )
    MeasurementFactory(indicator=indicator, year=2023, value=Decimal("10000.05"), source="Jaarrekening 2023")
    PastDecisionFactory(
        year=2023, amount=1_234_56, purpose="Pompen bij scholen", country=CountryFactory(name_nl="Oeganda")
    )
    ReportTextFactory(
        plan=plan,
        text_nl="## Terugblik\n\nHet ging **goed**, zie [de site](https://voorbeeld.example).\n\n- eerste\n- tweede",
    )
    kept(plan, 2023)
    return plan


def kept(plan, year):
    return PolicySnapshotFactory(
        plan=plan, year=year, content=content_of(plan, year, date(2026, 11, 28)) | {"provisional": False}
    )


def made(plan):
    """Return a build that was asked for and made, with the bytes of its files."""
    build = actions.request_build(plan=plan, by=UserFactory())
    report_tasks.build_report(build_id=build.pk)
    build.refresh_from_db()
    assert build.state == ReportBuild.State.DONE, build.error
    return build, {ending: content_of_file(file["name"]) for ending, file in build.files.items()}


def content_of_file(name):
    with private_storage().open(name) as file:
        return file.read()


def text_of(content, tmp_path):
    (tmp_path / "a.pdf").write_bytes(content)
    return subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout


def texts_beside(element):
    """Return the texts that stand for pictures, in an element of the structure of a PDF and in all below it."""
    element = element.get_object()
    if not isinstance(element, dict):
        return [text for each in element for text in texts_beside(each)] if isinstance(element, list) else []
    own = [element["/Alt"]] if "/Alt" in element else []
    return own + (texts_beside(element["/K"]) if "/K" in element else [])


def test_figures_stand_in_both_files_to_the_cent(plan, tmp_path):
    build, files = made(plan)
    assert (build.steps_done, build.steps) == (3, 3)
    text = text_of(files["pdf"], tmp_path)
    assert "10.000,05" in text and "1.234,56" in text and "Wij willen meer handel." in text and "Terugblik" in text
    assert plan.snapshots.get().sha256[:20] in text.replace("\n", "")
    document = Document(io.BytesIO(files["docx"]))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "10.000,05" in cells and "1.234,56" in cells and "Wij willen meer handel." in words
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "List Bullet"] == [
        "eerste",
        "tweede",
    ]
    assert document.core_properties.language == "nl"
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert any("2023: €" in words for words in described) and "Oeganda: 1" in described


def test_the_pdf_is_accessible(plan):
    _build, files = made(plan)
    pdf = PdfReader(io.BytesIO(files["pdf"]))
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "nl" and root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert len(pdf.pages) > 3
    alternatives = texts_beside(root["/StructTreeRoot"])
    # The chart of a figure, and the map.
    assert any("2023: € 10.000,05" in text.replace("\xa0", " ") for text in alternatives)
    assert "Oeganda: 1" in alternatives


def test_two_builds_of_one_snapshot_are_the_same_bytes_whatever_the_day(plan):
    with time_machine.travel(date(2026, 11, 28), tick=False):
        first, files = made(plan)
    MeasurementFactory(indicator=Indicator.objects.get(), year=2024, value=Decimal(1))
    with time_machine.travel(date(2027, 3, 1), tick=False):
        second, again = made(plan)
    assert files == again
    assert {ending: file["sha256"] for ending, file in first.files.items()} == {
        ending: file["sha256"] for ending, file in second.files.items()
    }


def test_who_makes_a_build_second_changes_nothing_of_it(plan):
    first, _files = made(plan)
    late = ReportBuild(pk=first.pk, plan=plan, snapshots=first.snapshots, texts=first.texts, steps=3)
    actions.make(build=late)
    actions.give_up(build=late, error=RuntimeError("too late"))
    again = ReportBuild.objects.get()
    assert (again.state, again.files, again.done_at, again.error) == ("done", first.files, first.done_at, "")


def test_another_snapshot_is_another_file(plan):
    _first, files = made(plan)
    MeasurementFactory(indicator=Indicator.objects.get(), year=2022, value=Decimal(77))
    kept(plan, 2022)
    _second, again = made(plan)
    assert files["pdf"] != again["pdf"] and files["docx"] != again["docx"]


def test_without_a_snapshot_or_while_one_is_made_nothing_is_asked(plan):
    with pytest.raises(ValidationError, match="momentopname"):
        actions.request_build(plan=PolicyPlanFactory(first_year=2015, last_year=2020, reckoned_from=2015), by=None)
    actions.request_build(plan=plan, by=None)
    with pytest.raises(ValidationError, match="al een rapportage"):
        actions.request_build(plan=plan, by=None)
    assert ReportBuild.objects.count() == 1


def test_what_fails_says_why_and_can_be_asked_again(plan, monkeypatch):
    build = actions.request_build(plan=plan, by=None)

    def fails(*_args):
        raise OSError("no room on the disk")

    monkeypatch.setitem(actions.WRITERS, "docx", fails)
    report_tasks.build_report(build_id=build.pk)
    build.refresh_from_db()
    assert (build.state, build.files) == (ReportBuild.State.FAILED, {}) and "no room on the disk" in build.error
    monkeypatch.undo()
    assert made(plan)[0].pk != build.pk


def test_a_build_that_a_dead_worker_left_is_made_anew(plan):
    build = actions.request_build(plan=plan, by=None)
    actions.progress(build, 1)
    report_tasks.build_report(build_id=build.pk)
    build.refresh_from_db()
    assert build.state == ReportBuild.State.DONE


def test_everybody_gets_the_files_that_are_ready(client, plan):
    address = f"/beleid/rapportage/{plan.slug}/"
    build, files = made(plan)
    page = client.get(address).content.decode()
    for ending in ("pdf", "docx"):
        own = reverse("policy:report_file", args=[plan.slug, build.pk, ending])
        assert own in page
        answer = client.get(own)
        assert b"".join(answer.streaming_content) == files[ending]
        assert "attachment" in answer["Content-Disposition"] and "sandbox" in answer["Content-Security-Policy"]
    assert client.get(reverse("policy:report_file", args=[plan.slug, build.pk, "exe"])).status_code == 404
    other = PolicyPlanFactory(first_year=2015, last_year=2020, reckoned_from=2015)
    assert client.get(reverse("policy:report_file", args=[other.slug, build.pk, "pdf"])).status_code == 404


def test_staff_ask_for_files_on_a_page(client, plan):
    staff = UserFactory(is_staff=True, is_superuser=True)
    sign_in(client, staff)
    page = reverse("admin:deventer_intl_reportbuild_ask", args=[plan.slug])
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    assert client.post(page).status_code == 422
    listed = client.get(reverse("admin:deventer_intl_reportbuild_changelist")).content.decode()
    assert "0 van 3" in listed


def test_markdown_keeps_its_styles():
    [heading, text, item] = texts_of("# Kop\n\nEen *woord* `code`\nverder\n\n1. punt")
    assert (heading.style, text.style, item.style) == ("heading", "paragraph", "item")
    assert [(run.text, run.is_italic) for run in text.runs if run.is_italic] == [("woord", True)]


def test_the_next_plan_is_drafted_with_indicators_and_without_figures(plan):
    made = draft(plan=plan, first_year=2027, last_year=2030, by=UserFactory())
    assert (made.slug, made.published_on, made.follows, made.reckoned_from) == ("2027-2030", None, plan, 2027)
    old, new = Indicator.objects.order_by("pk")
    assert (new.name_nl, new.unit, new.target, new.slug) == (old.name_nl, old.unit, None, f"{old.slug}-2027-2030")
    assert words_of(made).chapters[0].ambitions[0].text == "Wij willen meer handel."
    new = Indicator.objects.select_related("ambition__chapter__plan").get(pk=new.pk)
    assert not any(figure.is_known for figure in figures_of([new], made.years, date(2027, 6, 1))[new.pk])


@pytest.mark.parametrize(("first", "last"), [(2026, 2030), (2030, 2027), (2020, 2021)])
def test_years_that_cannot_be_are_refused(plan, first, last):
    with pytest.raises(ValidationError):
        draft(plan=plan, first_year=first, last_year=last, by=None)
    assert PolicyPlan.objects.count() == 1


def test_the_text_stands_beside_its_state(client, plan):
    page = client.get(reverse("policy:text", args=[plan.slug])).content.decode()
    assert "Wij willen meer handel." in page and "10.000,05" in page
    text = client.get(reverse("policy:text_markdown", args=[plan.slug])).content.decode()
    assert "### Ambitie" in text and "2023: €\N{NO-BREAK SPACE}10.000,05" in text
