"""Pictures as people upload them, good and bad."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def image(kind="JPEG", size=(400, 300), mode="RGB", colour="teal", **options):
    """Return the content of a picture."""
    content = io.BytesIO()
    Image.new(mode, size, colour).save(content, kind, **options)
    return content.getvalue()


def png_of(width, height):
    """Return a PNG of a few bytes that says it is so large."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def upload(content, name="foto.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type)
