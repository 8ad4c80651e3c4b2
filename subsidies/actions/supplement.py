"""How an applicant supplies what was missing (Awb 4:5). Each is one transaction; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import emails, steps
from ..states import State
from . import bank_account
from .application import locked, move_to
from .draft import write_down


@transaction.atomic
def answer_anew(*, application, step, data, by, add_row=""):
    """Keep a part of the form that was asked once more, right or wrong, and return its form.

    It counts when the supplement is sent. `data`: lists of texts by field; `add_row` names a table that gets one more row.
    """
    application = locked(application)
    request = application.supplement_requests.open().first()
    if request is None or step not in request.steps:
        raise ValidationError(_("This part is not asked, so it stays as it is."), code="not-asked")
    # Of an earlier request that was never answered.
    application.answers.filter(saved_at__lt=request.asked_at).delete()
    return write_down(application, step, data, by=by, add_row=add_row)


@transaction.atomic
def supply(*, application, by, supplied_at=None) -> None:
    """Send what was missing: only all of it together, also after the term while nothing is decided (Awb 4:5).

    `supplied_at` is when it came in, where that was earlier (on paper).
    """
    application = locked(application)
    request = application.supplement_requests.last()
    if request is not None and request.supplied_at:
        # The second of two clicks.
        return
    move_to(application, State.SUBMITTED, "supply")
    if missing := still_missing(application, request):
        names = ", ".join(str(part) for part in missing)
        raise ValidationError(_("This is not there yet: %(parts)s.") % {"parts": names}, code="missing")
    forms = {step: steps.form_of(application, step) for step in request.steps}
    if texts := [
        f"{steps.STEPS[step].label}: {text}" for step, form in forms.items() for text in steps.problems_of(form)
    ]:
        raise ValidationError(texts, code="invalid")
    account = application.iban, application.account_holder
    for form in forms.values():
        form.write(application)
        form.relate(application)
    bank_account.keep_account(application, account, by)
    application.save()
    request.supplied_at, request.supplied_by = supplied_at or timezone.now(), by
    request.save()
    # From here on the record says it.
    application.answers.all().delete()
    emails.supplied(application=application)
    emails.supplement_came(application=application)


def still_missing(application, request) -> list:
    """Return what was asked and not supplied since: documents, then parts of the form."""
    since = application.attachments.there().filter(added_at__gte=request.asked_at)
    supplied = set(since.values_list("evidence", flat=True))
    documents = [evidence.label for evidence in request.evidence.all() if evidence.pk not in supplied]
    answered = answered_since(application)
    return documents + [steps.STEPS[step].label for step in request.steps if step not in answered]


def answered_since(application) -> set[str]:
    """Return the parts of the form that were filled in, and well, since they were asked."""
    return {answers.step for answers in steps.answered_anew(application) if answers.is_done}
