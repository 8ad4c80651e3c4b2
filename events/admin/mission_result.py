"""What companies answered about a mission, to be read: with its history, in which stands who filled in for whom."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from ..models import FollowUp
from .registration import ReadOnly


@admin.register(FollowUp)
class FollowUpAdmin(ReadOnly, HistoryAdmin):
    list_display = ["company", "after_days", "due_on", "mailed_at", "answered_at", "confirmed_at", "publish"]
    list_filter = ["after_days", "publish", "amount"]
    list_select_related = ["company__organisation", "company__mission"]
    search_fields = ["company__organisation__name", "company__mission__title_nl"]
    date_hierarchy = "due_on"
    fields = readonly_fields = [
        "company", "after_days", "due_on", "open_until", "mailed_at", "reminded_at", "contacts", "trials", "contracts",
        "amount", "hindered_by", "note", "publish", "answered_at", "entered_by", "confirmed_at",
    ]  # fmt: skip

    @admin.display(description=_("what hindered"))
    def hindered_by(self, follow_up):
        return ", ".join(map(str, follow_up.hindrances))

    @admin.display(description=_("in their own words"))
    def note(self, follow_up):
        return getattr(getattr(follow_up, "note", None), "text", "")
