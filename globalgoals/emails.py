"""Mail about good practices, to whoever proposed one: one message, one function, in the language of the reader."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from deventer_intl.message import send


def published(*, practice):
    to_proposer("practice_published", practice)


def declined(*, practice):
    to_proposer("practice_declined", practice)


def withdrawn(*, practice):
    to_proposer("practice_withdrawn", practice)


def to_proposer(name, practice):
    """Tell whoever proposed it, if still there."""
    if user := practice.proposed_by:
        with translation.override(user.language):
            page = settings.PORTAL_URL + practice.get_absolute_url()
            own = reverse("practices:own_practice", args=[practice.organisation.slug, practice.pk])
        send(
            f"globalgoals/email/{name}",
            to=user.email,
            language=user.language,
            reader=user,
            practice=practice,
            url=page,
            own_url=settings.PORTAL_URL + own,
        )
