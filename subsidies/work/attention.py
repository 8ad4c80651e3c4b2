"""What needs a civil servant's attention in the subsidies: each with how many, and where; only what the role may do."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.attention import Waiting

from .. import results
from ..actions import glass
from ..models import Application, Document, IbanChange
from ..permissions import DECIDER, FINANCE, OFFICER, PUBLISH, roles_of
from ..states import State
from . import worklist


def waiting(user, cases=None, *, with_terms=True) -> list[Waiting]:
    """Return what waits; `with_terms` also what is too late, which costs the clock of every case.

    `cases` are those of `for_staff`, where they are known already.
    """
    roles = roles_of(user)
    if not roles:
        return to_publish(user)
    cases = Application.objects.for_staff(user) if cases is None else cases
    counts = cases.order_by().aggregate(
        check=Count("pk", filter=Q(state=State.SUBMITTED)),
        assess=Count("pk", filter=Q(state=State.UNDER_REVIEW)),
        # Nobody decides on what the same person assessed.
        decide=Count(
            "pk",
            filter=Q(state=State.TO_BE_DECIDED)
            & ~Q(assessed_by=user)
            & ~Q(pk__in=user.assessments.values("application")),
        ),
    )
    address = reverse("admin:subsidies_application_changelist")
    found = [
        (OFFICER, _("Applications to check for completeness"), counts["check"], f"state__exact={State.SUBMITTED}"),
        (OFFICER, _("Applications to assess"), counts["assess"], f"state__exact={State.UNDER_REVIEW}"),
        (DECIDER, _("Applications to decide on"), counts["decide"], f"state__exact={State.TO_BE_DECIDED}"),
    ]
    rows = [(label, number, query) for role, label, number, query in found if role in roles]
    if with_terms and roles & {OFFICER, DECIDER}:
        rows += [
            (_("Applications past the term for a decision"), len(worklist.overdue(cases)), "term=overdue"),
            (_("Supplements that did not come in time"), worklist.past_supplement(cases).count(), "term=supplement"),
        ]
    if roles & {OFFICER, FINANCE}:
        accounts = IbanChange.objects.waiting().filter(application__in=cases).count()
        rows.append((_("Bank accounts to check"), accounts, "account=waiting"))
    found = [Waiting(label, number, f"{address}?{query}") for label, number, query in rows if number]
    if (roles & {OFFICER, DECIDER}) and (letters := Document.objects.to_post().filter(application__in=cases).count()):
        found.append(Waiting(_("Letters to post"), letters, reverse("admin:subsidies_document_changelist")))
    if shut := len(glass.openable(user)):
        found.append(
            Waiting(_("Cases that ties shut to everybody"), shut, reverse("admin:subsidies_application_glass"))
        )
    return found + to_publish(user)


def to_publish(user) -> list[Waiting]:
    """Return how many results wait for an editor."""
    if not user.has_perm(PUBLISH):
        return []
    number = results.to_publish(user).count()
    return [Waiting(_("Results to publish"), number, reverse("admin:subsidies_publicresult_changelist"))] * bool(number)
