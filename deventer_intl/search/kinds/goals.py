"""What is done for the Global Goals: good practices, and the prize."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from globalgoals.models import GoodPractice, PrizeEdition

from ..kind import Kind
from .directory import OF_ITS_ORGANISATION

COUNTRIES = "globalgoals_goodpractice_countries"

PRACTICE = Kind(
    number=21,
    slug="praktijkvoorbeeld",
    published=lambda: GoodPractice.objects.public(),
    address=lambda slug: reverse("practices:practice", args=[slug]),
    interest=0.6,
    title="r.title_{l}",
    summary="r.result_{l}",
    text="r.story_{l}",
    about=f"""concat_ws(' ', o.name, (
        SELECT string_agg(concat_ws(' ', c.name_nl, c.name_en, c.name_de), ' ')
        FROM {COUNTRIES} a JOIN organisations_country c ON c.id = a.country_id WHERE a.goodpractice_id = r.id
    ))""",
    joins=OF_ITS_ORGANISATION,
    day="(r.published_at AT TIME ZONE 'Europe/Amsterdam')::date",
    goals="SELECT goal_id FROM globalgoals_practicegoal WHERE practice_id = r.id",
    countries=f"SELECT country_id FROM {COUNTRIES} WHERE goodpractice_id = r.id",
    years="SELECT extract(year FROM r.published_at AT TIME ZONE 'Europe/Amsterdam')::int",
    parts={"globalgoals_practicegoal": "practice_id", COUNTRIES: "goodpractice_id"},
    around={"organisations_organisation": "organisation_id"},
    beyond={"organisations_country.id": f"SELECT goodpractice_id FROM {COUNTRIES} WHERE country_id = n.id"},
)
# Who was nominated is not in it: some of them are never named.
PRIZE = Kind(
    number=22,
    slug="prijs",
    published=lambda: PrizeEdition.objects.public(),
    address=lambda year: reverse("globalgoals:prize", args=[year]),
    interest=0.6,
    title="r.title_{l}",
    key="r.year::text",
    summary="r.text_{l}",
    about="concat_ws(' ', 'Deventer4GlobalGoals prijs prize Preis', r.year)",
    day="r.announced_on",
    years="SELECT r.year",
    one=_("prize"),
    many=_("prizes"),
)

KINDS = [PRACTICE, PRIZE]
