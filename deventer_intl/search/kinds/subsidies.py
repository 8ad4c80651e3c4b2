"""Schemes, and what was decided and came of it, as the public register has it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from subsidies.models import PublicResult, Scheme
from subsidies.register import STILL_GRANTED, in_force, with_what_became

from ..kind import Kind

# The name of a sole trader can be that of a person: the register leaves it out.
APPLICATION = """
    JOIN subsidies_application a ON a.id = r.application_id
    JOIN subsidies_ceiling ceiling ON ceiling.id = a.ceiling_id
    JOIN subsidies_scheme scheme ON scheme.id = ceiling.scheme_id
    LEFT JOIN organisations_organisation o ON o.id = a.organisation_id AND o.legal_form <> 'sole-trader'"""
REFERENCE = "scheme.code || '-' || ceiling.year || '-' || to_char(a.number, 'FM999990000')"
ABOUT = f"concat_ws(' ', {REFERENCE}, o.name, scheme.name_nl, scheme.name_en, scheme.name_de, {{countries}})"
COUNTRY_NAMES = """(
    SELECT string_agg(concat_ws(' ', c.name_nl, c.name_en, c.name_de), ' ')
    FROM {table} x JOIN organisations_country c ON c.id = x.country_id WHERE x.{column} = {value})"""


def entry(reference):
    return reverse("subsidies:register_entry", args=[reference])


def of_application(table):
    """Return which records of a table go with what an application says, and with what stands around it."""
    by = f"SELECT d.id FROM {table} d JOIN subsidies_application a ON a.id = d.application_id"
    return {
        "subsidies_application.id": f"SELECT d.id FROM {table} d WHERE d.application_id = n.id",
        "subsidies_ceiling.id": f"{by} WHERE a.ceiling_id = n.id",
        "subsidies_scheme.id": f"{by} JOIN subsidies_ceiling c ON c.id = a.ceiling_id WHERE c.scheme_id = n.id",
        "organisations_organisation.id": f"{by} WHERE a.organisation_id = n.id",
    }


SCHEME = Kind(
    number=16,
    slug="regeling",
    published=lambda: Scheme.objects.public(),
    address=lambda slug: reverse("subsidies:scheme", args=[slug]),
    interest=1.0,
    title="r.name_{l}",
    summary="rules.summary_{l}",
    text="rules.conditions_{l}",
    about="'subsidieregeling regeling scheme'",
    # What most people type who look for one.
    also="ARRAY[search_plain(r.code), 'subsidie', 'subsidies', 'subsidy', 'grant', 'grants', 'forderung', 'zuschuss']",
    # The rules that were published last.
    joins="""
        LEFT JOIN LATERAL (
            SELECT v.* FROM subsidies_schemeversion v JOIN subsidies_ceiling c ON c.id = v.ceiling_id
            WHERE c.scheme_id = r.id AND v.published_at IS NOT NULL ORDER BY c.year DESC, v.number DESC LIMIT 1
        ) rules ON true""",
    years="""SELECT c.year FROM subsidies_ceiling c JOIN subsidies_schemeversion v ON v.ceiling_id = c.id
        WHERE c.scheme_id = r.id AND v.published_at IS NOT NULL""",
    parts={"subsidies_ceiling": "scheme_id"},
    beyond={"subsidies_schemeversion.ceiling_id": "SELECT c.scheme_id FROM subsidies_ceiling c WHERE c.id = n.id"},
)
DECISION = Kind(
    number=17,
    slug="besluit",
    published=in_force,
    address=entry,
    interest=0.2,
    one=_("decision on a subsidy"),
    many=_("decisions on subsidies"),
    # Written in Dutch.
    title=f"CASE '{{l}}' WHEN 'nl' THEN coalesce(nullif(r.public_title, ''), {REFERENCE}) END",
    key=REFERENCE,
    summary="CASE '{l}' WHEN 'nl' THEN r.public_summary END",
    about=ABOUT.format(
        countries=COUNTRY_NAMES.format(
            table="subsidies_application_countries", column="application_id", value="r.application_id"
        )
    ),
    also=f"ARRAY[search_plain({REFERENCE})]",
    joins=APPLICATION,
    day="(r.announced_at AT TIME ZONE 'Europe/Amsterdam')::date",
    goals="SELECT goal_id FROM subsidies_application_goals WHERE application_id = r.application_id",
    countries="SELECT country_id FROM subsidies_application_countries WHERE application_id = r.application_id",
    years="SELECT ceiling.year",
    beyond={
        **of_application("subsidies_decision"),
        # A newer one takes the place of those before it.
        "subsidies_decision.application_id": "SELECT d.id FROM subsidies_decision d WHERE d.application_id = n.id",
        **{
            f"subsidies_application_{name}.application_id": "SELECT d.id FROM subsidies_decision d WHERE d.application_id = n.id"
            for name in ("countries", "goals")
        },
        "organisations_country.id": """
            SELECT d.id FROM subsidies_decision d JOIN subsidies_application_countries x ON x.application_id = d.application_id
            WHERE x.country_id = n.id""",
    },
)


def results_of_grants():
    """Return the results that the register shows: those that were published, of a grant that still holds."""
    grants = with_what_became(in_force()).filter(STILL_GRANTED).order_by().values("application")
    return PublicResult.objects.published().filter(application__in=grants)


RESULT = Kind(
    number=18,
    slug="resultaat",
    published=results_of_grants,
    address=entry,
    interest=0.4,
    title="r.title_{l}",
    key=REFERENCE,
    summary="r.text_{l}",
    about=ABOUT.format(
        countries=COUNTRY_NAMES.format(table="subsidies_publicresult_countries", column="publicresult_id", value="r.id")
    ),
    joins=APPLICATION,
    day="(r.published_at AT TIME ZONE 'Europe/Amsterdam')::date",
    goals="SELECT goal_id FROM subsidies_publicresult_goals WHERE publicresult_id = r.id",
    countries="SELECT country_id FROM subsidies_publicresult_countries WHERE publicresult_id = r.id",
    years="SELECT ceiling.year",
    parts={"subsidies_publicresult_countries": "publicresult_id", "subsidies_publicresult_goals": "publicresult_id"},
    beyond={
        **of_application("subsidies_publicresult"),
        "subsidies_decision.application_id": "SELECT d.id FROM subsidies_publicresult d WHERE d.application_id = n.id",
        "organisations_country.id": "SELECT publicresult_id FROM subsidies_publicresult_countries WHERE country_id = n.id",
    },
)

KINDS = [SCHEME, DECISION, RESULT]
