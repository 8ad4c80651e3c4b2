"""The year's end in the back-office, on a wide screen and on a narrow one, with axe on each page; nothing of it needs JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ..subsidies.settled_cases import granted, settled
from ..subsidy_factories import (
    CeilingFactory,
    FinanceFactory,
    LedgerEntryFactory,
    SchemeFactory,
    SchemeVersionFactory,
    publish,
    submitted,
)
from .test_subsidies_office import look, signed_in

pytestmark = pytest.mark.browser


@pytest.fixture
def year(transactional_db, live_server):
    """Two schemes: a grant that is open, one that was settled lower than was paid, and one in which the ledger is wrong."""
    granted()
    settled(granted(1_800_00), "settle-lower", 900_50, lowering_ground="4:46-1")
    other = CeilingFactory(scheme=SchemeFactory(slug="publieksevenementen", code="PE", name_nl="Publieksevenementen"))
    publish(SchemeVersionFactory(ceiling=other))
    wrong = submitted(ceiling=other, requested=500_00)
    LedgerEntryFactory(application=wrong, source="possible", target="granted", amount=500_00)
    return timezone.localdate().year


@pytest.mark.parametrize("width", [1280, 320])
def test_the_accounts_are_read_and_what_differs_is_named(year, live_server, browser, width):
    found, address = [], live_server.url
    page = signed_in(browser, address, FinanceFactory(), width, java_script_enabled=False)
    page.goto(address + reverse("admin:index"))
    page.get_by_role("link", name=f"Jaarrekening {year}").click()
    expect(page.get_by_role("heading", name="Het grootboek komt niet overeen")).to_be_visible()
    expect(page.get_by_text("een verschil van € 500")).to_be_visible()
    page.get_by_label("Stand aan het einde van").fill((timezone.localdate() + timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Tonen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.context.close()
    page = signed_in(browser, address, FinanceFactory(), width)
    names = {
        "accounts": reverse("admin:subsidies_ledgerentry_year", args=[year]),
        "accounts-before": reverse("admin:subsidies_ledgerentry_year", args=[year - 1]),
        "accounts-refused": reverse("admin:subsidies_ledgerentry_year", args=[year]) + "?dag=1999-01-01",
        "obligations": reverse("admin:subsidies_ledgerentry_open", args=[year]),
        "start": reverse("admin:index"),
        "ledger": reverse("admin:subsidies_ledgerentry_changelist"),
    }
    for name, path in names.items():
        page.goto(address + path)
        look(page, width, found, name)
    assert found == []
    page.context.close()
