"""A year of fictitious applications, one in every state that an action leads to, made by the actions themselves.

Only `manage.py demo` uses this, in development: it moves the clock for each step, so that terms have run as they would have.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from subsidies.actions import application as applications
from subsidies.actions import attachment as attachments
from subsidies.actions import ceiling as ceilings
from subsidies.actions import handling, supplement
from subsidies.models import ON_APPLICATIONS, Answers, Ceiling
from subsidies.reckoning import lottery

from .demo_office import OfficeStories
from .demo_schemes import scheme_of_vouchers
from .demo_settled import SettlingStories

NAMES = ["Schoon Water", "Muziek Zonder Grens", "Vrienden van Sibiu", "Wereldfilm", "Handen Ineen"]
GRANT, PART, REFUSE, LEAVE_OUT = ON_APPLICATIONS


class Demonstration(OfficeStories, SettlingStories):
    def make(self):
        found = {
            ceiling.scheme.code: ceiling
            for ceiling in Ceiling.objects.filter(scheme__code__in=["IS", "PE"])
            .select_related("scheme")
            .order_by("year")
        }
        if len(found) < 2 or not all(ceiling.scheme_versions.published().exists() for ceiling in found.values()):
            self.say("No subsidies to apply for: run load_data first.")
            return
        self.cooperation, self.events = found["IS"], found["PE"]
        rules = self.cooperation.scheme_versions.published().first()
        self.opens_at = rules.opens_at
        # After the year has closed, its last hour stands for today.
        self.now = min(timezone.now(), rules.closes_at - timedelta(hours=1))
        self.organisations = [self.organisation(name) for name in NAMES]
        with self.at(120):
            self.vouchers = scheme_of_vouchers(self.cooperation.year, by=self.officer)
        for story in (
            self.draft, self.received, self.supplement_asked, self.supplied, self.under_review, self.to_be_decided,
            self.granted_b, self.granted_c, self.refused, self.left_out, self.withdrawn,
            self.offer_and_queue, self.draw, self.payments, self.payment_suspended, self.other_account, self.too_late,
            self.tie, self.ranking, self.reported, self.settled,
            self.paid_back_in_parts, self.revoked, self.objected,
        ):  # fmt: skip
            try:
                with transaction.atomic():
                    story()
            except (ValidationError, IntegrityError) as error:
                self.say(f"not made: {story.__name__} ({' '.join(str(error).split())}); is it early in the year?")

    # Stories: each is an application, or a few, and how far it came

    def draft(self):
        application = self.draft_of("Half ingevuld concept", self.cooperation, 900, 2, 0)
        if application is None:
            return
        texts = {"contact_name": [self.owner.name], "contact_email": [self.owner.email]}
        for step, data in [("organisatie", texts), ("activiteit", {"title": [application.title]})]:
            Answers.objects.create(application=application, step=step, data=data, saved_by=self.owner)
        self.tell(application)

    def received(self):
        self.sent_in("Pas ontvangen: een schooltuin", self.cooperation, 1_400, days=3, number=1)

    def supplement_asked(self):
        if application := self.sent_in("Wacht op een offerte", self.cooperation, 1_100, days=12, number=2):
            self.write_to(application, "Voorbeeldstraat 1\n7400 AA Deventer (verzonnen)", 5)
            self.ask_supplement(application, 5, on_paper=True)

    def supplied(self):
        application = self.sent_in("Aangevuld met een offerte", self.cooperation, 800, days=40, number=3)
        if application is None:
            return
        self.ask_supplement(application, 35)
        with self.at(28):
            for evidence in application.supplement_requests.get().evidence.all():
                attachments.add(
                    application=application,
                    name="verzonnen-offerte.pdf",
                    content=self.pdf + b"\n",
                    evidence=evidence,
                    by=self.owner,
                )
            supplement.supply(application=application, by=self.owner)

    def under_review(self):
        """With a message, and a clock that stood still for eleven days."""
        application = self.sent_in("In behandeling: koor naar Sibiu", self.cooperation, 2_200, days=45, number=4)
        if application is None:
            return
        self.complete(application, 43)
        with self.at(31):
            first_day = timezone.localdate()
            handling.suspend(
                application=application,
                first_day=first_day,
                last_day=first_day + timedelta(days=10),
                reason="De aanvrager vroeg daarom (verzonnen)",
                by=self.officer,
            )
            handling.write(application=application, text="Bedankt voor uw (verzonnen) brief.", by=self.officer)

    def to_be_decided(self):
        """After an intention to refuse a part; the decision is composed."""
        application = self.sent_in("Voor besluit: reis van een partner", self.cooperation, 1_750, days=38, number=0)
        if application is None:
            return
        self.complete(application, 36)
        with self.at(9):
            text = "Wij zijn van plan een deel te weigeren: de (verzonnen) hotelkosten zijn te hoog."
            handling.intend(application=application, text=text, by=self.officer)
        self.advise(application, 4)
        self.compose(application, PART, 3, 1_400)

    def granted_b(self):
        self.decided("Toegekend, stelt de gemeente vast", self.cooperation, 2_500, GRANT, number=1)

    def granted_c(self):
        self.decided("Toegekend, met verslag daarna", self.cooperation, 7_500, GRANT, number=2)

    def refused(self):
        self.decided("Geweigerd: past niet bij het doel", self.cooperation, 3_000, REFUSE, number=3)

    def decided(self, title, ceiling, euros, outcome, number):
        """Send in, assess and decide on an application, all of it long ago."""
        if application := self.sent_in(title, ceiling, euros, days=150, number=number):
            self.complete(application, 148)
            self.advise(application, 130)
            self.decide(application, outcome, 120, 0 if outcome == REFUSE else euros)

    def left_out(self):
        application = self.sent_in("Nooit aangevuld", self.cooperation, 600, days=100, number=4)
        if application:
            self.ask_supplement(application, 97)
            self.decide(application, LEAVE_OUT, 75)

    def withdrawn(self):
        if application := self.sent_in("Ingetrokken uitwisseling", self.cooperation, 1_300, days=60, number=0):
            self.complete(application, 58)
            with self.at(50):
                applications.withdraw(application=application, by=self.owner)

    def offer_and_queue(self):
        """The last in line gets what remains, and may decline it; who comes after waits."""
        self.decided("Filmavond over de wereld", self.events, 3_500, GRANT, number=3)
        last = self.sent_in("Lezing met wat er nog was", self.events, 3_000, days=30, number=1)
        after = self.sent_in("Wacht in de rij: festival", self.events, 1_500, days=20, number=4)
        if last:
            self.complete(last, 28)
        if after:
            self.complete(after, 18)
        if last:
            self.advise(last, 6)
            self.decide(last, PART, 2, 1_900, offer=True)

    def draw(self):
        """A lottery after its window closed: path A, refused for want of money, an extended clock."""
        names = ["Beurs in Riga", "Catalogus in het Duits", "Bezoek aan Lübeck", "Monsters naar Gdańsk"]
        found = [
            self.sent_in(f"Voucher: {name}", self.vouchers, 2_000, days=80 - number, number=number)
            for number, name in enumerate(names)
        ]
        if None in found:
            return
        for application in found:
            self.complete(application, 45)
        with self.at(44):
            ceilings.reveal_seed(ceiling=self.vouchers, by=self.officer)
        self.vouchers.refresh_from_db()
        first, second, third, _fourth = sorted(
            found, key=lambda application: lottery.lot(self.vouchers.seed, application.reference)
        )
        for application in (first, second):
            self.advise(application, 30)
        self.decide(first, GRANT, 25, 2_000)
        self.decide(second, REFUSE, 24)
        with self.at(10):
            handling.extend(application=third, by=self.officer)
