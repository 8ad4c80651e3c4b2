"""The back-office: Django's admin as civil servants see it, with what needs attention first, and history that can be restored."""

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class BackOffice(admin.AdminSite):
    site_header = site_title = gettext_lazy("Back-office of Deventer Internationaal")
    index_title = gettext_lazy("What needs attention")
    enable_nav_sidebar = True

    def index(self, request, extra_context=None):
        from organisations.attention import waiting

        return super().index(request, {**(extra_context or {}), "waiting": waiting(request.user)})


class Change:
    """One event in the history of a record: who did what when, and which fields it changed."""

    def __init__(self, event, before, fields, people):
        self.event = event
        self.at = event.pgh_created_at
        self.kind = {"insert": _("made"), "update": _("changed"), "delete": _("removed")}[event.pgh_label]
        user = (event.pgh_context or {}).get("user")
        self.by = people.get(user) or (_("a user who is gone") if user else _("the system"))
        self.differences = [
            (
                field.verbose_name,
                shown(field, getattr(before, field.attname, "")),
                shown(field, getattr(event, field.attname)),
            )
            for field in fields
            if before is None or getattr(before, field.attname) != getattr(event, field.attname)
        ]
        if before is None:
            self.differences = [(name, "", new) for name, _old, new in self.differences if new]


def shown(field, value):
    """Return a value as people read it: the label of a choice, empty for nothing."""
    if value in (None, "", []):
        return ""
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)


class HistoryAdmin(admin.ModelAdmin):
    """A model admin whose history is that of the database, with differences and restore."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        restore = path(
            "<path:object_id>/history/<int:event_id>/", self.admin_site.admin_view(self.restore_view), name=name
        )
        return [restore, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(record)s") % {"record": record},
            "opts": self.opts,
            "object": record,
            "changes": self.changes_of(record),
            "can_restore": self.has_change_permission(request, record),
        }
        return TemplateResponse(request, "admin/history.html", context)

    def changes_of(self, record):
        """Return the changes of a record, the newest first."""
        events = list(self.events_of(record))
        ids = {(event.pgh_context or {}).get("user") for event in events}
        people = {user.pk: str(user) for user in get_user_model().objects.filter(pk__in=ids - {None})}
        tracked = {field.name for field in self.events_model._meta.fields}
        fields = [field for field in self.opts.fields if field.name in tracked and not field.primary_key]
        pairs = zip(events, [None, *events], strict=False)
        return [Change(event, before, fields, people) for event, before in pairs][::-1]

    @property
    def events_model(self):
        return self.model.pgh_event_model

    def events_of(self, record):
        return self.events_model.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")

    def restore_view(self, request, object_id, event_id):
        """Bring a record back to how it was; that, too, becomes part of its history."""
        record = self.get_object(request, object_id)
        history = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[object_id])
        if record is None or request.method != "POST":
            return HttpResponseRedirect(history)
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        event = get_object_or_404(self.events_of(record), pk=event_id)
        try:
            with transaction.atomic():
                event.revert()
        except IntegrityError:
            messages.error(request, _("This cannot be restored: another record took its place since."))
        else:
            messages.success(request, _("Restored as it was on %(date)s.") % {"date": event.pgh_created_at.date()})
        return HttpResponseRedirect(history)
