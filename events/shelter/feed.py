"""The stories that may stand in the feed. RSS and not Atom: that asks a day of each story, and there is none."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from deventer_intl.markdown import markdown

from ..models import ShelterStory


class StoryFeed(Feed):
    feed_type = Rss201rev2Feed

    def title(self):
        return _("Stories of Shelter City Deventer")

    def description(self):
        return _("What human rights defenders who were guests in Deventer tell.")

    def link(self):
        return settings.PORTAL_URL + reverse("events:shelter")

    def feed_url(self):
        return settings.PORTAL_URL + reverse("events:shelter_feed")

    def items(self):
        return ShelterStory.objects.in_feed()

    def item_title(self, story):
        return str(story.title)

    def item_description(self, story):
        return markdown(story.text)

    def item_link(self, story):
        return settings.PORTAL_URL + story.get_absolute_url()
