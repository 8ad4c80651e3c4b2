"""The steps in which an applicant reports on a grant: what is kept of each, what is missing, and what becomes of it.

As in `steps.py`, what is typed is in `Answers` until the report is sent in; that reads all of it once more.
"""

import hashlib
import json

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .forms.report import RealBudgetForm, ResultForm
from .models import Answers, Evidence
from .steps import Checked, Part, Place, Problem, Step, documents_shown, problems_of, read_over


class ReportStep(Step):
    def url(self, application) -> str:
        return reverse("subsidies:report_step", args=[application.reference, self.slug])


RESULT, COSTS, PHOTOS, DOCUMENTS, CHECK = "verslag", "kosten", "fotos", "stukken", "controleren"
STEPS = {
    step.slug: step
    for step in [
        ReportStep(RESULT, gettext_lazy("What you did"), ResultForm),
        ReportStep(COSTS, gettext_lazy("What it cost"), RealBudgetForm),
        ReportStep(PHOTOS, gettext_lazy("Photos")),
        ReportStep(DOCUMENTS, gettext_lazy("Documents")),
        ReportStep(CHECK, gettext_lazy("Check and send")),
    ]
}
FILLED_IN = [step for step in STEPS.values() if step.form_class]


def after(step: Step) -> Step:
    return list(STEPS.values())[list(STEPS).index(step.slug) + 1]


def before(step: Step) -> Step | None:
    number = list(STEPS).index(step.slug)
    return list(STEPS.values())[number - 1] if number else None


def kept_of(application) -> dict[str, Answers]:
    """Return what is kept of each step."""
    answers = application.answers.filter(step__in=[step.slug for step in FILLED_IN]).select_related("saved_by")
    return {each.step: each for each in answers}


def form_of(application, slug, data=None, *, by=None, settles=True, kept=None):
    """Return the form of a step, bound to what was sent (`data`, lists of texts by name) or else to what is kept."""
    kept = kept_of(application) if kept is None else kept
    answers = kept.get(slug) or Answers(application=application, step=slug)
    return STEPS[slug].form_class(
        application=application,
        rules=application.version,
        stored=answers.data,
        changed_by=answers.changed_by,
        mine=answers.set_aside.get(str(by.pk)) if by else None,
        data=data,
        by=by,
        settles=settles,
    )


def asked_with_report(rules):
    """Return the documents that the rules ask for with the report."""
    return rules.evidence_set.filter(moment=Evidence.Moment.REPORT)


def missing_documents(application, report) -> list[str]:
    there = set(report.attachments.there().values_list("evidence", flat=True)) if report else set()
    asked = asked_with_report(application.version).filter(is_required=True)
    return [_("Missing: %(document)s") % {"document": one.label} for one in asked if one.pk not in there]


def report_of(application):
    """Return the report that is being written or was sent in, None while nobody began one."""
    return getattr(application, "report", None)


def is_done(step, application, kept) -> bool:
    report = report_of(application)
    if step.slug == PHOTOS:
        return bool(report and report.photos.exists())
    if step.slug == DOCUMENTS:
        has_some = bool(report and report.attachments.there().exists())
        is_asked = asked_with_report(application.version).exists()
        return (has_some or is_asked) and not missing_documents(application, report)
    return step.slug in kept and kept[step.slug].is_done


def overview(application, kept, current="") -> list[Place]:
    """Return the steps of a report, for the list beside each of them."""
    return [
        Place(step, step.url(application), is_done(step, application, kept), step.slug == current)
        for step in STEPS.values()
    ]


def revision_of(application, kept) -> str:
    """Return a digest of all that would be sent in: it changes when somebody changes a text, a photo or a document."""
    report = report_of(application)
    files = list(report.attachments.order_by("pk").values_list("pk", "sha256", "evidence")) if report else []
    photos = list(report.photos.order_by("pk").values_list("pk", "sha256")) if report else []
    texts = {slug: answers.data for slug, answers in kept.items()}
    return hashlib.sha256(json.dumps([texts, files, photos], sort_keys=True).encode()).hexdigest()


def check(application, kept=None) -> Checked:
    """Read a report whole."""
    kept = kept_of(application) if kept is None else kept
    forms = {step.slug: form_of(application, step.slug, kept=kept) for step in FILLED_IN}
    problems = [Problem(STEPS[slug], text) for slug, form in forms.items() for text in problems_of(form)]
    missing = missing_documents(application, report_of(application))
    problems += [Problem(STEPS[DOCUMENTS], text) for text in missing]
    return Checked(forms, problems, revision_of(application, kept))


def parts_of(application, checked: Checked) -> list[Part]:
    """Return the steps as they are read over: the questions with what was answered, and what is missing."""
    return read_over(application, checked, STEPS, lambda step: added(application, step))


def added(application, step):
    """Return the photos or the documents that come along."""
    report = report_of(application)
    if step.slug == PHOTOS:
        photos = report.photos.all() if report else []
        return [(_("Photos"), [f"{photo.alt} ({photo.credit})" for photo in photos])]
    files = report.attachments.there() if report else []
    # Where nothing is asked, it is said that nothing came along either.
    return documents_shown(files, asked_with_report(application.version)) or [(_("Other documents"), [])]
