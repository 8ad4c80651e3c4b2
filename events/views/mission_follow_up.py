"""What came of a mission, asked and answered: the company by the link of a mail, the Trade Office signed in."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View

from deventer_intl.form_answers import ActingMixin

from ..actions import mission_results as actions
from ..forms.mission_results import ResultForm
from ..missions.access import DeskMixin, can_run
from ..models import FollowUp, FollowUpLink


@rate_limit(action="mission_link", limit_get=True)
def unknown_link(request):
    """Say so, and count a guess: who guessed too often is stopped (below), who opens the own link all day is not."""
    return render(request, "events/missions/follow_up_unknown.html", {"section": "missions"}, status=404)


class ResultFormView(ActingMixin, FormView):
    """The form about one company: begins with what was filled in, and keeps what was typed when it is refused."""

    form_class = ResultForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"follow_up": self.follow_up, "before": before(self.follow_up)}

    def get_context_data(self, **kwargs):
        company = self.follow_up.company
        names = {"follow_up": self.follow_up, "company": company.organisation, "mission": company.mission}
        return super().get_context_data(**{"section": "missions", **names, **kwargs})


def before(follow_up):
    """Return what a company last confirmed in an earlier round, or None."""
    earlier = follow_up.company.follow_ups.filter(after_days__lt=follow_up.after_days, confirmed_at__isnull=False)
    return earlier.order_by("after_days").last()


@method_decorator([never_cache, rate_limit(action="mission_link", limit_get=True, dry_run=True)], name="dispatch")
class FollowUpView(ResultFormView):
    """A company answers by the link of its mail; afterwards it reads here what it answered, and can change it for a while."""

    template_name = "events/missions/follow_up.html"

    def dispatch(self, request, *args, **kwargs):
        self.link = FollowUpLink.objects.of(kwargs["token"])
        if self.link is None:
            return unknown_link(request)
        self.follow_up = self.link.follow_up
        if not self.follow_up.is_open:
            return self.over()
        return super().dispatch(request, *args, **kwargs)

    def over(self):
        """Show what was answered, or that it is too late; whoever sends something then is told that it was not kept."""
        can_read = self.follow_up.confirmed_at and self.request.method == "GET"
        # What was typed stands on this page too, to be copied.
        form = self.get_form_class()(self.request.POST or None, follow_up=self.follow_up)
        context = self.get_context_data(form=form, is_over=True)
        return self.response_class(
            request=self.request,
            template=["events/missions/follow_up_over.html"],
            context=context,
            status=200 if can_read else 410,
        )

    def act(self, form):
        actions.answer(follow_up=self.follow_up, **form.cleaned_data, by=self.link.user)
        messages.success(
            self.request, _("Thank you. Your answer counts. You can change it here if something was wrong.")
        )

    def get_success_url(self):
        return self.request.path


class FollowUpMixin(DeskMixin):
    """A page of the desk about the follow-up, or about that of one company."""

    def dispatch(self, request, *args, **kwargs):
        if can_run(request) and "pk" in kwargs:
            follow_ups = FollowUp.objects.select_related("company__organisation", "company__mission")
            self.follow_up = get_object_or_404(follow_ups, pk=kwargs["pk"], company__mission__slug=kwargs["slug"])
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self):
        return reverse("events:mission_follow_ups", args=[self.mission.slug])


class FollowUpsView(FollowUpMixin, TemplateView):
    """Who answered and who did not, on a page of its own; the desk of the mission shows the same."""

    template_name = "events/missions/follow_ups.html"


class FillInView(FollowUpMixin, ResultFormView):
    """Fill in what a company told by phone; it is mailed to confirm it."""

    template_name = "events/missions/follow_up_fill_in.html"

    def act(self, form):
        actions.fill_in(follow_up=self.follow_up, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("Kept. The company gets mail to confirm it; then it counts."))


class SendAgainView(FollowUpMixin, View):
    def post(self, request, slug, pk):
        try:
            actions.send_again(follow_up=self.follow_up, by=request.user)
            messages.success(request, _("The link was mailed again."))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect(self.get_success_url())
