"""What a version of a scheme lists: purposes, criteria, documents, questions. All of it is fixed once that is published."""

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .scheme import Scheme
from .scheme_version import SchemeVersion


class PartOfVersion(models.Model):
    """What a version of a scheme lists. The database refuses a change once the version is published."""

    version = models.ForeignKey(SchemeVersion, models.CASCADE, related_name="%(class)s_set", editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        abstract = True
        ordering = ["version", "position", "pk"]

    def __str__(self):
        return str(self.label)


def fixed_with_version(name):
    return [
        pgtrigger.Trigger(
            name=f"fixed_with_version_{name}",
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.Before,
            declare=[("touched", "bigint[]")],
            func="""
                touched := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.version_id] WHEN 'DELETE' THEN ARRAY[OLD.version_id]
                    ELSE ARRAY[OLD.version_id, NEW.version_id] END;
                -- Waits for whoever is publishing the version at this moment.
                PERFORM 1 FROM subsidies_schemeversion WHERE id = ANY(touched) FOR SHARE;
                IF EXISTS (SELECT 1 FROM subsidies_schemeversion
                           WHERE id = ANY(touched) AND published_at IS NOT NULL) THEN
                    RAISE EXCEPTION 'a published version of a scheme stays as it is: make a new one'
                        USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            """,
        )
    ]


@pghistory.track()
class Purpose(PartOfVersion):
    """What money is given for; an applicant picks one."""

    label_nl, label_en, label_de = in_three_languages(_("purpose"), required=True)
    label = Translated()

    class Meta(PartOfVersion.Meta):
        verbose_name = _("purpose")
        verbose_name_plural = _("purposes")
        triggers = fixed_with_version("purpose")


@pghistory.track()
class Criterion(PartOfVersion):
    """On what an application is scored, and how heavily."""

    label_nl, label_en, label_de = in_three_languages(_("criterion"), required=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1, validators=[MinValueValidator(1)])
    label = Translated()

    class Meta(PartOfVersion.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        triggers = fixed_with_version("criterion")


@pghistory.track()
class Evidence(PartOfVersion):
    """A document that must, or may, come with an application or with the report."""

    class Moment(models.TextChoices):
        APPLICATION = "application", _("with the application")
        REPORT = "report", _("with the report")

    label_nl, label_en, label_de = in_three_languages(_("document"), required=True)
    hint_nl, hint_en, hint_de = in_three_languages(_("what must be in it"), max_length=400)
    moment = models.CharField(_("when"), max_length=11, choices=Moment, default=Moment.APPLICATION)
    is_required = models.BooleanField(_("required"), default=True)
    label = Translated()
    hint = Translated()

    class Meta(PartOfVersion.Meta):
        verbose_name = _("document asked for")
        verbose_name_plural = _("documents asked for")
        triggers = fixed_with_version("evidence")


@pghistory.track()
class EligibilityQuestion(PartOfVersion):
    """One of at most six questions that tell somebody beforehand whether applying makes sense. Nobody's answers are kept."""

    label_nl, label_en, label_de = in_three_languages(_("question"), required=True, max_length=300)
    hint_nl, hint_en, hint_de = in_three_languages(_("hint"), max_length=400)
    passes_with_yes = models.BooleanField(_("the answer that leads on is yes"), default=True)
    reason_nl, reason_en, reason_de = in_three_languages(_("why not, otherwise"), required=True, max_length=600)
    elsewhere = models.ForeignKey(
        Scheme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("what might fit instead"),
    )
    label = Translated()
    hint = Translated()
    reason = Translated()

    class Meta(PartOfVersion.Meta):
        verbose_name = _("question beforehand")
        verbose_name_plural = _("questions beforehand")
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="question_position"),
            models.CheckConstraint(condition=Q(position__range=(1, 6)), name="question_one_to_six"),
        ]
        triggers = fixed_with_version("question")
