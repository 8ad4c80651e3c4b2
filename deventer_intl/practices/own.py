"""How members tell good practices of their organisation, and keep them right."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView

from deventer_intl.form_answers import MergingMixin
from globalgoals.actions import practice as actions
from globalgoals.models import GoodPractice
from organisations.views.membership import KeptPageMixin, MemberFormView

from .forms import PracticeForm


class OwnPracticesView(KeptPageMixin, ListView):
    """The good practices of an organisation, in whichever state; the last first."""

    template_name = "practices/own_practices.html"
    context_object_name = "practices"
    paginate_by = 20
    page_kwarg = "pagina"

    def get_queryset(self):
        return self.organisation.good_practices.order_by("-created_at", "-pk")


class PracticeFormMixin(KeptPageMixin, MergingMixin):
    """The form, which colleagues may have open too. `keep` saves a draft, else it is sent in."""

    form_class = PracticeForm
    template_name = "practices/own_practice.html"
    practice = None

    @property
    def proposes(self):
        return "keep" not in self.request.POST

    def get_form_kwargs(self):
        instance = self.practice or GoodPractice(organisation=self.organisation)
        is_draft = not self.proposes and instance.status == GoodPractice.Status.DRAFT
        return {**super().get_form_kwargs(), "instance": instance, "is_draft": is_draft}

    def act(self, form):
        before = form.instance.status
        self.practice = actions.write(
            practice=form.instance, parts=form.parts, proposes=self.proposes, by=self.request.user
        )
        messages.success(self.request, said_of(before, self.practice.status))

    def get_success_url(self):
        if self.practice.status == GoodPractice.Status.DRAFT:
            return reverse("practices:own_practice", args=[self.organisation.slug, self.practice.pk])
        return reverse("practices:own_practices", args=[self.organisation.slug])


def said_of(before, status):
    if status == GoodPractice.Status.PROPOSED and before != status:
        return _("Sent to the International Office. You get mail once it is decided.")
    if status == GoodPractice.Status.PUBLISHED:
        return _("Saved. It is public now.")
    return _("Saved. The public does not see it.")


@method_decorator(rate_limit(action="propose_practice"), name="post")
class ProposeView(PracticeFormMixin, FormView):
    """Tell a good practice."""


class OwnPracticeMixin(KeptPageMixin):
    """One good practice of an organisation: `practice`."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            # Of an organisation whose page the visitor keeps; a stranger finds nothing.
            practices = GoodPractice.objects.filter(organisation__memberships__user=request.user)
            self.practice = get_object_or_404(practices, organisation__slug=kwargs["slug"], pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(practice=self.practice, **kwargs)

    def get_success_url(self):
        return reverse("practices:own_practices", args=[self.organisation.slug])


class ChangeView(OwnPracticeMixin, PracticeFormMixin, FormView):
    """Change a good practice: at once where it is public."""

    def lock(self):
        found = GoodPractice.objects.select_for_update(no_key=True)
        self.practice = get_object_or_404(found, pk=self.practice.pk)

    def get_success_url(self):
        return PracticeFormMixin.get_success_url(self)


class WithdrawView(OwnPracticeMixin, MemberFormView):
    """Take a good practice off all pages."""

    form_class = Form
    template_name = "practices/withdraw.html"

    def act(self, form):
        actions.withdraw(practice=self.practice, by=self.request.user)
        messages.success(self.request, _("Withdrawn. It is on no page any more."))


class RemoveView(OwnPracticeMixin, MemberFormView):
    """Remove a good practice that is not public."""

    form_class = Form
    template_name = "practices/remove.html"

    def act(self, form):
        actions.remove(practice=self.practice, by=self.request.user)
        messages.success(self.request, _("Removed."))
