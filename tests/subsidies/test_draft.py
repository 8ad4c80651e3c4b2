"""Members write an application together and send it in."""

import json
import re
from threading import Barrier, Thread

import pytest
import time_machine
from allauth.account.internal.flows.login import record_authentication
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from subsidies import steps
from subsidies.actions import application as actions
from subsidies.applying import Proof
from subsidies.models import Answers, Application, LedgerEntry
from subsidies.states import State

from ..conftest import sign_in
from ..factories import CountryFactory, GoalFactory, MembershipFactory, OrganisationFactory, UserFactory
from ..subsidy_factories import (
    DECLARED,
    PurposeFactory,
    SchemeVersionFactory,
    answered,
    answers_for,
    publish,
    submitted,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Voorbeeld")


@pytest.fixture
def ada(organisation):
    return MembershipFactory(organisation=organisation, user__name="Ada Voorbeeld").user


@pytest.fixture
def bob(organisation, ada):
    return MembershipFactory(organisation=organisation, role="editor", user__name="Bob Voorbeeld").user


@pytest.fixture
def rules():
    version = SchemeVersionFactory()
    PurposeFactory(version=version)
    CountryFactory(), GoalFactory(number=6)
    return publish(version)


@pytest.fixture
def draft(organisation, ada, rules):
    return Application.objects.create(organisation=organisation, ceiling=rules.ceiling, created_by=ada)


def client_of(user):
    client = Client()
    sign_in(client, user)
    return client


def at(draft, step, name="step"):
    return reverse(f"subsidies:{name}", args=[draft.pk, step])


@pytest.mark.parametrize("step", ["activiteit", "controleren"])
def test_no_browser_keeps_what_a_page_was_opened_on(ada, draft, step):
    response = client_of(ada).get(at(draft, step))
    assert response["Cache-Control"] == "private, no-store"
    hidden = re.findall(r'<input type="hidden"[^>]*>', response.text)
    # HTML knows no `autocomplete="off"` of a hidden field.
    assert hidden and not any("autocomplete" in each for each in hidden)


def opened_on(client, draft, step):
    page = client.get(at(draft, step)).content.decode()
    return re.search(r'name="opened_on" value="([^"]*)"', page)[1]


def titled(client, draft, title, token=None, name="step", **more):
    token = opened_on(client, draft, "activiteit") if token is None else token
    return client.post(at(draft, "activiteit", name), {"title": title, "opened_on": token, **more})


def kept(draft, step="activiteit"):
    return draft.answers.get(step=step)


def revision(draft):
    return steps.check(draft).revision


def send(client, draft, **more):
    return client.post(at(draft, "controleren"), {**DECLARED, "revision": revision(draft), **more})


def receipts_of(application):
    """Return how many jobs wait that make and mail the receipt."""
    return ProcrastinateJob.objects.filter(
        task_name="subsidies.tasks.cases.make_receipt", args={"application_id": application.pk}
    ).count()


def test_a_member_fills_in_every_step_and_sends_it_in(ada, draft, rules):
    client = client_of(ada)
    following = {
        "organisatie": "activiteit",
        "activiteit": "doelen",
        "doelen": "begroting",
        "begroting": "bijlagen",
    }
    for step, data in answers_for(rules).items():
        response = client.post(at(draft, step), {**data, "opened_on": opened_on(client, draft, step)})
        assert response.status_code == 302, response.content.decode()
        assert response["Location"] == at(draft, following[step])
        assert kept(draft, step).is_done
    page = client.get(at(draft, "controleren")).content.decode()
    assert "NL91 ABNA 0417 1643 00" in page
    assert "Water bij vijf scholen" in page
    response = send(client, draft)
    assert response["Location"] == reverse("subsidies:application", args=[f"IS-{rules.ceiling.year}-0001"])
    assert receipts_of(Application.objects.get()) == 1


def test_what_is_wrong_is_said_and_kept(ada, draft):
    client = client_of(ada)
    response = titled(client, draft, "Kort", starts_on="2026-12-31", ends_on="gisteren")
    assert response.status_code == 422
    assert 'href="#id_ends_on"' in response.content.decode()
    assert kept(draft).data["ends_on"] == ["gisteren"]
    assert not kept(draft).is_done
    assert "gisteren" in client.get(at(draft, "activiteit")).content.decode()


def test_saving_for_later_always_works(ada, draft):
    response = titled(client_of(ada), draft, "", later="on")
    assert response["Location"] == reverse("member_home")


def test_a_draft_leads_to_the_first_step_that_is_not_done(ada, draft, rules):
    client = client_of(ada)
    assert client.get(draft.get_absolute_url())["Location"] == at(draft, "organisatie")
    Answers.objects.create(application=draft, step="organisatie", data=answers_for(rules)["organisatie"], is_done=True)
    assert client.get(draft.get_absolute_url())["Location"] == at(draft, "activiteit")


def test_a_step_skipped_by_address_is_no_harm(ada, draft, rules):
    client = client_of(ada)
    page = client.get(at(draft, "controleren"))
    assert page.status_code == 200
    assert at(draft, "organisatie") in page.content.decode()
    response = send(client, draft)
    assert response.status_code == 422
    draft.refresh_from_db()
    assert draft.is_draft
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize("step", ["bestaat-niet", "bijlagen-2"])
def test_there_are_no_other_steps(ada, draft, step):
    client = client_of(ada)
    assert client.get(at(draft, step)).status_code == 404
    assert client.post(at(draft, step, "keep_answers")).status_code == 404


def test_the_draft_of_another_organisation_is_not_there(draft):
    client = client_of(MembershipFactory().user)
    for name, args in [("draft", []), ("throw_away", []), ("step", ["activiteit"]), ("keep_answers", ["activiteit"])]:
        address = reverse(f"subsidies:{name}", args=[draft.pk, *args])
        assert client.get(address).status_code in {404, 405}
        assert client.post(address, {"title": "Van mij"}).status_code in {404, 405}
    assert not Answers.objects.exists()


def test_whose_membership_ended_finds_nothing_any_more(ada, bob, draft):
    client = client_of(bob)
    assert client.get(at(draft, "activiteit")).status_code == 200
    bob.memberships.all().delete()
    assert client.get(at(draft, "activiteit")).status_code == 404
    assert client.post(at(draft, "activiteit", "keep_answers"), {"title": "x"}).status_code == 404


def test_what_is_typed_is_kept_without_what_no_database_takes(ada, draft):
    client = client_of(ada)
    response = titled(client, draft, "Wa\0ter", name="keep_answers")
    assert response.status_code == 200
    assert kept(draft).data["title"] == ["Water"]
    response = client.post(at(draft, "activiteit", "keep_answers"), {"title": "x" * 100_001})
    assert response.status_code == 413
    assert client.post(at(draft, "activiteit"), {"title": "x" * 100_001}).status_code == 422
    assert kept(draft).data["title"] == ["Water"]


def test_what_only_a_colleague_changed_is_taken_over(ada, bob, draft):
    first, second = client_of(ada), client_of(bob)
    token = opened_on(second, draft, "activiteit")
    titled(first, draft, "Water", plan="")
    response = titled(second, draft, "", token, plan="Pompen")
    assert response.status_code == 422  # not done yet, but no conflict
    assert kept(draft).data["title"] == ["Water"]
    assert kept(draft).data["plan"] == ["Pompen"]


def test_what_both_changed_is_shown_and_chosen(ada, bob, draft):
    first, second = client_of(ada), client_of(bob)
    token = opened_on(second, draft, "activiteit")
    titled(first, draft, "Van Ada")
    response = titled(second, draft, "Van Bob", token)
    page = response.content.decode()
    assert response.status_code == 409
    assert "<blockquote>Van Ada</blockquote>" in page
    assert 'value="Van Bob"' in page
    assert kept(draft).data["title"] == ["Van Ada"]
    assert kept(draft).set_aside == {str(bob.pk): {"title": ["Van Bob"]}}
    # It comes back, also later and elsewhere.
    again = client_of(bob).get(at(draft, "activiteit")).content.decode()
    assert "<blockquote>Van Ada</blockquote>" in again
    assert 'value="Van Bob"' in again
    assert "Van Bob" not in first.get(at(draft, "activiteit")).content.decode()
    titled(second, draft, "Van Bob", **{"theirs-title": "on"})
    assert kept(draft).data["title"] == ["Van Ada"]
    assert kept(draft).set_aside == {}


@pytest.mark.parametrize(
    ("step", "theirs", "mine", "said"),
    [
        ("activiteit", {"purpose": "{purpose}"}, {"purpose": "0"}, "Humanitair project in het buitenland"),
        ("activiteit", {"starts_on": "2026-12-01"}, {"starts_on": "2026-12-02"}, "1 december 2026"),
        ("activiteit", {"starts_on": "ooit"}, {"starts_on": "2026-12-02"}, "ooit"),
        ("doelen", {"goal_1": ["6"]}, {"goal_1": ["1"]}, "6. "),
        ("organisatie", {"iban": "nl91abna0417164300"}, {"iban": "NL"}, "NL91 ABNA 0417 1643 00"),
        ("begroting", {"costs": ["Pompen", "tien"]}, {"costs": ["Pomp", "5"]}, "Pompen: tien"),
        (
            "begroting",
            {"cover": ["own", "", "1.850,5", "other-grant", "Fonds", "5", "", "", "1"]},
            {"cover": ["own", "", "5"]},
            "Eigen geld: €\xa01.850,50<br>Andere subsidies, Fonds: €\xa05<br>Regel 3: €\xa01",
        ),
    ],
)
def test_what_a_colleague_typed_is_shown_in_words(ada, bob, draft, rules, step, theirs, mine, said):
    theirs = {name: str(rules.purpose_set.get().pk) if text == "{purpose}" else text for name, text in theirs.items()}
    first, second = client_of(ada), client_of(bob)
    token = opened_on(second, draft, step)
    first.post(at(draft, step), {**theirs, "opened_on": opened_on(first, draft, step)})
    response = second.post(at(draft, step), {**mine, "opened_on": token})
    assert response.status_code == 409
    page = response.content.decode()
    assert f"<blockquote>{said}" in page


def test_what_is_not_filled_in_yet_is_no_mistake_before_one_goes_on(ada, draft):
    client = client_of(ada)
    titled(client, draft, "Water", name="keep_answers", ends_on="gisteren")
    page = client.get(at(draft, "activiteit")).content.decode()
    assert "Dit veld is verplicht" not in page
    assert "(1 fout)" in page
    assert 'id="id_ends_on_error"' in page
    assert titled(client, draft, "Water").content.decode().count("Dit veld is verplicht") > 2


def test_the_second_may_keep_what_he_wrote(ada, bob, draft):
    first, second = client_of(ada), client_of(bob)
    token = opened_on(second, draft, "activiteit")
    titled(first, draft, "Van Ada")
    titled(second, draft, "Van Bob", token)
    titled(second, draft, "Van Bob")
    assert kept(draft).data["title"] == ["Van Bob"]
    assert kept(draft).set_aside == {}


def test_a_conflict_found_while_typing_waits_until_it_is_chosen(ada, bob, draft):
    first, second = client_of(ada), client_of(bob)
    token = opened_on(second, draft, "activiteit")
    titled(first, draft, "Van Ada")
    response = titled(second, draft, "Van B", token, name="keep_answers")
    assert response.status_code == 409
    # He types on, on a page that shows both by now; that is not yet a choice.
    response = titled(second, draft, "Van Bob", name="keep_answers")
    assert response.status_code == 409
    assert kept(draft).data["title"] == ["Van Ada"]
    assert kept(draft).set_aside == {str(bob.pk): {"title": ["Van Bob"]}}


def test_typing_on_is_no_conflict_with_oneself(ada, draft):
    client = client_of(ada)
    token = opened_on(client, draft, "activiteit")
    for text in ("W", "Wa", "Wat"):
        assert titled(client, draft, text, token, name="keep_answers").status_code == 200
    assert kept(draft).data["title"] == ["Wat"]


def test_what_was_kept_while_typing_is_what_the_page_was_opened_on_from_then(ada, bob, draft):
    client = client_of(ada)
    token = titled(client, draft, "Water", name="keep_answers").json()["opened_on"]
    titled(client_of(bob), draft, "Water voor allen")
    # Ada's page still shows "Water", which she did not touch since.
    response = titled(client, draft, "Water", token, name="keep_answers", plan="Pompen")
    assert response.status_code == 200
    assert kept(draft).data["title"] == ["Water voor allen"]


def test_who_else_was_here_is_said(ada, bob, draft):
    with time_machine.travel("2026-06-01 14:32+02:00", tick=False):
        titled(client_of(ada), draft, "Water")
        assert "Ada Voorbeeld" in client_of(bob).get(at(draft, "doelen")).content.decode()
        assert "14:32" in client_of(bob).get(at(draft, "doelen")).content.decode()
    with time_machine.travel("2026-06-01 14:38+02:00", tick=False):
        assert "Ada Voorbeeld" not in client_of(bob).get(at(draft, "doelen")).content.decode()


def test_a_row_is_added_without_losing_what_was_typed(ada, draft):
    client = client_of(ada)
    data = {"costs": ["Pompen", "tien"], "cover": ["request", "", "5"], "add": "cover"}
    response = client.post(at(draft, "begroting"), {**data, "opened_on": opened_on(client, draft, "begroting")})
    assert response["Location"] == f"{at(draft, 'begroting')}#id_cover_1_label"
    assert kept(draft, "begroting").data["costs"][:2] == ["Pompen", "tien"]
    assert kept(draft, "begroting").data["cover"] == ["request", "", "5", "other-grant", "", ""]
    page = client.get(at(draft, "begroting")).content.decode()
    assert 'id="id_cover_1_label"' in page


@pytest.mark.parametrize("data", [{"cover": ["request"]}, {"costs": ["a"] * 999, "add": "costs"}, {"add": "x"}, {}])
def test_rows_cut_short_are_no_server_error(ada, draft, data):
    client = client_of(ada)
    assert client.post(at(draft, "begroting"), data).status_code in {302, 422}
    assert client.get(at(draft, "begroting")).status_code == 200


def test_the_same_is_sent_in_once(ada, draft, rules):
    draft = answered(rules=rules, organisation=draft.organisation)
    client = client_of(ada)
    first, again = send(client, draft), client.post(at(draft, "controleren"), {})
    assert first["Location"] == again["Location"]
    assert client.get(at(draft, "activiteit"))["Location"] == first["Location"]
    assert Application.objects.submitted().count() == 1
    assert LedgerEntry.objects.count() == 1


def test_nothing_is_sent_in_without_declarations(ada, draft, rules):
    draft = answered(rules=rules, organisation=draft.organisation)
    response = client_of(ada).post(at(draft, "controleren"), {"revision": revision(draft), "truthful": "on"})
    assert response.status_code == 422
    draft.refresh_from_db()
    assert draft.is_draft


def test_what_was_not_read_over_is_not_sent_in(ada, draft, rules):
    draft = answered(rules=rules, organisation=draft.organisation)
    client = client_of(ada)
    assert send(client, draft, revision="").status_code == 409
    seen = revision(draft)
    draft.answers.filter(step="organisatie").update(data={})
    assert send(client, draft, revision=seen).status_code == 409


def test_closing_time_passes_while_one_types(ada, draft, rules):
    draft = answered(rules=rules, organisation=draft.organisation)
    client = client_of(ada)
    seen = revision(draft)
    with time_machine.travel(rules.closes_at, tick=False):
        client = client_of(ada)
        response = client.post(at(draft, "controleren"), {**DECLARED, "revision": seen})
    assert response.status_code == 422
    assert draft.answers.count() == 4


def test_a_draft_is_thrown_away(ada, draft):
    client = client_of(ada)
    address = reverse("subsidies:throw_away", args=[draft.pk])
    assert client.get(address).status_code == 200
    assert client.post(address)["Location"] == reverse("member_home")
    assert not Application.objects.exists()


def test_what_was_sent_in_is_not_thrown_away(ada, organisation):
    sent = submitted(organisation=organisation)
    response = client_of(ada).post(reverse("subsidies:throw_away", args=[sent.pk]))
    assert response["Location"] == sent.get_absolute_url()
    assert Application.objects.exists()


def test_a_step_costs_a_fixed_number_of_queries(ada, bob, draft, rules):
    client = client_of(ada)
    found = []
    for rows in (2, 30):
        costs = ["Pompen", "1"] * rows
        cost = []
        for step, data in (answers_for(rules) | {"begroting": {"costs": costs, "cover": ["request", "", "5"]}}).items():
            with CaptureQueriesContext(connection) as queries:
                client.get(at(draft, step))
            cost.append(len(queries))
            with CaptureQueriesContext(connection) as queries:
                client.post(at(draft, step, "keep_answers"), data)
            cost.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            client.get(at(draft, "controleren"))
        cost.append(len(queries))
        found.append(cost)
        # More of all that a list could ask for one by one.
        for number in range(7, 12):
            GoalFactory(number=number)
        client.get(at(draft, "doelen"))
    assert [a - b for a, b in zip(*found, strict=True)] == pytest.approx([0] * len(found[0]), abs=2)
    assert max(found[1]) <= 23, found


@pytest.mark.django_db(transaction=True)
def test_two_submits_at_once_make_one_application_and_one_receipt():
    rules = publish()
    draft = answered(rules=rules)
    MembershipFactory(organisation=draft.organisation)
    found, barrier = [], Barrier(4)

    def run():
        barrier.wait()
        mine = Application.objects.with_names().get(pk=draft.pk)
        found.append(actions.submit(application=mine, by=None, declared=DECLARED).reference)
        connections.close_all()

    threads = [Thread(target=run) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [f"IS-{rules.ceiling.year}-0001"] * 4
    assert LedgerEntry.objects.count() == 1
    assert Application.objects.get().state == State.SUBMITTED
    assert receipts_of(draft) == 1


def begin_at(rules):
    return reverse("subsidies:apply", args=[rules.ceiling.scheme.slug])


def test_applying_begins_for_the_one_organisation_of_a_member(ada, organisation, rules):
    response = client_of(ada).post(begin_at(rules))
    draft = Application.objects.get()
    assert response["Location"] == draft.get_absolute_url()
    assert draft.organisation == organisation
    assert draft.get_absolute_url() in client_of(ada).get(begin_at(rules)).content.decode()


def test_applying_leads_to_the_sign_in_and_back(client, rules):
    response = client.get(begin_at(rules))
    assert response["Location"] == f"{reverse('account_login')}?next={begin_at(rules)}"


def test_a_member_of_several_chooses(ada, rules):
    other = MembershipFactory(user=ada).organisation
    client = client_of(ada)
    assert client.post(begin_at(rules)).status_code == 422
    assert client.post(begin_at(rules), {"organisation": OrganisationFactory().pk}).status_code == 422
    client.post(begin_at(rules), {"organisation": other.pk})
    assert Application.objects.get().organisation == other


def test_a_member_copies_what_the_organisation_sent_in_before_and_nothing_of_others(ada, organisation, rules):
    sent = submitted(organisation=organisation, ceiling=rules.ceiling)
    foreign = submitted(ceiling=rules.ceiling)
    client = client_of(ada)
    assert client.post(begin_at(rules), {"copied_from": foreign.pk}).status_code == 422
    client.post(begin_at(rules), {"copied_from": sent.pk})
    draft = Application.objects.drafts().get()
    assert draft.answers.get(step="activiteit").data["title"] == ["Water bij vijf scholen"]


def test_who_keeps_no_page_is_told_how(rules):
    client = client_of(UserFactory())
    page = client.get(begin_at(rules)).content.decode()
    assert reverse("organisations:letter_code") in page
    assert client.post(begin_at(rules)).status_code == 422
    assert not Application.objects.exists()


def test_a_scheme_without_rules_is_not_there(ada):
    version = SchemeVersionFactory()
    assert client_of(ada).get(begin_at(version)).status_code == 404


@pytest.mark.parametrize("level", ["second-factor", "eherkenning"])
def test_how_sure_we_must_be_of_who_applies(ada, organisation, level):
    CountryFactory(), GoalFactory(number=6)
    rules = publish(sign_in=level)
    client = Client()
    client.force_login(ada)
    assert client.post(begin_at(rules)).status_code == 422
    draft = answered(rules=rules, organisation=organisation)
    assert send(client, draft).status_code == 422
    draft.refresh_from_db()
    assert draft.is_draft
    if level == "second-factor":
        assert send(client_of(ada), draft).status_code == 302


def came_with_eherkenning(user, *numbers):
    """Return a client of somebody who came with eHerkenning for organisations with these KvK numbers."""
    client = Client()
    client.force_login(user)
    request = HttpRequest()
    request.session, request.user = client.session, user
    for number in numbers:
        record_authentication(request, user, method="socialaccount", provider="eherkenning", kvk_number=number)
    request.session.save()
    return client


@pytest.mark.parametrize(
    ("own", "numbers", "said"),
    [
        ("12345678", ["12345678"], None),
        ("12345678", ["22222222", "12345678"], None),
        ("12345678", ["22222222"], "voor een andere organisatie"),
        ("12345678", [], "KvK-nummer 12345678"),
        (None, ["22222222"], "kennen het KvK-nummer van Stichting Voorbeeld niet"),
    ],
)
def test_eherkenning_is_of_the_very_organisation_that_applies(ada, organisation, own, numbers, said):
    CountryFactory(), GoalFactory(number=6)
    rules = publish(sign_in="eherkenning")
    organisation.kvk_number = own
    organisation.save()
    client = came_with_eherkenning(ada, *numbers)
    draft = answered(rules=rules, organisation=organisation)
    answers = [client.post(begin_at(rules)), send(client, draft)]
    assert [answer.status_code for answer in answers] == [422 if said else 302] * 2
    assert Application.objects.count() == (1 if said else 2)
    if said:
        for answer in [*answers, client.get(begin_at(rules)), client.get(at(draft, "controleren"))]:
            assert said in answer.content.decode()


def test_a_member_of_two_begins_for_the_one_that_eherkenning_is_of(ada, organisation):
    rules = publish(sign_in="eherkenning")
    other = MembershipFactory(user=ada, organisation__kvk_number="22222222").organisation
    client = came_with_eherkenning(ada, "22222222")
    assert client.post(begin_at(rules), {"organisation": organisation.pk}).status_code == 422
    assert client.post(begin_at(rules), {"organisation": other.pk}).status_code == 302
    assert Application.objects.get().organisation == other


def test_who_does_not_say_what_was_shown_showed_nothing():
    draft = answered(rules=publish(sign_in="eherkenning"), organisation=OrganisationFactory(kvk_number="12345678"))
    with pytest.raises(ValidationError) as refused:
        actions.submit(application=draft, by=None, declared=DECLARED)
    assert refused.value.code == "eherkenning"
    actions.submit(application=draft, by=None, declared=DECLARED, proof=Proof(kvk_numbers=frozenset({"12345678"})))


def test_answers_are_plain_texts(ada, draft):
    client = client_of(ada)
    titled(client, draft, "<script>")
    assert json.dumps(kept(draft).data)
    assert "<script>" not in client.get(at(draft, "controleren")).content.decode().split("<main")[1]
