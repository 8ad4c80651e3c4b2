"""The back-office: Django's admin as civil servants see it, with what needs attention first."""

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from .second_factor import has_second_factor

# Apps whose records no civil servant has business with.
PRIVATE = {"account", "mfa", "socialaccount", "usersessions"}
PERMISSIONS = ("add", "change", "delete", "view")


class BackOffice(admin.AdminSite):
    site_header = site_title = _("Back-office of Deventer Internationaal")
    index_title = _("What needs attention")
    enable_nav_sidebar = True

    def register(self, model_or_iterable, admin_class=None, **options):
        """Leave out what allauth registers: sessions, second factors and addresses are for their owners alone."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        ours = [model for model in models if model._meta.app_label not in PRIVATE]
        super().register(ours, admin_class, **options)

    def has_permission(self, request):
        """Civil servants only, and only with a second factor."""
        return super().has_permission(request) and has_second_factor(request)

    def login(self, request, extra_context=None):
        """Lead to the sign-in of the portal, or to what is still missing."""
        target = request.GET.get("next") or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(target, reverse("account_login"))
        if not request.user.is_staff:
            raise PermissionDenied
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        messages.warning(request, _("The back-office needs a second factor. Add one here, then sign in again."))
        return HttpResponseRedirect(reverse("mfa_index"))

    def each_context(self, request):
        return {**super().each_context(request), "menu": self.menu_of(request)}

    def menu_of(self, request):
        """Return what the list of all records depends on beside the language: what may be done with each, and which is open.

        `templates/admin` keeps the list under it: to write its rows took longer than all the rest of a page. What may be
        done is asked each time, for not all of it follows from rights.
        """
        admins = [each for each in self._registry.values() if each.has_module_permission(request)]
        rights = [(each.opts.label, *filter(each.get_model_perms(request).get, PERMISSIONS)) for each in admins]
        # /beheer/subsidies/application/…
        return "/".join(request.path.split("/")[:4]), rights

    def get_app_list(self, request, app_label=None):
        """Django asks it twice for the start page, beside it and on it; where the menu is kept, nobody reads it."""
        if app_label:
            return super().get_app_list(request, app_label)
        if not hasattr(request, "app_list"):
            request.app_list = SimpleLazyObject(lambda: super(BackOffice, self).get_app_list(request))
        return request.app_list

    def get_urls(self):
        own = [
            path("storingen/", self.admin_view(self.outages), name="outages"),
            path("doelen-bevestigen/", self.admin_view(self.goal_claims), name="goal_claims"),
        ]
        return [*own, *super().get_urls()]

    def goal_claims(self, request):
        """What claims a Global Goal, to be confirmed."""
        from .goal_claim_views import back_office_view

        return back_office_view(request)

    def outages(self, request):
        """When the portal could not serve: who applied too late may have been kept from it."""
        from .outages import SHOWN, outages

        now = timezone.now()
        found = {"outages": outages(now - SHOWN, now)[::-1], "days": SHOWN.days, "title": _("Outages")}
        return TemplateResponse(request, "admin/outages.html", {**self.each_context(request), **found})

    def index(self, request, extra_context=None):
        from .office_start import start_for

        start = start_for(request.user, only_mine=bool(request.GET.get("mijn")))
        return super().index(request, {**(extra_context or {}), **start})
