"""Mail about the policy: one message, one function."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ...message import send


def address(language, name, *args):
    """Return the whole address of a page, in a language."""
    with translation.override(language):
        return settings.PORTAL_URL + reverse(f"policy:{name}", args=args)


def figures_changed(*, user, told):
    """What changed in the chapters that somebody follows: `told` holds (subscription, changes, token of the link that ends it)."""
    language = user.language
    chapters = [
        {
            "chapter": subscription.chapter,
            "changes": changes,
            "url": address(language, "chapter", subscription.chapter.plan.slug, subscription.chapter.number),
            "stop_url": address(language, "unfollow", token),
        }
        for subscription, changes, token in told
    ]
    send(
        "policy/email/figures_changed",
        to=user.email,
        language=language,
        headers={"List-Unsubscribe": f"<{chapters[0]['stop_url']}>"} if len(chapters) == 1 else None,
        chapters=chapters,
        following_url=address(language, "following"),
    )
