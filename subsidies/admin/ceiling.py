"""The ceilings: their amounts as published, how they stand, and the draw where there is one."""

from datetime import date

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Min
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.history_admin import HistoryAdmin
from deventer_intl.outages import outages_before

from ..actions import ceiling as actions
from ..actions import dividing
from ..fields import shown
from ..forms.scheme import AmountForm
from ..models import DRAWS_LOTS, HELD, Account, Ceiling, CeilingVersion, Ground
from ..standing import standings
from .division import DivisionPage
from .pages import ByActionsAlone, OwnPages, done
from .sampling import SamplePage


@admin.register(Ceiling)
class CeilingAdmin(DivisionPage, SamplePage, ByActionsAlone, OwnPages, HistoryAdmin):
    list_display = ["scheme", "year", "amount_now", "held_now", "left_now"]
    list_filter = ["scheme", "year"]
    list_select_related = ["scheme"]
    list_display_links = ["scheme", "year"]
    fields = ["scheme", "year"]
    actions = None

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/amount/", view(self.amount_view), name="subsidies_ceiling_amount"),
            path("<int:object_id>/seed/", view(self.seed_view), name="subsidies_ceiling_seed"),
            path("<int:object_id>/reveal/", view(self.reveal_view), name="subsidies_ceiling_reveal"),
            *super().get_urls(),
        ]

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        found = standings(changelist.result_list)
        for ceiling in changelist.result_list:
            ceiling.standing = found[ceiling.pk]
        return changelist

    def may_change_amounts(self, request):
        return request.user.has_perm("subsidies.add_ceilingversion")

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, _("Made. Now publish its amount, and write its rules."))
        return HttpResponseRedirect(reverse("admin:subsidies_ceiling_change", args=[obj.pk]))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        ceiling = self.found_or_404(request, object_id)
        if request.method == "POST":
            raise PermissionDenied
        return self.ceiling_page(request, ceiling)

    def ceiling_page(self, request, ceiling, form=None):
        balances = ceiling.entries.balances()
        accounts = [(account, balances[account, Ground.ORDINARY]) for account in Account if account != Account.FREE]
        rules = list(ceiling.scheme_versions.all())
        standing = standing_of(ceiling)
        return self.page(
            request,
            "admin/subsidies/ceiling/ceiling.html",
            title=str(ceiling),
            ceiling=ceiling,
            form=form or forms.Form(),
            amount=shown(standing.amount),
            held=shown(standing.held),
            left="" if standing.amount is None else shown(standing.left),
            accounts=[(account.label, shown(cents), account in HELD) for account, cents in accounts],
            above=shown(sum(balances[account, Ground.OBJECTION] for account in HELD)),
            versions=[(version, shown(version.amount)) for version in ceiling.versions.all()],
            rules=rules,
            this_year=timezone.localdate().year,
            draws_lots=any(version.distribution in DRAWS_LOTS for version in rules),
            may_change=self.may_change_amounts(request),
            may_divide=dividing.may_divide(request.user),
            may_see_samples=request.user.has_perm("subsidies.view_samplecheck"),
            outages=[
                outage
                for moment in sorted({version.closes_at for version in rules})
                for outage in outages_before(moment)
            ],
        )

    def amount_view(self, request, object_id):
        """Lay down an amount as published; say what a lower one means."""
        ceiling = self.found_or_404(request, object_id)
        if not self.may_change_amounts(request):
            raise PermissionDenied
        last = ceiling.versions.first()
        form = AmountForm(request.POST if request.method == "POST" else None, initial=self.proposal(ceiling, last))
        if form.is_valid() and done(
            form, actions.publish_amount, ceiling=ceiling, by=request.user, **form.cleaned_data
        ):
            messages.success(request, _("The amount was laid down."))
            return HttpResponseRedirect(reverse("admin:subsidies_ceiling_change", args=[ceiling.pk]))
        return self.page(
            request,
            "admin/subsidies/ceiling/amount.html",
            title=_("Amount of %(ceiling)s") % {"ceiling": ceiling},
            ceiling=ceiling,
            form=form,
            last=last,
            last_amount=shown(last.amount) if last else "",
            held=shown(ceiling.held()),
            received=ceiling.applications.submitted().count(),
        )

    def proposal(self, ceiling, last):
        """Return what the form starts with: of a new year the amount of the year before."""
        today = timezone.localdate()
        if last:
            return {"published_on": today, "in_force_from": max(today, last.in_force_from)}
        before = CeilingVersion.objects.filter(ceiling__scheme=ceiling.scheme, ceiling__year=ceiling.year - 1).first()
        # One can apply for a year before it begins.
        opens = ceiling.scheme_versions.aggregate(first=Min("opens_at"))["first"]
        begins = min(date(ceiling.year, 1, 1), timezone.localdate(opens)) if opens else date(ceiling.year, 1, 1)
        return {"amount": before and before.amount, "in_force_from": max(today, begins)}

    def seed_view(self, request, object_id):
        return self.draw(request, object_id, actions.make_seed, _("The hash of the seed is public now."))

    def reveal_view(self, request, object_id):
        return self.draw(request, object_id, actions.reveal_seed, _("The seed is public now."))

    def draw(self, request, object_id, action, message):
        ceiling = self.found_or_404(request, object_id)
        if not self.may_change_amounts(request):
            raise PermissionDenied
        address = reverse("admin:subsidies_ceiling_change", args=[ceiling.pk])
        if request.method != "POST":
            return HttpResponseRedirect(address)
        form = forms.Form(request.POST)
        if not (form.is_valid() and done(form, action, ceiling=ceiling, by=request.user)):
            return self.ceiling_page(request, ceiling, form)
        messages.success(request, message)
        return HttpResponseRedirect(address)

    @admin.display(description=gettext_lazy("amount"))
    def amount_now(self, ceiling):
        return shown(standing_of(ceiling).amount)

    @admin.display(description=gettext_lazy("held"))
    def held_now(self, ceiling):
        return shown(standing_of(ceiling).held)

    @admin.display(description=gettext_lazy("left"))
    def left_now(self, ceiling):
        standing = standing_of(ceiling)
        return "" if standing.amount is None else shown(standing.left)


def standing_of(ceiling):
    """Return how a ceiling stands; those of a list bring it along."""
    return getattr(ceiling, "standing", None) or standings([ceiling])[ceiling.pk]
