"""The samples of a ceiling: prepared, drawn, and how far each case is that was drawn."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import sampling as actions
from ..forms.sampling import DrawSampleForm
from ..models import Application, SampleCheck
from ..sampling import WITH_PATH_B, can_be_drawn_on, candidates, standing_of
from .pages import done

STAGES = {
    "waits": gettext_lazy("waits for the applicant"),
    "late": gettext_lazy("no answer in time"),
    "came": gettext_lazy("proof came: to be judged"),
}


class SamplePage:
    """The page of the samples, for the admin of ceilings."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.samples_view)
        return [path("<int:object_id>/samples/", view, name="subsidies_ceiling_samples"), *super().get_urls()]

    def samples_view(self, request, object_id):
        """Show the samples; prepare one, or draw the one that is prepared."""
        ceiling = self.found_or_404(request, object_id)
        # Who may read cases may read how far they are.
        if not request.user.has_perm("subsidies.view_samplecheck"):
            raise PermissionDenied
        form = forms.Form()
        if request.method == "POST":
            if not actions.may_draw(request.user):
                raise PermissionDenied
            form = self.sample_form(request)
            if form.is_valid() and done(form, self.sample, ceiling=ceiling, request=request, form=form):
                return HttpResponseRedirect(request.path)
        response = self.samples_page(request, ceiling, form)
        response.status_code = 422 if form.errors else 200
        return response

    def sample_form(self, request):
        return DrawSampleForm(request.POST) if "draw" in request.POST else forms.Form(request.POST)

    def sample(self, ceiling, request, form):
        if "draw" not in request.POST:
            actions.prepare(ceiling=ceiling, by=request.user)
            messages.success(request, _("The hash of the seed is public now. Draw from tomorrow on."))
            return
        number = request.POST.get("draw", "")
        sample = ceiling.samples.filter(number=int(number)).first() if number.isascii() and number.isdigit() else None
        if sample is None:
            raise forms.ValidationError(_("There is no such sample."), code="unknown")
        checks = actions.draw(sample=sample, by=request.user, **form.cleaned_data)
        messages.success(request, _("Drawn and asked for proof: %(number)s.") % {"number": len(checks)})

    def samples_page(self, request, ceiling, form):
        today = timezone.localdate()
        found = candidates(ceiling, today, with_path_b=True)
        paths = [standing_of(case).settlement_path for case in found]
        samples = list(ceiling.samples.select_related("prepared_by", "drawn_by"))
        prepared = next((each for each in samples if not each.is_drawn), None)
        rows = rows_of(ceiling, request.user, today)
        return self.page(
            request,
            "admin/subsidies/ceiling/samples.html",
            title=_("Sample control: %(ceiling)s") % {"ceiling": ceiling},
            ceiling=ceiling,
            form=form,
            draw_form=form if isinstance(form, DrawSampleForm) else DrawSampleForm(),
            prepared=prepared,
            may_draw_today=bool(prepared and can_be_drawn_on(prepared, today)),
            may_draw=actions.may_draw(request.user),
            numbers=[(each, paths.count(each)) for each in WITH_PATH_B],
            samples=[(each, rows.get(each.pk, [])) for each in samples if each.is_drawn],
            back=reverse("admin:subsidies_ceiling_change", args=[ceiling.pk]),
        )


def rows_of(ceiling, user, today) -> dict[int, list[dict]]:
    """Return how far each drawn case of a ceiling is, by sample and in the order of the lots; of shut cases no more than that."""
    checks = SampleCheck.objects.filter(sample__ceiling=ceiling).select_related(
        "application__organisation", "application__ceiling__scheme", "sample"
    )
    shut = set(Application.objects.filter(ceiling=ceiling).shut_to(user).values_list("pk", flat=True))
    rows = {}
    for check in checks:
        row = {"check": check, "is_shut": check.application_id in shut, "stage": stage_of(check, today)}
        rows.setdefault(check.sample_id, []).append(row)
    for found in rows.values():
        order = found[0]["check"].sample.candidates
        found.sort(key=lambda row: order.index(row["check"].application.reference))
    return rows


def stage_of(check, today) -> str:
    """Return how far a check is, in words."""
    if not check.is_open:
        return check.get_outcome_display()
    if check.received_at:
        return str(STAGES["came"])
    return str(STAGES["late" if check.is_late(today) else "waits"])


def sample_of(case, today) -> dict | None:
    """Return the check of a case for its page in the back-office, None where it was not drawn."""
    check = actions.check_of(case)
    if check is None:
        return None
    return {
        "check": check,
        "stage": stage_of(check, today),
        "documents": check.documents,
        "is_wrong": check.outcome in (SampleCheck.Outcome.FAULT, SampleCheck.Outcome.NO_ANSWER),
    }
