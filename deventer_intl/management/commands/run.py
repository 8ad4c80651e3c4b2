import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

# It ends its own workers, also one that does not hear it, before we would end it and leave them behind.
GRACE, PATIENCE = 6, 10
GUNICORN = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--max-requests", "5000"]
GUNICORN += ["--graceful-timeout", str(GRACE), "--config", "python:deventer_intl.web_server"]


class Command(BaseCommand):
    help = "Migrate, load the real data, compile translations, and serve with a worker for background jobs."
    requires_system_checks = []

    def handle(self, **options):
        port = os.environ.get("PORT") or "8000"
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise CommandError(f"PORT must be a number between 1 and 65535, not {port!r}")
        refuse_taken(int(port))
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database cannot be reached: {str(error).splitlines()[0]}") from None
        # With a pool, an open connection would be carried into the processes below.
        connection.close()
        steps = [["migrate", "--verbosity", "0"], ["load_data"], ["compile_translations"]]
        if settings.PRODUCTION:
            steps.append(["collectstatic", "--no-input", "--verbosity", "0"])
        for step in steps:
            if subprocess.run([sys.executable, "manage.py", *step], cwd=settings.BASE_DIR).returncode:
                raise CommandError(f"manage.py {step[0]} failed; nothing was started")
        serve(port)


def refuse_taken(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}); try: make run PORT={port + 1}"
            ) from None


def serve(port):
    """Run the web server and the worker until one of them ends or somebody presses Ctrl-C; then end both."""
    manage = [sys.executable, "manage.py"]
    web = [*manage, "runserver", "--noreload", port]
    if settings.PRODUCTION:
        web = [sys.executable, "-m", "gunicorn", *GUNICORN, "--bind", f"127.0.0.1:{port}", "deventer_intl.wsgi"]
    commands = [web, [*manage, "procrastinate", "worker"]]
    pulse = os.environ.get("WEB_PULSE_URL") or f"http://127.0.0.1:{port}/healthz"
    environment = {**os.environ, "WEB_PULSE_URL": pulse}
    processes = [subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment) for command in commands]
    print(f"Deventer Internationaal: http://localhost:{port}  (Ctrl-C stops)", flush=True)

    def stop(*_):
        raise KeyboardInterrupt

    # Also where the shell that started it lets Ctrl-C be ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.3)
        raise CommandError("The web server or the worker ended by itself; what it said stands above.")
    except KeyboardInterrupt:
        pass
    finally:
        for process in processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in processes:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
