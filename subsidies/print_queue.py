"""The letters that wait to be printed and posted: as rows of a list, and all of them as one document to print."""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.utils import timezone

from .deadlines import amsterdam_day
from .models import Application, Document

# A PDF of ours says in its tree of pages how many there are.
PAGES = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")
# Printed on both sides, a letter does not begin on the back of another.
PRINT_OUT = """
#let files = json(bytes(sys.inputs.files))
#set page(paper: "a4", margin: 0pt)
#for (number, file) in files.enumerate() {
  if number > 0 { pagebreak(to: "odd") }
  for page in range(1, file.pages + 1) {
    if page > 1 { pagebreak() }
    image(file.name, page: page, width: 100%, height: 100%)
  }
}
"""


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
    with TemporaryDirectory() as folder:
        files = []
        for letter in letters:
            with letter.file.open() as file:
                content = file.read()
            name = f"{letter.pk}.pdf"
            (Path(folder) / name).write_bytes(content)
            files.append({"name": name, "pages": pages_of(content)})
        main = Path(folder) / "main.typ"
        main.write_text(PRINT_OUT)
        return typst.compile(str(main), root=folder, sys_inputs={"files": json.dumps(files)}, format="pdf")


def pages_of(content: bytes) -> int:
    """Return of how many pages a letter of ours is; `ValueError` for what is none."""
    counts = [int(count) for count in PAGES.findall(content)]
    if not counts:
        raise ValueError("This is not a letter of the portal.")
    return max(counts)
