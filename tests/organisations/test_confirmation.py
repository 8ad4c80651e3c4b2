"""Pages are confirmed, owners are asked to, and what nobody confirms leaves the directory."""

import re
from datetime import date, timedelta
from threading import Thread

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deventer_intl.accounts.my_data import held_on
from deventer_intl.guards import is_history
from deventer_intl.spreadsheets import Sheet
from organisations.actions import confirmation as actions
from organisations.actions import membership
from organisations.freshness import Step
from organisations.importing import carry_out, plan_import
from organisations.models import ConfirmationRequest, Organisation, Role
from organisations.page_content import PARTS, STATE, content_of, fingerprint_of, last_changed_at
from organisations.secret_links import digest_of
from organisations.tasks import follow_up_confirmations, forget_old_requests

from ..conftest import sign_in
from ..factories import (
    ConfirmationRequestFactory,
    CountryPresenceFactory,
    GoalTagFactory,
    MembershipFactory,
    NetworkMembershipFactory,
    OfferOrNeedFactory,
    OrganisationFactory,
    ProjectFactory,
    TargetFactory,
    ThemeFactory,
    UserFactory,
    kenya,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def clock():
    """A clock that stands at the day on which the mail about the page goes out; `move_to` moves it."""
    with time_machine.travel("2026-03-01 06:47+01:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def organisation(clock):
    """Confirmed half a year ago."""
    page = OrganisationFactory(
        name="Stichting Voorbeeld",
        slug="voorbeeld",
        confirmed_on=date(2025, 9, 1),
        summary_nl="Wij graven putten.",
        website="https://voorbeeld.example/",
        contact_name="Geheim Persoon",
        email="geheim@voorbeeld.example",
    )
    CountryPresenceFactory(organisation=page)
    GoalTagFactory(organisation=page)
    return page


@pytest.fixture
def owner(organisation):
    return MembershipFactory(organisation=organisation, user__name="Eigenaar").user


@pytest.fixture
def staff(db):
    return UserFactory(is_staff=True, is_superuser=True, name="Ambtenaar")


def run():
    """Do the job of a day; return to whom it mailed."""
    mail.outbox.clear()
    follow_up_confirmations(timestamp=0)
    return [message.to[0] for message in mail.outbox]


def link_in(message):
    return re.search(r"http://localhost:\d+(\S+/bevestigen/\S+)", message.body)[1]


def asked(owner):
    """Let the job ask an owner; return the link of the mail."""
    assert owner.email in run()
    return link_in(next(message for message in mail.outbox if message.to == [owner.email]))


def confirm_address(slug="voorbeeld"):
    return reverse("organisations:confirm", args=[slug])


def state_of(organisation):
    organisation.refresh_from_db()
    return organisation.status, organisation.confirmed_on


UNCHANGED = ("active", date(2025, 9, 1))
CONFIRMED = ("active", date(2026, 3, 1))


# --- From the mail to the mark ---------------------------------------------------------------------------------------


def test_an_owner_confirms_by_the_link_of_the_mail_without_signing_in(organisation, owner):
    visitor = Client()
    link = asked(owner)
    [message] = mail.outbox
    assert message.subject == "Klopt de pagina van Stichting Voorbeeld nog?"
    assert "31 maart 2026" in message.body
    page = visitor.get(link)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    for shown in ("Wij graven putten.", "Oeganda", "Schoon water", "https://voorbeeld.example/", "1 september 2025"):
        assert shown in page.text
    for hidden in ("Geheim Persoon", "geheim@voorbeeld.example"):
        assert hidden not in page.text
    assert "f-old" in visitor.get(organisation.get_absolute_url()).text

    answer = visitor.post(link)
    assert answer.status_code == 200
    assert "Bedankt" in answer.text
    assert state_of(organisation) == CONFIRMED
    [event] = organisation.events.filter(pgh_label="update")
    assert event.pgh_context["user"] == owner.pk
    assert link.split("/")[-2] not in str(event.pgh_context)
    [request] = ConfirmationRequest.objects.all()
    assert request.used_at == timezone.now()
    assert link.split("/")[-2] not in (request.digest, request.fingerprint)


def test_scanners_of_mail_confirm_nothing(organisation, owner):
    link = asked(owner)
    for _n in range(3):
        assert Client().get(link).status_code == 200
        assert Client().head(link).status_code == 200
        assert Client().get(link, headers={"Sec-Purpose": "prefetch", "HX-Request": "true"}).status_code == 200
        assert Client().options(link).status_code == 200
    assert state_of(organisation) == UNCHANGED
    assert ConfirmationRequest.objects.get().used_at is None


def test_a_form_of_another_site_confirms_nothing(organisation, owner):
    link = asked(owner)
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert state_of(organisation) == UNCHANGED


def test_a_link_works_once(organisation, owner, clock):
    link = asked(owner)
    Client().post(link)
    clock.shift(timedelta(days=3))
    Organisation.objects.update(summary_nl="Anders.")
    for method in (Client().get, Client().post):
        answer = method(link)
        assert answer.status_code == 410
        assert "al bevestigd" in answer.text
        assert "1 maart 2026" in answer.text
    assert state_of(organisation) == CONFIRMED


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_the_same_moment_one_confirms():
    organisation = OrganisationFactory(confirmed_on=date(2025, 9, 1))
    user = MembershipFactory(organisation=organisation).user
    request = ConfirmationRequestFactory(organisation=organisation, user=user, fingerprint=fingerprint_of(organisation))
    problems = []

    def click():
        try:
            actions.confirm_by_link(request=request)
        except ValidationError as error:
            problems.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=click) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == ["confirmed"]


def test_when_one_owner_confirms_the_links_of_the_others_end(organisation, owner, clock):
    other = MembershipFactory(organisation=organisation).user
    MembershipFactory(organisation=organisation, role=Role.EDITOR)
    link = asked(owner)
    assert {message.to[0] for message in mail.outbox} == {owner.email, other.email}
    others = next(link_in(message) for message in mail.outbox if message.to == [other.email])
    Client().post(link)
    answer = Client().post(others)
    assert answer.status_code == 410
    assert "al bevestigd" in answer.text
    clock.shift(timedelta(days=14))
    assert run() == []


def changes():
    return {
        "summary": lambda page: Organisation.objects.update(summary_nl="Anders."),
        "contact": lambda page: Organisation.objects.update(shows_contact=True),
        "presence": lambda page: CountryPresenceFactory(organisation=page, country=kenya()),
        "no presence": lambda page: page.presences.all().delete(),
        "goal": lambda page: page.goal_tags.update(motivation_nl="Omdat het moet."),
        "target": lambda page: page.goal_tags.get().targets.add(TargetFactory()),
        "project": lambda page: ProjectFactory(organisation=page),
        "offer": lambda page: OfferOrNeedFactory(organisation=page),
        "theme": lambda page: page.themes.add(ThemeFactory()),
        "network": lambda page: NetworkMembershipFactory(organisation=page),
    }


@pytest.mark.parametrize("what", changes())
def test_a_link_about_a_page_that_changed_since_confirms_nothing(organisation, owner, what):
    link = asked(owner)
    before = last_changed_at(organisation)
    changes()[what](organisation)
    # The history's own clock is the database's.
    assert last_changed_at(organisation) >= before
    for method in (Client().get, Client().post):
        answer = method(link)
        assert answer.status_code == 410
        assert "veranderd" in answer.text
        assert f'href="{organisation.get_absolute_url()}"' in answer.text
        assert f'href="{confirm_address()}"' in answer.text
    assert state_of(organisation) == UNCHANGED


def test_everything_on_a_page_is_part_of_its_fingerprint(organisation):
    """A new table of an organisation is named here, or becomes one of `PARTS`."""
    not_on_the_page = {
        "Membership",
        "Invitation",
        "Claim",
        "ConfirmationRequest",
        "DirectoryEntry",
        "Draft",
        "ProposedChange",
        "Introduction",
        "ContactRequest",
    }
    of_others = {
        "CityTie",
        "Network",
        "Application",
        "Tie",
        "Event",
        "ShelterProgramme",
        "HanseaticDays",
        "HanseProgrammeItem",
        "Visit",
        "Mission",
        "MissionCompany",
        "Delegation",
        "DelegationHost",
        "DelegationItem",
        "GoodPractice",
        "Nomination",
        "PastDecision",
        "PastEvent",
        "PastWinner",
    }
    tables = {relation.related_model for relation in Organisation._meta.related_objects}
    names = {table.__name__ for table in tables if not is_history(table)}
    assert names - not_on_the_page - of_others <= {model.__name__ for model in PARTS}
    content = content_of(organisation)
    assert content.keys() == {"organisation", *(model.__name__ for model in PARTS)}
    assert content["organisation"]["summary_nl"] == "Wij graven putten."
    assert STATE.isdisjoint(content["organisation"])


def test_how_a_page_stands_is_no_change_of_it(organisation, owner, clock):
    before, changed_at = fingerprint_of(organisation), last_changed_at(organisation)
    clock.shift(timedelta(days=1))
    actions.confirm(organisation=organisation, by=owner)
    Organisation.objects.update(status="lapsed")
    actions.publish_again(organisation=organisation, by=owner)
    assert (fingerprint_of(organisation), last_changed_at(organisation)) == (before, changed_at)


def test_a_link_that_was_tampered_with_is_not_known(organisation, owner):
    link = asked(owner)
    for wrong in (link[:-3] + "xx/", link[:-2] + "/", link[:-1] + "x/", "/mijn/bevestigen/%00/", "/mijn/bevestigen/ü/"):
        for method in (Client().get, Client().post):
            answer = method(wrong)
            assert answer.status_code == 404
            assert "<h1>" in answer.text
    assert state_of(organisation) == UNCHANGED


@pytest.mark.parametrize("how", ["removed", "inactive", "expired", "hidden", "ended"])
def test_a_link_that_has_ended_says_so(organisation, owner, staff, clock, how):
    link = asked(owner)
    if how == "removed":
        MembershipFactory(organisation=organisation)
        membership.remove(membership=organisation.memberships.get(user=owner), by=staff)
    elif how == "inactive":
        type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    elif how == "expired":
        clock.shift(timedelta(days=30))
    else:
        Organisation.objects.update(status=how)
    before = state_of(organisation)
    for method in (Client().get, Client().post):
        answer = method(link)
        assert answer.status_code == 410
        assert "werkt niet meer" in answer.text
        assert "Wij graven putten." not in answer.text
    assert state_of(organisation) == before


def test_a_link_works_until_its_last_moment_and_for_who_became_editor(organisation, owner, clock):
    link = asked(owner)
    MembershipFactory(organisation=organisation)
    organisation.memberships.filter(user=owner).update(role=Role.EDITOR)
    clock.shift(timedelta(days=30) - timedelta(seconds=1))
    assert Client().post(link).status_code == 200


def test_ten_thousand_clicks_stop_at_twenty_a_minute(organisation, owner):
    link = asked(owner)
    answers = [Client().post(link[:-4] + "xxx/").status_code for _n in range(24)]
    assert answers == [404] * 20 + [429] * 4
    assert Client().post(link).status_code == 429
    assert state_of(organisation) == UNCHANGED


@pytest.mark.parametrize(("language", "words"), [("en", "still right?"), ("de", "Stimmt die Seite")])
def test_mail_and_page_are_in_the_language_of_the_reader(organisation, owner, language, words):
    type(owner).objects.update(language=language)
    link = asked(owner)
    assert words in mail.outbox[0].subject
    assert link.startswith(f"/{language}/mijn/bevestigen/")
    assert words in Client().get(link).text


# --- Signed in -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", Role.values)
def test_who_keeps_a_page_confirms_it_with_one_button(client, organisation, owner, role):
    user = owner if role == "owner" else MembershipFactory(organisation=organisation, role=role).user
    sign_in(client, user)
    home = client.get(reverse("member_home")).text
    assert "f-old" in home
    assert f'href="{confirm_address()}"' in home
    page = client.get(confirm_address())
    assert "Wij graven putten." in page.text
    answer = client.post(confirm_address(), {"shown": page.context["shown"]}, follow=True)
    assert "vandaag is bevestigd" in answer.text
    assert "f-ok" in answer.text
    assert f'href="{confirm_address()}"' not in answer.text
    assert state_of(organisation) == CONFIRMED
    assert organisation.events.filter(pgh_context__user=user.pk).count() == 1


def test_what_changed_under_a_reader_is_shown_before_it_is_confirmed(client, organisation, owner):
    sign_in(client, owner)
    shown = client.get(confirm_address()).context["shown"]
    Organisation.objects.update(summary_nl="Wij verkopen wapens.")
    answer = client.post(confirm_address(), {"shown": shown})
    assert answer.status_code == 422
    assert "Wij verkopen wapens." in answer.text
    assert "error-summary" in answer.text
    assert state_of(organisation) == UNCHANGED
    assert client.post(confirm_address(), {"shown": answer.context["shown"]}).status_code == 302


@pytest.mark.parametrize("status", ["draft", "hidden", "ended"])
def test_a_page_that_staff_keep_back_cannot_be_confirmed(client, organisation, owner, status):
    Organisation.objects.update(status=status)
    sign_in(client, owner)
    assert '<button class="btn btn-start"' not in client.get(confirm_address()).text
    assert client.post(confirm_address()).status_code == 422
    assert state_of(organisation) == (status, date(2025, 9, 1))
    assert confirm_address() not in client.get(reverse("member_home")).text


def test_confirming_without_end_is_stopped(client, organisation, owner):
    sign_in(client, owner)
    answers = [client.post(confirm_address()).status_code for _n in range(32)]
    assert answers == [302] * 30 + [429] * 2
    assert organisation.events.filter(pgh_label="update").count() == 1


# --- The job of every day --------------------------------------------------------------------------------------------


def test_owners_are_reminded_after_two_and_four_weeks_and_no_more(organisation, owner, clock):
    clock.move_to("2026-02-28 23:30+01:00")
    assert run() == []
    told = {}
    for day in range(60):
        clock.move_to(f"{date(2026, 3, 1) + timedelta(days=day)} 06:47+01:00")
        if run():
            told[day] = mail.outbox[0].subject
        assert run() == [], "a second time on the same day"
    assert told == {
        0: "Klopt de pagina van Stichting Voorbeeld nog?",
        14: "Herinnering: klopt de pagina van Stichting Voorbeeld nog?",
        28: "Herinnering: klopt de pagina van Stichting Voorbeeld nog?",
    }
    assert state_of(organisation) == UNCHANGED


def test_a_day_is_a_day_in_amsterdam(organisation, owner, clock):
    clock.move_to("2026-02-28 22:59Z")
    assert run() == []
    clock.move_to("2026-02-28 23:01Z")
    assert run() == [owner.email]
    # Sent on 17 March; in summer time, 31 March begins at 22:00 UTC.
    ConfirmationRequest.objects.update(sent_at="2026-03-16T23:30Z")
    clock.move_to("2026-03-30 21:59Z")
    assert run() == []
    clock.move_to("2026-03-30 22:01Z")
    assert run() == [owner.email]


def test_after_an_outage_of_weeks_there_is_one_mail(organisation, owner, clock):
    run()
    clock.shift(timedelta(days=45))
    assert run() == [owner.email]
    assert run() == []
    clock.shift(timedelta(days=13))
    assert run() == []
    clock.shift(timedelta(days=1))
    assert run() == [owner.email]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_mail_once():
    organisation = OrganisationFactory(confirmed_on=date(2020, 1, 1))
    MembershipFactory(organisation=organisation)

    def work():
        actions.follow_up()
        connection.close()

    threads = [Thread(target=work) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ConfirmationRequest.objects.count() == 1


def test_who_never_confirmed_is_asked_half_a_year_after_coming_aboard(clock):
    page = OrganisationFactory()
    with time_machine.travel("2025-08-31 12:00Z"):
        first = MembershipFactory(organisation=page).user
    with time_machine.travel("2026-02-01 12:00Z"):
        second = MembershipFactory(organisation=page).user
    clock.move_to("2026-02-27 12:00Z")
    assert run() == []
    clock.move_to("2026-02-28 12:00Z")
    assert set(run()) == {first.email, second.email}
    assert "Niemand heeft de pagina nog bevestigd" in mail.outbox[0].body


def test_a_new_owner_is_asked_whatever_the_earlier_one_was(organisation, owner, staff, clock):
    run()
    clock.shift(timedelta(days=1))
    membership.remove(membership=organisation.memberships.get(user=owner), by=staff)
    assert run() == []
    new = MembershipFactory(organisation=organisation).user
    assert run() == [new.email]
    assert "Herinnering" not in mail.outbox[0].subject


def test_only_owners_who_can_sign_in_are_asked(organisation, owner):
    MembershipFactory(organisation=organisation, role=Role.EDITOR)
    MembershipFactory(organisation=organisation, user__is_active=False)
    assert run() == [owner.email]


# --- Two years without an answer -------------------------------------------------------------------------------------


def lapse(organisation, owner, clock):
    """Let two years pass in which nobody answers; return the link of the last mail."""
    for day in ("2026-03-01", "2026-03-15", "2026-03-29", "2027-04-01", "2027-04-15", "2027-04-29"):
        clock.move_to(f"{day} 06:47+01:00")
        assert run() == [owner.email], day
    clock.move_to("2027-08-31 06:47+02:00")
    assert run() == []
    clock.move_to("2027-09-01 06:47+02:00")
    assert run() == [owner.email]
    assert state_of(organisation)[0] == "lapsed"
    return link_in(mail.outbox[0])


PLACES = ["/organisaties/", "/organisaties.json", "/organisaties.csv", "/landen/ug/", "/global-goals/6/", "/sitemap.xml", "/zoeken/?q=voorbeeld"]  # fmt: skip


def test_a_page_that_nobody_confirms_leaves_everything_public_and_comes_back_by_one_click(organisation, owner, clock):
    visitor = Client()
    found = ["voorbeeld" in visitor.get(place).text.replace("q=voorbeeld", "") for place in PLACES]
    link = lapse(organisation, owner, clock)
    assert visitor.get(organisation.get_absolute_url()).status_code == 404
    for place in PLACES:
        page = visitor.get(place).text
        assert "/organisaties/voorbeeld/" not in page, place
        assert "Stichting Voorbeeld" not in page, place
    assert any(found)
    assert mail.outbox[0].subject == "De pagina van Stichting Voorbeeld is niet meer openbaar"
    assert run() == []
    assert "Het publiek ziet deze pagina niet" in visitor.get(link).text
    assert visitor.post(link).status_code == 200
    assert state_of(organisation) == ("active", date(2027, 9, 1))
    assert visitor.get(organisation.get_absolute_url()).status_code == 200


def test_an_owner_who_signs_in_confirms_a_page_back(client, organisation, owner, clock):
    lapse(organisation, owner, clock)
    sign_in(client, owner)
    assert confirm_address() in client.get(reverse("member_home")).text
    assert confirm_address() in client.get(reverse("organisations:people", args=["voorbeeld"])).text
    assert client.post(confirm_address()).status_code == 302
    assert state_of(organisation) == ("active", date(2027, 9, 1))


def test_staff_see_what_went_and_publish_it_again(client, organisation, owner, staff, clock):
    hidden = OrganisationFactory(status="hidden")
    lapse(organisation, owner, clock)
    sign_in(client, staff)
    changelist = reverse("admin:organisations_organisation_changelist")
    start = client.get(reverse("admin:index")).text
    assert f'href="{changelist}?status__exact=lapsed"><b>1</b> Niet meer openbaar' in start
    listed = client.get(f"{changelist}?status__exact=lapsed").text
    assert "Stichting Voorbeeld" in listed
    both = {"action": "publish_again", "_selected_action": [organisation.pk, hidden.pk]}
    assert "Opnieuw gepubliceerd: 1." in client.post(changelist, both, follow=True).text
    assert "Geen van deze" in client.post(changelist, both, follow=True).text
    hidden.refresh_from_db()
    assert hidden.status == "hidden"
    assert state_of(organisation) == UNCHANGED, "nobody confirmed it"
    assert "status__exact=lapsed" not in client.get(reverse("admin:index")).text
    assert organisation.events.order_by("-pgh_id")[0].pgh_context["user"] == staff.pk

    # As long again: nothing for half a year, then a mail; unpublished after two years.
    assert run() == []
    clock.move_to("2028-02-29 06:47+01:00")
    assert run() == []
    clock.move_to("2028-03-01 06:47+01:00")
    assert run() == [owner.email]


def test_staff_who_change_the_status_by_hand_give_as_long_again(client, organisation, staff):
    Organisation.objects.update(status="lapsed", confirmed_on=date(2020, 1, 1))
    sign_in(client, staff)
    change = reverse("admin:organisations_organisation_change", args=[organisation.pk])
    form = client.get(change).context["adminform"].form
    answers = {name: value if value is not None else "" for name, value in form.initial.items() if name != "themes"}
    answers |= {
        f"{prefix}-{name}": "0"
        for prefix in ("presences", "goal_tags", "projects", "offers_and_needs", "network_memberships")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    assert client.post(change, {**answers, "status": "active", "languages": ""}).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.status, organisation.republished_on) == ("active", date(2026, 3, 1))
    run()
    assert state_of(organisation)[0] == "active"


def test_a_page_that_an_older_version_or_an_import_puts_back_has_as_long_again(client, organisation, staff):
    Organisation.objects.update(confirmed_on=date(2020, 1, 1))
    event = organisation.events.order_by("-pgh_id")[0]
    Organisation.objects.update(status="lapsed")
    sign_in(client, staff)
    client.post(reverse("admin:organisations_organisation_restore", args=[organisation.pk, event.pgh_id]))
    organisation.refresh_from_db()
    assert (organisation.status, organisation.republished_on) == ("active", date(2026, 3, 1))

    Organisation.objects.update(status="lapsed", republished_on=None)
    sheet = Sheet(["naam", "status"], [(2, [organisation.name, "actief"])])
    assert carry_out(plan_import(sheet)) == 1
    organisation.refresh_from_db()
    assert (organisation.status, organisation.republished_on) == ("active", date(2026, 3, 1))
    run()
    assert state_of(organisation)[0] == "active"


def test_readers_may_not_publish_again(client, organisation):
    Organisation.objects.update(status="lapsed")
    reader = UserFactory(is_staff=True)
    reader.groups.add(Group.objects.get(name="readers"))
    sign_in(client, reader)
    client.post(
        reverse("admin:organisations_organisation_changelist"),
        {"action": "publish_again", "_selected_action": [organisation.pk]},
    )
    assert state_of(organisation)[0] == "lapsed"
    assert "status__exact=lapsed" not in client.get(reverse("admin:index")).text


def test_pages_that_nobody_kept_or_confirmed_stay(client, clock):
    born = OrganisationFactory(name="Nooit Bevestigd", slug="nooit")
    clock.move_to("2036-01-01 12:00Z")
    assert run() == []
    born.refresh_from_db()
    assert born.status == "active"
    page = client.get("/organisaties/nooit/").text
    assert "f-none" in page
    assert "Nooit bevestigd" in page


def test_a_page_that_was_kept_or_confirmed_once_goes_without_mail(staff, clock):
    confirmed = OrganisationFactory(confirmed_on=date(2024, 3, 1))
    later = OrganisationFactory(confirmed_on=date(2024, 3, 2))
    with time_machine.travel("2024-03-01 12:00Z"):
        kept = MembershipFactory()
    with time_machine.travel("2025-03-01 12:00Z"):
        membership.remove(membership=kept, by=staff)
    assert run() == []
    assert set(Organisation.objects.lapsed()) == {confirmed, kept.organisation}
    assert list(Organisation.objects.public()) == [later]


def test_nobody_loses_a_page_without_having_been_asked(organisation, owner, clock):
    Organisation.objects.update(confirmed_on=date(2015, 1, 1))
    sent = []
    for day in range(60):
        clock.move_to(f"{date(2026, 3, 1) + timedelta(days=day)} 06:47+01:00")
        sent += [(day, message.subject.split(":")[0].split(" ")[0]) for _to in run() for message in mail.outbox]
    assert sent == [(0, "Klopt"), (14, "Herinnering"), (28, "Herinnering"), (42, "De")]


# --- What is kept of it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change", ["step = 4", "step = -1", "digest = 'een-code'", "fingerprint = ''", "used_at = sent_at - interval '1 s'"]
)
def test_a_request_that_cannot_be_is_refused_in_raw_sql(change):
    ConfirmationRequestFactory()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE organisations_confirmationrequest SET {change}")


def test_requests_are_forgotten_after_a_year():
    with time_machine.travel(timezone.now() - timedelta(days=366)):
        ConfirmationRequestFactory()
    recent = ConfirmationRequestFactory()
    forget_old_requests(timestamp=0)
    assert list(ConfirmationRequest.objects.all()) == [recent]


def test_who_was_asked_finds_it_among_the_own_data(organisation, owner):
    ConfirmationRequestFactory(organisation=organisation)
    run()
    [asked_of_owner] = held_on(owner)["confirmations_asked"]
    assert asked_of_owner["organisation__name"] == "Stichting Voorbeeld"
    assert asked_of_owner.keys() == {"organisation__name", "step", "sent_at", "used_at"}


def test_a_link_dies_with_the_account(organisation, owner):
    link = asked(owner)
    MembershipFactory(organisation=organisation)
    owner.delete()
    assert Client().get(link).status_code == 404
    assert not ConfirmationRequest.objects.exists()


def test_the_links_differ_and_are_kept_as_digests(organisation, owner):
    MembershipFactory(organisation=organisation)
    run()
    tokens = {link_in(message).split("/")[-2] for message in mail.outbox}
    assert len(tokens) == 2
    assert {digest_of(token, purpose="confirmation") for token in tokens} == set(
        ConfirmationRequest.objects.values_list("digest", flat=True)
    )
    assert {request.step for request in ConfirmationRequest.objects.all()} == {Step.ASK}


@pytest.mark.parametrize("number", [3, 30])
def test_a_day_costs_the_same_queries_for_any_number_of_pages_of_which_nothing_is_due(
    clock, number, django_assert_num_queries
):
    for _n in range(number):
        MembershipFactory(organisation__confirmed_on=date(2026, 1, 1))
    with django_assert_num_queries(1):
        run()


def test_the_demo_has_a_page_in_each_state(client, settings, capsys, folder):
    settings.DEBUG, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "000000"
    call_command("demo")
    call_command("demo")
    states = {
        card: client.get(f"/organisaties/{card}/").text
        for card in ("voorbeeld-groen", "voorbeeld-geel", "voorbeeld-rood")
    }
    assert "f-ok" in states["voorbeeld-groen"]
    assert "f-old" in states["voorbeeld-geel"]
    assert "f-late" in states["voorbeeld-rood"]
    assert "f-none" in client.get("/organisaties/voorbeeld-koor/").text
    assert Organisation.objects.get(slug="voorbeeld-weg").is_lapsed
    assert ConfirmationRequest.objects.count() == 1
