"""How a company applies for a mission, reads how that stands, changes it and withdraws."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from deventer_intl.form_answers import ActingMixin, MergingMixin, add_errors
from organisations.models import Language, Organisation

from ..actions import mission_applying as actions
from ..forms.mission_applying import (
    ApplicationForm,
    ChangeApplicationForm,
    OrganisationForm,
    WithdrawForm,
    known_of,
    said_by,
)
from ..models import Mission, MissionCompany
from ..models.in_industries import names_of


def answers_of(values):
    """Return what a company says of itself as (question, answer), in the order of the form."""
    labels = {name: field.label for name, field in ApplicationForm.base_fields.items()}
    said = {
        **values,
        "industries": ", ".join(names_of(values["industries"])),
        "languages": ", ".join(str(Language(code).label) for code in values["languages"] if code in Language),
    }
    return [(labels[name], said[name]) for name in ApplicationForm.base_fields]


@method_decorator(never_cache, name="dispatch")
class ApplyView(LoginRequiredMixin, FormView):
    """Apply: for which organisation, what it offers and seeks, a last look, and sent."""

    form_class = ApplicationForm
    template_name = "events/missions/apply.html"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.mission = get_object_or_404(Mission.objects.public().for_lists(), slug=kwargs["slug"])
        self.organisations = Organisation.objects.kept_by(request.user).public().order_by("name")
        self.choice = OrganisationForm(request.GET or None, organisations=self.organisations)
        self.organisation = self.chosen()
        if application := self.standing():
            return self.shown_again(application)
        return super().dispatch(request, *args, **kwargs)

    def chosen(self):
        """Return the organisation that is named in the address, or the only one there is."""
        if self.choice.is_valid():
            return self.choice.cleaned_data["organisatie"]
        return self.organisations[0] if len(self.organisations) == 1 else None

    def standing(self):
        """Return what this organisation sent before, unless it withdrew."""
        if self.organisation and self.request.method != "POST":
            found = self.mission.companies.filter(organisation=self.organisation)
            return found.exclude(state=MissionCompany.State.WITHDRAWN).first()
        return None

    def shown_again(self, application):
        text = _("%(organisation)s applied for this mission already. This is what it said.")
        messages.info(self.request, text % {"organisation": self.organisation})
        return redirect("events:mission_application", self.mission.slug, application.pk)

    def get_initial(self):
        if self.organisation is None:
            return {}
        before = self.mission.companies.filter(organisation=self.organisation).first()
        return said_by(before) if before else known_of(self.organisation)

    def form_invalid(self, form):
        if self.organisation is None:
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return super().form_invalid(form)

    def form_valid(self, form):
        if self.organisation is None:
            return self.form_invalid(form)
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if refusal := actions.refusal_of(self.mission):
            return self.refused(form, ValidationError(refusal, code="closed"))
        if "send" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, to_check=True, answers=self.answers(form)))
        if not consume(self.request, action="apply_mission"):
            text = _("You sent many applications today. Try again tomorrow.")
            return self.refused(form, ValidationError(text, code="limit"), status=429)
        try:
            company = actions.apply(
                mission=self.mission, organisation=self.organisation, **form.cleaned_data, by=self.request.user
            )
        except ValidationError as error:
            return self.refused(form, error)
        messages.success(self.request, _("Your application is in. You get mail, and hear from the Trade Office."))
        return redirect("events:mission_application", self.mission.slug, company.pk)

    def answers(self, form):
        return answers_of(form.cleaned_data)

    def refused(self, form, error, status=409):
        """Show all that was typed once more, with why it was not taken; and what was sent before, where that is why."""
        add_errors(form, error)
        before = self.mission.companies.filter(organisation=self.organisation).first()
        context = self.get_context_data(form=form, before=before if error.code == "twice" else None)
        return self.render_to_response(context, status=status)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            section="missions",
            mission=self.mission,
            organisations=self.organisations,
            organisation=self.organisation,
            choice=self.choice,
            refusal=actions.refusal_of(self.mission),
            # What was typed stays on the screen, also when applying ended meanwhile.
            has_form=self.organisation and (self.request.method == "POST" or self.mission.is_open),
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class OwnApplicationMixin(LoginRequiredMixin):
    """About what an organisation sent whose page one keeps: `company`. A stranger finds nothing."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            companies = MissionCompany.objects.kept_by(request.user).select_related("mission", "organisation")
            self.company = get_object_or_404(companies, mission__slug=kwargs["slug"], pk=kwargs["pk"])
            self.mission = self.company.mission
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(section="missions", mission=self.mission, company=self.company, **kwargs)

    def get_success_url(self):
        return reverse("events:mission_application", args=[self.mission.slug, self.company.pk])


class ApplicationView(OwnApplicationMixin, TemplateView):
    """What was sent, and how it stands."""

    template_name = "events/missions/application.html"

    def get_context_data(self, **kwargs):
        company = self.company
        return super().get_context_data(
            answers=answers_of(said_by(company)), can_apply_again=self.mission.is_open, **kwargs
        )


class ChangeApplicationView(OwnApplicationMixin, MergingMixin, FormView):
    """Say something else, as long as the delegation has not left. A colleague may be doing so too."""

    form_class = ChangeApplicationForm
    template_name = "events/missions/change_application.html"

    def get(self, request, *args, **kwargs):
        if not self.company.can_change:
            messages.info(request, _("This application cannot be changed any more."))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return said_by(self.company)

    def lock(self):
        self.company = actions.locked_company(self.company)

    def act(self, form):
        actions.change(company=self.company, **form.answers, by=self.request.user)
        messages.success(self.request, _("Saved."))


class WithdrawView(OwnApplicationMixin, ActingMixin, FormView):
    """Withdraw; who is counted on says why."""

    form_class = WithdrawForm
    template_name = "events/missions/withdraw.html"

    def get(self, request, *args, **kwargs):
        if not self.company.can_withdraw:
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"company": self.company}

    def act(self, form):
        actions.withdraw(company=self.company, reason=form.cleaned_data.get("reason", ""), by=self.request.user)
        messages.success(self.request, _("You withdrew. You get mail."))
