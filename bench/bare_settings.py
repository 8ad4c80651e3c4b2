"""A bare Django beside the portal, on the same server settings: no middleware, two views."""

from deventer_intl.settings import *  # noqa: F403

MIDDLEWARE = []
# What the model of the plain list needs.
INSTALLED_APPS = [
    "globalgoals", "organisations", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.postgres", "pgtrigger",
    "pghistory",
]  # fmt: skip
ROOT_URLCONF = "bench.bare"
WSGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "bench"],  # noqa: F405
    }
]
