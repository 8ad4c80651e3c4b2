"""The provider of `tests/oidc_provider.py` as tests use it: started, steered, and named in an environment."""

import json
import socket
import subprocess
import sys
import time
from pathlib import Path

from .oidc_provider import CLIENT_ID, CLIENT_SECRET

ROOT = Path(__file__).resolve().parent.parent


class IdentityProvider:
    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.behaves()

    def behaves(self, **behaviour):
        # In one stroke: the process may be reading.
        draft = self.folder / "draft.json"
        draft.write_text(json.dumps(behaviour), encoding="utf-8")
        draft.replace(self.folder / "behaviour.json")

    def start(self):
        command = [sys.executable, "-m", "tests.oidc_provider", str(self.port), str(self.folder)]
        self.process = subprocess.Popen(command, cwd=ROOT)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the provider did not start")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def environment(self, prefix, **further):
        """Return the variables that make the portal use this provider."""
        values = {"ISSUER": self.issuer, "CLIENT_ID": CLIENT_ID, "CLIENT_SECRET": CLIENT_SECRET, **further}
        return {f"{prefix}_{name}": value for name, value in values.items()}

    def both(self, **further):
        """Return the variables for both kinds of sign-in, with one provider behind them."""
        staff = {"GROUPS": "a1=editors,b2=deciders,c3=editors", "EMAIL_DOMAINS": "deventer.example"}
        return {
            **self.environment("OIDC_STAFF", **staff),
            **self.environment("OIDC_EHERKENNING"),
            **further,
        }
