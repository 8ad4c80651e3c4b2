"""Countries, cities and regions, and the Global Goals."""

from django.urls import reverse

from globalgoals.models import Goal, Target
from organisations.models import Country, Place

from ..kind import Kind

COUNTRY = Kind(
    number=7,
    slug="land",
    published=lambda: Country.objects.all(),
    address=lambda code: reverse("organisations:country", args=[code]),
    interest=0.9,
    title="r.name_{l}",
    key="lower(r.iso2)",
    countries="SELECT r.id",
)
PLACE = Kind(
    number=8,
    slug="stad-of-regio",
    published=lambda: Place.objects.all(),
    address=lambda slug: reverse("organisations:place", args=[slug]),
    interest=1.0,
    title="r.name_{l}",
    summary="r.description_{l}",
    text="tie.told_{l}",
    about="concat_ws(' ', c.name_nl, c.name_en, c.name_de)",
    joins="""
        JOIN organisations_country c ON c.id = r.country_id
        LEFT JOIN LATERAL (
            SELECT string_agg(concat_ws(E'\\n', t.description_nl, t.agreement_nl), E'\\n') AS told_nl,
                string_agg(concat_ws(E'\\n', t.description_en, t.agreement_en), E'\\n') AS told_en,
                string_agg(concat_ws(E'\\n', t.description_de, t.agreement_de), E'\\n') AS told_de
            FROM organisations_citytie t WHERE t.place_id = r.id
        ) tie ON true""",
    countries="SELECT r.country_id",
    parts={"organisations_citytie": "place_id"},
    around={"organisations_country": "country_id"},
)
GOAL = Kind(
    number=9,
    slug="doel",
    published=lambda: Goal.objects.all(),
    address=lambda number: reverse("globalgoals:goal", args=[number]),
    interest=1.0,
    title="r.name_{l}",
    key="r.number::text",
    summary="r.text_{l}",
    about="concat_ws(' ', 'Global Goal SDG doel Ziel Sustainable Development Goal', r.number)",
    also="ARRAY['global goal ' || r.number, 'goal ' || r.number, 'sdg ' || r.number, 'sdg' || r.number, 'doel ' || r.number, 'ziel ' || r.number]",
    goals="SELECT r.number",
)
TARGET = Kind(
    number=10,
    slug="subdoel",
    published=lambda: Target.objects.all(),
    address=lambda number: f"{reverse('globalgoals:goal', args=[number])}#subdoelen",
    interest=0.0,
    # The official text is English; a short label of our own is Dutch.
    title="CASE '{l}' WHEN 'en' THEN concat_ws(' ', r.code, r.title_en) WHEN 'nl' THEN r.code || ' ' || nullif(r.label_nl, '') END",
    key="r.goal_id::text",
    also="ARRAY[search_plain(r.code), 'sdg ' || search_plain(r.code)]",
    goals="SELECT r.goal_id",
)

KINDS = [COUNTRY, PLACE, GOAL, TARGET]
