"""The catalogue "Made in Deventer": its open data, and how it is printed."""

from collections import defaultdict
from io import BytesIO
from itertools import groupby

from django.conf import settings
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from PIL import Image

from deventer_intl import pdf
from deventer_intl.pictures import WIDTHS, file_name

from .models import ExportProfile, Industry

# What the open data gives of a company: public facts, no person.
COLUMNS = [
    "name", "industry", "products", "countries", "exports_since", "certificates", "website", "address",
]  # fmt: skip
# Beyond it, the contents name chapters alone: the index at the end finds the companies.
MOST_IN_CONTENTS = 80
# The longest side of a printed logo, in pixels: three centimetres at 200 dots an inch.
LOGO_SIDE = 240
# Letters that can be printed alone and not where they stand: so often the whole is made anew.
MOST_ATTEMPTS = 5


def open_data(profiles, address_of):
    """Yield export profiles as plain values by column; `address_of` makes a whole address of a path."""
    for profile in profiles:
        yield {
            "name": profile.organisation.name,
            "industry": capfirst(profile.get_industry_display()),
            "products": str(profile.products),
            "countries": [country.name for country in profile.named_countries],
            "exports_since": profile.since_year,
            "certificates": profile.certificates,
            "website": profile.organisation.website,
            "address": address_of(profile.organisation.get_absolute_url()),
        }


def printed(profiles, selection: list[str]) -> bytes:
    """Return the catalogue of export profiles as PDF/UA in the active language; letters that our fonts lack stand as ?.

    The profiles are a list in the order of the catalogue, `with_entries`; `selection` says how they were chosen.
    """
    files = {}
    data = content(profiles, selection, files)
    lacking = pdf.lacking(data)
    for _attempt in range(MOST_ATTEMPTS):
        try:
            return pdf.render("catalogue.typ", without(data, lacking) if lacking else data, files)
        except pdf.Unprintable as error:
            lacking |= set(str(error))
    return pdf.render(
        "catalogue.typ", without(data, {letter for letter in pdf.letters_in(data) if letter > "ſ"}), files
    )


def content(profiles, selection, files) -> dict:
    """Return what `catalogue.typ` prints; the logos it names are added to `files`."""
    companies = {profile.pk: company(profile, files) for profile in profiles}
    chapters = [
        {"name": str(capfirst(Industry(industry).label)), "companies": [companies[profile.pk] for profile in found]}
        for industry, found in groupby(profiles, key=lambda profile: profile.industry)
    ]
    number = len(companies)
    return {
        "title": _("Made in Deventer"),
        "language": get_language(),
        "page_label": _("page"),
        "office": "International Office Deventer",
        "lead": _("What companies of Deventer (the Netherlands) make for other countries"),
        "number": ngettext("%(number)s company", "%(number)s companies", number) % {"number": number},
        "selection": ", ".join(selection),
        "date": date_format(timezone.localdate()),
        "address": settings.PORTAL_URL.partition("://")[2],
        "about": _(
            "The companies wrote these texts themselves. A text that is not there in this language stands in the language in which it was written. What has changed since stands on the site."
        ),
        "contents_label": _("Contents"),
        "contents_depth": 2 if number <= MOST_IN_CONTENTS else 1,
        "chapters": chapters,
        "index_label": _("Index by country"),
        "index_lead": _("Where these companies export to."),
        "index": index(profiles),
        "empty": _("No company has filled in yet what it exports."),
    }


def index(profiles) -> list[dict]:
    """Return the countries by name, each with the companies that export there."""
    found = defaultdict(list)
    for profile in profiles:
        for country in profile.named_countries:
            found[country.name].append({"key": key_of(profile), "name": profile.organisation.name})
    return [
        {"country": name, "companies": sorted(found[name], key=lambda each: each["name"].lower())}
        for name in sorted(found)
    ]


def key_of(profile: ExportProfile) -> str:
    return f"company-{profile.pk}"


def company(profile, files) -> dict:
    """Return what is printed of a company."""
    organisation = profile.organisation
    page = settings.PORTAL_URL + organisation.get_absolute_url()
    countries = ", ".join(country.name for country in profile.named_countries)
    facts = [
        (_("Exports to"), countries),
        (_("Exports since"), str(profile.since_year or "")),
        (_("Certificates"), profile.certificates),
        (_("Languages"), ", ".join(str(language) for language in organisation.spoken_languages)),
        (_("Contact"), contact(profile)),
    ]
    logo = printed_logo(profile.logo) if profile.logo else None
    if logo:
        files[f"{key_of(profile)}.jpg"] = logo
    return {
        "key": key_of(profile),
        "name": organisation.name,
        "products": str(profile.products),
        "language": profile.products.lang or get_language(),
        "facts": [{"label": label, "text": text} for label, text in facts if text],
        "website": organisation.website,
        "page_label": _("Page of %(name)s on Deventer Internationaal") % {"name": organisation.name},
        "page": page,
        "logo": f"{key_of(profile)}.jpg" if logo else "",
        "alt": str(profile.logo.alt) if logo else "",
    }


def contact(profile) -> str:
    """Return the contact person on one line, where both the page and the catalogue may show it."""
    if not profile.prints_contact:
        return ""
    organisation = profile.organisation
    return " · ".join(filter(None, [organisation.contact_name, organisation.email, organisation.phone]))


def printed_logo(picture) -> bytes | None:
    """Return a logo as JPEG on white, which a PDF takes as it is; None where its file is not there."""
    try:
        with storages["pictures"].open(file_name(picture.digest, min(picture.width, WIDTHS[0]))) as file:
            image = Image.open(file).convert("RGBA")
    except OSError:
        return None
    image.thumbnail((LOGO_SIDE, LOGO_SIDE))
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image)
    content = BytesIO()
    white.save(content, "JPEG", quality=88)
    return content.getvalue()


def without(data, lacking: set[str]):
    """Return data with a ? for each of the letters that cannot be printed, in all its texts."""
    if isinstance(data, str):
        return "".join("?" if letter in lacking else letter for letter in data)
    if isinstance(data, list):
        return [without(each, lacking) for each in data]
    if isinstance(data, dict):
        return {name: without(each, lacking) for name, each in data.items()}
    return data
