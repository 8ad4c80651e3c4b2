"""New good practices as an Atom feed, in the language of its address."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from globalgoals.models import GoodPractice

from ..news.feeds import plain
from ..templatetags.portal import markdown


class PracticeFeed(Feed):
    feed_type = Atom1Feed

    def title(self):
        return _("Good practices from Deventer")

    def link(self):
        return settings.PORTAL_URL + reverse("practices:practices")

    def feed_url(self):
        return settings.PORTAL_URL + reverse("practices:feed")

    def items(self):
        return GoodPractice.objects.public().latest_first().select_related("organisation")[:20]

    def item_title(self, practice):
        return plain(f"{practice.organisation.name}: {practice.title}")

    def item_description(self, practice):
        return plain(markdown(practice.story))

    def item_link(self, practice):
        return settings.PORTAL_URL + practice.get_absolute_url()

    def item_pubdate(self, practice):
        return practice.published_at

    def item_updateddate(self, practice):
        return max(practice.updated_at, practice.published_at)
