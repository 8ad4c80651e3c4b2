"""The news as an Atom feed, in the language of its address."""

import re
from datetime import datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from ..templatetags.portal import markdown
from .models import NewsItem

# Signs that XML cannot hold, and that come along when text is copied out of other programs.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(text):
    return NOT_IN_XML.sub("", str(text))


class NewsFeed(Feed):
    feed_type = Atom1Feed

    def title(self):
        return _("News of Deventer Internationaal")

    def link(self):
        return settings.PORTAL_URL + reverse("news:items")

    def feed_url(self):
        return settings.PORTAL_URL + reverse("news:feed")

    def items(self):
        return NewsItem.objects.published()[:20]

    def item_title(self, item):
        return plain(item.title)

    def item_description(self, item):
        return plain(markdown(item.body) or item.summary)

    def item_link(self, item):
        return settings.PORTAL_URL + item.get_absolute_url()

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.published_on, time.min))

    def item_updateddate(self, item):
        return max(item.updated_at, self.item_pubdate(item))
