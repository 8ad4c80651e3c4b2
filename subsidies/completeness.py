"""What an applicant was asked for, as a checklist: documents, parts of the form, declarations; and the letter it makes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .forms.application import DE_MINIMIS, MANDATED, TRUTHFUL
from .models import Evidence
from .steps import FILLED_IN


@dataclass(frozen=True)
class Item:
    """Something that was asked; `key` is its tick, `found` what came."""

    key: str
    label: str
    found: str
    is_there: bool


def documents(application) -> list[Item]:
    there = {}
    for attachment in application.attachments.there():
        there.setdefault(attachment.evidence_id, []).append(attachment.file_name)
    asked = application.version.evidence_set.filter(moment=Evidence.Moment.APPLICATION)
    return [
        Item(str(each.pk), each.label, ", ".join(there.get(each.pk, [])), each.pk in there or not each.is_required)
        for each in asked
    ]


def parts(application) -> list[Item]:
    found = {
        "organisatie": application.contact_name and application.iban,
        "activiteit": application.plan,
        "doelen": application.countries.exists() and application.goals.exists(),
        "begroting": application.budget_lines.exists(),
    }
    return [Item(step.slug, str(step.label), "", bool(found.get(step.slug))) for step in FILLED_IN]


def declarations(application) -> list[Item]:
    asked = [TRUTHFUL, MANDATED, *([DE_MINIMIS] if application.version.asks_de_minimis else [])]
    made = set(map(str, application.declarations))
    # The words that stood there are in the language of who declared: as many as were asked means all.
    whole = len(made) >= len(asked)
    return [Item(str(n), str(each), "", whole or str(each) in made) for n, each in enumerate(asked)]


def letter(evidence, steps, missing_declarations) -> str:
    """Return the text of a request for a supplement, from what is ticked; to be edited."""
    lines = [_("Something is missing in your application. Please send us:")]
    lines += [f"- {label}" for label in evidence]
    lines += [_("- the part “%(part)s” of the form, filled in once more") % {"part": label} for label in steps]
    lines += [_("- your declaration: “%(text)s”") % {"text": label} for label in missing_declarations]
    return "\n".join(lines)
