"""The prize in the back-office: a year with its criteria and jury, and what happens to it, step by step."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.form_answers import add_errors
from deventer_intl.history_admin import HistoryAdmin

from ..models import PastWinner, PrizeCriterion, PrizeEdition, PrizeStage
from . import desk_forms as desk
from . import running
from .standing import jury_work, not_counting


def of_three(name):
    return [f"{name}_{language}" for language in ("nl", "en", "de")]


@dataclass(frozen=True)
class Act:
    """Something to do with a record: its button, when it is there (stages or states), what it asks, and what does it."""

    label: str
    when: tuple
    form: type
    do: object


class ActsMixin:
    """A record with buttons, each a page that asks what must be known for it; `acts`, `act_word` and `moment_of` say which."""

    acts: dict
    about: str

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}_act"
        return [path("<int:object_id>/doen/<slug:name>/", view(self.act_view), name=name), *super().get_urls()]

    def open_acts(self, request, record):
        if record is None or not self.has_change_permission(request, record):
            return {}
        return {name: act for name, act in self.acts.items() if self.moment_of(record) in act.when}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_act"
        acts = [
            (reverse(name, args=[record.pk, slug]), act.label) for slug, act in self.open_acts(request, record).items()
        ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "acts": acts})

    def act_view(self, request, object_id, name):
        """Ask what must be known for something to be done; do it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        record, act = self.get_object(request, str(object_id)), self.acts.get(name)
        if record is None or act is None:
            raise Http404
        form = act.form(request.POST if request.method == "POST" else None, **{self.about: record})
        if request.method == "POST" and form.is_valid() and self.is_done(act, record, form, request):
            url = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(url, args=[record.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": act.label,
            "opts": self.opts,
            "form": form,
            "record": record,
            "facts": self.facts_of(record),
        }
        return TemplateResponse(request, "admin/globalgoals/act.html", context)

    def is_done(self, act, record, form, request):
        try:
            act.do(request, record, form)
        except ValidationError as error:
            add_errors(form, error)
            return False
        messages.success(request, gettext("Done: %(what)s") % {"what": act.label})
        return True


class CriterionInline(admin.StackedInline):
    model = PrizeCriterion
    formset = desk.CriteriaFormSet
    fields = [("position", "weight"), *of_three("name"), *of_three("text")]
    extra = 0

    def get_readonly_fields(self, request, edition=None):
        return ["weight"] if edition and edition.stage != PrizeStage.PREPARED else []

    def has_add_permission(self, request, edition=None):
        is_fixed = edition is not None and edition.stage != PrizeStage.PREPARED
        return not is_fixed and super().has_add_permission(request, edition)

    def has_delete_permission(self, request, edition=None):
        is_fixed = edition is not None and edition.stage != PrizeStage.PREPARED
        return not is_fixed and super().has_delete_permission(request, edition)


def step(action):
    return lambda request, edition, form: action(edition=edition, by=request.user)


Stage = PrizeStage
WITH_JURY = (Stage.PREPARED, Stage.OPEN, Stage.ASSESSING, Stage.DISCUSSING)
EDITION_ACTS = {
    "open": Act(_("Open for nominations"), (Stage.PREPARED,), desk.DeskForm, step(running.open_nominations)),
    "score": Act(_("Give the nominees to the jury"), (Stage.OPEN,), desk.DeskForm, step(running.start_scoring)),
    "discuss": Act(
        _("Close the scoring, and let the jury discuss"),
        (Stage.ASSESSING,),
        desk.DeskForm,
        step(running.close_scoring),
    ),
    "announce": Act(_("Announce the winner"), (Stage.DECIDED,), desk.DeskForm, step(running.announce)),
    "appoint": Act(
        _("Appoint a juror"),
        WITH_JURY,
        desk.AppointForm,
        lambda request, edition, form: running.appoint(juror=form.juror, by=request.user),
    ),
    "chair": Act(
        _("Choose who chairs the jury"),
        WITH_JURY,
        desk.JurorForm,
        lambda request, edition, form: running.make_chair(juror=form.cleaned_data["juror"], by=request.user),
    ),
    "dismiss": Act(
        _("Take a juror off the jury"),
        WITH_JURY,
        desk.JurorForm,
        lambda request, edition, form: running.dismiss(juror=form.cleaned_data["juror"], by=request.user),
    ),
}


@admin.register(PrizeEdition)
class PrizeEditionAdmin(ActsMixin, HistoryAdmin):
    """A year of the prize. What the jury thinks is not here: staff can be jurors too."""

    form = desk.EditionForm
    acts, about = EDITION_ACTS, "edition"
    list_display = ["year", "title_nl", "stage", "nominations_close_on", "announced_on"]
    list_display_links = ["title_nl"]
    list_filter = ["stage"]
    autocomplete_fields = ["event"]
    inlines = [CriterionInline]
    readonly_fields = ["stage", "jury", "left_out"]

    def get_fieldsets(self, request, edition=None):
        days = [
            ("nominations_open_on", "nominations_close_on"),
            ("scoring_opens_on", "scoring_closes_on"),
            ("announced_on", "event"),
        ]
        # Who is in the jury is for those who run it.
        known = ["stage", *(["jury", "left_out"] if self.has_change_permission(request, edition) else [])]
        state = [(_("How it stands"), {"fields": known})] if edition else []
        return [
            *state,
            (None, {"fields": ["year", *of_three("title"), *of_three("text"), "sectors"]}),
            (_("Calendar"), {"fields": days}),
        ]

    def get_readonly_fields(self, request, edition=None):
        # The address of a page that everyone may know.
        is_public = edition is not None and edition.stage != PrizeStage.PREPARED
        return [*self.readonly_fields, *(["year"] if is_public else [])]

    def has_delete_permission(self, request, edition=None):
        is_public = edition is not None and edition.stage != PrizeStage.PREPARED
        return not is_public and super().has_delete_permission(request, edition)

    def get_view_on_site_url(self, edition=None):
        is_public = edition is not None and edition.stage != PrizeStage.PREPARED
        return super().get_view_on_site_url(edition) if is_public else None

    def moment_of(self, edition):
        return edition.stage

    def facts_of(self, edition):
        return [
            (_("stage"), edition.get_stage_display()),
            (_("Nominees for the jury"), edition.nominations.eligible().count()),
            (_("Jury"), self.jury(edition)),
        ]

    @admin.display(description=_("Jury"))
    def jury(self, edition):
        """Who is in it, whether ties were declared, and how many scores were sent: no more."""
        lines = [(line_of(work),) for work in jury_work(edition)]
        return format_html_join("", "<div>{}</div>", lines) or "-"

    @admin.display(description=_("Scores that do not count"))
    def left_out(self, edition):
        """How many of each juror, and why; not about whom, for a tied juror may be reading."""
        why = {"declared": gettext("a tie was declared"), "page": gettext("keeps, or kept, the page of the nominee")}
        lines = [(ballot.juror, why[ballot.tie]) for ballot in not_counting(edition)]
        return format_html_join("", "<div>{}: {}</div>", lines) or "-"


def line_of(work):
    juror, parts = work.juror, []
    if juror.is_chair:
        parts.append(gettext("chair"))
    parts.append(gettext("ties declared") if juror.declared_at else gettext("ties not declared yet"))
    parts.append(gettext("%(sent)s of %(all)s scores sent") % {"sent": work.sent, "all": work.to_score})
    return f"{juror}: {', '.join(parts)}"


@admin.register(PastWinner)
class PastWinnerAdmin(HistoryAdmin):
    list_display = ["year", "name", "source"]
    list_display_links = ["name"]
    autocomplete_fields = ["organisation"]
