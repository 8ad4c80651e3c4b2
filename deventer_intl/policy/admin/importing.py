"""Importing what is known of earlier years, in two steps: a file is checked and shown, then imported as it was shown."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl import spreadsheets

from ..importing.carrying_out import MODELS, import_past, imported_before, text_of_before
from ..importing.forms import AnswerForm, PastFileForm, carried
from ..importing.kinds import COLUMNS, Kind, headers_of
from ..importing.reading import read_sheet
from ..importing.summary import MOST_SHOWN, summary_of

TITLES = {
    Kind.DECISIONS: _("Import decisions of earlier years"),
    Kind.EVENTS: _("Import events of earlier years"),
    Kind.FIGURES: _("Import figures of earlier years"),
}


def table_of(title, header, rows, *, first):
    """Return a table with each cell beside its column: on a narrow screen it is said there. `first` is said before the first."""
    body = [(row[0], list(zip(header[1:], row[1:], strict=True))) for row in rows]
    return {"title": title, "header": header, "body": body, "first": first}


class ImportPages:
    """For the admin of imports: a page for each kind of file, and its empty form."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("import/<slug:kind>/", view(self.import_view), name="globalgoals_pastimport_import"),
            path("import/<slug:kind>/leeg.<slug:format>", view(self.empty_view), name="globalgoals_pastimport_empty"),
            *super().get_urls(),
        ]

    def may_import(self, request, kind):
        opts = MODELS[kind]._meta
        return request.user.has_perms(["globalgoals.add_pastimport", f"{opts.app_label}.add_{opts.model_name}"])

    def changelist_view(self, request, extra_context=None):
        kinds = [(kind, title) for kind, title in TITLES.items() if self.may_import(request, kind)]
        return super().changelist_view(request, {**(extra_context or {}), "kinds": kinds})

    def kind_or_404(self, request, kind):
        if not request.user.has_perm("globalgoals.add_pastimport"):
            raise PermissionDenied
        if kind not in Kind.values:
            raise Http404
        if not self.may_import(request, kind):
            raise PermissionDenied
        return Kind(kind)

    def empty_view(self, request, kind, format):
        """Give a file with the names of the columns and nothing else."""
        kind = self.kind_or_404(request, kind)
        if format not in spreadsheets.FORMATS:
            raise Http404
        response = HttpResponse(
            spreadsheets.write(format, headers_of(kind), []), content_type=spreadsheets.FORMATS[format]
        )
        response["Content-Disposition"] = f'attachment; filename="{kind}.{format}"'
        return response

    def import_view(self, request, kind):
        kind = self.kind_or_404(request, kind)
        if request.method != "POST":
            return self.import_page(request, kind, PastFileForm())
        if "carried" in request.POST:
            return self.answer(request, kind)
        form = PastFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.import_page(request, kind, form)
        found = form.cleaned_data
        if before := imported_before(kind, found["sha256"]):
            form.add_error("file", text_of_before(before))
            return self.import_page(request, kind, form)
        about = {name: found[name] for name in ("sheet", "sha256", "source")}
        return self.check_page(request, kind, form, file_name=found["file"].name, **about)

    def answer(self, request, kind):
        """Import what was shown, if it would still be the same."""
        form = AnswerForm(request.POST)
        if not form.is_valid() or form.cleaned_data["kind"] != kind:
            again = PastFileForm({})
            again.errors.clear()
            text = next(iter(form.non_field_errors()), _("This check is too old. Choose the file again."))
            return self.import_page(request, kind, again, refused=text)
        about = dict(form.cleaned_data)
        about.pop("kind")
        digest = about.pop("digest")
        checked = read_sheet(kind, about["sheet"], about["source"], timezone.localdate())
        again = PastFileForm(initial={"source": about["source"]})
        if checked.digest != digest or checked.problems:
            text = gettext("Something changed since you looked. This is what it has become: please look once more.")
            return self.check_page(request, kind, again, refused=text, **about)
        try:
            made = import_past(
                checked=checked,
                file_name=about["file_name"],
                sha256=about["sha256"],
                source=about["source"],
                by=request.user,
            )
        except ValidationError as error:
            return self.check_page(request, kind, again, refused=error.messages[0], **about)
        messages.success(request, gettext("Imported: %(number)s rows.") % {"number": made.rows})
        return HttpResponseRedirect(reverse("admin:globalgoals_pastimport_change", args=[made.pk]))

    def check_page(self, request, kind, form, *, refused="", **about):
        """Show what a file would add, or all that is wrong with it."""
        try:
            checked = read_sheet(kind, about["sheet"], about["source"], timezone.localdate())
            text = carried(kind=kind, digest=checked.digest, **about) if checked.can_be_done else ""
        except spreadsheets.Unreadable as error:
            return self.import_page(request, kind, form, refused=str(error))
        if not checked.records and not checked.problems:
            return self.import_page(request, kind, form, refused=gettext("There are no rows in this file."))
        again = PastFileForm(initial={"source": about["source"]})
        return self.import_page(
            request,
            kind,
            again,
            refused=refused,
            status=422 if checked.problems or refused else 200,
            checked=checked,
            problems=checked.problems[:MOST_SHOWN],
            summary=(summary := summary_of(checked)),
            tables=[
                table_of(gettext("Sums"), *summary.sums, first=""),
                table_of(gettext("Row by row"), *summary.rows, first=gettext("Row")),
            ],
            carried=text,
            file_name=about["file_name"],
        )

    def import_page(self, request, kind, form, *, refused="", status=None, **context):
        context = {
            **self.admin_site.each_context(request),
            "title": TITLES[kind],
            "opts": self.opts,
            "kind": kind,
            "form": form,
            "refused": refused,
            "columns": COLUMNS[kind],
            "formats": ["xlsx", "csv"],
            "most_rows": spreadsheets.MOST_ROWS,
            "most_shown": MOST_SHOWN,
            **context,
        }
        status = status or (422 if refused or form.errors else 200)
        return TemplateResponse(request, "admin/globalgoals/pastimport/import.html", context, status=status)
