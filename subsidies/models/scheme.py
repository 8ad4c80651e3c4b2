"""A subsidy scheme (regeling): what stays the same from year to year."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages


class SchemeQuerySet(models.QuerySet):
    def public(self):
        """Those of which rules were published: nobody outside sees another."""
        return self.filter(ceilings__scheme_versions__published_at__isnull=False).distinct()


@pghistory.track()
class Scheme(models.Model):
    """A subsidy scheme (regeling): what stays the same from year to year."""

    slug = models.SlugField(_("address"), unique=True, max_length=60)
    code = models.CharField(
        _("code"),
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,6}\Z", _("Two to six capitals."))],
        help_text=_("Begins the reference of every application, as in IS-2026-0007."),
    )
    name_nl, name_en, name_de = in_three_languages(_("name"), required=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    name = Translated()

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name_nl"]
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("subsidies:scheme", args=[self.slug])
