import pghistory
import pgtrigger
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .sourced import Sourced
from .theme import Theme


class Sector(models.IntegerChoices):
    """The numbers are part of the directory's facets: never give one a second meaning."""

    CIVIL_SOCIETY = 1, _("civil society")
    BUSINESS = 2, _("business")
    EDUCATION = 3, _("education")
    CULTURE = 4, _("culture")
    GOVERNMENT = 5, _("government")
    CARE = 6, _("care")
    SPORT = 7, _("sport")


class Language(models.TextChoices):
    NL = "nl", _("Dutch")
    EN = "en", _("English")
    DE = "de", _("German")
    FR = "fr", _("French")
    ES = "es", _("Spanish")
    RO = "ro", _("Romanian")
    PL = "pl", _("Polish")
    LV = "lv", _("Latvian")
    SV = "sv", _("Swedish")
    UK = "uk", _("Ukrainian")
    RU = "ru", _("Russian")
    TR = "tr", _("Turkish")
    AR = "ar", _("Arabic")
    SW = "sw", _("Swahili")
    LG = "lg", _("Luganda")
    VI = "vi", _("Vietnamese")


class Aboard(models.TextChoices):
    """Whether an organisation keeps its own page."""

    YES = "yes", _("yes")
    INVITED = "invited", _("invited")
    NO = "no", _("nobody yet")


class OrganisationQuerySet(models.QuerySet):
    def public(self):
        """Those the public directory shows."""
        return self.filter(status=Organisation.Status.ACTIVE)

    def lapsed(self):
        """Those that were unpublished because nobody confirmed them."""
        return self.filter(status=Organisation.Status.LAPSED)

    def newcomers(self, since):
        """Those that became public for the first time (`public_since`) after a moment, newest first; not what was loaded."""
        history = apps.get_model("organisations.OrganisationEvent").objects.filter(status=Organisation.Status.ACTIVE)
        first = history.filter(pgh_obj=OuterRef("pk")).order_by("pgh_created_at").values("pgh_created_at")[:1]
        loaded = apps.get_model("organisations.LoadedRecord").objects.filter(model="organisations.organisation")
        lately = self.public().filter(pk__in=history.filter(pgh_created_at__gte=since).values("pgh_obj"))
        found = lately.annotate(public_since=Subquery(first)).filter(public_since__gte=since)
        return found.filter(~Exists(loaded.filter(key=OuterRef("slug")))).order_by("-public_since", "-pk")

    def schools(self):
        return self.filter(sector=Sector.EDUCATION)

    def kept_by(self, user):
        """Those whose page a user keeps, as owner or editor."""
        return self.filter(memberships__user=user)

    def with_aboard(self):
        """Say of each whether it keeps its own page: `aboard`, an `Aboard`."""
        members = apps.get_model("organisations.Membership").objects.filter(organisation=OuterRef("pk"))
        invitations = apps.get_model("organisations.Invitation").objects.open().filter(organisation=OuterRef("pk"))
        return self.annotate(
            aboard=Case(
                When(Exists(members), then=Value(Aboard.YES)),
                When(Exists(invitations), then=Value(Aboard.INVITED)),
                default=Value(Aboard.NO),
                output_field=models.CharField(choices=Aboard),
            )
        )

    def with_confirmations(self):
        """Say of each what `freshness.due` asks: has it an owner to mail, since when, and what was last mailed to its owners.

        Without an owner now, the last one there was counts.
        """
        owners = apps.get_model("organisations.Membership").objects.owners().filter(user__is_active=True)
        present = owners.filter(organisation=OuterRef("pk")).order_by("joined_at")
        earlier = apps.get_model("organisations.MembershipEvent").objects.filter(
            organisation=OuterRef("pk"), role="owner"
        )
        is_owner = Exists(owners.filter(organisation=OuterRef("organisation"), user=OuterRef("user")))
        asked = apps.get_model("organisations.ConfirmationRequest").objects.filter(
            is_owner, organisation=OuterRef("pk")
        )
        asked = asked.order_by("-sent_at")
        return self.annotate(
            is_kept=Exists(present),
            owner_since=Coalesce(
                Subquery(present.values("joined_at")[:1]),
                Subquery(earlier.order_by("-joined_at").values("joined_at")[:1]),
            ),
            last_step=Subquery(asked.values("step")[:1]),
            last_sent_at=Subquery(asked.values("sent_at")[:1]),
        )

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


@pghistory.track()
class Organisation(Sourced):
    """An organisation, company, school or institution of Deventer that is active abroad."""

    class LegalForm(models.TextChoices):
        FOUNDATION = "foundation", _("foundation (stichting)")
        ASSOCIATION = "association", _("association (vereniging)")
        COOPERATIVE = "cooperative", _("cooperative")
        COMPANY = "company", _("private company (bv)")
        SOLE_TRADER = "sole-trader", _("sole trader")
        PUBLIC_BODY = "public-body", _("public body")
        BRANCH = "branch", _("local group of a national organisation")
        OTHER = "other", _("other")

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        DRAFT = "draft", _("new, waits for publication")
        HIDDEN = "hidden", _("not published")
        LAPSED = "lapsed", _("unpublished, because nobody confirmed it")
        ENDED = "ended", _("ended")

    name = models.CharField(_("name"), max_length=200)
    other_names = models.CharField(
        _("other names"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("Abbreviations and former names, found by search."),
    )
    slug = models.SlugField(_("address"), max_length=100, unique=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.ACTIVE)
    legal_form = models.CharField(_("legal form"), max_length=12, choices=LegalForm, blank=True, default="")
    kvk_number = models.CharField(
        _("KvK number"),
        max_length=8,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{8}$", _("A KvK number has eight digits."))],
    )
    sector = models.PositiveSmallIntegerField(_("sector"), choices=Sector)
    themes = models.ManyToManyField(Theme, blank=True, related_name="organisations", verbose_name=_("themes"))
    summary_nl, summary_en, summary_de = in_three_languages(_("summary"), max_length=300)
    description_nl, description_en, description_de = in_three_languages(_("description (Markdown)"), long=True)
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language), verbose_name=_("languages spoken"), blank=True, default=list
    )
    founded_year = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True, default="")
    social_links = ArrayField(
        models.URLField(max_length=200), verbose_name=_("social media"), blank=True, default=list, size=6
    )
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True, default="")
    email = models.EmailField(_("e-mail address"), blank=True, default="")
    phone = models.CharField(_("telephone"), max_length=30, blank=True, default="")
    shows_contact = models.BooleanField(
        _("shows its contact person"),
        default=False,
        help_text=_("Only with the consent of the person: name, e-mail address and telephone become public."),
    )
    confirmed_on = models.DateField(
        _("confirmed on"), null=True, blank=True, help_text=_("When the organisation last said that this page is true.")
    )
    republished_on = models.DateField(
        _("published again on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_(
            "When staff put back a page that was unpublished because nobody confirmed it: its time starts anew."
        ),
    )

    summary = Translated()
    description = Translated()

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="organisation_name_unique",
                violation_error_message=_("There is an organisation with this name already."),
            ),
            models.CheckConstraint(
                condition=Q(kvk_number=None) | Q(kvk_number__regex=r"^[0-9]{8}$"),
                name="organisation_kvk_number",
                violation_error_message=_("A KvK number has eight digits."),
            ),
            models.CheckConstraint(
                condition=Q(founded_year=None) | Q(founded_year__range=(700, 2200)),
                name="organisation_founded_year",
                violation_error_message=_("Give the year in four digits."),
            ),
            models.CheckConstraint(condition=Q(sector__in=Sector.values), name="organisation_sector"),
        ]
        triggers = [
            # The other half of `exchange_of_a_school`.
            pgtrigger.Trigger(
                name="organisation_with_exchanges_is_a_school",
                operation=pgtrigger.UpdateOf("sector"),
                when=pgtrigger.After,
                condition=pgtrigger.Q(old__sector=Sector.EDUCATION) & ~pgtrigger.Q(new__sector=Sector.EDUCATION),
                func="""
                    IF EXISTS (SELECT FROM organisations_schoolexchange WHERE organisation_id = NEW.id) THEN
                        RAISE EXCEPTION 'organisation % has exchanges of a school', NEW.id
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_with_exchanges_is_a_school';
                    END IF;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.kvk_number = self.kvk_number or None
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("organisations:organisation", args=[self.slug])

    def natural_key(self):
        return (self.slug,)

    @property
    def is_school(self):
        return self.sector == Sector.EDUCATION

    @property
    def is_public(self):
        return self.status == self.Status.ACTIVE

    @property
    def is_lapsed(self):
        return self.status == self.Status.LAPSED

    @property
    def can_be_confirmed(self):
        return self.is_public or self.is_lapsed

    @property
    def has_owner(self):
        return self.memberships.owners().exists()

    def refuse_sector(self, sector):
        """Raise `ValidationError` where a school cannot get another sector: exchanges are of schools alone."""
        if self.pk and sector != Sector.EDUCATION and self.exchanges.exists():
            raise ValidationError(
                _("A school with exchanges stays in the sector education. Remove those first."), code="exchanges"
            )

    def put_back(self, today):
        """Make a page that lapsed public again without a confirmation: it has as long again."""
        self.status, self.republished_on = self.Status.ACTIVE, today

    @property
    def spoken_languages(self):
        return [Language(code).label for code in self.languages if code in Language]


@pghistory.track()
class OrganisationTheme(Organisation.themes.through):
    class Meta:
        proxy = True
