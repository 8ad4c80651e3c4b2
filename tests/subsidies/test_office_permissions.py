"""Who of the staff may do what with an application: each role, each action, each state."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from subsidies.actions import handling
from subsidies.models import Application
from subsidies.permissions import may, require, who_and_when
from subsidies.states import State
from tests.factories import MembershipFactory, UserFactory
from tests.subsidy_factories import DeciderFactory, OfficerFactory, submitted, take_decision

pytestmark = pytest.mark.django_db

S = State
OPEN = {S.SUBMITTED, S.SUPPLEMENT_REQUESTED, S.UNDER_REVIEW, S.TO_BE_DECIDED}
# By hand, from the rules: action → (roles, states).
EXPECTED = {
    "declare_complete": ({"subsidy officers"}, {S.SUBMITTED, S.SUPPLEMENT_REQUESTED}),
    "ask_supplement": ({"subsidy officers"}, {S.SUBMITTED, S.UNDER_REVIEW}),
    "extend": ({"subsidy officers"}, OPEN),
    "suspend": ({"subsidy officers"}, OPEN),
    "resume": ({"subsidy officers"}, OPEN),
    "advise": ({"subsidy officers"}, {S.UNDER_REVIEW}),
    "send_back": ({"deciders"}, {S.TO_BE_DECIDED}),
    "decide": ({"deciders"}, {S.SUBMITTED, S.SUPPLEMENT_REQUESTED, S.TO_BE_DECIDED}),
    "announce": ({"subsidy officers", "deciders"}, {S.GRANTED, S.REFUSED, S.LEFT_OUT}),
    "intend": ({"subsidy officers"}, OPEN | {S.GRANTED, S.SETTLED}),
    "write": ({"subsidy officers", "deciders"}, set(State) - {S.DRAFT}),
    "withdraw": ({"subsidy officers"}, OPEN),
    "add_scan": ({"subsidy officers"}, OPEN),
    "supply": ({"subsidy officers"}, {S.SUPPLEMENT_REQUESTED}),
    "give_view": ({"subsidy officers"}, OPEN | {S.GRANTED, S.SETTLED}),
    "accept_offer": ({"subsidy officers"}, {S.GRANTED}),
    "decline_offer": ({"subsidy officers"}, {S.GRANTED}),
    "confirm_iban": ({"subsidy officers", "finance"}, OPEN | {S.GRANTED, S.SETTLED}),
    "refuse_iban": ({"subsidy officers", "finance"}, set(State) - {S.DRAFT}),
}
ROLES = ["subsidy officers", "deciders", "finance", "readers", "editors", "trade office"]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_its_own_part_in_each_state(role):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    application = submitted()
    for action, (roles, states) in EXPECTED.items():
        for state in State:
            # Not kept: the database would refuse most of these ways.
            application.state = state
            assert may(user, action, application) == (role in roles and state in states), (action, state)


def test_rights_without_being_staff_give_nothing():
    user = UserFactory()
    user.groups.add(Group.objects.get(name="subsidy officers"))
    assert not may(user, "declare_complete", submitted())


def test_a_tie_shuts_the_case_to_whoever_has_the_role():
    application, officer = submitted(), OfficerFactory()
    MembershipFactory(organisation=application.organisation, user=officer)
    assert not may(officer, "declare_complete", application)
    with pytest.raises(PermissionDenied):
        handling.declare_complete(application=application, by=officer)
    assert list(Application.objects.for_staff(officer)) == []


def test_nobody_decides_on_an_own_assessment_even_with_all_rights():
    both = UserFactory(is_staff=True, is_superuser=True)
    application = submitted()
    handling.declare_complete(application=application, by=both)
    handling.advise(application=application, by=both)
    application.refresh_from_db()
    assert not may(both, "decide", application)
    with pytest.raises(PermissionDenied):
        take_decision(application=application, outcome="grant", amount=application.requested, grounds="Past.", by=both)
    assert may(DeciderFactory(), "decide", application)


@pytest.mark.parametrize("action", sorted(EXPECTED))
def test_actions_themselves_refuse_who_has_no_role(action):
    with pytest.raises(PermissionDenied):
        require(UserFactory(is_staff=True), action, submitted())


def test_an_unknown_action_is_a_mistake_of_ours():
    with pytest.raises(ValueError):
        who_and_when("bribe")
