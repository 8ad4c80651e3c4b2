from datetime import timedelta
from io import BytesIO

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image, ImageDraw, ImageFont

from deventer_intl.management.demo_delegations import delegation_stories
from deventer_intl.management.demo_events import EventStories
from deventer_intl.management.demo_exports import make_exporters
from deventer_intl.management.demo_mission_results import follow_up_stories
from deventer_intl.management.demo_missions import MissionStories
from deventer_intl.management.demo_policy import past_years
from deventer_intl.management.demo_practices import make_practices
from deventer_intl.management.demo_prize import prize_stories
from deventer_intl.management.demo_subsidies import Demonstration
from deventer_intl.models import NewsItem
from organisations.actions import introduction as introductions
from organisations.actions.confirmation import ask
from organisations.actions.membership import admit, claim, invite
from organisations.actions.picture import add
from organisations.actions.room import add_meeting, add_paper, send_message
from organisations.freshness import Step
from organisations.models import (
    Claim,
    Country,
    Introduction,
    Network,
    NetworkMembership,
    Organisation,
    Paper,
    Picture,
    Role,
    Sector,
)

PASSWORD = "alleen-om-te-proberen"
# Groups of which two are needed: who assesses with another, who approves what another ordered.
FOUR_EYES = ("subsidy officers", "finance")
# The smallest that opens: one empty page.
PDF = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >> endobj
trailer << /Root 1 0 R >>
%%EOF
"""


def drawing(size, text, colours):
    """Return a picture that nobody takes for a photo, as PNG: stripes with a text on them."""
    width, height = size
    image = Image.new("RGB", size, colours[0])
    draw = ImageDraw.Draw(image)
    for left in range(-height, width, height // 2):
        draw.line([(left, height), (left + height, 0)], fill=colours[1], width=height // 8)
    draw.text(
        (width / 2, height / 2), text, fill="white", font=ImageFont.load_default(height / 8), anchor="mm",
        align="center", stroke_width=height // 120, stroke_fill="black",
    )  # fmt: skip
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


class Command(BaseCommand):
    help = "Make fictitious cases and an account for each role, to try the portal with. Refused outside development."

    @transaction.atomic
    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("DEBUG is off: accounts with a known password are for development only")
        for group in Group.objects.order_by("name"):
            self.civil_servant(group, group.name)
            if group.name in FOUR_EYES:
                self.civil_servant(group, f"{group.name} colleague")
        self.stdout.write(
            f"The code of the authenticator app is {settings.MFA_TOTP_INSECURE_BYPASS_CODE} for each of these."
        )
        organisation = self.organisation_with_people()
        self.pictures(organisation)
        self.pages_that_were_confirmed_long_ago()
        self.introductions()
        self.room_of_a_network(organisation)
        self.news()
        self.subsidies()
        self.events(organisation)
        make_exporters(self.owner)
        make_practices(organisation=organisation, keeper=self.owner)
        self.missions()
        self.prize()
        fictitious = Organisation.objects.filter(slug__startswith="voorbeeld-").order_by("pk")
        past_years(organisations=list(fictitious), by=get_user_model().objects.get(email="editors@demo.example"))

    def civil_servant(self, group, name):
        """Make, or make again, an account of the staff in a group, with a second factor."""
        user = self.account(name, is_staff=True)
        user.groups.set([group])
        if not is_mfa_enabled(user):
            TOTP.activate(user, generate_totp_secret())

    def account(self, role, is_staff=False):
        """Make, or make again, an account that is named after its role."""
        User = get_user_model()
        email = f"{role.replace(' ', '-')}@demo.example"
        user = User.objects.filter(email=email).first() or User(email=email)
        user.name, user.is_staff = f"Demo ({role})", is_staff
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
        self.stdout.write(f"{email}  {PASSWORD}")
        return user

    def organisation_with_people(self):
        """Make an organisation with an owner, an editor and somebody invited, and another one that is claimed."""
        organisation, _made = Organisation.objects.get_or_create(
            slug="voorbeeld-schoon-water",
            defaults={"name": "Stichting Voorbeeld Schoon Water (verzonnen)", "sector": Sector.CIVIL_SOCIETY},
        )
        unkept, _made = Organisation.objects.get_or_create(
            slug="voorbeeld-koor", defaults={"name": "Voorbeeld Koor (verzonnen)", "sector": Sector.CULTURE}
        )
        owner = self.owner = self.account("owner")
        admit(organisation=organisation, user=owner, role=Role.OWNER)
        admit(organisation=organisation, user=self.account("editor"), role=Role.EDITOR)
        invite(organisation=organisation, email="invited@demo.example", role=Role.EDITOR, language="nl", by=owner)
        claimant = self.account("claimant")
        if not Claim.objects.filter(user=claimant).exists():
            claim(organisation=unkept, position="dirigent", motivation="Ik sta op de (verzonnen) website.", by=claimant)
        return organisation

    def pictures(self, organisation):
        """Draw a logo and two photos for a page that has none."""
        if organisation.pictures.exists():
            return
        for kind, size, text, colours in [
            (Picture.Kind.LOGO, (400, 400), "VERZONNEN", ["#00505a", "#00809a"]),
            (Picture.Kind.PHOTO, (1280, 800), "Verzonnen foto\nvan een pomp", ["#2f6b2f", "#4c9a4c"]),
            (Picture.Kind.PHOTO, (960, 720), "Verzonnen foto\nvan een school", ["#7a3b00", "#b8661d"]),
        ]:
            picture = Picture(
                organisation=organisation,
                kind=kind,
                alt_nl="Een tekening: strepen met de tekst “{}”".format(text.replace("\n", " ")),
                alt_en="A drawing: stripes, and that it is fictitious",
            )
            add(
                picture=picture, upload=SimpleUploadedFile("verzonnen.png", drawing(size, text, colours)), by=self.owner
            )

    def room_of_a_network(self, organisation):
        """Make a network with a secretary, a meeting with an agenda and minutes, and a message to all."""
        network, _made = Network.objects.get_or_create(
            slug="voorbeeldoverleg",
            defaults={
                "name_nl": "Voorbeeldoverleg (verzonnen)",
                "summary_nl": "Een verzonnen netwerk, om te proberen.",
            },
        )
        NetworkMembership.objects.get_or_create(network=network, organisation=organisation)
        secretary = self.account("secretary")
        # Who keeps no page of a member has left, and finds the room closed.
        admit(organisation=organisation, user=secretary, role=Role.EDITOR)
        network.secretary = secretary
        network.save()
        if network.meetings.exists():
            return
        meeting = add_meeting(
            network=network, title="Verzonnen voorjaarsoverleg", held_on=timezone.localdate(), by=secretary
        )
        for kind, title in [(Paper.Kind.AGENDA, "Verzonnen agenda"), (Paper.Kind.MINUTES, "Verzonnen verslag")]:
            add_paper(
                meeting=meeting, kind=kind, title=title, file_name=f"{slugify(title)}.pdf", content=PDF, by=secretary
            )
        text = "Dit is een verzonnen bericht aan alle leden.\n\nTot ziens in de (verzonnen) zaal!"
        send_message(network=network, subject="Verzonnen bericht", text=text, by=secretary)

    def subsidies(self):
        """Make applications in every state, handled by the accounts of their roles."""
        people = get_user_model().objects
        Demonstration(
            owner=self.owner,
            officer=people.get(email="subsidy-officers@demo.example"),
            assessor=people.get(email="subsidy-officers-colleague@demo.example"),
            decider=people.get(email="deciders@demo.example"),
            clerk=people.get(email="finance@demo.example"),
            colleague=people.get(email="finance-colleague@demo.example"),
            pdf=PDF,
            say=self.stdout.write,
        ).make()

    def events(self, organisation):
        """Make events of the organisation in every state, with people who come."""
        EventStories(
            organisation=organisation,
            network=Network.objects.get(slug="voorbeeldoverleg"),
            keeper=self.owner,
            editor=get_user_model().objects.get(email="editors@demo.example"),
        ).make()

    def missions(self):
        """Make trade missions on which companies of the owner go along, with what came of one, and delegations."""
        names = [f"voorbeeld-{name}" for name in ("schoon-water", "groen", "geel")]
        companies = list(Organisation.objects.filter(slug__in=names).order_by("pk"))
        office = get_user_model().objects.get(email="trade-office@demo.example")
        MissionStories(companies=companies, keeper=self.owner, office=office).make()
        follow_up_stories(organisation=companies[0], keeper=self.owner, office=office)
        delegation_stories(host=companies[0], keeper=self.owner, office=office)

    def prize(self):
        """Make a year of the prize that was announced, and one in which the jury scores."""
        companies = Organisation.objects.filter(
            slug__in=[f"voorbeeld-{name}" for name in ("schoon-water", "groen", "geel")]
        )
        editor = get_user_model().objects.get(email="editors@demo.example")
        jury = [self.account("juror"), self.account("second juror"), self.owner]
        prize_stories(companies=list(companies.order_by("pk")), jury=jury, keeper=self.owner, editor=editor)

    def news(self):
        """Make an item that is published, one that waits for its day, and a draft."""
        today = timezone.localdate()
        for number, published_on in enumerate([today, today + timedelta(days=7), None], 1):
            NewsItem.objects.get_or_create(
                slug=f"verzonnen-nieuws-{number}",
                defaults={
                    "published_on": published_on,
                    "title_nl": f"Verzonnen nieuws {number}",
                    "title_en": f"Fictitious news {number}",
                    "summary_nl": "Dit is niet echt gebeurd: een bericht om het portaal mee te proberen.",
                    "summary_en": "This did not really happen: an item to try the portal with.",
                    "body_nl": "Met **Markdown**:\n\n- een punt\n- en nog een\n",
                },
            )

    def pages_that_were_confirmed_long_ago(self):
        """Make a page with each mark, and one that is no longer public; the owner has mail about the yellow one."""
        today = timezone.localdate()
        for name, days, status in [
            ("groen", 10, Organisation.Status.ACTIVE),
            ("geel", 250, Organisation.Status.ACTIVE),
            ("rood", 500, Organisation.Status.ACTIVE),
            ("weg", 800, Organisation.Status.LAPSED),
        ]:
            organisation, _made = Organisation.objects.update_or_create(
                slug=f"voorbeeld-{name}",
                defaults={
                    "name": f"Stichting Voorbeeld {name.capitalize()} (verzonnen)",
                    "sector": Sector.CIVIL_SOCIETY,
                    "summary_nl": "Wij bestaan niet.",
                    "status": status,
                    "confirmed_on": today - timedelta(days=days),
                },
            )
            admit(organisation=organisation, user=self.owner, role=Role.OWNER)
            if name == "geel" and not organisation.confirmation_requests.exists():
                ask(organisation=organisation, step=Step.ASK)

    def introductions(self):
        """Make an introduction in each state."""
        organisation = Organisation.objects.get(slug="voorbeeld-schoon-water")
        if organisation.introductions.exists():
            return
        owner = organisation.memberships.owners().first().user
        for state in Introduction.State:
            introduction = introductions.ask(
                organisation=organisation,
                about={"country": Country.objects.filter(iso2="UG").first()},
                name=f"Demo ({state.value})",
                email=f"asker-{state.value}@demo.example",
                affiliation="Voorbeeld Partner (verzonnen)",
                message="Kent u iemand in Kampala die waterpompen onderhoudt?",
                language="nl",
                by=AnonymousUser(),
            )
            if state != Introduction.State.UNCONFIRMED:
                introductions.confirm(introduction=introduction)
            if state == Introduction.State.ACCEPTED:
                introductions.accept(introduction=introduction, by=owner)
            elif state == Introduction.State.DECLINED:
                introductions.decline(introduction=introduction, reason="Wij werken daar niet meer.", by=owner)
            elif state == Introduction.State.LAPSED:
                introductions.lapse(introduction=introduction)
