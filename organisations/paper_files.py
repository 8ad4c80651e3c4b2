"""What a file is, by what stands in it and not by its name; nothing of it is unpacked.

Taken are PDF, ODF (.odt, .ods, .odp) and OOXML (.docx, .xlsx, .pptx), without macros.
"""

import io
import zipfile
from pathlib import PurePath

from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
# Of a zip file: what a large presentation holds, with room to spare.
MOST_MEMBERS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
# Of the two small members that say what a document is.
MOST_READ = 200_000

PDF = "application/pdf"
ODF = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}
# The type of the main part, as `[Content_Types].xml` names it, starts the same for a document and its template.
OOXML = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
CONTENT_TYPES = {"pdf": PDF, **ODF, **OOXML}
# Where Office and LibreOffice keep macros and controls.
MACROS = ("vbaproject.bin", "vbadata.xml", "/activex/", "/macrosheets/")
ODF_MACROS = ("basic/", "scripts/")


class Refused(Exception):
    """A file that is not taken; the message tells a person why and what to do."""


def content_type_of(name: str) -> str:
    """Return the content type that belongs to the name of a file that was taken."""
    return CONTENT_TYPES[ending(name)]


def ending(name: str) -> str:
    return PurePath(name).suffix.removeprefix(".").lower()


def check(name: str, content: bytes) -> None:
    """Raise `Refused` unless a file is of a kind we take, and its name says so too."""
    if len(content) > MOST_BYTES:
        raise Refused(_("The file is larger than %(size)s MB. Make it smaller.") % {"size": MOST_BYTES // 1024**2})
    if content[:4] == b"PK\x03\x04":
        kind = kind_of_zip(content)
    elif is_pdf(content):
        kind = "pdf"
    else:
        kind = None
    if kind is None:
        raise Refused(
            _(
                "We do not know this kind of file. Save it as PDF, ODF or Office (.docx, .xlsx, .pptx), without a password."
            )
        )
    if ending(name) != kind:
        raise Refused(_("This is a .%(kind)s file, but its name says otherwise. Rename it.") % {"kind": kind})


def is_pdf(content: bytes) -> bool:
    """Return whether a file is a PDF from its first byte to its last, and no zip file besides."""
    return content[:5] == b"%PDF-" and b"%%EOF" in content[-1024:] and not zipfile.is_zipfile(io.BytesIO(content))


def kind_of_zip(content: bytes) -> str | None:
    """Return which document a zip file is, or None."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return kind_of_members(archive, content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        raise Refused(_("The file is damaged. Open it, save it anew and try again.")) from None


def kind_of_members(archive, content):
    members = archive.infolist()
    names = [member.filename.lower() for member in members]
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Refused(_("The file unpacks to more than %(size)s MB.") % {"size": MOST_UNPACKED // 1024**2})
    # One document and nothing else: nothing before it, nothing after it, nothing twice.
    starts = min((member.header_offset for member in members), default=-1)
    if starts != 0 or content[-22:-18] != b"PK\x05\x06" or len(set(names)) != len(names):
        return None
    if any(mark in f"/{name}" for name in names for mark in MACROS) or any(n.startswith(ODF_MACROS) for n in names):
        refuse_macros()
    if members[0].filename == "mimetype":
        return kind_of_odf(archive)
    if "[content_types].xml" in names:
        return kind_of_ooxml(archive)
    return None


def refuse_macros():
    raise Refused(_("There are macros in this file. Save it without macros, or as PDF."))


def beginning(archive, name):
    """Return the text of a small member; of a large one only its beginning, however much it says it is."""
    with archive.open(name) as file:
        return file.read(MOST_READ).decode("ascii", errors="replace")


def kind_of_odf(archive):
    mimetype = beginning(archive, "mimetype")
    return next((kind for kind, name in ODF.items() if mimetype == name), None)


def kind_of_ooxml(archive):
    types = beginning(archive, "[Content_Types].xml")
    if "macroenabled" in types.lower():
        refuse_macros()
    return next((kind for kind, name in OOXML.items() if f'"{name}.main+xml"' in types), None)
