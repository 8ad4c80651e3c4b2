"""Asking companies what came of a mission: who is mailed when, what an answer is, and what the public reads of it."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from events.actions import mission_results as actions
from events.models import FollowUp, FollowUpLink, FollowUpNote, MissionCompany, Stage
from events.tasks import missions as tasks
from organisations.models import Role
from organisations.secret_links import digest_of
from tests.conftest import sign_in
from tests.event_factories import (
    FollowUpFactory,
    FollowUpLinkFactory,
    FollowUpNoteFactory,
    MissionCompanyFactory,
    MissionFactory,
)
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 3, 6)
ANSWER = {
    "contacts": 4, "trials": 2, "contracts": 1, "amount": "low", "hindered": ["rules"], "note": "", "publish": "anonymous",
}  # fmt: skip


def at(day):
    return time_machine.travel(
        datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_current_timezone()), tick=False
    )


def after(days):
    return at(LAST_DAY + timedelta(days=days))


@pytest.fixture
def mission():
    with after(1):
        return MissionFactory(
            slug="riga",
            stage=Stage.FOLLOW_UP,
            starts_on=LAST_DAY - timedelta(days=3),
            ends_on=LAST_DAY,
            title_nl="Naar Riga",
        )


@pytest.fixture
def company(mission):
    """A company of the delegation: an editor applied for it, and it has an owner."""
    company = MissionCompanyFactory(mission=mission)
    MembershipFactory(organisation=company.organisation, user__email="owner@example.org")
    editor = MembershipFactory(organisation=company.organisation, role=Role.EDITOR, user__email="applied@example.org")
    MissionCompany.objects.filter(pk=company.pk).update(applied_by=editor.user)
    company.refresh_from_db()
    return company


def mailed():
    return [address for each in mail.outbox for address in each.to]


def link_to(follow_up, token="een-geheim"):
    FollowUpLinkFactory(follow_up=follow_up, digest=digest_of(token, purpose="mission result"))
    return reverse("events:mission_follow_up", args=[token])


def trade_office(client):
    user = UserFactory(is_staff=True, name="Teun van de Trade Office")
    user.groups.add(Group.objects.get(name="trade office"))
    sign_in(client, user)
    return user


# ---- who is asked when ----


@pytest.mark.parametrize(
    ("days", "round"),
    [(29, None), (30, 30), (90, 30), (91, None), (179, None), (180, 180), (365, 365), (425, 365), (426, None)],
)
def test_a_round_is_due_for_two_months(days, round):
    assert actions.round_due(LAST_DAY, LAST_DAY + timedelta(days=days)) == round


def test_a_company_is_asked_three_times_and_never_twice(company):
    for days in (0, 29, 30, 30, 31, 180, 181, 365, 366):
        with after(days):
            tasks.follow_up_missions(timestamp=0)
    asked = FollowUp.objects.order_by("after_days")
    assert [(each.after_days, timezone.localdate(each.mailed_at) - LAST_DAY) for each in asked] == [
        (days, timedelta(days=days)) for days in (30, 180, 365)
    ]
    assert FollowUpLink.objects.filter(kind="ask").count() == 3
    assert mailed() == ["applied@example.org"] * 3


def test_who_left_is_not_mailed_but_the_owners_are(company):
    company.organisation.memberships.filter(user=company.applied_by).delete()
    with after(30):
        actions.ask_all()
    assert mailed() == ["owner@example.org"]


def test_whom_nobody_can_mail_stands_in_the_list_to_call(company):
    company.organisation.memberships.all().delete()
    with after(30):
        actions.ask_all()
    assert FollowUp.objects.get().mailed_at is None
    assert mailed() == []


@pytest.mark.parametrize("change", [{"state": "withdrawn"}, {"state": "applied", "decided_at": None}])
def test_only_who_went_along_is_asked(company, change):
    MissionCompany.objects.filter(pk=company.pk).update(**change)
    with after(30):
        actions.ask_all()
    assert not FollowUp.objects.exists()


def test_nobody_is_asked_as_long_as_the_mission_is_under_way(company):
    with after(30):
        MissionCompanyFactory(mission=MissionFactory(stage=Stage.UNDER_WAY, starts_on=LAST_DAY, ends_on=LAST_DAY))
        actions.ask_all()
    assert FollowUp.objects.get().company == company


def test_who_does_not_answer_is_reminded_once(company):
    for days in (30, 43, 44, 45, 60):
        with after(days):
            tasks.follow_up_missions(timestamp=0)
    assert mailed() == ["applied@example.org"] * 2
    assert timezone.localdate(FollowUp.objects.get().reminded_at) == LAST_DAY + timedelta(days=44)


def test_who_answered_is_not_reminded(company):
    with after(30):
        actions.ask_all()
        actions.answer(follow_up=FollowUp.objects.get(), **ANSWER, by=company.applied_by)
    with after(50):
        actions.remind_all()
    assert len(mailed()) == 1


# ---- what holds for every row, also past the portal ----


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ("contacts = NULL", "follow_up_answered_whole"),
        ("answered_at = NULL, confirmed_at = NULL", "follow_up_answered_whole"),
        ("contracts = 1000000000", "follow_up_answer_is_possible"),
        ("contracts = -1", "events_followup_contracts_check"),
        ("publish = 'perhaps'", "follow_up_answer_is_possible"),
        ("hindered = '{weather}'", "follow_up_answer_is_possible"),
        ("contracts = 0, amount = 'top'", "follow_up_amount_of_a_contract"),
        ("confirmed_at = answered_at - interval '1 day'", "follow_up_confirmed_after_answered"),
        ("after_days = 31", "follow_up_round"),
        ("open_until = due_on - 1", "follow_up_open_after_due"),
    ],
)
def test_an_answer_is_whole_and_possible(values, constraint):
    FollowUpFactory(is_answered=True)
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match=constraint):
        cursor.execute(f"UPDATE events_followup SET {values}")


def test_a_round_is_once_for_a_company():
    follow_up = FollowUpFactory()
    with pytest.raises(IntegrityError, match="follow_up_once_a_round"):
        FollowUpFactory(company=follow_up.company)


def test_a_link_is_mailed_once_to_a_person():
    link = FollowUpLinkFactory()
    FollowUpLinkFactory(follow_up=link.follow_up, user=link.user, kind="again")
    with pytest.raises(IntegrityError, match="follow_up_mailed_once"):
        FollowUpLinkFactory(follow_up=link.follow_up, user=link.user)


def test_who_did_not_go_is_not_asked():
    with pytest.raises(IntegrityError, match="once it went along"):
        FollowUpFactory(company=MissionCompanyFactory(mission__stage=Stage.PREPARING))


# ---- the form of a minute ----


def test_company_answers_without_an_account_and_changes_it(client):
    follow_up = FollowUpFactory()
    address = link_to(follow_up)
    assert client.get(address).status_code == 200
    response = client.post(address, ANSWER | {"note": "Jan van de douane hielp."}, follow=True)
    assert response.status_code == 200, response.context["form"].errors
    assert "Uw antwoord telt mee" in response.text
    follow_up.refresh_from_db()
    assert (follow_up.contacts, follow_up.hindered, follow_up.note.text) == (4, ["rules"], "Jan van de douane hielp.")
    assert follow_up.confirmed_at
    assert 'value="4"' in response.text and "Jan van de douane hielp." in response.text
    client.post(address, ANSWER | {"contacts": 5})
    follow_up.refresh_from_db()
    assert follow_up.contacts == 5
    assert not FollowUpNote.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ({"contracts": "-1"}, "0"),
        ({"contracts": "1000000000"}, "9999"),
        ({"contacts": ""}, "Vul een getal in"),
        ({"contacts": "veel"}, "geheel getal"),
        ({"contracts": "0", "amount": "top"}, "geen contract"),
        ({"amount": "miljoenen"}, "miljoenen"),
        ({"hindered": ["weer"]}, "weer"),
        ({"publish": ""}, "Kies een van de antwoorden"),
        ({"note": "x" * 1001}, "1000"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(client, wrong, text):
    follow_up = FollowUpFactory()
    response = client.post(link_to(follow_up), ANSWER | {"trials": "77", "note": "Mijn verhaal"} | wrong)
    assert response.status_code == 422
    assert text in response.text and 'value="77"' in response.text
    assert "note" in wrong or "Mijn verhaal" in response.text
    follow_up.refresh_from_db()
    assert follow_up.answered_at is None


def test_the_next_time_the_form_begins_with_the_last_answer(client):
    first = FollowUpFactory(is_answered=True, contacts=41)
    second = FollowUpFactory(company=first.company, after_days=180, due_on=timezone.localdate())
    page = client.get(link_to(second)).text
    assert 'value="41"' in page
    assert "De vorige keer zei u 41." in page


def test_after_its_time_a_link_shows_the_answer_and_takes_none(client):
    over = timezone.localdate() - timedelta(days=1)
    follow_up = FollowUpFactory(is_answered=True, contacts=41, due_on=over, open_until=over)
    address = link_to(follow_up)
    page = client.get(address)
    assert (page.status_code, ">41<" in page.text) == (200, True)
    response = client.post(address, ANSWER | {"note": "Toch nog iets"})
    assert (response.status_code, "Toch nog iets" in response.text) == (410, True)
    unanswered = link_to(FollowUpFactory(due_on=over, open_until=over), token="een-ander")
    assert client.get(unanswered).status_code == 410
    follow_up.refresh_from_db()
    assert follow_up.contacts == 41


@pytest.mark.usefixtures("no_attempts_yet")
def test_a_guess_finds_nothing_and_counts(client):
    address = reverse("events:mission_follow_up", args=["geraden"])
    assert {client.get(address).status_code for _try in range(60)} == {404}
    assert client.get(address).status_code == 429
    assert client.get(link_to(FollowUpFactory())).status_code == 429


def test_a_link_of_who_left_the_company_opens_nothing(client):
    follow_up = FollowUpFactory()
    address = link_to(follow_up)
    follow_up.company.organisation.memberships.all().delete()
    assert client.get(address).status_code == 404


# ---- told by phone ----


def test_what_was_told_by_phone_counts_once_the_company_confirms(client, company):
    with after(30):
        actions.ask_all()
        follow_up, user = FollowUp.objects.get(), trade_office(client)
        response = client.post(reverse("events:fill_in_follow_up", args=["riga", follow_up.pk]), ANSWER, follow=True)
        assert "telefonisch verteld, niet bevestigd" in response.text
        follow_up.refresh_from_db()
        assert (follow_up.confirmed_at, follow_up.entered_by) == (None, user)
        assert follow_up.pgh_event_model.objects.filter(pgh_obj=follow_up).last().entered_by == user
        assert mailed() == ["applied@example.org"] * 2
        client.logout()
        token = re.search(r"opgave/([^/\s]+)/", mail.outbox[-1].body)[1]
        page = client.get(reverse("events:mission_follow_up", args=[token]))
        assert 'value="4"' in page.text
        client.post(reverse("events:mission_follow_up", args=[token]), ANSWER)
        follow_up.refresh_from_db()
        assert follow_up.confirmed_at
        with pytest.raises(ValidationError, match="zelf geantwoord"):
            actions.fill_in(follow_up=follow_up, **ANSWER, by=user)


def test_nobody_fills_in_where_nobody_can_confirm(company):
    company.organisation.memberships.all().delete()
    with after(30):
        actions.ask_all()
        with pytest.raises(ValidationError, match="Niemand beheert"):
            actions.fill_in(follow_up=FollowUp.objects.get(), **ANSWER, by=UserFactory())
    assert FollowUp.objects.get().answered_at is None


def test_mail_is_offered_where_somebody_can_be_mailed_and_the_rest_is_folded(client, company, mission):
    with after(30):
        unreachable = MissionCompanyFactory(mission=mission, organisation__name="Zonder beheerder BV")
        MembershipFactory(organisation=unreachable.organisation, user__is_active=False)
        answered = MissionCompanyFactory(mission=mission, organisation__name="Klaar BV")
        actions.ask_all()
        actions.answer(follow_up=answered.follow_ups.get(), **ANSWER, by=UserFactory())
        trade_office(client)
        page = client.get(reverse("events:mission_follow_ups", args=["riga"])).text
        again = reverse("events:send_follow_up_again", args=["riga", company.follow_ups.get().pk])
        assert re.findall(r'action="([^"]+/opnieuw/)"', page) == [again]
        assert page.count("/invullen/") == 1
        shown, *folded = page.split("<details>")
        assert company.organisation.name in shown and "Zonder beheerder" not in shown and "Klaar BV" not in shown
        assert ["Zonder beheerder BV" in folded[0], "Klaar BV" in folded[1]] == [True, True]


def test_trade_office_mails_again_on_another_day(client, company):
    with after(30):
        actions.ask_all()
        trade_office(client)
        again = reverse("events:send_follow_up_again", args=["riga", FollowUp.objects.get().pk])
        assert "vandaag al" in client.post(again, follow=True).text
    with after(31):
        trade_office(client)
        assert "opnieuw gemaild" in client.post(again, follow=True).text
    assert len(mailed()) == 2


def test_of_another_mission_nothing_is_found_at_this_address(client, company):
    trade_office(client)
    other = FollowUpFactory()
    assert client.get(reverse("events:fill_in_follow_up", args=["riga", other.pk])).status_code == 404


# ---- retention ----


def test_own_words_go_after_two_years_and_links_after_one():
    note, link = FollowUpNoteFactory(), FollowUpLinkFactory()
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        tasks.forget_mission_results(timestamp=0)
        assert FollowUpNote.objects.count() == 1 and not FollowUpLink.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=731), tick=False):
        tasks.forget_mission_results(timestamp=0)
    assert not FollowUpNote.objects.exists()
    assert FollowUp.objects.get(pk=note.follow_up_id).contacts == 4
    assert link.pk
