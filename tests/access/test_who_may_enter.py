"""Who may enter where: every address, for each kind of visitor. A new address fails here until it has a row."""

from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import transaction

from ..conftest import patterns
from .addresses import address_of
from .outcomes import VISITORS
from .table import ACCESS
from .world import client_of

pytestmark = pytest.mark.django_db

ADDRESSES = [name for name, _pattern in patterns() if not name.startswith("admin:")]


def outcome(response):
    if response.status_code == 302 and response["Location"].startswith("/account/login/"):
        return "in"
    if response.streaming:
        # A file stays open until it is read.
        response.getvalue()
    return response.status_code


def test_every_address_has_a_row():
    assert set(ADDRESSES) - set(ACCESS) == set()
    assert set(ACCESS) - set(ADDRESSES) == set()


def room_of(name):
    return name.rpartition(":")[0]


@contextmanager
def undone():
    """What a visit leaves behind is gone before the next."""
    cache.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("room", sorted({room_of(name) for name in ACCESS}))
def test_who_may_enter(world, room, subtests):
    """The world is made once for all addresses of a room: to make it takes longer than to look at ten of them."""
    for name in sorted(name for name in ACCESS if room_of(name) == room):
        with subtests.test(address=name), undone():
            found = [outcome(client_of(visitor, world).get(address_of(name, world))) for visitor in VISITORS]
            assert dict(zip(VISITORS, found, strict=True)) == dict(zip(VISITORS, ACCESS[name], strict=True))


@pytest.mark.parametrize("room", sorted({room_of(name) for name in ACCESS}))
def test_who_may_not_enter_may_not_send_either(world, room, subtests):
    for name in sorted(name for name in ACCESS if room_of(name) == room):
        for visitor, expected in zip(VISITORS, ACCESS[name], strict=True):
            if expected in {"in", 403, 404}:
                with subtests.test(address=name, visitor=visitor), undone():
                    # 405: nobody sends anything there.
                    assert outcome(client_of(visitor, world).post(address_of(name, world))) in {expected, 405}


@pytest.mark.parametrize("address", ["/dev/mail/"])
def test_what_is_for_development_is_not_there_outside_debug(client, address):
    assert client.get(address).status_code == 404
