"""Where pictures are kept, as the environment says. No network: what settings come of it."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages

from deventer_intl import media
from deventer_intl.pictures import small_address_of

S3 = {
    "MEDIA_S3_BUCKET": "deventer",
    "MEDIA_S3_ACCESS_KEY": "sleutel",
    "MEDIA_S3_SECRET_KEY": "geheim",
    "MEDIA_S3_URL": "https://beeld.example/deventer/",
}


@pytest.fixture
def with_s3(monkeypatch):
    monkeypatch.setattr(media, "find_spec", lambda name: name)


def test_without_s3_pictures_are_files_and_come_from_the_portal(tmp_path):
    for environment in ({}, {"MEDIA_S3_BUCKET": ""}):
        assert media.pictures(environment, tmp_path)["BACKEND"].endswith("FileSystemStorage")
        assert media.origins(environment) == []


def test_s3_is_read_from_the_environment(with_s3, tmp_path):
    storage = media.pictures({**S3, "MEDIA_S3_ENDPOINT": "https://s3.example", "MEDIA_S3_REGION": "eu"}, tmp_path)
    assert storage["BACKEND"] == "storages.backends.s3.S3Storage"
    assert storage["OPTIONS"] == {
        "bucket_name": "deventer",
        "access_key": "sleutel",
        "secret_key": "geheim",
        "endpoint_url": "https://s3.example",
        "region_name": "eu",
        "custom_domain": "beeld.example/deventer",
        "querystring_auth": False,
        "object_parameters": {"CacheControl": "public, max-age=31536000, immutable", "ContentType": "image/webp"},
    }
    assert media.origins(S3) == ["https://beeld.example"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"MEDIA_S3_SECRET_KEY": ""}, "so MEDIA_S3_SECRET_KEY must be as well"),
        ({"MEDIA_S3_BUCKET": ""}, "so MEDIA_S3_BUCKET must be as well"),
        ({"MEDIA_S3_URL": "http://beeld.example"}, "must look like https://"),
        ({"MEDIA_S3_URL": "beeld.example"}, "must look like https://"),
        ({"MEDIA_S3_URL": "https://beeld.example; script-src *"}, "must look like https://"),
        ({"MEDIA_S3_URL": "https://iemand:geheim@beeld.example"}, "must look like https://"),
        ({"MEDIA_S3_ENDPOINT": "s3.example"}, "MEDIA_S3_ENDPOINT must look like"),
        ({"MEDIA_S3_BUKCET": "x"}, "MEDIA_S3_BUKCET means nothing"),
    ],
)
def test_s3_that_cannot_be_right_is_refused(with_s3, tmp_path, change, words):
    with pytest.raises(ImproperlyConfigured, match=re.escape(words)):
        media.pictures({**S3, **change}, tmp_path)


def test_s3_without_its_package_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(media, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=re.escape("requirements-s3.txt")):
        media.pictures(S3, tmp_path)


def test_pictures_elsewhere_have_their_address_there(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "pictures": {
            "BACKEND": "django.core.files.storage.InMemoryStorage",
            "OPTIONS": {"base_url": "https://beeld.example/"},
        },
    }
    assert storages["pictures"].url("x") == "https://beeld.example/x"
    assert small_address_of("0" * 32, 500) == f"https://beeld.example/{'0' * 32}-320.webp"
