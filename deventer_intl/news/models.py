"""News: what staff write, who asked to be mailed, and who got what."""

import uuid
from datetime import datetime, time, timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..translation import Translated, in_three_languages

# An item that could not be mailed for so long, because the mail or the worker was away, is no news any more.
MAILED_WITHIN = timedelta(days=14)
# How long a link that confirms a subscription works, and a subscription that nobody confirms is kept.
CONFIRMED_WITHIN = timedelta(hours=48)
# Addresses of other pages below /nieuws/.
TAKEN = ["abonneren", "afmelden", "feed"]


class NewsItemQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_on__lte=timezone.localdate())

    def visible_to(self, user):
        """Those a visitor sees; staff with the right also see what is not published yet."""
        return self if user.has_perm("deventer_intl.view_newsitem") else self.published()

    def to_mail(self):
        """Those of the last days. One whose mailing began longer ago is over, whatever its date has become since."""
        since = timezone.now() - MAILED_WITHIN
        lately = self.published().filter(published_on__gte=timezone.localdate(since))
        return lately.filter(Q(mailed_at=None) | Q(mailed_at__gt=since))


@pghistory.track()
class NewsItem(models.Model):
    """A short item of news: a draft until it has a date, published from that day on."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    published_on = models.DateField(
        _("published on"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_(
            "Empty for a draft. From this day on everyone sees it, and it is mailed once, by day, to "
            "those who asked for the news. One of more than two weeks ago is not mailed."
        ),
    )
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    summary_nl, summary_en, summary_de = in_three_languages(_("summary"), required=True, max_length=300)
    body_nl, body_en, body_de = in_three_languages(_("text (Markdown)"), long=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    mailed_at = models.DateTimeField(_("mailed from"), null=True, blank=True, editable=False)

    title = Translated()
    summary = Translated()
    body = Translated()

    objects = NewsItemQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=TAKEN),
                name="news_item_slug_not_taken",
                violation_error_message=_("This address is taken by another page."),
            )
        ]

    def __str__(self):
        return self.title_nl

    def get_absolute_url(self):
        return reverse("news:item", args=[self.slug])

    @property
    def is_published(self):
        return self.published_on is not None and self.published_on <= timezone.localdate()


class SubscriptionQuerySet(models.QuerySet):
    def without(self, item):
        """Those that an item is still to be mailed to: confirmed before the day was over on which it was published."""
        until = end_of(item.published_on)
        return self.filter(confirmed_at__lt=until).exclude(deliveries__item=item)


def end_of(day):
    """Return the moment a day ends in Deventer."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class Subscription(models.Model):
    """Somebody asked to be mailed the news; it counts once the link in a mail was followed."""

    # In the links of every mail: whoever has one may stop the subscription.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("subscription to the news")
        verbose_name_plural = _("subscriptions to the news")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="subscription_email_in_small_letters"),
            models.CheckConstraint(condition=Q(language__in=["nl", "en", "de"]), name="subscription_language"),
        ]

    def __str__(self):
        return self.email


class Delivery(models.Model):
    """That an item was mailed to a subscriber: never again, however often the job runs."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    delivered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "subscription"], name="delivered_once")]

    def __str__(self):
        return f"{self.item}: {self.subscription}"
