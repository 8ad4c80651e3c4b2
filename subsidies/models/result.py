"""What came of a settled project, as an editor publishes it: on the register, on the page of the organisation and of countries."""

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deventer_intl.pictures import WIDTHS, ShownInWidths
from deventer_intl.translation import Translated, in_three_languages

from ..fields import AmountField
from .application import Application
from .report import MOST_PHOTOS, ReportPhoto

# On path A a grant is settled by the decision that grants it (Awb 4:42).
OF_A_KNOWN_SETTLEMENT = """
    PERFORM 1 FROM subsidies_application WHERE id = NEW.application_id AND state = 'settled' FOR SHARE;
    IF NOT FOUND OR NOT EXISTS (
        SELECT 1 FROM subsidies_decision
        WHERE application_id = NEW.application_id AND announced_at IS NOT NULL AND (
            outcome IN ('settle', 'settle-lower') OR outcome IN ('grant', 'grant-in-part') AND settlement_path = 'A')
    ) THEN
        RAISE EXCEPTION 'what came of a project is published once its settlement was made known'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'result_of_a_settlement';
    END IF;
    RETURN NEW;
"""
PHOTOS_GO_FIRST = """
    IF EXISTS (SELECT 1 FROM subsidies_resultphoto WHERE result_id = NEW.id) THEN
        RAISE EXCEPTION 'photos are not left in public when a result is withdrawn'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'result_withdrawn_whole';
    END IF;
    RETURN NEW;
"""
PUBLISHED_STAYS = """
    IF to_jsonb(NEW) - 'published_by_id' IS DISTINCT FROM to_jsonb(OLD) - 'published_by_id' THEN
        RAISE EXCEPTION 'what is public stays as it is until it is withdrawn'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'published_is_fixed';
    END IF;
    RETURN NEW;
"""
OF_ITS_OWN_REPORT = """
    PERFORM 1 FROM subsidies_publicresult result
        JOIN subsidies_accountabilityreport report ON report.application_id = result.application_id
        JOIN subsidies_reportphoto photo ON photo.report_id = report.id
        WHERE result.id = NEW.result_id AND result.published_at IS NOT NULL AND report.submitted_at IS NOT NULL
            AND photo.id = NEW.photo_id AND photo.consent <> ''
        FOR SHARE OF result;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only a photo of the own report, with consent, is published'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'result_photo_of_the_report';
    END IF;
    RETURN NEW;
"""


class PublicResultQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None)


@pghistory.track()
class PublicResult(models.Model):
    """What came of a project, in words written to be published. While it is public it does not change: it is withdrawn first."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="public_result", verbose_name=_("application")
    )
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True, max_length=120)
    text_nl, text_en, text_de = in_three_languages(_("text"), required=True, long=True)
    people = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    # From the report, as it stood there.
    costs = AmountField(_("real costs"), null=True, blank=True, validators=[MinValueValidator(0)], editable=False)
    countries = models.ManyToManyField(
        "organisations.Country", blank=True, related_name="public_results", verbose_name=_("countries")
    )
    goals = models.ManyToManyField(
        "globalgoals.Goal",
        through="GoalOfResult",
        blank=True,
        related_name="public_results",
        verbose_name=_("Global Goals"),
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("published by"),
        editable=False,
    )

    title = Translated()
    text = Translated()

    objects = PublicResultQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("public result")
        verbose_name_plural = _("public results")
        constraints = [
            models.CheckConstraint(condition=~Q(title_nl="") & ~Q(text_nl=""), name="result_says_something"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(published_by=None), name="result_published_at_and_by"
            ),
            models.CheckConstraint(condition=Q(costs=None) | Q(costs__gte=0), name="result_costs"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="result_of_a_settlement",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(new__published_at__isnull=False),
                func=OF_A_KNOWN_SETTLEMENT,
            ),
            pgtrigger.Trigger(
                name="result_published_of_a_settlement",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__published_at__isnull=True, new__published_at__isnull=False),
                func=OF_A_KNOWN_SETTLEMENT,
            ),
            pgtrigger.Trigger(
                name="result_withdrawn_whole",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__published_at__isnull=False, new__published_at__isnull=True),
                func=PHOTOS_GO_FIRST,
            ),
            # Whoever leaves is forgotten.
            pgtrigger.Trigger(
                name="published_is_fixed",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__published_at__isnull=False, new__published_at__isnull=False),
                func=PUBLISHED_STAYS,
            ),
            pgtrigger.Protect(
                name="result_stays_with_its_case",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__application__df=pgtrigger.F("new__application")),
            ),
            pgtrigger.Protect(name="result_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return self.title_nl


@pghistory.track()
class ResultPhoto(ShownInWidths, models.Model):
    """A photo of the report that an editor chose. Its files are in the storage `pictures`, made anew (`picture_files.py`)."""

    result = models.ForeignKey(PublicResult, models.CASCADE, related_name="photos", verbose_name=_("public result"))
    photo = models.ForeignKey(ReportPhoto, models.PROTECT, related_name="+", verbose_name=_("photo with a report"))
    position = models.PositiveSmallIntegerField(_("place"))
    alt = models.CharField(_("what one sees"), max_length=250)
    credit = models.CharField(_("made by"), max_length=120)
    digest = models.CharField(max_length=32, db_index=True, editable=False)
    width = models.PositiveSmallIntegerField(_("width"), editable=False)
    height = models.PositiveSmallIntegerField(_("height"), editable=False)

    class Meta:
        ordering = ["result", "position"]
        verbose_name = _("photo of a public result")
        verbose_name_plural = _("photos of public results")
        constraints = [
            models.UniqueConstraint(fields=["result", "position"], name="result_photo_position_once"),
            models.UniqueConstraint(fields=["result", "photo"], name="result_photo_once"),
            models.CheckConstraint(
                condition=Q(position__range=(1, MOST_PHOTOS)) & ~Q(alt="") & ~Q(credit=""),
                name="result_photo_says_what_and_whose",
            ),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{32}$"), name="result_photo_digest"),
            models.CheckConstraint(
                condition=Q(width__range=(1, WIDTHS[-1]), height__gte=1), name="result_photo_width_and_height"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="result_photo_of_the_report",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=OF_ITS_OWN_REPORT,
            ),
            pgtrigger.Protect(name="result_photo_is_fixed", operation=pgtrigger.Update),
        ]

    def __str__(self):
        return self.alt


@pghistory.track()
class CountryOfResult(PublicResult.countries.through):
    class Meta:
        proxy = True
