"""What a report is made of, from the database."""

from django.utils import translation

from globalgoals.models import PolicyPlan

from ..models import PolicySnapshot
from ..snapshot_content import is_whole
from .build import report_of
from .tree import AmbitionWords, ChapterWords, PlanWords, Report


def words_of(plan: PolicyPlan, language: str = "nl") -> PlanWords:
    """Return the words of a plan in a language."""
    with translation.override(language):
        chapters = plan.chapters.prefetch_related("ambitions", "goals").order_by("number")
        return PlanWords(
            slug=plan.slug,
            title=str(plan.title),
            first_year=plan.first_year,
            last_year=plan.last_year,
            source=plan.source,
            chapters=tuple(words_of_chapter(chapter) for chapter in chapters),
        )


def words_of_chapter(chapter) -> ChapterWords:
    return ChapterWords(
        number=chapter.number,
        title=str(chapter.title),
        summary=str(chapter.summary),
        ambitions=tuple(
            AmbitionWords(each.section, str(each.name), str(each.text), each.text.lang)
            for each in chapter.ambitions.all()
        ),
        goals=tuple((goal.number, str(goal.name)) for goal in chapter.goals.all()),
    )


def report_now(plan: PolicyPlan, language: str = "nl") -> Report | None:
    """Return the report of the last snapshot of each year; None where nothing was kept at all."""
    snapshots = PolicySnapshot.objects.latest_of(plan)
    if not snapshots:
        return None
    texts = dict(plan.report_texts.values_list("section", "text_nl"))
    return report_of(words_of(plan, language), snapshots, texts, language)


def tampered(plan: PolicyPlan) -> list[PolicySnapshot]:
    """Return the snapshots that no longer say what they said when they were taken."""
    return [snapshot for snapshot in plan.snapshots.all() if not is_whole(snapshot)]
