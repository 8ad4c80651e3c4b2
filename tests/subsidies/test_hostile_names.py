"""Names that are meant to do harm, on their way out: a formula in a spreadsheet, a path in a zip."""

import csv
import io
import zipfile

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from deventer_intl import spreadsheets
from subsidies.actions import deciding, paying
from subsidies.case_archive import safe_name
from tests.factories import OrganisationFactory
from tests.subsidy_factories import (
    AttachmentFactory,
    DeciderFactory,
    DecisionFactory,
    FinanceFactory,
    ready,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db

HOSTILE = [
    '=HYPERLINK("http://kwaad.example";"Klik")',
    "+31 570",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\x0b=1+1",
    "een\x0btwee\x07",
]
each_name = pytest.mark.parametrize("name", HOSTILE)
each_kind = pytest.mark.parametrize("kind", list(spreadsheets.FORMATS))


def cells_of(kind, content):
    """Return every cell of a file as text; of .xlsx none may be a formula, of .ods none may carry one."""
    if kind == "csv":
        text = content.decode("utf-8-sig")
        return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row]
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert not any(cell.data_type == "f" for row in sheet for cell in row)
    else:
        assert b"table:formula" not in zipfile.ZipFile(io.BytesIO(content)).read("content.xml")
    found = spreadsheets.read(f"x.{kind}", content)
    return [*found.header, *(cell for _number, row in found.rows for cell in row)]


def assert_harmless(cells, name):
    """The name is there, and no cell begins as a formula does."""
    assert any(plain_text(name) in plain_text(cell) for cell in cells)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)


def plain_text(text):
    return "".join(character for character in text if character.isalnum())


@each_kind
@each_name
def test_the_list_of_cases_is_exported_without_a_formula(as_role, kind, name):
    submitted(title=name, organisation=OrganisationFactory(name=name))
    response = as_role("subsidy officers").get(reverse("admin:subsidies_application_export", args=[kind]))
    assert response.status_code == 200
    assert_harmless(cells_of(kind, response.content), name)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@each_name
def test_a_payment_order_is_handed_over_without_a_formula(as_role, kind, name):
    application = ready(submitted(account_holder=name))
    clerk = as_role("finance")
    deciding.announce(decision=take_decision(application=application), by=DeciderFactory())
    order = paying.order(payments=application.payments.all(), by=FinanceFactory())
    paying.approve(order=order, by=clerk.user)
    response = clerk.get(reverse("admin:subsidies_paymentorder_file", args=[order.pk, kind]))
    assert response.status_code == 200
    assert_harmless(cells_of(kind, response.content), name)


@each_name
def test_the_register_is_published_without_a_formula(client, name):
    DecisionFactory(
        application=submitted(organisation=OrganisationFactory(name=name)),
        public_title=name,
        public_summary=name,
        announced_at=timezone.now(),
    )
    response = client.get("/subsidies/register.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert_harmless([cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row], name)


@example("../../etc/passwd")
@example("..\\..\\x.exe")
@example("plan\x00.pdf")
@example("fdp\u202e.exe")
@example("😀" * 200 + ".pdf")
@example("CON.pdf")
@example("...")
@given(st.text(max_size=300))
def test_a_name_in_an_archive_is_one_part_of_a_path_on_any_system(name):
    taken = set()
    names = [safe_name(name, taken) for _n in range(3)]
    assert len({each.casefold() for each in names}) == 3
    for found in names:
        assert found.strip(" .") and not set(found) & set('/\\\x00\u202e:"<>|?*')
        assert len(found.encode()) < 255
        assert found.partition(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL"}


def test_a_file_of_a_hostile_name_opens_from_the_zip_of_its_case(as_role, tmp_path):
    case = submitted()
    for name in ("../../../tmp/kwaad.pdf", "fdp\u202e.exe", "😀" * 190 + ".pdf", "CON.pdf", "a\x0b.pdf"):
        AttachmentFactory(application=case, file_name=name)
    response = as_role("subsidy officers").post(reverse("admin:subsidies_application_archive", args=[case.pk]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    archive.extractall(tmp_path / "zaak")
    assert len(list((tmp_path / "zaak" / "documenten").iterdir())) == 5
    assert [each.name for each in tmp_path.iterdir()] == ["zaak"]
