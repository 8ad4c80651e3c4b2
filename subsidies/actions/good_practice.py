"""What came of a settled project is made a good practice in one step: a draft, which an editor completes and publishes."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from globalgoals.actions import practice_from
from globalgoals.actions.practice import Figure
from globalgoals.claims import claims_of
from globalgoals.models import GoodPractice

from ..models import PublicResult
from ..permissions import may_publish

ADD = "globalgoals.add_goodpractice"
PEOPLE = {"what_nl": "mensen bereikt", "what_en": "people reached", "what_de": "erreichte Menschen"}
COSTS = {"what_nl": "euro aan kosten", "what_en": "euros spent", "what_de": "Euro Kosten"}


def may_make(by, application) -> bool:
    return may_publish(by, application) and by.has_perm(ADD)


def made_of(application) -> GoodPractice | None:
    """Return the good practice that was made of the report of an application."""
    origin = GoodPractice.Origin.REPORT
    return GoodPractice.objects.filter(origin=origin, origin_reference=application.reference).first()


def make(*, application, by) -> GoodPractice:
    """Make a draft of a good practice of what is public of a project: its texts, figures, countries, goals and photos."""
    if not may_make(by, application):
        raise PermissionDenied
    result = PublicResult.objects.published().filter(application=application).first()
    if result is None:
        raise ValidationError(_("Publish first what came of it: only that is taken over."), code="unpublished")
    if is_without_name(application.organisation):
        text = _("The register does not name this organisation, since its name can be that of a person.")
        raise ValidationError(text, code="person")
    return practice_from(
        title=in_languages(result, "title"),
        story=in_languages(result, "text"),
        organisation=application.organisation,
        goals=claims_of(result),
        countries=result.countries.all(),
        figures=figures_of(result, application.reference),
        photos=result.photos.all(),
        origin=GoodPractice.Origin.REPORT,
        reference=application.reference,
        by=by,
    )


def is_without_name(organisation) -> bool:
    return organisation.legal_form == organisation.LegalForm.SOLE_TRADER


def in_languages(result, name) -> dict[str, str]:
    return {language: getattr(result, f"{name}_{language}") for language in ("nl", "en", "de")}


def figures_of(result, reference) -> list[Figure]:
    """Return what the report counted, as far as it is public."""
    source = f"Verantwoording van subsidie {reference}"
    found = [Figure(result.people, PEOPLE, source)] if result.people is not None else []
    if result.costs is not None:
        found.append(Figure(Decimal(result.costs) / 100, COSTS, source))
    return found
