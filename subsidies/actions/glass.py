"""Broken glass: a case is opened to somebody with a tie, where ties shut out everybody who could do what is next in it.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from datetime import timedelta

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import emails
from ..models import Application, GlassBreak
from ..permissions import DECIDER, OFFICER, RIGHTS, has_assessed, is_shut, roles_of
from ..states import TRANSITIONS, UNDECIDED, State
from .application import locked

OPEN_FOR = timedelta(hours=24)
ROLES = (OFFICER, DECIDER)


def people_with(role) -> list:
    """Return the civil servants who have a role, whichever group or right gave it."""
    return list(ModelBackend().with_perm(RIGHTS[role]).filter(is_staff=True).order_by("name", "pk"))


def needed_in(application) -> set:
    """Return the roles of the staff that have something to do in a case as it is now."""
    found = {role for row in TRANSITIONS if row.source == application.state for role in row.by} & set(ROLES)
    # Withdrawing is for the applicant; an officer does it on request, and is not what a decision waits for.
    if application.state == State.TO_BE_DECIDED:
        return {DECIDER}
    if application.state in UNDECIDED:
        return {OFFICER} | (found & {DECIDER} if application.supplement_requests.exists() else set())
    return found | (set(ROLES) if application.awaits_announcement else set())


def who_could(application, role) -> list:
    """Return who has a role and is not shut out; deciders who assessed are not among them (four eyes)."""
    return [
        user
        for user in people_with(role)
        if not is_shut(user, application) and not (role == DECIDER and has_assessed(user, application))
    ]


def openable(by) -> list[Application]:
    """Return the cases that ties shut to everybody who is needed, `by` among them: what is there to break glass for."""
    roles = roles_of(by) & set(ROLES)
    if not roles:
        return []
    return [case for case in Application.objects.shut_to(by).with_names() if reason_to_open(case, by, roles)]


def reason_to_open(application, by, roles) -> bool:
    return any(
        not who_could(application, role)
        for role in needed_in(application) & roles
        if not (role == DECIDER and has_assessed(by, application))
    )


@transaction.atomic
def break_glass(*, application, reason, by) -> GlassBreak:
    """Open a case to `by` for 24 hours, seen by all; only where nobody else could do what is next. Four eyes still hold."""
    application = locked(application)
    roles = roles_of(by) & set(ROLES)
    if not roles:
        raise PermissionDenied
    if not is_shut(by, application):
        raise ValidationError(_("This case is not shut to you."), code="open")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if not reason_to_open(application, by, roles):
        raise ValidationError(why_refused(application, by), code="others")
    broken = GlassBreak.objects.create(
        application=application, user=by, reason=reason.strip(), until=timezone.now() + OPEN_FOR
    )
    people = {user.pk: user for role in ROLES for user in people_with(role)}
    for user in people.values():
        emails.glass_broken(glass=broken, user=user)
    return broken


def why_refused(application, by) -> str:
    needed = needed_in(application)
    if not needed:
        return _("Nothing is to be done in this case now.")
    if not needed & roles_of(by):
        return _("What is next in this case is not for your role.")
    names = {user.pk: str(user) for role in needed for user in who_could(application, role)}
    if not names:
        return _("You assessed this application: somebody else decides on it.")
    return _("This is not needed. It can be done by: %(names)s.") % {"names": ", ".join(names.values())}
