"""Typing over a part of the form that was asked once more, and came on paper."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from .. import steps
from ..actions.supplement import answer_anew
from ..permissions import require

# Longer than any text of a form may be.
LONGEST_TEXT = 100_000


class PartPages:
    """In a case, a page for each part of the form that a supplement asks for."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.part_view)
        return [path("<int:object_id>/part/<slug:step>/", view, name="subsidies_application_part"), *super().get_urls()]

    def parts(self, case):
        """Return the parts that are asked, as (title, address)."""
        request = case.supplement_requests.open().first()
        return [
            (
                _("Type over: %(part)s") % {"part": steps.STEPS[step].label},
                reverse("admin:subsidies_application_part", args=[case.pk, step]),
            )
            for step in (request.steps if request else [])
        ]

    def part_view(self, request, object_id, step):
        case = self.found_or_404(request, object_id)
        require(request.user, "supply", case)
        asked = case.supplement_requests.open().first()
        if asked is None or step not in asked.steps:
            raise Http404
        form = steps.form_of(case, step)
        back = reverse("admin:subsidies_application_change", args=[case.pk])
        if request.method == "POST":
            table = request.POST.get("add") if step == "begroting" else ""
            table = table if table in ("costs", "cover") else ""
            form = answer_anew(
                application=case, step=step, data=self.typed(request, step), by=request.user, add_row=table
            )
            if table:
                return HttpResponseRedirect(f"{request.path}#id_{table}_{len(form.rows_of(table))}_label")
            if form.is_valid() and not form.conflicts:
                messages.success(request, _("Kept. It counts when you send the supplement."))
                return HttpResponseRedirect(back)
        return self.page(
            request,
            "admin/subsidies/application/part.html",
            title=steps.STEPS[step].label,
            application=case,
            form=form,
            asked=asked,
            is_budget=step == "begroting",
            shows_mistakes=request.method == "POST",
            back=back,
        )

    def typed(self, request, step):
        names = {*steps.STEPS[step].form_class.base_fields}
        return {
            name: [text.replace("\0", "") for text in texts] for name, texts in request.POST.lists() if name in names
        }
