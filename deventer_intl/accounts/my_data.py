"""What the portal holds on somebody: all of it in one file, and forgetting it."""

import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from events.actions.delegation_forgetting import forget_contact
from events.actions.forgetting import forget_person
from events.actions.mission_travelling import forget_traveller
from globalgoals.prize import own_data as own_prize_data
from globalgoals.prize.forgetting import forget_nominator
from organisations.actions.introduction import forget_asker
from organisations.models import Invitation, Membership, Organisation, User

from ..message import send
from ..models import OutgoingMail, Subscription
from .held import held_on
from .own_records import addresses_of, asked_by, delegations_of, registered_by, travelling_as


def archive(user) -> bytes:
    """Return what the portal holds on a user as a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "mijn-gegevens.json", json.dumps(held_on(user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        )
        for paper in user.papers_added.all():
            # One whose file was lost is named in the list.
            with suppress(FileNotFoundError), paper.file.open() as content:
                file.writestr(f"stukken/{paper.pk}{Path(paper.file_name).suffix}", content.read())
        for attachment in user.attachments_added.readable():
            with suppress(FileNotFoundError), attachment.file.open() as content:
                file.writestr(f"bijlagen/{attachment.pk}{Path(attachment.file_name).suffix}", content.read())
    return packed.getvalue()


def only_owner_of(*users):
    """Return the organisations that would be left without an owner."""
    owners = Membership.objects.owners()
    others = owners.filter(organisation=OuterRef("pk")).exclude(user__in=users)
    kept = Organisation.objects.filter(pk__in=owners.filter(user__in=users).values("organisation"))
    return list(kept.exclude(Exists(others)))


@transaction.atomic
def forget(user):
    """Remove an account at the wish of its owner; raises `ValidationError` for the last owner of an organisation, and for
    civil servants, whose accounts are their employer's.
    """
    if user.is_staff:
        raise ValidationError(_("The account of a civil servant is removed by an administrator."), code="staff")
    # Nobody else leaves meanwhile.
    list(Organisation.objects.kept_by(user).select_for_update(no_key=True, of=["self"]))
    if not User.objects.select_for_update().filter(pk=user.pk).exists():
        # The second of two clicks.
        return
    if only_owner_of(user):
        raise ValidationError(
            _("You are the last owner of an organisation. Make somebody else owner first."), code="owner"
        )
    remove(user)
    send("email/account_removed", to=user.email, language=user.language)


@transaction.atomic
def remove(user):
    """Remove an account with all that hangs on it. What others need stays, without a name: the history of what it changed."""
    pk, addresses = user.pk, addresses_of(user)
    Invitation.objects.filter(Q(email__in=addresses) | Q(accepted_by=user)).delete()
    forget_asker(introductions=asked_by(user))
    forget_person(registrations=registered_by(user))
    forget_contact(delegations=delegations_of(user), by=user)
    forget_traveller(travellers=travelling_as(user))
    forget_nominator(nominations=own_prize_data.nominated_by(user))
    Subscription.objects.filter(email__in=addresses).delete()
    OutgoingMail.objects.filter(recipients__overlap=addresses).exclude(sent_at=None).delete()
    # What the back-office noted of changes to this account; it names the account.
    LogEntry.objects.filter(content_type__app_label="organisations", content_type__model="user", object_id=pk).delete()
    Session.objects.filter(session_key__in=UserSession.objects.filter(user=user).values("session_key")).delete()
    user.delete()
    with connection.cursor() as cursor:
        # The history can only be added to; this one function of its owner takes the name out, and notes that it did.
        cursor.execute("SELECT erase_user_history(%s)", [pk])
