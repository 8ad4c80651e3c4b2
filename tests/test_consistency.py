"""What review forgets: this house proves it about itself."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import django
import pgtrigger
import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.template.utils import get_app_template_dirs
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deventer_intl.guards import OUR_APPS, is_history
from deventer_intl.search.models import SearchChange, SearchEntry
from deventer_intl.sitemaps import SITEMAPS
from organisations.facets import choices_at
from organisations.models import Industry

from . import (
    event_factories,
    factories,
    goal_factories,
    policy_factories,
    practice_factories,
    prize_factories,
    subsidy_factories,
)
from .conftest import patterns
from .event_factories import (
    DelegationHostFactory,
    EventFactory,
    EventPhotoFactory,
    FollowUpFactory,
    HanseaticDaysFactory,
    HanseProgrammeItemFactory,
    HanseResultFactory,
    MissionCompanyFactory,
    MissionFactory,
    MissionItemFactory,
    RegistrationFactory,
    RegistrationTermsFactory,
    SeriesFactory,
    ShelterPhotoFactory,
    ShelterPlaceFactory,
    ShelterTaskFactory,
    StoryConsentFactory,
    VisitFactory,
)
from .factories import (
    CityTieFactory,
    ContactRequestFactory,
    CountryFactory,
    CountryPresenceFactory,
    ExportProfileFactory,
    GoalFactory,
    GoalTagFactory,
    HanseCityFactory,
    InternshipOfferFactory,
    IntroductionFactory,
    NetworkFactory,
    NetworkMembershipFactory,
    NewsItemFactory,
    OfferOrNeedFactory,
    OpenContactFactory,
    PictureFactory,
    PlaceFactory,
    ProjectFactory,
    SchoolExchangeFactory,
    TargetFactory,
    UserFactory,
)
from .practice_factories import GoodPracticeFactory, PracticeFigureFactory, PracticeGoalFactory, PracticePhotoFactory
from .subsidy_factories import SchemeFactory

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [path for app in OUR_APPS for path in (ROOT / app).rglob("*.py")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

# Rooms that everyone may enter, then the apps; the rest of `deventer_intl` stands on top of all.
TOOLS = {
    "translation", "spreadsheets", "content_stamp", "history_admin", "acts_admin", "message", "names", "addresses", "people_only", "pdf",
    "amounts", "amount_fields", "markdown", "second_factor", "merging", "virus_scanner", "outages", "media", "migration_steps", "form_answers",
    "unchanged", "jobs", "pictures", "picture_files", "photo",
}  # fmt: skip
MAY_USE = {
    "globalgoals": set(),
    "organisations": {"globalgoals"},
    "subsidies": {"globalgoals", "organisations"},
    "events": {"globalgoals", "organisations"},
}


def imports_of(path):
    """Yield the modules a file imports, as full dotted names."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (f"{module}.{name.name}" for name in node.names)


def test_imports_run_one_way():
    wrong = []
    for path in SOURCES:
        app, room = path.relative_to(ROOT).parts[0], path.stem
        for module in imports_of(path):
            parts = module.split(".")
            if parts[0] not in OUR_APPS or parts[0] == app != "deventer_intl":
                continue
            is_tool = parts[0] == "deventer_intl" and parts[1] in TOOLS
            if app == "deventer_intl":
                allowed = room not in TOOLS or is_tool or parts[:2] == ["deventer_intl", "spreadsheets"]
            else:
                allowed = is_tool or parts[0] in MAY_USE[app]
            if not allowed:
                wrong.append(f"{path.relative_to(ROOT)} imports {module}")
    assert wrong == []


def test_reckoning_knows_no_database():
    """Who reads a term of law, a division or a plan reads nothing else; of Django it says texts in a language."""
    allowed = ("deventer_intl.amounts.", "django.utils.")
    rooms = [ROOT / "subsidies" / "reckoning", ROOT / "events" / "matching"]
    wrong = [
        f"{path.name} imports {module}"
        for room in rooms
        for path in room.glob("*.py")
        for module in imports_of(path)
        if module.split(".")[0] in {"django", *OUR_APPS}
        and not module.startswith((f"{room.parent.name}.{room.name}.", *allowed))
    ]
    assert wrong == []


def test_every_template_is_used():
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*SOURCES, *TEMPLATES])
    named = set(re.findall(r"""["']([\w/.-]+\.html)""", text))
    by_convention = {"400.html", "403.html", "404.html", "500.html"}
    for _name, pattern in patterns():
        view = getattr(pattern.callback, "view_class", None)
        model = getattr(view, "model", None) or getattr(getattr(view, "queryset", None), "model", None)
        if model:
            by_convention.add(f"{model._meta.app_label}/{model._meta.model_name}{view.template_name_suffix}.html")
    there = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES}
    # What stands in the place of a template of a library, in the back-office also for one model alone.
    instead = {
        name
        for name in there
        for folder in get_app_template_dirs("templates")
        if (folder / name).exists() or (folder / re.sub(r"^admin/\w+/\w+/", "admin/", name)).exists()
    }
    assert there - named - by_convention - instead == set()


def test_every_model_has_a_factory():
    made = {
        factory._meta.model
        for module in (
            factories,
            policy_factories,
            subsidy_factories,
            event_factories,
            goal_factories,
            practice_factories,
            prize_factories,
        )
        for factory in vars(module).values()
        if isinstance(factory, type) and hasattr(factory, "_meta")
    }
    models = {
        model
        for app in OUR_APPS
        for model in apps.get_app_config(app).get_models()
        if not is_history(model) and not model._meta.proxy
    }
    # The directory's entries are written by triggers alone, those of the search by functions of the database.
    assert models - made == {factories.models.DirectoryEntry, SearchEntry, SearchChange}


def test_translations_are_complete():
    call_command("compile_translations", check=True)


def texts_of_python(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "gettext", "gettext_lazy", "ngettext"}:
            yield node.args[0].value


def texts_of_template(path):
    source = path.read_text(encoding="utf-8")
    yield from re.findall(r'{% translate "([^"]+)"', source)
    for block in re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", source, re.DOTALL):
        yield re.sub(r"{{ (\w+) }}", r"%(\1)s", block.split("{% plural %}")[0])


def test_every_text_is_in_the_catalogue():
    from babel.messages.pofile import read_po

    with (ROOT / "locale/nl/LC_MESSAGES/django.po").open("rb") as file:
        known = {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file)}
    used = {text for path in SOURCES for text in texts_of_python(path)}
    used |= {text for path in TEMPLATES for text in texts_of_template(path)}
    assert used - known == set()


def test_no_template_spells_a_day_itself():
    """Each language writes a day in its own way: German puts a point after the number."""
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*") if path.is_file()}
    spelled = [
        (str(path.relative_to(ROOT)), form)
        for path, text in texts.items()
        for form in re.findall(r"""\|date:["']([^"']*)["']""", text)
        # A weekday or a month alone, an hour, and the attribute of <time>.
        if not form.endswith("_FORMAT") and form not in {"D", "l", "M", "H:i", "Y-m-d"}
    ]
    python = {path: path.read_text(encoding="utf-8") for path in SOURCES}
    spelled += [
        (str(path.relative_to(ROOT)), form)
        for path, text in python.items()
        for form in re.findall(r"""date_format\([^\n}]*, ["']([^"']*)["']\)""", text)
        if not form.endswith("_FORMAT") and form not in {"l", "H:i"}
    ]
    assert spelled == []


# What the back-office says otherwise than Django, as the rest of the portal does.
MEANT = {"Home", "Breadcrumbs", "Clear all filters", "Save", "Search"}


def test_no_text_of_ours_says_something_else_on_the_pages_of_django():
    """One catalogue is laid over the other: our "View" of an applicant would stand at every record that can be viewed."""
    from babel.messages.pofile import read_po

    def texts(path):
        with path.open("rb") as file:
            return {message.id: message.string for message in read_po(file) if message.id and not message.context}

    ours, admin = texts(ROOT / "locale/nl/LC_MESSAGES/django.po"), Path(django.__file__).parent / "contrib/admin"
    theirs = texts(admin / "locale/nl/LC_MESSAGES/django.po")
    other = {text for text in ours.keys() & theirs.keys() if theirs[text] and theirs[text] != ours[text]}
    assert other == MEANT


def everything(number):
    """Make that many of all that lists show, each beside the others."""
    goal = GoalFactory()
    country = CountryFactory()
    place, network = PlaceFactory(slug="stad", country=country), NetworkFactory(slug="netwerk")
    for n in range(number):
        presence = CountryPresenceFactory(country=country, place=place)
        GoalTagFactory(organisation=presence.organisation, goal=goal)
        NetworkMembershipFactory(organisation=presence.organisation, network=network)
        ProjectFactory(organisation=presence.organisation, country=country).goals.add(goal)
        offer = OfferOrNeedFactory(organisation=presence.organisation)
        IntroductionFactory(organisation=presence.organisation, offer=offer)
        PictureFactory(organisation=presence.organisation, kind="logo")
        NetworkFactory(slug=f"netwerk-van-{n}-{number}")
        tie = CityTieFactory(place__country=country)
        tie.organisations.add(presence.organisation)
        HanseCityFactory(place=tie.place)
        exchange = SchoolExchangeFactory(country=country, place=place, school_year=2000 + n % 20, pupils=n)
        InternshipOfferFactory(organisation=presence.organisation, direction="abroad", country=country, place=place)
        export = ExportProfileFactory(countries=[country], industry=list(Industry)[n % 13])
        PictureFactory(organisation=export.organisation, kind="logo")
        contact = OpenContactFactory(country=country, place=place)
        ContactRequestFactory(contact=contact, organisation=exchange.organisation)
        days = HanseaticDaysFactory(year=1980 + n % 100, host=tie.place)
        item = HanseProgrammeItemFactory(days__year=1980)
        for where in (tie.place, place):
            visit = VisitFactory(place=where, network=network, hanseatic_days=days)
            visit.organisations.add(presence.organisation)
        for record in (days, item):
            record.organisations.add(presence.organisation)
        HanseResultFactory(days__year=1980 + n % 100, strand="youth" if n < 100 else "culture")
        if n == 0:
            CityTieFactory(place=place).organisations.add(presence.organisation)
            HanseCityFactory(place=place)
        if n < 9:
            TargetFactory(goal=goal, code=f"6.{n + 1}", position=n + 1)
        UserFactory()
        NewsItemFactory()
        shelter = ShelterPlaceFactory(year=2020 + n // 18, half=n // 9 % 2 + 1, number=n % 9 + 1)
        ShelterTaskFactory(place=shelter)
        story = StoryConsentFactory().story
        StoryConsentFactory(story=story, channel="feed")
        ShelterPhotoFactory(story=story)
        about = {"place": place, "network": network, "organiser": presence.organisation}
        event = EventFactory(
            **about, title_nl=f"Voorbeeld {n}", series=SeriesFactory(), series_day=timezone.localdate()
        )
        event.countries.add(country), event.goals.add(goal), event.cities.add(place)
        event.organisations.add(presence.organisation)
        EventPhotoFactory(event__organiser=presence.organisation)
        RegistrationFactory(event=RegistrationTermsFactory(event=event).event)
        DelegationHostFactory(delegation__country=country, organisation=presence.organisation)
        asked = FollowUpFactory(company__organisation=presence.organisation, is_answered=True)
        asked.company.mission.places.add(place)
        mission(n, presence.organisation, event, place, country, goal)
        practice = GoodPracticeFactory(organisation=presence.organisation)
        practice.countries.add(country)
        PracticeGoalFactory(practice=practice, goal=goal)
        PracticeFigureFactory(practice=practice), PracticePhotoFactory(practice=practice)
        prize(n, presence.organisation)
        before_the_portal(n, presence.organisation, country, goal)


def before_the_portal(n, organisation, country, goal):
    """Make what was imported of earlier years, and figures of indicators."""
    about = {"organisation": organisation, "country": country}
    scheme = SchemeFactory()
    policy_factories.PastDecisionFactory(**about, goal=goal, scheme=scheme, amount=100)
    policy_factories.PastEventFactory(**about)
    policy_factories.MeasurementFactory(indicator__owner=UserFactory(is_staff=True))


def prize(n, organisation):
    """Make a nominee of the prize of one year, and a winner of another each time."""
    many = prize_factories.models.PrizeEdition.objects.filter(year=2099).first() or prize_factories.edition_at(
        year=2099
    )
    prize_factories.eligible(many, organisation=organisation)
    if n < 90:
        prize_factories.announced(winner=prize_factories.discussed(organisation=organisation, edition_year=2001 + n))
        prize_factories.PastWinnerFactory(year=2001 + n)


def mission(n, organisation, event, place, country, goal):
    """Make a trade mission about all of it, on which the organisation goes along."""
    found = MissionFactory(
        title_nl=f"Voorbeeld {n}",
        led_by=organisation,
        event=event,
        stage="open" if n % 2 else "preparing",
        industries=list(Industry),
    )
    found.places.add(place), found.goals.add(goal)
    found.organisations.add(organisation)
    # One with many companies and a long programme.
    many = event_factories.models.Mission.objects.filter(slug="veel").first() or MissionFactory(
        slug="veel", stage="preparing", industries=list(Industry)
    )
    for each in (found, many):
        each.countries.add(country)
        MissionCompanyFactory(mission=each, organisation=organisation, industries=list(Industry))
        MissionItemFactory(mission=each, is_public=True, place=place)


def forget():
    kept = ["PrizeDecision:prize_decision_stays", "Ballot:ballot_sent_stays", "BallotScore:ballot_score_of_a_draft"]
    kept += ["PrizeCriterion:prize_criteria_stay"]
    with pgtrigger.ignore(*(f"globalgoals.{trigger}" for trigger in kept)):
        for model in ("PrizeDecision", "Ballot", "Juror", "Nomination", "PrizeEdition", "PastWinner"):
            getattr(prize_factories.models, model).objects.all().delete()
    for model in (policy_factories.PastDecision, policy_factories.PastEvent):
        model.objects.all().delete()
    for model in ("Delegation", "Mission", "EventPhoto", "Event", "Series"):
        getattr(event_factories.models, model).objects.all().delete()
    factories.models.User.objects.filter(is_staff=False).delete()
    for model in ("Visit", "HanseaticDays"):
        getattr(event_factories.models, model).objects.all().delete()
    for model in ("Organisation", "OpenContact", "CityTie", "HanseCity", "Place", "Network"):
        getattr(factories.models, model).objects.all().delete()
    factories.NewsItem.objects.all().delete()
    factories.Target.objects.all().delete()
    for model in ("ShelterPlace", "StoryConsent", "ShelterStory"):
        getattr(event_factories.models, model).objects.all().delete()


THIS_MONTH = f"/agenda/maand/{timezone.localdate() + timedelta(days=7):%Y-%m}/"
LISTS = [
    "/", "/organisaties/", "/organisaties/?land=ug", "/organisaties.json", "/organisaties.csv", "/landen/", "/landen/ug/", "/steden/",
    "/steden/stad/", "/netwerken/", "/netwerken/netwerk/", "/global-goals/", "/global-goals/6/", "/global-goals/6/organisaties/", "/global-goals/overzicht/", "/global-goals/overzicht/landen.csv", "/zoeken/?q=voorbeeld", "/zoeken/?q=voorbeld&land=ug", "/sitemap.xml",
    "/onderwijs/", "/onderwijs.csv", "/onderwijs.json", "/onderwijs/stages/", "/made-in-deventer/", "/made-in-deventer/?land=ug&q=bedrijf", "/made-in-deventer.csv", "/nieuws/", "/nieuws/feed/",
    "/subsidies/", "/subsidies/register/", "/subsidies/register/voor-het-portaal/", "/shelter-city/", "/shelter-city/feed/", "/agenda/",
    "/hanze/", "/hanze/1980/", "/steden/bezoeken/", "/steden/bezoeken.csv", "/handelsmissies/delegaties/",
    "/agenda/?land=ug&stad=stad&doel=6&netwerk=netwerk", "/agenda/?periode=voorbij", "/agenda.csv", THIS_MONTH,
    "/agenda.ics", "/agenda/feed/", "/handelsmissies/", "/handelsmissies/?land=ug&stad=stad", "/handelsmissies.csv",
    "/global-goals/prijs/", "/global-goals/prijs/2099/", "/global-goals/prijs/2001/",
    "/global-goals/samen/", "/global-goals/praktijkvoorbeelden/", "/global-goals/praktijkvoorbeelden/?doel=6&land=ug",
    "/global-goals/praktijkvoorbeelden.csv", "/global-goals/praktijkvoorbeelden/feed/", "/handelsmissies/veel/", "/handelsmissies/resultaten/", "/handelsmissies/resultaten.csv",
]  # fmt: skip


@pytest.mark.django_db
def test_every_list_costs_the_same_queries_at_10_and_at_200_rows(client, admin_user, admin_client):
    # Nobody looks at what is private of Shelter City who was not named for it.
    admin_user.groups.add(Group.objects.get(name="shelter city"))
    in_admin = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
        if model._meta.app_label in OUR_APPS
    ]
    in_admin.append(reverse("admin:goal_claims"))
    costs = []
    for number in (10, 200):
        everything(number)
        # The stamp grows at a commit, and a test never gets there.
        caches["pages"].clear()
        choices_at.cache_clear()
        cost = {}
        for visitor, addresses in ((client, LISTS), (admin_client, in_admin)):
            for address in addresses:
                # The first time, a process learns what it keeps.
                visitor.get(address)
                # Another address of the same page, so that the page itself is not kept yet.
                again = address + ("&" if "?" in address else "?")
                with CaptureQueriesContext(connection) as queries:
                    response = visitor.get(again + "alle=x" if visitor is client else address)
                assert response.status_code == 200, address
                cost[address] = len(queries)
        costs.append(cost)
        forget()
    assert costs[0] == costs[1]
    many = {address: costs[1][address] for address in LISTS if costs[1][address] > 10}
    assert many.keys() <= {
        "/",
        "/sitemap.xml",
        "/steden/stad/",
        "/landen/ug/",
        "/global-goals/6/",
    }, many
    # One for each kind of page.
    assert costs[1]["/sitemap.xml"] <= len(SITEMAPS)
    # The page of a city brings ties, people, projects, agenda, visits, missions and the Hanse together; so does a country's.
    assert costs[1]["/steden/stad/"] <= 15
    assert costs[1]["/landen/ug/"] <= 11
