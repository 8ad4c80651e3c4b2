"""How members of an organisation write an application together, step by step, and send it in."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from .. import applying, steps
from ..actions import application as actions
from ..actions import draft as draft_actions
from ..models import Application
from ..steps import STEPS
from .filling_in import FillInView, KeepView, others_in, step_filled_in


class OwnDraftMixin(LoginRequiredMixin):
    """A draft of an organisation of which the visitor is a member; to others it is not there.

    Whoever comes back to what was sent in is led to the case.
    """

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        own = Application.objects.of_member(request.user).with_names()
        self.application = get_object_or_404(own, pk=kwargs["pk"])
        if not self.application.is_draft:
            return self.sent_already()
        return super().dispatch(request, *args, **kwargs)

    def sent_already(self):
        return redirect(self.application)

    def get_context_data(self, **kwargs):
        return super().get_context_data(application=self.application, **kwargs)


def place_of(step):
    """Return what the frame of a step says of where it stands among the others."""
    return {
        "step": step,
        "number": list(STEPS).index(step.slug) + 1,
        "total": len(STEPS),
        "before": steps.before(step),
        "current": step.slug,
    }


class DraftMixin(OwnDraftMixin):
    """A step of the form, with the other steps and who else is in it."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except ValidationError as error:
            # Sent in at this very moment.
            if getattr(error, "code", "") not in ("sent", "state"):
                raise
            return redirect(Application.objects.with_names().get(pk=self.application.pk))

    @property
    def rules(self):
        if not hasattr(self, "_rules"):
            self._rules = self.application.ceiling.rules()
            if self._rules is None:
                raise Http404
        return self._rules

    @property
    def kept(self):
        if not hasattr(self, "_kept"):
            self._kept = steps.kept_of(self.application)
        return self._kept

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            rules=self.rules,
            steps=steps.overview(self.application, self.kept, self.rules, kwargs.pop("current", "")),
            others=others_in(self.kept, self.request.user),
            saved_at=max((answers.saved_at for answers in self.kept.values()), default=None),
            **kwargs,
        )


class DraftView(DraftMixin, View):
    """Go on where it was left: at the first step that is not done."""

    def get(self, request, pk):
        undone = [step for step in steps.FILLED_IN if not (step.slug in self.kept and self.kept[step.slug].is_done)]
        return redirect([*undone, STEPS[steps.ATTACHMENTS]][0].url(self.application))


class StepMixin(DraftMixin):
    """A step of the form that is filled in."""

    def dispatch(self, request, *args, **kwargs):
        self.step = step_filled_in(STEPS, kwargs["step"])
        return super().dispatch(request, *args, **kwargs)

    def form_of(self, typed=None):
        return steps.form_of(
            self.application, self.step.slug, typed, by=self.request.user, kept=self.kept, rules=self.rules
        )

    def keep(self, typed, **options):
        return draft_actions.keep(
            application=self.application, slug=self.step.slug, data=typed, by=self.request.user, **options
        )


class StepView(StepMixin, FillInView):
    """One step of the form."""

    template_name = "subsidies/step.html"

    def dispatch(self, request, *args, **kwargs):
        if kwargs["step"] == steps.CHECK:
            return CheckView.as_view()(request, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def next_step(self):
        return steps.after(self.step)

    def get_context_data(self, **kwargs):
        is_budget = self.step.slug == "begroting"
        return super().get_context_data(is_budget=is_budget, **place_of(self.step), **kwargs)


class KeepAnswersView(StepMixin, KeepView):
    """Keep what is typed, while it is typed."""


class CheckView(DraftMixin, FormView):
    """All answers once more, what is missing, the declarations, and the button that sends it in."""

    template_name = "subsidies/check.html"

    def get_form(self, form_class=None):
        data = None
        if self.request.method == "POST":
            names = STEPS[steps.CHECK].form_class.base_fields
            data = {name: texts for name, texts in self.request.POST.lists() if name in names}
        return STEPS[steps.CHECK].form_class(
            application=self.application, rules=self.rules, stored={}, data=data, by=self.request.user
        )

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            sent = actions.submit(
                application=self.application,
                by=request.user,
                declared=form.typed,
                seen=request.POST.get("revision") or "-",
                proof=applying.proof_of(request),
            )
        except ValidationError as error:
            form.add_error(None, error)
            status = 409 if getattr(error, "code", "") == "changed" else 422
            # What stands there now, not what stood there before.
            self.__dict__.pop("_kept", None)
            return self.render_to_response(self.get_context_data(form=form), status=status)
        return redirect(sent)

    def get_context_data(self, **kwargs):
        checked = steps.check(self.application, self.kept, self.rules)
        return super().get_context_data(
            checked=checked,
            parts=steps.parts_of(self.application, checked, self.rules),
            obstacle=self.obstacle(),
            **place_of(STEPS[steps.CHECK]),
            **kwargs,
        )

    def obstacle(self):
        """Return why it could not be sent in now, whatever is filled in."""
        try:
            applying.check_window(self.rules)
            applying.check_organisation(self.application.organisation, self.rules)
            applying.check_sign_in(applying.proof_of(self.request), self.application.organisation, self.rules)
        except ValidationError as error:
            return error
        return None


class ThrowAwayView(DraftMixin, FormView):
    """Throw a draft away, after asking once more."""

    form_class = Form
    template_name = "subsidies/throw_away.html"

    def form_valid(self, form):
        # By a double click it is gone already: that is what was asked.
        with suppress(Application.DoesNotExist):
            actions.throw_away(application=self.application, by=self.request.user)
        messages.success(self.request, _("Thrown away."))
        return redirect(reverse("member_home"))
