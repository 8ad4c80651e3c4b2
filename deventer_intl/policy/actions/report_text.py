"""What editors write in a report."""

from django.db import transaction

from globalgoals.models import PolicyPlan

from ..models import ReportText


@transaction.atomic
def write(*, plan: PolicyPlan, section: str, text: str, by) -> ReportText:
    """Write the text of a section; who did so stands in its history."""
    written, is_new = ReportText.objects.select_for_update().get_or_create(
        plan=plan, section=section, defaults={"text_nl": text}
    )
    if not is_new and written.text_nl != text:
        written.text_nl = text
        written.save(update_fields=["text_nl"])
    return written
