"""Dividing what is under a ceiling: who would get what, and turning that into proposed decisions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import dividing
from ..fields import shown
from ..forms.division import DivisionForm
from ..models import DRAWS_LOTS, Distribution
from .pages import done

WHY = {
    "full": gettext_lazy("all of it"),
    "part": gettext_lazy("what remained"),
    "nothing": gettext_lazy("nothing remained"),
    "below": gettext_lazy("below the least score"),
    "unscored": gettext_lazy("not assessed yet"),
    "out": gettext_lazy("no amount"),
}
HINDRANCES = {
    "methods": gettext_lazy(
        "These applications fall under rules that divide in different ways: decide on each by itself."
    ),
    "open": gettext_lazy("Applications can still come in. Decisions are proposed when the window has closed."),
    "seed": gettext_lazy("The draw needs its seed, which is revealed when the window has closed."),
    "tie": gettext_lazy("Equals at the edge of the money are drawn by lot, and no seed was published for that."),
    "unscored": gettext_lazy("Not everything is assessed yet."),
}


class DivisionPage:
    """The page of a division, for the admin of ceilings."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.division_view)
        return [path("<int:object_id>/divide/", view, name="subsidies_ceiling_divide"), *super().get_urls()]

    def division_view(self, request, object_id):
        """Lay the method over what is open; try other figures, which are kept nowhere; propose decisions."""
        ceiling = self.found_or_404(request, object_id)
        if not dividing.may_divide(request.user):
            raise PermissionDenied
        division = dividing.lay(ceiling, request.user)
        data = request.POST if request.method == "POST" else None
        form = DivisionForm(data, division=division)
        if data is not None and division and form.is_valid():
            amounts, scores = form.tried("amount"), form.tried("score")
            if "propose" in data and scores:
                form.add_error(None, _("A score you try is not kept: write it in the assessment of the case first."))
            elif "propose" in data and done(
                form, self.propose, ceiling=ceiling, request=request, form=form, amounts=amounts
            ):
                messages.success(request, _("Proposed decisions: %(number)s.") % {"number": form.proposed})
                return HttpResponseRedirect(request.path)
            division = dividing.lay(ceiling, request.user, amounts, scores)
        return self.division_page(request, ceiling, division, form)

    def propose(self, ceiling, request, form, amounts):
        form.proposed = dividing.propose(
            ceiling=ceiling, by=request.user, stamp=request.POST.get("stamp", ""), amounts=amounts
        )

    def division_page(self, request, ceiling, division, form):
        rows = division.rows if division else []
        seen = [row for row in rows if not row.is_shut]
        shut = [row for row in rows if row.is_shut]
        response = self.page(
            request,
            "admin/subsidies/ceiling/divide.html",
            title=_("Divide: %(ceiling)s") % {"ceiling": ceiling},
            ceiling=ceiling,
            division=division,
            form=form,
            rows=[line_of(row, form, division.method) for row in seen],
            shut=len(shut),
            shut_amount=shown(sum(row.proposal.amount for row in shut)),
            hindrances=[HINDRANCES[code] for code in division.hindrances] if division else [],
            pot=shown(division.pot) if division else "",
            divided=shown(division.divided) if division else "",
            left=shown(division.pot - division.divided) if division else "",
            is_tender=bool(division) and division.method == Distribution.TENDER,
            draws_lots=bool(division) and division.method in DRAWS_LOTS,
            back=reverse("admin:subsidies_ceiling_change", args=[ceiling.pk]),
        )
        response.status_code = 422 if form.errors else 200
        return response


def line_of(row, form, method):
    case, key = row.application, row.application.pk
    # Everybody gets a share there; nothing is left over for the last.
    why = _("its share") if (method, row.proposal.why) == (Distribution.PRO_RATA, "part") else WHY[row.proposal.why]
    return {
        "case": case,
        "rank": row.proposal.rank,
        "amount": shown(row.proposal.amount),
        "requested": shown(case.requested),
        "why": why,
        "lot": row.proposal.lot[:12],
        "is_offer": row.proposal.is_offer,
        "score": row.proposal.entry.score,
        "has_draft": row.has_draft,
        "amount_field": form[f"amount_{key}"] if f"amount_{key}" in form.fields else None,
        "score_field": form[f"score_{key}"] if f"score_{key}" in form.fields else None,
    }
