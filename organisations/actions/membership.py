"""What changes who keeps a page. Each is one transaction with its mail in it; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person.
"""

import secrets
from datetime import timedelta
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..emails import membership as emails
from ..models import Claim, Invitation, Membership, Organisation, Role, User
from ..models.membership import LENGTH_OF_CODE, LETTERS, LINK
from ..secret_links import digest_of

VALID_BY_MAIL, VALID_BY_LETTER = timedelta(days=14), timedelta(days=60)


def locked(organisation):
    """Lock an organisation for the rest of the transaction: who keeps its page changes one step at a time."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)


def current(membership):
    """Lock an organisation, and return one of its memberships as it is now; it can have changed, or gone, since it was read."""
    locked(membership.organisation)
    found = Membership.objects.select_related("organisation", "user").filter(pk=membership.pk).first()
    if found is None:
        raise ValidationError(_("This person does not keep this page any more."), code="gone")
    return found


@transaction.atomic
def admit(*, organisation, user, role):
    """Make a user a member of an organisation; who is one already keeps the role, unless the new one is more."""
    locked(organisation)
    membership, is_new = Membership.objects.get_or_create(organisation=organisation, user=user, defaults={"role": role})
    if not is_new and role == Role.OWNER and not membership.is_owner:
        membership.role = role
        membership.save()
    return membership


@transaction.atomic
def admit_by_number(*, organisation, user):
    """Make whoever may act for an organisation, as eHerkenning says, a member: its owner if it has none yet."""
    organisation = locked(organisation)
    if organisation.memberships.filter(user=user).exists():
        return
    membership = admit(organisation=organisation, user=user, role=Role.EDITOR if organisation.has_owner else Role.OWNER)
    emails.joined(membership=membership)


@transaction.atomic
def change_role(*, membership, role, by):
    membership = current(membership)
    if role != Role.OWNER:
        refuse_without_owner(membership, _("An organisation needs an owner. Make somebody else owner first."))
    membership.role = role
    membership.save()
    if membership.user != by:
        emails.role_changed(membership=membership, by=by)


@transaction.atomic
def remove(*, membership, by):
    """Take a member off a page, or let one leave. The last owner cannot leave; staff can take the last one away."""
    membership = current(membership)
    others = membership.organisation.memberships.exclude(pk=membership.pk)
    if membership.user == by or others.exists():
        refuse_without_owner(membership, _("You are the last owner. Make somebody else owner first."))
    membership.delete()
    if membership.user != by:
        emails.removed(membership=membership, by=by)


def refuse_without_owner(membership, text):
    others = membership.organisation.memberships.exclude(pk=membership.pk)
    if membership.is_owner and not others.owners().exists():
        raise ValidationError(text, code="last_owner")


@transaction.atomic
def invite(*, organisation, email, role, language, by):
    """Mail somebody a link, for fourteen days; an earlier one to the same address stops working."""
    organisation = locked(organisation)
    if organisation.status == Organisation.Status.DRAFT and not by.is_staff:
        # Anyone can add an organisation of any name: our mail server is not theirs.
        raise ValidationError(
            _("You can invite colleagues once the International Office has published the page."), code="draft"
        )
    email = email.lower()
    if organisation.memberships.filter(user__email__iexact=email).exists():
        raise ValidationError({"email": _("Whoever has this address is a member already.")}, code="member")
    revoke_earlier(organisation.invitations.filter(email=email), by)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        digest=digest_of(token, purpose=LINK),
        expires_at=timezone.now() + VALID_BY_MAIL,
        created_by=by,
    )
    emails.invitation(invitation=invitation, token=token, language=language)
    return invitation


@transaction.atomic
def invite_by_letter(*, organisation, by):
    """Return a code for an owner, to print on a letter, valid for sixty days; an earlier letter stops working."""
    organisation = locked(organisation)
    revoke_earlier(organisation.invitations.filter(email=""), by)
    code = "".join(secrets.choice(LETTERS) for _n in range(LENGTH_OF_CODE))
    Invitation.objects.create(
        organisation=organisation,
        role=Role.OWNER,
        digest=digest_of(code, purpose=LINK),
        expires_at=timezone.now() + VALID_BY_LETTER,
        created_by=by,
    )
    return "-".join(code[start : start + 4] for start in range(0, LENGTH_OF_CODE, 4))


def revoke_earlier(invitations, by):
    invitations.open().update(revoked_at=timezone.now(), revoked_by=by)


@transaction.atomic
def revoke(*, invitation, by):
    locked(invitation.organisation)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state == Invitation.State.ACCEPTED:
        raise ValidationError(_("This invitation was accepted already."), code="accepted")
    invitation.revoked_at, invitation.revoked_by = timezone.now(), by
    invitation.save()


@transaction.atomic
def accept(*, invitation, by):
    """Take an invitation up, once; one that was mailed only by whoever proved to have that address."""
    # Before the invitation, as everything here: two that lock in another order wait for each other for ever.
    organisation = locked(invitation.organisation)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state != Invitation.State.OPEN:
        raise ValidationError(_("This invitation is no longer valid. Ask for a new one."), code=invitation.state)
    if invitation.email and not by.emailaddress_set.filter(verified=True, email__iexact=invitation.email).exists():
        raise ValidationError(
            _("This invitation was sent to another address than the one you are signed in with."), code="address"
        )
    if not User.objects.select_for_update(no_key=True).filter(pk=by.pk).exists():
        raise ValidationError(_("Your account has been removed."), code="gone")
    if invitation.role != Role.OWNER and not organisation.has_owner:
        raise ValidationError(
            _("Nobody decides about this page any more. Ask the International Office."), code="no_owner"
        )
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save()
    membership = admit(organisation=organisation, user=by, role=invitation.role)
    emails.joined(membership=membership)
    return membership


@transaction.atomic
def claim(*, organisation, position, motivation, by):
    """Ask to keep a page that nobody keeps; staff decide."""
    organisation = locked(organisation)
    if organisation.has_owner:
        raise ValidationError(
            _("Somebody of this organisation keeps this page already. Ask your colleagues for an invitation."),
            code="has_owner",
        )
    if organisation.claims.undecided().filter(user=by).exists():
        raise ValidationError(_("You asked this already. You will get mail when we decided."), code="asked")
    asked = Claim.objects.create(organisation=organisation, user=by, position=position, motivation=motivation)
    emails.claim_received(claim=asked)
    return asked


@transaction.atomic
def register(*, organisation, position, motivation, by):
    """Add an organisation that is new here, with whoever asks as its owner; its page stays unseen until staff publish it."""
    organisation.status = Organisation.Status.DRAFT
    organisation.slug = free_slug(organisation.name)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        # Two at the same moment: a form sees only what was there before.
        raise ValidationError(
            _("Somebody just added an organisation with this name or number."), code="twice"
        ) from None
    admit(organisation=organisation, user=by, role=Role.OWNER)
    asked = Claim.objects.create(
        organisation=organisation, user=by, is_new=True, position=position, motivation=motivation
    )
    emails.claim_received(claim=asked)
    return asked


def free_slug(name):
    """Return an address for an organisation that no other has."""
    wanted = slugify(name)[:90] or "organisatie"
    taken = set(Organisation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted], numbered) if slug not in taken)


def undecided(claim):
    """Lock a claim that nobody decided yet."""
    locked(claim.organisation)
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    if claim.decided_at:
        raise ValidationError(_("Somebody decided this already."), code="decided")
    return claim


def note_outcome(claim, outcome, reason, by):
    claim.outcome, claim.reason = outcome, reason
    claim.decided_at, claim.decided_by = timezone.now(), by
    claim.save()


@transaction.atomic
def approve(*, claim, by):
    """Give the page to whoever claimed it; publish the page of a new organisation."""
    claim = undecided(claim)
    if claim.is_new:
        claim.organisation.status = Organisation.Status.ACTIVE
        claim.organisation.save()
    elif claim.organisation.has_owner:
        raise ValidationError(
            _("Somebody else has become owner of this page since. Refuse this one."), code="has_owner"
        )
    # Whoever added it can have been taken off it since.
    if not claim.organisation.has_owner:
        admit(organisation=claim.organisation, user=claim.user, role=Role.OWNER)
    note_outcome(claim, Claim.Outcome.APPROVED, "", by)
    emails.claim_approved(claim=claim)


@transaction.atomic
def refuse(*, claim, reason, by):
    """Refuse a claim, with a reason; the page of a new organisation stays unseen, and nobody keeps it."""
    claim = undecided(claim)
    note_outcome(claim, Claim.Outcome.REFUSED, reason, by)
    emails.claim_refused(claim=claim)
    if claim.is_new:
        set_aside(claim, by)


def set_aside(claim, by):
    """Hide an organisation that was refused; its name and number are free again for whoever they belong to."""
    organisation = claim.organisation
    organisation.memberships.all().delete()
    revoke_earlier(organisation.invitations, by)
    organisation.name = f"{organisation.name[:170]} ({claim.get_outcome_display()} {claim.pk})"
    organisation.kvk_number = None
    organisation.status = Organisation.Status.HIDDEN
    organisation.save()
