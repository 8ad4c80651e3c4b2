"""The environment of the tests: a plugin (`-p`), because settings are read before any conftest."""

import atexit
import os
import shutil
import tempfile

# Tests make and empty databases, so they work as the owner; they see what visitors see, and keep files of their own.
os.environ.update(DATABASE_ROLE="owner", DEBUG="off", PRIVATE_ROOT=tempfile.mkdtemp(), MEDIA_ROOT=".pytest_cache/media")
os.environ.pop("PRODUCTION", None)
# Some tests start a server of their own, whichever the others use; its package warns at import without this.
os.environ.setdefault("XDG_RUNTIME_DIR", os.environ["PRIVATE_ROOT"])
atexit.register(shutil.rmtree, os.environ["PRIVATE_ROOT"], ignore_errors=True)
