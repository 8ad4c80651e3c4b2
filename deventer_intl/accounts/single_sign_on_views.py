"""The pages of signing in at the municipality or with eHerkenning."""

import logging

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.internal.stagekit import clear_login
from allauth.decorators import rate_limit
from allauth.socialaccount import views
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from .identity_providers import EHERKENNING, STAFF
from .openid_connect import FAILED, UNTRUSTED, Refused
from .single_sign_on import complete, known_of, organisation_of

logger = logging.getLogger(__name__)

EXPIRED = _("Signing in took too long, was started in another browser, or was done already. Start again.")
STOPPED = _("You stopped signing in with %(provider)s.")


def provider_or_404(request, provider_id):
    try:
        # By its own name alone: allauth would find one by the name of its kind too.
        return get_adapter().get_provider(request, {STAFF: STAFF, EHERKENNING: EHERKENNING}[provider_id])
    except (KeyError, SocialApp.DoesNotExist):
        raise Http404 from None


def refuse(request, provider, refused):
    """Answer a sign-in that ends here. Only the log says why exactly, and nobody's name or token."""
    logger.warning("Sign-in with %s refused: %s", provider.sub_id, refused)
    context = {"provider": provider, "text": refused.text % {"provider": provider.name, **refused.facts}}
    return render(request, "socialaccount/authentication_error.html", context, status=refused.status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="login")
def login(request, provider_id):
    """Lead to the provider after a form of ours was sent, so that no page of another can start a sign-in."""
    provider = provider_or_404(request, provider_id)
    is_tying = provider_id == EHERKENNING and request.user.is_authenticated
    if request.method != "POST":
        return render(request, "socialaccount/login.html", {"provider": provider, "is_tying": is_tying})
    if is_tying:
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    try:
        onward = provider.redirect_from_request(request)
    except Refused as refused:
        return refuse(request, provider, refused)
    # A page that leads on, not a redirect: Chromium holds each stop after a form against `form-action 'self'`.
    return render(request, "socialaccount/login_redirect.html", {"provider": provider, "redirect_to": onward.url})


@never_cache
@require_GET
def callback(request, provider_id):
    """Take the answer of the provider."""
    provider = provider_or_404(request, provider_id)
    try:
        state = state_of(request, provider)
        claims = provider.get_oauth2_adapter(request).claims(code_of(request, provider), state)
        known, facts = known_of(provider, claims)
    except Refused as refused:
        return refuse(request, provider, refused)
    sociallogin = provider.sociallogin_from_response(request, known)
    sociallogin.account.extra_data = kept_of(sociallogin.account)
    sociallogin.state = {**state, **facts}
    if state["ties"] and state["ties"] == request.user.pk:
        return tie(request, sociallogin)
    # An earlier sign-in that waits for a code would come first.
    clear_login(request)
    return complete_social_login(request, sociallogin)


def tie(request, sociallogin):
    """Tie an account at eHerkenning to whoever is signed in already."""
    try:
        is_tied_now = complete(request, request.user, sociallogin, is_new=False)
    except Refused as refused:
        return refuse(request, sociallogin.provider, refused)
    if is_tied_now:
        messages.success(request, _("From now on you can also sign in with eHerkenning."))
    else:
        messages.success(request, _("You signed in with eHerkenning."))
    return redirect(sociallogin.state.get("next") or "member_home")


def state_of(request, provider):
    """Return what we remembered when the sign-in began in this browser; it can be had once."""
    state = statekit.unstash_state(request, provider_id=provider.sub_id, state_id=request.GET.get("state"))
    if state is None:
        raise Refused("unknown state", EXPIRED)
    translation.activate(state["language"])
    return state


def code_of(request, provider):
    issuer = provider.app.settings["server_url"]
    # RFC 9207
    if request.GET.get("iss", issuer) != issuer:
        raise Refused("answer of another issuer", UNTRUSTED)
    if request.GET.get("error") == "access_denied":
        raise Refused("stopped by the person", STOPPED)
    if not request.GET.get("code"):
        raise Refused("an error instead of a code", FAILED)
    return request.GET["code"]


def kept_of(account):
    """Return what we keep of an account; allauth would put in its place what it just heard."""
    kept = SocialAccount.objects.filter(provider=account.provider, uid=account.uid).first()
    return kept.extra_data if kept else {}


@method_decorator(rate_limit(action="signup"), name="dispatch")
class SignupView(views.SignupView):
    def get_authenticated_redirect_url(self):
        return reverse("member_home")

    def get_context_data(self, **kwargs):
        organisation = organisation_of(self.sociallogin.state.get("kvk_number"))
        return super().get_context_data(organisation=organisation, **kwargs)
