"""In a case, the checklist of what was asked of the applicant; what is ticked as missing makes the letter."""

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import completeness
from ..clock import term_of_days
from ..permissions import OFFICER, require, roles_of, why_not


class CompletenessPage:
    def get_urls(self):
        view = self.admin_site.admin_view(self.completeness_view)
        address = path("<int:object_id>/completeness/", view, name="subsidies_application_completeness")
        return [address, *super().get_urls()]

    def checklist_of(self, user, case):
        """Return the page as something to do, where it can be done."""
        if OFFICER not in roles_of(user) or why_not(user, "ask_supplement", case):
            return []
        address = reverse("admin:subsidies_application_completeness", args=[case.pk])
        return [(_("Check whether it is complete"), address)]

    def completeness_view(self, request, object_id):
        case = self.found_or_404(request, object_id)
        require(request.user, "ask_supplement", case)
        rules = case.version
        return self.page(
            request,
            "admin/subsidies/application/completeness.html",
            title=_("Check whether it is complete"),
            application=case,
            groups=[
                ("evidence", _("Documents"), completeness.documents(case)),
                ("steps", _("Parts of the form"), completeness.parts(case)),
                ("declarations", _("Declarations"), completeness.declarations(case)),
            ],
            due_on=term_of_days(timezone.localdate(), rules.supplement_days, rules),
            days=rules.supplement_days,
            reason=why_not(request.user, "ask_supplement", case),
            can_complete=not why_not(request.user, "declare_complete", case),
            back=reverse("admin:subsidies_application_change", args=[case.pk]),
        )
