"""What the list of cases can be narrowed by: whose turn it is, who handles it, how much, which country and goal."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from globalgoals.models import Goal
from organisations.models import Country

from ..models import Application, Scheme
from ..states import State
from ..work import brought_along, worklist


def shown_to(request):
    """Return the applications that a civil servant sees; ties are looked up once for a page and all its filters."""
    if not hasattr(request, "cases"):
        request.cases = Application.objects.for_staff(request.user)
    return request.cases.all()


class TermFilter(admin.SimpleListFilter):
    title = _("term")
    parameter_name = "term"

    def lookups(self, request, model_admin):
        return [("overdue", _("decision too late")), ("supplement", _("supplement not in time"))]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.filter(pk__in=worklist.overdue(shown_to(request)))
        return worklist.past_supplement(queryset) if self.value() == "supplement" else queryset


class SchemeFilter(admin.SimpleListFilter):
    title = _("scheme")
    parameter_name = "scheme"

    def lookups(self, request, model_admin):
        return [(scheme.slug, scheme.name) for scheme in Scheme.objects.all()]

    def queryset(self, request, queryset):
        return queryset.filter(ceiling__scheme__slug=self.value()) if self.value() else queryset


class StateFilter(admin.ChoicesFieldListFilter):
    """States, without that of drafts: those are the applicant's own."""

    def choices(self, changelist):
        draft = str(State.DRAFT.label)
        return (choice for choice in super().choices(changelist) if str(choice["display"]) != draft)


class TurnFilter(admin.SimpleListFilter):
    title = _("whose turn")
    parameter_name = "turn"

    def lookups(self, request, model_admin):
        return [
            ("staff", _("the municipality")),
            ("officer", _("subsidy officer")),
            ("decider", _("decider")),
            ("finance", _("finance")),
            ("applicant", _("applicant")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        late = worklist.past_supplement(Application.objects.all(), today).values("pk")
        match self.value():
            case "staff":
                waiting = brought_along.waiting(Application.objects.order_by(), today).values("pk")
                found = queryset.filter(pk__in=waiting)
                return found.exclude(
                    pk__in=Application.objects.filter(state=State.SUPPLEMENT_REQUESTED)
                    .exclude(pk__in=late)
                    .values("pk")
                )
            case "officer":
                mine = queryset.filter(state__in=[State.SUBMITTED, State.UNDER_REVIEW])
                return mine | queryset.filter(pk__in=late)
            case "decider":
                return queryset.filter(state=State.TO_BE_DECIDED)
            case "finance":
                return queryset.filter(pk__in=brought_along.unpaid().values("application"))
            case "applicant":
                return queryset.filter(state=State.SUPPLEMENT_REQUESTED).exclude(pk__in=late)
        return queryset


class HandlerFilter(admin.SimpleListFilter):
    title = _("handled by")
    parameter_name = "handler"

    def lookups(self, request, model_admin):
        handlers = shown_to(request).order_by().exclude(handler=None).values("handler")
        people = get_user_model().objects.filter(pk__in=handlers).only("name", "email")
        return [("me", _("me")), ("nobody", _("nobody yet")), *((str(user.pk), str(user)) for user in people)]

    def queryset(self, request, queryset):
        value = self.value()
        if value == "me":
            return queryset.filter(handler=request.user)
        if value == "nobody":
            return queryset.filter(handler=None)
        return queryset.filter(handler=int(value)) if number_in(value) else queryset


class AmountFilter(admin.SimpleListFilter):
    title = _("amount")
    parameter_name = "amount"
    RANGES = {"1": (0, 500_00), "2": (500_00, 1_500_00), "3": (1_500_00, 5_000_00), "4": (5_000_00, None)}

    def lookups(self, request, model_admin):
        return [
            ("1", _("below € 500")),
            ("2", _("€ 500 to € 1,500")),
            ("3", _("€ 1,500 to € 5,000")),
            ("4", _("€ 5,000 and more")),
        ]

    def queryset(self, request, queryset):
        least, most = self.RANGES.get(self.value(), (None, None))
        if least is not None:
            queryset = queryset.filter(requested__gte=least)
        return queryset.filter(requested__lt=most) if most else queryset


class CountryFilter(admin.SimpleListFilter):
    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        of_cases = Application.countries.through.objects.filter(application__in=shown_to(request).order_by())
        countries = Country.objects.filter(pk__in=of_cases.values("country")).only("name_nl", "name_en", "name_de")
        return [(str(each.pk), str(each)) for each in countries]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.value() not in dict(self.lookup_choices):
            return queryset.none()
        through = Application.countries.through.objects.filter(country=self.value())
        return queryset.filter(pk__in=through.values("application"))


class GoalFilter(admin.SimpleListFilter):
    title = _("Global Goal")
    parameter_name = "goal"

    def lookups(self, request, model_admin):
        return [(str(each.number), str(each)) for each in Goal.objects.only("name_nl", "name_en", "name_de")]

    def queryset(self, request, queryset):
        if not number_in(self.value()):
            return queryset
        through = Application.goals.through.objects.filter(goal__number=int(self.value()))
        return queryset.filter(pk__in=through.values("application"))


def number_in(value) -> bool:
    return bool(value) and value.isascii() and value.isdigit() and len(value) < 10
