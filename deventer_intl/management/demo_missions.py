"""Fictitious trade missions for the demonstration: open, in preparation with companies, in follow-up, called off."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.actions import missions as actions
from events.models import Mission, MissionCompany, MissionItem
from organisations.models import Industry, Organisation, Place

from .demo_meetings import day_of_meetings

NOT_REAL = "Deze reis bestaat niet: om het portaal mee te proberen."
NEEDED = {
    "summary_nl": NOT_REAL,
    "summary_en": "This mission does not exist: it is here to try the portal with.",
    "kind": Mission.Kind.OUTGOING,
    "fee": 750_00,
    "fee_note_nl": "Reis, hotel en de gesprekken (verzonnen).",
    "most_companies": 3,
    "industries": [Industry.WATER, Industry.MACHINES],
}


class MissionStories:
    """`keeper` keeps the pages of `companies`, `office` is of the Trade Office."""

    def __init__(self, *, companies, keeper, office):
        self.companies, self.keeper, self.office = companies, keeper, office

    def make(self):
        if Mission.objects.filter(title_nl__endswith="(verzonnen)").exists():
            return
        self.open()
        self.preparing()
        self.following_up()
        self.called_off()

    def mission(self, name, days, place, **values):
        """Make a mission of four days that begins in so many days, and open it for companies."""
        first = timezone.localdate() + timedelta(days=days)
        mission = Mission.objects.create(
            slug=f"verzonnen-{name}",
            starts_on=first,
            ends_on=first + timedelta(days=3),
            apply_until=min(first, timezone.localdate() + timedelta(days=21)),
            led_by=Organisation.objects.filter(slug="mkb-trade-office-deventer").first(),
            **{**NEEDED, **values},
        )
        mission.places.set(Place.objects.filter(slug=place))
        return actions.open_for_companies(mission=mission, by=self.office)

    def apply(self, mission, *, chosen=True):
        """Let all companies apply: the first two go along, the third does not."""
        for number, organisation in enumerate(self.companies):
            company = MissionCompany.objects.create(
                mission=mission,
                organisation=organisation,
                offers="Pompen op zonnestroom, beregening",
                seeks="Een dealer voor onderhoud van pompen",
                industries=[Industry.WATER],
                languages=["nl", "en"],
                targets="Drie gesprekken met een dealer (verzonnen)",
                applied_by=self.keeper,
            )
            if chosen:
                reason = "Past bij het doel (verzonnen)." if number < 2 else "Verkoopt daar al (verzonnen)."
                actions.choose(company=company, is_selected=number < 2, reason=reason, by=self.office)

    def open(self):
        """Two companies wait, and one goes along."""
        mission = self.mission("open", 90, "riga", title_nl="Handelsreis naar Riga (verzonnen)")
        self.apply(mission, chosen=False)
        first = mission.companies.first()
        actions.choose(company=first, is_selected=True, reason="Past bij het doel (verzonnen).", by=self.office)

    def preparing(self):
        mission = self.mission(
            "voorbereiding", 30, "sibiu", title_nl="Handelsreis naar Sibiu (verzonnen)", zone="Europe/Bucharest"
        )
        self.apply(mission)
        mission = actions.fix_delegation(mission=mission, by=self.office)
        mission = actions.prepare(mission=mission, by=self.office)
        paid = mission.companies.going().first()
        actions.note_fee(company=paid, paid_on=timezone.localdate(), by=self.office)
        self.programme(mission)
        day_of_meetings(mission=mission, office=self.office)

    def programme(self, mission):
        kinds = MissionItem.Kind
        for day, hour, hours, kind, title in [
            (0, 9, 2, kinds.VISIT, "Bezoek aan een fabriek (verzonnen)"),
            (1, 10, 3, kinds.MEETINGS, "Gesprekken aan tafels (verzonnen)"),
            (2, 18, 7, kinds.RECEPTION, "Diner tot na middernacht (verzonnen)"),
        ]:
            on = mission.starts_on + timedelta(days=day)
            begins = datetime.combine(on, time(hour), ZoneInfo(mission.zone))
            MissionItem.objects.create(
                mission=mission,
                kind=kind,
                title_nl=title,
                starts_at=begins,
                ends_at=begins + timedelta(hours=hours),
                zone=mission.zone,
                place=mission.places.first(),
                is_public=kind != kinds.MEETINGS,
            )

    def following_up(self):
        """Over for a month: its days are set back once the steps are taken, which never run ahead of them."""
        mission = self.mission(
            "opvolging", 0, "rostock", title_nl="Handelsreis naar Rostock (verzonnen)", most_companies=None
        )
        self.apply(mission)
        mission = actions.fix_delegation(mission=mission, by=self.office)
        mission = actions.prepare(mission=mission, by=self.office)
        mission = actions.start(mission=mission, by=self.office)
        first = timezone.localdate() - timedelta(days=40)
        mission.starts_on, mission.ends_on, mission.apply_until = (
            first,
            first + timedelta(days=3),
            first - timedelta(days=30),
        )
        mission.save()
        actions.follow_up(mission=mission, by=self.office)

    def called_off(self):
        mission = self.mission(
            "afgelast", 60, "malmo", title_nl="Beursbezoek in Malmö (verzonnen)", kind=Mission.Kind.FAIR
        )
        actions.call_off(mission=mission, reasons={"nl": "De (verzonnen) beurs gaat niet door."}, by=self.office)
