"""A report as PDF/UA-1, by typst. The same report gives the same bytes: nothing in it is of the day on which it is made."""

from dataclasses import asdict

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from deventer_intl import pdf

from .places import picture_of
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
            return {"kind": "places", "grid": grid_of(block.grid)} | map_in(block, files)
        case "line":
            found = {"kind": "line", "name": block.name, "target": block.target_text, "grid": grid_of(block.grid)}
            return found | chart_in(block, files)
    return {"kind": block.kind} | asdict(block)


def chart_in(line, files) -> dict:
    """Return the name of the picture of a line and what it says in words, both "" where there is nothing to draw."""
    chart = line.chart
    if chart is None:
        return {"chart": "", "alt": "", "legend": ""}
    name = f"chart-{line.slug}.svg"
    files[name] = render_to_string("policy/chart.svg", {"chart": chart, "target": line.target_shown})
    alt = ". ".join([line.name, *(f"{each.year}: {each.text}" for each in line.points)])
    return {"chart": name, "alt": alt, "legend": line.legend}


def map_in(places, files) -> dict:
    svg, words = picture_of(places)
    if svg:
        files["map.svg"] = svg
    return {"map": "map.svg" if svg else "", "alt": words}


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
