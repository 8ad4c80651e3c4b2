"""Stories of what comes after a grant: reported, settled as granted and lower, paid back, revoked, objected to.

Part of the demonstration (`demo_subsidies.py`).
"""

from datetime import timedelta

from django.utils import timezone

from subsidies import report_steps
from subsidies.actions import deciding, handling, objecting, paying, recovering, reporting, settling
from subsidies.decision_parts import of_recovery
from subsidies.models import Outcome

from .demo_steps import Steps

MANDATE = "(verzonnen) teammanager, mandaatbesluit 2026"


class SettlingStories(Steps):
    """`officer` proposes, `decider` decides, `clerk` and `colleague` pay."""

    def reported(self):
        """On path C: the report came in, and waits for whoever checks it."""
        if case := self.granted_and_paid("Verantwoord: tentoonstelling in Sibiu", 6_400, number=0):
            self.report(case, {"Reizen en verblijf": "11.200", "Materiaal": "5.900"}, days=12)

    def settled(self):
        """On path B: settled by the municipality as it was granted."""
        if case := self.granted_and_paid("Vastgesteld: lezingen over Oekraïne", 1_900, number=1):
            with self.at(60):
                settling.propose(application=case, by=self.officer)
            with self.at(58):
                deciding.announce(decision=settling.settle(application=case, by=self.decider), by=self.decider)

    def settled_lower(self):
        """On path C: it cost less than was planned, so a part was paid too much."""
        case = self.granted_and_paid("Lager vastgesteld: koor op reis", 5_600, number=2)
        if case is None:
            return None
        self.report(case, {"Reizen en verblijf": "8.000", "Materiaal": "4.500"}, days=70)
        with self.at(62):
            draft = settling.begun(case)
            names = ("outcome", "amount", "lowering_ground", "grounds", "mandate")
            contents = {name: getattr(draft, name) for name in names}
            deciding.compose(application=case, by=self.officer, kind="settlement", **contents)
        with self.at(60):
            deciding.announce(decision=settling.settle(application=case, by=self.decider), by=self.decider)
        return case

    def paid_back_in_parts(self):
        """What was paid too much is claimed in three parts, of which the first came in."""
        case = self.settled_lower()
        if case is None:
            return
        with self.at(50):
            deciding.compose(
                application=case,
                by=self.officer,
                kind="recovery",
                outcome=Outcome.RECOVER,
                amount=of_recovery.unclaimed(case),
                pay_back_by=timezone.localdate() + timedelta(days=30),
                instalments=3,
                grounds="U kreeg een (verzonnen) hoger voorschot dan waarop de subsidie is vastgesteld.",
                mandate=MANDATE,
            )
        with self.at(48):
            decision = recovering.recover(application=case, by=self.decider)
            deciding.announce(decision=decision, by=self.decider)
        with self.at(25):
            recovering.book_repayment(
                recovery=decision.recovery,
                amount=decision.recovery.instalments.first().amount,
                received_on=timezone.localdate(),
                bank_reference="VERZONNEN-2026-1",
                by=self.clerk,
            )

    def objected(self):
        """The applicant objects to a refusal; nothing is decided on it yet."""
        case = self.sent_in("Bezwaar: festival van de Hanze", self.cooperation, 2_100, days=90, number=4)
        if case is None:
            return
        self.complete(case, 88)
        self.advise(case, 60)
        self.decide(case, Outcome.REFUSE, 40)
        with self.at(20):
            objecting.receive(
                application=case,
                decision=case.decisions.get(),
                received_on=timezone.localdate(),
                text="Het (verzonnen) festival past wel bij het doel van de regeling.",
                by=self.officer,
            )

    def revoked(self):
        """After an intention to which nobody answered."""
        case = self.granted_and_paid("Ingetrokken: ging niet door", 900, number=3)
        if case is None:
            return
        with self.at(70):
            text = "Wij zijn van plan de subsidie in te trekken: de (verzonnen) activiteit gaat niet door."
            handling.intend(application=case, text=text, by=self.officer)
        with self.at(40):
            deciding.compose(
                application=case,
                by=self.officer,
                kind="change",
                outcome=Outcome.REVOKE,
                lowering_ground="4:48-1a",
                grounds="De (verzonnen) activiteit is niet doorgegaan.",
                mandate=MANDATE,
            )
        with self.at(38):
            deciding.announce(decision=settling.revoke(application=case, by=self.decider), by=self.decider)

    def granted_and_paid(self, title, euros, number):
        """Return a grant of which the advance was paid; None where a former run made it."""
        case = self.sent_in(title, self.cooperation, euros, days=150, number=number)
        if case is None:
            return None
        self.complete(case, 148)
        self.advise(case, 130)
        self.decide(case, Outcome.GRANT, 120, euros)
        with self.at(110):
            order = paying.order(payments=case.payments.all(), by=self.colleague)
        with self.at(109):
            paying.approve(order=order, by=self.clerk)
        with self.at(105):
            paying.book_paid(payment=order.payments.get(), paid_on=timezone.localdate(), by=self.colleague)
        case.refresh_from_db()
        return case

    def report(self, case, costs, days):
        """Report real costs, by their label in the budget, and the cover as it was planned."""
        result = {
            "result": ["Alles is gegaan zoals in het (verzonnen) plan stond."],
            "difference": ["De (verzonnen) reis was goedkoper."],
            "people": ["130"],
            "benefit": ["Nieuwe (verzonnen) contacten met de partnerstad."],
            "public_result": ["Een (verzonnen) geslaagde uitwisseling."],
        }
        typed = {"costs": [], "cover": []}
        for line in case.budget_lines.all():
            if line.kind == line.Kind.COST:
                typed["costs"] += [str(line.pk), line.label, costs[line.label]]
            elif line.kind != line.Kind.REQUEST:
                typed["cover"] += [line.kind, str(line.pk), line.label, str(line.amount // 100)]
        with self.at(days):
            for slug, data in ((report_steps.RESULT, result), (report_steps.COSTS, typed)):
                reporting.keep(application=case, slug=slug, data=data, by=self.owner)
            for evidence in report_steps.asked_with_report(case.version):
                reporting.add_document(
                    application=case, name="verzonnen-verslag.pdf", content=self.pdf, evidence=evidence, by=self.owner
                )
            reporting.submit(application=case, by=self.owner)
