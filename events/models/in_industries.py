"""In which industries something is: missions, the companies that go along, and whom they meet there."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from organisations.models import Industry


def names_of(industries) -> list[str]:
    """Return the names of industries in the active language, in the order of the catalogue."""
    return [capfirst(str(industry.label)) for industry in Industry.by_name() if industry in industries]


class InIndustries(models.Model):
    """The industries are those of the catalogue “Made in Deventer”."""

    industries = ArrayField(
        models.CharField(max_length=10, choices=Industry), blank=True, default=list, verbose_name=_("industries")
    )

    class Meta:
        abstract = True

    @property
    def industry_names(self) -> list[str]:
        return names_of(self.industries)


def known_industries(name):
    """Return the constraint that every industry is one of ours; each model names its own."""
    return models.CheckConstraint(condition=Q(industries__contained_by=Industry.values), name=name)
