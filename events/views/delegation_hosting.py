"""Receiving a delegation: an organisation answers by the link in the mail, or signed in, and then reads who come."""

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from deventer_intl.form_answers import add_errors
from organisations.views.membership import KeptPageMixin

from ..actions import delegation_host as actions
from ..forms.delegation import HostAnswerForm
from ..missions.guest_list import guest_list_pdf
from ..models import DelegationHost
from .delegation import unknown_link

WITH_NAMES = ["organisation", "delegation__country"]


class HostMixin:
    """About one question to host: `host`."""

    form_class = HostAnswerForm
    template_name = "events/missions/hosting.html"

    def form_valid(self, form):
        try:
            actions.answer(host=self.host, **form.details, by=self.request.user)
        except ValidationError as error:
            add_errors(form, error)
            self.host = DelegationHost.objects.select_related(*WITH_NAMES).get(pk=self.host.pk)
            return self.render_to_response(self.get_context_data(form=form), status=409)
        messages.success(self.request, _("Thank you. The International Office reads your answer."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        delegation = self.host.delegation
        own = delegation.programme.filter(organisation=self.host.organisation) if delegation.is_prepared else []
        return super().get_context_data(
            host=self.host,
            delegation=delegation,
            programme=own,
            can_answer=self.host.is_waiting and (delegation.is_waiting or delegation.is_welcome),
            office_email=settings.OFFICE_EMAIL,
            **kwargs,
        )

    def get_success_url(self):
        return self.request.path


@method_decorator([never_cache, rate_limit(action="delegation_link", limit_get=True, dry_run=True)], name="dispatch")
class AnswerByLinkView(HostMixin, FormView):
    """Answer with the link from the mail. It tells what is asked, and nobody's name."""

    def dispatch(self, request, *args, **kwargs):
        hosts = DelegationHost.objects.select_related(*WITH_NAMES)
        self.host = hosts.filter(key=kwargs["key"], delegation__emptied_at=None).first()
        if self.host is None:
            return unknown_link(request)
        return super().dispatch(request, *args, **kwargs)


def kept_host(user, slug, pk):
    """Return what an organisation whose page a user keeps was asked; a stranger finds nothing."""
    hosts = DelegationHost.objects.of_pages_kept_by(user).filter(delegation__emptied_at=None)
    return get_object_or_404(hosts.select_related(*WITH_NAMES), organisation__slug=slug, pk=pk)


@method_decorator(never_cache, name="dispatch")
class HostingView(KeptPageMixin, HostMixin, FormView):
    """The same for who keeps the page of the organisation; who receives them also gets the list of who come."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.host = kept_host(request.user, kwargs["slug"], kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(gets_list=gets_list(self.host), **kwargs)

    def get_success_url(self):
        return self.request.path


def gets_list(host) -> bool:
    """Say whether a host may read who come: it said yes, and they still come or were here a moment ago."""
    return host.is_willing and host.delegation.is_prepared


@never_cache
def guest_list(request, slug, pk):
    """The list of who come, as PDF, for a host that said yes."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    host = kept_host(request.user, slug, pk)
    if not gets_list(host):
        raise Http404("no list for this host")
    return as_pdf(host.delegation, host.organisation)


def as_pdf(delegation, organisation=None):
    response = HttpResponse(guest_list_pdf(delegation, organisation), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="deelnemers.pdf"'
    return response
