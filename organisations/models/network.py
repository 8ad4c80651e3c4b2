import pghistory
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .sourced import Sourced


class NetworkQuerySet(models.QuerySet):
    def entered_by(self, user):
        """Those whose room a user enters: of organisations whose page the user keeps, or as its secretary.

        A secretary who no longer keeps the page of a member, and is no civil servant, has left.
        """
        kept = NetworkMembership.objects.filter(organisation__memberships__user=user)
        as_secretary = Q(secretary=user, secretary__is_staff=True)
        return self.filter(as_secretary | Q(pk__in=kept.values("network")))


class NetworkManager(models.Manager.from_queryset(NetworkQuerySet)):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


@pghistory.track()
class Network(Sourced):
    """A network in which organisations of Deventer work together."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    name_nl, name_en, name_de = in_three_languages(_("name"), required=True)
    summary_nl, summary_en, summary_de = in_three_languages(_("summary"), max_length=300)
    description_nl, description_en, description_de = in_three_languages(_("description (Markdown)"), long=True)
    founded_year = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True, default="")
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="secretary_of",
        verbose_name=_("secretary"),
        help_text=_("Adds meetings and papers to the room of the network, and mails its members."),
    )
    members = models.ManyToManyField(
        "organisations.Organisation", through="organisations.NetworkMembership", related_name="networks"
    )

    name = Translated()
    summary = Translated()
    description = Translated()

    objects = NetworkManager()

    class Meta:
        ordering = ["name_nl"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:network", args=[self.slug])

    def natural_key(self):
        return (self.slug,)

    def people(self):
        """Return the members of the room: who keeps the page of an organisation that takes part."""
        kept = self.memberships.values("organisation__memberships__user")
        return get_user_model().objects.filter(is_active=True, pk__in=kept)

    def possible_secretaries(self):
        """Return whom staff can choose: members of the room, civil servants, and who is it now."""
        User = get_user_model()
        staff = User.objects.filter(is_active=True, is_staff=True)
        return (self.people() | staff | User.objects.filter(pk=self.secretary_id)).order_by("name", "email")


@pghistory.track()
class NetworkMembership(Sourced):
    """An organisation takes part in a network."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships", verbose_name=_("network"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="network_memberships", verbose_name=_("organisation")
    )
    since_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    role = models.CharField(_("role"), max_length=100, blank=True, default="")

    class Meta:
        ordering = ["network", "organisation"]
        verbose_name = _("membership of a network")
        verbose_name_plural = _("memberships of networks")
        constraints = [models.UniqueConstraint(fields=["network", "organisation"], name="membership_once")]

    def __str__(self):
        return f"{self.organisation}: {self.network}"
