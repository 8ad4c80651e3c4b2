"""Who gets the mail about a case, also after people came and went."""

import pytest

from organisations.models import Role
from subsidies import emails
from subsidies.models import Channel
from tests.factories import MembershipFactory, UserFactory
from tests.subsidy_factories import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def sender():
    owner = MembershipFactory(user__email="baas@voorbeeld.example", user__language="de")
    return MembershipFactory(
        organisation=owner.organisation, role=Role.EDITOR, user__email="ada@voorbeeld.example", user__language="en"
    )


def mailed(application):
    return sorted(emails.readers(application))


def sent_by(sender, **values):
    return submitted(organisation=sender.organisation, by=sender.user, **values)


def test_the_member_who_sent_it_and_the_contact_are_mailed_each_once(sender):
    assert mailed(sent_by(sender, contact_email="Ada@Voorbeeld.example")) == [("ada@voorbeeld.example", "en")]
    both = sent_by(sender, contact_email="bo@voorbeeld.example")
    assert mailed(both) == [("ada@voorbeeld.example", "en"), ("bo@voorbeeld.example", "nl")]


def test_whoever_left_the_organisation_is_not_mailed_any_more(sender):
    application = sent_by(sender, contact_email="bo@voorbeeld.example")
    sender.delete()
    assert mailed(application) == [("bo@voorbeeld.example", "nl")]


def test_where_the_sender_left_and_was_the_contact_an_owner_is_mailed(sender):
    application = sent_by(sender, contact_email="ADA@voorbeeld.example")
    sender.delete()
    assert mailed(application) == [("baas@voorbeeld.example", "de")]


def test_whoever_cannot_sign_in_any_more_is_not_mailed(sender):
    application = sent_by(sender, contact_email="ada@voorbeeld.example")
    sender.user.is_active = False
    sender.user.save()
    assert mailed(application) == [("baas@voorbeeld.example", "de")]


def test_a_contact_who_left_is_not_mailed_but_the_sender_is(sender):
    gone = MembershipFactory(organisation=sender.organisation, user__email="weg@voorbeeld.example")
    application = sent_by(sender, contact_email="weg@voorbeeld.example")
    gone.delete()
    assert mailed(application) == [("ada@voorbeeld.example", "en")]


def test_a_contact_with_an_account_elsewhere_is_mailed(sender):
    UserFactory(email="boekhouder@elders.example")
    application = sent_by(sender, contact_email="boekhouder@elders.example")
    assert ("boekhouder@elders.example", "nl") in mailed(application)


def test_a_paper_is_mailed_about_to_its_contact_alone(sender):
    assert mailed(sent_by(sender, channel=Channel.PAPER)) == [("ada@voorbeeld.example", "nl")]
    assert mailed(sent_by(sender, channel=Channel.PAPER, contact_email="")) == []
