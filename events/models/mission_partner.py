"""Who companies meet on a mission: organisations elsewhere, each with a guest who needs no account."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Language
from organisations.secret_links import digest_of

from .in_industries import InIndustries, known_industries
from .mission import Mission, Stage
from .party_of import has_its_party

LINK = "mission guest"
# In these stages a guest's link opens something; before there is nothing to say, afterwards nothing to change.
GUESTS_WRITE = [Stage.OPEN, Stage.FIXED, Stage.PREPARING, Stage.UNDER_WAY]


class CounterpartQuerySet(models.QuerySet):
    def of(self, token):
        """Return the counterpart that a token belongs to, or None: it was made anew, withdrawn, or never there."""
        return self.filter(digest=digest_of(token, purpose=LINK)).select_related("mission").first()


class Counterpart(InIndustries):
    """An organisation elsewhere that wants to meet companies, and the guest who speaks for it.

    Personal data: no history, and the guest's name and address go some time after the mission. Of the link that the guest was
    mailed only a digest is kept.
    """

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="counterparts", verbose_name=_("trade mission"))
    name = models.CharField(_("organisation"), max_length=200)
    place = models.ForeignKey(
        "organisations.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="counterparts",
        verbose_name=_("city"),
    )
    website = models.URLField(_("website"), blank=True, default="", max_length=300)
    offers = models.TextField(_("what it offers"), max_length=1_000, blank=True, default="")
    seeks = models.TextField(_("what it seeks"), max_length=1_000, blank=True, default="")
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        blank=True,
        default=list,
        verbose_name=_("languages it does business in"),
    )
    in_briefing = models.BooleanField(_("stands in the briefing of the delegation"), default=True)

    guest_name = models.CharField(_("name of the guest"), max_length=150, blank=True, default="")
    guest_email = models.EmailField(_("e-mail address of the guest"), blank=True, default="")
    guest_language = models.CharField(
        _("language of the mail"),
        max_length=2,
        choices=[("nl", _("Dutch")), ("en", _("English")), ("de", _("German"))],
        default="en",
    )
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("filled in"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrew"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = CounterpartQuerySet.as_manager()

    class Meta:
        ordering = ["mission", "name", "pk"]
        verbose_name = _("counterpart")
        verbose_name_plural = _("counterparts")
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "name"],
                name="counterpart_once",
                violation_error_message=_("This organisation stands in the list already."),
            ),
            known_industries("counterpart_industries"),
        ]
        triggers = [has_its_party("counterpart_id")]

    def __str__(self):
        return self.name
