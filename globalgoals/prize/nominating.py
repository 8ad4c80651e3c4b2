"""What happens to a nomination until the jury reads it, each step one transaction with its mail in it; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import ConsentLink, Nomination, NominationReason, PrizeEdition, PrizeStage
from . import emails
from .links import NOMINATOR, NOMINEE, digest_of, new_token

State = Nomination.State
TO_CONFIRM = timedelta(hours=48)
CLOSED = {PrizeStage.ASSESSING, PrizeStage.DISCUSSING, PrizeStage.DECIDED, PrizeStage.ANNOUNCED}


def refuse_outside_days(edition):
    """Refuse a nomination before the first day, or after the last."""
    if edition.takes_nominations:
        return
    if edition.stage in CLOSED or timezone.localdate() > edition.nominations_close_on:
        text = _("Nominating ended on %(date)s. What you typed still stands on this page, to be copied.")
        raise ValidationError(text % {"date": date_format(edition.nominations_close_on)}, code="closed")
    text = _("You can nominate from %(date)s.")
    raise ValidationError(text % {"date": date_format(edition.nominations_open_on)}, code="early")


def has_proved(*, email, by):
    """Say whether a visitor is signed in with this address, and proved to have it."""
    return by.is_authenticated and by.emailaddress_set.filter(verified=True, email__iexact=email).exists()


def refuse_twice(nomination):
    """Refuse what the same person nominated before: only who proved to have the address is told."""
    same = Nomination.objects.filter(edition=nomination.edition, email=nomination.email).exclude(pk=nomination.pk)
    same = same.exclude(state=State.RECEIVED)
    if nomination.organisation_id:
        same = same.filter(organisation=nomination.organisation_id)
    else:
        same = same.filter(organisation_name__iexact=nomination.organisation_name)
    if same.exists():
        text = _("You nominated %(name)s already. Once is enough: the jury reads what you wrote then.")
        raise ValidationError(text % {"name": nomination.organisation_name}, code="twice")


@transaction.atomic
def nominate(*, nomination, reasons, by):
    """Keep a nomination (not saved yet) with its reasons by criterion: it counts once the link in the mail is opened.

    Who is signed in with the address that was given need not prove it again.
    """
    edition = PrizeEdition.objects.select_for_update(no_key=True).get(pk=nomination.edition_id)
    refuse_outside_days(edition)
    nomination.edition, nomination.email = edition, nomination.email.lower()
    if nomination.organisation_id:
        nomination.organisation_name = nomination.organisation.name
        if by.is_authenticated and nomination.organisation.memberships.filter(user=by).exists():
            nomination.is_own = True
    is_proved = has_proved(email=nomination.email, by=by)
    if is_proved:
        refuse_twice(nomination)
    token = new_token()
    nomination.digest = digest_of(token, purpose=NOMINATOR)
    nomination.save()
    NominationReason.objects.bulk_create(
        NominationReason(nomination=nomination, criterion=criterion, text=text) for criterion, text in reasons.items()
    )
    if is_proved:
        prove(nomination)
    else:
        emails.confirm_nomination(nomination=nomination, token=token)
    return nomination


def locked(nomination):
    """Lock a nomination for the rest of the transaction: all that happens to it happens one after another."""
    found = Nomination.objects.select_for_update(of=["self"]).select_related("edition", "organisation", "goal")
    found = found.filter(pk=nomination.pk).first()
    if found is None:
        raise ValidationError(_("This link no longer works."), code="link")
    return found


def can_be_confirmed(nomination):
    return nomination.state == State.RECEIVED and timezone.now() < nomination.received_at + TO_CONFIRM


@transaction.atomic
def confirm(*, nomination):
    """Take a nomination in: whoever opened the link has the address. A day late is too late."""
    nomination = locked(nomination)
    if not can_be_confirmed(nomination):
        raise ValidationError(_("This link no longer works."), code="link")
    refuse_outside_days(nomination.edition)
    refuse_twice(nomination)
    prove(nomination)
    return nomination


def prove(nomination):
    nomination.state, nomination.proved_at = State.PROVED, timezone.now()
    nomination.save()
    emails.to_office(nomination=nomination, was_mailed=mail_owners(nomination))


def mail_owners(nomination):
    """Mail each owner of the nominee's page a link of its own; return whether there was one."""
    if nomination.organisation is None:
        return False
    nomination.consent_links.all().delete()
    owners = list(nomination.organisation.memberships.owners().reachable().select_related("user"))
    for owner in owners:
        token = new_token()
        digest = digest_of(token, purpose=NOMINEE)
        ConsentLink.objects.create(nomination=nomination, membership=owner, digest=digest)
        emails.consent_asked(nomination=nomination, user=owner.user, token=token)
    if owners:
        nomination.asked_at = timezone.now()
        nomination.save(update_fields=["asked_at"])
    return bool(owners)


def in_state(nomination, *states):
    """Lock a nomination that must be in one of these states, in a year that still takes nominations in."""
    nomination = locked(nomination)
    if nomination.state not in states:
        text = _("This cannot be done any more: the nomination is in the state “%(state)s”.")
        raise ValidationError(text % {"state": nomination.get_state_display()}, code="state")
    return nomination


def refuse_after_nominating(edition):
    if edition.stage != PrizeStage.OPEN:
        raise ValidationError(_("The jury has begun: nobody is added any more."), code="closed")


@transaction.atomic
def ask_again(*, nomination, by):
    """Mail the owners of the nominee's page once more; links that were mailed before open nothing then."""
    nomination = in_state(nomination, State.PROVED)
    refuse_after_nominating(nomination.edition)
    if not mail_owners(nomination):
        text = _(
            "Nobody keeps the page of %(name)s, so nobody got mail: ask on paper or by phone, and note the answer."
        )
        raise ValidationError(text % {"name": nomination.organisation_name}, code="unkept")
    return nomination


@transaction.atomic
def link(*, nomination, organisation, by):
    """Say which organisation of the directory is meant by a name that was typed; its owners are asked for consent."""
    nomination = in_state(nomination, State.PROVED, State.CONSENTED, State.INELIGIBLE)
    refuse_after_nominating(nomination.edition)
    nomination.organisation, nomination.organisation_name = organisation, organisation.name
    refuse_twice(nomination)
    nomination.save()
    if nomination.state == State.PROVED:
        mail_owners(nomination)
    return nomination


@transaction.atomic
def answer(*, nomination, is_willing, may_be_named=False, note="", by):
    """Let the nominee agree or refuse, by the link of an owner, or as staff note what was said on paper (`note`)."""
    nomination = in_state(nomination, State.PROVED)
    refuse_after_nominating(nomination.edition)
    nomination.state = State.CONSENTED if is_willing else State.REFUSED
    nomination.consented_at = timezone.now() if is_willing else None
    nomination.refused_at = None if is_willing else timezone.now()
    nomination.may_be_named, nomination.consent_note = is_willing and may_be_named, note
    nomination.save()
    return nomination


@transaction.atomic
def step_back(*, nomination, note="", by):
    """Take the nominee's consent back, until the jury decided: it is judged and shown no more."""
    nomination = locked(nomination)
    if not nomination.can_step_back:
        raise ValidationError(_("The jury has decided. Call the International Office."), code="decided")
    nomination.state, nomination.refused_at = State.REFUSED, timezone.now()
    nomination.may_be_named = False
    nomination.consent_note = note or nomination.consent_note
    nomination.save()
    return nomination


def obstacles(nomination):
    """Return why a nominee does not meet the conditions, as texts; none if it does."""
    organisation, edition = nomination.organisation, nomination.edition
    if organisation is None:
        return [_("It has no page in the directory yet.")]
    found = []
    if not organisation.is_public:
        found.append(_("Its page is not public."))
    if edition.sectors and organisation.sector not in edition.sectors:
        text = _("Its sector (%(sector)s) cannot win this year.")
        found.append(text % {"sector": organisation.get_sector_display()})
    same = edition.nominations.eligible().filter(organisation=organisation).exclude(pk=nomination.pk)
    if same.exists():
        found.append(_("It goes to the jury already, by another nomination."))
    return found


@transaction.atomic
def judge(*, nomination, is_eligible, reason="", by):
    """Say whether a nominee goes to the jury; if not, why."""
    if not is_eligible:
        nomination = in_state(nomination, State.PROVED, State.CONSENTED, State.ELIGIBLE)
        if nomination.edition.stage not in {PrizeStage.OPEN, PrizeStage.ASSESSING, PrizeStage.DISCUSSING}:
            raise ValidationError(_("The jury has decided. Call the International Office."), code="decided")
        nomination.state, nomination.reason = State.INELIGIBLE, reason
    else:
        nomination = in_state(nomination, State.CONSENTED, State.INELIGIBLE)
        refuse_after_nominating(nomination.edition)
        if nomination.consented_at is None:
            raise ValidationError(_("The nominee did not agree yet: without consent it does not go to the jury."))
        if found := obstacles(nomination):
            raise ValidationError(found, code="conditions")
        nomination.state, nomination.reason = State.ELIGIBLE, ""
    nomination.validate_constraints()
    nomination.save()
    return nomination
