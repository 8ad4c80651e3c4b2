"""The pages on which goals are confirmed: by who keeps the page of a peer organisation, and by editors."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView

from deventer_intl.form_answers import ActingMixin
from globalgoals import actions
from organisations.views.membership import KeptPageMixin

from .goal_claims import KINDS, MOST_SHOWN, rows_of

CONFIRM, WITHDRAW = "confirm", "withdraw"


class ChosenForm(forms.Form):
    """Which of the goals on the page are meant, and what is done with them."""

    claims = forms.MultipleChoiceField(
        label=gettext_lazy("Goals"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick at least one goal."),
            "invalid_choice": gettext_lazy(
                "One of the goals you ticked is not in this list any more: it was changed, removed or confirmed, or it is not yours to confirm."
            ),
        },
    )
    what = forms.ChoiceField(
        choices=[(CONFIRM, ""), (WITHDRAW, "")], widget=forms.HiddenInput, required=False, initial=CONFIRM
    )

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = {row.key: row for row in rows}
        self.fields["claims"].choices = [(key, str(row.claim.goal)) for key, row in self.rows.items()]

    @property
    def ticked(self):
        return self["claims"].value() or []

    @transaction.atomic
    def carry_out(self, by, organisation=None):
        """Do it with all that were chosen, or with none; returns what to say of it."""
        chosen = [self.rows[key].claim for key in self.cleaned_data["claims"]]
        takes_back = self.cleaned_data["what"] == WITHDRAW
        for claim in chosen:
            if takes_back:
                actions.withdraw_confirmation(claim=claim, by=by)
            else:
                actions.confirm(claim=claim, by=by, organisation=organisation)
        number = len(chosen)
        if takes_back:
            text = ngettext(
                "%(number)s confirmation is taken back.", "%(number)s confirmations are taken back.", number
            )
        else:
            text = ngettext("%(number)s goal is confirmed.", "%(number)s goals are confirmed.", number)
        return text % {"number": number}


class ConfirmGoalsView(KeptPageMixin, ActingMixin, FormView):
    """Confirm what other organisations in the same networks say that they work on."""

    form_class = ChosenForm
    template_name = "globalgoals/confirm_goals.html"

    def rows(self):
        """Return what can be confirmed, and what was, in the name of this organisation."""
        kinds = [kind for kind in KINDS.values() if kind.for_peers]
        by = self.request.user
        waiting = [row for kind in kinds for row in rows_of(kind, kind.of_peers(self.organisation, by).unconfirmed())]
        done = [row for kind in kinds for row in rows_of(kind, kind.claims().filter(confirmed_for=self.organisation))]
        return sorted(waiting, key=lambda row: row.claim.claimant.name.casefold()), done

    def get_form_kwargs(self):
        self.waiting, self.done = self.rows() if self.organisation.is_public else ([], [])
        return super().get_form_kwargs() | {"rows": [*self.waiting, *self.done]}

    def act(self, form):
        messages.success(self.request, form.carry_out(self.request.user, self.organisation))

    def get_success_url(self):
        return reverse("confirm_goals", args=[self.organisation.slug])

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        return found | {"waiting": self.waiting, "done": self.done, "networks": self.organisation.networks.all()}


def back_office_view(request):
    """What nobody confirmed yet, of all kinds; and, on request, what was."""
    if not actions.is_editor(request.user):
        raise PermissionDenied
    shows_confirmed = request.GET.get("toon") == "bevestigd"
    groups, numbers = [], {}
    for kind in KINDS.values():
        claims = kind.claims().confirmed() if shows_confirmed else kind.claims().unconfirmed()
        groups.append((kind, rows_of(kind, claims)))
        numbers[kind.name] = claims.order_by().count()
    rows = [row for _kind, found in groups for row in found]
    form = ChosenForm(request.POST if request.method == "POST" else None, rows=rows)
    if request.method == "POST" and form.is_valid() and is_done(form, request):
        return HttpResponseRedirect(request.get_full_path())
    context = {
        **admin.site.each_context(request),
        "title": _("Global Goals: confirmed goals") if shows_confirmed else _("Global Goals: to confirm"),
        "shows_confirmed": shows_confirmed,
        "groups": [(kind, found, numbers[kind.name]) for kind, found in groups if found],
        "most": MOST_SHOWN,
        "form": form,
    }
    return TemplateResponse(request, "admin/goal_claims.html", context, status=422 if form.errors else 200)


def is_done(form, request):
    try:
        messages.success(request, form.carry_out(request.user))
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
