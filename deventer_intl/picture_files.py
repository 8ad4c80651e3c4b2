"""The files of pictures: what is made of an upload, and when files go.

Nothing of an upload is kept as it came. Its pixels are written anew as WebP in a few widths, upright and in sRGB, without
what a camera hides beside them (place, time, owner), and without what somebody else may hide there.
"""

import re
import warnings
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from io import BytesIO
from threading import Lock

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from .pictures import WIDTHS, ShownInWidths, file_name, widths_up_to

FORMATS = ["JPEG", "PNG", "WEBP", "GIF"]
MOST_BYTES = 10 * 1024 * 1024
# A camera of 50 megapixels; and sides in pixels.
MOST_PIXELS, LONGEST_SIDE, SHORTEST_SIDE = 50_000_000, 12_000, 32
# No side of what is kept is longer; it leaves a photo that stands upright its width.
LONGEST_KEPT = 2 * WIDTHS[-1]
# A progressive JPEG has some ten scans; with thousands it would keep the decoder busy for hours: with
# three hundred of 50 million pixels, ten seconds in which nobody else can add a picture.
MOST_SCANS = 60
# How long the files of a picture stay after it was removed.
KEPT = timedelta(days=30)

# Who shows pictures: each returns its own, which name their files by `digest`. An app adds itself when it is ready.
SHOWN: list[Callable[[], QuerySet]] = []
# Who can bring back what was removed: each returns what it had since a moment, in the same way.
BROUGHT_BACK: list[Callable[[datetime], QuerySet]] = []

NAME = re.compile(r"([0-9a-f]{32})-[0-9]+\.webp")
HEIC_OR_AVIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
WEB_PAGE = re.compile(rb"<(!doctype|html|script|body|iframe)\b", re.IGNORECASE)
SRGB = ImageCms.createProfile("sRGB")

# Pillow warns from here on, and refuses from twice as much. With us the warning refuses, before anything is decoded.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

# So that the memory of a process is that of one picture, however many are sent at the same moment.
one_at_a_time = Lock()


@dataclass
class Made:
    """What was made of an upload: the digest that names it, its size in pixels, and its files by width."""

    digest: str
    width: int
    height: int
    files: dict[int, bytes]


def make(upload: UploadedFile) -> Made:
    """Return what is kept of an upload; raises `ValidationError` with what is wrong with it.

    What it is, its content says: never its name or what the browser calls it.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(_("This file is larger than 10 MB. Make the picture smaller."), code="too_large")
    content = upload.read()
    refuse_what_is_no_picture(content)
    with one_at_a_time:
        try:
            image = opened(content)
            image = shrunk(image)
            files = {width: as_webp(image, width) for width in widths_up_to(min(image.width, WIDTHS[-1]))}
        except ValidationError:
            raise
        except Exception as error:
            # Of a file that is broken, Pillow says whatever its reader stumbled on.
            text = _("This picture is damaged or not complete. Open it, save it anew, and choose that file.")
            raise ValidationError(text, code="damaged") from error
    width = max(files)
    digest = blake2b(files[width], digest_size=16).hexdigest()
    return Made(digest, width, height_at(image, width), files)


def refuse_what_is_no_picture(content):
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_OR_AVIF:
        text = _("This is a picture in HEIC or AVIF, as telephones make them. Save it as JPEG, and choose that file.")
        raise ValidationError(text, code="heic")
    if b"<svg" in start or start.startswith(b"<?xml"):
        raise ValidationError(
            _("SVG cannot be used here: it can hold a program. Save the picture as PNG, and choose that file."),
            code="svg",
        )
    if WEB_PAGE.search(content):
        text = _("There is a web page in this file. Open the picture, save it anew as JPEG, and choose that file.")
        raise ValidationError(text, code="web_page")


def opened(content):
    """Return a picture of which only the head was read, when its size and format are such that it can be decoded."""
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError:
        text = _("This is not a picture in JPEG, PNG, WebP or GIF, whatever the name of the file says.")
        raise ValidationError(text, code="format") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(too_many_pixels(), code="too_many_pixels") from None
    if image.width * image.height > MOST_PIXELS or max(image.size) > LONGEST_SIDE:
        raise ValidationError(too_many_pixels(), code="too_many_pixels")
    if min(image.size) < SHORTEST_SIDE:
        text = _("This picture is too small: %(least)s pixels wide and high is the least.") % {"least": SHORTEST_SIDE}
        raise ValidationError(text, code="too_small")
    if content.startswith(b"\xff\xd8") and content.count(b"\xff\xda") > MOST_SCANS:
        raise ValueError("A JPEG with too many scans")
    return image


def too_many_pixels():
    return _("This picture has too many pixels: 50 million is the most, and 12,000 on a side. Make it smaller.")


def shrunk(image):
    """Return the first image of a file, upright, in sRGB, and not much larger than what is kept of it."""
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode == "I;16":
        # Greys of two bytes, which Pillow would cut off at 255.
        image = image.point(lambda grey: grey / 256, "L")
    if image.mode not in {"L", "RGB", "RGBA", "CMYK"} or "transparency" in image.info:
        # Colours from a palette cannot be blended.
        image = image.convert(mode)
    image.thumbnail((LONGEST_KEPT, LONGEST_KEPT))
    image = ImageOps.exif_transpose(image)
    if profile := image.info.get("icc_profile"):
        # One that is broken or meant for other colours: then sRGB is the best guess.
        with suppress(ImageCms.PyCMSError, OSError):
            profile = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(image, profile, SRGB, outputMode=mode)
    return image.convert(mode)


def height_at(image, width):
    return max(1, round(image.height * width / image.width))


def as_webp(image, width):
    size = (width, height_at(image, width))
    # What is pasted are pixels alone: EXIF, XMP and the colour profile stay behind.
    bare = Image.new(image.mode, size)
    bare.paste(image.resize(size, Image.Resampling.LANCZOS))
    content = BytesIO()
    bare.save(content, "WEBP", quality=82)
    return content.getvalue()


def store(made: Made) -> None:
    """Keep the files of a picture."""
    storage = storages["pictures"]
    for width, content in made.files.items():
        name = file_name(made.digest, width)
        # There from an earlier time, unless a process died while it wrote.
        if not storage.exists(name) or storage.size(name) != len(content):
            storage.save(name, ContentFile(content))


def hold_files() -> None:
    """Let nobody remove files until the transaction ends: before rows are written that show them."""
    with connection.cursor() as cursor:
        # As who adds a picture of an organisation: whoever removes files waits for it, and it for them.
        cursor.execute("LOCK TABLE organisations_picture IN ROW EXCLUSIVE MODE")


def store_elsewhere(made: Made) -> None:
    """Keep the files of a picture that is not of an organisation; in a transaction, before its row is written."""
    hold_files()
    store(made)


def is_shown(digest: str) -> bool:
    """Say whether a picture is on any page."""
    return any(shown().filter(digest=digest).exists() for shown in SHOWN)


def are_kept(picture: ShownInWidths) -> bool:
    """Say whether all files of a picture are there; of one that was removed they go after a while."""
    storage = storages["pictures"]
    return all(storage.exists(file_name(picture.digest, width)) for width in widths_up_to(picture.width))


def needed() -> set[str]:
    """Return the digests of the pictures of which the files stay; in a transaction, until its end nobody adds any."""
    with connection.cursor() as cursor:
        # A picture that is added now waits, and then looks whether its files are there.
        cursor.execute("LOCK TABLE organisations_picture IN SHARE ROW EXCLUSIVE MODE")
    found = [shown() for shown in SHOWN] + [lately(timezone.now() - KEPT) for lately in BROUGHT_BACK]
    return set().union(*(pictures.values_list("digest", flat=True) for pictures in found))


@transaction.atomic
def remove_at_once(pictures: list) -> None:
    """Remove the files of pictures that must not be found any more, but for those that are needed elsewhere."""
    still_needed, storage = needed(), storages["pictures"]
    for picture in pictures:
        if picture.digest not in still_needed:
            for width in widths_up_to(picture.width):
                storage.delete(file_name(picture.digest, width))


@transaction.atomic
def remove_unneeded() -> None:
    """Remove the files that no picture has, or had in the last thirty days: so long, a removal can be undone."""
    still_needed, storage = needed(), storages["pictures"]
    # No folder yet: nobody added a picture.
    with suppress(FileNotFoundError):
        for name in storage.listdir("")[1]:
            match = NAME.fullmatch(name)
            if match and match[1] not in still_needed:
                storage.delete(name)
