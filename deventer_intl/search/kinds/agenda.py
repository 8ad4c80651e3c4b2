"""The agenda, missions, visits, the Hanse and the stories of Shelter City."""

from django.urls import reverse

from events.models import Event, HanseaticDays, Mission, ShelterStory, Visit

from ..kind import Kind

# On these, the places and countries that a record is about.
NAMES = """(
    SELECT string_agg(concat_ws(' ', c.name_nl, c.name_en, c.name_de), ' ')
    FROM {app}_{kind}_countries a JOIN organisations_country c ON c.id = a.country_id WHERE a.{kind}_id = r.id
), (
    SELECT string_agg(concat_ws(' ', l.name_nl, l.name_en, l.name_de, c.name_nl, c.name_en, c.name_de), ' ')
    FROM {app}_{kind}_{places} a JOIN organisations_place l ON l.id = a.place_id
    JOIN organisations_country c ON c.id = l.country_id WHERE a.{kind}_id = r.id
)"""
PLACE = "LEFT JOIN organisations_place l ON l.id = r.place_id LEFT JOIN organisations_country c ON c.id = l.country_id"
PLACE_NAMES = "l.name_nl, l.name_en, l.name_de, c.name_nl, c.name_en, c.name_de"


def around_places(kind, places):
    """Return which records of a kind the names of countries and cities stand at."""
    return {
        "organisations_country.id": f"""
            SELECT {kind}_id FROM events_{kind}_countries WHERE country_id = n.id UNION
            SELECT a.{kind}_id FROM events_{kind}_{places} a JOIN organisations_place l ON l.id = a.place_id
            WHERE l.country_id = n.id""",
        "organisations_place.id": f"SELECT {kind}_id FROM events_{kind}_{places} WHERE place_id = n.id",
    }


EVENT = Kind(
    number=11,
    slug="bijeenkomst",
    published=lambda: Event.objects.public(),
    address=lambda slug: reverse("events:event", args=[slug]),
    interest=0.5,
    title="r.title_{l}",
    summary="r.summary_{l}",
    text="concat_ws(E'\\n', r.description_{l}, r.report_{l}, r.venue)",
    about=f"concat_ws(' ', o.name, {PLACE_NAMES}, {NAMES.format(app='events', kind='event', places='cities')})",
    joins=f"{PLACE} LEFT JOIN organisations_organisation o ON o.id = r.organiser_id AND o.status = 'active'",
    day="(r.starts_at AT TIME ZONE 'Europe/Amsterdam')::date",
    goals="SELECT goal_id FROM events_event_goals WHERE event_id = r.id",
    countries="SELECT country_id FROM events_event_countries WHERE event_id = r.id UNION SELECT l.country_id",
    years="SELECT extract(year FROM r.starts_at AT TIME ZONE 'Europe/Amsterdam')::int",
    parts={"events_event_countries": "event_id", "events_event_cities": "event_id", "events_event_goals": "event_id"},
    around={"organisations_organisation": "organiser_id"},
    beyond={
        "organisations_place.id": """
            SELECT id FROM events_event WHERE place_id = n.id UNION
            SELECT event_id FROM events_event_cities WHERE place_id = n.id""",
        "organisations_country.id": around_places("event", "cities")["organisations_country.id"]
        + " UNION SELECT e.id FROM events_event e JOIN organisations_place l ON l.id = e.place_id WHERE l.country_id = n.id",
    },
)
MISSION = Kind(
    number=12,
    slug="handelsmissie",
    published=lambda: Mission.objects.public(),
    address=lambda slug: reverse("events:mission", args=[slug]),
    interest=0.7,
    title="r.title_{l}",
    summary="r.summary_{l}",
    text="r.description_{l}",
    about=f"concat_ws(' ', o.name, {NAMES.format(app='events', kind='mission', places='places')})",
    joins="LEFT JOIN organisations_organisation o ON o.id = r.led_by_id AND o.status = 'active'",
    day="r.starts_on",
    goals="SELECT goal_id FROM events_mission_goals WHERE mission_id = r.id",
    countries="""SELECT country_id FROM events_mission_countries WHERE mission_id = r.id UNION
        SELECT l.country_id FROM events_mission_places a JOIN organisations_place l ON l.id = a.place_id
        WHERE a.mission_id = r.id""",
    years="SELECT extract(year FROM r.starts_on)::int",
    parts={
        "events_mission_countries": "mission_id",
        "events_mission_places": "mission_id",
        "events_mission_goals": "mission_id",
    },
    around={"organisations_organisation": "led_by_id"},
    beyond=around_places("mission", "places"),
)
VISIT = Kind(
    number=13,
    slug="bezoek",
    published=lambda: Visit.objects.public(),
    address=lambda place, year, pk: f"{reverse('events:visits')}?stad={place}&jaar={year}#bezoek-{pk}",
    interest=0.3,
    title="r.title_{l}",
    key="l.slug, extract(year FROM r.starts_on)::text, r.id::text",
    summary="r.host_{l}",
    text="r.programme_{l}",
    about=f"concat_ws(' ', {PLACE_NAMES})",
    joins=PLACE,
    day="r.starts_on",
    countries="SELECT l.country_id",
    years="SELECT extract(year FROM r.starts_on)::int",
    around={"organisations_place": "place_id"},
    beyond={
        "organisations_country.id": """
            SELECT v.id FROM events_visit v JOIN organisations_place l ON l.id = v.place_id WHERE l.country_id = n.id""",
    },
)
HANSEATIC_DAYS = Kind(
    number=14,
    slug="hanzedagen",
    published=lambda: HanseaticDays.objects.all(),
    address=lambda year: reverse("events:hanseatic_days", args=[year]),
    interest=0.5,
    title="""CASE '{l}' WHEN 'nl' THEN 'Hanzedagen ' WHEN 'en' THEN 'Hanseatic Days ' ELSE 'Hansetage ' END
        || r.year || ', ' || coalesce(nullif(l.name_{l}, ''), l.name_nl)""",
    key="r.year::text",
    summary="r.note_{l}",
    text="r.delegation_{l}",
    about="concat_ws(' ', 'Hanze Hanse', l.name_nl, l.name_en, l.name_de, c.name_nl, c.name_en, c.name_de)",
    joins="JOIN organisations_place l ON l.id = r.host_id JOIN organisations_country c ON c.id = l.country_id",
    countries="SELECT l.country_id",
    years="SELECT r.year",
    around={"organisations_place": "host_id"},
    beyond={
        "organisations_country.id": """
            SELECT h.id FROM events_hanseaticdays h JOIN organisations_place l ON l.id = h.host_id WHERE l.country_id = n.id""",
    },
)
# A consent of today, taken apart into what was approved and the days for which it holds.
CONSENTS = "SELECT {day} FROM events_storyconsent s WHERE s.story_id = r.id AND s.channel = 'portal' AND {approved}"
APPROVED = "s.withdrawn_at IS NULL AND s.first_approver_id IS NOT NULL AND s.second_approver_id IS NOT NULL AND s.item = asked.item"
OF_EACH_ITEM = "SELECT {most}(({consents})) FROM unnest(array_append(r.elements, 'text')) AS asked (item)"
STORY = Kind(
    number=15,
    slug="shelter-city",
    published=lambda: ShelterStory.objects.approved(),
    public_today=lambda: ShelterStory.objects.public(),
    address=lambda key: reverse("events:shelter_story", args=[key]),
    interest=0.4,
    title="r.title_{l}",
    key="r.key::text",
    summary="r.text_{l}",
    about="'Shelter City'",
    shown_from=f"({OF_EACH_ITEM.format(most='max', consents=CONSENTS.format(day='min(s.given_on)', approved=APPROVED))})",
    shown_until=f"({OF_EACH_ITEM.format(most='min', consents=CONSENTS.format(day='max(s.expires_on)', approved=APPROVED))})",
    parts={"events_storyconsent": "story_id"},
    is_fleeting=True,
)

KINDS = [EVENT, MISSION, VISIT, HANSEATIC_DAYS, STORY]
