"""Stories of the back-office: money on its way, a decision that is late, an account that changes, a tie.

Part of the demonstration (`demo_subsidies.py`).
"""

from datetime import timedelta

from django.utils import timezone

from subsidies.actions import assessing, bank_account, dividing, handling, late, paying, ties
from subsidies.models import Ceiling, Decision, PaymentOrder, Tie

from .demo_schemes import POINTS, scheme_of_ideas
from .demo_steps import Steps

# The title of each grant that is to be paid, and how far its payment came.
PAYMENTS = [
    ("Betaling: wacht op goedkeuring", "open"),
    ("Betaling: goedgekeurd, nog niet geboekt", "approved"),
    ("Betaling: betaald", "paid"),
    ("Betaling: teruggestuurd door de bank", "returned"),
]


class OfficeStories(Steps):
    """`clerk` and `colleague` pay, `officer` and `assessor` assess."""

    def payments(self):
        """One order of each stage; the colleague makes them, so that the clerk finds what is to be approved and booked."""
        for number, (title, stage) in enumerate(PAYMENTS):
            case = self.granted(title, 400 + 50 * number, number)
            if case is None:
                continue
            with self.at(30):
                order = paying.order(payments=case.payments.all(), by=self.colleague)
            if stage != "open":
                self.approved(order, stage)

    def approved(self, order: PaymentOrder, stage):
        with self.at(28):
            paying.approve(order=order, by=self.clerk)
        payment = order.payments.get()
        if stage in ("paid", "returned"):
            with self.at(25):
                paying.book_paid(payment=payment, paid_on=timezone.localdate(), by=self.colleague)
        if stage == "returned":
            with self.at(21):
                paying.book_returned(
                    payment=payment,
                    returned_on=timezone.localdate(),
                    reason="Rekening opgeheven (verzonnen)",
                    by=self.clerk,
                )

    def payment_suspended(self):
        case = self.granted("Betaling staat stil", 650, 4)
        if case:
            with self.at(20):
                reason = "Wij hebben een (verzonnen) ernstig vermoeden dat de activiteit niet doorgaat."
                paying.suspend(application=case, reason=reason, by=self.decider)

    def other_account(self):
        """Another bank account waits for somebody of the municipality who calls back."""
        case = self.granted("Andere bankrekening doorgegeven", 700, 0)
        if case:
            with self.at(6):
                bank_account.propose(
                    application=case, iban="NL20INGB0001234567", holder=case.account_holder, by=self.owner
                )

    def granted(self, title, euros, number):
        """Return an application that was granted long ago, and told so; None where a former run made it."""
        case = self.sent_in(title, self.cooperation, euros, days=90, number=number)
        if case is None:
            return None
        self.complete(case, 88)
        self.advise(case, 70)
        self.decide(case, Decision.Outcome.GRANT, 60, euros)
        case.refresh_from_db()
        return case

    def too_late(self):
        """The term has passed, the applicant put the municipality in default, the penalty runs (Awb 4:17)."""
        case = self.sent_in("Te laat: besluit blijft uit", self.cooperation, 950, days=110, number=2)
        if case is None:
            return
        self.complete(case, 108)
        with self.at(30):
            late.keep_default_notice(
                application=case,
                received_on=timezone.localdate() - timedelta(days=1),
                note="Brief (verzonnen)",
                by=self.officer,
            )

    def tie(self):
        """The officer has a tie with this organisation: its case is shut to that account, and open to the others."""
        organisation = self.organisation("Zangkoor Van Mijn Zus")
        with self.at(100):
            if not Tie.objects.filter(user=self.officer, organisation=organisation).exists():
                ties.declare(
                    organisation=organisation, nature="Mijn (verzonnen) zus is penningmeester", by=self.officer
                )
        number = len(self.organisations)
        self.organisations = [*self.organisations, organisation]
        self.sent_in("Besloten voor wie een band heeft", self.cooperation, 500, days=10, number=number)

    def ranking(self):
        """The best ones first: assessed by two people, divided after the window closed, the decisions proposed."""
        with self.at(140):
            ceiling = scheme_of_ideas(self.cooperation.year, by=self.officer)
        found = [
            self.sent_in(f"Idee: {name}", ceiling, 1_500, days=130 - number, number=number)
            for number, name in enumerate(POINTS)
        ]
        if None in found:
            return
        for case, (name, points) in zip(found, POINTS.items(), strict=True):
            self.complete(case, 65)
            self.assessed(case, name, points)
        self.divided(ceiling)

    def assessed(self, case, name, points):
        keys = [criterion.pk for criterion in case.version.criterion_set.all()]
        with self.at(60):
            for by, given in zip((self.officer, self.assessor), points, strict=True):
                assessing.assess(
                    application=case,
                    by=by,
                    points=dict(zip(keys, given, strict=True)),
                    comment=f"Over {name} (verzonnen)",
                )
            handling.advise(application=case, by=self.officer)

    def divided(self, ceiling: Ceiling):
        with self.at(5):
            division = dividing.lay(ceiling, self.decider)
            dividing.propose(ceiling=ceiling, by=self.decider, stamp=division.stamp)
