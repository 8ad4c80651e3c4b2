"""Typing over an application that came on paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from globalgoals.forms import CLAIM_FIELDS

from ..actions.paper import enter_paper
from ..forms.paper import BudgetLines, PaperForm, WhichSchemeForm
from ..models import Ceiling
from .pages import done


class PaperPage:
    """In the place of the form to add an application: first for which scheme and year, then what the paper says."""

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        which = WhichSchemeForm(request.GET or None)
        if not which.is_valid():
            return self.page(
                request,
                "admin/subsidies/application/paper.html",
                title=_("Enter an application on paper"),
                which=which,
            )
        ceiling = which.cleaned_data["ceiling"]
        data = request.POST if request.method == "POST" else None
        form = PaperForm(data, ceiling=ceiling, user=request.user)
        lines = BudgetLines(data, prefix="lines")
        if request.method == "POST":
            # Both, so that all mistakes are shown at once.
            good = lines.is_valid()
            if form.is_valid() and not good:
                form.add_error(None, _("Look at the budget: a line there is not right."))
            if (
                form.is_valid()
                and good
                and done(form, self.enter, form=form, lines=lines, ceiling=ceiling, by=request.user)
            ):
                said = _("Entered as %(reference)s. Now add the scans of the paper.")
                messages.success(request, said % {"reference": form.entered.reference})
                return HttpResponseRedirect(
                    reverse("admin:subsidies_application_act", args=[form.entered.pk, "add-scan"])
                )
        return self.page(
            request,
            "admin/subsidies/application/paper.html",
            title=_("Enter an application on paper: %(scheme)s") % {"scheme": ceiling},
            form=form,
            lines=lines,
            ceiling=ceiling,
        )

    def enter(self, form, lines, ceiling, by):
        answers = {name: value for name, value in form.cleaned_data.items() if name not in CLAIM_FIELDS}
        form.entered = enter_paper(
            organisation=answers.pop("organisation"),
            received_on=answers.pop("received_on"),
            countries=answers.pop("countries"),
            goals=form.claims,
            lines=lines.filled(),
            answers=answers,
            ceiling=Ceiling.objects.get(pk=ceiling.pk),
            by=by,
        )
