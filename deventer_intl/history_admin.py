"""A model admin whose history can be read and restored, and whose list can be exported."""

from datetime import date, datetime

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from . import spreadsheets


class Change:
    """One event in the history of a record: who did what when, and which fields it changed."""

    def __init__(self, event, before, fields, people, named=None):
        # What relations point to, by field: `names_of`.
        named = named or {}
        self.event = event
        self.at = event.pgh_created_at
        self.kind = {"insert": _("made"), "update": _("changed"), "delete": _("removed")}[event.pgh_label]
        context = event.pgh_context or {}
        user = context.get("user")
        self.by = people.get(user) or (_("a user who is gone") if user else _("the system"))
        self.asked_by = context.get("asked_by", "")
        self.differences = [
            (
                field.verbose_name,
                as_read(field, getattr(before, field.attname, ""), named),
                as_read(field, getattr(event, field.attname), named),
            )
            for field in fields
            if before is None or getattr(before, field.attname) != getattr(event, field.attname)
        ]
        if before is None:
            self.differences = [(name, "", new) for name, _old, new in self.differences if new]


def names_of(fields, events):
    """Return what the relations among fields point to, as text, by field and number; a query for each relation."""
    named = {}
    for field in fields:
        if field.is_relation:
            ids = {getattr(event, field.attname) for event in events} - {None}
            named[field.attname] = {pk: str(found) for pk, found in field.related_model.objects.in_bulk(ids).items()}
    return named


def as_read(field, value, named):
    """Return a value as it stands in the history: a day and a moment in words, an amount in euros."""
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, int) and hasattr(field, "shown"):
        return field.shown(value)
    return as_text(value, named.get(field.attname, field.flatchoices))


def cell_of(name, record, model_admin):
    """Return what a column of a list shows of a record, as text."""
    field, _attribute, value = lookup_field(name, record, model_admin)
    return as_text(value, field.flatchoices if field is not None else ())


def as_text(value, choices=()):
    """Return a value as people read it: the label of a choice, yes or no, empty for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(as_text(one, choices) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {as_text(one)}" for name, one in value.items())
    return "" if value in (None, "", []) else str(dict(choices).get(value, value))


class HistoryAdmin(admin.ModelAdmin):
    """A model admin whose history is that of the database, with differences and restore, and whose list can be exported."""

    export_kinds = list(spreadsheets.FORMATS)
    # Columns of an export for which the list on the screen is too narrow.
    export_beside = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("export.<slug:kind>", view(self.export_view), name=f"{name}_export"),
            path("<path:object_id>/history/<int:event_id>/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def export_view(self, request, kind):
        """Export the list as it is on screen, all pages of it: the same search, filters, order and columns."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if kind not in spreadsheets.FORMATS:
            raise Http404
        try:
            queryset = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        header, rows = self.table_to_export(request, queryset)
        response = HttpResponse(spreadsheets.write(kind, header, rows), content_type=spreadsheets.FORMATS[kind])
        response["Content-Disposition"] = f'attachment; filename="{self.opts.model_name}.{kind}"'
        return response

    def table_to_export(self, request, queryset):
        """Return the header and the rows of an export; here the columns of the list, and `export_beside`."""
        names = [name for name in self.get_list_display(request) if name != "action_checkbox"]
        names += self.export_beside
        header = [str(label_for_field(name, self.model, self)) for name in names]
        return header, [[cell_of(name, record, self) for name in names] for record in queryset]

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
        named = names_of(fields, events)
        return [Change(event, before, fields, people, named) for event, before in pairs][::-1]

    @property
    def events_model(self):
        return self.model.pgh_event_model

    def events_of(self, record):
        return self.events_model.objects.filter(pgh_obj_id=record.pk).order_by("pgh_id")

    def revert(self, record, event):
        """Bring a record back to how it was at an event, in a transaction."""
        event.revert()

    def restore_view(self, request, object_id, event_id):
        """Bring a record back to how it was; that, too, becomes part of its history."""
        record = self.get_object(request, object_id)
        history = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[object_id])
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if record is None or request.method != "POST":
            return HttpResponseRedirect(history)
        event = get_object_or_404(self.events_of(record), pk=event_id)
        try:
            with transaction.atomic():
                self.revert(record, event)
        except IntegrityError:
            messages.error(request, _("This cannot be restored: another record took its place since."))
        else:
            day = timezone.localdate(event.pgh_created_at)
            messages.success(request, _("Restored as it was on %(date)s.") % {"date": day})
        return HttpResponseRedirect(history)
