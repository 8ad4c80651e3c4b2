"""Assessing by several, ties that shut cases, and the glass that is broken where nobody is left."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from subsidies.actions import assessing, deciding, glass, handling, ties
from subsidies.assessments import overview_of, scores_of
from subsidies.models import Application, Assessment, GlassBreak, Tie
from subsidies.permissions import may
from subsidies.reckoning import scoring
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.subsidy_factories import (
    CriterionFactory,
    DeciderFactory,
    DecisionFactory,
    OfficerFactory,
    SchemeVersionFactory,
    TieFactory,
    composed,
    publish,
    ready,
    submitted,
)

pytestmark = pytest.mark.django_db


def test_a_score_is_the_weighted_average_to_the_hundredth():
    assert scoring.score([{1: 7, 2: 8}, {1: 6, 2: 8}], {1: 2, 2: 1}) == Decimal("70.00")
    assert scoring.score([{1: 1, 2: 0, 3: 0}], {1: 1, 2: 1, 3: 1}) == Decimal("3.33")
    assert scoring.score([], {1: 1}) is None


@pytest.mark.parametrize("points", [{}, {1: 11}, {1: -1}, {1: 5, 2: 5}, {1: True}, {1: 5.0}])
def test_points_that_cannot_be_are_refused(points):
    with pytest.raises(ValueError):
        scoring.score([points], {1: 1})


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(1, 50)), min_size=1, max_size=8))
def test_a_score_stays_within_its_bounds_and_near_the_fraction(pairs):
    points = {n: each for n, (each, _weight) in enumerate(pairs)}
    weights = {n: weight for n, (_points, weight) in enumerate(pairs)}
    found = scoring.score([points], weights)
    assert 0 <= found <= 100
    assert abs(Fraction(found) - scoring.exact(points, weights)) <= Fraction(1, 200)


@pytest.fixture
def case():
    version = SchemeVersionFactory()
    CriterionFactory(version=version, weight=2), CriterionFactory(version=version, label_nl="Bereik", weight=1)
    publish(version)
    application = submitted()
    handling.declare_complete(application=application, by=OfficerFactory())
    application.refresh_from_db()
    return application


def points_of(application, *points):
    return dict(zip([each.pk for each in application.version.criterion_set.all()], points, strict=True))


def test_several_assess_and_the_score_is_their_average(case):
    first, second = OfficerFactory(), OfficerFactory()
    assessing.assess(application=case, by=first, points=points_of(case, 3, 3), comment="Zwak.")
    assessing.assess(application=case, by=first, points=points_of(case, 7, 8), comment="Toch goed.")
    assessing.assess(application=case, by=second, points=points_of(case, 6, 8), comment="Goed.")
    assert Assessment.objects.count() == 2
    assert scores_of([case]) == {case.pk: Decimal("70.00")}
    TieFactory(user=first, organisation=case.organisation)
    assert [(each.assessment.assessor, each.is_tied) for each in overview_of(case).columns] == [
        (first, True),
        (second, False),
    ]


@pytest.mark.parametrize("points", [(11, 1), (-1, 1)])
def test_points_outside_the_scale_are_refused_with_a_text(case, points):
    with pytest.raises(ValidationError):
        assessing.assess(application=case, by=OfficerFactory(), points=points_of(case, *points))
    with pytest.raises(ValidationError):
        assessing.assess(application=case, by=OfficerFactory(), points={})
    assert not Assessment.objects.exists()


def test_a_scheme_with_criteria_hands_over_only_what_was_assessed(case):
    officer = OfficerFactory()
    with pytest.raises(ValidationError) as error:
        handling.advise(application=case, by=officer)
    assert error.value.code == "unassessed"
    assessing.assess(application=case, by=officer, points=points_of(case, 7, 8))
    handling.advise(application=case, by=officer)
    with pytest.raises(ValidationError):
        assessing.assess(application=case, by=officer, points=points_of(case, 9, 9))


def test_no_assessor_decides_in_the_action_nor_in_the_database(case):
    both, other = UserFactory(is_staff=True, is_superuser=True), OfficerFactory()
    assessing.assess(application=case, by=both, points=points_of(case, 7, 8))
    handling.advise(application=case, by=other)
    case.refresh_from_db()
    composed(case)
    assert not may(both, "decide", case)
    with pytest.raises(PermissionDenied):
        deciding.decide(application=case, by=both)
    with pytest.raises(DatabaseError, match="does not decide"), transaction.atomic():
        DecisionFactory(application=case, assessed_by=other, decided_by=both)
    deciding.decide(application=case, by=DeciderFactory())


def test_only_officers_assess_and_never_with_a_tie(case):
    officer = OfficerFactory()
    ties.declare(organisation=case.organisation, nature="Zus van de voorzitter", by=officer)
    for user in (officer, DeciderFactory(), UserFactory(is_staff=True)):
        with pytest.raises(PermissionDenied):
            assessing.assess(application=case, by=user, points=points_of(case, 7, 8))


def test_a_tie_is_declared_once_and_ended_by_its_own_person():
    officer, organisation = OfficerFactory(), OrganisationFactory()
    tie = ties.declare(organisation=organisation, nature="Buurman", by=officer)
    assert ties.declare(organisation=organisation, nature="Nog eens", by=officer) == tie
    with pytest.raises(PermissionDenied):
        ties.end(tie=tie, by=DeciderFactory())
    with pytest.raises(ValidationError):
        ties.declare(organisation=OrganisationFactory(), nature="  ", by=officer)
    with pytest.raises(PermissionDenied):
        ties.declare(organisation=organisation, nature="Buurman", by=UserFactory())
    ties.end(tie=tie, by=officer)
    assert not Tie.objects.active().exists()


def test_ties_are_declared_on_their_page_and_those_of_others_are_for_deciders(as_role):
    officer, decider = as_role("subsidy officers"), as_role("deciders")
    organisation = OrganisationFactory(name="Stichting Voorbeeld")
    add, listed = reverse("admin:subsidies_tie_add"), reverse("admin:subsidies_tie_changelist")
    assert f"?organisation={organisation.pk}" in officer.get(add, {"q": "voorbeeld"}).content.decode()
    address = f"{add}?organisation={organisation.pk}"
    assert officer.post(address, {"nature": ""}).status_code == 422
    assert officer.post(address, {"nature": "Mijn zus is penningmeester"}).status_code == 302
    assert officer.get(f"{add}?organisation=9x").status_code == 404
    tie = Tie.objects.get()
    end = reverse("admin:subsidies_tie_end", args=[tie.pk])
    assert "Mijn zus" in decider.get(listed).content.decode()
    assert decider.post(end).status_code == 403
    other = as_role("subsidy officers")
    assert "Mijn zus" not in other.get(listed).content.decode()
    assert other.post(end).status_code == 404
    assert officer.post(end).status_code == 302
    tie.refresh_from_db()
    assert tie.ended_at


def test_glass_is_broken_only_where_nobody_else_can():
    application = ready(submitted())
    tied, other, officer = DeciderFactory(), DeciderFactory(name="K. Ander"), application.assessed_by
    TieFactory(user=tied, organisation=application.organisation)
    assert glass.openable(tied) == []
    with pytest.raises(ValidationError, match=r"K\. Ander"):
        glass.break_glass(application=application, reason="Haast", by=tied)
    MembershipFactory(user=other, organisation=application.organisation)
    assert glass.openable(tied) == [application]
    with pytest.raises(ValidationError):
        glass.break_glass(application=application, reason=" ", by=tied)
    mail.outbox.clear()
    broken = glass.break_glass(application=application, reason="Niemand anders", by=tied)
    assert sorted(message.to[0] for message in mail.outbox) == sorted(user.email for user in (tied, other, officer))
    assert list(Application.objects.for_staff(tied)) == [application]
    assert glass.openable(other) == []
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        assert list(Application.objects.for_staff(tied)) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        GlassBreak.objects.filter(pk=broken.pk).update(reason="Anders")


def test_broken_glass_lets_nobody_decide_on_an_own_assessment(case):
    both = UserFactory(is_staff=True, is_superuser=True)
    assessing.assess(application=case, by=both, points=points_of(case, 7, 8))
    handling.advise(application=case, by=both)
    TieFactory(user=both, organisation=case.organisation)
    assert glass.openable(both) == []
    with pytest.raises(ValidationError):
        glass.break_glass(application=case, reason="Haast", by=both)


def test_the_page_of_the_glass_names_what_may_be_opened_and_all_see_why(as_role):
    decider, reader = as_role("deciders"), as_role("finance")
    application = ready(submitted(title="Geheime titel"))
    TieFactory(user=decider.user, organisation=application.organisation)
    address = reverse("admin:subsidies_application_glass")
    page = decider.get(address).content.decode()
    assert application.reference in page and "Geheime titel" not in page
    assert reader.get(address).status_code == 403
    assert address in decider.get(reverse("admin:index")).content.decode()
    assert decider.post(address, {"reference": "IS-1999-0001", "reason": "x"}).status_code == 422
    assert decider.post(address, {"reference": application.reference, "reason": ""}).status_code == 422
    answer = decider.post(address, {"reference": application.reference, "reason": "Niemand anders is er."})
    assert answer.status_code == 302 and decider.get(answer["Location"]).status_code == 200
    assert "Niemand anders is er." in reader.get(answer["Location"]).content.decode()
    # To the officer and to the decider; the reason stays in the portal.
    assert mail.outbox and not any("Niemand anders" in message.body for message in mail.outbox)


def test_the_page_to_assess_keeps_points_and_shows_them(as_role, case):
    officer = as_role("subsidy officers")
    address = reverse("admin:subsidies_application_act", args=[case.pk, "assess"])
    stamp = officer.get(address).context["stamp"]
    first, second = points_of(case, 7, 8)
    data = {f"points_{first}": "7", f"points_{second}": "11", "comment": "Goed.", "stamp": stamp}
    officer.post(address, data)
    assert not Assessment.objects.exists()
    assert officer.post(address, data | {f"points_{second}": "8"}).status_code == 302
    page = officer.get(reverse("admin:subsidies_application_change", args=[case.pk])).content.decode()
    assert "73" in page and "Goed." in page
    assert officer.get(address).context["form"].initial[f"points_{second}"] == 8
