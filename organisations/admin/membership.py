"""Who keeps a page, as staff see it: the queue of requests, the invitations, and who has come aboard."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..actions import membership as actions
from ..forms.membership import InviteOwnerForm
from ..letters import invitation_letters
from ..models import Aboard, Claim, Invitation, Membership, Role
from .decisions import DecisionAdmin, Undecided


@admin.register(Claim)
class ClaimAdmin(DecisionAdmin):
    """The queue: who asks for a page."""

    list_display = ["organisation", "user", "is_new", "submitted_at", "outcome", "decided_by"]
    list_filter = [Undecided, "is_new", "outcome"]
    list_select_related = ["organisation", "user", "decided_by"]
    search_fields = ["organisation__name", "user__email", "user__name"]
    decision_template = "admin/organisations/claim/decide.html"

    def approve(self, claim, by):
        actions.approve(claim=claim, by=by)

    def refuse(self, claim, reason, by):
        actions.refuse(claim=claim, reason=reason, by=by)

    def facts_of(self, claim):
        return {
            "claim": claim,
            "owners": claim.organisation.memberships.owners().select_related("user"),
            "others": claim.organisation.claims.undecided().exclude(pk=claim.pk).select_related("user"),
        }


class InvitationState(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return Invitation.State.choices

    def queryset(self, request, queryset):
        return queryset.in_state(self.value()) if self.value() in Invitation.State else queryset


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Who was invited to which page, how, and who has come."""

    list_display = [
        "organisation",
        "how",
        "role",
        "created_at",
        "created_by",
        "expires_at",
        "shown_state",
        "accepted_by",
    ]
    list_filter = [InvitationState, "role"]
    list_select_related = ["organisation", "created_by", "accepted_by"]
    search_fields = ["organisation__name", "email"]
    list_display_links = None
    actions = ["withdraw"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def add_view(self, request, form_url="", extra_context=None):
        """Invite an owner by mail, or with a letter that is the answer to the form."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = InviteOwnerForm(
            request.POST if request.method == "POST" else None,
            initial={"organisation": request.GET.get("organisation")},
        )
        if request.method == "POST" and form.is_valid():
            way = self.letter if form.cleaned_data["way"] == "letter" else self.mail
            try:
                return way(request, form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Invite an owner"),
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/organisations/invitation/invite.html", context)

    def letter(self, request, answers):
        return pdf_answer(
            invitation_letters(
                organisations=[answers["organisation"]],
                language=answers["language"],
                address=answers["address"],
                by=request.user,
            )
        )

    def mail(self, request, answers):
        actions.invite(
            organisation=answers["organisation"],
            email=answers["email"],
            role=Role.OWNER,
            language=answers["language"],
            by=request.user,
        )
        messages.success(request, _("We mailed an invitation to %(email)s.") % {"email": answers["email"]})
        return HttpResponseRedirect(reverse("admin:organisations_invitation_changelist"))

    @admin.action(description=_("Withdraw the selected invitations"), permissions=["add"])
    def withdraw(self, request, queryset):
        for invitation in queryset.open():
            try:
                actions.revoke(invitation=invitation, by=request.user)
            except ValidationError as error:
                messages.error(request, f"{invitation}: {error.messages[0]}")
        messages.success(request, _("These invitations no longer work."))

    @admin.display(description=_("sent to"), ordering="email")
    def how(self, invitation):
        return invitation.email or _("letter")

    @admin.display(description=_("state"))
    def shown_state(self, invitation):
        return invitation.state.label


def pdf_answer(content):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="uitnodigingen.pdf"'
    return response


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Who keeps which page. Staff help where an organisation cannot: after a quarrel, or when an owner is gone."""

    list_display = ["organisation", "user", "role", "joined_at"]
    list_filter = ["role"]
    list_select_related = ["organisation", "user"]
    search_fields = ["organisation__name", "user__email", "user__name"]
    list_display_links = None
    actions = ["make_owner", "make_editor", "take_off"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """By the actions above alone, which keep an owner and send mail."""
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description=_("Make owner"), permissions=["change"])
    def make_owner(self, request, queryset):
        self.each(request, queryset, partial(actions.change_role, role=Role.OWNER))

    @admin.action(description=_("Make editor"), permissions=["change"])
    def make_editor(self, request, queryset):
        self.each(request, queryset, partial(actions.change_role, role=Role.EDITOR))

    @admin.action(description=_("Take off the page"), permissions=["change"])
    def take_off(self, request, queryset):
        self.each(request, queryset, actions.remove)

    def each(self, request, queryset, action):
        """Do something with each member, and say of each that could not be done why."""
        done = 0
        for membership in queryset.select_related("organisation", "user"):
            try:
                action(membership=membership, by=request.user)
                done += 1
            except ValidationError as error:
                messages.error(request, f"{membership}: {error.messages[0]}")
        if done:
            messages.success(request, _("Done for %(number)s.") % {"number": done})


class AboardFilter(admin.SimpleListFilter):
    title = _("keeps its own page")
    parameter_name = "aboard"

    def lookups(self, request, model_admin):
        return Aboard.choices

    def queryset(self, request, queryset):
        return queryset.filter(aboard=self.value()) if self.value() in Aboard else queryset


@admin.action(description=_("Letters that invite an owner (PDF)"), permissions=["invite"])
def invite_by_letter(model_admin, request, queryset):
    """Print a letter with a code for each organisation that nobody keeps yet."""
    organisations = list(queryset.exclude(aboard=Aboard.YES).order_by("name"))
    if not organisations:
        messages.warning(request, _("Somebody keeps each of these pages already."))
        return None
    try:
        return pdf_answer(invitation_letters(organisations=organisations, language="nl", by=request.user))
    except ValidationError as error:
        messages.error(request, error.message)
        return None


@admin.action(description=_("Mail an invitation to an owner"), permissions=["invite"])
def invite_by_mail(model_admin, request, queryset):
    """Mail the address in the directory of each organisation that nobody keeps yet."""
    organisations = queryset.exclude(aboard=Aboard.YES)
    without = [str(organisation) for organisation in organisations.filter(email="")]
    mailed = 0
    for organisation in organisations.exclude(email=""):
        actions.invite(
            organisation=organisation, email=organisation.email, role=Role.OWNER, language="nl", by=request.user
        )
        mailed += 1
    if mailed:
        messages.success(request, _("Invitations mailed: %(number)s.") % {"number": mailed})
    if without:
        messages.warning(
            request, _("Without an e-mail address, so not mailed: %(names)s.") % {"names": ", ".join(without)}
        )
