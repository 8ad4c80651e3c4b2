"""Indicators and their figures: by year what holds, where it is from, and what it was before."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.form_answers import add_errors
from deventer_intl.history_admin import HistoryAdmin
from deventer_intl.translation import of_three
from deventer_intl.unchanged import UnchangedAdmin
from globalgoals.actions.measuring import correct, last_of, measure, mistakes_of_year
from globalgoals.models import Indicator, Measurement
from globalgoals.typed_numbers import shown_value, unit_name

from ..attention import due, kept_by
from ..figures import Figure, figures_of
from ..measuring_forms import IndicatorForm, MeasurementForm
from ..shown import STANDINGS


@dataclass(frozen=True)
class Line:
    """A year of an indicator as its page shows it, with all that was entered of it, the newest first."""

    figure: Figure
    value: str
    standing: str
    is_old: bool
    can_be_entered: bool
    history: list[tuple[Measurement, str]]


def lines_of(indicator, today):
    """Return a line for each year of the plan, in a fixed number of queries."""
    plan, entered = indicator.ambition.chapter.plan, {}
    for each in indicator.measurements.select_related("recorded_by", "imported_with").order_by("-pk"):
        entered.setdefault(each.year, []).append((each, shown_value(each.value, each.unit)))
    return [
        Line(
            figure,
            shown_value(figure.value, indicator.unit) if figure.is_known else "",
            STANDINGS[figure.standing],
            is_old(indicator, figure, today),
            not mistakes_of_year(indicator, figure.year, today, today),
            entered.get(figure.year, []),
        )
        for figure in figures_of([indicator], plan.years, today)[indicator.pk]
    ]


def is_old(indicator, figure, today) -> bool:
    """Tell whether a figure of a year that lasts was typed longer ago than it is called up to date."""
    if not (figure.is_provisional and figure.measurement):
        return False
    on = figure.measurement.measured_on
    return (today.year - on.year) * 12 + today.month - on.month - (today.day < on.day) >= indicator.fresh_for


class DueFilter(admin.SimpleListFilter):
    """Figures to bring up to date: all, or those that somebody keeps with those that nobody keeps."""

    title = _("to bring up to date")
    parameter_name = "bijwerken"

    def lookups(self, request, model_admin):
        return [("mijn", _("kept by me or by nobody")), ("alle", _("kept by anybody"))]

    def queryset(self, request, queryset):
        if self.value() not in {"mijn", "alle"}:
            return queryset
        found = due().filter(kept_by(request.user)) if self.value() == "mijn" else due()
        return queryset.filter(pk__in=found.order_by().values("pk"))


@admin.register(Indicator)
class IndicatorAdmin(UnchangedAdmin, HistoryAdmin):
    form = IndicatorForm
    list_display = ["name_nl", "ambition", "side", "unit", "reckoned_by", "owner", "retired_on"]
    list_filter = [DueFilter, "ambition__chapter__plan", "ambition__chapter", "side", "unit"]
    list_select_related = ["ambition", "owner"]
    search_fields = ["slug", "name_nl", "name_en"]
    fieldsets = [
        (None, {"fields": ["ambition", "position", "slug", *of_three("name"), *of_three("meaning")]}),
        (_("What is measured"), {"fields": ["side", "unit", "direction", "target", "target_most"]}),
        (_("Where it comes from"), {"fields": ["reckoned_by", "source", "owner", "fresh_for", "retired_on"]}),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/cijfers/", view(self.figures_view), name="globalgoals_indicator_figures"),
            path("<int:object_id>/cijfers/<int:year>/", view(self.measure_view), name="globalgoals_indicator_measure"),
            *super().get_urls(),
        ]

    def get_readonly_fields(self, request, indicator=None):
        # An address that everyone may know stays.
        return ["slug"] if indicator and indicator.ambition.chapter.plan.published_on else []

    def has_delete_permission(self, request, indicator=None):
        is_public = indicator is not None and indicator.ambition.chapter.plan.published_on
        return super().has_delete_permission(request, indicator) and not is_public

    def found_or_404(self, request, object_id):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        indicator = Indicator.objects.select_related("ambition__chapter__plan", "owner").filter(pk=object_id).first()
        if indicator is None:
            raise Http404
        return indicator

    def may_measure(self, request):
        return request.user.has_perm("globalgoals.add_measurement")

    def figures_view(self, request, object_id):
        """Show the figures of an indicator, a year at a time, with what each was before."""
        indicator = self.found_or_404(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": str(indicator),
            "opts": self.opts,
            "indicator": indicator,
            "unit": unit_name(indicator.unit),
            "lines": (lines := lines_of(indicator, timezone.localdate())),
            "has_history": any(line.history for line in lines),
            "may_measure": self.may_measure(request),
        }
        return TemplateResponse(request, "admin/globalgoals/indicator/figures.html", context)

    def measure_view(self, request, object_id, year):
        """Ask for the figure of a year, or for its correction where there is one."""
        if not self.may_measure(request):
            raise PermissionDenied
        indicator = self.found_or_404(request, object_id)
        last, today = last_of(indicator, year), timezone.localdate()
        if mistakes := mistakes_of_year(indicator, year, today, today):
            messages.error(request, mistakes["year"])
            return HttpResponseRedirect(reverse("admin:globalgoals_indicator_figures", args=[indicator.pk]))
        form = MeasurementForm(request.POST if request.method == "POST" else None, indicator=indicator, last=last)
        if request.method == "POST" and form.is_valid() and self.is_recorded(request, indicator, year, form):
            return HttpResponseRedirect(reverse("admin:globalgoals_indicator_figures", args=[indicator.pk]))
        title = _("Correct the figure of %(year)s") if last else _("Enter the figure of %(year)s")
        context = {
            **self.admin_site.each_context(request),
            "title": title % {"year": year},
            "opts": self.opts,
            "indicator": indicator,
            "last": last,
            "last_value": shown_value(last.value, last.unit) if last else "",
            "form": form,
        }
        return TemplateResponse(request, "admin/globalgoals/indicator/measure.html", context)

    def is_recorded(self, request, indicator, year, form):
        typed = {name: form.cleaned_data[name] for name in ("value", "measured_on", "source", "unit")}
        try:
            if form.last:
                correct(measurement=form.last, reason=form.cleaned_data["reason"], by=request.user, **typed)
            else:
                measure(indicator=indicator, year=year, by=request.user, **typed)
        except ValidationError as error:
            add_errors(form, error)
            return False
        shown = shown_value(typed["value"], indicator.unit)
        messages.success(request, gettext("Saved: %(year)s, %(value)s.") % {"year": year, "value": shown})
        return True


@admin.register(Measurement)
class MeasurementAdmin(admin.ModelAdmin):
    """All figures that were entered or imported, to be read; they are entered at their indicator."""

    list_display = ["indicator", "year", "value", "unit", "measured_on", "origin", "source", "reason"]
    list_filter = ["year", "origin", "indicator__ambition__chapter"]
    list_select_related = ["indicator"]
    search_fields = ["indicator__slug", "indicator__name_nl", "source"]
    fields = [
        "indicator", "year", "value", "unit", "measured_on", "source", "origin", "imported_with", "corrects", "reason", "recorded_at",
        "recorded_by",
    ]  # fmt: skip
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
