"""The environment of the tests: a plugin (`-p`), because settings are read before any conftest."""

import os

# Tests make and empty databases, so they work as the owner; and they see what visitors see.
os.environ.update(DATABASE_ROLE="owner", DEBUG="off", MEDIA_ROOT=".pytest_cache/media")
os.environ.pop("PRODUCTION", None)
