"""Schemes without code, the amounts of ceilings, the next year, and the draw."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from subsidies.actions import ceiling as ceilings
from subsidies.actions import scheme as actions
from subsidies.models import Ceiling, CeilingVersion, Scheme, SchemeVersion, SealedSeed
from subsidies.reckoning import lottery
from tests.conftest import sign_in
from tests.factories import OrganisationFactory, UserFactory
from tests.subsidy_factories import (
    AMSTERDAM,
    CeilingFactory,
    CeilingVersionFactory,
    CriterionFactory,
    EligibilityQuestionFactory,
    EvidenceFactory,
    OfficerFactory,
    PurposeFactory,
    SchemeFactory,
    SchemeVersionFactory,
    publish,
    submitted,
)

pytestmark = pytest.mark.django_db
YEAR = 2026
NOON = datetime(YEAR, 3, 2, 12, tzinfo=AMSTERDAM)


@pytest.fixture
def march():
    with time_machine.travel(NOON, tick=False):
        yield


def version_form(ceiling, **answers):
    """Return what a browser sends of the form for rules."""
    sets = ("purpose_set", "criterion_set", "evidence_set", "eligibilityquestion_set")
    management = {f"{name}-{part}": 0 for name in sets for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {
        "ceiling": ceiling.pk,
        "in_force_from": "2026-03-02",
        "summary_nl": "Een voucher voor wie wil exporteren.",
        "conditions_nl": "U bent gevestigd in Deventer.",
        "rules_nl": "Artikel 1. Een voucher.",
        "legal_basis": "Voorbeeldregeling",
        "opens_at_0": "2026-03-02",
        "opens_at_1": "00:00",
        "closes_at_0": "2026-12-01",
        "closes_at_1": "17:00",
        "activity_from": "2026-03-02",
        "activity_until": "2026-12-31",
        "applicant_sectors": ["2"],
        "sign_in": "email",
        "maximum_amount": "€ 2.500",
        "advance_share": "100",
        "path_a_up_to": "1.250,50",
        "clock_start": "received",
        "decision_weeks": "8",
        "supplement_days": "14",
        "view_days": "14",
        "offer_days": "14",
        "report_weeks": "13",
        "settlement_weeks": "13",
        "payment_weeks": "6",
        "terms_move": "on",
        "distribution": "arrival-day",
        "freed_money_returns": "on",
        **management,
        **answers,
    }


PARTS = {
    "purpose_set-TOTAL_FORMS": 1,
    "purpose_set-0-label_nl": "Marktonderzoek",
    "purpose_set-0-position": 1,
    "eligibilityquestion_set-TOTAL_FORMS": 1,
    "eligibilityquestion_set-0-label_nl": "Bent u gevestigd in Deventer?",
    "eligibilityquestion_set-0-reason_nl": "De regeling is voor ondernemers uit Deventer.",
    "eligibilityquestion_set-0-passes_with_yes": "on",
    "eligibilityquestion_set-0-position": 1,
}


def test_staff_make_a_third_scheme_without_code_and_somebody_applies(march, as_role):
    officer = as_role("subsidy officers")
    scheme = {"name_nl": "Exportvouchers", "slug": "exportvouchers", "code": "EV", "position": 3}
    assert officer.post(reverse("admin:subsidies_scheme_add"), scheme).status_code == 302
    scheme = Scheme.objects.get(code="EV")
    assert officer.post(reverse("admin:subsidies_ceiling_add"), {"scheme": scheme.pk, "year": YEAR}).status_code == 302
    ceiling = Ceiling.objects.get()
    add = reverse("admin:subsidies_schemeversion_add")
    assert officer.get(f"{add}?ceiling={ceiling.pk}").status_code == 200
    response = officer.post(add, version_form(ceiling, **PARTS))
    assert response.status_code == 302, response.context["adminform"].form.errors
    version = SchemeVersion.objects.get()
    assert (version.number, version.maximum_amount, version.path_a_up_to) == (1, 2_500_00, 1_250_50)
    assert version.applicant_sectors == [2]

    publishing = reverse("admin:subsidies_schemeversion_publish", args=[version.pk])
    assert "Awb 4:27" in officer.get(publishing).text
    assert officer.post(publishing).status_code == 422
    amount = {"amount": "10.000", "published_on": "2026-03-01", "in_force_from": "2026-03-01"}
    assert officer.post(reverse("admin:subsidies_ceiling_amount", args=[ceiling.pk]), amount).status_code == 302
    assert "Marktonderzoek" in officer.get(publishing).text
    assert officer.post(publishing).status_code == 302
    version.refresh_from_db()
    assert version.published_at and ceiling.rules() == version

    application = submitted(ceiling=ceiling, organisation=OrganisationFactory(), requested=2_500_00)
    assert application.reference == "EV-2026-0001"
    assert "7.500" not in officer.get(reverse("admin:subsidies_ceiling_changelist")).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"maximum_amount": "-5"},
        {"maximum_amount": "1,250"},
        {"minimum_amount": "3.000"},
        {"path_b_up_to": "1"},
        {"closes_at_0": "2026-03-01"},
        {"closes_at_0": "2026-03-02", "closes_at_1": "00:00"},
        {"activity_until": "2026-01-01"},
        {"maximum_share": "101"},
        {"clock_start": "fixed"},
        {"decision_weeks": "0"},
        {"applicant_sectors": ["99"]},
        {"eligibilityquestion_set-0-position": "7"},
        {"eligibilityquestion_set-TOTAL_FORMS": "7"},
    ],
)
def test_rules_that_make_no_sense_are_refused(march, as_role, wrong):
    ceiling = CeilingFactory()
    response = as_role("subsidy officers").post(
        reverse("admin:subsidies_schemeversion_add"), version_form(ceiling, **{**PARTS, **wrong})
    )
    assert response.status_code in (200, 422)
    assert not SchemeVersion.objects.exists()


def whole(**values):
    values = {"conditions_nl": "Voorwaarden", "rules_nl": "Artikel 1", **values}
    version = SchemeVersionFactory(**values)
    if not version.ceiling.versions.exists():
        CeilingVersionFactory(ceiling=version.ceiling)
    PurposeFactory(version=version)
    return version


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"conditions_nl": ""}, "voorwaarden"),
        ({"rules_nl": ""}, "regels"),
        ({"distribution": "tender"}, "criterium"),
        ({"distribution": "lottery"}, "hash"),
        ({"distribution": "pro-rata"}, "kleinste"),
        ({"in_force_from": date(YEAR, 6, 1)}, "aanvragen begint"),
    ],
)
def test_rules_are_not_published_before_they_are_whole(march, values, word):
    version = whole(**values)
    with pytest.raises(ValidationError) as error:
        actions.publish(version=version, by=OfficerFactory())
    assert word in str(error.value)
    version.refresh_from_db()
    assert version.published_at is None


def test_a_new_version_copies_everything_and_leaves_what_was_sent_in(march, as_role):
    old = whole()
    for part in (CriterionFactory, EvidenceFactory, EligibilityQuestionFactory):
        part(version=old)
    officer = as_role("subsidy officers")
    actions.publish(version=old, by=officer.user)
    application = submitted(ceiling=old.ceiling)
    address = reverse("admin:subsidies_schemeversion_new", args=[old.pk])
    assert officer.post(address, {"in_force_from": "2026-03-01"}).status_code == 422
    assert officer.post(address, {"in_force_from": "2026-04-01"}).status_code == 302
    assert officer.post(address, {"in_force_from": "2026-04-01"}).status_code == 422
    new = old.ceiling.scheme_versions.get(number=2)
    for model in actions.PARTS:
        labels = [[part.label_nl for part in actions.parts_of(version, model).all()] for version in (old, new)]
        assert labels[0] == labels[1] != []
    assert officer.get(reverse("admin:subsidies_schemeversion_change", args=[new.pk])).status_code == 200
    actions.publish(version=new, by=officer.user)
    application.refresh_from_db()
    assert application.version == old
    assert (old.ceiling.rules(date(YEAR, 3, 31)), old.ceiling.rules(date(YEAR, 4, 1))) == (old, new)


def test_published_rules_are_read_and_neither_changed_nor_removed(march, as_role):
    version, officer = publish(whole()), as_role("subsidy officers")
    address = reverse("admin:subsidies_schemeversion_change", args=[version.pk])
    assert "Maak hiervan een nieuwe versie" in officer.get(address).text
    assert officer.post(address, version_form(version.ceiling)).status_code == 403
    assert (
        officer.post(reverse("admin:subsidies_schemeversion_delete", args=[version.pk]), {"post": "yes"}).status_code
        == 403
    )
    draft = SchemeVersionFactory(ceiling=version.ceiling, number=2)
    PurposeFactory(version=draft)
    assert (
        officer.post(reverse("admin:subsidies_schemeversion_delete", args=[draft.pk]), {"post": "yes"}).status_code
        == 302
    )
    assert list(SchemeVersion.objects.all()) == [version]


def test_carrying_over_shows_makes_and_makes_nothing_double():
    with time_machine.travel(datetime(2028, 11, 2, 12, tzinfo=AMSTERDAM), tick=False):
        first = whole(
            closes_at=datetime(2028, 2, 29, 17, tzinfo=AMSTERDAM),
            activity_until=date(2028, 2, 29),
            maximum_amount=500_00,
        )
        publish(first)
        other = whole(ceiling=CeilingFactory(scheme=SchemeFactory(slug="pe", code="PE", name_nl="Publieksevenementen")))
        officer = OfficerFactory()
        assert [each.there for each in actions.to_carry_over(2028)] == [None]
        made = actions.carry_over(year=2028, by=officer)
        assert actions.carry_over(year=2028, by=officer) == []
        copy = SchemeVersion.objects.get(ceiling__year=2029)
        assert made == [copy]
        assert timezone.localtime(copy.closes_at) == datetime(2029, 2, 28, 17, tzinfo=AMSTERDAM)
        assert (copy.activity_until, copy.in_force_from, copy.published_at) == (
            date(2029, 2, 28),
            date(2029, 1, 1),
            None,
        )
        assert (copy.maximum_amount, copy.purpose_set.count()) == (500_00, 1)
        assert not copy.ceiling.versions.exists()
        assert not other.ceiling.scheme.ceilings.filter(year=2029).exists()


def test_carrying_over_by_page(march, as_role):
    publish(whole())
    officer, address = as_role("subsidy officers"), reverse("admin:subsidies_scheme_carry_over")
    assert officer.get(address).status_code == 200
    assert "€ 43.000" in officer.get(f"{address}?year={YEAR}").text.replace("\u00a0", " ")
    assert not SchemeVersion.objects.filter(ceiling__year=YEAR + 1).exists()
    assert officer.post(address, {"year": "veel"}).status_code == 422
    assert officer.post(address, {"year": YEAR}).status_code == 302
    draft = SchemeVersion.objects.get(ceiling__year=YEAR + 1)
    amount = officer.get(reverse("admin:subsidies_ceiling_amount", args=[draft.ceiling_id]))
    assert 'value="43.000"' in amount.text
    assert as_role("deciders").get(address).status_code == 403


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"published_on": "2026-03-03"}, "published_on"),
        ({"published_on": "2025-11-30"}, "published_on"),
        ({"in_force_from": "2026-02-28"}, "in_force_from"),
        ({"amount": "43.000"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"reason": ""}, "reason"),
    ],
)
def test_an_amount_that_was_not_published_so_is_refused(march, as_role, answers, field):
    ceiling = CeilingVersionFactory().ceiling
    given = {"amount": "40.000", "published_on": "2026-03-01", "in_force_from": "2026-03-01", "reason": "Bezuiniging"}
    address = reverse("admin:subsidies_ceiling_amount", args=[ceiling.pk])
    response = as_role("subsidy officers").post(address, {**given, **answers})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert ceiling.versions.count() == 1


def test_a_lowering_leaves_who_came_before_and_the_page_says_so(march, as_role):
    application, officer = submitted(requested=42_000_00), as_role("subsidy officers")
    ceiling = application.ceiling
    address = reverse("admin:subsidies_ceiling_amount", args=[ceiling.pk])
    assert "4:27 lid 2" in officer.get(address).text
    given = {"amount": "20.000", "published_on": "2026-03-02", "in_force_from": "2026-03-03", "reason": "Bezuiniging"}
    assert officer.post(address, given).status_code == 302
    assert ceiling.version_for(date(YEAR, 3, 2)).amount == 43_000_00
    assert ceiling.version_for(date(YEAR, 3, 3)).amount == 20_000_00
    assert "Bezuiniging" in officer.get(reverse("admin:subsidies_ceiling_change", args=[ceiling.pk])).text


def test_ledger_is_read_filtered_and_exported_and_never_written(march, as_role):
    application = submitted(title="=1+1", requested=1_200_00)
    for role in ("subsidy officers", "finance", "readers"):
        client = as_role(role)
        address = reverse("admin:subsidies_ledgerentry_changelist")
        assert application.reference in client.get(f"{address}?q={application.reference}&target=possible").text
        assert application.reference in client.get(reverse("admin:subsidies_ledgerentry_export", args=["csv"])).text
        entry = application.entries.get()
        assert client.post(reverse("admin:subsidies_ledgerentry_change", args=[entry.pk]), {}).status_code == 403
        assert client.post(reverse("admin:subsidies_ledgerentry_add"), {}).status_code == 403


def draw(**values):
    ceiling = CeilingFactory(year=YEAR)
    return whole(ceiling=ceiling, distribution="lottery", opens_at=NOON + timedelta(days=9), **values)


def test_the_seed_of_a_draw_is_read_nowhere_before_it_is_revealed(march, as_role):
    version, officer = draw(closes_at=NOON + timedelta(days=20)), as_role("subsidy officers")
    ceiling = version.ceiling
    page = reverse("admin:subsidies_ceiling_change", args=[ceiling.pk])
    reveal = reverse("admin:subsidies_ceiling_reveal", args=[ceiling.pk])
    assert officer.post(reveal).status_code == 422
    assert officer.post(reverse("admin:subsidies_ceiling_seed", args=[ceiling.pk])).status_code == 302
    seed = SealedSeed.objects.get().seed
    ceiling.refresh_from_db()
    assert ceiling.seed_commitment == lottery.commitment(seed)
    assert officer.post(reverse("admin:subsidies_ceiling_seed", args=[ceiling.pk])).status_code == 302
    assert SealedSeed.objects.get().seed == seed
    actions.publish(version=version, by=officer.user)
    assert officer.post(reveal).status_code == 422
    history = reverse("admin:subsidies_ceiling_history", args=[ceiling.pk])
    export = reverse("admin:subsidies_ceiling_export", args=["csv"])
    for address in (page, history, export):
        assert seed not in officer.get(address).text
    assert not ceiling.events.exclude(seed="").exists()
    with time_machine.travel(NOON + timedelta(days=21), tick=False):
        sign_in(officer, officer.user)
        assert officer.post(reveal).status_code == 302
        assert seed in officer.get(page).text
    ceiling.refresh_from_db()
    assert lottery.verify(ceiling.seed, ceiling.seed_commitment)


def test_lots_among_equals_need_a_seed_before_the_window_closes(march):
    version = whole(distribution="arrival-day", opens_at=NOON - timedelta(days=9), closes_at=NOON + timedelta(days=9))
    actions.publish(version=version, by=OfficerFactory())
    with time_machine.travel(NOON + timedelta(days=10), tick=False), pytest.raises(ValidationError) as error:
        ceilings.make_seed(ceiling=version.ceiling, by=OfficerFactory())
    assert error.value.code == "closed"
    ceilings.make_seed(ceiling=version.ceiling, by=OfficerFactory())
    sealed = SealedSeed.objects.get()
    with pytest.raises(ValidationError):
        ceilings.reveal_seed(ceiling=version.ceiling, by=OfficerFactory())
    with time_machine.travel(NOON + timedelta(days=10), tick=False):
        ceilings.reveal_seed(ceiling=version.ceiling, by=OfficerFactory())
    version.ceiling.refresh_from_db()
    assert version.ceiling.seed == sealed.seed


def test_an_equal_share_draws_no_lots(march):
    version = whole(distribution="pro-rata", smallest_useful=100_00)
    with pytest.raises(ValidationError) as error:
        ceilings.make_seed(ceiling=version.ceiling, by=OfficerFactory())
    assert error.value.code == "no-lots"


def test_postgresql_keeps_what_was_published_about_a_draw(march, as_serving_role):
    ceiling = draw().ceiling
    ceilings.make_seed(ceiling=ceiling, by=OfficerFactory())
    for statement in [
        "UPDATE subsidies_ceiling SET seed_commitment = repeat('0', 64)",
        "UPDATE subsidies_ceiling SET seed = repeat('0', 64)",
        "UPDATE subsidies_sealedseed SET seed = repeat('0', 64)",
        "DELETE FROM subsidies_sealedseed",
    ]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE subsidies_ceiling SET seed = (SELECT seed FROM subsidies_sealedseed)")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE subsidies_ceiling SET seed = ''")


def test_rules_and_amounts_are_for_officers_alone(march):
    version, stranger = whole(), UserFactory(is_staff=True)
    for work in (
        lambda: actions.publish(version=version, by=stranger),
        lambda: actions.new_version(version=version, in_force_from=date(YEAR, 5, 1), by=stranger),
        lambda: actions.carry_over(year=YEAR, by=stranger),
        lambda: ceilings.make_seed(ceiling=version.ceiling, by=stranger),
        lambda: ceilings.publish_amount(
            ceiling=version.ceiling, amount=1, published_on=NOON.date(), in_force_from=NOON.date(), by=stranger
        ),
    ):
        with pytest.raises(PermissionDenied):
            work()
    assert CeilingVersion.objects.count() == 1
