"""Mail to who asked for the news: one message, one function."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from ..message import send


def address(language, name, *args):
    """Return the whole address of a page, in a language."""
    with translation.override(language):
        return settings.PORTAL_URL + reverse(name, args=args)


def to_subscriber(name, subscription, headers=None, **context):
    stop_url = address(subscription.language, "news:unsubscribe", subscription.key)
    send(
        f"news/email/{name}",
        to=subscription.email,
        language=subscription.language,
        headers=headers,
        stop_url=stop_url,
        **context,
    )


def confirm(*, subscription, token):
    to_subscriber("confirm", subscription, url=address(subscription.language, "news:confirm", token))


def subscribed_already(*, subscription):
    to_subscriber("subscribed_already", subscription)


def news(*, item, subscription):
    """An item of news, with the headers by which mail programs offer to unsubscribe (RFC 8058)."""
    stop_url = address(subscription.language, "news:unsubscribe", subscription.key)
    to_subscriber(
        "news",
        subscription,
        headers={"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        item=item,
        url=address(subscription.language, "news:item", item.slug),
    )
