"""How the people who keep a page say that it is still right: signed in, or by the link of a mail."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ..actions import confirmation as actions
from ..cards import freshness
from ..models import ConfirmationRequest
from ..page_content import fingerprint_of, last_changed_at
from .membership import KeptPageMixin, MemberFormView


def page_in_short(organisation):
    """Return what the page of an organisation says to the public, in short: what a confirmation is about."""
    presences = organisation.presences.select_related("country")
    return {
        "countries": list(dict.fromkeys(presence.country for presence in presences)),
        "goals": [tag.goal for tag in organisation.goal_tags.select_related("goal")],
        "projects": organisation.projects.all(),
        "offers_and_needs": organisation.offers_and_needs.all(),
        "last_changed_at": last_changed_at(organisation),
        "fresh": freshness(organisation.confirmed_on),
    }


@method_decorator(rate_limit(action="confirm"), name="post")
class ConfirmView(KeptPageMixin, MemberFormView):
    """Whoever keeps a page says that it is right as it stands."""

    form_class = Form
    template_name = "organisations/confirm.html"

    def act(self, form):
        actions.confirm(organisation=self.organisation, by=self.request.user, shown=self.request.POST.get("shown", ""))
        messages.success(self.request, _("Thank you. The page now says that it was confirmed today."))

    def get_success_url(self):
        return reverse("member_home")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            shown=fingerprint_of(self.organisation), **page_in_short(self.organisation), **kwargs
        )


@never_cache
@rate_limit(action="confirm_by_link")
def confirm_by_link(request, token):
    """Show what the link of a mail confirms, and confirm it. Only the button does: scanners of mail open links."""
    asked = ConfirmationRequest.objects.of(token)
    if asked is None:
        return render(request, "organisations/confirm_by_link.html", status=404)
    context = {"organisation": asked.organisation, "request_to_confirm": asked, "problem": actions.problem_with(asked)}
    if request.method == "POST" and not context["problem"]:
        try:
            actions.confirm_by_link(request=asked)
            return render(request, "organisations/confirm_by_link.html", {**context, "is_done": True})
        except ValidationError as error:
            # What somebody else did between that look and this one.
            context["problem"] = error.code
            asked.organisation.refresh_from_db()
    if context["problem"]:
        return render(request, "organisations/confirm_by_link.html", context, status=410)
    return render(request, "organisations/confirm_by_link.html", {**context, **page_in_short(asked.organisation)})
