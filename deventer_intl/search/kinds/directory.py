"""Organisations, and what they do, offer and export."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.models import ExportProfile, InternshipOffer, Network, OfferOrNeed, Organisation, Project

from ..kind import Kind

OF_ITS_ORGANISATION = "JOIN organisations_organisation o ON o.id = r.organisation_id"
COUNTRY_NAMES = "concat_ws(' ', c.name_nl, c.name_en, c.name_de)"
PLACE_NAMES = "concat_ws(' ', l.name_nl, l.name_en, l.name_de)"


def of_public(model):
    """Return the records of organisations that the public directory shows."""
    return model.objects.filter(organisation__in=Organisation.objects.public())


def on_page(anchor):
    def address(slug, *_rest):
        return f"{reverse('organisations:organisation', args=[slug])}#{anchor}"

    return address


ORGANISATION = Kind(
    number=1,
    slug="organisatie",
    published=lambda: Organisation.objects.public(),
    address=lambda slug: reverse("organisations:organisation", args=[slug]),
    interest=1.0,
    is_name=True,
    title="r.name",
    summary="r.summary_{l}",
    text="concat_ws(E'\\n', r.description_{l}, presence.activity_{l}, presence.partners)",
    about="concat_ws(' ', r.other_names, presence.named, theme.named, network.named)",
    also="string_to_array(search_plain(replace(r.other_names, ',', ' | ')), ' | ')",
    joins="""
        LEFT JOIN LATERAL (
            SELECT string_agg(concat_ws(' ', c.name_nl, c.name_en, c.name_de, l.name_nl, l.name_en, l.name_de), ' ') AS named,
                string_agg(p.activity_nl, E'\\n') AS activity_nl, string_agg(p.activity_en, E'\\n') AS activity_en,
                string_agg(p.activity_de, E'\\n') AS activity_de, string_agg(nullif(p.local_partner, ''), E'\\n') AS partners
            FROM organisations_countrypresence p JOIN organisations_country c ON c.id = p.country_id
            LEFT JOIN organisations_place l ON l.id = p.place_id WHERE p.organisation_id = r.id
        ) presence ON true
        LEFT JOIN LATERAL (
            SELECT string_agg(concat_ws(' ', t.name_nl, t.name_en, t.name_de), ' ') AS named
            FROM organisations_organisation_themes o JOIN organisations_theme t ON t.id = o.theme_id
            WHERE o.organisation_id = r.id
        ) theme ON true
        LEFT JOIN LATERAL (
            SELECT string_agg(concat_ws(' ', w.name_nl, w.name_en, w.name_de), ' ') AS named
            FROM organisations_networkmembership m JOIN organisations_network w ON w.id = m.network_id
            WHERE m.organisation_id = r.id
        ) network ON true""",
    goals="SELECT goal_id FROM organisations_goaltag WHERE organisation_id = r.id",
    countries="SELECT country_id FROM organisations_countrypresence WHERE organisation_id = r.id",
    parts={
        "organisations_countrypresence": "organisation_id",
        "organisations_goaltag": "organisation_id",
        "organisations_organisation_themes": "organisation_id",
        "organisations_networkmembership": "organisation_id",
    },
    beyond={
        "organisations_country.id": "SELECT organisation_id FROM organisations_countrypresence WHERE country_id = n.id",
        "organisations_place.id": "SELECT organisation_id FROM organisations_countrypresence WHERE place_id = n.id",
        "organisations_theme.id": "SELECT organisation_id FROM organisations_organisation_themes WHERE theme_id = n.id",
        "organisations_network.id": "SELECT organisation_id FROM organisations_networkmembership WHERE network_id = n.id",
    },
)
PROJECT = Kind(
    number=2,
    slug="project",
    published=lambda: of_public(Project),
    address=on_page("projecten"),
    interest=0.6,
    title="r.title_{l}",
    key="o.slug",
    summary="r.summary_{l}",
    text="concat_ws(E'\\n', r.result_{l}, r.partner)",
    about=f"concat_ws(' ', o.name, {COUNTRY_NAMES})",
    joins=f"{OF_ITS_ORGANISATION} LEFT JOIN organisations_country c ON c.id = r.country_id",
    goals="SELECT goal_id FROM organisations_project_goals WHERE project_id = r.id",
    countries="SELECT r.country_id",
    years="SELECT r.since_year UNION SELECT r.until_year",
    parts={"organisations_project_goals": "project_id"},
    around={"organisations_organisation": "organisation_id", "organisations_country": "country_id"},
)
OFFER_OR_NEED = Kind(
    number=3,
    slug="aanbod-of-vraag",
    published=lambda: of_public(OfferOrNeed),
    address=on_page("uitwisselen"),
    interest=0.4,
    title="r.text_{l}",
    key="o.slug",
    about="o.name",
    joins=OF_ITS_ORGANISATION,
    around={"organisations_organisation": "organisation_id"},
)
INTERNSHIP = Kind(
    number=4,
    slug="stage",
    published=lambda: of_public(InternshipOffer),
    public_today=lambda: InternshipOffer.objects.open(),
    address=lambda slug, pk: f"{reverse('organisations:organisation', args=[slug])}#stage-{pk}",
    interest=0.5,
    title="r.title_{l}",
    key="o.slug, r.id::text",
    summary="r.text_{l}",
    about=f"concat_ws(' ', o.name, 'stage internship Praktikum', {COUNTRY_NAMES}, {PLACE_NAMES})",
    joins=f"""{OF_ITS_ORGANISATION} LEFT JOIN organisations_country c ON c.id = r.country_id
        LEFT JOIN organisations_place l ON l.id = r.place_id""",
    # `InternshipOfferQuerySet.open`.
    shown_until="coalesce(r.apply_before, r.published_on + 364)",
    countries="SELECT r.country_id",
    around={
        "organisations_organisation": "organisation_id",
        "organisations_country": "country_id",
        "organisations_place": "place_id",
    },
)
EXPORT = Kind(
    number=5,
    slug="export",
    published=lambda: ExportProfile.objects.listed(),
    address=on_page("export"),
    interest=0.5,
    one=_("Made in Deventer"),
    many=_("Made in Deventer"),
    is_name=True,
    title="o.name",
    key="o.slug",
    summary="r.products_{l}",
    text="r.certificates",
    about="""concat_ws(' ', 'export', (
        SELECT string_agg(concat_ws(' ', c.name_nl, c.name_en, c.name_de), ' ')
        FROM organisations_exportprofile_countries e JOIN organisations_country c ON c.id = e.country_id
        WHERE e.exportprofile_id = r.id))""",
    joins=OF_ITS_ORGANISATION,
    countries="SELECT country_id FROM organisations_exportprofile_countries WHERE exportprofile_id = r.id",
    parts={"organisations_exportprofile_countries": "exportprofile_id"},
    around={"organisations_organisation": "organisation_id"},
    beyond={
        "organisations_country.id": "SELECT exportprofile_id FROM organisations_exportprofile_countries WHERE country_id = n.id",
    },
)
NETWORK = Kind(
    number=6,
    slug="netwerk",
    published=lambda: Network.objects.all(),
    address=lambda slug: reverse("organisations:network", args=[slug]),
    interest=0.9,
    title="r.name_{l}",
    summary="r.summary_{l}",
    text="r.description_{l}",
)

KINDS = [ORGANISATION, PROJECT, OFFER_OR_NEED, INTERNSHIP, EXPORT, NETWORK]
