"""Mail about contacts that schools ask for."""

from django.conf import settings
from django.urls import reverse

from deventer_intl.message import send

from . import address, to_user


def contact_asked(*, asked):
    """Tell the office that something waits. Who asked, and what, stands in the back-office alone."""
    send(
        "organisations/email/contact_asked",
        to=settings.OFFICE_EMAIL,
        language="nl",
        asked=asked,
        url=settings.PORTAL_URL + reverse("admin:organisations_contactrequest_change", args=[asked.pk]),
    )


def contact_answered(*, asked):
    page = "open_contact" if asked.outcome == "introduced" else "education"
    args = [asked.contact_id] if asked.outcome == "introduced" else []
    url = address(asked.user.language, f"organisations:{page}", *args)
    to_user(f"contact_{asked.outcome}", asked.user, asked=asked, url=url)
