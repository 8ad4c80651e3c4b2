import pghistory
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .sourced import Sourced


class NetworkManager(models.Manager):
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
