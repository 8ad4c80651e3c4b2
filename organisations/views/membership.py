"""How people come to keep a page, and how those who do arrange it among themselves."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View

from deventer_intl.form_answers import ActingMixin

from ..actions import membership as actions
from ..forms.membership import ClaimForm, InviteForm, LetterCodeForm, RegistrationForm, RoleForm
from ..models import Invitation, Membership, Organisation
from ..permissions import can_manage_people


class MemberFormView(LoginRequiredMixin, ActingMixin, FormView):
    """A form that does one action, for who is signed in."""


@method_decorator(rate_limit(action="claim"), name="post")
class ClaimView(MemberFormView):
    """Ask to keep the page of an organisation."""

    form_class = ClaimForm
    template_name = "organisations/claim.html"

    def dispatch(self, request, *args, **kwargs):
        self.organisation = get_object_or_404(Organisation.objects.public(), slug=kwargs["slug"])
        if request.user.is_authenticated and self.organisation.memberships.filter(user=request.user).exists():
            return redirect("organisations:people", self.organisation.slug)
        return super().dispatch(request, *args, **kwargs)

    def act(self, form):
        actions.claim(organisation=self.organisation, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("We received your request. You will get mail when we decided."))

    def get_success_url(self):
        return reverse("member_home")

    def get_context_data(self, **kwargs):
        return super().get_context_data(organisation=self.organisation, **kwargs)


@method_decorator(rate_limit(action="register_organisation"), name="post")
class RegisterView(MemberFormView):
    """Add an organisation that the directory does not have."""

    form_class = RegistrationForm
    template_name = "organisations/register.html"

    def act(self, form):
        asked = actions.register(
            organisation=form.save(commit=False),
            position=form.cleaned_data["position"],
            motivation=form.cleaned_data["motivation"],
            by=self.request.user,
        )
        self.organisation = asked.organisation
        messages.success(self.request, _("We received your request. You will get mail when we decided."))

    def get_success_url(self):
        return reverse("organisations:people", args=[self.organisation.slug])


class KeptPageMixin(LoginRequiredMixin):
    """For who keeps the page of an organisation: a stranger finds nothing here, and some of it is for owners alone."""

    for_owners = False

    def may_enter(self):
        return not self.for_owners or can_manage_people(self.request.user, self.organisation)

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.organisation = get_object_or_404(Organisation.objects.kept_by(request.user), slug=kwargs["slug"])
            if not self.may_enter():
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            organisation=self.organisation,
            can_manage=can_manage_people(self.request.user, self.organisation),
            **kwargs,
        )

    def get_success_url(self):
        return reverse("organisations:people", args=[self.organisation.slug])


class PeopleView(KeptPageMixin, TemplateView):
    """Who keeps the page, and who is invited to."""

    template_name = "organisations/people.html"

    def get_context_data(self, **kwargs):
        memberships = self.organisation.memberships.select_related("user").order_by("-role", "joined_at")
        return super().get_context_data(
            memberships=memberships,
            invitations=self.organisation.invitations.open().select_related("created_by"),
            **kwargs,
        )


@method_decorator(rate_limit(action="invite"), name="post")
class InviteView(KeptPageMixin, MemberFormView):
    """An owner invites a colleague."""

    for_owners = True
    form_class = InviteForm
    template_name = "organisations/invite.html"

    def get_initial(self):
        return {"language": self.request.user.language}

    def act(self, form):
        invitation = actions.invite(organisation=self.organisation, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("We mailed an invitation to %(email)s.") % {"email": invitation.email})


class OnePersonMixin(KeptPageMixin):
    """One of the people who keep the page."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            memberships = Membership.objects.filter(organisation__in=Organisation.objects.kept_by(request.user))
            self.membership = get_object_or_404(
                memberships.select_related("user"), organisation__slug=kwargs["slug"], pk=kwargs["pk"]
            )
        return super().dispatch(request, *args, **kwargs)

    @property
    def is_self(self):
        return self.membership.user == self.request.user

    def get_context_data(self, **kwargs):
        return super().get_context_data(membership=self.membership, is_self=self.is_self, **kwargs)


class ChangeRoleView(OnePersonMixin, MemberFormView):
    """An owner says what somebody may do."""

    for_owners = True
    form_class = RoleForm
    template_name = "organisations/change_role.html"

    def get_initial(self):
        return {"role": self.membership.role}

    def act(self, form):
        actions.change_role(membership=self.membership, role=form.cleaned_data["role"], by=self.request.user)
        messages.success(self.request, _("Saved."))


class RemoveView(OnePersonMixin, MemberFormView):
    """An owner takes somebody off the page, or somebody leaves."""

    form_class = Form
    template_name = "organisations/remove.html"

    def may_enter(self):
        return self.is_self or can_manage_people(self.request.user, self.organisation)

    def act(self, form):
        actions.remove(membership=self.membership, by=self.request.user)
        messages.success(self.request, _("You no longer keep this page.") if self.is_self else _("Removed."))

    def get_success_url(self):
        return reverse("member_home") if self.is_self else super().get_success_url()


class RevokeInvitationView(KeptPageMixin, View):
    """An owner withdraws an invitation."""

    for_owners = True
    http_method_names = ["post"]

    def post(self, request, slug, pk):
        invitation = get_object_or_404(self.organisation.invitations, pk=pk)
        try:
            actions.revoke(invitation=invitation, by=request.user)
            messages.success(request, _("The invitation no longer works."))
        except ValidationError as error:
            messages.error(request, error.message)
        return HttpResponseRedirect(self.get_success_url())


@method_decorator(rate_limit(action="letter_code"), name="post")
class LetterCodeView(LoginRequiredMixin, FormView):
    """Type the code of a letter."""

    form_class = LetterCodeForm
    template_name = "organisations/letter_code.html"

    def form_valid(self, form):
        return redirect("organisations:accept_invitation", form.cleaned_data["code"])


@never_cache
@rate_limit(action="accept_invitation", limit_get=True)
def accept_invitation(request, token):
    """Show what somebody is invited to, and take it up. A link or code that is wrong, old or used says so."""
    invitation = Invitation.objects.of(token)
    if invitation is None:
        return render(request, "organisations/invitation.html", status=404)
    if invitation.state != Invitation.State.OPEN:
        return render(request, "organisations/invitation.html", {"used": invitation}, status=410)
    problem = None
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        try:
            membership = actions.accept(invitation=invitation, by=request.user)
            messages.success(request, _("Welcome! You now keep this page."))
            return redirect("organisations:people", membership.organisation.slug)
        except ValidationError as error:
            problem = error
    return render(
        request,
        "organisations/invitation.html",
        {"invitation": invitation, "problem": problem},
        status=403 if problem else 200,
    )
