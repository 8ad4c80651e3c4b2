"""The files of photos with a story: in the private storage, never among the pictures that browsers keep for a year."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from deventer_intl.picture_files import Made
from deventer_intl.pictures import file_name

from ..models import ShelterPhoto

FOLDER = "shelter"


def name_of(digest: str, width: int) -> str:
    return f"{FOLDER}/{file_name(digest, width)}"


def opened(photo: ShelterPhoto, width: int):
    """Return the file of a photo in a width; raises `FileNotFoundError` where it is not kept so."""
    return storages["private"].open(name_of(photo.digest, width))


def store(made: Made) -> None:
    """Keep the files of a photo."""
    storage = storages["private"]
    for width, content in made.files.items():
        name = name_of(made.digest, width)
        # There from an earlier time: under such a name stands nothing else.
        storage.delete(name)
        storage.save(name, ContentFile(content))


def remove_after_commit(photo: ShelterPhoto) -> None:
    """Remove the files of a photo whose row goes in this transaction, as soon as it has; what fails goes within the hour."""
    names = [name_of(photo.digest, width) for width in photo.widths]
    transaction.on_commit(partial(remove, photo.digest, names), robust=True)


def remove(digest: str, names: list[str]) -> None:
    if not ShelterPhoto.objects.filter(digest=digest).exists():
        for name in names:
            storages["private"].delete(name)


def remove_unneeded() -> None:
    """Remove the files that no photo names; one of the last hour may be on its way into the database."""
    storage, an_hour_ago = storages["private"], timezone.now() - timedelta(hours=1)
    needed = {name_of(photo.digest, width) for photo in ShelterPhoto.objects.all() for width in photo.widths}
    # No folder yet: nobody added a photo.
    with suppress(FileNotFoundError):
        for name in {f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]} - needed:
            if storage.get_modified_time(name) < an_hour_ago:
                storage.delete(name)
