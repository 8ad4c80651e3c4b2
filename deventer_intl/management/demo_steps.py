"""What somebody does in a story of the demonstration: apply, handle, decide, each as if so many days ago."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from globalgoals.models import Goal
from organisations.actions.membership import admit
from organisations.models import Country, Organisation, Role, Sector
from subsidies.actions import application as applications
from subsidies.actions import attachment as attachments
from subsidies.actions import deciding, handling, posting
from subsidies.models import Application, BudgetLine, Channel, Evidence, Outcome

# How far back the oldest step of a story lies, in days.
OLDEST = 160


class Steps:
    """`owner` applies, `officer` handles, `decider` decides, `clerk` pays; `assessor` and `colleague` are the second of two.

    `pdf` is what stands in every attachment.
    """

    def __init__(self, *, owner, officer, assessor, decider, clerk, colleague, pdf, say):
        self.owner, self.officer, self.assessor, self.decider = owner, officer, assessor, decider
        self.clerk, self.colleague, self.pdf, self.say = clerk, colleague, pdf, say

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
            attachments.add(
                application=application,
                name="verzonnen-plan.pdf",
                content=self.pdf,
                evidence=rules.evidence_set.filter(moment=Evidence.Moment.APPLICATION).first(),
                by=self.owner,
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

    def compose(self, application, outcome, days, euros=0, offer=False):
        grounds = "Dit is een verzonnen besluit. De (verzonnen) aanvraag is getoetst aan de regels van de subsidie."
        with self.at(days):
            deciding.compose(
                application=application,
                outcome=outcome,
                amount=euros * 100,
                is_offer=offer,
                refusal_ground="" if outcome == Outcome.GRANT else "scheme",
                grounds=grounds,
                activity_until=application.ends_on,
                mandate="(verzonnen) teammanager, mandaatbesluit 2026",
                public_title=application.title,
                public_summary="Dit is een verzonnen samenvatting voor het register.",
                public_text_confirmed=True,
                by=self.officer,
            )

    def decide(self, application, outcome, days, euros=0, offer=False):
        self.compose(application, outcome, days, euros, offer)
        with self.at(days):
            deciding.announce(decision=deciding.decide(application=application, by=self.decider), by=self.decider)

    def ask_supplement(self, application, days, on_paper=False):
        with self.at(days):
            handling.ask_supplement(
                application=application,
                text="De (verzonnen) offerte ontbreekt. Stuur die alsnog, dan kijken wij verder.",
                evidence=application.version.evidence_set.filter(moment=Evidence.Moment.APPLICATION),
                on_paper=on_paper,
                by=self.officer,
            )

    def write_to(self, application, address, days):
        with self.at(days):
            posting.keep_address(application=application, postal_address=address, by=self.officer)

    def tell(self, application):
        self.say(f"{application.reference or 'draft'}  {application.title}")
