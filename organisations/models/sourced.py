from django.db import models
from django.utils.translation import gettext_lazy as _


class Sourced(models.Model):
    """A record that says where it comes from, so that anyone can check it."""

    source = models.CharField(_("source"), max_length=500, blank=True, default="")

    class Meta:
        abstract = True
