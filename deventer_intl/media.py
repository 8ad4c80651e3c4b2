"""Where uploads go: how large they may be, and where the environment says that pictures are kept.

Read strictly: what is half set or misspelt stops the portal at its start, and not somebody who adds a picture.
"""

from importlib.util import find_spec
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.core.files.uploadhandler import FileUploadHandler

NEEDED = ["MEDIA_S3_BUCKET", "MEDIA_S3_ACCESS_KEY", "MEDIA_S3_SECRET_KEY", "MEDIA_S3_URL"]
FURTHER = ["MEDIA_S3_ENDPOINT", "MEDIA_S3_REGION"]
# More than any form takes; the form then says what its own limit is.
MOST_BYTES = 25 * 1024 * 1024


def pictures(environ, directory) -> dict:
    """Return the storage of pictures, as an entry of `STORAGES`; raises `ImproperlyConfigured` for what cannot be right.

    Without `MEDIA_S3_…` in the environment: files in a directory, served by the portal at `/media/`.
    """
    values = values_of(environ)
    if not values:
        options = {"location": directory, "base_url": "/media/", "allow_overwrite": True}
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    if find_spec("storages") is None:
        raise ImproperlyConfigured("MEDIA_S3_BUCKET is set, so requirements-s3.txt must be installed")
    public = https_parts(values, "MEDIA_S3_URL")
    if endpoint := values.get("MEDIA_S3_ENDPOINT"):
        https_parts(values, "MEDIA_S3_ENDPOINT")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": values["MEDIA_S3_BUCKET"],
            "access_key": values["MEDIA_S3_ACCESS_KEY"],
            "secret_key": values["MEDIA_S3_SECRET_KEY"],
            "endpoint_url": endpoint,
            "region_name": values.get("MEDIA_S3_REGION"),
            "custom_domain": public.netloc + public.path.rstrip("/"),
            "querystring_auth": False,
            "object_parameters": {
                "CacheControl": "public, max-age=31536000, immutable",
                "ContentType": "image/webp",
            },
        },
    }


def origins(environ) -> list[str]:
    """Return from where else than from the portal pages show pictures, for the content security policy."""
    values = values_of(environ)
    return [f"https://{https_parts(values, 'MEDIA_S3_URL').netloc}"] if values else []


def values_of(environ):
    """Return the variables that are set: none at all, or at least those that are needed."""
    unknown = {name for name in environ if name.startswith("MEDIA_S3_")} - {*NEEDED, *FURTHER}
    if unknown:
        raise ImproperlyConfigured(
            f"{', '.join(sorted(unknown))} means nothing; known are {', '.join(NEEDED + FURTHER)}"
        )
    values = {name: environ[name].strip() for name in NEEDED + FURTHER if environ.get(name, "").strip()}
    missing = [name for name in NEEDED if name not in values]
    if values and missing:
        raise ImproperlyConfigured(f"{', '.join(sorted(values))} is set, so {', '.join(missing)} must be as well")
    return values


def https_parts(values, name):
    """Return the parts of an address; it goes to browsers as it stands, so it holds no name, password or header."""
    parts = urlsplit(values[name])
    is_plain = not (parts.query or parts.fragment or "@" in parts.netloc or set(parts.netloc) & set(" ;,'\""))
    if parts.scheme != "https" or not parts.hostname or not is_plain:
        raise ImproperlyConfigured(f"{name} must look like https://pictures.example, not {values[name]!r}")
    return parts


class CuttingHandler(FileUploadHandler):
    """Cuts off an upload that is larger than any form takes, so that nobody fills the disk; forms find it too large."""

    def receive_data_chunk(self, raw_data, start):
        # `None` keeps it from the handlers after this one.
        return raw_data if start < MOST_BYTES else None

    def file_complete(self, file_size):
        return None


def private_storage():
    """Return where files are kept that no address leads to: a view gives them out to who may have them."""
    return storages["private"]
