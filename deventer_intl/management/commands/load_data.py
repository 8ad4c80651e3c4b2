import csv
import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.text import slugify

from deventer_intl.models import Page
from deventer_intl.policy.loading import load_plan
from events.loading import load_hanseatic_days, load_missions
from events.shelter.loading import load_shelter_city
from globalgoals.models import Goal, Target
from organisations.loading import load
from organisations.models import (
    CityTie,
    Country,
    CountryPresence,
    HanseCity,
    Network,
    NetworkMembership,
    OpenContact,
    Organisation,
    Place,
    Project,
    SchoolExchange,
    Theme,
)
from subsidies.loading import load_schemes

GOALS = settings.BASE_DIR / "globalgoals" / "data"
ORGANISATIONS = settings.BASE_DIR / "organisations" / "data"
EVENTS = settings.BASE_DIR / "events" / "data"
SUBSIDIES = settings.BASE_DIR / "subsidies" / "data"
PAGES = settings.BASE_DIR / "deventer_intl" / "data" / "pages"

# How `hanse_cities.csv` names the standing of a city, and how we do.
HANSE = {
    "member": "member",
    "member-verify": "member-verify",
    "member-excluded-since-2022": "excluded",
    "member-suspended-2022-verify": "suspended",
    "title-Hansestadt-verify": "title-only",
    "historic-verify": "historic",
    "not-member-2018": "not-member",
}


class Command(BaseCommand):
    help = "Load the real data from the files in the app folders; what people changed stays as it is."

    @transaction.atomic
    def handle(self, **options):
        self.load_goals()
        self.load_geography()
        self.load_organisations()
        self.load_ties()
        self.load_education()
        load_hanseatic_days(EVENTS)
        load_missions(EVENTS)
        self.load_pages()
        load_schemes(SUBSIDIES)
        load_shelter_city(EVENTS / "shelter_city.json")
        load_plan(GOALS / "policy.json")
        self.stdout.write(f"{Organisation.objects.count()} organisations, {Place.objects.count()} places")

    def load_goals(self):
        for row in read_json(GOALS / "sdg_goals.json"):
            names = {f"name_{code}": row[code] for code in ("nl", "en", "de")}
            load(Goal, {"number": row["goal"]}, {**names, "colour": row["hex"], "uri": row["uri"]})
        position = 0
        for row in read_csv(GOALS / "sdg_targets.csv"):
            goal, _, _ = row["target"].partition(".")
            position = position + 1 if not row["target"].endswith(".1") else 1
            load(
                Target,
                {"code": row["target"]},
                {
                    "goal_id": int(goal),
                    "position": position,
                    "title_en": row["title_en"],
                    "uri": row["uri"],
                    "label_nl": row.get("label_nl") or "",
                },
            )

    def load_geography(self):
        for row in read_csv(ORGANISATIONS / "countries.csv"):
            values = {**row, "continent": int(row["continent"]), "x": float(row["x"]), "y": float(row["y"])}
            values["is_drawn"] = row["is_drawn"] == "True"
            load(Country, {"iso2": values.pop("iso2")}, values)
        self.countries = {country.iso2: country for country in Country.objects.all()}
        for row in read_json(ORGANISATIONS / "places.json"):
            load(Place, {"slug": row.pop("slug")}, {**row, "country": self.countries[row["country"]]})
        for row in read_csv(ORGANISATIONS / "hanse_cities.csv"):
            slug = slugify(row["name"].replace("ł", "l").replace("ø", "o")) or slugify(row["name"], allow_unicode=True)
            coordinates = {
                "latitude": float(row["lat"]) if row["lat"] else None,
                "longitude": float(row["lon"]) if row["lon"] else None,
            }
            place = Place.objects.filter(slug=slug, country__iso2=row["country_iso2"]).first()
            if place is None:
                if Place.objects.filter(slug=slug).exists():
                    slug = f"{slug}-{row['country_iso2'].lower()}"
                names = {f"name_{code}": row["name"] for code in ("nl", "en", "de")}
                country = self.countries[row["country_iso2"]]
                place = load(
                    Place, {"slug": slug}, {**names, "country": country, "source": row["source"], **coordinates}
                )
            if place is not None:
                status = HANSE[row["status"]]
                load(HanseCity, {"place": place}, {"status": status, "note": row["note"], "source": row["source"]})
        self.places = {place.slug: place for place in Place.objects.all()}

    def load_organisations(self):
        for row in read_json(ORGANISATIONS / "themes.json"):
            load(Theme, {"slug": row.pop("slug")}, row)
        for row in read_json(ORGANISATIONS / "networks.json"):
            load(Network, {"slug": row.pop("slug")}, row)
        themes = {theme.slug: theme for theme in Theme.objects.all()}
        networks = {network.slug: network for network in Network.objects.all()}
        for row in read_json(ORGANISATIONS / "organisations.json"):
            presences, projects = row.pop("presences", []), row.pop("projects", [])
            memberships = row.pop("networks", [])
            many = {"themes": [themes[slug] for slug in row.pop("themes", [])]}
            organisation = load(Organisation, {"slug": row.pop("slug")}, row, many)
            if organisation is None:
                continue
            for presence in presences:
                country, place = self.countries[presence.pop("country")], self.places.get(presence.pop("place", None))
                load(CountryPresence, {"organisation": organisation, "country": country, "place": place}, presence)
            for project in projects:
                project["country"] = self.countries.get(project.get("country"))
                load(Project, {"organisation": organisation, "title_nl": project.pop("title_nl")}, project)
            for slug in memberships:
                key = {"organisation": organisation, "network": networks[slug]}
                load(NetworkMembership, key, {"source": organisation.source})

    def load_ties(self):
        organisations = {organisation.slug: organisation for organisation in Organisation.objects.all()}
        for row in read_json(ORGANISATIONS / "ties.json"):
            slugs = row.pop("organisations", [])
            many = {"organisations": [organisations[slug] for slug in slugs if slug in organisations]}
            key = {"place": self.places[row.pop("place")], "kind": row.pop("kind")}
            load(CityTie, key, row, many)

    def load_education(self):
        """What the note says of schools: neither a school year nor numbers, so these stay empty."""
        education = read_json(ORGANISATIONS / "education.json")
        organisations = {organisation.slug: organisation for organisation in Organisation.objects.schools()}
        for row in education["exchanges"]:
            if organisation := organisations.get(row.pop("organisation")):
                where = {"country": self.countries[row.pop("country")], "place": self.places[row.pop("place")]}
                load(SchoolExchange, {"organisation": organisation, "kind": row.pop("kind"), **where}, row)
        for row in education["contacts"]:
            key = {
                "country": self.countries.get(row.pop("country", "")),
                "place": self.places.get(row.pop("place", "")),
            }
            load(OpenContact, key, row)

    def load_pages(self):
        """Each page is a Markdown file per language; its first line is the title."""
        for slug in sorted({path.name.split(".")[0] for path in PAGES.glob("*.md")}):
            values = {}
            for language in ("nl", "en", "de"):
                path = PAGES / f"{slug}.{language}.md"
                title, _, body = path.read_text(encoding="utf-8").partition("\n")
                values |= {f"title_{language}": title.removeprefix("# "), f"body_{language}": body.strip()}
            load(Page, {"slug": slug}, values)


def read_json(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def read_csv(path: Path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
