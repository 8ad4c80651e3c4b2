"""A server to measure: gunicorn on a port of its own."""

import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from urllib.request import urlopen

import psutil

from deventer_intl.management.commands.run import GUNICORN

from .scratch import ROOT


@dataclass
class Server:
    """A gunicorn on a port of its own, as `make serve` starts it."""

    application: str
    first_page: str
    environment: dict

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", *GUNICORN, "--bind", f"127.0.0.1:{self.port}", self.application]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while True:
            try:
                self.page = urlopen(f"http://127.0.0.1:{self.port}{self.first_page}", timeout=10).read()
                return self
            except OSError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise SystemExit(f"{self.application} did not start") from None
                time.sleep(0.2)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(15)

    def worker_memory(self) -> float:
        """Return the resident memory of its largest worker, in MB."""
        return max(child.memory_info().rss for child in psutil.Process(self.process.pid).children()) / 1e6
