"""How an applicant supplies what was asked: the documents, and parts of the form once more."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from .. import steps
from ..actions import supplement as actions
from ..slots import slots_of_request
from .attachments import UploadMixin
from .case import CaseFormView, WhileMixin
from .filling_in import TOO_MUCH, TypedMixin


@method_decorator(rate_limit(action="add_attachment"), name="post")
class SupplementView(UploadMixin, WhileMixin, CaseFormView):
    """Supply exactly what is asked: the named documents and parts of the form; then send it."""

    form_class = Form
    template_name = "subsidies/supplement.html"

    def task(self):
        return self.case.request

    def was_done(self):
        return "send" in self.request.POST and any(r.supplied_at for r in self.application.supplement_requests.all())

    def said(self):
        return {}

    def get_context_data(self, *, slots=None, form=None, **kwargs):
        request = self.case.request
        answered = actions.answered_since(self.application) if request else set()
        return super().get_context_data(
            slots=self.with_forms(slots or slots_of_request(request)) if request else [],
            parts=[(slug, steps.STEPS[slug].label, slug in answered) for slug in request.steps] if request else [],
            form=form or Form(),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        if "send" in request.POST or not self.task():
            return super().post(request, *args, **kwargs)
        slots = slots_of_request(self.case.request)
        if form := self.upload(slots):
            return self.render_to_response(self.get_context_data(form=form, slots=slots))
        return redirect(request.path)

    def act(self, form):
        actions.supply(application=self.application, by=self.request.user)
        messages.success(self.request, _("We received your supplement."))


class SupplementStepView(TypedMixin, WhileMixin, TemplateView):
    """One part of the form, once more, because it is asked: as it was when applying."""

    template_name = "subsidies/supplement_step.html"

    @property
    def step(self):
        return steps.STEPS[self.kwargs["step"]]

    @property
    def back(self):
        return reverse("subsidies:supplement", args=[self.application.reference])

    def task(self):
        return self.case.request and self.kwargs["step"] in self.case.request.steps

    def form(self, data=None):
        return steps.form_of(self.application, self.step.slug, data, by=self.request.user)

    def get_context_data(self, *, form=None, **kwargs):
        # What was kept and is wrong says so at once.
        form = form or self.form()
        wrong = form.is_bound and not form.is_valid()
        of_step = {"step": self.step, "form": form, "is_budget": self.step.slug == "begroting", "shows_mistakes": wrong}
        return super().get_context_data(**{**kwargs, **of_step, "back": self.back})

    def post(self, request, *args, **kwargs):
        if not self.task():
            return self.over()
        typed, table = self.typed(), self.table_to_grow()
        if self.is_too_much(typed):
            form = self.form(typed)
            form.add_error(None, TOO_MUCH)
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            form = actions.answer_anew(
                application=self.application, step=self.step.slug, data=typed, by=request.user, add_row=table
            )
        except ValidationError:
            # It was sent, or found complete, at this very moment.
            return self.over()
        if form.conflicts:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        if table:
            return redirect(f"{request.path}#id_{table}_{len(form.rows_of(table))}_label")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, _("Saved. Send the supplement when everything is there."))
        return redirect(self.back)
