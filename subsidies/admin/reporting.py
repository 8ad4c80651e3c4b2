"""The report on a grant, on the page of its case: as it came in, its photos, and typing over one on paper."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _

from .. import accounting, report_steps
from ..actions.application import locked
from ..case_stamp import require_fresh, stamp_of
from ..forms.accounting import PaperReportForm
from ..models import ReportPhoto
from ..permissions import require, why_not
from ..views.attachments import handed_over
from .pages import done


class ReportPages:
    """In a case, what staff see of the report and do with it."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, "subsidies_application"
        return [
            path("<int:object_id>/report/", view(self.paper_report_view), name=f"{name}_paper_report"),
            path("<int:object_id>/report/photo/<int:photo_id>/", view(self.photo_view), name=f"{name}_report_photo"),
            *super().get_urls(),
        ]

    def report_of(self, case):
        """Return what the page shows of the report on a grant; nothing where none is asked."""
        report = accounting.sent_report_of(case)
        if report is None and not accounting.is_open(case):
            return None
        found = {"state": accounting.report_state_of(case), "due_on": accounting.report_due_on(case)}
        found["final_term"] = accounting.final_term_of(case)
        if report:
            found |= {
                "report": report,
                "lines": report.lines.select_related("budget_line"),
                "photos": report.photos.all(),
                "documents": report.attachments.select_related("evidence"),
                "days_late": accounting.days_late(report),
            }
        return found

    def report_choices(self, user, case, roles):
        """Return what can be done with the report on pages of its own, as (title, address)."""
        if why_not(user, "submit_report", case, roles) or not accounting.is_open(case):
            return []
        return [(PaperReportForm.title, reverse("admin:subsidies_application_paper_report", args=[case.pk]))]

    def photo_view(self, request, object_id, photo_id):
        """Give out a photo of a report that was sent in."""
        case = self.found_or_404(request, object_id)
        sent = ReportPhoto.objects.exclude(report__submitted_at=None).filter(report__application=case)
        photo = get_object_or_404(sent, pk=photo_id)
        return handed_over(photo.file, photo.file_name, "image/webp")

    def paper_report_view(self, request, object_id):
        """Type over a report that came on paper: all of it on one page, and at once."""
        case = self.found_or_404(request, object_id)
        require(request.user, "submit_report", case)
        back = reverse("admin:subsidies_application_change", args=[case.pk])
        if why_not(request.user, "submit_report", case) or not accounting.is_open(case):
            messages.warning(request, _("No report is asked of this application now, or it came in already."))
            return HttpResponseRedirect(back)
        is_sent = request.method == "POST" and "add" not in request.POST
        # One row more is no attempt to register it: what was typed stands there again, and nothing is wrong yet.
        form = PaperReportForm(
            *((request.POST, request.FILES) if is_sent else ()), application=case, initial=request.POST.dict()
        )
        form.read_steps(request.POST if request.method == "POST" else None)
        if not is_sent:
            form.steps[report_steps.RESULT].leave_out_empty()
        if is_sent and form.is_whole() and done(form, self.take_over, form=form, request=request):
            messages.success(request, _("Done: %(title)s.") % {"title": form.title})
            return HttpResponseRedirect(back)
        response = self.page(
            request,
            "admin/subsidies/application/report.html",
            title=form.title,
            application=case,
            form=form,
            shows_mistakes=is_sent,
            stamp=stamp_of(case),
            back=back,
            **form.steps,
        )
        response.status_code = 422 if is_sent else 200
        return response

    @transaction.atomic
    def take_over(self, form, request):
        case = locked(form.application)
        require_fresh(case, request.POST.get("stamp"))
        form.perform(by=request.user)
