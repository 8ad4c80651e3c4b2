"""Who registered for what, to be looked up. What is to be changed is changed on the page of the event's organisers."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..models import Registration, RegistrationTerms


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Registration)
class RegistrationAdmin(ReadOnly):
    list_display = ["name", "event", "state", "seats", "registered_at"]
    list_filter = ["state", "language", "is_by_hand"]
    list_select_related = ["event"]
    search_fields = ["name", "email", "affiliation", "event__title_nl"]
    date_hierarchy = "registered_at"
    # The key opens the page of whoever registered: it is nobody else's.
    fields = readonly_fields = [
        "event", "state", "name", "email", "affiliation", "language", "guests", "shows_name", "is_by_hand", "registered_at",
        "offer_ends_at", "ended_at", "attended_at", "emptied_at",
    ]  # fmt: skip

    @admin.display(description=_("people"))
    def seats(self, registration):
        return registration.seats


@admin.register(RegistrationTerms)
class RegistrationTermsAdmin(ReadOnly):
    list_display = ["event", "capacity", "taken", "opens_at", "closes_at"]
    list_select_related = ["event"]
    search_fields = ["event__title_nl", "event__title_en", "event__title_de"]
    fields = readonly_fields = [
        "event", "capacity", "taken", "most_guests", "opens_at", "closes_at", "hours_to_confirm", "asks_diet", "organisers_page",
    ]  # fmt: skip

    @admin.display(description=_("change it"))
    def organisers_page(self, terms):
        address = reverse("events:registrations", args=[terms.event.slug])
        return format_html('<a href="{}">{}</a>', address, _("Registrations of this event"))
