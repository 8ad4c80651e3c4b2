"""Who keeps a page, and how people come to do so: the actions, the screens, and what is refused."""

import re
import time
from datetime import timedelta
from functools import partial
from threading import Thread

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organisations.actions import membership as actions
from organisations.models import Aboard, Claim, Invitation, Membership, Organisation, Role
from organisations.tasks import forget_old_requests

from ..conftest import sign_in
from ..factories import ClaimFactory, InvitationFactory, MembershipFactory, OrganisationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Stichting Voorbeeld", slug="voorbeeld")


@pytest.fixture
def owner(organisation):
    return MembershipFactory(organisation=organisation, user__name="Eigenaar").user


@pytest.fixture
def staff(db):
    return UserFactory(is_staff=True, is_superuser=True, name="Ambtenaar")


def somebody(email="iemand@voorbeeld.example", **fields):
    """Make a user who proved to have an address."""
    user = UserFactory(email=email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def address(name, *args):
    return reverse(f"organisations:{name}", args=args)


def link_in(message):
    return re.search(r"http://localhost:\d+(/\S+uitnodiging/\S+)", message.body)[1]


def people(organisation):
    return {(membership.user, membership.role) for membership in organisation.memberships.select_related("user")}


# --- The rule of every row -------------------------------------------------------------------------------------------


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM organisations_membership WHERE role = 'owner'",
        "UPDATE organisations_membership SET role = 'editor'",
        "UPDATE organisations_membership SET organisation_id = {other} WHERE role = 'owner'",
    ],
)
def test_members_without_an_owner_are_refused_in_raw_sql(as_serving_role, statement):
    other = OrganisationFactory()
    owner = MembershipFactory()
    MembershipFactory(organisation=owner.organisation, role=Role.EDITOR)
    check_now()
    with pytest.raises(IntegrityError, match="no owner"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(other=other.pk))
        check_now()


def test_an_organisation_goes_with_its_members(owner, organisation):
    organisation.delete()
    check_now()
    assert not Membership.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_the_same_moment_one_stays():
    first = MembershipFactory()
    second = MembershipFactory(organisation=first.organisation)
    MembershipFactory(organisation=first.organisation, role=Role.EDITOR)
    refused = []

    def leave(membership):
        try:
            actions.remove(membership=membership, by=membership.user)
        except ValidationError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=leave, args=[membership]) for membership in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["last_owner"]
    assert first.organisation.memberships.owners().count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_invitation_that_is_renewed_while_it_is_accepted_is_no_deadlock():
    owner = MembershipFactory()
    invitation = InvitationFactory(organisation=owner.organisation)
    user = somebody(invitation.email)
    outcome = []

    def accept():
        try:
            actions.accept(invitation=invitation, by=user)
        except ValidationError as error:
            outcome.append(error.code)
        finally:
            connection.close()

    thread = Thread(target=accept)
    with transaction.atomic():
        # What the other owner's request does first.
        actions.locked(owner.organisation)
        thread.start()
        time.sleep(0.3)
        again = {"email": invitation.email, "role": "editor", "language": "nl"}
        actions.invite(organisation=owner.organisation, **again, by=owner.user)
    thread.join()
    assert outcome == ["revoked"]


@pytest.mark.parametrize("change", [actions.remove, partial(actions.change_role, role=Role.OWNER)])
def test_who_was_removed_meanwhile_does_not_come_back(owner, organisation, change):
    editor = MembershipFactory(organisation=organisation, role=Role.EDITOR)
    read_before = Membership.objects.get(pk=editor.pk)
    actions.remove(membership=editor, by=owner)
    mail.outbox.clear()
    with pytest.raises(ValidationError) as error:
        change(membership=read_before, by=owner)
    assert error.value.code == "gone"
    assert people(organisation) == {(owner, "owner")}
    assert mail.outbox == []


# --- Owners among themselves -----------------------------------------------------------------------------------------


def test_an_owner_invites_a_colleague_who_accepts_once(client, owner, organisation):
    sign_in(client, owner)
    page = client.post(
        address("invite", "voorbeeld"), {"email": "Collega@Voorbeeld.example", "role": "editor", "language": "de"}
    )
    assert page.status_code == 302
    [message] = mail.outbox
    assert message.to == ["collega@voorbeeld.example"]
    assert message.subject.startswith("Die Seite von")
    assert "/de/mijn/uitnodiging/" in message.body
    invitation = Invitation.objects.get()
    assert link_in(message).split("/")[-2] not in invitation.digest

    colleague = somebody("collega@voorbeeld.example")
    sign_in(client, colleague)
    page = client.post(link_in(message), follow=True)
    assert page.redirect_chain[-1][0].endswith(address("people", "voorbeeld"))
    assert people(organisation) == {(owner, "owner"), (colleague, "editor")}
    assert [note.to for note in mail.outbox[1:]] == [[owner.email]]

    again = client.post(link_in(message))
    assert again.status_code == 410
    other = somebody()
    sign_in(client, other)
    assert client.post(link_in(message)).status_code == 410
    assert len(people(organisation)) == 2


@pytest.mark.parametrize("change", ["expired", "revoked", "tampered", "foreign"])
def test_a_link_that_is_not_good_lets_nobody_in(client, owner, organisation, change):
    actions.invite(organisation=organisation, email="collega@voorbeeld.example", role="editor", language="nl", by=owner)
    link, expected = link_in(mail.outbox[0]), 410
    user = somebody("collega@voorbeeld.example")
    if change == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif change == "revoked":
        actions.revoke(invitation=Invitation.objects.get(), by=owner)
    elif change == "tampered":
        link, expected = link[:-3] + "xx/", 404
    else:
        user, expected = somebody("vreemde@voorbeeld.example"), 403
    sign_in(client, user)
    page = client.post(link)
    assert page.status_code == expected
    assert "<h1>" in page.text
    assert people(organisation) == {(owner, "owner")}
    assert not Invitation.objects.exclude(accepted_at=None).exists()


def test_an_invitation_is_only_for_an_address_that_was_proved(client, owner, organisation):
    actions.invite(organisation=organisation, email="collega@voorbeeld.example", role="owner", language="nl", by=owner)
    pretender = UserFactory(email="collega@voorbeeld.example")
    EmailAddress.objects.create(user=pretender, email=pretender.email, verified=False, primary=True)
    sign_in(client, pretender)
    assert client.post(link_in(mail.outbox[0])).status_code == 403
    assert people(organisation) == {(owner, "owner")}


def test_who_is_invited_and_not_signed_in_comes_back_after_it(client, owner, organisation):
    actions.invite(organisation=organisation, email="collega@voorbeeld.example", role="editor", language="nl", by=owner)
    link = link_in(mail.outbox[0])
    page = client.get(link)
    assert f'href="/account/signup/?next={link}&amp;email=collega%40voorbeeld.example"' in page.text
    assert client.post(link)["Location"] == f"/account/login/?next={link}"


def test_an_editor_does_not_come_to_a_page_that_nobody_keeps_any_more(client, owner, organisation, staff):
    actions.invite(organisation=organisation, email="collega@voorbeeld.example", role="editor", language="nl", by=owner)
    actions.remove(membership=organisation.memberships.get(), by=staff)
    sign_in(client, somebody("collega@voorbeeld.example"))
    page = client.post(link_in(mail.outbox[0]))
    assert page.status_code == 403
    assert "International Office" in page.text
    check_now()
    assert people(organisation) == set()


def test_links_and_codes_are_not_tried_at_will_by_opening_them(client):
    answers = [client.get(address("accept_invitation", f"AAAABBBB{n:04}")).status_code for n in range(22)]
    assert answers == [404] * 20 + [429] * 2


def test_a_newer_invitation_ends_the_older(owner, organisation):
    for _n in range(2):
        actions.invite(organisation=organisation, email="c@voorbeeld.example", role="editor", language="nl", by=owner)
    assert [invitation.state for invitation in Invitation.objects.order_by("pk")] == ["revoked", "open"]


@pytest.mark.parametrize(
    "email",
    ["", "geen-adres", "a" * 300 + "@voorbeeld.example", '"a b"@x', "x@y\x00.example", "ünï@çodé", "a@b,c@d.example"],
)
def test_an_invitation_to_no_address_is_refused_at_its_field(client, owner, organisation, email):
    sign_in(client, owner)
    page = client.post(address("invite", "voorbeeld"), {"email": email, "role": "editor", "language": "nl"})
    assert page.status_code == 422
    assert 'id="id_email_error"' in page.text
    assert "<title>(1 fout) " in page.text
    assert mail.outbox == []


def test_a_member_is_not_invited_again(client, owner, organisation):
    sign_in(client, owner)
    page = client.post(
        address("invite", "voorbeeld"), {"email": owner.email.upper(), "role": "owner", "language": "nl"}
    )
    assert page.status_code == 422
    assert not Invitation.objects.exists()


def test_ten_thousand_invitations_stop_at_thirty_a_day(client, owner, organisation):
    sign_in(client, owner)
    codes = [
        client.post(
            address("invite", "voorbeeld"), {"email": f"c{n}@voorbeeld.example", "role": "editor", "language": "nl"}
        ).status_code
        for n in range(34)
    ]
    assert codes == [302] * 30 + [429] * 4
    assert Invitation.objects.count() == len(mail.outbox) == 30


def test_owners_change_roles_and_remove_but_keep_an_owner(client, owner, organisation):
    editor = MembershipFactory(organisation=organisation, role=Role.EDITOR)
    own = organisation.memberships.get(user=owner)
    sign_in(client, owner)
    page = client.post(address("change_role", "voorbeeld", own.pk), {"role": "editor"})
    assert page.status_code == 422
    assert "eigenaar" in page.text
    assert client.post(address("remove", "voorbeeld", own.pk)).status_code == 422
    assert client.post(address("change_role", "voorbeeld", editor.pk), {"role": "koning"}).status_code == 422
    assert people(organisation) == {(owner, "owner"), (editor.user, "editor")}
    assert mail.outbox == []

    assert client.post(address("change_role", "voorbeeld", editor.pk), {"role": "owner"}).status_code == 302
    assert client.post(address("remove", "voorbeeld", own.pk)).status_code == 302
    assert people(organisation) == {(editor.user, "owner")}
    assert [message.to for message in mail.outbox] == [[editor.user.email]]
    assert client.get(address("people", "voorbeeld")).status_code == 404


def test_an_editor_may_leave_and_nothing_else(client, owner, organisation):
    editor = MembershipFactory(organisation=organisation, role=Role.EDITOR)
    sign_in(client, editor.user)
    page = client.get(address("people", "voorbeeld")).text
    assert address("invite", "voorbeeld") not in page
    assert f'href="{address("change_role", "voorbeeld", editor.pk)}"' not in page
    own = organisation.memberships.get(user=owner)
    assert client.post(address("remove", "voorbeeld", own.pk)).status_code == 403
    assert client.post(address("change_role", "voorbeeld", editor.pk), {"role": "owner"}).status_code == 403
    assert client.post(address("remove", "voorbeeld", editor.pk))["Location"] == reverse("member_home")
    assert people(organisation) == {(owner, "owner")}


def test_nobody_reaches_the_people_of_another_organisation_through_the_own(client, owner, organisation):
    elsewhere = MembershipFactory(role=Role.OWNER)
    foreign = InvitationFactory(organisation=elsewhere.organisation)
    sign_in(client, owner)
    for name in ("change_role", "remove"):
        assert client.post(address(name, "voorbeeld", elsewhere.pk), {"role": "editor"}).status_code == 404
        assert client.post(address(name, elsewhere.organisation.slug, elsewhere.pk)).status_code == 404
    assert client.post(address("revoke_invitation", "voorbeeld", foreign.pk)).status_code == 404
    assert people(elsewhere.organisation) == {(elsewhere.user, "owner")}
    foreign.refresh_from_db()
    assert foreign.state == "open"


def test_an_owner_withdraws_an_invitation(client, owner, organisation):
    invitation = InvitationFactory(organisation=organisation)
    sign_in(client, owner)
    page = client.post(address("revoke_invitation", "voorbeeld", invitation.pk), follow=True)
    assert invitation.email not in page.text
    invitation.refresh_from_db()
    assert (invitation.state, invitation.revoked_by) == ("revoked", owner)


# --- Claims ----------------------------------------------------------------------------------------------------------

ANSWERS = {"position": "secretaris", "motivation": "Ik sta op de website."}


def test_a_claim_that_staff_approve_makes_an_owner(client, organisation, staff):
    user = somebody()
    sign_in(client, user)
    assert client.post(address("claim", "voorbeeld"), ANSWERS)["Location"] == reverse("member_home")
    assert people(organisation) == set()
    assert "Stichting Voorbeeld" in client.get(reverse("member_home")).text
    claim = Claim.objects.get()

    sign_in(client, staff)
    queue = client.get(reverse("admin:index")).text
    assert "decided=no" in queue
    decide = reverse("admin:organisations_claim_change", args=[claim.pk])
    assert "Ik sta op de website." in client.get(decide).text
    assert client.post(decide, {"outcome": "approved"}).status_code == 302
    assert people(organisation) == {(user, "owner")}
    claim.refresh_from_db()
    assert (claim.outcome, claim.decided_by) == ("approved", staff)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([user.email], "Wij hebben uw aanvraag voor Stichting Voorbeeld ontvangen"),
        ([user.email], "U beheert nu de pagina van Stichting Voorbeeld"),
    ]
    assert "decided=no" not in client.get(reverse("admin:index")).text


def test_a_claim_is_refused_with_a_reason_that_is_mailed(client, organisation, staff):
    claim = ClaimFactory(organisation=organisation)
    sign_in(client, staff)
    decide = reverse("admin:organisations_claim_change", args=[claim.pk])
    for wrong in ({}, {"outcome": "refused"}, {"outcome": "refused", "reason": " "}, {"outcome": "misschien"}):
        page = client.post(decide, wrong)
        assert page.status_code == 422
        assert "errornote" in page.text
    assert mail.outbox == []
    client.post(decide, {"outcome": "refused", "reason": "Wij vinden u niet op de website."})
    claim.refresh_from_db()
    assert (claim.outcome, claim.reason) == ("refused", "Wij vinden u niet op de website.")
    [message] = mail.outbox
    assert claim.reason in message.body
    assert people(organisation) == set()


def test_a_claim_is_decided_once(organisation, staff):
    claim = ClaimFactory(organisation=organisation)
    actions.refuse(claim=claim, reason="Nee.", by=staff)
    with pytest.raises(ValidationError) as error:
        actions.approve(claim=claim, by=staff)
    assert error.value.code == "decided"
    assert people(organisation) == set()


def test_a_page_that_has_an_owner_cannot_be_claimed(client, owner, organisation, staff):
    waiting = ClaimFactory(organisation=organisation)
    sign_in(client, somebody())
    page = client.post(address("claim", "voorbeeld"), ANSWERS)
    assert page.status_code == 422
    assert "collega" in page.text
    assert ANSWERS["motivation"] in page.text, "nothing typed is lost"
    assert list(Claim.objects.all()) == [waiting]
    with pytest.raises(ValidationError) as error:
        actions.approve(claim=waiting, by=staff)
    assert error.value.code == "has_owner"
    assert people(organisation) == {(owner, "owner")}


def test_one_claim_at_a_time_and_not_on_what_is_hidden(client, organisation):
    sign_in(client, somebody())
    client.post(address("claim", "voorbeeld"), ANSWERS)
    assert client.post(address("claim", "voorbeeld"), ANSWERS).status_code == 422
    assert Claim.objects.count() == 1
    Organisation.objects.update(status="hidden")
    assert client.post(address("claim", "voorbeeld"), ANSWERS).status_code == 404


@pytest.mark.parametrize(
    "answers",
    [{}, {"position": "x" * 101, "motivation": "y"}, {"position": "x", "motivation": "y" * 1001}, {"position": "\x00"}],
)
def test_a_claim_that_is_not_filled_in_well_is_answered_at_its_fields(client, organisation, answers):
    sign_in(client, somebody())
    page = client.post(address("claim", "voorbeeld"), answers)
    assert page.status_code == 422
    assert "error-summary" in page.text
    assert not Claim.objects.exists()


# --- New organisations -----------------------------------------------------------------------------------------------

NEW = {
    "name": "Nieuwe Stichting",
    "sector": "1",
    "website": "https://nieuw.example/",
    "kvk_number": "12345678",
    **ANSWERS,
}


def test_a_new_organisation_is_unseen_until_staff_publish_it(client, staff):
    user = somebody()
    sign_in(client, user)
    page = client.post(address("register"), NEW, follow=True)
    new = Organisation.objects.get()
    assert page.redirect_chain[-1][0] == address("people", "nieuwe-stichting")
    assert people(new) == {(user, "owner")}
    assert client.get(new.get_absolute_url()).status_code == 404
    assert "Nieuwe Stichting" not in client.get(address("organisations")).text

    sign_in(client, staff)
    client.post(reverse("admin:organisations_claim_change", args=[Claim.objects.get().pk]), {"outcome": "approved"})
    assert client.get(new.get_absolute_url()).status_code == 200


def test_who_added_an_organisation_sends_no_mail_of_ours_before_staff_looked(client, staff):
    sign_in(client, somebody())
    client.post(address("register"), NEW)
    mail.outbox.clear()
    page = client.post(
        address("invite", "nieuwe-stichting"), {"email": "doel@voorbeeld.example", "role": "editor", "language": "nl"}
    )
    assert page.status_code == 422
    assert mail.outbox == []
    assert address("invite", "nieuwe-stichting") not in client.get(address("people", "nieuwe-stichting")).text
    organisation = Organisation.objects.get()
    actions.invite(organisation=organisation, email="x@voorbeeld.example", role="owner", language="nl", by=staff)
    actions.approve(claim=Claim.objects.get(), by=staff)
    assert address("invite", "nieuwe-stichting") in client.get(address("people", "nieuwe-stichting")).text


def test_who_was_taken_off_a_new_organisation_does_not_come_back_when_it_is_published(staff):
    claim = actions.register(organisation=Organisation(name="Nieuw", sector=1), **ANSWERS, by=somebody())
    other = MembershipFactory(organisation=claim.organisation)
    actions.remove(membership=claim.organisation.memberships.get(user=claim.user), by=other.user)
    actions.approve(claim=claim, by=staff)
    assert people(claim.organisation) == {(other.user, "owner")}


def test_a_new_organisation_that_is_refused_leaves_no_invitation(staff):
    claim = actions.register(organisation=Organisation(name="Nep", sector=1), **ANSWERS, by=somebody())
    invitation = InvitationFactory(organisation=claim.organisation, role=Role.OWNER)
    actions.refuse(claim=claim, reason="Niet in Deventer.", by=staff)
    invitation.refresh_from_db()
    assert invitation.state == "revoked"


def test_a_new_organisation_that_is_refused_stays_unseen_and_unkept(staff):
    user = somebody()
    claim = actions.register(organisation=Organisation(name="Nep", sector=1, kvk_number="12345678"), **ANSWERS, by=user)
    actions.refuse(claim=claim, reason="Niet in Deventer.", by=staff)
    assert "Nep" in mail.outbox[-1].subject
    new = Organisation.objects.get()
    # The name and the number are free for whoever they belong to.
    OrganisationFactory(name="Nep", kvk_number="12345678").delete()
    assert (new.status, people(new)) == ("hidden", set())
    check_now()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "STICHTING VOORBEELD"),
        ("kvk_number", "1234"),
        ("sector", "99"),
        ("website", "javascript:alert(1)"),
    ],
)
def test_a_new_organisation_that_is_not_right_is_answered_at_its_field(client, organisation, field, value):
    sign_in(client, somebody())
    page = client.post(address("register"), {**NEW, field: value})
    assert page.status_code == 422
    assert list(Organisation.objects.all()) == [organisation]


def test_addresses_of_new_organisations_differ():
    taken = actions.register(organisation=Organisation(name="Één!", sector=1), **ANSWERS, by=somebody())
    second = actions.register(organisation=Organisation(name="Een?", sector=1), **ANSWERS, by=taken.user)
    strange = actions.register(organisation=Organisation(name="世界", sector=1), **ANSWERS, by=taken.user)
    slugs = [claim.organisation.slug for claim in (taken, second, strange)]
    assert slugs == ["een", "een-2", "organisatie"]


# --- Bringing them aboard --------------------------------------------------------------------------------------------


def test_the_code_of_a_letter_makes_an_owner_once(client, organisation, staff):
    code = actions.invite_by_letter(organisation=organisation, by=staff)
    assert re.fullmatch(r"([A-HJKMNP-Z2-9]{4}-){2}[A-HJKMNP-Z2-9]{4}", code)
    user = somebody()
    sign_in(client, user)
    typed = code.replace("-", " ").lower()
    page = client.post(address("letter_code"), {"code": f" {typed} "})
    assert page.status_code == 302
    assert "Stichting Voorbeeld" in client.get(page["Location"]).text
    client.post(page["Location"])
    assert people(organisation) == {(user, "owner")}
    sign_in(client, other := somebody("ander@voorbeeld.example"))
    assert client.post(client.post(address("letter_code"), {"code": code})["Location"]).status_code == 410
    assert (other, "owner") not in people(organisation)


def test_codes_cannot_be_tried_at_will(client, organisation, staff):
    code = actions.invite_by_letter(organisation=organisation, by=staff)
    sign_in(client, somebody())
    answers = [client.post(address("letter_code"), {"code": f"AAAA-BBBB-{n:04}"}).status_code for n in range(12)]
    assert answers == [422] * 10 + [429] * 2
    assert client.post(address("letter_code"), {"code": code}).status_code == 429


@pytest.mark.parametrize("code", ["", "x" * 31, "../../beheer", "\x00", "ABCD-EFGH-JKLM"])
def test_a_code_that_is_none_is_answered_at_its_field(client, code):
    sign_in(client, somebody())
    page = client.post(address("letter_code"), {"code": code})
    assert page.status_code == 422
    assert 'id="id_code_error"' in page.text


def test_staff_print_letters_for_all_who_have_not_come(client, organisation, owner, staff):
    others = [OrganisationFactory(name=f"Stichting {n}") for n in range(3)]
    sign_in(client, staff)
    answer = client.post(
        reverse("admin:organisations_organisation_changelist"),
        {"action": "invite_by_letter", "_selected_action": [item.pk for item in [organisation, *others]]},
    )
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content, "tagged for a screen reader (PDF/UA)"
    assert b"/Type/Pages/Count 3" in answer.content
    assert {invitation.organisation for invitation in Invitation.objects.all()} == set(others)
    states = dict(Organisation.objects.with_aboard().values_list("name", "aboard"))
    assert states == {"Stichting Voorbeeld": Aboard.YES, **{item.name: Aboard.INVITED for item in others}}


def test_a_letter_that_cannot_be_printed_is_named_and_leaves_the_earlier_code(client, organisation, staff):
    strange = OrganisationFactory(name="Stichting 世界")
    code = actions.invite_by_letter(organisation=organisation, by=staff)
    sign_in(client, staff)
    page = client.post(
        reverse("admin:organisations_organisation_changelist"),
        {"action": "invite_by_letter", "_selected_action": [organisation.pk, strange.pk]},
        follow=True,
    )
    assert "世" in page.text
    assert "Stichting 世界" in page.text
    answers = {"organisation": strange.pk, "way": "letter", "language": "nl"}
    page = client.post(reverse("admin:organisations_invitation_add"), answers)
    assert page.status_code == 422
    [invitation] = Invitation.objects.all()
    assert (invitation.state, invitation) == ("open", Invitation.objects.of(code))


def test_staff_mail_all_whose_address_is_known(client, organisation, staff):
    known = OrganisationFactory(email="info@bekend.example")
    sign_in(client, staff)
    page = client.post(
        reverse("admin:organisations_organisation_changelist"),
        {"action": "invite_by_mail", "_selected_action": [organisation.pk, known.pk]},
        follow=True,
    )
    assert [message.to for message in mail.outbox] == [["info@bekend.example"]]
    assert "Stichting Voorbeeld" in page.text
    assert [invitation.role for invitation in Invitation.objects.all()] == ["owner"]


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"way": "mail", "language": "nl"}, "email"),
        ({"way": "mail", "language": "nl", "email": "geen"}, "email"),
        ({"way": "duif", "language": "nl"}, "way"),
        ({"way": "letter", "language": "xx"}, "language"),
        ({"way": "letter", "language": "nl", "organisation": "999999"}, "organisation"),
    ],
)
def test_an_invitation_by_staff_that_is_not_right_is_answered_at_its_field(client, organisation, staff, answers, field):
    sign_in(client, staff)
    page = client.post(reverse("admin:organisations_invitation_add"), {"organisation": organisation.pk, **answers})
    assert page.status_code == 422
    assert f'id="id_{field}_error"' in page.text
    assert not Invitation.objects.exists()


def test_staff_take_away_a_last_owner_but_leave_no_page_without_one(client, owner, organisation, staff):
    sign_in(client, staff)
    editor = MembershipFactory(organisation=organisation, role=Role.EDITOR)
    own = organisation.memberships.get(user=owner)
    members = reverse("admin:organisations_membership_changelist")
    client.post(members, {"action": "take_off", "_selected_action": [own.pk]})
    assert people(organisation) == {(owner, "owner"), (editor.user, "editor")}
    client.post(members, {"action": "make_owner", "_selected_action": [editor.pk]})
    client.post(members, {"action": "take_off", "_selected_action": [own.pk]})
    assert people(organisation) == {(editor.user, "owner")}
    client.post(members, {"action": "take_off", "_selected_action": [editor.pk]})
    assert people(organisation) == set()


def test_staff_change_a_membership_by_the_actions_alone(client, owner, organisation, staff):
    sign_in(client, staff)
    MembershipFactory(organisation=organisation, role=Role.EDITOR)
    own = organisation.memberships.get(user=owner)
    change = reverse("admin:organisations_membership_change", args=[own.pk])
    answers = {"organisation": organisation.pk, "user": owner.pk, "role": "editor"}
    assert client.post(change, answers).status_code == 403
    check_now()
    own.refresh_from_db()
    assert own.is_owner


def test_what_staff_change_for_somebody_is_named_in_the_history(client, organisation, staff):
    sign_in(client, staff)
    change = reverse("admin:organisations_organisation_change", args=[organisation.pk])
    form = client.get(change).context["adminform"].form
    answers = {name: value if value is not None else "" for name, value in form.initial.items() if name != "themes"}
    management = {
        f"{prefix}-{name}": "0"
        for prefix in ("presences", "goal_tags", "projects", "offers_and_needs", "network_memberships")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answers |= {**management, "summary_nl": "Nieuw.", "asked_by": "Mevrouw Jansen, telefoon", "languages": ""}
    assert client.post(change, answers).status_code == 302
    history = client.get(reverse("admin:organisations_organisation_history", args=[organisation.pk])).text
    assert "Mevrouw Jansen, telefoon" in history
    assert "Ambtenaar" in history


def test_old_requests_and_invitations_are_forgotten(owner, organisation):
    with time_machine.travel(timezone.now() - timedelta(days=366 + 60), tick=False):
        InvitationFactory()
        ClaimFactory(outcome="refused", reason="Nee.", decided_at=timezone.now())
        waiting = ClaimFactory()
    recent = InvitationFactory()
    forget_old_requests(timestamp=0)
    assert list(Invitation.objects.all()) == [recent]
    assert list(Claim.objects.all()) == [waiting]


def test_the_pages_of_a_member_cost_the_same_queries_whatever_the_number(client):
    user = somebody()
    sign_in(client, user)
    costs = []
    for number in (2, 20):
        for _n in range(number):
            own = MembershipFactory(user=user, organisation__slug=f"eigen-{number}-{_n}")
            MembershipFactory(organisation=own.organisation, role=Role.EDITOR)
            ClaimFactory(user=user)
        for _n in range(number):
            InvitationFactory(organisation=own.organisation, created_by=UserFactory())
            MembershipFactory(organisation=own.organisation, role=Role.EDITOR)
        cost = []
        for page in (reverse("member_home"), address("people", own.organisation.slug)):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            cost.append(len(queries))
        costs.append(cost)
    assert costs[0] == costs[1]
    # Session, user, that it was seen, then what the page shows: of missions, delegations and the prize too.
    assert costs[0] == [16, 11]
