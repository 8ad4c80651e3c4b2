"""Read before the settings: tests make databases, so they work as the owner."""

import os

os.environ["DATABASE_ROLE"] = "owner"
os.environ.pop("PRODUCTION", None)
