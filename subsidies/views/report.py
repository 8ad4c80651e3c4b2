"""How members of an organisation report on a grant, step by step, and send it in (Awb 4:44, 4:45)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from .. import report_steps
from ..actions import reporting as actions
from ..report_steps import STEPS
from .case import CaseMixin, CaseView
from .filling_in import FillInView, KeepView, others_in, step_filled_in

# What a report that cannot be written any more is refused with.
CLOSED = ("sent", "state", "not-asked")


class WhileOpenMixin:
    """A page of a report that can still be written; later it says that the time for it is over. Comes after `CaseMixin`."""

    def dispatch(self, request, *args, **kwargs):
        try:
            actions.refuse_closed(self.application)
            return super().dispatch(request, *args, **kwargs)
        except ValidationError as error:
            # Also what was sent in at this very moment.
            if getattr(error, "code", "") not in CLOSED:
                raise
            return self.closed(error)

    def closed(self, error):
        text = " ".join(error.messages)
        if self.request.method != "POST":
            messages.info(self.request, text)
            return redirect(self.application)
        messages.error(self.request, text)
        view = CaseView()
        view.setup(self.request, reference=self.application.reference)
        view.application, view.case = self.application, self.case
        return view.render_to_response(view.get_context_data(), status=409)


class WritingMixin(CaseMixin, WhileOpenMixin):
    """A step of a report, with the other steps and who else is in it."""

    @property
    def kept(self):
        if not hasattr(self, "_kept"):
            self._kept = report_steps.kept_of(self.application)
        return self._kept

    def get_context_data(self, **kwargs):
        before = report_steps.before(self.step)
        return super().get_context_data(
            step=self.step,
            number=list(STEPS).index(self.step.slug) + 1,
            total=len(STEPS),
            previous=before.url(self.application) if before else "",
            steps=report_steps.overview(self.application, self.kept, self.step.slug),
            others=others_in(self.kept, self.request.user),
            saved_at=max((answers.saved_at for answers in self.kept.values()), default=None),
            **kwargs,
        )


class ReportView(CaseMixin, TemplateView):
    """The report as it was sent in; before that, where one goes on with it."""

    template_name = "subsidies/report.html"

    def get(self, request, *args, **kwargs):
        if self.case.report:
            return super().get(request, *args, **kwargs)
        if not self.case.report_can_be_sent:
            messages.info(request, _("There is nothing more to do here."))
            return redirect(self.application)
        kept = report_steps.kept_of(self.application)
        undone = [step for step in report_steps.FILLED_IN if not report_steps.is_done(step, self.application, kept)]
        return redirect([*undone, STEPS[report_steps.PHOTOS]][0].url(self.application))

    def get_context_data(self, **kwargs):
        report = self.case.report
        return super().get_context_data(
            report=report, lines=report.lines.select_related("budget_line"), photos=report.photos.all(), **kwargs
        )


class ReportStepMixin(WritingMixin):
    """A step of a report that is filled in."""

    def dispatch(self, request, *args, **kwargs):
        self.step = step_filled_in(STEPS, kwargs["step"])
        return super().dispatch(request, *args, **kwargs)

    def form_of(self, typed=None):
        return report_steps.form_of(self.application, self.step.slug, typed, by=self.request.user, kept=self.kept)

    def keep(self, typed, **options):
        return actions.keep(
            application=self.application, slug=self.step.slug, data=typed, by=self.request.user, **options
        )


class ReportStepView(ReportStepMixin, FillInView):
    template_name = "subsidies/report_step.html"

    def next_step(self):
        return report_steps.after(self.step)

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_budget=self.step.slug == report_steps.COSTS, **kwargs)


class KeepReportView(ReportStepMixin, KeepView):
    """Keep what is typed, while it is typed."""

    def closed(self, error):
        return JsonResponse({"text": " ".join(error.messages)}, status=409)


class ReportCheckView(WritingMixin, FormView):
    """All of the report once more, what is missing, and the button that sends it in."""

    template_name = "subsidies/report_check.html"
    form_class = Form
    step = STEPS[report_steps.CHECK]

    def form_valid(self, form):
        try:
            actions.submit(
                application=self.application, by=self.request.user, seen=self.request.POST.get("revision") or "-"
            )
        except ValidationError as error:
            if getattr(error, "code", "") in CLOSED:
                raise
            form.add_error(None, error)
            status = 409 if getattr(error, "code", "") == "changed" else 422
            # What stands there now, not what stood there before.
            self.__dict__.pop("_kept", None)
            return self.render_to_response(self.get_context_data(form=form), status=status)
        messages.success(self.request, _("We received your report."))
        return redirect("subsidies:report", self.application.reference)

    def get_context_data(self, **kwargs):
        checked = report_steps.check(self.application, self.kept)
        parts = report_steps.parts_of(self.application, checked)
        return super().get_context_data(checked=checked, parts=parts, **kwargs)
