"""What came of missions: asking companies, what they answer, what the Trade Office fills in for who told by phone.

Each is one transaction with its mail in it; `by` is whoever does it. What cannot be done raises `ValidationError` with a text
for that person.
"""

import secrets
from datetime import timedelta

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.secret_links import digest_of

from ..emails import mission_results as emails
from ..models import FollowUp, FollowUpLink, FollowUpNote, Mission, MissionCompany
from ..models.mission_result import ASKED, LINK, OPEN_FOR, ROUNDS

Kind = FollowUpLink.Kind
UNTIL_REMINDER = timedelta(days=14)
# A round that was missed for longer is left out: the next one asks the same.
TOO_LATE = timedelta(days=60)
NOTES_KEPT, LINKS_KEPT = timedelta(days=2 * 365), timedelta(days=365)


def ask_all():
    """Ask each company of each mission that is over, if a round is due; doing it twice asks nobody twice."""
    today = timezone.localdate()
    for mission in Mission.objects.filter(stage__in=ASKED, ends_on__lt=today):
        if days := round_due(mission.ends_on, today):
            for company in mission.companies.going().exclude(follow_ups__after_days=days):
                ask(company=company, after_days=days)


def round_due(ends_on, today):
    """Return the round that is due, in days after a mission, or None: the last of those that are not long past."""
    due = [days for days in ROUNDS if timedelta() <= today - ends_on - timedelta(days=days) <= TOO_LATE]
    return max(due, default=None)


@transaction.atomic
def ask(*, company, after_days):
    """Ask a company once in a round. Where nobody can be mailed the row is there all the same, for the Trade Office to call."""
    company = MissionCompany.objects.select_for_update(of=["self"], no_key=True).get(pk=company.pk)
    due_on = company.mission.ends_on + timedelta(days=after_days)
    follow_up, is_new = FollowUp.objects.get_or_create(
        company=company,
        after_days=after_days,
        defaults={"due_on": due_on, "open_until": max(due_on, timezone.localdate()) + OPEN_FOR},
    )
    if is_new and write(follow_up, Kind.ASK):
        follow_up.mailed_at = timezone.now()
        follow_up.save(update_fields=["mailed_at"])
    return follow_up


def readers_of(company):
    """Return who is mailed for a company: whoever applied, else the owners of its page."""
    members = company.organisation.memberships.reachable().select_related("user")
    applied = members.filter(user=company.applied_by_id)
    return [member.user for member in applied or members.owners()]


def write(follow_up, kind):
    """Mail a link of their own to each of those who answer for a company; returns whom."""
    readers = readers_of(follow_up.company)
    for user in readers:
        token = secrets.token_urlsafe(32)
        FollowUpLink.objects.create(
            follow_up=follow_up, user=user, kind=kind, digest=digest_of(token, purpose=LINK), sent_at=timezone.now()
        )
        emails.result(follow_up=follow_up, kind=kind, user=user, token=token)
    return readers


def write_or_refuse(follow_up, kind):
    if not write(follow_up, kind):
        text = _("Nobody keeps the page of this company, so nobody can answer for it. Bring the company aboard first.")
        raise ValidationError(text, code="nobody")


def remind_all():
    """Remind, once, who did not answer for two weeks."""
    day = timezone.localdate() - UNTIL_REMINDER
    for pk in FollowUp.objects.to_remind(day).values_list("pk", flat=True):
        remind(pk, day)


@transaction.atomic
def remind(pk, day):
    due = FollowUp.objects.to_remind(day).select_for_update(of=["self"])
    if follow_up := due.filter(pk=pk).first():
        write(follow_up, Kind.REMINDER)
        follow_up.reminded_at = timezone.now()
        follow_up.save(update_fields=["reminded_at"])


def locked(follow_up):
    """Lock a follow-up, read anew how it stands, and refuse one that is over."""
    follow_up = FollowUp.objects.select_for_update(of=["self"]).get(pk=follow_up.pk)
    if not follow_up.is_open:
        raise ValidationError(_("The time to answer this is over: the figures have been made."), code="closed")
    return follow_up


@transaction.atomic
def answer(*, follow_up, note, by, **answers):
    """Keep what a company answers, or confirms; it counts from now on. It can be changed as long as the round is open."""
    follow_up = locked(follow_up)
    # The address of this visit is the link itself.
    with pghistory.context(user=by.pk, url=""):
        now = timezone.now()
        keep(follow_up, note, answered_at=now, confirmed_at=now, **answers)
    return follow_up


@transaction.atomic
def fill_in(*, follow_up, note, by, **answers):
    """Keep what a company told the Trade Office by phone. It counts once the company confirmed it, for which it is mailed."""
    follow_up = locked(follow_up)
    if follow_up.confirmed_at:
        text = _("The company has answered itself in the meantime. Ask it to change its answer with the link.")
        raise ValidationError(text, code="confirmed")
    with pghistory.context(user=by.pk):
        keep(follow_up, note, answered_at=timezone.now(), entered_by=by, **answers)
    write_or_refuse(follow_up, Kind.CONFIRM)
    return follow_up


def keep(follow_up, note, **values):
    for name, value in values.items():
        setattr(follow_up, name, value)
    follow_up.full_clean()
    follow_up.save()
    if note:
        FollowUpNote.objects.update_or_create(follow_up=follow_up, defaults={"text": note})
    else:
        FollowUpNote.objects.filter(follow_up=follow_up).delete()


@transaction.atomic
def send_again(*, follow_up, by):
    """Mail the link once more, on a day at most once."""
    follow_up = locked(follow_up)
    if follow_up.confirmed_at:
        raise ValidationError(_("This company has answered."), code="confirmed")
    if follow_up.links.filter(sent_at__date=timezone.localdate()).exists():
        raise ValidationError(_("This company was mailed today already."), code="today")
    write_or_refuse(follow_up, Kind.CONFIRM if follow_up.was_told else Kind.AGAIN)
    if not follow_up.mailed_at:
        follow_up.mailed_at = timezone.now()
        follow_up.save(update_fields=["mailed_at"])


def forget():
    """Retention: what was written in own words after two years, a link after one; figures stay."""
    now = timezone.now()
    FollowUpNote.objects.filter(follow_up__answered_at__lt=now - NOTES_KEPT).delete()
    FollowUpLink.objects.filter(sent_at__lt=now - LINKS_KEPT).delete()
