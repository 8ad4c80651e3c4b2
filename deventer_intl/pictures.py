"""How the files of pictures are named and where a browser finds them, in a few widths (`picture_files.py` makes them)."""

from django.core.files.storage import storages

# A picture is kept in these widths, in pixels, as far as it is that wide.
WIDTHS = (320, 640, 1280)


def file_name(digest: str, width: int) -> str:
    """Return how the file of a picture is named: after its content, so that what has a name never changes."""
    return f"{digest}-{width}.webp"


def widths_up_to(width: int) -> list[int]:
    """Return in which widths a picture that is so wide is kept, the smallest first; it is never enlarged.

    >>> widths_up_to(500)
    [320, 500]
    """
    return [*(smaller for smaller in WIDTHS if smaller < width), width]


def address_of(digest: str, width: int) -> str:
    """Return where a browser finds a picture in a width that is kept."""
    return storages["pictures"].url(file_name(digest, width))


def small_address_of(digest: str, width: int) -> str:
    """Return where a browser finds the smallest file of a picture that is so wide."""
    return address_of(digest, min(width, WIDTHS[0]))


class ShownInWidths:
    """What has a digest and a width, and files named after these: where a browser finds them."""

    @property
    def small(self):
        """The address of its smallest file, for lists."""
        return small_address_of(self.digest, self.width)

    @property
    def large(self):
        return address_of(self.digest, self.width)

    @property
    def srcset(self):
        """The addresses of all its files with their widths, as browsers choose from."""
        return ", ".join(f"{address_of(self.digest, width)} {width}w" for width in widths_up_to(self.width))
