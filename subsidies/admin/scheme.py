"""Schemes as data: staff make one, with its rules of a year, without any code."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.history_admin import HistoryAdmin

from ..actions import scheme as actions
from ..fields import AmountField, shown
from ..forms.scheme import CarryOverForm, NewVersionForm, SchemeVersionForm
from ..models import Ceiling, Criterion, EligibilityQuestion, EqualDay, Evidence, Purpose, Scheme, SchemeVersion
from .facts import facts_of
from .pages import OwnPages, done

AMOUNTS = {AmountField: {"widget": AdminTextInputWidget}}


@admin.register(Scheme)
class SchemeAdmin(OwnPages, HistoryAdmin):
    list_display = ["name", "code", "position"]
    search_fields = ["name_nl", "name_en", "code"]
    prepopulated_fields = {"slug": ["name_nl"]}
    fields = ["name_nl", "name_en", "name_de", "slug", "code", "position"]
    actions = None

    def get_urls(self):
        view = self.admin_site.admin_view(self.carry_over_view)
        return [path("carry-over/", view, name="subsidies_scheme_carry_over"), *super().get_urls()]

    def may_carry_over(self, request):
        return request.user.has_perms(["subsidies.add_schemeversion", "subsidies.change_schemeversion"])

    def get_readonly_fields(self, request, obj=None):
        # Stands in the reference of each application.
        return ["code"] if obj and obj.ceilings.filter(applications__number__isnull=False).exists() else []

    def changelist_view(self, request, extra_context=None):
        extra = {"can_carry_over": self.may_carry_over(request)}
        return super().changelist_view(request, {**(extra_context or {}), **extra})

    def carry_over_view(self, request):
        """Show what taking all schemes to the next year would make, and make it when told to."""
        if not self.may_carry_over(request):
            raise PermissionDenied
        asked = request.POST if request.method == "POST" else request.GET
        form = CarryOverForm(asked if "year" in asked else None, initial={"year": timezone.localdate().year})
        year = form.cleaned_data["year"] if form.is_valid() else None
        if request.method == "POST" and year:
            made = actions.carry_over(year=year, by=request.user)
            messages.success(
                request, _("Drafts made for %(year)s: %(number)s.") % {"year": year + 1, "number": len(made)}
            )
            return HttpResponseRedirect(reverse("admin:subsidies_schemeversion_changelist"))
        plan = actions.to_carry_over(year) if year else []
        return self.page(
            request,
            "admin/subsidies/scheme/carry_over.html",
            title=_("Carry all schemes to the next year"),
            form=form,
            year=year,
            next_year=year and year + 1,
            plan=[(each, shown(each.amount)) for each in plan],
            is_needed=any(each.there is None for each in plan),
        )


class PartInline(admin.StackedInline):
    extra = 0


class PurposeInline(PartInline):
    model = Purpose


class CriterionInline(PartInline):
    model = Criterion


class EvidenceInline(PartInline):
    model = Evidence


class QuestionInline(PartInline):
    model = EligibilityQuestion
    max_num = 6

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "position":
            return forms.TypedChoiceField(
                label=db_field.verbose_name, choices=[(n, n) for n in range(1, 7)], coerce=int, initial=1
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class IsPublished(admin.SimpleListFilter):
    title = gettext_lazy("published")
    parameter_name = "published"

    def lookups(self, request, model_admin):
        return [("yes", _("published")), ("no", _("draft"))]

    def queryset(self, request, queryset):
        return {"yes": queryset.published(), "no": queryset.filter(published_at=None)}.get(self.value(), queryset)


@admin.register(SchemeVersion)
class SchemeVersionAdmin(OwnPages, HistoryAdmin):
    """The rules of a year: a draft is changed here, published ones are read, and followed by a new version."""

    form = SchemeVersionForm
    list_display = ["ceiling", "number", "in_force_from", "published_at", "opens_at", "closes_at", "distribution"]
    list_filter = [IsPublished, "ceiling__scheme", "ceiling__year"]
    list_select_related = ["ceiling__scheme"]
    inlines = [PurposeInline, CriterionInline, EvidenceInline, QuestionInline]
    formfield_overrides = AMOUNTS
    actions = None
    fieldsets = [
        (None, {"fields": ["ceiling", "in_force_from"]}),
        (
            gettext_lazy("Texts"),
            {
                "fields": [
                    *(f"{name}_{lang}" for name in ("summary", "conditions", "rules") for lang in ("nl", "en", "de")),
                    "legal_basis",
                    "legal_basis_url",
                ]
            },
        ),
        (
            gettext_lazy("Who may apply, and when"),
            {
                "fields": [
                    "opens_at",
                    "closes_at",
                    "activity_from",
                    "activity_until",
                    "applicant_sectors",
                    "sign_in",
                    "asks_de_minimis",
                ]
            },
        ),
        (
            gettext_lazy("Amounts"),
            {
                "description": gettext_lazy(
                    "In euros, as in 1.250 or 1.250,50. How a grant is settled follows from its amount (VNG model 15)."
                ),
                "fields": [
                    "minimum_amount",
                    "maximum_amount",
                    "maximum_share",
                    "advance_share",
                    "path_a_up_to",
                    "path_b_up_to",
                ],
            },
        ),
        (
            gettext_lazy("Terms"),
            {
                "description": gettext_lazy("Without a rule of the municipality the law gives eight weeks (Awb 4:13)."),
                "fields": [
                    "clock_start",
                    "decide_by",
                    "decision_weeks",
                    "extension_weeks",
                    "supplement_days",
                    "view_days",
                    "offer_days",
                    "report_weeks",
                    "settlement_weeks",
                    "payment_weeks",
                    "terms_move",
                ],
            },
        ),
        (
            gettext_lazy("How the money is divided"),
            {
                "description": gettext_lazy("It is public, and stays as it is once published (Awb 4:26)."),
                "fields": ["distribution", "minimum_score", "smallest_useful", "freed_money_returns"],
            },
        ),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/publish/", view(self.publish_view), name="subsidies_schemeversion_publish"),
            path("<int:object_id>/new-version/", view(self.new_version_view), name="subsidies_schemeversion_new"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.published_at)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.published_at)

    def get_readonly_fields(self, request, obj=None):
        return ["ceiling"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "ceiling":
            kwargs["queryset"] = Ceiling.objects.select_related("scheme")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, version, form, change):
        if not change:
            actions.number(version)
        super().save_model(request, version, form, change)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Change a draft; show what cannot be changed."""
        version = self.found_or_404(request, object_id)
        if not self.has_change_permission(request, version):
            if request.method == "POST":
                raise PermissionDenied
            return self.reading_page(request, version)
        try:
            with transaction.atomic():
                return super().change_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # Published by somebody else, at this very moment.
            messages.error(request, _("Somebody else published these rules, or changed the same, at this moment."))
            return HttpResponseRedirect(request.path)

    def reading_page(self, request, version, form=None, **context):
        may_write = super().has_change_permission(request)
        return self.page(
            request,
            "admin/subsidies/schemeversion/read.html",
            title=str(version),
            version=version,
            facts=facts_of(version, self.fieldsets),
            parts=[
                (model._meta.verbose_name_plural, actions.parts_of(version, model).all()) for model in actions.PARTS
            ],
            problems=[] if version.published_at else actions.problems_of(version),
            form=form or forms.Form(),
            may_publish=may_write and not version.published_at,
            may_make_new=may_write and version.published_at,
            **context,
        )

    def publish_view(self, request, object_id):
        """Show the rules as they would be, with what is still missing; publish them when told to."""
        version = self.found_or_404(request, object_id)
        if not super().has_change_permission(request):
            raise PermissionDenied
        form = forms.Form(request.POST if request.method == "POST" else None)
        if form.is_valid() and done(form, actions.publish, version=version, by=request.user):
            messages.success(request, _("Published. From now on these rules stay as they are."))
            return HttpResponseRedirect(reverse("admin:subsidies_schemeversion_change", args=[version.pk]))
        return self.reading_page(request, version, form=form)

    def new_version_view(self, request, object_id):
        version = self.found_or_404(request, object_id)
        if not super().has_change_permission(request):
            raise PermissionDenied
        form = NewVersionForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            day = form.cleaned_data["in_force_from"]
            if done(form, self.begin_new, form=form, version=version, in_force_from=day, by=request.user):
                return HttpResponseRedirect(reverse("admin:subsidies_schemeversion_change", args=[form.made.pk]))
        return self.page(
            request,
            "admin/subsidies/schemeversion/new_version.html",
            title=_("A new version of %(version)s") % {"version": version},
            version=version,
            form=form,
        )

    def begin_new(self, form, **kwargs):
        form.made = actions.new_version(**kwargs)


@admin.register(EqualDay)
class EqualDayAdmin(HistoryAdmin):
    list_display = ["day", "decree"]
