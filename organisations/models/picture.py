"""The logo and photos of an organisation."""

import pghistory
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from deventer_intl.pictures import WIDTHS, ShownInWidths
from deventer_intl.translation import Translated, in_three_languages

from .activity import Project
from .organisation import Organisation

MOST_PHOTOS = 12


class PictureQuerySet(models.QuerySet):
    def photos(self):
        return self.filter(kind=Picture.Kind.PHOTO)

    def logos(self):
        return self.filter(kind=Picture.Kind.LOGO)


@pghistory.track()
class Picture(ShownInWidths, models.Model):
    """A logo or a photo on the page of an organisation. Its files are in the storage `pictures` (`picture_files.py`).

    That its project is one of the same organisation is a foreign key of `0006_picture`.
    """

    class Kind(models.TextChoices):
        LOGO = "logo", _("logo")
        PHOTO = "photo", _("photo")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="pictures", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="pictures", verbose_name=_("project")
    )
    alt_nl, alt_en, alt_de = in_three_languages(_("what one sees"), required=True, max_length=250)
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    digest = models.CharField(max_length=32, db_index=True, editable=False)
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)

    alt = Translated()

    objects = PictureQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "kind", "position"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            # With the check below: at most one logo and twelve photos. At the end of a statement, so that one can renumber.
            models.UniqueConstraint(
                fields=["organisation", "kind", "position"],
                name="picture_position_once",
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(
                condition=Q(kind="logo", position=1) | Q(kind="photo", position__range=(1, MOST_PHOTOS)),
                name="picture_position",
            ),
            models.CheckConstraint(condition=Q(kind="photo") | Q(project=None), name="picture_of_project_is_photo"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{32}$"), name="picture_digest"),
            models.CheckConstraint(
                condition=Q(width__range=(1, WIDTHS[-1]), height__gte=1), name="picture_width_and_height"
            ),
            models.CheckConstraint(condition=~Q(alt_nl=""), name="picture_says_what_one_sees"),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.get_kind_display()} {self.position}"

    @property
    def is_logo(self):
        return self.kind == self.Kind.LOGO

    @classmethod
    def lately(cls, since):
        """Return how pictures were since a moment, those that were removed included."""
        return cls.pgh_event_model.objects.filter(pgh_created_at__gt=since)
