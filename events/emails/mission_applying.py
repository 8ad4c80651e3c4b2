"""Mail about applying for a mission, and dropping out."""

from django.conf import settings
from django.contrib.auth import get_user_model

from deventer_intl.message import send

from . import address, to_user


def applied(*, company):
    """Confirm to who applied that it came in."""
    if user := company.applied_by:
        to_user("mission_applied", user, **about(company, user.language, "mission_application", company.pk))


def withdrawn(*, company, by):
    if by:
        to_user("mission_withdrawn", by, **about(company, by.language, "mission_apply"))


def about(company, language, page, *args):
    url = address(language, f"events:{page}", company.mission.slug, *args)
    return {"company": company, "mission": company.mission, "url": url}


def dropped_out(*, company):
    """Tell the Trade Office that it must do without a company on which it counted."""
    staff = list(trade_office())
    for user in staff:
        to_user("mission_dropped_out", user, **about(company, user.language, "mission_programme"))
    if not staff and settings.OFFICE_EMAIL:
        send(
            "events/email/mission_dropped_out",
            to=settings.OFFICE_EMAIL,
            language="nl",
            **about(company, "nl", "mission_programme"),
        )


def trade_office():
    """Return the civil servants who prepare missions."""
    users = get_user_model().objects.filter(groups__name="trade office", is_staff=True, is_active=True)
    return users.order_by("pk")
