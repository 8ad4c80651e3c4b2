"""The pages of a case: what is known, what can be done now, and a page for each thing that can."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import dossier, late, objections, payments, recoveries
from ..actions.application import locked
from ..assessments import overview_of
from ..case_stamp import require_fresh, stamp_of
from ..forms import bank_account, handling, objecting, payment, posting, recovering, retention, sampling, settling
from ..permissions import OFFICER, is_own_assessment, require, roles_of, why_not
from ..work import case_work, start_page, worklist
from .archive import DeskPages
from .bank_account import flags_of
from .completeness import CompletenessPage
from .composing import ComposePages
from .glass import GlassPage
from .pages import OwnPages, done
from .part import PartPages
from .reporting import ReportPages
from .sampling import sample_of

FORMS = handling.FORMS | settling.FORMS | sampling.FORMS | bank_account.FORMS | payment.FORMS
FORMS |= recovering.FORMS | objecting.FORMS
FORMS |= {"keep-address": posting.KeepAddressForm} | retention.FORMS


class CasePages(CompletenessPage, ComposePages, GlassPage, DeskPages, PartPages, ReportPages, OwnPages):
    """The pages of a case, for the admin of applications."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:object_id>/document/<int:attachment_id>/",
                view(self.document_view),
                name="subsidies_application_document",
            ),
            *self.compose_urls(),
            path("<int:object_id>/do/<slug:action>/", view(self.act_view), name="subsidies_application_act"),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show a case. It is changed by what is done with it alone."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            raise PermissionDenied
        case = self.found_or_404(request, object_id)
        todo, not_now = self.choices(request.user, case)
        todo = self.checklist_of(request.user, case) + todo
        today = timezone.localdate()
        return self.page(
            request,
            "admin/subsidies/application/case.html",
            title=f"{case.reference} {case.title}",
            application=case,
            facts=dossier.facts_of(case),
            clock=dossier.clock_of(case),
            budget=dossier.budget_of(case),
            money=dossier.money_of(case),
            course=dossier.course(case),
            documents=case.attachments.filter(report=None).select_related("evidence"),
            accounted=self.report_of(case),
            letters=case.documents.made_known().select_related("posted_by", "decision"),
            post=case.messages.select_related("sent_by"),
            account=flags_of(case),
            payments=payments.lines_of(case),
            suspension=payments.suspension_of(case),
            recoveries=recoveries.lines_of(case, today),
            objections=objections.lines_of(case, today, secret=True),
            lateness=late.lateness_of(case),
            sample=sample_of(case, today),
            assessments=overview_of(case),
            holds=case.retention_holds.select_related("held_by", "ended_by"),
            glass=case.glass_breaks.select_related("user"),
            work=start_page.rows_of(case_work.tasks_in(case, today), today),
            waits_for=worklist.turn_of(case, today),
            desk=self.desk_of(request.user, case, roles_of(request.user)),
            todo=todo,
            not_now=not_now,
            may_see_organisation=request.user.has_perm("organisations.view_organisation"),
        )

    def choices(self, user, case):
        """Return what a user may do with a case now, and what not with why."""
        roles, todo, not_now = roles_of(user), [], []
        if not roles:
            return todo, not_now
        for slug, form in FORMS.items():
            if reason := why_not(user, form.action, case, roles):
                not_now.append((form.named(case), reason))
            elif form.is_of_use(case):
                todo.append((form.named(case), reverse("admin:subsidies_application_act", args=[case.pk, slug])))
        if not why_not(user, "compose", case, roles):
            address = reverse("admin:subsidies_application_compose", args=[case.pk])
            todo += [(title, f"{address}?kind={kind}") for kind, title in settling.kinds_to_compose(case)]
        if OFFICER in roles:
            todo += self.parts(case)
            todo += self.report_choices(user, case, roles)
        return todo, not_now

    def act_view(self, request, object_id, action):
        """Ask what is needed for one action, and do it: once, and only on the case as it was shown."""
        case = self.found_or_404(request, object_id)
        kind = FORMS.get(action)
        if kind is None:
            raise Http404
        if request.method == "POST" or not is_own_assessment(request.user, kind.action, case):
            require(request.user, kind.action, case)
        back = reverse("admin:subsidies_application_change", args=[case.pk])
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = kind(*sent, application=case)
        form.begin(request)
        if request.method == "POST":
            if form.is_valid() and done(form, self.perform, form=form, request=request):
                messages.success(request, _("Done: %(title)s.") % {"title": form.title})
                return HttpResponseRedirect(request.path if form.goes_on else back)
        elif reason := why_not(request.user, kind.action, case):
            messages.warning(request, _("This cannot be done now: %(reason)s.") % {"reason": reason})
            return HttpResponseRedirect(back)
        return self.page(
            request,
            form.template,
            title=form.title,
            application=case,
            form=form,
            is_of_use=kind.is_of_use(case),
            explanation=form.explanation(),
            stamp=stamp_of(case),
            back=back,
        )

    @transaction.atomic
    def perform(self, form, request):
        case = locked(form.application)
        require_fresh(case, request.POST.get("stamp"))
        form.perform(by=request.user)

    def document_view(self, request, object_id, attachment_id):
        """Give out a document of a case: to be kept, never to be run by a browser."""
        case = self.found_or_404(request, object_id)
        document = case.attachments.readable().handed_in().filter(pk=attachment_id).first()
        if document is None:
            raise Http404
        try:
            file = document.file.open("rb")
        except OSError:
            raise Http404("the file is not in the storage") from None
        response = FileResponse(
            file, as_attachment=True, filename=document.file_name, content_type="application/octet-stream"
        )
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["Cache-Control"] = "private, no-store"
        return response
