"""Stories that former guests of Shelter City tell, and what they agreed to: without consent nothing of them is anywhere.

None of this is tracked: a text that is withdrawn would live on in the history.
"""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deventer_intl.pictures import WIDTHS, widths_up_to
from deventer_intl.translation import Translated, in_three_languages

from .shelter_consent import ELEMENTS, Channel, Item, StoryConsent

TEXTS = [f"{name}_{language}" for name in ("title", "text") for language in ("nl", "en", "de")]
ALTS = ["alt_nl", "alt_en", "alt_de"]

# What two people read and approved is no longer what stands there: both look again.
READ_AGAIN = """
    UPDATE events_storyconsent SET first_approver_id = NULL, second_approver_id = NULL
    WHERE story_id = NEW.{story} AND {items} AND withdrawn_at IS NULL
        AND (first_approver_id IS NOT NULL OR second_approver_id IS NOT NULL);
    RETURN NULL;
"""


class ShelterStoryQuerySet(models.QuerySet):
    def agreed(self, channel):
        """Those of which the text, and all that it tells of somebody, has a consent for a channel."""
        return self.with_consents(StoryConsent.objects.live().filter(channel=channel))

    def approved(self):
        """Those that everybody may read on the website on some day, not perhaps today."""
        return self.with_consents(StoryConsent.objects.approved().filter(channel=Channel.PORTAL))

    def with_consents(self, consents):
        """Those of which the text, and all that it tells of somebody, has one of these consents."""
        consents = consents.filter(story=OuterRef("pk"))
        found = self.filter(Exists(consents.filter(item=Item.TEXT)))
        for element in ELEMENTS:
            found = found.filter(~Q(elements__contains=[element]) | Exists(consents.filter(item=element)))
        return found

    def public(self):
        """Those that everybody may read on the website."""
        return self.agreed(Channel.PORTAL)

    def in_feed(self):
        """Those that everybody may read on the website and in its feed."""
        return self.public().agreed(Channel.FEED)


class ShelterStory(models.Model):
    """What somebody who was a guest tells. Its address is a number without meaning: it says nothing once the story is gone."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True, max_length=120)
    text_nl, text_en, text_de = in_three_languages(_("text (Markdown)"), required=True, long=True)
    elements = ArrayField(
        models.CharField(max_length=7, choices=[(each.value, each.label) for each in ELEMENTS]),
        default=list,
        blank=True,
        verbose_name=_("what title and text tell of somebody"),
    )

    title = Translated()
    text = Translated()

    objects = ShelterStoryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        verbose_name = _("story of Shelter City")
        verbose_name_plural = _("stories of Shelter City")
        constraints = [
            models.CheckConstraint(condition=~Q(title_nl="") & ~Q(text_nl=""), name="shelter_story_says_something"),
            models.CheckConstraint(
                condition=Q(elements__contained_by=["name", "country", "work"]), name="shelter_story_elements"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="changed_text_is_read_again",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.AnyChange(*TEXTS, "elements"),
                func=READ_AGAIN.format(story="id", items="item <> 'photo'"),
            ),
        ]

    def __str__(self):
        return self.title_nl

    def get_absolute_url(self):
        return reverse("events:shelter_story", args=[self.key])

    @property
    def items(self):
        """What somebody has to agree to before all of it is on the website."""
        return [Item.TEXT, *self.elements, *([Item.PHOTO] if hasattr(self, "photo") else [])]

    @property
    def missing(self):
        """Return to which items no consent for the website holds today."""
        live = StoryConsent.objects.live().filter(story=self, channel=Channel.PORTAL)
        held = set(live.values_list("item", flat=True))
        return [Item(item) for item in self.items if item not in held]


class ShelterPhotoQuerySet(models.QuerySet):
    def public(self):
        """Those that everybody may see: of a public story, and with a consent of their own."""
        live = StoryConsent.objects.live().filter(story=OuterRef("story"), item=Item.PHOTO, channel=Channel.PORTAL)
        return self.filter(Exists(live), story__in=ShelterStory.objects.public())


class ShelterPhoto(models.Model):
    """The photo of a story. Its files are private (`events/shelter/photo_files.py`): a view gives them out while it is public."""

    story = models.OneToOneField(ShelterStory, models.CASCADE, related_name="photo", verbose_name=_("story"))
    alt_nl, alt_en, alt_de = in_three_languages(_("what one sees"), required=True, max_length=250)
    digest = models.CharField(max_length=32, editable=False)
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)

    alt = Translated()

    objects = ShelterPhotoQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("photo of a story")
        verbose_name_plural = _("photos of stories")
        constraints = [
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{32}$"), name="shelter_photo_digest"),
            models.CheckConstraint(
                condition=Q(width__range=(1, WIDTHS[-1]), height__gte=1), name="shelter_photo_width_and_height"
            ),
            models.CheckConstraint(condition=~Q(alt_nl=""), name="shelter_photo_says_what_one_sees"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="new_photo_is_looked_at",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func=READ_AGAIN.format(story="story_id", items="item = 'photo'"),
            ),
            pgtrigger.Trigger(
                name="changed_photo_is_looked_at_again",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.AnyChange("story", "digest", *ALTS),
                func=READ_AGAIN.format(story="story_id", items="item = 'photo'"),
            ),
        ]

    def __str__(self):
        return self.alt_nl

    @property
    def widths(self):
        return widths_up_to(self.width)

    def address(self, width):
        """Return where browsers find it in a width, as long as it is public."""
        return reverse("events:shelter_photo", args=[self.story.key, width])

    @property
    def large(self):
        return self.address(self.width)

    @property
    def small(self):
        return self.address(self.widths[0])

    @property
    def srcset(self):
        return ", ".join(f"{self.address(width)} {width}w" for width in self.widths)
