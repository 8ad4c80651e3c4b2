"""On the page of a case: taking it on, and taking it along whole for the archive."""

import tempfile

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..actions import desk
from ..case_archive import Archive
from ..permissions import require, why_not
from .pages import done

# Larger ones are kept on disk while they are made.
IN_MEMORY = 5 * 1024 * 1024


class DeskPages:
    """Two things that are done with a case without changing its course."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/archive/", view(self.archive_view), name="subsidies_application_archive"),
            path("<int:object_id>/take-on/", view(self.take_on_view), name="subsidies_application_take_on"),
            *super().get_urls(),
        ]

    def desk_of(self, user, case, roles):
        """Return what the page shows of who handles a case, and what may be done about that."""
        return {
            "handler": case.handler,
            "may_take_on": case.handler_id != user.pk and not why_not(user, "take_on", case, roles),
            "may_export": not why_not(user, "export_case", case, roles),
        }

    def take_on_view(self, request, object_id):
        case = self.found_or_404(request, object_id)
        require(request.user, "take_on", case)
        back = reverse("admin:subsidies_application_change", args=[case.pk])
        if request.method == "POST" and done(forms.Form(request.POST), desk.take_on, application=case, by=request.user):
            messages.success(request, _("You handle this case now."))
        return HttpResponseRedirect(back)

    def archive_view(self, request, object_id):
        """Give out the whole case as a zip, and note that: so by a button, not by a link."""
        case = self.found_or_404(request, object_id)
        require(request.user, "export_case", case)
        back = reverse("admin:subsidies_application_change", args=[case.pk])
        if request.method != "POST":
            return HttpResponseRedirect(back)
        # The response closes it.
        file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        archive = Archive(case, file)
        try:
            archive.write()
        except ValidationError as error:
            file.close()
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(back)
        desk.note_export(application=case, files=len(archive.files), sha256=archive.sha256, by=request.user)
        file.seek(0)
        response = FileResponse(
            file, as_attachment=True, filename=f"{case.reference}.zip", content_type="application/zip"
        )
        response["Cache-Control"] = "private, no-store"
        return response
