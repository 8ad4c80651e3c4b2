"""Fictitious companies for the demonstration: what they export, one that left the catalogue, and what they offer trainees."""

from organisations.actions.membership import admit
from organisations.models import Country, ExportProfile, Industry, InternshipOffer, Organisation, Role, Sector

# Slug, name, industry, what it exports (Dutch, English, German), countries, since, certificates.
COMPANIES = [
    (
        "voorbeeld-pompen",
        "Voorbeeld Pompen B.V. (verzonnen)",
        Industry.MACHINES,
        (
            "Verzonnen pompen van roestvast staal voor zuivel en drank, met onderhoud ter plaatse.",
            "Fictitious stainless steel pumps for dairy and drinks, with maintenance on site.",
            "Erfundene Pumpen aus Edelstahl für Molkereien und Getränke, mit Wartung vor Ort.",
        ),
        ["DE", "LV", "SE", "RO", "UG"],
        1985,
        "ISO 9001, CE (verzonnen)",
    ),
    (
        "voorbeeld-koek",
        "Voorbeeld Koekbakkers (verzonnen)",
        Industry.FOOD,
        ("Verzonnen kruidkoek, al eeuwen naar een recept dat niet bestaat.", "Fictitious spiced cake.", ""),
        ["DE", "BE", "FR"],
        1593,
        "",
    ),
    (
        "voorbeeld-zuivering",
        "Voorbeeld Zuivering (verzonnen)",
        Industry.WATER,
        ("Verzonnen installaties die afvalwater van kleine fabrieken zuiveren.", "", ""),
        ["EE", "LV", "LT", "KE"],
        None,
        "",
    ),
    (
        "voorbeeld-spellen",
        "Voorbeeld Spellen (verzonnen)",
        Industry.CREATIVE,
        ("Verzonnen bordspellen in twaalf talen.", "Fictitious board games in twelve languages.", ""),
        ["US", "JP", "DE", "GB", "CA"],
        2009,
        "",
    ),
]


def make_exporters(keeper):
    """Make companies kept by `keeper` with their export profiles; those that are there are left as they are."""
    for slug, name, industry, products, countries, since_year, certificates in COMPANIES:
        company, _made = Organisation.objects.get_or_create(
            slug=slug, defaults={"name": name, "sector": Sector.BUSINESS, "summary_nl": "Wij bestaan niet."}
        )
        admit(organisation=company, user=keeper, role=Role.OWNER)
        profile, made = ExportProfile.objects.get_or_create(
            organisation=company,
            defaults={
                "industry": industry,
                **dict(zip(["products_nl", "products_en", "products_de"], products, strict=True)),
                "since_year": since_year,
                "certificates": certificates,
            },
        )
        if made:
            profile.countries.set(Country.objects.filter(iso2__in=countries))
    left, _made = Organisation.objects.get_or_create(
        slug="voorbeeld-gestopt",
        defaults={"name": "Voorbeeld Gestopt (verzonnen)", "sector": Sector.BUSINESS},
    )
    products = "Verzonnen schroeven, die niemand meer maakt."
    ExportProfile.objects.get_or_create(
        organisation=left, defaults={"industry": Industry.MACHINES, "products_nl": products, "is_listed": False}
    )
    make_traineeships()


def make_traineeships():
    for slug, kind, title, iso2 in [
        ("voorbeeld-pompen", InternshipOffer.Kind.TRAINEESHIP, "Trainee verkoop in Riga (verzonnen)", "LV"),
        ("voorbeeld-zuivering", InternshipOffer.Kind.INTERNSHIP, "Stage watermeting (verzonnen)", "LV"),
    ]:
        country = Country.objects.filter(iso2=iso2).first()
        if country is None:
            # Without the real data there are no countries.
            continue
        InternshipOffer.objects.get_or_create(
            organisation=Organisation.objects.get(slug=slug),
            title_nl=title,
            defaults={
                "kind": kind,
                "text_nl": "Dit bestaat niet echt: om het portaal mee te proberen.",
                "direction": InternshipOffer.Direction.ABROAD,
                "country": country,
                "levels": ["hbo", "wo"],
            },
        )
