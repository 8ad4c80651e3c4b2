"""People of trade missions in the back-office: nothing of them stands in an address, a log or a message."""

from django.contrib import admin

from deventer_intl.unchanged import UnchangedAdmin, UnchangedForm

from ..forms.industries import InIndustriesForm
from ..models import Counterpart, Traveller
from .private import QuietAdmin


@admin.register(Traveller)
class TravellerAdmin(UnchangedAdmin, QuietAdmin):
    form = UnchangedForm
    list_display = ["name", "company", "role", "in_briefing"]
    list_filter = ["company__mission"]
    list_select_related = ["company__organisation", "company__mission"]
    raw_id_fields = ["company"]


@admin.register(Counterpart)
class CounterpartAdmin(UnchangedAdmin, QuietAdmin):
    list_display = ["name", "mission", "place", "guest_name", "invited_at", "answered_at", "withdrawn_at"]
    list_filter = ["mission"]
    list_select_related = ["mission", "place"]
    raw_id_fields = ["mission", "place"]
    form = InIndustriesForm
    readonly_fields = ["invited_at", "answered_at", "withdrawn_at"]
