"""Where an application begins: the drafts there are, a new one, or one copied from an earlier year."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.generic import FormView

from organisations.models import Organisation

from .. import applying
from ..actions import application as actions
from ..forms.apply import BeginForm
from ..models import Application, Scheme


class ApplyView(LoginRequiredMixin, FormView):
    """Begin an application under a scheme, or go on with one."""

    template_name = "subsidies/apply.html"
    form_class = BeginForm

    def dispatch(self, request, *args, **kwargs):
        self.scheme = get_object_or_404(Scheme, slug=kwargs["slug"])
        self.published = [rules for ceiling in self.scheme.ceilings.order_by("year") if (rules := ceiling.rules())]
        self.ceiling = ceiling_asked(self.published, request.GET.get("jaar"))
        self.rules = self.ceiling.rules()
        return super().dispatch(request, *args, **kwargs)

    @property
    def organisations(self):
        if not hasattr(self, "_organisations"):
            self._organisations = list(Organisation.objects.kept_by(self.request.user).order_by("name"))
        return self._organisations

    def earlier(self):
        """Return what the organisations sent in before under this scheme."""
        return (
            Application.objects.of_member(self.request.user)
            .submitted()
            .filter(ceiling__scheme=self.scheme)
            .with_names()
            .order_by("-received_at")[:20]
        )

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "organisations": self.organisations, "earlier": list(self.earlier())}

    def form_valid(self, form):
        try:
            proof = applying.proof_of(self.request)
            draft = actions.begin(ceiling=self.ceiling, by=self.request.user, proof=proof, **form.chosen)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        return redirect(draft)

    def get_context_data(self, **kwargs):
        drafts = Application.objects.of_member(self.request.user).drafts().filter(ceiling__scheme=self.scheme)
        return super().get_context_data(
            scheme=self.scheme,
            ceiling=self.ceiling,
            rules=self.rules,
            # Around New Year two can be open at once.
            also_open=[each.ceiling for each in self.published if each.is_open and each.ceiling != self.ceiling],
            organisations=self.organisations,
            drafts=drafts.with_names().order_by("-created_at")[:100],
            obstacle=self.obstacle(),
            **kwargs,
        )

    def obstacle(self):
        """Return why none of the organisations can begin now."""
        obstacles = [self.obstacle_of(organisation) for organisation in self.organisations]
        return obstacles[0] if obstacles and all(obstacles) else None

    def obstacle_of(self, organisation):
        try:
            applying.check_window(self.rules)
            applying.check_organisation(organisation, self.rules)
            applying.check_sign_in(applying.proof_of(self.request), organisation, self.rules)
        except ValidationError as error:
            return error
        return None


def ceiling_asked(published, year: str | None):
    """Return the year of a scheme that the address names (`jaar`), else the one that one can apply for now.

    That is the one that is open, of two the one that opened first; else the next to open, else the last.
    """
    if year is not None:
        published = [rules for rules in published if str(rules.ceiling.year) == year]
    if not published:
        raise Http404
    now = timezone.now()
    still = [rules for rules in published if rules.closes_at > now]
    return min(still, key=lambda rules: rules.opens_at).ceiling if still else published[-1].ceiling
