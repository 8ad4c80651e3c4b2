"""Which files may come with an application, by what stands in them: documents and pictures, and nothing that hides in one."""

import io
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from deventer_intl import picture_files
from organisations import paper_files
from organisations.paper_files import MOST_BYTES, Refused

PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
ENDINGS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "WEBP": ("webp",)}
ACCEPTED = ",".join(
    f".{ending}" for ending in [*paper_files.CONTENT_TYPES, *(each for all_ in ENDINGS.values() for each in all_)]
)
# Of one application.
MOST_FILES, MOST_TOGETHER = 40, 100 * 1024 * 1024

__all__ = ["ACCEPTED", "MOST_BYTES", "MOST_FILES", "MOST_TOGETHER", "Refused", "check"]


def check(name: str, content: bytes) -> str:
    """Return the content type of a file that is taken; raises `Refused` with what is wrong with it."""
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than %(size)s MB. Make it smaller.") % {"size": MOST_BYTES // 1024**2})
    if not content:
        raise Refused(_("This file is empty."))
    if looks_like_picture(name, content):
        return check_picture(name, content)
    paper_files.check(name, content)
    return paper_files.content_type_of(name)


def looks_like_picture(name, content):
    starts = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    is_heic = content[4:8] == b"ftyp"
    ends_so = paper_files.ending(name) in {each for all_ in ENDINGS.values() for each in all_}
    return content.startswith(starts) or is_webp or is_heic or ends_so


def check_picture(name, content):
    try:
        picture_files.refuse_what_is_no_picture(content)
        with picture_files.one_at_a_time:
            image = picture_files.opened(content)
            kind = image.format
            # Whole, or this fails.
            image.load()
    except ValidationError as error:
        raise Refused(error.message) from None
    except Exception:
        # Of a file that is broken, Pillow says whatever its reader stumbled on.
        raise Refused(_("The file is damaged. Open it, save it anew and try again.")) from None
    if kind not in PICTURES or hides_something(kind, content):
        raise Refused(_("We take pictures as JPEG, PNG or WebP, with nothing else in the file. Save it anew as one."))
    if paper_files.ending(name) not in ENDINGS[kind]:
        raise Refused(
            _("This is a .%(kind)s file, but its name says otherwise. Rename it.") % {"kind": ENDINGS[kind][0]}
        )
    return PICTURES[kind]


def hides_something(kind, content):
    """Return whether a picture is another kind of file as well, or something follows where it ends."""
    if b"%PDF-" in content[:1024] or zipfile.is_zipfile(io.BytesIO(content)):
        return True
    if kind == "PNG":
        return not content.endswith(b"IEND\xaeB`\x82")
    if kind == "WEBP":
        length = int.from_bytes(content[4:8], "little") + 8
        return len(content) not in (length, length + length % 2)
    return False
