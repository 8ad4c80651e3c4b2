"""What the steps of applying and of reporting share: filling in a form together, and keeping it while it is typed."""

import json
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

# Longer than all texts of the largest step together.
LONGEST_STEP = 100_000
TOO_MUCH = gettext_lazy("This is too much to keep. Make it shorter; a long plan can be an attachment.")
AROUND = timedelta(minutes=5)


def others_in(kept, user):
    """Return who else was here a moment ago: the name and when."""
    since = timezone.now() - AROUND
    latest = {}
    for answers in sorted(kept.values(), key=lambda answers: answers.saved_at):
        if answers.saved_by and answers.saved_by != user and answers.saved_at > since:
            latest[answers.saved_by] = answers.saved_at
    return latest.items()


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


def step_filled_in(steps, slug):
    """Return the step with an address that is filled in; 404 where there is none."""
    step = steps.get(slug)
    if step is None or step.form_class is None:
        raise Http404
    return step


class FillInView(TypedMixin, TemplateView):
    """A step of several that is filled in: `kept` are the answers by step, `form_of` and `keep` read and keep this one."""

    def get(self, request, *args, **kwargs):
        form = self.form_of()
        is_done = self.step.slug in self.kept and self.kept[self.step.slug].is_done
        if not is_done:
            # What is not filled in yet is no mistake before one goes on.
            form.leave_out_empty()
        return self.render_to_response(self.get_context_data(form=form, shows_mistakes=is_done and not form.is_valid()))

    def post(self, request, *args, **kwargs):
        typed = self.typed()
        if self.is_too_much(typed):
            form = self.form_of(typed)
            form.add_error(None, TOO_MUCH)
            return self.answer(form, 422)
        table = self.table_to_grow()
        form = self.keep(typed, add_row=table)
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
        return redirect(self.next_step().url(self.application))

    def answer(self, form, status):
        # What stands there now, not what stood there before.
        self.__dict__.pop("_kept", None)
        return self.render_to_response(self.get_context_data(form=form, shows_mistakes=status == 422), status=status)


class KeepView(TypedMixin, View):
    """Keep what is typed, while it is typed."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        typed = self.typed()
        if self.is_too_much(typed):
            return JsonResponse({"text": TOO_MUCH}, status=413)
        form = self.keep(typed, settles=False)
        if form.conflicts:
            text = _("A colleague changed the same meanwhile. What you type is kept; go on to see both and choose.")
        else:
            text = _("Kept at %(time)s. You can close this page.") % {"time": time_format(timezone.localtime(), "H:i")}
        return JsonResponse({"text": text, "opened_on": form.typed_token}, status=409 if form.conflicts else 200)
