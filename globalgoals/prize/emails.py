"""Mail about the prize: one message, one function; each in the language of its reader. What a stranger wrote is not in it."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from deventer_intl.message import send


def address(language, name, *args):
    """Return the whole address of a page, in a language."""
    with translation.override(language):
        return settings.PORTAL_URL + reverse(name, args=args)


def to_user(name, user, **context):
    send(f"globalgoals/email/{name}", to=user.email, language=user.language, reader=user, **context)


def to_nominator(name, nomination, **context):
    if nomination.email:
        send(
            f"globalgoals/email/{name}",
            to=nomination.email,
            language=nomination.language,
            nomination=nomination,
            edition=nomination.edition,
            prize_url=address(nomination.language, "globalgoals:prize", nomination.edition.year),
            **context,
        )


def confirm_nomination(*, nomination, token):
    """Ask whether this is the nominator's own address. Nothing of what was typed is in it: anyone can have it sent."""
    to_nominator(
        "nomination_confirm",
        nomination,
        url=address(nomination.language, "globalgoals:confirm_nomination", token),
    )


def consent_asked(*, nomination, user, token):
    """Ask an owner of the nominee's page whether it takes part."""
    to_user(
        "nomination_consent",
        user,
        nomination=nomination,
        edition=nomination.edition,
        url=address(user.language, "globalgoals:answer_nomination", token),
        prize_url=address(user.language, "globalgoals:prize", nomination.edition.year),
    )


def to_office(*, nomination, was_mailed):
    """Tell the office that a nomination came in, and whether there was anybody to ask for consent."""
    if settings.OFFICE_EMAIL:
        send(
            "globalgoals/email/nomination_office",
            to=settings.OFFICE_EMAIL,
            language="nl",
            nomination=nomination,
            edition=nomination.edition,
            was_mailed=was_mailed,
            url=address("nl", "admin:globalgoals_nomination_change", nomination.pk),
        )


def appointed(*, juror):
    to_user(
        "juror_appointed",
        juror.user,
        juror=juror,
        edition=juror.edition,
        url=address(juror.user.language, "globalgoals:jury", juror.edition.year),
    )


def announced_to_nominee(*, nomination, user, has_won):
    to_user(
        "prize_nominee",
        user,
        nomination=nomination,
        edition=nomination.edition,
        has_won=has_won,
        url=address(user.language, "globalgoals:prize", nomination.edition.year),
    )


def announced_to_nominator(*, nomination, has_won):
    to_nominator("prize_nominator", nomination, has_won=has_won)
