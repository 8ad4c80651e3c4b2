"""The portal, and beside it Django's admin as it comes, of the same applications: what the back-office is measured against."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import path

from deventer_intl.urls import handler400, handler404, handler429
from deventer_intl.urls import urlpatterns as portal
from subsidies.models import Application

__all__ = ["handler400", "handler404", "handler429"]


class StockAdmin(ModelAdmin):
    """As many columns and rows on a page as the list of the back-office, its rows joined, and its filters as far as Django has them."""

    list_display = [
        "number", "organisation", "complete_at", "extended_on", "state", "requested", "received_at", "handler", "title",
    ]  # fmt: skip
    list_filter = ["state", "ceiling__scheme", "ceiling__year", "countries", "goals", "channel"]
    list_select_related = ["organisation", "ceiling__scheme", "handler"]
    list_per_page = 50


site = AdminSite("stock")
site.register(Application, StockAdmin)

urlpatterns = [path("stock/", site.urls), *portal]
