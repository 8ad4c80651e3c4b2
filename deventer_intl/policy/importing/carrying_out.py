"""A file that was checked is saved: all of it or nothing. And an import that was wrong is taken back, as a whole."""

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import PastEvent
from globalgoals.models import Measurement, PastImport
from subsidies.models import PastDecision, Scheme

from .checked import Checked

MODELS = {
    PastImport.Kind.DECISIONS: PastDecision,
    PastImport.Kind.EVENTS: PastEvent,
    PastImport.Kind.FIGURES: Measurement,
}
# What somebody else may have done since it was checked, by the rule of the database that says so.
REFUSED = {
    "past_import_once": gettext_lazy("This file was imported before."),
    "past_decision_within_ceiling": gettext_lazy("More was granted than the ceiling of a year."),
    "past_decision_one_ceiling": gettext_lazy("A year of a scheme has two ceilings."),
    "past_decision_before_the_portal": gettext_lazy("A year of a scheme is kept in the ledger of this portal."),
    "measurement_once_a_year": gettext_lazy("There is a figure already of one of these years."),
    "measurement_unit": gettext_lazy("The unit of an indicator changed."),
}


def import_past(*, checked: Checked, file_name, sha256, source, by) -> PastImport:
    """Save what a file adds, each record with the import that it came with; raises `ValidationError` where not all of it can be."""
    if not checked.can_be_done:
        raise ValidationError(_("Nothing can be imported until all rows are right."))
    if before := imported_before(checked.kind, sha256):
        raise ValidationError(text_of_before(before))
    try:
        with transaction.atomic():
            return save(checked, file_name, sha256, source, by)
    except IntegrityError as error:
        text = REFUSED.get(error.__cause__.diag.constraint_name, "")
        nothing = _("Somebody else saved something at this moment, so that nothing of this file was imported.")
        raise ValidationError(f"{nothing} {text}".strip()) from None


def save(checked, file_name, sha256, source, by) -> PastImport:
    records = [record for _row, record in checked.records]
    if checked.kind == PastImport.Kind.DECISIONS:
        # In one order, so that two imports wait for each other and neither for ever.
        about = {decision.scheme_id for decision in records}
        list(Scheme.objects.filter(pk__in=about).order_by("pk").select_for_update())
    made = PastImport.objects.create(
        kind=checked.kind, file_name=file_name[-200:], sha256=sha256, source=source, rows=len(records), imported_by=by
    )
    for record in records:
        record.imported_with = made
        if checked.kind == PastImport.Kind.FIGURES:
            record.recorded_by = by
    MODELS[checked.kind].objects.bulk_create(records)
    return made


def imported_before(kind, sha256) -> PastImport | None:
    return PastImport.objects.filter(kind=kind, sha256=sha256).first()


def text_of_before(before: PastImport) -> str:
    text = _("This file was imported before: %(file)s, %(rows)s rows.")
    return text % {"file": before.file_name, "rows": before.rows}


@transaction.atomic
def take_back(*, past_import: PastImport, reason, by) -> int:
    """Remove an import with all its records, and return how many; `by` and the reason stand in the history of each record.

    Figures never go: they are corrected.
    """
    past_import = PastImport.objects.select_for_update().get(pk=past_import.pk)
    if past_import.kind == PastImport.Kind.FIGURES:
        raise ValidationError(_("Figures are not taken back: correct each, with the reason."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the import is taken back.")})
    with pghistory.context(
        taken_back=reason, imported=str(past_import), source=past_import.source, taken_back_by=by.pk
    ):
        number, _each = MODELS[past_import.kind].objects.filter(imported_with=past_import).delete()
        past_import.delete()
    return number
