"""Nominations in the back-office: who was nominated, whether the nominee agrees, whether it meets the conditions.

Whoever is a juror besides finds here no nominee that juror has a tie with. There is no export, no search, no autocomplete.
"""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from deventer_intl.acts_admin import Act, ActsMixin, where

from ..models import Nomination
from . import desk_forms as desk
from . import nominating, practice

State = Nomination.State


def simply(action, **always):
    return lambda request, nomination, form: action(
        nomination=nomination, **form.cleaned_data, **always, by=request.user
    )


ACTS = {
    "eligible": Act(
        _("It meets the conditions: to the jury"),
        where("state", State.CONSENTED, State.INELIGIBLE),
        desk.NominationDeskForm,
        simply(nominating.judge, is_eligible=True),
    ),
    "ineligible": Act(
        _("It does not meet the conditions"),
        where("state", State.PROVED, State.CONSENTED, State.ELIGIBLE),
        desk.IneligibleForm,
        simply(nominating.judge, is_eligible=False),
    ),
    "ask": Act(
        _("Ask the nominee again"), where("state", State.PROVED), desk.NominationDeskForm, simply(nominating.ask_again)
    ),
    "paper": Act(
        _("Note what the nominee answered"), where("state", State.PROVED), desk.PaperForm, simply(nominating.answer)
    ),
    "link": Act(
        _("Say which organisation it is"),
        where("state", State.PROVED, State.CONSENTED, State.INELIGIBLE),
        desk.LinkForm,
        simply(nominating.link),
    ),
    "practice": Act(
        _("Make a good practice of it"),
        where("state", State.ELIGIBLE),
        desk.NominationDeskForm,
        lambda request, nomination, form: practice.make(nomination=nomination, by=request.user),
    ),
    "back": Act(
        _("The nominee takes its consent back"),
        where("state", State.CONSENTED, State.ELIGIBLE, State.INELIGIBLE),
        desk.BackForm,
        simply(nominating.step_back),
    ),
}


@admin.register(Nomination)
class NominationAdmin(ActsMixin, admin.ModelAdmin):
    acts, about = ACTS, "nomination"
    list_display = ["organisation_name", "edition", "state", "is_own", "received_at"]
    list_filter = ["state", "edition"]
    list_select_related = ["edition"]
    facts = ["proved_at", "asked_at", "consented_at", "refused_at", "consent_note", "may_be_named", "reason"]
    fields = readonly_fields = [
        "edition", "state", "organisation_name", "organisation", "in_the_way", "goal", "is_own", "reasons", "name", "email",
        "received_at", *facts,
    ]  # fmt: skip

    def get_queryset(self, request):
        found = super().get_queryset(request).exclude(state=State.RECEIVED)
        return found.not_tied_to(request.user).select_related("edition", "organisation", "goal")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, nomination=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        # Everything that is done with it has a button above.
        no_buttons = dict.fromkeys(("show_save", "show_save_and_continue", "show_save_and_add_another"), False)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **no_buttons})

    def open_acts(self, request, nomination):
        """Of a year that was announced, a good practice can be made, and nothing else done."""
        acts = super().open_acts(request, nomination)
        is_over = nomination is not None and nomination.edition.is_announced
        may_make = is_over and practice.is_known(nomination) and request.user.has_perm(practice.ADD)
        return {name: act for name, act in acts.items() if (may_make if name == "practice" else not is_over)}

    def facts_of(self, nomination):
        return [
            (_("nominee"), nomination.organisation_name),
            (_("state"), nomination.get_state_display()),
            (_("What is in the way"), self.in_the_way(nomination)),
        ]

    @admin.display(description=_("What is in the way"))
    def in_the_way(self, nomination):
        return " ".join(str(each) for each in nominating.obstacles(nomination)) or "-"

    @admin.display(description=_("why"))
    def reasons(self, nomination):
        found = nomination.reasons.select_related("criterion")
        return (
            format_html_join("", "<p><b>{}</b><br>{}</p>", [(each.criterion.name, each.text) for each in found]) or "-"
        )
