"""The back-office: Django's admin as civil servants see it, with what needs attention first."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class BackOffice(admin.AdminSite):
    site_header = site_title = _("Back-office of Deventer Internationaal")
    index_title = _("What needs attention")
    enable_nav_sidebar = True

    def index(self, request, extra_context=None):
        from organisations.attention import waiting

        return super().index(request, {**(extra_context or {}), "waiting": waiting(request.user)})
