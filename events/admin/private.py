"""Pages in the back-office about people, on which nothing is logged; those of Shelter City are for those named for it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from ..shelter.access import is_keeper


class KeepersAlone:
    """Rights by the group alone: a superuser who was not named has none, whatever else a group may give."""

    def has_module_permission(self, request):
        return is_keeper(request.user)

    def has_view_permission(self, request, obj=None):
        return is_keeper(request.user)

    def has_add_permission(self, request, obj=None):
        return is_keeper(request.user)

    def has_change_permission(self, request, obj=None):
        return is_keeper(request.user)

    def has_delete_permission(self, request, obj=None):
        return is_keeper(request.user)


class QuietAdmin(admin.ModelAdmin):
    """A model admin without search or autocomplete: an address says no more than the number of a record."""

    change_form_template = "admin/events/private_change_form.html"
    view_on_site = False
    actions = None

    def log_addition(self, request, obj, message):
        """Nothing is logged: when a place was taken is a day of somebody's life."""

    log_change = log_addition

    def log_deletions(self, request, queryset):
        """As little."""

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """Say that it was done and not what: messages may pass through a cookie or the sessions."""
        text = _("Done.") if level == messages.SUCCESS else message
        super().message_user(request, text, level, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        raise Http404


class PrivateAdmin(KeepersAlone, QuietAdmin):
    """For those named for Shelter City; no filters either."""
