"""How members of an organisation write an application together, step by step, and send it in."""

import json
from contextlib import suppress
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from .. import applying, steps
from ..actions import application as actions
from ..actions import draft as draft_actions
from ..models import Application
from ..steps import STEPS

# Longer than all texts of the largest step together.
LONGEST_STEP = 100_000
TOO_MUCH = gettext_lazy("This is too much to keep. Make it shorter; a long plan can be an attachment.")
AROUND = timedelta(minutes=5)


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

    def others(self):
        """Return who else was here a moment ago: the name and when."""
        since = timezone.now() - AROUND
        latest = {}
        for answers in sorted(self.kept.values(), key=lambda answers: answers.saved_at):
            if answers.saved_by and answers.saved_by != self.request.user and answers.saved_at > since:
                latest[answers.saved_by] = answers.saved_at
        return latest.items()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            rules=self.rules,
            steps=steps.overview(self.application, self.kept, self.rules, kwargs.pop("current", "")),
            others=self.others(),
            saved_at=max((answers.saved_at for answers in self.kept.values()), default=None),
            **kwargs,
        )


class DraftView(DraftMixin, View):
    """Go on where it was left: at the first step that is not done."""

    def get(self, request, pk):
        undone = [step for step in steps.FILLED_IN if not (step.slug in self.kept and self.kept[step.slug].is_done)]
        return redirect([*undone, STEPS[steps.ATTACHMENTS]][0].url(self.application))


class TypedMixin:
    """A page at which a step of the form is filled in: `step` says which."""

    def typed(self):
        """Return what was typed into the form, without what no database takes."""
        names = {*self.step.form_class.base_fields, "opened_on"}
        theirs = {f"theirs-{name}" for name in names}
        sent = self.request.POST.lists()
        return {name: [text.replace("\0", "") for text in texts] for name, texts in sent if name in names | theirs}

    def is_too_much(self, typed):
        return len(json.dumps(typed, ensure_ascii=False)) > LONGEST_STEP

    def table_to_grow(self):
        """Return the table that gets one more row, or ""."""
        table = self.request.POST.get("add", "") if hasattr(self.step.form_class, "add_row") else ""
        return table if table in ("costs", "cover") else ""


class StepMixin(TypedMixin, DraftMixin):
    def dispatch(self, request, *args, **kwargs):
        self.step = STEPS.get(kwargs["step"])
        if self.step is None or self.step.form_class is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class StepView(StepMixin, TemplateView):
    """One step of the form."""

    template_name = "subsidies/step.html"

    def dispatch(self, request, *args, **kwargs):
        if kwargs["step"] == steps.CHECK:
            return CheckView.as_view()(request, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        form = steps.form_of(self.application, self.step.slug, by=request.user, kept=self.kept, rules=self.rules)
        is_done = self.step.slug in self.kept and self.kept[self.step.slug].is_done
        if not is_done:
            # What is not filled in yet is no mistake before one goes on.
            form.leave_out_empty()
        return self.render_to_response(self.get_context_data(form=form, shows_mistakes=is_done and not form.is_valid()))

    def post(self, request, *args, **kwargs):
        typed = self.typed()
        if self.is_too_much(typed):
            form = steps.form_of(self.application, self.step.slug, typed, by=request.user, kept=self.kept)
            form.add_error(None, TOO_MUCH)
            return self.answer(form, 422)
        table = self.table_to_grow()
        form = draft_actions.keep(
            application=self.application,
            slug=self.step.slug,
            data=typed,
            by=request.user,
            add_row=table,
        )
        if form.conflicts:
            return self.answer(form, 409)
        if table:
            return redirect(f"{self.step.url(self.application)}#id_{table}_{len(form.rows_of(table))}_label")
        if "later" in request.POST:
            messages.success(request, _("Saved. You can go on later, also on another device."))
            return redirect("member_home")
        if not form.is_valid():
            return self.answer(form, 422)
        for text in form.warnings:
            messages.warning(request, text)
        return redirect(steps.after(self.step).url(self.application))

    def answer(self, form, status):
        if hasattr(self, "_kept"):
            del self._kept
        return self.render_to_response(self.get_context_data(form=form, shows_mistakes=status == 422), status=status)

    def get_context_data(self, **kwargs):
        is_budget = self.step.slug == "begroting"
        return super().get_context_data(is_budget=is_budget, **place_of(self.step), **kwargs)


class KeepAnswersView(StepMixin, View):
    """Keep what is typed, while it is typed."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        typed = self.typed()
        if self.is_too_much(typed):
            return JsonResponse({"text": TOO_MUCH}, status=413)
        form = draft_actions.keep(
            application=self.application, slug=self.step.slug, data=typed, by=request.user, settles=False
        )
        if form.conflicts:
            text = _("A colleague changed the same meanwhile. What you type is kept; go on to see both and choose.")
        else:
            text = _("Kept at %(time)s. You can close this page.") % {"time": time_format(timezone.localtime(), "H:i")}
        return JsonResponse({"text": text, "opened_on": form.typed_token}, status=409 if form.conflicts else 200)


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
