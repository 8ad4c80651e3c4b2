import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests.conftest import sign_in
from tests.factories import UserFactory


@pytest.fixture
def as_role(db):
    """Return a function that gives a client of a civil servant with a role, and who that is."""

    def enter(*roles, **values):
        user = UserFactory(is_staff=True, **values)
        user.groups.add(*Group.objects.filter(name__in=roles))
        client = Client()
        sign_in(client, user)
        client.user = user
        return client

    return enter
