"""The letters that wait to be printed and posted: as rows of a list, and all of them as one document to print."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from django.utils import timezone
from pypdf import PdfWriter

from ..models import Application, Document
from ..reckoning.deadlines import amsterdam_day


@dataclass(frozen=True)
class Row:
    """A letter to post; it is to be posted on the day that stands in it, for its terms begin then (Awb 3:41)."""

    letter: Document
    address: str
    is_late: bool


def of_cases_seen_by(user):
    """Return the documents of the cases that are not shut to a civil servant."""
    return Document.objects.made_known().filter(application__in=Application.objects.for_staff(user))


def to_post(user):
    """Return the letters that somebody may post, the oldest first."""
    letters = of_cases_seen_by(user).to_post().order_by("made_at", "pk")
    return letters.select_related("application__organisation", "application__ceiling__scheme")


def rows_of(letters, today: date | None = None) -> list[Row]:
    today = today or timezone.localdate()
    return [Row(letter, letter.application.postal_address, amsterdam_day(letter.made_at) < today) for letter in letters]


def print_out(letters) -> bytes:
    """Return letters one after the other, as one PDF for the printer; `OSError` where a file is lost."""
    writer = PdfWriter()
    for letter in letters:
        # Printed on both sides, a letter does not begin on the back of another.
        if len(writer.pages) % 2:
            writer.add_blank_page()
        with letter.file.open() as file:
            writer.append(file)
    together = BytesIO()
    writer.write(together)
    return together.getvalue()
