"""A year of fictitious applications, one in every state that an action leads to, made by the actions themselves.

Only `manage.py demo` uses this, in development: it moves the clock for each step, so that terms have run as they would have.
"""

from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from globalgoals.models import Goal
from organisations.actions.membership import admit
from organisations.models import Country, Organisation, Role, Sector
from subsidies import lottery
from subsidies.actions import application as applications
from subsidies.actions import handling
from subsidies.models import (
    Answers,
    Application,
    Attachment,
    BudgetLine,
    Ceiling,
    CeilingVersion,
    Channel,
    ClockStart,
    Decision,
    Distribution,
    EligibilityQuestion,
    Evidence,
    Purpose,
    Scheme,
    SchemeVersion,
)
from subsidies.states import State

# How far back the oldest step of a story lies, in days.
OLDEST = 160
NAMES = ["Schoon Water", "Muziek Zonder Grens", "Vrienden van Sibiu", "Wereldfilm", "Handen Ineen"]
GRANT, PART, REFUSE, LEAVE_OUT = Decision.Outcome


class Demonstration:
    """`owner` applies, `officer` handles, `decider` decides; `pdf` is what stands in every attachment."""

    def __init__(self, *, owner, officer, decider, pdf, say):
        self.owner, self.officer, self.decider, self.pdf, self.say = owner, officer, decider, pdf, say

    def make(self):
        ceilings = {
            ceiling.scheme.code: ceiling
            for ceiling in Ceiling.objects.filter(scheme__code__in=["IS", "PE"])
            .select_related("scheme")
            .order_by("year")
        }
        if len(ceilings) < 2 or not all(ceiling.scheme_versions.published().exists() for ceiling in ceilings.values()):
            self.say("No subsidies to apply for: run load_data first.")
            return
        self.cooperation, self.events = ceilings["IS"], ceilings["PE"]
        rules = self.cooperation.scheme_versions.published().first()
        self.opens_at = rules.opens_at
        # After the year has closed, its last hour stands for today.
        self.now = min(timezone.now(), rules.closes_at - timedelta(hours=1))
        self.organisations = [self.organisation(name) for name in NAMES]
        self.vouchers = self.scheme_of_vouchers()
        for story in (
            self.draft, self.received, self.supplement_asked, self.supplied, self.under_review, self.to_be_decided,
            self.granted_b, self.granted_c, self.refused, self.left_out, self.withdrawn,
            self.offer_and_queue, self.draw,
        ):  # fmt: skip
            try:
                with transaction.atomic():
                    story()
            except (ValidationError, IntegrityError) as error:
                self.say(f"not made: {story.__name__} ({' '.join(str(error).split())}); is it early in the year?")
        self.say("Nothing is settled or revoked: no action leads there yet.")

    @contextmanager
    def at(self, days):
        """Do something as if so many days ago, but never before the year opened."""
        # Only there in development.
        import time_machine

        first = self.opens_at + timedelta(minutes=OLDEST - days)
        moment = max(self.now - timedelta(days=days), first) if days else self.now
        with time_machine.travel(moment, tick=True):
            yield

    def organisation(self, name):
        """Make a fictitious organisation whose owner is the applicant."""
        slug = "voorbeeld-" + name.lower().replace(" ", "-")
        organisation, _made = Organisation.objects.get_or_create(
            slug=slug, defaults={"name": f"Stichting Voorbeeld {name} (verzonnen)", "sector": Sector.CIVIL_SOCIETY}
        )
        admit(organisation=organisation, user=self.owner, role=Role.OWNER)
        return organisation

    # Steps

    def draft_of(self, title, ceiling, euros, days, number):
        """Begin an application that is filled in; None where a former run made it."""
        organisation = self.organisations[number % len(self.organisations)]
        title = f"{title} (verzonnen)"
        if Application.objects.filter(organisation=organisation, title=title).exists():
            return None
        rules = ceiling.scheme_versions.published().first()
        with self.at(days):
            application = applications.begin(organisation=organisation, ceiling=ceiling, by=self.owner)
            application.title, application.requested = title, euros * 100
            application.plan = "Dit is een verzonnen plan, om het portaal mee te proberen.\n\nHet gebeurt niet echt."
            application.purpose = rules.purpose_set.first()
            application.starts_on = rules.activity_from + timedelta(days=150)
            application.ends_on = application.starts_on + timedelta(days=14)
            application.people, application.partner = 120, "Voorbeeldpartner (verzonnen)"
            application.iban, application.account_holder = "NL91ABNA0417164300", organisation.name
            application.contact_name, application.contact_email = self.owner.name, self.owner.email
            application.save()
            application.countries.set(Country.objects.filter(iso2__in=["UG", "RO"]))
            application.goals.set(Goal.objects.filter(number__in=[4, 17]))
            lines = [
                ("cost", "Reizen en verblijf", euros * 2), ("cost", "Materiaal", euros), ("own", "Eigen geld", euros),
                ("fundraising", "Acties", euros), ("request", "Gemeente Deventer", euros),
            ]  # fmt: skip
            for position, (kind, label, amount) in enumerate(lines):
                BudgetLine.objects.create(
                    application=application, position=position, kind=kind, label=label, amount=amount * 100
                )
            Attachment.objects.create(
                application=application,
                evidence=rules.evidence_set.filter(moment=Evidence.Moment.APPLICATION).first(),
                file=ContentFile(self.pdf, name="plan.pdf"),
                file_name="verzonnen-plan.pdf",
                content_type="application/pdf",
                size=len(self.pdf),
                sha256=sha256(self.pdf).hexdigest(),
                added_by=self.owner,
            )
        return application

    def sent_in(self, *about, days, number=0):
        """Send in an application, as `submit` does with what was typed; None where a former run did."""
        draft = self.draft_of(*about, days, number)
        if draft is None:
            return None
        with self.at(days), transaction.atomic():
            application = applications.locked(draft)
            application.submitted_by = self.owner
            rules = application.ceiling.scheme_versions.published().first()
            applications.receive(application, rules, Channel.ONLINE, timezone.now())
        self.tell(application)
        return application

    def complete(self, application, days):
        with self.at(days):
            handling.declare_complete(application=application, by=self.officer)

    def advise(self, application, days):
        with self.at(days):
            handling.advise(application=application, by=self.officer)

    def decide(self, application, outcome, days, euros=0, **kwargs):
        grounds = "Dit is een verzonnen besluit. De (verzonnen) aanvraag is getoetst aan de regels van de subsidie."
        with self.at(days):
            decision = handling.decide(
                application=application, outcome=outcome, amount=euros * 100, grounds=grounds, by=self.decider, **kwargs
            )
            handling.announce(decision=decision, by=self.decider)

    def ask_supplement(self, application, days):
        with self.at(days):
            handling.ask_supplement(
                application=application,
                text="De (verzonnen) offerte ontbreekt. Stuur die alsnog, dan kijken wij verder.",
                evidence=application.version.evidence_set.filter(moment=Evidence.Moment.APPLICATION),
                by=self.officer,
            )

    def tell(self, application):
        self.say(f"{application.reference or 'draft'}  {application.title}")

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
            self.ask_supplement(application, 5)

    def supplied(self):
        application = self.sent_in("Aangevuld met een offerte", self.cooperation, 800, days=40, number=3)
        if application is None:
            return
        self.ask_supplement(application, 35)
        with self.at(28), transaction.atomic():
            application = applications.locked(application)
            applications.move_to(application, State.SUBMITTED)
            application.save()
            application.supplement_requests.open().update(supplied_at=timezone.now(), supplied_by=self.owner)

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
        """After an intention to refuse a part."""
        application = self.sent_in("Voor besluit: reis van een partner", self.cooperation, 1_750, days=38, number=0)
        if application is None:
            return
        self.complete(application, 36)
        with self.at(9):
            text = "Wij zijn van plan een deel te weigeren: de (verzonnen) hotelkosten zijn te hoog."
            handling.intend(application=application, text=text, by=self.officer)
        self.advise(application, 4)

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
        first, second, third, _fourth = sorted(
            found, key=lambda application: lottery.lot(self.vouchers.seed, application.reference)
        )
        for application in (first, second):
            self.advise(application, 30)
        self.decide(first, GRANT, 25, 2_000)
        self.decide(second, REFUSE, 24)
        with self.at(10):
            handling.extend(application=third, by=self.officer)

    def scheme_of_vouchers(self):
        """Make a third scheme with nothing but data: fictitious vouchers, divided by lot. Return its ceiling."""
        scheme, _made = Scheme.objects.get_or_create(
            slug="voorbeeld-exportvouchers",
            defaults={
                "code": "EV",
                "position": 9,
                "name_nl": "Exportvouchers (verzonnen)",
                "name_en": "Export vouchers (fictitious)",
                "name_de": "Exportgutscheine (erfunden)",
            },
        )
        ceiling, _made = Ceiling.objects.get_or_create(scheme=scheme, year=self.cooperation.year)
        if ceiling.scheme_versions.exists():
            return ceiling
        with self.at(120):
            ceiling.seed = lottery.new_seed()
            ceiling.seed_commitment = lottery.commitment(ceiling.seed)
            ceiling.save()
            today = timezone.localdate()
            CeilingVersion.objects.create(
                ceiling=ceiling, number=1, amount=2_000_00, published_on=today, in_force_from=today
            )
            self.publish_vouchers(ceiling, today)
        return ceiling

    def publish_vouchers(self, ceiling, today):
        opens_at = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
        version = SchemeVersion.objects.create(
            ceiling=ceiling,
            number=1,
            in_force_from=today,
            summary_nl="Een verzonnen regeling: een voucher voor een bedrijf dat voor het eerst wil exporteren.",
            summary_en="A fictitious scheme: a voucher for a company that wants to export for the first time.",
            summary_de="Eine erfundene Regelung: ein Gutschein für ein Unternehmen, das erstmals exportieren will.",
            conditions_nl="Dit is **verzonnen**, om te laten zien dat een regeling uit gegevens bestaat.",
            rules_nl="Deze regels zijn verzonnen.",
            legal_basis="Verzonnen regeling",
            opens_at=opens_at,
            closes_at=opens_at + timedelta(days=70),
            activity_from=datetime(ceiling.year, 1, 1).date(),
            activity_until=datetime(ceiling.year, 12, 31).date(),
            maximum_amount=2_000_00,
            advance_share=50,
            path_a_up_to=2_500_00,
            clock_start=ClockStart.CLOSING,
            extension_weeks=4,
            distribution=Distribution.LOTTERY,
        )
        Purpose.objects.create(version=version, label_nl="een eerste stap over de grens (verzonnen)")
        EligibilityQuestion.objects.create(
            version=version,
            label_nl="Is uw bedrijf in Deventer?",
            reason_nl="Deze (verzonnen) vouchers zijn voor bedrijven in Deventer.",
        )
        version.published_at = timezone.now()
        version.save()
