"""What somebody agreed to of a story: on paper, per item and channel, until a day, and looked at by two people."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# As long as a consent holds at most: two years.
LONGEST = timedelta(days=731)


class Item(models.TextChoices):
    """What a consent is about: the text, the photo, or what the text tells of a person."""

    TEXT = "text", _("the text")
    PHOTO = "photo", _("the photo")
    NAME = "name", _("a name, also a first name or pen name")
    COUNTRY = "country", _("a country or region")
    WORK = "work", _("what somebody does or did")


# What a text can tell: each asks for a consent of its own.
ELEMENTS = [Item.NAME, Item.COUNTRY, Item.WORK]


class Channel(models.TextChoices):
    PORTAL = "portal", _("this website")
    FEED = "feed", _("the feed of this website")
    SOCIAL = "social", _("social media")
    PRESS = "press", _("press")


class StoryConsentQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not withdrawn and are not over, approved or not."""
        return self.filter(withdrawn_at=None, expires_on__gte=timezone.localdate())

    def approved(self):
        """Those that two people approved and nobody withdrew, whatever the day."""
        return self.filter(withdrawn_at=None, first_approver__isnull=False, second_approver__isnull=False)

    def live(self):
        """Those that hold today: approved by two people, begun, not over and not withdrawn."""
        return self.standing().approved().filter(given_on__lte=timezone.localdate())


class StoryConsent(models.Model):
    """That somebody agreed, on paper, to one item on one channel, until a day. Two people looked at the paper and the story.

    It outlives its story, by number of the paper alone, so that one can show that what was public had been agreed to.
    """

    story = models.ForeignKey(
        "events.ShelterStory", models.SET_NULL, null=True, related_name="consents", verbose_name=_("story")
    )
    item = models.CharField(_("to what"), max_length=7, choices=Item)
    channel = models.CharField(_("where"), max_length=6, choices=Channel)
    given_on = models.DateField(_("signed on"))
    expires_on = models.DateField(_("holds until and including"))
    paper_number = models.CharField(
        _("number of the paper file"),
        max_length=10,
        validators=[RegexValidator(r"^[0-9]{1,10}\Z", _("Give the number alone, of at most ten figures."))],
    )
    first_approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    second_approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("and by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)

    objects = StoryConsentQuerySet.as_manager()

    class Meta:
        ordering = ["story", "item", "channel", "pk"]
        default_permissions = ()
        verbose_name = _("consent to a story")
        verbose_name_plural = _("consents to stories")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("given_on")),
                name="story_consent_ends_after_it_begins",
                violation_error_message=_("The consent would end before it was given."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__lte=F("given_on") + LONGEST),
                name="story_consent_two_years_at_most",
                violation_error_message=_("A consent holds two years at most; then it is asked anew."),
            ),
            models.CheckConstraint(condition=Q(paper_number__regex=r"^[0-9]{1,10}$"), name="story_consent_paper"),
            models.CheckConstraint(
                condition=Q(first_approver=None) | Q(second_approver=None) | ~Q(first_approver=F("second_approver")),
                name="story_consent_two_people",
            ),
            models.CheckConstraint(
                condition=Q(item__in=["text", "photo", "name", "country", "work"]), name="story_consent_item"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["portal", "feed", "social", "press"]), name="story_consent_channel"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="story_consent_is_as_on_paper",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("item", "channel", "given_on", "expires_on", "paper_number"),
            ),
            pgtrigger.Protect(
                name="story_consent_stays_with_its_story",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__story__df=pgtrigger.F("new__story")) & pgtrigger.Q(new__story__isnull=False),
            ),
            pgtrigger.Protect(
                name="withdrawn_stays_withdrawn",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(
                    old__withdrawn_at__isnull=False, old__withdrawn_at__df=pgtrigger.F("new__withdrawn_at")
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_item_display()}, {self.get_channel_display()}"

    def clean(self):
        """A consent is noted once it was given, and before it is over."""
        today = timezone.localdate()
        if self.given_on and self.given_on > today:
            raise ValidationError({"given_on": _("This day has yet to come.")})
        if self.expires_on and self.expires_on < today and self._state.adding:
            raise ValidationError({"expires_on": _("This consent is over already.")})

    @property
    def is_over(self):
        return self.expires_on < timezone.localdate()

    @property
    def is_standing(self):
        return self.withdrawn_at is None and not self.is_over

    @property
    def is_live(self):
        return (
            self.is_standing
            and self.given_on <= timezone.localdate()
            and None not in {self.first_approver_id, self.second_approver_id}
        )

    @property
    def standing(self):
        """How it stands today, in a word."""
        if self.withdrawn_at:
            return _("withdrawn")
        if self.is_over:
            return _("over")
        return _("holds") if self.is_live else _("waits for a second person")
