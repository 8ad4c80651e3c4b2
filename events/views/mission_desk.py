"""The desk of the Trade Office: all steps of a mission in one place. A stranger finds nothing here."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from deventer_intl.form_answers import ActingMixin, MergingMixin
from organisations.models import Language

from ..actions import missions as actions
from ..actions.mission_applying import locked_company
from ..forms.event import ReasonForm
from ..forms.mission_desk import DECLINE, SELECT, ChooseForm, FeeForm, WithdrawForm
from ..missions import desk
from ..missions.access import DeskMixin, can_run
from ..missions.todo import tasks
from ..models import MissionCompany, Stage
from ..models.mission_stage import CHOOSING

State = MissionCompany.State
# In this order on the desk: first what must be decided.
ORDER = [State.APPLIED, State.SELECTED, State.DECLINED, State.WITHDRAWN]


class DeskView(DeskMixin, TemplateView):
    """What must be done now, the companies, and the next step."""

    template_name = "events/missions/desk.html"

    def get_context_data(self, **kwargs):
        facts = desk.facts_of(self.mission)
        found = tasks(facts)
        ahead, others = desk.buttons(self.mission)
        return super().get_context_data(
            stages=desk.stages(self.mission),
            facts=facts,
            to_do=[task for task in found if not task.is_done],
            done=[task for task in found if task.is_done],
            ahead=ahead,
            others=others,
            groups=self.companies(),
            can_choose=self.mission.stage in CHOOSING,
            can_change=self.mission.stage not in (Stage.CLOSED, Stage.CANCELLED),
            **kwargs,
        )

    def companies(self):
        """Return (state, its companies) for each state that some company is in."""
        found = list(self.mission.companies.select_related("organisation", "decided_by"))
        groups = [(state, [company for company in found if company.state == state]) for state in ORDER]
        return [(state, companies) for state, companies in groups if companies]


class ActView(ActingMixin, DeskMixin, FormView):
    """A form of the desk that does one action."""


class StepView(ActView):
    """What a step does and who is mailed; then the step."""

    template_name = "events/missions/step.html"

    def dispatch(self, request, *args, **kwargs):
        self.stage = desk.NAMES.get(kwargs["stage"])
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self):
        return ReasonForm if self.stage == Stage.CANCELLED else forms.Form

    def get(self, request, *args, **kwargs):
        if self.stage is None or self.stage not in self.mission.next_stages:
            raise Http404
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if self.stage is None:
            raise Http404
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            step=desk.step_to(self.mission, self.stage), can_step=self.stage in self.mission.next_stages, **kwargs
        )

    def act(self, form):
        # Else a step ahead, sent a second after a colleague's, would be one back.
        if self.request.POST.get("seen") != self.mission.stage:
            raise ValidationError(actions.moved(self.mission), code="stage")
        step = desk.step_to(self.mission, self.stage)
        given = {"reasons": form.reasons} if self.stage == Stage.CANCELLED else {}
        given |= {"stage": self.stage} if step is desk.BACK else {}
        step.do(mission=self.mission, by=self.request.user, **given)
        text = _("The mission is now at: %(stage)s.")
        messages.success(self.request, text % {"stage": self.stage.label})


class CompanyMixin:
    """About one of the companies that applied."""

    def dispatch(self, request, *args, **kwargs):
        if can_run(request):
            companies = MissionCompany.objects.select_related("organisation", "mission")
            self.company = get_object_or_404(companies, mission__slug=kwargs["slug"], pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        company = self.company
        languages = [Language(code).label for code in company.languages if code in Language]
        return super().get_context_data(company=company, spoken=languages, **kwargs)

    def lock(self):
        self.company = locked_company(self.company)

    def get_success_url(self):
        return f"{super().get_success_url()}#bedrijf-{self.company.pk}"


class ChooseView(CompanyMixin, MergingMixin, ActView):
    """What a company said of itself, and whether it goes along. A colleague may be choosing too."""

    form_class = ChooseForm
    template_name = "events/missions/choose.html"

    def get_initial(self):
        if self.company.state not in (State.SELECTED, State.DECLINED):
            return {}
        return {"choice": SELECT if self.company.is_going else DECLINE, "reason": self.company.reason}

    def get_context_data(self, **kwargs):
        can_choose = self.mission.stage in CHOOSING and self.company.state != State.WITHDRAWN
        return super().get_context_data(can_choose=can_choose, **kwargs)

    def act(self, form):
        actions.choose(
            company=self.company,
            is_selected=form.is_selected,
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        messages.success(self.request, _("Saved: %(company)s.") % {"company": self.company.organisation})


class WithdrawView(CompanyMixin, ActView):
    form_class = WithdrawForm
    template_name = "events/missions/take_off.html"

    def act(self, form):
        actions.withdraw(company=self.company, reason=form.cleaned_data["reason"], by=self.request.user)
        text = _("%(company)s does not go along.")
        messages.success(self.request, text % {"company": self.company.organisation})


class FeeView(CompanyMixin, MergingMixin, ActView):
    form_class = FeeForm
    template_name = "events/missions/fee.html"

    def get_initial(self):
        return {"paid_on": self.company.fee_paid_on or timezone.localdate()}

    def act(self, form):
        actions.note_fee(company=self.company, paid_on=form.cleaned_data["paid_on"], by=self.request.user)
        messages.success(self.request, _("Saved: %(company)s.") % {"company": self.company.organisation})
