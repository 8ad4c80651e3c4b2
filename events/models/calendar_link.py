"""The secret address at which somebody's own calendar is read, by a program that cannot sign in."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.secret_links import digest_of

LINK = "calendar"


class CalendarLinkQuerySet(models.QuerySet):
    def of(self, token):
        """Return the link that a token belongs to, or None: it was made anew, withdrawn, or never there."""
        links = self.filter(digest=digest_of(token, purpose=LINK), user__is_active=True)
        return links.select_related("user").first()


class CalendarLink(models.Model):
    """That somebody has such an address: one at a time, and only a digest of it. Gone with the account, without history."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_link", verbose_name=_("user")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("address of a personal calendar")
        verbose_name_plural = _("addresses of personal calendars")

    def __str__(self):
        return str(self.user_id)
