"""Fields of work, by which organisations are found."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages


class ThemeManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


@pghistory.track()
class Theme(models.Model):
    """A field of work: water, education, human rights. A list that staff keep."""

    slug = models.SlugField(_("address"), unique=True)
    name_nl, name_en, name_de = in_three_languages(_("name"), required=True)

    name = Translated()

    objects = ThemeManager()

    class Meta:
        ordering = ["name_nl"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)
