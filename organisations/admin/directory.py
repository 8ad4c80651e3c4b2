import pghistory
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl import content_stamp
from deventer_intl.history_admin import HistoryAdmin
from deventer_intl.spreadsheets import MOST_ROWS, Unreadable
from globalgoals.forms import ClaimForm

from .. import attention
from ..cells import HEADERS, exported
from ..forms.importing import ImportAnswerForm, SpreadsheetForm, signed
from ..forms.membership import OrganisationForm
from ..importing import carry_out, plan_import
from ..models import (
    Aboard,
    CityTie,
    Country,
    CountryPresence,
    GoalTag,
    HanseCity,
    Network,
    NetworkMembership,
    OfferOrNeed,
    Organisation,
    Place,
    Project,
    Theme,
)
from .confirmation import publish_again
from .membership import AboardFilter, invite_by_letter, invite_by_mail


class NeedsAttention(admin.SimpleListFilter):
    title = _("needs attention")
    parameter_name = "attention"

    def lookups(self, request, model_admin):
        return [(kind, label) for kind, (label, _condition) in attention.KINDS.items()]

    def queryset(self, request, queryset):
        return attention.select(queryset, self.value()) if self.value() in attention.KINDS else queryset


class PresenceInline(admin.StackedInline):
    model = CountryPresence
    autocomplete_fields = ["country", "place"]
    extra = 0


class GoalTagInline(admin.StackedInline):
    model = GoalTag
    form = ClaimForm
    fk_name = "organisation"
    autocomplete_fields = ["goal"]
    # Not an autocomplete: the one for several values has no label for a screen reader.
    filter_horizontal = ["targets"]
    extra = 0
    max_num = 3


class ProjectInline(admin.StackedInline):
    model = Project
    autocomplete_fields = ["country"]
    extra = 0


class OfferOrNeedInline(admin.StackedInline):
    model = OfferOrNeed
    extra = 0


class MembershipOfOrganisationInline(admin.TabularInline):
    model = NetworkMembership
    autocomplete_fields = ["network"]
    extra = 0


class MembershipOfNetworkInline(admin.TabularInline):
    model = NetworkMembership
    autocomplete_fields = ["organisation"]
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(HistoryAdmin):
    form = OrganisationForm
    list_display = ["name", "sector", "status", "number_of_countries", "has_text", "confirmed_on", "keeps_its_page"]
    list_filter = [NeedsAttention, AboardFilter, "status", "sector", "networks", "legal_form", "themes"]
    search_fields = ["name", "other_names", "kvk_number", "summary_nl"]
    prepopulated_fields = {"slug": ["name"]}
    filter_horizontal = ["themes"]
    inlines = [PresenceInline, GoalTagInline, ProjectInline, OfferOrNeedInline, MembershipOfOrganisationInline]
    list_per_page = 50
    actions = [invite_by_letter, invite_by_mail, publish_again]
    fieldsets = [
        (None, {"fields": ["name", "other_names", "slug", "status", "sector", "legal_form", "kvk_number", "themes"]}),
        (
            _("Texts"),
            {
                "fields": [
                    "summary_nl",
                    "summary_en",
                    "summary_de",
                    "description_nl",
                    "description_en",
                    "description_de",
                ]
            },
        ),
        (_("Contact"), {"fields": ["website", "languages", "contact_name", "email", "phone", "shows_contact"]}),
        (_("Origin"), {"fields": ["founded_year", "confirmed_on", "source"]}),
        (_("On request"), {"fields": ["asked_by"]}),
    ]

    def get_queryset(self, request):
        return (
            super().get_queryset(request).with_aboard().annotate(countries=Count("presences__country", distinct=True))
        )

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="organisations_organisation_import"), *super().get_urls()]

    def save_model(self, request, organisation, form, change):
        if asked_by := form.cleaned_data["asked_by"]:
            # Beside everything that this request changes.
            pghistory.context(asked_by=asked_by)
        if form.initial.get("status") == Organisation.Status.LAPSED and organisation.is_public:
            organisation.put_back(timezone.localdate())
        super().save_model(request, organisation, form, change)

    def revert(self, organisation, event):
        super().revert(organisation, event)
        restored = Organisation.objects.get(pk=organisation.pk)
        if organisation.is_lapsed and restored.is_public:
            restored.put_back(timezone.localdate())
            restored.save(update_fields=["status", "republished_on"])

    def has_invite_permission(self, request):
        return request.user.has_perm("organisations.add_invitation")

    def can_import(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def changelist_view(self, request, extra_context=None):
        extra_context = {**(extra_context or {}), "can_import": self.can_import(request)}
        return super().changelist_view(request, extra_context)

    def table_to_export(self, request, queryset):
        """Return the columns an import knows, so that what was exported can be changed and imported again."""
        queryset = queryset.prefetch_related("presences__country", "themes")
        may_see_people = self.has_change_permission(request)
        return HEADERS, [exported(organisation, may_see_people) for organisation in queryset]

    def import_view(self, request):
        """Ask for a file, show what it would change, and do that when told to: all of it or nothing."""
        if not self.can_import(request):
            raise PermissionDenied
        answered = "sheet" in request.POST
        form = (ImportAnswerForm if answered else SpreadsheetForm)(
            *([request.POST, request.FILES] if request.method == "POST" else [])
        )
        plan = shown = None
        if form.is_valid():
            sheet = form.cleaned_data["sheet"]
            # What a preview depends on: only what was shown like this is carried out.
            shown = [content_stamp.current(), sorted([n, choice] for n, choice in form.decisions.items() if choice)]
            try:
                plan = plan_import(sheet, form.decisions)
            except Unreadable as error:
                form.add_error(None, str(error))
        if plan and answered and form.shown != shown:
            messages.warning(request, _("This is what it has become. Please look at it once more."))
        elif plan and answered and plan.can_be_done:
            try:
                done = carry_out(plan)
            except IntegrityError:
                messages.error(request, _("Somebody else saved the same at this moment. Nothing was imported."))
            else:
                messages.success(request, _("Organisations added or changed: %(number)s.") % {"number": done})
                return HttpResponseRedirect(reverse("admin:organisations_organisation_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import organisations"),
            "opts": self.opts,
            "form": SpreadsheetForm() if plan or answered else form,
            "errors": [error for errors in form.errors.values() for error in errors] if answered else [],
            "plan": plan,
            "was_answered": answered,
            "sheet": signed(sheet, shown) if plan else "",
            "headers": HEADERS,
            "most_rows": MOST_ROWS,
        }
        return TemplateResponse(request, "admin/organisations/organisation/import.html", context)

    @admin.display(description=_("countries"), ordering="countries")
    def number_of_countries(self, organisation):
        return organisation.countries

    @admin.display(description=_("has a text"), boolean=True)
    def has_text(self, organisation):
        return bool(organisation.summary)

    @admin.display(description=_("keeps its own page"), ordering="aboard")
    def keeps_its_page(self, organisation):
        return Aboard(organisation.aboard).label


@admin.register(Country)
class CountryAdmin(HistoryAdmin):
    list_display = ["name_nl", "name_en", "iso2", "continent"]
    list_filter = ["continent"]
    search_fields = ["name_nl", "name_en", "name_de", "iso2"]


class CityTieInline(admin.StackedInline):
    model = CityTie
    filter_horizontal = ["organisations"]
    extra = 0


class HanseCityInline(admin.StackedInline):
    model = HanseCity
    extra = 0


@admin.register(Place)
class PlaceAdmin(HistoryAdmin):
    list_display = ["name_nl", "country", "kind"]
    list_filter = ["kind", "ties__kind", "hanse__status"]
    list_select_related = ["country"]
    search_fields = ["name_nl", "name_en", "name_de", "country__name_nl"]
    prepopulated_fields = {"slug": ["name_nl"]}
    autocomplete_fields = ["country"]
    inlines = [CityTieInline, HanseCityInline]


@admin.register(CityTie)
class CityTieAdmin(HistoryAdmin):
    list_display = ["place", "kind", "status", "status_on", "since_year", "until_year"]
    list_filter = ["kind", "status"]
    list_select_related = ["place"]
    search_fields = ["place__name_nl", "place__name_en", "place__name_de"]
    autocomplete_fields = ["place"]
    filter_horizontal = ["organisations"]


@admin.register(HanseCity)
class HanseCityAdmin(HistoryAdmin):
    list_display = ["place", "status", "note", "source"]
    list_filter = ["status", "place__country"]
    list_select_related = ["place"]
    search_fields = ["place__name_nl", "place__name_en", "place__name_de"]
    autocomplete_fields = ["place"]


@admin.register(Network)
class NetworkAdmin(HistoryAdmin):
    list_display = ["name_nl", "founded_year", "size"]
    search_fields = ["name_nl", "name_en"]
    prepopulated_fields = {"slug": ["name_nl"]}
    inlines = [MembershipOfNetworkInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(size=Count("memberships"))

    def get_exclude(self, request, obj=None):
        # A person is shown to editors alone; and a network has people once it has members.
        return [] if obj and self.has_change_permission(request, obj) else ["secretary"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if "secretary" in form.base_fields:
            form.base_fields["secretary"].queryset = obj.possible_secretaries()
        return form

    @admin.display(description=_("members"), ordering="size")
    def size(self, network):
        return network.size


@admin.register(Theme)
class ThemeAdmin(HistoryAdmin):
    list_display = ["name_nl", "name_en", "name_de"]
    search_fields = ["name_nl", "name_en"]
    prepopulated_fields = {"slug": ["name_nl"]}
