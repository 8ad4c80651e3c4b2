"""What goes when: the terms, what would go today and what is held back, and the record of what went."""

from datetime import timedelta

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from ..forms.retention import TermForm
from ..models import Application, RetentionClass, RetentionRemoval, RetentionRun, RetentionTerm
from ..retention import due
from .pages import NotForEverybody, ReadOnly

# As the database reckons (`retention/install.py`).
SHORTER_AFTER = timedelta(days=28)
# Rows of a class on a page.
MOST_SHOWN = 200
WHAT_GOES = {
    RetentionClass.DRAFTS: _("A draft that nobody touched goes entirely."),
    RetentionClass.CONTACTS: _(
        "Of a closed case the name, e-mail address, telephone and postal address of the contact, the IBAN and the account "
        "holder go, also from the history."
    ),
    RetentionClass.REFUSED: _("The case goes entirely, with letters, documents and history."),
    RetentionClass.GRANTED: _(
        "Texts, documents, letters, history and persons go. Reference, organisation, amounts, dates and the public texts stay."
    ),
}


def shorter_from(term):
    """Return the day from which a term that was shortened holds, None where it holds already."""
    if term.shortened_at is None or term.months_before <= term.months:
        return None
    moment = term.shortened_at + SHORTER_AFTER
    return timezone.localdate(moment) if moment > timezone.now() else None


def classes_on(day, user) -> list[dict]:
    """Return for each class what would go on a day and what is held; of a case that is shut to somebody nothing is said."""
    shut = set(Application.objects.shut_to(user).values_list("pk", flat=True))
    terms = {term.kind: term for term in RetentionTerm.objects.all()}
    found = [each for each in due(day) if each.application.pk not in shut]
    return [class_of(kind, terms[kind], [each for each in found if each.kind == kind]) for kind in RetentionClass]


def class_of(kind, term, found) -> dict:
    goes = [each for each in found if not each.held]
    # Of drafts staff only see how many there are.
    rows = [] if kind == RetentionClass.DRAFTS else goes[:MOST_SHOWN]
    return {
        "label": kind.label,
        "what": WHAT_GOES[kind],
        "term": term,
        "shorter_from": shorter_from(term),
        "number": len(goes),
        "rows": rows,
        "more": len(goes) - len(rows) if rows else 0,
        "held": [each for each in found if each.held],
    }


@admin.register(RetentionTerm)
class RetentionTermAdmin(NotForEverybody, HistoryAdmin):
    form = TermForm
    fields = ["kind", "months"]
    readonly_fields = ["kind"]
    list_display = ["kind", "months", "holds_from"]
    actions = None

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("holds from"))
    def holds_from(self, term):
        day = shorter_from(term)
        return date_format(day) if day else _("now")


@admin.register(RetentionRun)
class RetentionRunAdmin(ReadOnly):
    list_display = ["made_at", "what", "shown_by", "went", "backups_until"]
    list_filter = ["is_dry"]
    list_display_links = None
    list_select_related = ["by"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.today_view)
        return [path("today/", view, name="subsidies_retentionrun_today"), *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number=Count("removals"))

    def today_view(self, request):
        """Show what would go today, and remove nothing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        classes = classes_on(today, request.user)
        return self.page(
            request,
            "admin/subsidies/retentionrun/today.html",
            title=_("What would go today"),
            today=today,
            classes=classes,
        )

    @admin.display(description=_("what"))
    def what(self, run):
        return _("dry run") if run.is_dry else _("removed what was due")

    @admin.display(description=_("by"))
    def shown_by(self, run):
        return run.by or _("the job of the week")

    @admin.display(description=_("went"))
    def went(self, run):
        if not run.number:
            return 0
        address = reverse("admin:subsidies_retentionremoval_changelist")
        return format_html('<a href="{}?run__id__exact={}">{}</a>', address, run.pk, run.number)


@admin.register(RetentionRemoval)
class RetentionRemovalAdmin(ReadOnly):
    list_display = ["called", "kind", "removed", "records", "files", "backups"]
    list_filter = ["kind"]
    list_display_links = None
    list_select_related = ["run"]
    search_fields = ["reference"]

    def lookup_allowed(self, lookup, value, request):
        return lookup == "run__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("case"), ordering="reference")
    def called(self, removal):
        return str(removal)

    @admin.display(description=_("removed"), ordering="removed_at")
    def removed(self, removal):
        return date_format(timezone.localdate(removal.removed_at))

    @admin.display(description=_("records"))
    def records(self, removal):
        return sum(removal.counts.values())

    @admin.display(description=_("in backups until"), ordering="run__backups_until")
    def backups(self, removal):
        return date_format(removal.run.backups_until)
