"""A report as DOCX, for who edits it further: real headings, tables and links, and the same bytes for the same report."""

import io
import zipfile
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

from deventer_intl import pdf

from .drawings import Picture, chart_of, drawn_map_of
from .runs import texts_of
from .tree import Report, Section

# How wide a picture is, in centimetres.
PICTURE = 12
# The first moment that a zip can name.
NO_DAY = (1980, 1, 1, 0, 0, 0)


def docx_of(report: Report, digests: dict[int, str], made_on: str, portal: str) -> bytes:
    """Return the report as DOCX; the arguments are those of `pdf_of`."""
    document = Document()
    about(document, report, made_on)
    with translation.override(report.language):
        write(document, report, digests, portal)
    written = io.BytesIO()
    document.save(written)
    return without_days(written.getvalue())


def about(document, report: Report, made_on: str) -> None:
    day = datetime.fromisoformat(made_on)
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        report.title,
        "International Office Deventer",
        report.language,
    )
    properties.created = properties.modified = day
    properties.last_modified_by, properties.revision, properties.comments = "", 1, ""
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), report.language)
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def write(document, report: Report, digests, portal) -> None:
    document.add_heading(report.title, 0)
    document.add_paragraph(_("Made of the frozen figures of each year. What is not known is said."))
    document.add_heading(_("Where the figures are from"), 1)
    for year in report.years:
        document.add_paragraph(f"{year.year}: {year.text}")
    for section in report.sections:
        write_section(document, section, 1)
    if report.notes:
        document.add_heading(_("Notes"), 1)
    for note in report.notes:
        document.add_paragraph(f"{note.number}. {note.text}" + (f" ({portal}{note.address})" if note.address else ""))
    document.add_heading(_("Proof"), 1)
    for year, digest in sorted(digests.items()):
        document.add_paragraph(f"{year}: {digest}")


def write_section(document, section: Section, level: int) -> None:
    document.add_heading(section.title, level)
    for block in section.blocks:
        write_block(document, block)
    for inner in section.sections:
        write_section(document, inner, level + 1)


def write_block(document, block) -> None:
    match block.kind:
        case "paragraph":
            document.add_paragraph(block.text + marks(block.notes))
        case "quote":
            document.add_paragraph(block.text, style="Quote")
            document.add_paragraph(block.source)
        case "written":
            write_markdown(document, block.markdown)
        case "grid":
            write_grid(document, block)
        case "places":
            write_picture(document, drawn_map_of(block))
            write_grid(document, block.grid)
        case "line":
            write_grid(document, block.grid, block.target_text, chart_of(block), block.legend)


def write_markdown(document, markdown: str) -> None:
    for text in texts_of(markdown):
        if text.style == "heading":
            paragraph = document.add_heading(level=3)
        else:
            paragraph = document.add_paragraph(style="List Bullet" if text.style == "item" else None)
        for run in text.runs:
            added = paragraph.add_run(f"{run.text} ({run.address})" if run.address else run.text)
            added.bold, added.italic = run.is_bold or None, run.is_italic or None


def write_picture(document, picture: Picture | None) -> None:
    """Add a picture, with what it says in words for who does not see it."""
    if picture is None:
        return
    shape = document.add_picture(io.BytesIO(pdf.as_png(picture.svg, PICTURE)), width=Cm(PICTURE))
    shape._inline.docPr.set("descr", picture.words)


def write_grid(document, grid, below: str = "", picture: Picture | None = None, legend: str = "") -> None:
    document.add_paragraph(grid.caption, style="Caption").paragraph_format.keep_with_next = True
    if below:
        document.add_paragraph(below)
    write_picture(document, picture)
    if legend:
        document.add_paragraph(legend)
    if not grid.rows:
        document.add_paragraph(grid.empty)
        return
    rows = [*grid.rows, *([grid.foot] if grid.foot else [])]
    table = document.add_table(rows=1 + len(rows), cols=len(grid.heads), style="Light Grid Accent 1")
    table.autofit = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    # Cells one by one through `table.cell` take a time that grows with the square of the rows.
    cells = table._cells
    width = len(grid.heads)
    for place, head in enumerate(grid.heads):
        fill(cells[place], head.name, head.is_number)
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            fill(cells[number * width + place], cell.text + marks(cell.notes), grid.heads[place].is_number)


def fill(cell, text: str, is_number: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.add_run(text)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def marks(notes) -> str:
    return f" [{', '.join(map(str, notes))}]" if notes else ""


def without_days(content: bytes) -> bytes:
    """Return a zip with the same files, in order, none of which says when it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, NO_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return packed.getvalue()
