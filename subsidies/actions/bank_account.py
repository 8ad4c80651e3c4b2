"""To which account a subsidy is paid: another one is proposed by the applicant, and holds once somebody else confirmed it.

Each is one transaction; `by` is whoever does it. What cannot be done raises `ValidationError` with a text for that person.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import emails
from ..models import Account, Application, Decision, IbanChange
from ..permissions import require
from ..states import UNDECIDED, State
from . import ledger
from .application import locked

Outcome = IbanChange.Outcome
PAYABLE = (*UNDECIDED, State.GRANTED, State.SETTLED)


def is_still_to_be_paid(application) -> bool:
    """Tell whether there may still be something to pay; what was decided and not announced is not told (Awb 3:40)."""
    state = application.shown_state
    if state not in PAYABLE or application.is_draft:
        return False
    return state in UNDECIDED or any(
        ledger.standing(application, account) for account in (Account.GRANTED, Account.SETTLED)
    )


@transaction.atomic
def propose(*, application, iban, holder, by) -> IbanChange:
    """Ask to be paid to another account. It changes nothing yet: colleagues are mailed, and a civil servant calls back."""
    application = locked(application)
    if not is_still_to_be_paid(application):
        raise ValidationError(_("There is nothing to be paid any more for this application."), code="state")
    if (application.iban, application.account_holder) == (iban, holder):
        raise ValidationError(_("This is the account that we have already."), code="same")
    return _propose(application, iban, holder, by)


def _propose(application, iban, holder, by):
    waiting = application.iban_changes.waiting().first()
    if waiting and (waiting.iban, waiting.holder) == (iban, holder):
        # The second of two clicks.
        return waiting
    if waiting:
        waiting.outcome, waiting.decided_at = Outcome.REPLACED, timezone.now()
        waiting.save()
    change = IbanChange.objects.create(
        application=application,
        old_iban=application.iban,
        old_holder=application.account_holder,
        iban=iban,
        holder=holder,
        proposed_by=by,
    )
    emails.iban_proposed(change=change)
    return change


def keep_account(application, before, by) -> None:
    """Let an account that changed in a supplement be a proposal: in the locked application the one `before` stays."""
    if not before[0] or (application.iban, application.account_holder) == before:
        return
    iban, holder = application.iban, application.account_holder
    application.iban, application.account_holder = before
    _propose(application, iban, holder, by)


def waiting_in(application, action, by) -> IbanChange:
    require(by, action, application)
    change = application.iban_changes.select_for_update().filter(outcome="").first()
    if change is None:
        raise ValidationError(_("There is no other account that waits."), code="none")
    if change.proposed_by_id == by.pk:
        raise PermissionDenied
    return change


@transaction.atomic
def confirm(*, application, note, by) -> IbanChange:
    """Pay to the proposed account from now on; `note` says how it was checked, by calling back on a number known before."""
    application = locked(application)
    change = waiting_in(application, "confirm_iban", by)
    if application.state not in PAYABLE:
        raise ValidationError(_("There is nothing to be paid any more for this application."), code="state")
    decide(change, Outcome.CONFIRMED, note, by)
    application.iban, application.account_holder = change.iban, change.holder
    application.save()
    emails.iban_confirmed(change=change)
    return change


@transaction.atomic
def refuse(*, application, note, by) -> IbanChange:
    """Keep the account as it was; `note` says why, and the applicant reads it."""
    application = locked(application)
    change = waiting_in(application, "refuse_iban", by)
    decide(change, Outcome.REFUSED, note, by)
    emails.iban_refused(change=change)
    return change


def decide(change, outcome, note, by):
    change.outcome, change.note, change.decided_at, change.decided_by = outcome, note, timezone.now(), by
    change.save()


def last_granted(application) -> Application | None:
    """Return the last earlier application of the same organisation that was granted, or None."""
    granted = Decision.objects.filter(outcome__in=[Decision.Outcome.GRANT, Decision.Outcome.GRANT_IN_PART])
    earlier = Application.objects.filter(
        organisation=application.organisation_id, pk__in=granted.values("application"), state__in=PAYABLE
    )
    return earlier.with_names().exclude(pk=application.pk).exclude(iban="").order_by("-received_at").first()


def differs_from(application) -> Application | None:
    """Return the last granted application of the organisation where its account is another one than in this."""
    last = last_granted(application) if application.iban else None
    return last if last and last.iban != application.iban else None
