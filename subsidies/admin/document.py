"""Letters on paper: what waits to be printed and posted; and each document that the portal made of a case."""

import logging

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from pypdf.errors import PyPdfError

from ..actions import posting
from ..forms.posting import PostedForm
from ..letters import print_queue
from ..models import Document
from ..permissions import has_role_for
from ..views.attachments import closed, handed_over
from .pages import LeadsToCase, ReadOnly, done

logger = logging.getLogger(__name__)


@admin.register(Document)
class DocumentAdmin(LeadsToCase, ReadOnly):
    list_display = ["application", "kind", "made_at", "is_on_paper", "posted_at", "posted_by", "sha256"]
    list_select_related = ["application__ceiling__scheme", "posted_by"]

    def get_queryset(self, request):
        return print_queue.of_cases_seen_by(request.user)

    def has_view_permission(self, request, obj=None):
        return has_role_for(request.user, "post") and super().has_view_permission(request, obj)

    def get_urls(self):
        view, name = self.admin_site.admin_view, "subsidies_document"
        return [
            path("print/", view(self.print_view), name=f"{name}_print"),
            path("<int:object_id>/letter/", view(self.letter_view), name=f"{name}_letter"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        """Show the letters that wait to be posted, and note which were."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        letters = list(print_queue.to_post(request.user))
        rows = print_queue.rows_of(letters)
        form = PostedForm(*([request.POST] if request.method == "POST" else []), candidates=letters)
        page = {"title": _("Letters to post"), "rows": rows, "form": form, "number": len(rows)}
        if request.method != "POST":
            return self.page(request, "admin/subsidies/document/to_post.html", **page)
        if form.is_valid() and done(form, self.note_posted, form=form, by=request.user):
            messages.success(request, _("Noted as posted: %(number)s.") % {"number": len(form.ticked)})
            return HttpResponseRedirect(request.path)
        return self.refused(request, "admin/subsidies/document/to_post.html", **page)

    def note_posted(self, form, by):
        posting.post(letters=form.chosen(), by=by)

    def letter_view(self, request, object_id):
        """Show a document that the portal made, to be read and printed."""
        document = self.found_or_404(request, object_id)
        return handed_over(document.file, document.file_name, "application/pdf", as_page=True)

    def print_view(self, request):
        """Show all letters that wait as one document, to be printed at once."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        letters = list(print_queue.to_post(request.user))
        if not letters:
            raise Http404
        try:
            content = print_queue.print_out(letters)
        except (OSError, PyPdfError):
            logger.exception("The letters to post cannot be joined")
            messages.error(request, _("The letters cannot be joined. It was noted. Open them one by one."))
            return HttpResponseRedirect(reverse("admin:subsidies_document_changelist"))
        return closed(HttpResponse(content, content_type="application/pdf"), sandbox=False)
