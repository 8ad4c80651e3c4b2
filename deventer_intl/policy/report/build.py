"""Making a report out of snapshots, texts and the words of a plan. No database here: the same goes in, the same comes out."""

from collections import Counter
from collections.abc import Mapping

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import report_sections
from .grids import Tables, at_a_glance, gaps_by_figure, grid_of, money_by_year
from .lines import lines_of
from .tree import ChapterWords, OfYear, Paragraph, Places, PlanWords, Quote, Report, Section, Written
from .wording import Notes


def report_of(
    words: PlanWords, snapshots: Mapping[int, object], texts: Mapping[str, str], language: str = "nl"
) -> Report:
    """Return the report of a plan in a language.

    `snapshots` are by year what `PolicySnapshot` holds, `texts` what editors wrote, by section. What no snapshot says is
    not in it, but that nothing is known.
    """
    with translation.override(language):
        return Making(words, snapshots, texts).report(language)


class Making:
    """A report that is being made: what all its sections share."""

    def __init__(self, words, snapshots, texts):
        self.words, self.texts = words, texts
        self.snapshots = {year: snapshot for year, snapshot in sorted(snapshots.items()) if year in words.years}
        self.contents = {year: snapshot.content for year, snapshot in self.snapshots.items()}
        self.tables = Tables(self.contents)
        self.notes = Notes()
        self.lines = lines_of(words.years, self.contents, self.notes)

    def report(self, language) -> Report:
        years = tuple(of_year(year, self.snapshots.get(year)) for year in self.words.years)
        titles = report_sections.sections_of(self.words.chapters)
        chapters = [self.chapter(chapter, titles) for chapter in self.words.chapters]
        behind = [self.behind(key, str(titles[key])) for key in report_sections.BEHIND]
        return Report(
            slug=self.words.slug,
            title=_("Report on %(plan)s") % {"plan": self.words.title},
            language=language,
            years=years,
            sections=(self.summary(str(titles[report_sections.SUMMARY]), years), *chapters, *behind),
            notes=self.notes.all(),
        )

    def written(self, key) -> tuple[Written, ...]:
        text = self.texts.get(key, "").strip()
        return (Written(text),) if text else ()

    def summary(self, title, years) -> Section:
        kept = sum(1 for year in years if year.is_kept)
        text = ngettext(
            "This report rests on the frozen figures of %(kept)s of the %(years)s years of the plan.",
            "This report rests on the frozen figures of %(kept)s of the %(years)s years of the plan.",
            kept,
        ) % {"kept": kept, "years": len(years)}
        apart = _("Effort is not result. They stand apart and are never added up.")
        lines = [line for _number, found in sorted(self.lines.items()) for line in found]
        blocks = (*self.written(report_sections.SUMMARY), Paragraph(text), Paragraph(apart, is_remark=True))
        unknown = ", ".join(line.name for line in lines if not line.grid.rows)
        rest = Paragraph(_("Not known of any year: %(names)s.") % {"names": unknown}, is_remark=True)
        glance = at_a_glance(self.contents, lines)
        return Section(report_sections.SUMMARY, title, (*blocks, glance, rest) if unknown else (*blocks, glance))

    def chapter(self, chapter: ChapterWords, titles) -> Section:
        key = report_sections.CHAPTER.format(chapter.number)
        lines = self.lines.get(chapter.number, [])
        sides = [
            ("inzet", "effort", _("Effort: what was done and paid"), _("No effort is measured in this chapter.")),
            ("resultaat", "outcome", _("Result: what changed"), _("No result is measured in this chapter.")),
        ]
        quotes = [Quote(each.text, self.source(each), each.language) for each in chapter.ambitions if each.text]
        summary = (Paragraph(chapter.summary),) if chapter.summary else ()
        return Section(
            key,
            str(titles[key]),
            (*summary, *self.written(key), self.goals(chapter)),
            (
                Section(f"{key}-ambitie", _("What the plan wants"), tuple(quotes)),
                *(
                    Section(
                        f"{key}-{name}",
                        title,
                        tuple(line for line in lines if line.side == side) or (Paragraph(nothing, is_remark=True),),
                    )
                    for name, side, title, nothing in sides
                ),
            ),
        )

    def source(self, ambition):
        section = _("section %(number)s") % {"number": ambition.section} if ambition.section else ""
        return ", ".join(filter(None, [self.words.source or self.words.title, section]))

    def goals(self, chapter) -> Paragraph:
        if not chapter.goals:
            return Paragraph(_("Global Goals: not filled in yet."), is_remark=True)
        named = ", ".join(f"{number} {name}" for number, name in chapter.goals)
        return Paragraph(_("Global Goals: %(goals)s.") % {"goals": named})

    def behind(self, key, title) -> Section:
        blocks = [*self.written(key)]
        if key == "geld":
            blocks.append(money_by_year(self.words.years, self.tables))
        if key == "leemten":
            blocks += [
                Paragraph(_("Of %(year)s nothing was kept.") % {"year": year}, is_remark=True)
                for year in self.words.years
                if year not in self.contents
            ]
            blocks.append(gaps_by_figure(self.tables))
        for table in report_sections.TABLES_IN[key]:
            grid, rest = grid_of(table, self.tables, self.notes)
            blocks.append(Places(self.counts(), grid) if key == "kaart" else grid)
            if rest:
                text = ngettext("%(rest)s more row is in the file.", "%(rest)s more rows are in the file.", rest)
                blocks.append(Paragraph(text % {"rest": rest}, is_remark=True))
        return Section(key, title, tuple(blocks))

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return in how many subsidies and missions each country is named, over all years."""
        found = Counter()
        for table in self.tables.of("grants-by-country").values():
            for row in table.rows:
                found[in_dutch(row.cells[0])] += int(row.cells[1] or 0)
        for table in self.tables.of("missions").values():
            for row in table.rows:
                found[in_dutch(row.cells[2])] += 1
        return tuple(sorted((name, number) for name, number in found.items() if name))


def in_dutch(cell) -> str:
    return cell.get("nl", "") if isinstance(cell, dict) else cell or ""


def of_year(year, snapshot) -> OfYear:
    if snapshot is None:
        return OfYear(year, _("nothing kept of this year"), is_kept=False)
    values = {"number": snapshot.number, "day": date_format(timezone.localdate(snapshot.taken_at), "DATE_FORMAT")}
    if snapshot.is_provisional:
        text = _("provisional, the year was not over: snapshot %(number)s, taken on %(day)s")
    else:
        text = _("snapshot %(number)s, taken on %(day)s")
    text %= values
    if snapshot.reason:
        text = _("%(text)s; taken anew because: %(reason)s") % {"text": text, "reason": snapshot.reason}
    return OfYear(year, text, True, snapshot.is_provisional, snapshot.number, snapshot.reason)
