import hypothesis
import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import caches
from django.core.management.commands import flush
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from deventer_intl import media
from deventer_intl.accounts.identity_providers import configuration
from deventer_intl.guards import append_only_models
from deventer_intl.search.install import install as install_search
from organisations.facets import choices_at

from .emptying import Emptying
from .identity_provider import IdentityProvider
from .real_data import RealData
from .template_database import template_database

WEAK = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}

# The same examples in every run, however slow the machine; search further with --hypothesis-profile default.
hypothesis.settings.register_profile("portal", derandomize=True, deadline=None)
hypothesis.settings.load_profile("portal")


@pytest.fixture(autouse=True)
def fresh_process():
    """A test starts in Dutch, and with a content stamp that another one may have had."""
    translation.activate("nl")
    caches["pages"].clear()
    choices_at.cache_clear()


@pytest.fixture
def no_attempts_yet(db):
    """Nobody tried anything yet: the limits on attempts are kept in the database."""
    caches["default"].clear()


@pytest.fixture(scope="session")
def real_data():
    return RealData()


@pytest.fixture
def loaded(db, real_data):
    """The real data, as `load_data` loads it."""
    real_data.load()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """Have the database of the tests made as a copy."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """What the search knows of its kinds may be newer than the database that was copied."""
    with django_db_blocker.unblock():
        install_search()


@pytest.fixture(autouse=True, scope="session")
def flush_lifts_the_truncate_guard():
    """Transactional tests empty their tables with TRUNCATE; as owner, the guard of history is lifted for that alone."""
    original = DatabaseOperations.execute_sql_flush

    def lifted(operations, statements):
        tables = [model._meta.db_table for model in append_only_models()]
        lift = [f'ALTER TABLE "{table}" DISABLE TRIGGER refuse_truncate' for table in tables]
        restore = [f'ALTER TABLE "{table}" ENABLE TRIGGER refuse_truncate' for table in tables]
        return original(operations, [*lift, *statements, *restore])

    DatabaseOperations.execute_sql_flush = lifted
    yield
    DatabaseOperations.execute_sql_flush = original


@pytest.fixture(autouse=True, scope="session")
def tables_are_emptied_at_little_cost():
    emptying, original = Emptying(), flush.Command.handle
    flush.Command.handle = lambda command, **options: emptying(command, **options)
    yield
    flush.Command.handle = original


@pytest.fixture(autouse=True, scope="session")
def passwords_cost_little():
    """Argon2 as in the portal, with less work: at its full strength a password takes a fifth of a second."""
    strength = {name: getattr(Argon2PasswordHasher, name) for name in WEAK}
    for name, weak in WEAK.items():
        setattr(Argon2PasswordHasher, name, weak)
    yield
    for name, strong in strength.items():
        setattr(Argon2PasswordHasher, name, strong)


@pytest.fixture(autouse=True, scope="session")
def nobody_stays_connected(django_db_setup, django_db_blocker):
    """What a browser asked just before it was closed may still be being answered when the database is to be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def patterns(resolver=None, namespace=""):
    """Yield all addresses as (full name, pattern)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern


def sign_in(client, user):
    """Sign a user in with a second factor, as the sign-in of the portal does."""
    client.force_login(user)
    request = HttpRequest()
    request.session, request.user = client.session, user
    record_authentication(request, user, method="mfa", type="totp")
    request.session.save()


def opened_on(client, address):
    """Return what a form carries along of what stood there when it was opened."""
    return {"opened_on": client.get(address).context["form"]["opened_on"].value()}


@pytest.fixture
def admin_client(admin_user):
    client = Client()
    sign_in(client, admin_user)
    return client


@pytest.fixture
def as_serving_role(db, settings):
    """Run the rest of the test in the database as the role that serves."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {settings.SERVING_ROLE}")
    yield
    if connection.connection and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.fixture
def folder(settings, tmp_path):
    """Keep pictures in a folder of this test; return it."""
    settings.STORAGES = {**settings.STORAGES, "pictures": media.pictures({}, tmp_path / "pictures")}
    return tmp_path / "pictures"


@pytest.fixture(scope="session")
def provider_process(tmp_path_factory):
    provider = IdentityProvider(tmp_path_factory.mktemp("provider"))
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def named(settings):
    """Return a function that makes the portal read from an environment with whom people can sign in."""

    def read(environment):
        known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**known, "APPS": configuration(environment)}}

    return read


@pytest.fixture
def provider(provider_process, named):
    """The provider of `tests/oidc_provider.py`, named for both kinds of sign-in."""
    provider_process.behaves()
    named(provider_process.both())
    return provider_process
