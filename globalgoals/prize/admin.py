"""The prize in the back-office: a year with its criteria and jury, and what happens to it, step by step."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.acts_admin import Act, ActsMixin, where
from deventer_intl.history_admin import HistoryAdmin
from deventer_intl.translation import of_three

from ..models import PastWinner, PrizeCriterion, PrizeEdition, PrizeStage
from . import desk_forms as desk
from . import running
from .standing import jury_work, not_counting


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
WITH_JURY = where("stage", Stage.PREPARED, Stage.OPEN, Stage.ASSESSING, Stage.DISCUSSING)
EDITION_ACTS = {
    "open": Act(
        _("Open for nominations"), where("stage", Stage.PREPARED), desk.DeskForm, step(running.open_nominations)
    ),
    "score": Act(
        _("Give the nominees to the jury"), where("stage", Stage.OPEN), desk.DeskForm, step(running.start_scoring)
    ),
    "discuss": Act(
        _("Close the scoring, and let the jury discuss"),
        where("stage", Stage.ASSESSING),
        desk.DeskForm,
        step(running.close_scoring),
    ),
    "announce": Act(_("Announce the winner"), where("stage", Stage.DECIDED), desk.DeskForm, step(running.announce)),
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
