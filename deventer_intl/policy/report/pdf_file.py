"""A report as PDF/UA-1, by typst. The same report gives the same bytes: nothing in it is of the day on which it is made."""

from dataclasses import asdict

from django.utils import translation
from django.utils.translation import gettext as _

from deventer_intl import pdf

from .drawings import Picture, chart_of, drawn_map_of
from .runs import texts_of
from .tree import Report, Section


def pdf_of(report: Report, digests: dict[int, str], made_on: str, portal: str) -> bytes:
    """Return the report as PDF; `digests` are the SHA-256 of its snapshots by year, `made_on` the ISO day of the last of them.

    Letters that our fonts lack stand as ?. `portal` goes before the addresses of the notes.
    """
    files = {}
    with translation.override(report.language):
        data = content(report, digests, made_on, portal, files)
    lacking = pdf.lacking(data)
    for letter in lacking:
        data = pdf.replaced(data, letter)
    return pdf.render("policy_report.typ", data, {name: text.encode() for name, text in files.items()})


def content(report: Report, digests, made_on, portal, files) -> dict:
    """Return what `policy_report.typ` prints; the charts it names are added to `files`."""
    year, month, day = map(int, made_on.split("-"))
    return {
        "title": report.title,
        "language": report.language,
        "day": [year, month, day],
        "page_label": _("page"),
        "office": "International Office Deventer",
        "lead": _("Made of the frozen figures of each year. What is not known is said."),
        "contents_title": _("Contents"),
        "years_title": _("Where the figures are from"),
        "years": [{"label": str(each.year), "text": each.text} for each in report.years],
        "sections": [section_of(each, files) for each in report.sections],
        "notes_title": _("Notes"),
        "notes": [
            {"number": each.number, "text": each.text, "address": portal + each.address if each.address else ""}
            for each in report.notes
        ],
        "digests_title": _("Proof"),
        "digests_lead": _("Who has a snapshot can check that this report was made of it: its SHA-256 is the same."),
        "digests": [{"label": str(each), "text": digest} for each, digest in sorted(digests.items())],
    }


def section_of(section: Section, files) -> dict:
    return {
        "title": section.title,
        "blocks": [block_of(block, files) for block in section.blocks],
        "sections": [section_of(each, files) for each in section.sections],
    }


def block_of(block, files) -> dict:
    match block.kind:
        case "written":
            return {"kind": "written", "texts": [asdict(text) for text in texts_of(block.markdown)]}
        case "grid":
            return {"kind": "grid", "grid": grid_of(block)}
        case "places":
            picture = picture_in(files, "map.svg", drawn_map_of(block))
            return {"kind": "places", "grid": grid_of(block.grid), **picture}
        case "line":
            picture = picture_in(files, f"chart-{block.slug}.svg", chart_of(block))
            found = {"kind": "line", "name": block.name, "target": block.target_text, "legend": block.legend}
            return {**found, "grid": grid_of(block.grid), **picture}
    return {"kind": block.kind} | asdict(block)


def picture_in(files, name: str, picture: Picture | None) -> dict:
    """Add a picture to the files; return its name there and what it says in words, both "" where there is none."""
    if picture is None:
        return {"picture": "", "alt": ""}
    files[name] = picture.svg
    return {"picture": name, "alt": picture.words}


def grid_of(grid) -> dict:
    return {
        "caption": grid.caption,
        "heads": [asdict(head) for head in grid.heads],
        "rows": [[cell_of(cell) for cell in row] for row in grid.rows],
        "foot": [cell_of(cell) for cell in grid.foot],
        "empty": grid.empty,
    }


def cell_of(cell) -> dict:
    return {"text": cell.text, "notes": list(cell.notes)}
