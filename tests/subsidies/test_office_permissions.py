"""Who of the staff may do what with an application: each role, each action, each state."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from subsidies.actions import handling
from subsidies.admin.case import FORMS
from subsidies.models import Application
from subsidies.permissions import BESIDE_THE_STATES, may, require, who_and_when
from subsidies.states import TRANSITIONS, State
from tests.conftest import sign_in
from tests.factories import MembershipFactory, UserFactory
from tests.subsidies.test_states import in_state
from tests.subsidy_factories import DeciderFactory, DecisionFactory, OfficerFactory, submitted, take_decision

pytestmark = pytest.mark.django_db

S = State
# By hand, from the rules: who of the staff does what, while an application is in which state. O: subsidy officers, D: deciders,
# F: finance; the columns are the states of `states.py` in their order.
GRID = """
                     draft submitted asked review decide granted refused left-out settled withdrawn revoked
declare_complete     .     O         O     .      .      .       .       .        .       .         .
ask_supplement       .     O         .     O      .      .       .       .        .       .         .
supply               .     .         O     .      .      .       .       .        .       .         .
extend               .     O         O     O      O      .       .       .        .       .         .
suspend              .     O         O     O      O      .       .       .        .       .         .
resume               .     O         O     O      O      .       .       .        .       .         .
assess               .     .         .     O      .      .       .       .        .       .         .
advise               .     .         .     O      .      .       .       .        .       .         .
send_back            .     .         .     .      D      .       .       .        .       .         .
compose              .     OD        OD    OD     OD     OD      OD      OD       OD      .         OD
throw_draft_away     .     OD        OD    OD     OD     OD      OD      OD       OD      .         OD
decide               .     D         D     .      D      .       .       .        .       .         .
correct              .     .         .     .      .      D       D       D        D       .         D
announce             .     OD        OD    OD     OD     OD      OD      OD       OD      .         OD
propose              .     .         .     .      .      O       .       .        .       .         .
settle               .     .         .     .      .      D       .       .        .       .         .
revoke               .     .         .     .      .      D       .       .        D       .         .
recover              .     .         .     .      .      D       .       .        D       .         D
reschedule           .     .         .     .      .      DF      .       .        DF      .         DF
book_repayment       .     .         .     .      .      F       .       .        F       .         F
write_off            .     .         .     .      .      D       .       .        D       .         D
receive_objection    .     .         .     .      .      O       O       O        O       .         O
ask_repair           .     .         .     .      .      O       O       O        O       .         O
note_repair          .     .         .     .      .      O       O       O        O       .         O
extend_objection     .     .         .     .      .      O       O       O        O       .         O
postpone_objection   .     .         .     .      .      O       O       O        O       .         O
excuse_objection     .     .         .     .      .      OD      OD      OD       OD      .         OD
withdraw_objection   .     .         .     .      .      O       O       O        O       .         O
decide_on_objection  .     .         .     .      .      D       D       D        D       .         D
lodge_appeal         .     O         O     O      O      O       O       O        O       .         O
end_appeal           .     O         O     O      O      O       O       O        O       .         O
intend               .     O         O     O      O      O       .       .        O       .         .
give_view            .     O         O     O      O      O       .       .        O       .         .
write                .     OD        OD    OD     OD     OD      OD      OD       OD      OD        OD
keep_address         .     OD        OD    OD     OD     OD      OD      OD       OD      OD        OD
post                 .     OD        OD    OD     OD     OD      OD      OD       OD      OD        OD
withdraw             .     O         O     O      O      .       .       .        .       .         .
add_scan             .     O         O     O      O      .       .       .        .       .         .
draw_sample          .     .         .     .      .      .       .       .        O       .         .
answer_sample        .     .         .     .      .      .       .       .        O       .         .
close_sample         .     .         .     .      .      .       .       .        O       .         O
accept_offer         .     .         .     .      .      O       .       .        .       .         .
decline_offer        .     .         .     .      .      O       .       .        .       .         .
submit_report        .     .         .     .      .      O       .       .        .       .         .
set_final_term       .     .         .     .      .      O       .       .        .       .         .
keep_default_notice  .     OD        OD    OD     OD     .       .       .        .       .         .
confirm_iban         .     OF        OF    OF     OF     OF      .       .        OF      .         .
refuse_iban          .     OF        OF    OF     OF     OF      OF      OF       OF      OF        OF
suspend_payment      .     .         .     .      .      D       .       .        D       .         .
resume_payment       .     .         .     .      .      OD      .       .        OD      .         OD
order                .     .         .     .      .      F       .       .        F       .         .
book                 .     F         F     F      F      F       F       F        F       F         F
take_on              .     O         O     O      O      O       O       O        O       O         O
export_case          .     O         O     O      O      O       O       O        O       O         O
hold                 .     OD        OD    OD     OD     OD      OD      OD       OD      OD        OD
end_hold             .     OD        OD    OD     OD     OD      OD      OD       OD      OD        OD
"""
ROLES = {"subsidy officers": "O", "deciders": "D", "finance": "F", "readers": "", "editors": "", "trade office": ""}
EXPECTED = {
    action: dict(zip(State, letters, strict=True))
    for action, *letters in (line.split() for line in GRID.strip().splitlines()[1:])
}
# What the applicant does alone.
ELSEWHERE = {"submit"}
# What was decided in these.
OUTCOMES = {S.REFUSED: "refuse", S.LEFT_OUT: "leave-out", **dict.fromkeys((S.GRANTED, S.SETTLED, S.REVOKED), "grant")}
# The pages of one action each, and the two that are a button.
PAGES = {slug: (form.action, "act", [slug]) for slug, form in FORMS.items()}
PAGES |= {"report": ("submit_report", "paper_report", [])}
PAGES |= {"take-on": ("take_on", "take_on", []), "archive": ("export_case", "archive", [])}


def is_for(role, action, state) -> bool:
    letter = ROLES[role]
    return bool(letter) and letter in EXPECTED[action][state]


def test_every_action_has_its_row():
    assert set(EXPECTED) | ELSEWHERE == set(BESIDE_THE_STATES) | {row.action for row in TRANSITIONS}
    assert {action for action, _name, _slug in PAGES.values()} <= set(EXPECTED)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_its_own_part_in_each_state(role):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    application = submitted()
    for action in EXPECTED:
        for state in State:
            # Not kept: the database would refuse most of these ways.
            application.state = state
            assert may(user, action, application) == is_for(role, action, state), (action, state)


def address_of(page, application):
    _action, name, more = PAGES[page]
    return reverse(f"admin:subsidies_application_{name}", args=[application.pk, *more])


@pytest.mark.parametrize("state", State)
def test_each_page_opens_for_who_may_and_leads_back_while_it_is_not_the_time(as_role, state):
    application = in_state(state)
    if state in OUTCOMES:
        amount = application.requested if OUTCOMES[state] == "grant" else 0
        DecisionFactory(application=application, outcome=OUTCOMES[state], amount=amount)
    for role in ("subsidy officers", "deciders", "finance", "readers"):
        visitor = as_role(role)
        for page, (action, name, _slug) in PAGES.items():
            has_part = any(is_for(role, action, each) for each in State)
            # Readers may see no case at all.
            if role == "readers" or (state != State.DRAFT and not has_part):
                expected = 403
            elif state == State.DRAFT:
                expected = 404
            else:
                # The two buttons have no page: they lead back to the case.
                expected = 200 if is_for(role, action, state) and name == "act" else 302
            address = address_of(page, application)
            assert visitor.get(address).status_code == expected, (role, page)
            if expected in (403, 404):
                assert visitor.post(address).status_code == expected, (role, page)
    assert Application.objects.get(pk=application.pk).state == state


@pytest.mark.parametrize("state", [S.SUBMITTED, S.TO_BE_DECIDED, S.GRANTED])
def test_applicant_and_stranger_open_no_page_of_the_office(state):
    application = in_state(state)
    applicant = MembershipFactory(organisation=application.organisation).user
    for user in (applicant, UserFactory(), UserFactory(is_staff=True)):
        visitor = Client()
        sign_in(visitor, user)
        for page in PAGES:
            address = address_of(page, application)
            for response in (visitor.get(address, follow=True), visitor.post(address, follow=True)):
                assert response.status_code == 403, (user, page)


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
