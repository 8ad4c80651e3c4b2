"""Which applications: of whom, shut to whom, how far they are, and with what beside them."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..states import CLOSED, UNDECIDED, State


def tied_to(user) -> list[int]:
    """Return the keys of the organisations to which somebody has a tie: most people have none."""
    declared = user.ties.filter(ended_at=None).order_by().values_list("organisation")
    return [pk for (pk,) in user.memberships.order_by().values_list("organisation").union(declared).order_by()]


def shut_to(user) -> Q:
    """Return what holds of the applications that a tie shuts to somebody, and that no broken glass opened.

    The ties are looked up here, so that the database need not ask of every case.
    """
    opened = user.glass_breaks.filter(until__gt=timezone.now()).values("application")
    return Q(organisation__in=tied_to(user)) & ~Q(pk__in=opened)


class ApplicationQuerySet(models.QuerySet):
    def of_member(self, user):
        """Those of the organisations a user is a member of, drafts included."""
        return self.filter(organisation__memberships__user=user)

    def for_staff(self, user):
        """Those that were sent in and are not shut to a civil servant by a tie; the others cannot be opened at all.

        A tie is a membership of the organisation or one that was declared; where the glass was broken, it does not shut.
        """
        if not user.has_perm("subsidies.view_application"):
            return self.none()
        return self.submitted().exclude(shut_to(user))

    def shut_to(self, user):
        """Those that were sent in and are shut to a civil servant by a tie, whatever the rights of that person."""
        return self.submitted().filter(shut_to(user))

    def by_reference(self, reference: str):
        """Those with a reference as in IS-2026-0007: one or none."""
        code, _, rest = reference.partition("-")
        year, _, number = rest.partition("-")
        # As it is written, and no other way: one address for a page.
        if not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit()):
            return self.none()
        if len(year) != 4 or len(number) > 9 or number != f"{int(number):04}":
            return self.none()
        return self.filter(ceiling__scheme__code=code, ceiling__year=int(year), number=int(number))

    def drafts(self):
        return self.filter(state=State.DRAFT)

    def submitted(self):
        return self.exclude(state=State.DRAFT)

    def undecided(self):
        return self.filter(state__in=UNDECIDED)

    def in_queue(self):
        """The complete ones that wait for a decision, in order of arrival (Awb 4:26): rank uses `complete_at`."""
        return self.undecided().exclude(complete_at=None).order_by("complete_at", "number")

    def with_names(self):
        return self.select_related("organisation", "ceiling__scheme", "version")

    def with_clock(self):
        """Bring along what the clock of each is reckoned from, and what was decided: `clock.py`, `worklist.py`."""
        found = self.with_names().select_related("report", "final_term")
        return found.prefetch_related("supplement_requests", "suspensions", "decisions")

    def for_staff_list(self):
        """With no more than what a list of the back-office shows; `worklist.with_what_is_listed()` brings along the rest."""
        shown = (
            "number",
            "state",
            "title",
            "requested",
            "ends_on",
            "received_at",
            "complete_at",
            "closed_at",
            "extended_on",
            "reopened_on",
        )
        people = ("organisation__name", "handler__name", "handler__email")
        narrow = self.prefetch_related(None).select_related(None).select_related("organisation", "handler")
        return narrow.defer(None).only("ceiling", "version", *shown, *people)

    def for_list(self):
        """Those of a list that says of each where it stands and what is asked."""
        return self.with_clock().select_related("sample_check").prefetch_related("intentions")

    def reporting(self):
        """Those of which a report is asked and did not come, whatever the day: `accounting.is_open`."""
        case = OuterRef("pk")
        asked = apps.get_model("subsidies.Decision").objects.filter(application=case, settlement_path="C").announced()
        reports = apps.get_model("subsidies.AccountabilityReport").objects.filter(application=case)
        return self.filter(Exists(asked), ~Exists(reports.exclude(submitted_at=None)), state=State.GRANTED)

    def asked_to_report(self, today):
        """Those of which the activity is done, so that the report is due, or late: `accounting.report_state_of`."""
        decided = apps.get_model("subsidies.Decision").objects.filter(application=OuterRef("pk")).announced()
        last = decided.exclude(activity_until=None).order_by("-decided_at").values("activity_until")[:1]
        granted = decided.grants().filter(announced_at__date__lt=today)
        found = self.reporting().filter(Exists(granted))
        return found.alias(done_by=Coalesce(Subquery(last), "ends_on")).filter(done_by__lt=today)

    def with_known_settlement(self):
        """Those that are settled, and whose applicant knows it: on path A by the grant itself (Awb 4:42)."""
        decided = apps.get_model("subsidies.Decision").objects.filter(application=OuterRef("pk")).announced()
        known = decided.settling() | decided.grants().filter(settlement_path="A")
        return self.filter(Exists(known), state=State.SETTLED)

    def proposing_result(self):
        """Those of which the applicant proposes what to publish of it, and that are settled for all to know."""
        reports = apps.get_model("subsidies.AccountabilityReport").objects.filter(application=OuterRef("pk"))
        proposed = reports.exclude(submitted_at=None).exclude(public_result="")
        return self.with_known_settlement().filter(Exists(proposed))

    def without_public_result(self):
        public = apps.get_model("subsidies.PublicResult").objects.filter(application=OuterRef("pk")).published()
        return self.exclude(Exists(public))

    def asking(self):
        """Those in which the applicant has something to do today: a supplement, a view, an offer, a report, proof for a sample."""
        today = timezone.localdate()
        return self.filter(
            Q(state=State.SUPPLEMENT_REQUESTED)
            | Q(intentions__view_given_at=None, intentions__view_due_on__gte=today)
            & (~Q(state__in=CLOSED) | Q(state=State.SETTLED))
            | Q(
                state=State.GRANTED,
                decisions__announced_at__isnull=False,
                decisions__offer_until__gte=today,
                decisions__offer_accepted_at=None,
            )
            | Q(pk__in=self.model.objects.asked_to_report(today).values("pk"))
            | Q(
                state=State.SETTLED,
                sample_check__received_at=None,
                sample_check__closed_at=None,
                sample_check__isnull=False,
            )
        ).distinct()
