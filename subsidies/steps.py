"""The steps of the form by which an organisation applies: what is kept of each, what is missing, and what becomes of it.

While it is a draft, what is typed is in its `Answers`. Sending in reads all of it once more and writes the record.
"""

import hashlib
import json
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from globalgoals.forms import claims_in_fields

from .forms import application as forms
from .forms.budget import BudgetForm
from .models import Answers, Channel, Evidence
from .reckoning.amounts import format_amount


@dataclass(frozen=True)
class Step:
    """`slug` stands in the address. The attachments have pages of their own and no form."""

    slug: str
    label: str
    form_class: type | None = None

    def url(self, application) -> str:
        return reverse("subsidies:step", args=[application.pk, self.slug])


ATTACHMENTS, CHECK = "bijlagen", "controleren"
STEPS = {
    step.slug: step
    for step in [
        Step("organisatie", gettext_lazy("Organisation"), forms.OrganisationForm),
        Step("activiteit", gettext_lazy("Activity"), forms.ActivityForm),
        Step("doelen", gettext_lazy("Countries and goals"), forms.PlacesAndGoalsForm),
        Step("begroting", gettext_lazy("Budget and cover"), BudgetForm),
        Step(ATTACHMENTS, gettext_lazy("Attachments")),
        Step(CHECK, gettext_lazy("Check and send"), forms.DeclarationsForm),
    ]
}
# What is filled in before checking.
FILLED_IN = [step for step in STEPS.values() if step.form_class and step.slug != CHECK]


@dataclass(frozen=True)
class Problem:
    """What stands in the way of sending in, and the step to mend it."""

    step: Step
    text: str


@dataclass(frozen=True)
class Checked:
    """A draft that was read whole: its forms, its problems, and from which texts and rules they were read."""

    forms: dict
    problems: list
    revision: str


@dataclass(frozen=True)
class Place:
    """A step as the form lists it: where it is, whether it is done, and whether it is the one that is open."""

    step: Step
    url: str
    is_done: bool
    is_current: bool


def after(step: Step) -> Step:
    return list(STEPS.values())[list(STEPS).index(step.slug) + 1]


def before(step: Step) -> Step | None:
    number = list(STEPS).index(step.slug)
    return list(STEPS.values())[number - 1] if number else None


def overview(application, kept, rules, current="") -> list[Place]:
    """Return the steps of a draft, for the list beside each of them."""
    places = []
    for step in STEPS.values():
        is_done = step.slug in kept and kept[step.slug].is_done
        if step.slug == ATTACHMENTS:
            is_done = not missing_attachments(application, rules)
        places.append(Place(step, step.url(application), is_done, step.slug == current))
    return places


@dataclass(frozen=True)
class Part:
    """A step as it is read over: the questions with what was answered, and what is missing."""

    step: Step
    url: str
    answers: list
    problems: list
    warnings: list


def parts_of(application, checked: Checked, rules) -> list[Part]:
    asked = rules.evidence_set.filter(moment=Evidence.Moment.APPLICATION)
    attachments = documents_shown(application.attachments.current(), asked)
    return read_over(application, checked, STEPS, lambda _step: attachments)


def read_over(application, checked: Checked, steps: dict[str, Step], answers_without_form) -> list[Part]:
    """Return the steps but for the last, as they are read over; what is not a form is answered by `answers_without_form`."""
    parts = []
    for step in list(steps.values())[:-1]:
        form = checked.forms.get(step.slug)
        answers = form.shown if form else answers_without_form(step)
        problems = [problem.text for problem in checked.problems if problem.step == step]
        parts.append(Part(step, step.url(application), answers, problems, form.warnings if form else []))
    return parts


def documents_shown(files, asked) -> list[tuple]:
    """Return the names of documents under what was asked for, and the others apart."""
    files, asked = list(files), list(asked)
    shown = [(one.label, [file.file_name for file in files if file.evidence_id == one.pk]) for one in asked]
    other = [file.file_name for file in files if file.evidence_id not in {one.pk for one in asked}]
    return [*shown, *([(_("Other documents"), other)] if other else [])]


def rules_of(application):
    """Return the rules that hold for an application: those it was sent in under, or for a draft those of today."""
    return application.version or application.ceiling.rules()


def kept_of(application) -> dict[str, Answers]:
    """Return what is kept of each step; of what was sent in, what stands in the record or was filled in anew."""
    if application.is_draft:
        return {answers.step: answers for answers in application.answers.select_related("saved_by")}
    texts = texts_of(application)
    kept = {step: Answers(application=application, step=step, data=data) for step, data in texts.items()}
    return kept | {answers.step: answers for answers in answered_anew(application)}


def answered_anew(application):
    """Return what was typed into parts of the form since a supplement of these was asked, while it is open."""
    request = application.supplement_requests.open().first()
    if request is None:
        return Answers.objects.none()
    since = application.answers.filter(step__in=request.steps, saved_at__gte=request.asked_at)
    return since.select_related("saved_by")


def form_of(application, slug, data=None, *, by=None, settles=True, kept=None, rules=None):
    """Return the form of a step, bound to what was sent (`data`, lists of texts by name) or else to what is kept.

    `by` is who fills it in: what that person typed while a colleague changed the same comes back.
    """
    kept = kept_of(application) if kept is None else kept
    answers = kept.get(slug) or Answers(application=application, step=slug)
    return STEPS[slug].form_class(
        application=application,
        rules=rules or rules_of(application),
        stored=answers.data,
        changed_by=answers.changed_by,
        mine=answers.set_aside.get(str(by.pk)) if by else None,
        data=data,
        by=by,
        settles=settles,
    )


def revision_of(application, kept, rules) -> str:
    """Return a digest of all that would be sent in: it changes when somebody changes a text or an attachment."""
    files = list(application.attachments.current().order_by("pk").values_list("pk", "sha256", "evidence"))
    texts = {slug: answers.data for slug, answers in kept.items() if slug != CHECK}
    whole = json.dumps([texts, files, rules.pk], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def check(application, kept=None, rules=None) -> Checked:
    """Read a draft whole, declarations aside."""
    rules = rules or rules_of(application)
    kept = kept_of(application) if kept is None else kept
    found = {step.slug: form_of(application, step.slug, kept=kept, rules=rules) for step in FILLED_IN}
    problems = []
    for step in STEPS.values():
        if step.slug == ATTACHMENTS:
            problems += [Problem(step, text) for text in missing_attachments(application, rules)]
        elif form := found.get(step.slug):
            problems += [Problem(step, text) for text in problems_of(form)]
    return Checked(found, problems, revision_of(application, kept, rules))


def check_before(application) -> Checked | None:
    """Read a draft whole before its ceiling is locked; None where there is nothing to read."""
    return check(application) if application.is_draft and rules_of(application) else None


def problems_of(form) -> list[str]:
    if not form.is_bound:
        return [_("Not yet filled in")]
    return [text for _place, text in form.mistakes]


def problems(application) -> list[Problem]:
    """Return all that is still missing or wrong in a draft, declarations aside."""
    return check(application).problems


def missing_attachments(application, rules) -> list[str]:
    there = set(application.attachments.there().values_list("evidence", flat=True))
    asked = rules.evidence_set.filter(moment=Evidence.Moment.APPLICATION, is_required=True)
    return [_("Missing: %(document)s") % {"document": one.label} for one in asked if one.pk not in there]


def fill(application, rules, *, channel=Channel.ONLINE, checked=None, declared=None, seen="") -> None:
    """Write the answers of a locked draft into its record, or raise `ValidationError` with all that is missing.

    `checked` was read before the lock, to hold it briefly: it is read anew if anything changed since. What came on paper
    is received with what it lacks (Awb 4:5 gives the applicant time to supply it): attachments and declarations.
    """
    kept = kept_of(application)
    if checked is None or checked.revision != revision_of(application, kept, rules):
        checked = check(application, kept, rules)
    if seen and seen != checked.revision:
        text = _("Somebody changed this application while you were reading it. Read it once more, then send it.")
        raise ValidationError(text, code="changed")
    on_paper = channel == Channel.PAPER
    texts = [f"{problem.step.label}: {problem.text}" for problem in checked.problems if in_the_way(problem, on_paper)]
    declarations = form_of(application, CHECK, declared, kept=kept, rules=rules)
    if not on_paper:
        texts += [f"{STEPS[CHECK].label}: {text}" for text in problems_of(declarations)]
    if texts:
        raise ValidationError(texts, code="incomplete")
    for form in checked.forms.values():
        form.write(application)
        form.relate(application)
    if declarations.is_bound and declarations.is_valid():
        declarations.write(application)


def in_the_way(problem, on_paper):
    return not (on_paper and problem.step.slug == ATTACHMENTS)


def texts_of(application) -> dict[str, dict[str, list[str]]]:
    """Return the record of an application as the texts that somebody would have typed, by step and field."""

    def texts(*names):
        values = {name: getattr(application, name) for name in names}
        return {name: [str(value)] for name, value in values.items() if value not in (None, "")}

    costs, cover = [], []
    for line in application.budget_lines.all():
        amount = format_amount(line.amount, "nl").replace("€", "").strip()
        if line.kind == line.Kind.COST:
            costs += [line.label, amount]
        else:
            cover += [line.kind, line.label, amount]
    purpose = {"purpose": [str(application.purpose_id)]} if application.purpose_id else {}
    return {
        "organisatie": texts("contact_name", "contact_email", "contact_phone", "iban", "account_holder"),
        "activiteit": {**texts("title", "plan", "partner", "people", "starts_on", "ends_on"), **purpose},
        "doelen": {
            "countries": [country.name_nl for country in application.countries.all()],
            **{name: [str(value)] for name, value in claims_in_fields(application).items() if value},
        },
        "begroting": {"costs": costs, "cover": cover, **texts("budget_note")},
    }


def copy(source, target, by) -> None:
    """Begin a draft with what was sent in earlier: without dates, declarations and attachments."""
    rules = rules_of(target)
    found = texts_of(source)
    for name in ("starts_on", "ends_on"):
        found["activiteit"].pop(name, None)
    if found["activiteit"].pop("purpose", None):
        # Each version of a scheme lists its own; the same name is the same purpose.
        same = rules.purpose_set.filter(label_nl=source.purpose.label_nl).first()
        found["activiteit"] |= {"purpose": [str(same.pk)]} if same else {}
    for slug, data in found.items():
        if data := {name: texts for name, texts in data.items() if texts}:
            is_done = form_of(target, slug, data, kept={}, rules=rules).is_valid()
            Answers.objects.create(
                application=target, step=slug, data=data, is_done=is_done, saved_by=by, saved_at=timezone.now()
            )
