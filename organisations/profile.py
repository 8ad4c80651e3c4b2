"""All that the page of an organisation shows, in one question to PostgreSQL.

As querysets it is six questions, and building those takes longer than the rest of the page.
"""

from datetime import date

from django.db import connection
from django.utils import timezone

from .facets import GOAL, NETWORK, SPAN, THEME, Choices
from .models import (
    CountryPresence,
    ExportProfile,
    GoalTag,
    InternshipOffer,
    OfferOrNeed,
    Organisation,
    Picture,
    Place,
    Project,
    ProjectGoal,
    SchoolExchange,
)
from .models.internship import OPEN_FOR

QUESTION = """
    SELECT row_to_json(organisation), facets,
        ARRAY(
            SELECT row_to_json(presence) FROM (
                SELECT p.*, row_to_json(place) AS place
                FROM organisations_countrypresence p LEFT JOIN organisations_place place ON place.id = p.place_id
                WHERE p.organisation_id = organisation.id ORDER BY p.id
            ) presence
        ),
        ARRAY(
            SELECT row_to_json(tag) FROM (
                SELECT t.*, ARRAY(
                    SELECT target.code FROM organisations_goaltag_targets
                    JOIN globalgoals_target target ON target.id = target_id
                    WHERE goaltag_id = t.id ORDER BY target.position
                ) AS codes, (SELECT row_to_json(o) FROM (
                    SELECT id, name, slug, status FROM organisations_organisation WHERE id = t.confirmed_for_id
                ) o) AS peer
                FROM organisations_goaltag t WHERE t.organisation_id = organisation.id ORDER BY t.rank
            ) tag
        ),
        ARRAY(
            SELECT row_to_json(project) FROM (
                SELECT p.*, ARRAY(
                    SELECT row_to_json(g) FROM (
                        SELECT id, goal_id, rank, confirmed_on FROM organisations_project_goals
                        WHERE project_id = p.id ORDER BY rank
                    ) g
                ) AS goals
                FROM organisations_project p WHERE p.organisation_id = organisation.id
                ORDER BY p.kind, p.since_year DESC NULLS LAST, p.title_nl
            ) project
        ),
        ARRAY(
            SELECT row_to_json(wish) FROM organisations_offerorneed wish
            WHERE wish.organisation_id = organisation.id ORDER BY wish.kind, wish.id
        ),
        ARRAY(
            SELECT row_to_json(picture) FROM organisations_picture picture
            WHERE picture.organisation_id = organisation.id ORDER BY picture.kind, picture.position
        ),
        ARRAY(
            SELECT row_to_json(exchange) FROM (
                SELECT e.*, row_to_json(place) AS place
                FROM organisations_schoolexchange e LEFT JOIN organisations_place place ON place.id = e.place_id
                WHERE e.organisation_id = organisation.id ORDER BY e.school_year DESC NULLS LAST, e.id
            ) exchange
        ),
        ARRAY(
            SELECT row_to_json(internship) FROM (
                SELECT i.*, row_to_json(place) AS place
                FROM organisations_internshipoffer i LEFT JOIN organisations_place place ON place.id = i.place_id
                WHERE i.organisation_id = organisation.id AND coalesce(i.apply_before, i.published_on + %s) >= %s
                ORDER BY i.apply_before NULLS LAST, i.published_on DESC, i.id
            ) internship
        ),
        (
            SELECT row_to_json(export) FROM (
                SELECT e.*, ARRAY(
                    SELECT country_id FROM organisations_exportprofile_countries WHERE exportprofile_id = e.id
                ) AS country_ids
                FROM organisations_exportprofile e
                WHERE e.organisation_id = organisation.id AND e.is_listed AND organisation.sector = 2
            ) export
        )
    FROM organisations_organisation organisation
    LEFT JOIN organisations_directoryentry ON organisation_id = organisation.id
    WHERE slug = %s AND (status = 'active' OR NOT %s)
"""
# Of a page that is not public yet there is no entry in the directory.
UNPUBLISHED_FACETS = """
    SELECT ARRAY(
        SELECT 40000000 + theme_id FROM organisations_organisation_themes WHERE organisation_id = %(id)s
        UNION SELECT 60000000 + network_id FROM organisations_networkmembership WHERE organisation_id = %(id)s
    )::int[]
"""
DAYS = ("starts_on", "ends_on", "apply_before", "published_on")


def read_profile(slug: str, choices: Choices, public_only: bool = True) -> dict | None:
    """Return what the page of an organisation shows, or None where there is no (public) one of that name."""
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, [OPEN_FOR.days - 1, timezone.localdate(), slug, public_only])
        row = cursor.fetchone()
        if row is None:
            return None
        organisation, facets, presences, goal_tags, projects, wishes, pictures, exchanges, internships, export = row
        if facets is None:
            cursor.execute(UNPUBLISHED_FACETS, organisation)
            [facets] = cursor.fetchone()
    organisation = Organisation(**organisation)
    pictures = [Picture(**picture) for picture in pictures]
    photos = [picture for picture in pictures if not picture.is_logo]
    if organisation.confirmed_on:
        organisation.confirmed_on = date.fromisoformat(organisation.confirmed_on)
    return {
        "organisation": organisation,
        "presences": sorted(
            (presence_of(row, choices) for row in presences), key=lambda presence: presence.country.name
        ),
        "goal_tags": [goal_tag_of(row, choices) for row in goal_tags],
        "projects": [project_of(row, choices, photos) for row in projects],
        "exchanges": [exchange_of(row, choices) for row in exchanges],
        "internships": [internship_of(row, choices) for row in internships],
        "export": export and export_of(export, choices),
        "themes": choices.of(facets, THEME),
        "networks": choices.of(facets, NETWORK),
        "offers": [OfferOrNeed(**wish) for wish in wishes if wish["direction"] == OfferOrNeed.Direction.OFFER],
        "needs": [OfferOrNeed(**wish) for wish in wishes if wish["direction"] == OfferOrNeed.Direction.NEED],
        "logo": next((picture for picture in pictures if picture.is_logo), None),
        "photos": photos,
        # Those of a project stand with the project.
        "own_photos": [photo for photo in photos if not photo.project_id],
    }


def somewhere(model, row, choices):
    """Return a record that knows its country, if it has one, and its place."""
    place = row.pop("place")
    record = model(country=choices.countries.get(row.pop("country_id")), **row)
    if place:
        record.place = Place(**place)
    return record


def presence_of(row, choices):
    return somewhere(CountryPresence, row, choices)


def exchange_of(row, choices):
    return somewhere(SchoolExchange, row, choices)


def internship_of(row, choices):
    days = {name: date.fromisoformat(row[name]) for name in DAYS if row[name]}
    return somewhere(InternshipOffer, {**row, **days}, choices)


def export_of(row, choices):
    """Return an export profile that knows its countries, by name."""
    countries = [choices.countries[pk] for pk in row.pop("country_ids")]
    profile = ExportProfile(**row)
    profile.shown_countries = sorted(countries, key=lambda country: country.name)
    return profile


def goal_tag_of(row, choices):
    """Return a goal tag that knows the codes of its targets, and who confirmed it."""
    codes, peer = row.pop("codes"), row.pop("peer")
    tag = claim_of(GoalTag, row, choices)
    tag.codes = codes
    if peer:
        tag.confirmed_for = Organisation(**peer)
    return tag


def claim_of(model, row, choices):
    """Return a claim that knows the name of its goal."""
    tag = model(**row)
    if tag.confirmed_on:
        tag.confirmed_on = date.fromisoformat(tag.confirmed_on)
    tag.name = choices.by_facet[GOAL.number * SPAN + tag.goal_id].name
    return tag


def project_of(row, choices, photos):
    """Return a project that knows the goals it serves, and its photos."""
    tags = [claim_of(ProjectGoal, tag, choices) for tag in row.pop("goals")]
    project = Project(country=choices.countries.get(row.pop("country_id")), **row)
    project.shown_tags = tags
    project.photos = [photo for photo in photos if photo.project_id == project.pk]
    return project
