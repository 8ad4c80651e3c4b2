"""The pages of whoever is signed in: what is theirs, what the portal holds on them, and leaving."""

from allauth.account.decorators import reauthentication_required
from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from events.models import MissionCompany
from organisations.cards import freshness
from organisations.models import Network
from subsidies.case import Case
from subsidies.clock import equal_days
from subsidies.models import Application

from . import address_change, my_data
from .forms import PersonForm


@login_required
@never_cache
def member_home(request):
    """Everything of the signed-in member."""
    memberships = list(request.user.memberships.with_waiting().select_related("organisation"))
    for membership in memberships:
        membership.fresh = freshness(membership.organisation.confirmed_on)
    extra = equal_days()
    context = {
        "section": "member",
        "memberships": memberships,
        "networks": Network.objects.entered_by(request.user),
        "cases": [Case(each, extra) for each in Application.objects.of_member(request.user).asking().for_list()],
        "has_applications": Application.objects.of_member(request.user).exists(),
        "missions": MissionCompany.objects.kept_by(request.user)
        .select_related("mission", "organisation")
        .order_by("-mission__starts_on", "organisation__name", "pk"),
        "claims": request.user.claims.select_related("organisation").order_by("-submitted_at"),
    }
    return render(request, "member_home.html", context)


@login_required
def my_details(request):
    """What the portal knows of whoever is signed in, to change, to take along and to leave."""
    form = PersonForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("my_details")
    return render(request, "my_details.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@reauthentication_required
@rate_limit(action="my_data", limit_get=True)
def download_my_data(request):
    """Everything the portal holds on whoever is signed in, as a zip."""
    response = HttpResponse(my_data.archive(request.user), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.zip"'
    return response


@login_required
@reauthentication_required
def delete_account(request):
    """Say what goes and what stays; then remove the account."""
    problem = ""
    if request.method == "POST":
        try:
            my_data.forget(request.user)
        except ValidationError as error:
            problem = error.message
        else:
            logout(request)
            messages.success(request, _("Your account has been removed."))
            return redirect("account_login")
    context = {"problem": problem, "only_owner_of": my_data.only_owner_of(request.user)}
    return render(request, "delete_account.html", context, status=409 if problem else 200)


@never_cache
@rate_limit(action="undo_change_of_address")
def undo_change_of_address(request, token):
    """Show what a link in a mail would undo; undo it."""
    try:
        with transaction.atomic():
            account, old = address_change.read(token)
        if request.method == "POST":
            address_change.undo(token)
            logout(request)
            messages.success(
                request, _("Your address is %(email)s again. Sign in with a code by mail.") % {"email": old}
            )
            return redirect("account_request_login_code")
    except ValidationError as error:
        return render(request, "undo_change_of_address.html", {"problem": error.message}, status=410)
    return render(request, "undo_change_of_address.html", {"account": account, "old": old})
