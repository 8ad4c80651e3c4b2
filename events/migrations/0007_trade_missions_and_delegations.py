import datetime
import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import deventer_intl.media
import deventer_intl.migration_steps
import events.models.clock
import events.models.mission_programme
from deventer_intl.migration_steps import Together


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0006_shelter_city"),
        ("globalgoals", "0001_initial"),
        ("organisations", "0016_kind_and_industry_of_internships"),
        ("organisations", "__first__"),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="Mission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("source", models.CharField(blank=True, default="", max_length=500, verbose_name="source")),
                        (
                            "industries",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("food", "food and agriculture"),
                                        ("machines", "machines, metal and electronics"),
                                        ("chemistry", "chemistry, plastics and materials"),
                                        ("energy", "energy and climate"),
                                        ("water", "water and environment"),
                                        ("building", "building and infrastructure"),
                                        ("health", "health and life sciences"),
                                        ("digital", "software and digital services"),
                                        ("creative", "design, media and games"),
                                        ("living", "furniture, textiles and consumer goods"),
                                        ("logistics", "transport and logistics"),
                                        ("services", "business services and training"),
                                        ("other", "other industry"),
                                    ],
                                    max_length=10,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="industries",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=100, unique=True, verbose_name="address")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("outgoing", "trade mission"),
                                    ("incoming", "delegation that comes to Deventer"),
                                    ("fair", "visit to a fair"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("idea", "idea"),
                                    ("open", "open for companies"),
                                    ("fixed", "delegation fixed"),
                                    ("preparing", "in preparation"),
                                    ("under_way", "under way"),
                                    ("follow_up", "follow-up"),
                                    ("closed", "closed"),
                                    ("cancelled", "called off"),
                                ],
                                default="idea",
                                editable=False,
                                max_length=9,
                                verbose_name="stage",
                            ),
                        ),
                        ("is_published", models.BooleanField(default=False, verbose_name="on the website")),
                        ("title_nl", models.CharField(default="", max_length=200, verbose_name="title (nl)")),
                        (
                            "title_en",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (de)"),
                        ),
                        (
                            "summary_nl",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="summary (nl)"),
                        ),
                        (
                            "summary_en",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="summary (en)"),
                        ),
                        (
                            "summary_de",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="summary (de)"),
                        ),
                        (
                            "description_nl",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="description (Markdown) (nl)"
                            ),
                        ),
                        (
                            "description_en",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="description (Markdown) (en)"
                            ),
                        ),
                        (
                            "description_de",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="description (Markdown) (de)"
                            ),
                        ),
                        (
                            "report_nl",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="report afterwards (Markdown) (nl)",
                            ),
                        ),
                        (
                            "report_en",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="report afterwards (Markdown) (en)",
                            ),
                        ),
                        (
                            "report_de",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="report afterwards (Markdown) (de)",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "zone",
                            models.CharField(
                                choices=[
                                    ("Europe/Amsterdam", "Deventer, Central Europe"),
                                    ("Europe/London", "United Kingdom"),
                                    ("Europe/Riga", "Riga, the Baltic"),
                                    ("Europe/Bucharest", "Sibiu, Romania"),
                                    ("Africa/Kampala", "Uganda"),
                                ],
                                default="Europe/Amsterdam",
                                help_text="On whose clock the programme is, unless an item of it says otherwise.",
                                max_length=20,
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "apply_until",
                            models.DateField(blank=True, null=True, verbose_name="companies apply until and including"),
                        ),
                        (
                            "most_companies",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: no limit.",
                                null=True,
                                verbose_name="number of companies at most",
                            ),
                        ),
                        (
                            "fee",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Empty: not known yet. 0: none.",
                                null=True,
                                verbose_name="contribution of a company (cents)",
                            ),
                        ),
                        (
                            "fee_note_nl",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="what the contribution covers (nl)"
                            ),
                        ),
                        (
                            "fee_note_en",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="what the contribution covers (en)"
                            ),
                        ),
                        (
                            "fee_note_de",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="what the contribution covers (de)"
                            ),
                        ),
                        (
                            "voucher_url",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="A page of this portal, starting with /subsidies/, or a full address.",
                                max_length=300,
                                verbose_name="address of the scheme that gives vouchers",
                            ),
                        ),
                        (
                            "effort_amount",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="effort: euros (in cents)"),
                        ),
                        (
                            "effort_days",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=6,
                                null=True,
                                verbose_name="effort: days of work",
                            ),
                        ),
                        (
                            "reason_nl",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="why it was called off (nl)"
                            ),
                        ),
                        (
                            "reason_en",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="why it was called off (en)"
                            ),
                        ),
                        (
                            "reason_de",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="why it was called off (de)"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="made"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="companies told of the choice"
                            ),
                        ),
                        (
                            "countries",
                            models.ManyToManyField(
                                blank=True,
                                related_name="missions",
                                to="organisations.country",
                                verbose_name="countries",
                            ),
                        ),
                        (
                            "event",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="mission",
                                to="events.event",
                                verbose_name="in the agenda",
                            ),
                        ),
                        (
                            "goals",
                            models.ManyToManyField(
                                blank=True, related_name="missions", to="globalgoals.goal", verbose_name="Global Goals"
                            ),
                        ),
                        (
                            "led_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="MKB Trade Office Deventer, mostly. Empty: the International Office.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="missions_led",
                                to="organisations.organisation",
                                verbose_name="led by",
                            ),
                        ),
                        (
                            "organisations",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Who supports it. Companies that go along apply themselves.",
                                related_name="missions_supported",
                                to="organisations.organisation",
                                verbose_name="partners in Deventer",
                            ),
                        ),
                        (
                            "places",
                            models.ManyToManyField(
                                blank=True,
                                related_name="missions",
                                to="organisations.place",
                                verbose_name="cities and regions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "trade mission",
                        "verbose_name_plural": "trade missions",
                        "ordering": [models.OrderBy(models.F("starts_on"), descending=True, nulls_first=True), "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends_on", None), ("starts_on", None)),
                                    models.Q(
                                        ("ends_on__gte", models.F("starts_on")),
                                        ("ends_on__isnull", False),
                                        ("starts_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="mission_ends_after_it_begins",
                                violation_error_message="Give both days, the last not before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on", None),
                                    (
                                        "ends_on__lt",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("starts_on"), "+", models.Value(60)
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="mission_lasts_60_days_at_most",
                                violation_error_message="A mission lasts 60 days at most.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stage__in", ["idea", "cancelled"]), ("starts_on__isnull", False), _connector="OR"
                                ),
                                name="mission_has_days_once_open",
                                violation_error_message="Give the days of the mission before you open it for companies.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("stage", "open"), _negated=True),
                                    models.Q(
                                        ("apply_until__isnull", False), ("apply_until__lte", models.F("starts_on"))
                                    ),
                                    _connector="OR",
                                ),
                                name="mission_open_until_it_begins",
                                violation_error_message="Say until when companies can apply: not later than the first day.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stage", "idea"), ("stage", "cancelled"), ("is_published", True), _connector="OR"
                                ),
                                name="mission_public_once_open",
                                violation_error_message="A mission that is open for companies stands on the website.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "stage__in",
                                        [
                                            "idea",
                                            "open",
                                            "fixed",
                                            "preparing",
                                            "under_way",
                                            "follow_up",
                                            "closed",
                                            "cancelled",
                                        ],
                                    )
                                ),
                                name="mission_stage",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["outgoing", "incoming", "fair"])), name="mission_kind"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "industries__contained_by",
                                        [
                                            "food",
                                            "machines",
                                            "chemistry",
                                            "energy",
                                            "water",
                                            "building",
                                            "health",
                                            "digital",
                                            "creative",
                                            "living",
                                            "logistics",
                                            "services",
                                            "other",
                                        ],
                                    )
                                ),
                                name="mission_industries",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("slug__in", ["resultaten", "gast", "mijn", "delegaties"]), _negated=True
                                ),
                                name="mission_slug_not_taken",
                                violation_error_message="This address is taken by another page.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("voucher_url", ""),
                                    ("voucher_url__regex", "^(/subsidies/|https://)"),
                                    _connector="OR",
                                ),
                                name="mission_voucher_address",
                                violation_error_message="Give an address that starts with /subsidies/ or https://.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Counterpart",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "industries",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("food", "food and agriculture"),
                                        ("machines", "machines, metal and electronics"),
                                        ("chemistry", "chemistry, plastics and materials"),
                                        ("energy", "energy and climate"),
                                        ("water", "water and environment"),
                                        ("building", "building and infrastructure"),
                                        ("health", "health and life sciences"),
                                        ("digital", "software and digital services"),
                                        ("creative", "design, media and games"),
                                        ("living", "furniture, textiles and consumer goods"),
                                        ("logistics", "transport and logistics"),
                                        ("services", "business services and training"),
                                        ("other", "other industry"),
                                    ],
                                    max_length=10,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="industries",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="organisation")),
                        ("website", models.URLField(blank=True, default="", max_length=300, verbose_name="website")),
                        (
                            "offers",
                            models.TextField(blank=True, default="", max_length=1000, verbose_name="what it offers"),
                        ),
                        (
                            "seeks",
                            models.TextField(blank=True, default="", max_length=1000, verbose_name="what it seeks"),
                        ),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("nl", "Dutch"),
                                        ("en", "English"),
                                        ("de", "German"),
                                        ("fr", "French"),
                                        ("es", "Spanish"),
                                        ("ro", "Romanian"),
                                        ("pl", "Polish"),
                                        ("uk", "Ukrainian"),
                                        ("ru", "Russian"),
                                        ("tr", "Turkish"),
                                        ("ar", "Arabic"),
                                        ("sw", "Swahili"),
                                        ("lg", "Luganda"),
                                        ("vi", "Vietnamese"),
                                    ],
                                    max_length=2,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="languages it does business in",
                            ),
                        ),
                        (
                            "in_briefing",
                            models.BooleanField(default=True, verbose_name="stands in the briefing of the delegation"),
                        ),
                        (
                            "guest_name",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="name of the guest"),
                        ),
                        (
                            "guest_email",
                            models.EmailField(
                                blank=True, default="", max_length=254, verbose_name="e-mail address of the guest"
                            ),
                        ),
                        (
                            "guest_language",
                            models.CharField(
                                choices=[("nl", "Dutch"), ("en", "English"), ("de", "German")],
                                default="en",
                                max_length=2,
                                verbose_name="language of the mail",
                            ),
                        ),
                        ("digest", models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True)),
                        (
                            "invited_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="invited"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="filled in"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrew"),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="made"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="counterparts",
                                to="organisations.place",
                                verbose_name="city",
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="counterparts",
                                to="events.mission",
                                verbose_name="trade mission",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "counterpart",
                        "verbose_name_plural": "counterparts",
                        "ordering": ["mission", "name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mission", "name"),
                                name="counterpart_once",
                                violation_error_message="This organisation stands in the list already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "industries__contained_by",
                                        [
                                            "food",
                                            "machines",
                                            "chemistry",
                                            "energy",
                                            "water",
                                            "building",
                                            "health",
                                            "digital",
                                            "creative",
                                            "living",
                                            "logistics",
                                            "services",
                                            "other",
                                        ],
                                    )
                                ),
                                name="counterpart_industries",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "waits for an answer"),
                                    ("accepted", "welcome"),
                                    ("declined", "not received"),
                                    ("withdrawn", "withdrawn"),
                                    ("received", "has been here"),
                                    ("reported", "reported"),
                                ],
                                default="asked",
                                editable=False,
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        ("organisation", models.CharField(max_length=200, verbose_name="organisation that comes")),
                        ("city", models.CharField(max_length=100, verbose_name="city")),
                        (
                            "contact_name",
                            models.CharField(blank=True, default="", max_length=150, verbose_name="contact person"),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, default="", max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("nl", "Dutch"), ("en", "English"), ("de", "German")],
                                default="en",
                                max_length=2,
                                verbose_name="language of the mail",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "when_note",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="when it would suit"),
                        ),
                        ("people", models.PositiveSmallIntegerField(verbose_name="number of people")),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("nl", "Dutch"),
                                        ("en", "English"),
                                        ("de", "German"),
                                        ("fr", "French"),
                                        ("es", "Spanish"),
                                        ("ro", "Romanian"),
                                        ("pl", "Polish"),
                                        ("uk", "Ukrainian"),
                                        ("ru", "Russian"),
                                        ("tr", "Turkish"),
                                        ("ar", "Arabic"),
                                        ("sw", "Swahili"),
                                        ("lg", "Luganda"),
                                        ("vi", "Vietnamese"),
                                    ],
                                    max_length=2,
                                ),
                                verbose_name="languages they speak",
                            ),
                        ),
                        (
                            "wishes",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=2000,
                                verbose_name="what they want to see or speak about",
                            ),
                        ),
                        ("needs_interpreter", models.BooleanField(default=False, verbose_name="needs an interpreter")),
                        (
                            "accessibility",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=500,
                                verbose_name="what makes the visit possible for everyone",
                            ),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="asked"
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="answered"),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True,
                                default="",
                                editable=False,
                                max_length=1000,
                                verbose_name="what was answered",
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrawn"),
                        ),
                        (
                            "received_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="noted that they were here"
                            ),
                        ),
                        (
                            "emptied_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="content removed"),
                        ),
                        (
                            "country",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to="organisations.country",
                                verbose_name="country",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="delegations_decided",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="answered by",
                            ),
                        ),
                        (
                            "organisations",
                            models.ManyToManyField(
                                blank=True,
                                related_name="delegations_that_ask",
                                to="organisations.organisation",
                                verbose_name="organisations they want to meet",
                            ),
                        ),
                        (
                            "themes",
                            models.ManyToManyField(
                                blank=True, related_name="delegations", to="organisations.theme", verbose_name="themes"
                            ),
                        ),
                        (
                            "visit",
                            models.OneToOneField(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="delegation",
                                to="events.visit",
                                verbose_name="visit",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "delegation that asks to come",
                        "verbose_name_plural": "delegations that ask to come",
                        "ordering": ["-asked_at", "-pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ends_on", None), ("starts_on", None)),
                                    models.Q(
                                        ("ends_on__gte", models.F("starts_on")),
                                        ("ends_on__isnull", False),
                                        ("starts_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="delegation_ends_after_it_begins",
                                violation_error_message="Give both days, the last not before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on", None),
                                    (
                                        "ends_on__lt",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("starts_on"), "+", models.Value(datetime.timedelta(days=30))
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="delegation_stays_30_days_at_most",
                                violation_error_message="A visit lasts 30 days at most.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on", None),
                                    ("starts_on__range", (datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))),
                                    _connector="OR",
                                ),
                                name="delegation_in_our_time",
                                violation_error_message="Give days between 2000 and 2100.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("people__range", (1, 200))),
                                name="delegation_of_1_to_200_people",
                                violation_error_message="A delegation has 1 to 200 people.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("languages__len__gt", 0)),
                                name="delegation_speaks",
                                violation_error_message="Choose one language at least.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["asked", "declined", "withdrawn"]),
                                    ("starts_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="delegation_has_days_once_welcome",
                                violation_error_message="Say on which days they are welcome.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decided_at", None),
                                        ("received_at", None),
                                        ("state", "asked"),
                                        ("withdrawn_at", None),
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("received_at", None),
                                        ("state__in", ["accepted", "declined"]),
                                        ("withdrawn_at", None),
                                    ),
                                    models.Q(
                                        ("received_at", None), ("state", "withdrawn"), ("withdrawn_at__isnull", False)
                                    ),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("received_at__isnull", False),
                                        ("state__in", ["received", "reported"]),
                                        ("withdrawn_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="delegation_state_and_moments",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("visit", None), ("state", "reported"), _connector="OR"),
                                name="delegation_visit_is_reported",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "declined"), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                    ("emptied_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="delegation_declined_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("emptied_at", None),
                                        models.Q(("contact_name", ""), _negated=True),
                                        models.Q(("email", ""), _negated=True),
                                        models.Q(("wishes", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("accessibility", ""),
                                        ("contact_name", ""),
                                        ("email", ""),
                                        ("emptied_at__isnull", False),
                                        ("reason", ""),
                                        ("when_note", ""),
                                        ("wishes", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="delegation_content_or_emptied",
                                violation_error_message="Say who asks, with an address, and what they want to see.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DelegationGuest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("role", models.CharField(blank=True, default="", max_length=100, verbose_name="position")),
                        (
                            "organisation",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="organisation"),
                        ),
                        (
                            "diet",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="dietary needs"),
                        ),
                        (
                            "diet_consented_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="consent given"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="guests",
                                to="events.delegation",
                                verbose_name="delegation that asks to come",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "participant of a delegation",
                        "verbose_name_plural": "participants of the delegation",
                        "ordering": ["name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("delegation"),
                                django.db.models.functions.text.Lower("name"),
                                django.db.models.functions.text.Lower("organisation"),
                                name="delegation_guest_once",
                                violation_error_message="This person stands in the list already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("diet", ""), ("diet_consented_at", None)),
                                    models.Q(
                                        models.Q(("diet", ""), _negated=True), ("diet_consented_at__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="delegation_guest_diet_with_consent",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DelegationHost",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "waits for an answer"),
                                    ("yes", "receives them"),
                                    ("no", "cannot receive them"),
                                ],
                                default="asked",
                                editable=False,
                                max_length=5,
                                verbose_name="answer",
                            ),
                        ),
                        (
                            "message",
                            models.TextField(blank=True, default="", max_length=1000, verbose_name="what is asked"),
                        ),
                        (
                            "note",
                            models.TextField(blank=True, default="", max_length=500, verbose_name="remark of the host"),
                        ),
                        (
                            "asked_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="asked"
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="answered"),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="hosts_answered",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="answered by",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hosts",
                                to="events.delegation",
                                verbose_name="delegation that asks to come",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="hosting",
                                to="organisations.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "host of a delegation",
                        "verbose_name_plural": "hosts of delegations",
                        "ordering": ["organisation__name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("delegation", "organisation"),
                                name="delegation_host_once",
                                violation_error_message="This organisation was asked already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answered_at", None), ("answered_by", None), ("state", "asked")),
                                    models.Q(("answered_at__isnull", False), ("state__in", ["yes", "no"])),
                                    _connector="OR",
                                ),
                                name="delegation_host_answer_and_moment",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DelegationItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title_nl", models.CharField(default="", max_length=200, verbose_name="title (nl)")),
                        (
                            "title_en",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (de)"),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "venue",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="venue and address"),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="programme",
                                to="events.delegation",
                                verbose_name="delegation that asks to come",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="delegation_items",
                                to="organisations.organisation",
                                verbose_name="who receives",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "item of the programme of a delegation",
                        "verbose_name_plural": "programme of the delegation",
                        "ordering": ["starts_at", "ends_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="delegation_item_ends_after_it_begins",
                                violation_error_message="It ends before it begins.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MissionCompany",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "industries",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("food", "food and agriculture"),
                                        ("machines", "machines, metal and electronics"),
                                        ("chemistry", "chemistry, plastics and materials"),
                                        ("energy", "energy and climate"),
                                        ("water", "water and environment"),
                                        ("building", "building and infrastructure"),
                                        ("health", "health and life sciences"),
                                        ("digital", "software and digital services"),
                                        ("creative", "design, media and games"),
                                        ("living", "furniture, textiles and consumer goods"),
                                        ("logistics", "transport and logistics"),
                                        ("services", "business services and training"),
                                        ("other", "other industry"),
                                    ],
                                    max_length=10,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="industries",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("applied", "applied"),
                                    ("selected", "in the delegation"),
                                    ("declined", "not selected"),
                                    ("withdrawn", "withdrew"),
                                ],
                                default="applied",
                                editable=False,
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        ("offers", models.TextField(max_length=1000, verbose_name="what it offers")),
                        ("seeks", models.TextField(max_length=1000, verbose_name="what it seeks")),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("nl", "Dutch"),
                                        ("en", "English"),
                                        ("de", "German"),
                                        ("fr", "French"),
                                        ("es", "Spanish"),
                                        ("ro", "Romanian"),
                                        ("pl", "Polish"),
                                        ("uk", "Ukrainian"),
                                        ("ru", "Russian"),
                                        ("tr", "Turkish"),
                                        ("ar", "Arabic"),
                                        ("sw", "Swahili"),
                                        ("lg", "Luganda"),
                                        ("vi", "Vietnamese"),
                                    ],
                                    max_length=2,
                                ),
                                verbose_name="languages it does business in",
                            ),
                        ),
                        (
                            "targets",
                            models.TextField(max_length=1000, verbose_name="what it wants to reach with the mission"),
                        ),
                        (
                            "applied_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="applied on"
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, default="", max_length=1000, verbose_name="reason of the choice"
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="decided on"),
                        ),
                        (
                            "fee_paid_on",
                            models.DateField(blank=True, null=True, verbose_name="contribution received on"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrew on"),
                        ),
                        (
                            "withdrawal_reason",
                            models.TextField(
                                blank=True,
                                default="",
                                editable=False,
                                max_length=1000,
                                verbose_name="why it withdrew (no names of people)",
                            ),
                        ),
                        (
                            "applied_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="mission_applications",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="applied by",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="mission_choices",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="companies",
                                to="events.mission",
                                verbose_name="trade mission",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mission_applications",
                                to="organisations.organisation",
                                verbose_name="company",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "company in a mission",
                        "verbose_name_plural": "companies in missions",
                        "ordering": ["organisation__name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("mission", "organisation"),
                                name="mission_company_once",
                                violation_error_message="This company applied for this mission already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["applied", "selected", "declined", "withdrawn"])),
                                name="mission_company_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state__in", ["selected", "declined"]), _negated=True),
                                    models.Q(("decided_at__isnull", False), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="mission_company_chosen_with_a_reason",
                                violation_error_message="Say why this company was chosen or not.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("languages__len__gt", 0)), name="mission_company_speaks"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "industries__contained_by",
                                        [
                                            "food",
                                            "machines",
                                            "chemistry",
                                            "energy",
                                            "water",
                                            "building",
                                            "health",
                                            "digital",
                                            "creative",
                                            "living",
                                            "logistics",
                                            "services",
                                            "other",
                                        ],
                                    )
                                ),
                                name="mission_company_industries",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state", "withdrawn"),
                                    models.Q(("withdrawal_reason", ""), ("withdrawn_at", None)),
                                    _connector="OR",
                                ),
                                name="mission_company_withdrew_or_not",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "after_days",
                            models.PositiveSmallIntegerField(
                                choices=[(30, "30"), (180, "180"), (365, "365")], verbose_name="days after the mission"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("open_until", models.DateField(verbose_name="can be answered until and including")),
                        (
                            "mailed_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mailed"),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reminded"),
                        ),
                        ("contacts", models.PositiveIntegerField(blank=True, null=True, verbose_name="contacts")),
                        ("trials", models.PositiveIntegerField(blank=True, null=True, verbose_name="trials")),
                        ("contracts", models.PositiveIntegerField(blank=True, null=True, verbose_name="contracts")),
                        (
                            "amount",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("none", "no amount (yet)"),
                                    ("low", "less than € 10,000"),
                                    ("middle", "€ 10,000 to € 50,000"),
                                    ("high", "€ 50,000 to € 250,000"),
                                    ("top", "more than € 250,000"),
                                    ("unsaid", "I would rather not say"),
                                ],
                                default="",
                                max_length=6,
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "hindered",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("time", "too little time to follow up"),
                                        ("money", "costs or financing"),
                                        ("staff", "too few people"),
                                        ("rules", "rules, permits or customs"),
                                        ("language", "language or culture"),
                                        ("partner", "the right partner was not there"),
                                        ("silence", "no reply from over there"),
                                        ("demand", "too little demand for what we make"),
                                        ("other", "something else"),
                                    ],
                                    max_length=8,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="what hindered",
                            ),
                        ),
                        (
                            "publish",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("name", "with our name"),
                                    ("anonymous", "without our name"),
                                    ("not", "not at all"),
                                ],
                                default="",
                                max_length=9,
                                verbose_name="on the website",
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="filled in"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="confirmed by the company"
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="filled in for the company by",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="follow_ups",
                                to="events.missioncompany",
                                verbose_name="company in a mission",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "follow-up of a company",
                        "verbose_name_plural": "follow-up of companies",
                        "ordering": ["company", "after_days"],
                        "constraints": [
                            models.UniqueConstraint(fields=("company", "after_days"), name="follow_up_once_a_round"),
                            models.CheckConstraint(
                                condition=models.Q(("after_days__in", (30, 180, 365))), name="follow_up_round"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("open_until__gte", models.F("due_on"))),
                                name="follow_up_open_after_due",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("amount", ""),
                                        ("answered_at", None),
                                        ("contacts", None),
                                        ("contracts", None),
                                        ("hindered", []),
                                        ("publish", ""),
                                        ("trials", None),
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("contacts__isnull", False),
                                        ("contracts__isnull", False),
                                        ("trials__isnull", False),
                                        models.Q(("amount", ""), _negated=True),
                                        models.Q(("publish", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="follow_up_answered_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_at", None),
                                    models.Q(
                                        ("amount__in", ["none", "low", "middle", "high", "top", "unsaid"]),
                                        ("contacts__lte", 9999),
                                        ("contracts__lte", 9999),
                                        ("trials__lte", 9999),
                                        (
                                            "hindered__contained_by",
                                            [
                                                "time",
                                                "money",
                                                "staff",
                                                "rules",
                                                "language",
                                                "partner",
                                                "silence",
                                                "demand",
                                                "other",
                                            ],
                                        ),
                                        ("publish__in", ["name", "anonymous", "not"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="follow_up_answer_is_possible",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__in", ["low", "middle", "high", "top"]), _negated=True),
                                    ("contracts__gt", 0),
                                    _connector="OR",
                                ),
                                name="follow_up_amount_of_a_contract",
                                violation_error_message="There is an amount but no contract. Count the contract too.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_at", None),
                                    ("confirmed_at__gte", models.F("answered_at")),
                                    _connector="OR",
                                ),
                                name="follow_up_confirmed_after_answered",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUpEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "after_days",
                            models.PositiveSmallIntegerField(
                                choices=[(30, "30"), (180, "180"), (365, "365")], verbose_name="days after the mission"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("open_until", models.DateField(verbose_name="can be answered until and including")),
                        (
                            "mailed_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="mailed"),
                        ),
                        (
                            "reminded_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="reminded"),
                        ),
                        ("contacts", models.PositiveIntegerField(blank=True, null=True, verbose_name="contacts")),
                        ("trials", models.PositiveIntegerField(blank=True, null=True, verbose_name="trials")),
                        ("contracts", models.PositiveIntegerField(blank=True, null=True, verbose_name="contracts")),
                        (
                            "amount",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("none", "no amount (yet)"),
                                    ("low", "less than € 10,000"),
                                    ("middle", "€ 10,000 to € 50,000"),
                                    ("high", "€ 50,000 to € 250,000"),
                                    ("top", "more than € 250,000"),
                                    ("unsaid", "I would rather not say"),
                                ],
                                default="",
                                max_length=6,
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "hindered",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("time", "too little time to follow up"),
                                        ("money", "costs or financing"),
                                        ("staff", "too few people"),
                                        ("rules", "rules, permits or customs"),
                                        ("language", "language or culture"),
                                        ("partner", "the right partner was not there"),
                                        ("silence", "no reply from over there"),
                                        ("demand", "too little demand for what we make"),
                                        ("other", "something else"),
                                    ],
                                    max_length=8,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="what hindered",
                            ),
                        ),
                        (
                            "publish",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("name", "with our name"),
                                    ("anonymous", "without our name"),
                                    ("not", "not at all"),
                                ],
                                default="",
                                max_length=9,
                                verbose_name="on the website",
                            ),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="filled in"),
                        ),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="confirmed by the company"
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="filled in for the company by",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.followup",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.missioncompany",
                                verbose_name="company in a mission",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FollowUpLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ask", "question"),
                                    ("reminder", "reminder"),
                                    ("again", "sent again"),
                                    ("confirm", "to confirm what was told by phone"),
                                ],
                                max_length=8,
                                verbose_name="which mail",
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "sent_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="sent"
                            ),
                        ),
                        (
                            "follow_up",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="events.followup",
                                verbose_name="follow-up of a company",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="follow_up_links",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="user",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "link to a follow-up",
                        "verbose_name_plural": "links to follow-ups",
                        "ordering": ["-sent_at"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind__in", ["ask", "reminder"])),
                                fields=("follow_up", "user", "kind"),
                                name="follow_up_mailed_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["ask", "reminder", "again", "confirm"])),
                                name="follow_up_link_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="follow_up_link_digest"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        (
                            "zone",
                            models.CharField(
                                choices=[
                                    ("Europe/Amsterdam", "Deventer, Central Europe"),
                                    ("Europe/London", "United Kingdom"),
                                    ("Europe/Riga", "Riga, the Baltic"),
                                    ("Europe/Bucharest", "Sibiu, Romania"),
                                    ("Africa/Kampala", "Uganda"),
                                ],
                                max_length=20,
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "venue",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="venue and address"),
                        ),
                        (
                            "rounds",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(24),
                                ],
                                verbose_name="number of rounds",
                            ),
                        ),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=20,
                                validators=[
                                    django.core.validators.MinValueValidator(5),
                                    django.core.validators.MaxValueValidator(120),
                                ],
                                verbose_name="minutes a round",
                            ),
                        ),
                        (
                            "minutes_between",
                            models.PositiveSmallIntegerField(
                                default=5,
                                validators=[
                                    django.core.validators.MinValueValidator(0),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="minutes between rounds",
                            ),
                        ),
                        (
                            "tables",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(250),
                                ],
                                verbose_name="number of tables",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "planned_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="planned"),
                        ),
                        ("planning_since", models.DateTimeField(blank=True, editable=False, null=True)),
                        ("fixed_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="fixed")),
                        (
                            "mission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meeting_days",
                                to="events.mission",
                                verbose_name="trade mission",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "day of meetings",
                        "verbose_name_plural": "days of meetings",
                        "ordering": ["starts_at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rounds__range", (1, 24)),
                                    ("tables__range", (1, 250)),
                                    ("minutes__range", (5, 120)),
                                    ("minutes_between__range", (0, 60)),
                                ),
                                name="meeting_day_sizes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "zone__in",
                                        [
                                            "Europe/Amsterdam",
                                            "Europe/London",
                                            "Europe/Riga",
                                            "Europe/Bucharest",
                                            "Africa/Kampala",
                                        ],
                                    )
                                ),
                                name="meeting_day_zone",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MissionCompanyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "industries",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("food", "food and agriculture"),
                                        ("machines", "machines, metal and electronics"),
                                        ("chemistry", "chemistry, plastics and materials"),
                                        ("energy", "energy and climate"),
                                        ("water", "water and environment"),
                                        ("building", "building and infrastructure"),
                                        ("health", "health and life sciences"),
                                        ("digital", "software and digital services"),
                                        ("creative", "design, media and games"),
                                        ("living", "furniture, textiles and consumer goods"),
                                        ("logistics", "transport and logistics"),
                                        ("services", "business services and training"),
                                        ("other", "other industry"),
                                    ],
                                    max_length=10,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="industries",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("applied", "applied"),
                                    ("selected", "in the delegation"),
                                    ("declined", "not selected"),
                                    ("withdrawn", "withdrew"),
                                ],
                                default="applied",
                                editable=False,
                                max_length=9,
                                verbose_name="state",
                            ),
                        ),
                        ("offers", models.TextField(max_length=1000, verbose_name="what it offers")),
                        ("seeks", models.TextField(max_length=1000, verbose_name="what it seeks")),
                        (
                            "languages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("nl", "Dutch"),
                                        ("en", "English"),
                                        ("de", "German"),
                                        ("fr", "French"),
                                        ("es", "Spanish"),
                                        ("ro", "Romanian"),
                                        ("pl", "Polish"),
                                        ("uk", "Ukrainian"),
                                        ("ru", "Russian"),
                                        ("tr", "Turkish"),
                                        ("ar", "Arabic"),
                                        ("sw", "Swahili"),
                                        ("lg", "Luganda"),
                                        ("vi", "Vietnamese"),
                                    ],
                                    max_length=2,
                                ),
                                verbose_name="languages it does business in",
                            ),
                        ),
                        (
                            "targets",
                            models.TextField(max_length=1000, verbose_name="what it wants to reach with the mission"),
                        ),
                        (
                            "applied_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="applied on"
                            ),
                        ),
                        (
                            "reason",
                            models.TextField(
                                blank=True, default="", max_length=1000, verbose_name="reason of the choice"
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="decided on"),
                        ),
                        (
                            "fee_paid_on",
                            models.DateField(blank=True, null=True, verbose_name="contribution received on"),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrew on"),
                        ),
                        (
                            "withdrawal_reason",
                            models.TextField(
                                blank=True,
                                default="",
                                editable=False,
                                max_length=1000,
                                verbose_name="why it withdrew (no names of people)",
                            ),
                        ),
                        (
                            "applied_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="applied by",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.mission",
                                verbose_name="trade mission",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="company",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.missioncompany",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MissionCountry",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.mission_countries",),
                ),
                migrations.CreateModel(
                    name="MissionCountryEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "country",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.country",
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.mission",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.missioncountry",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MissionDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                storage=deventer_intl.media.private_storage,
                                upload_to=events.models.mission_programme.somewhere,
                                verbose_name="file",
                            ),
                        ),
                        (
                            "file_name",
                            models.CharField(editable=False, max_length=200, verbose_name="name of the file"),
                        ),
                        ("size", models.PositiveIntegerField(editable=False, verbose_name="size in bytes")),
                        (
                            "added_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="added"
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="mission_documents",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="events.mission",
                                verbose_name="trade mission",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "document of a mission",
                        "verbose_name_plural": "documents of missions",
                        "ordering": ["title", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="MissionDocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "file",
                            models.FileField(
                                max_length=200,
                                storage=deventer_intl.media.private_storage,
                                upload_to=events.models.mission_programme.somewhere,
                                verbose_name="file",
                            ),
                        ),
                        (
                            "file_name",
                            models.CharField(editable=False, max_length=200, verbose_name="name of the file"),
                        ),
                        ("size", models.PositiveIntegerField(editable=False, verbose_name="size in bytes")),
                        (
                            "added_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="added"
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.mission",
                                verbose_name="trade mission",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.missiondocument",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MissionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("source", models.CharField(blank=True, default="", max_length=500, verbose_name="source")),
                        (
                            "industries",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("food", "food and agriculture"),
                                        ("machines", "machines, metal and electronics"),
                                        ("chemistry", "chemistry, plastics and materials"),
                                        ("energy", "energy and climate"),
                                        ("water", "water and environment"),
                                        ("building", "building and infrastructure"),
                                        ("health", "health and life sciences"),
                                        ("digital", "software and digital services"),
                                        ("creative", "design, media and games"),
                                        ("living", "furniture, textiles and consumer goods"),
                                        ("logistics", "transport and logistics"),
                                        ("services", "business services and training"),
                                        ("other", "other industry"),
                                    ],
                                    max_length=10,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="industries",
                            ),
                        ),
                        ("slug", models.SlugField(db_index=False, max_length=100, verbose_name="address")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("outgoing", "trade mission"),
                                    ("incoming", "delegation that comes to Deventer"),
                                    ("fair", "visit to a fair"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("idea", "idea"),
                                    ("open", "open for companies"),
                                    ("fixed", "delegation fixed"),
                                    ("preparing", "in preparation"),
                                    ("under_way", "under way"),
                                    ("follow_up", "follow-up"),
                                    ("closed", "closed"),
                                    ("cancelled", "called off"),
                                ],
                                default="idea",
                                editable=False,
                                max_length=9,
                                verbose_name="stage",
                            ),
                        ),
                        ("is_published", models.BooleanField(default=False, verbose_name="on the website")),
                        ("title_nl", models.CharField(default="", max_length=200, verbose_name="title (nl)")),
                        (
                            "title_en",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (de)"),
                        ),
                        (
                            "summary_nl",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="summary (nl)"),
                        ),
                        (
                            "summary_en",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="summary (en)"),
                        ),
                        (
                            "summary_de",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="summary (de)"),
                        ),
                        (
                            "description_nl",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="description (Markdown) (nl)"
                            ),
                        ),
                        (
                            "description_en",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="description (Markdown) (en)"
                            ),
                        ),
                        (
                            "description_de",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="description (Markdown) (de)"
                            ),
                        ),
                        (
                            "report_nl",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="report afterwards (Markdown) (nl)",
                            ),
                        ),
                        (
                            "report_en",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="report afterwards (Markdown) (en)",
                            ),
                        ),
                        (
                            "report_de",
                            models.TextField(
                                blank=True,
                                default="",
                                max_length=20000,
                                verbose_name="report afterwards (Markdown) (de)",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "zone",
                            models.CharField(
                                choices=[
                                    ("Europe/Amsterdam", "Deventer, Central Europe"),
                                    ("Europe/London", "United Kingdom"),
                                    ("Europe/Riga", "Riga, the Baltic"),
                                    ("Europe/Bucharest", "Sibiu, Romania"),
                                    ("Africa/Kampala", "Uganda"),
                                ],
                                default="Europe/Amsterdam",
                                help_text="On whose clock the programme is, unless an item of it says otherwise.",
                                max_length=20,
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "apply_until",
                            models.DateField(blank=True, null=True, verbose_name="companies apply until and including"),
                        ),
                        (
                            "most_companies",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: no limit.",
                                null=True,
                                verbose_name="number of companies at most",
                            ),
                        ),
                        (
                            "fee",
                            models.PositiveIntegerField(
                                blank=True,
                                help_text="Empty: not known yet. 0: none.",
                                null=True,
                                verbose_name="contribution of a company (cents)",
                            ),
                        ),
                        (
                            "fee_note_nl",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="what the contribution covers (nl)"
                            ),
                        ),
                        (
                            "fee_note_en",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="what the contribution covers (en)"
                            ),
                        ),
                        (
                            "fee_note_de",
                            models.CharField(
                                blank=True, default="", max_length=300, verbose_name="what the contribution covers (de)"
                            ),
                        ),
                        (
                            "voucher_url",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="A page of this portal, starting with /subsidies/, or a full address.",
                                max_length=300,
                                verbose_name="address of the scheme that gives vouchers",
                            ),
                        ),
                        (
                            "effort_amount",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="effort: euros (in cents)"),
                        ),
                        (
                            "effort_days",
                            models.DecimalField(
                                blank=True,
                                decimal_places=1,
                                max_digits=6,
                                null=True,
                                verbose_name="effort: days of work",
                            ),
                        ),
                        (
                            "reason_nl",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="why it was called off (nl)"
                            ),
                        ),
                        (
                            "reason_en",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="why it was called off (en)"
                            ),
                        ),
                        (
                            "reason_de",
                            models.CharField(
                                blank=True, default="", max_length=500, verbose_name="why it was called off (de)"
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="made"
                            ),
                        ),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="companies told of the choice"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.event",
                                verbose_name="in the agenda",
                            ),
                        ),
                        (
                            "led_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="MKB Trade Office Deventer, mostly. Empty: the International Office.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                                verbose_name="led by",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.mission",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MissionGoal",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.mission_goals",),
                ),
                migrations.CreateModel(
                    name="MissionGoalEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "goal",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="globalgoals.goal",
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.mission",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.missiongoal",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MissionItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("visit", "visit to a company or institution"),
                                    ("meetings", "meetings at tables"),
                                    ("session", "session"),
                                    ("reception", "reception or meal"),
                                    ("travel", "travel"),
                                    ("free", "free time"),
                                ],
                                max_length=9,
                                verbose_name="kind",
                            ),
                        ),
                        ("title_nl", models.CharField(default="", max_length=200, verbose_name="title (nl)")),
                        (
                            "title_en",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (de)"),
                        ),
                        (
                            "note_nl",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="explanation (Markdown) (nl)"
                            ),
                        ),
                        (
                            "note_en",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="explanation (Markdown) (en)"
                            ),
                        ),
                        (
                            "note_de",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="explanation (Markdown) (de)"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "zone",
                            models.CharField(
                                choices=[
                                    ("Europe/Amsterdam", "Deventer, Central Europe"),
                                    ("Europe/London", "United Kingdom"),
                                    ("Europe/Riga", "Riga, the Baltic"),
                                    ("Europe/Bucharest", "Sibiu, Romania"),
                                    ("Africa/Kampala", "Uganda"),
                                ],
                                max_length=20,
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "ends_zone",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("Europe/Amsterdam", "Deventer, Central Europe"),
                                    ("Europe/London", "United Kingdom"),
                                    ("Europe/Riga", "Riga, the Baltic"),
                                    ("Europe/Bucharest", "Sibiu, Romania"),
                                    ("Africa/Kampala", "Uganda"),
                                ],
                                default="",
                                help_text="Only when it is another.",
                                max_length=20,
                                verbose_name="time zone at the end",
                            ),
                        ),
                        (
                            "venue",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="venue and address"),
                        ),
                        (
                            "host",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="who receives (an organisation)"
                            ),
                        ),
                        ("is_public", models.BooleanField(default=False, verbose_name="on the website")),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                        (
                            "companies",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Empty: for the whole delegation.",
                                related_name="programme",
                                to="events.missioncompany",
                                verbose_name="only for these companies",
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="programme",
                                to="events.mission",
                                verbose_name="trade mission",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisations.place",
                                verbose_name="city",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "item of a programme",
                        "verbose_name_plural": "items of a programme",
                        "ordering": ["starts_at", "ends_at", "pk"],
                        "indexes": [models.Index(fields=["mission", "starts_at"], name="mission_item_by_moment")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                                name="mission_item_ends_after_it_begins",
                                violation_error_message="It ends before it begins; mind the two time zones.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "ends_zone__in",
                                        [
                                            "",
                                            "Europe/Amsterdam",
                                            "Europe/London",
                                            "Europe/Riga",
                                            "Europe/Bucharest",
                                            "Africa/Kampala",
                                        ],
                                    ),
                                    (
                                        "zone__in",
                                        [
                                            "Europe/Amsterdam",
                                            "Europe/London",
                                            "Europe/Riga",
                                            "Europe/Bucharest",
                                            "Africa/Kampala",
                                        ],
                                    ),
                                ),
                                name="mission_item_zones",
                            ),
                        ],
                    },
                    bases=(events.models.clock.OnItsClock, models.Model),
                ),
                migrations.CreateModel(
                    name="MissionItemCompany",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.missionitem_companies",),
                ),
                migrations.CreateModel(
                    name="MissionItemCompanyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "missioncompany",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.missioncompany",
                            ),
                        ),
                        (
                            "missionitem",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.missionitem",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.missionitemcompany",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MissionItemEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("visit", "visit to a company or institution"),
                                    ("meetings", "meetings at tables"),
                                    ("session", "session"),
                                    ("reception", "reception or meal"),
                                    ("travel", "travel"),
                                    ("free", "free time"),
                                ],
                                max_length=9,
                                verbose_name="kind",
                            ),
                        ),
                        ("title_nl", models.CharField(default="", max_length=200, verbose_name="title (nl)")),
                        (
                            "title_en",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (en)"),
                        ),
                        (
                            "title_de",
                            models.CharField(blank=True, default="", max_length=200, verbose_name="title (de)"),
                        ),
                        (
                            "note_nl",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="explanation (Markdown) (nl)"
                            ),
                        ),
                        (
                            "note_en",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="explanation (Markdown) (en)"
                            ),
                        ),
                        (
                            "note_de",
                            models.TextField(
                                blank=True, default="", max_length=20000, verbose_name="explanation (Markdown) (de)"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        (
                            "zone",
                            models.CharField(
                                choices=[
                                    ("Europe/Amsterdam", "Deventer, Central Europe"),
                                    ("Europe/London", "United Kingdom"),
                                    ("Europe/Riga", "Riga, the Baltic"),
                                    ("Europe/Bucharest", "Sibiu, Romania"),
                                    ("Africa/Kampala", "Uganda"),
                                ],
                                max_length=20,
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "ends_zone",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("Europe/Amsterdam", "Deventer, Central Europe"),
                                    ("Europe/London", "United Kingdom"),
                                    ("Europe/Riga", "Riga, the Baltic"),
                                    ("Europe/Bucharest", "Sibiu, Romania"),
                                    ("Africa/Kampala", "Uganda"),
                                ],
                                default="",
                                help_text="Only when it is another.",
                                max_length=20,
                                verbose_name="time zone at the end",
                            ),
                        ),
                        (
                            "venue",
                            models.CharField(blank=True, default="", max_length=300, verbose_name="venue and address"),
                        ),
                        (
                            "host",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="who receives (an organisation)"
                            ),
                        ),
                        ("is_public", models.BooleanField(default=False, verbose_name="on the website")),
                        ("changed_at", models.DateTimeField(auto_now=True, verbose_name="last changed")),
                        (
                            "mission",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.mission",
                                verbose_name="trade mission",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.missionitem",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.place",
                                verbose_name="city",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True, default="", max_length=150, verbose_name="who comes to the tables"
                            ),
                        ),
                        (
                            "contact_phone",
                            models.CharField(blank=True, default="", max_length=30, verbose_name="phone on the day"),
                        ),
                        (
                            "answered_at",
                            models.DateTimeField(blank=True, editable=False, null=True, verbose_name="gave wishes"),
                        ),
                        (
                            "company",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="party",
                                to="events.missioncompany",
                                verbose_name="company in a mission",
                            ),
                        ),
                        (
                            "counterpart",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="party",
                                to="events.counterpart",
                                verbose_name="counterpart",
                            ),
                        ),
                        (
                            "mission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="events.mission",
                                verbose_name="trade mission",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "party at the tables",
                        "verbose_name_plural": "parties at the tables",
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("company__isnull", True), ("counterpart__isnull", False)),
                                    models.Q(("company__isnull", False), ("counterpart__isnull", True)),
                                    _connector="OR",
                                ),
                                name="party_of_one_side",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MissionMeeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        ("round", models.PositiveSmallIntegerField(verbose_name="round")),
                        ("table", models.PositiveSmallIntegerField(verbose_name="table")),
                        ("is_pinned", models.BooleanField(default=False, verbose_name="stays when a new plan is made")),
                        (
                            "cancelled_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="taken out of the plan"
                            ),
                        ),
                        (
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, editable=False, verbose_name="last changed"
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings",
                                to="events.meetingday",
                                verbose_name="day of meetings",
                            ),
                        ),
                        (
                            "here",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings_here",
                                to="events.party",
                                verbose_name="company of the delegation",
                            ),
                        ),
                        (
                            "there",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings_there",
                                to="events.party",
                                verbose_name="counterpart",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "meeting at a table",
                        "verbose_name_plural": "meetings at tables",
                        "ordering": ["day", "round", "table", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("day", "here", "there"), name="meeting_of_a_pair_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("cancelled_at", None)),
                                fields=("day", "round", "here"),
                                name="meeting_here_once_a_round",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("cancelled_at", None)),
                                fields=("day", "round", "there"),
                                name="meeting_there_once_a_round",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("cancelled_at", None)),
                                fields=("day", "round", "table"),
                                name="meeting_table_once_a_round",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MissionOrganisation",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.mission_organisations",),
                ),
                migrations.CreateModel(
                    name="MissionOrganisationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "mission",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.mission",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.organisation",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.missionorganisation",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="MissionPlace",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("events.mission_places",),
                ),
                migrations.CreateModel(
                    name="MissionPlaceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_context", pghistory.utils.JSONField(null=True)),
                        ("pgh_context_id", models.UUIDField(null=True)),
                        ("id", models.BigIntegerField()),
                        (
                            "mission",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="events.mission",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                db_tablespace="",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisations.place",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="events.missionplace",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "absent",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                blank=True,
                                default=list,
                                verbose_name="rounds in which it is not there",
                            ),
                        ),
                        (
                            "gone_from",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="not there from this round on"
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="events.meetingday",
                                verbose_name="day of meetings",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="events.party",
                                verbose_name="party at the tables",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "presence on a day of meetings",
                        "verbose_name_plural": "presences on a day of meetings",
                        "ordering": ["day", "party"],
                        "constraints": [models.UniqueConstraint(fields=("party", "day"), name="presence_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Refusal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="refused_by",
                                to="events.party",
                                verbose_name="whom",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="refusals",
                                to="events.party",
                                verbose_name="who refuses",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "refusal to meet",
                        "verbose_name_plural": "refusals to meet",
                        "ordering": ["by", "about"],
                        "constraints": [
                            models.UniqueConstraint(fields=("by", "about"), name="refusal_once"),
                            models.CheckConstraint(
                                condition=models.Q(("by", models.F("about")), _negated=True), name="refusal_of_another"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Traveller",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=150, verbose_name="name")),
                        ("role", models.CharField(blank=True, default="", max_length=100, verbose_name="position")),
                        ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        ("phone", models.CharField(blank=True, default="", max_length=30, verbose_name="phone")),
                        (
                            "in_briefing",
                            models.BooleanField(
                                default=False,
                                help_text="The others in the delegation and the partners abroad read it.",
                                verbose_name="may stand in the briefing, with name and position",
                            ),
                        ),
                        (
                            "company",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="travellers",
                                to="events.missioncompany",
                                verbose_name="company in a mission",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "traveller",
                        "verbose_name_plural": "travellers",
                        "ordering": ["company", "name", "pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("company", "email"),
                                name="traveller_once",
                                violation_error_message="This person stands in the list already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Wish",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rank",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "gladly"), (2, "if possible")], verbose_name="how much"
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wished_by",
                                to="events.party",
                                verbose_name="whom",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="wishes",
                                to="events.party",
                                verbose_name="who wishes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "wish to meet",
                        "verbose_name_plural": "wishes to meet",
                        "ordering": ["by", "rank", "about"],
                        "constraints": [
                            models.UniqueConstraint(fields=("by", "about"), name="wish_once"),
                            models.CheckConstraint(
                                condition=models.Q(("by", models.F("about")), _negated=True),
                                name="wish_for_another",
                                violation_error_message="Nobody can wish to meet themselves.",
                            ),
                            models.CheckConstraint(condition=models.Q(("rank__in", [1, 2])), name="wish_rank"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FollowUpNote",
                    fields=[
                        (
                            "follow_up",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="note",
                                serialize=False,
                                to="events.followup",
                                verbose_name="follow-up of a company",
                            ),
                        ),
                        ("text", models.TextField(max_length=1000, verbose_name="in their own words")),
                    ],
                    options={
                        "verbose_name": "note with a follow-up",
                        "verbose_name_plural": "notes with follow-ups",
                    },
                ),
                pgtrigger.migrations.RemoveTrigger(
                    model_name="event",
                    name="no_umbrellas_in_a_circle",
                ),
                deventer_intl.migration_steps.AddTriggers(
                    triggers=[
                        (
                            "event",
                            pgtrigger.compiler.Trigger(
                                name="no_umbrellas_in_a_circle",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (NEW."umbrella_id" IS NOT NULL)',
                                    func="\n        PERFORM pg_advisory_xact_lock(hashtext('events: umbrellas'));\n        IF EXISTS (\n            WITH RECURSIVE above (id) AS (\n                SELECT NEW.umbrella_id\n                UNION SELECT event.umbrella_id FROM events_event event JOIN above ON event.id = above.id\n                WHERE event.umbrella_id IS NOT NULL\n            )\n            SELECT FROM above WHERE id = NEW.id\n        ) THEN\n            RAISE EXCEPTION 'event % would be part of itself', NEW.id\n                USING ERRCODE = 'check_violation', CONSTRAINT = 'no_umbrellas_in_a_circle';\n        END IF;\n        RETURN NULL;\n    ",
                                    hash="d939cd1c6ceee98de24ef8f9f224f0d9c96194bc",
                                    operation='INSERT OR UPDATE OF "umbrella_id"',
                                    pgid="pgtrigger_no_umbrellas_in_a_circle_235fd",
                                    table="events_event",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "delegation",
                            pgtrigger.compiler.Trigger(
                                name="delegation_step_by_step",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{asked:accepted,asked:declined,asked:withdrawn,accepted:declined,accepted:withdrawn,accepted:received,received:reported}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="02bf876f8dd60388ae16a579e8a426c14ca57710",
                                    operation="UPDATE",
                                    pgid="pgtrigger_delegation_step_by_step_d992c",
                                    table="events_delegation",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "mission",
                            pgtrigger.compiler.Trigger(
                                name="mission_stage_by_stage",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."stage", \':\', NEW."stage") = ANY(\'{idea:open,idea:cancelled,open:fixed,open:idea,open:cancelled,fixed:preparing,fixed:open,fixed:cancelled,preparing:under_way,preparing:fixed,preparing:cancelled,under_way:follow_up,under_way:preparing,under_way:cancelled,follow_up:closed,follow_up:under_way}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."stage" IS DISTINCT FROM NEW."stage") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "stage" from "%" to "%" on table %\', OLD."stage", NEW."stage", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="77ab1ab765688e85af549ecbbba5d36c08cfc8fb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_mission_stage_by_stage_0f804",
                                    table="events_mission",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "mission",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionevent" ("apply_until", "created_at", "description_de", "description_en", "description_nl", "effort_amount", "effort_days", "ends_on", "event_id", "fee", "fee_note_de", "fee_note_en", "fee_note_nl", "id", "industries", "is_published", "kind", "led_by_id", "most_companies", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_de", "reason_en", "reason_nl", "report_de", "report_en", "report_nl", "slug", "source", "stage", "starts_on", "summary_de", "summary_en", "summary_nl", "title_de", "title_en", "title_nl", "told_at", "voucher_url", "zone") VALUES (NEW."apply_until", NEW."created_at", NEW."description_de", NEW."description_en", NEW."description_nl", NEW."effort_amount", NEW."effort_days", NEW."ends_on", NEW."event_id", NEW."fee", NEW."fee_note_de", NEW."fee_note_en", NEW."fee_note_nl", NEW."id", NEW."industries", NEW."is_published", NEW."kind", NEW."led_by_id", NEW."most_companies", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason_de", NEW."reason_en", NEW."reason_nl", NEW."report_de", NEW."report_en", NEW."report_nl", NEW."slug", NEW."source", NEW."stage", NEW."starts_on", NEW."summary_de", NEW."summary_en", NEW."summary_nl", NEW."title_de", NEW."title_en", NEW."title_nl", NEW."told_at", NEW."voucher_url", NEW."zone"); RETURN NULL;',
                                    hash="c5e62c26d9af16768611bd5fcfec28f00cec10a1",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5c7a0",
                                    table="events_mission",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "mission",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_missionevent" ("apply_until", "created_at", "description_de", "description_en", "description_nl", "effort_amount", "effort_days", "ends_on", "event_id", "fee", "fee_note_de", "fee_note_en", "fee_note_nl", "id", "industries", "is_published", "kind", "led_by_id", "most_companies", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_de", "reason_en", "reason_nl", "report_de", "report_en", "report_nl", "slug", "source", "stage", "starts_on", "summary_de", "summary_en", "summary_nl", "title_de", "title_en", "title_nl", "told_at", "voucher_url", "zone") VALUES (NEW."apply_until", NEW."created_at", NEW."description_de", NEW."description_en", NEW."description_nl", NEW."effort_amount", NEW."effort_days", NEW."ends_on", NEW."event_id", NEW."fee", NEW."fee_note_de", NEW."fee_note_en", NEW."fee_note_nl", NEW."id", NEW."industries", NEW."is_published", NEW."kind", NEW."led_by_id", NEW."most_companies", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason_de", NEW."reason_en", NEW."reason_nl", NEW."report_de", NEW."report_en", NEW."report_nl", NEW."slug", NEW."source", NEW."stage", NEW."starts_on", NEW."summary_de", NEW."summary_en", NEW."summary_nl", NEW."title_de", NEW."title_en", NEW."title_nl", NEW."told_at", NEW."voucher_url", NEW."zone"); RETURN NULL;',
                                    hash="5d4f088d2ba513e85f2331a2eb2cca7e49c40d98",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7772a",
                                    table="events_mission",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "mission",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionevent" ("apply_until", "created_at", "description_de", "description_en", "description_nl", "effort_amount", "effort_days", "ends_on", "event_id", "fee", "fee_note_de", "fee_note_en", "fee_note_nl", "id", "industries", "is_published", "kind", "led_by_id", "most_companies", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason_de", "reason_en", "reason_nl", "report_de", "report_en", "report_nl", "slug", "source", "stage", "starts_on", "summary_de", "summary_en", "summary_nl", "title_de", "title_en", "title_nl", "told_at", "voucher_url", "zone") VALUES (OLD."apply_until", OLD."created_at", OLD."description_de", OLD."description_en", OLD."description_nl", OLD."effort_amount", OLD."effort_days", OLD."ends_on", OLD."event_id", OLD."fee", OLD."fee_note_de", OLD."fee_note_en", OLD."fee_note_nl", OLD."id", OLD."industries", OLD."is_published", OLD."kind", OLD."led_by_id", OLD."most_companies", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason_de", OLD."reason_en", OLD."reason_nl", OLD."report_de", OLD."report_en", OLD."report_nl", OLD."slug", OLD."source", OLD."stage", OLD."starts_on", OLD."summary_de", OLD."summary_en", OLD."summary_nl", OLD."title_de", OLD."title_en", OLD."title_nl", OLD."told_at", OLD."voucher_url", OLD."zone"); RETURN NULL;',
                                    hash="aacc6495ec268207e386c3e0e7d0fe0e20bcdcbb",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a7e5b",
                                    table="events_mission",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "meetingday",
                            pgtrigger.compiler.Trigger(
                                name="meeting_day_holds_its_meetings",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n                    IF (NEW.starts_at AT TIME ZONE NEW.zone)::date <> ((NEW.starts_at + make_interval(\n                        mins => NEW.rounds * NEW.minutes + (NEW.rounds - 1) * NEW.minutes_between - 1\n                    )) AT TIME ZONE NEW.zone)::date THEN\n                        RAISE EXCEPTION 'the last round ends after midnight'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_day_before_midnight';\n                    END IF;\n                    IF TG_OP = 'UPDATE' AND EXISTS (\n                        SELECT FROM events_missionmeeting WHERE day_id = NEW.id AND cancelled_at IS NULL\n                        AND (round > NEW.rounds OR \"table\" > NEW.tables)\n                    ) THEN\n                        RAISE EXCEPTION 'a meeting would lose its round or table'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_day_holds_its_meetings';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="4c790e5335c9f2afd24a6a8b6001a780c2cdc379",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_meeting_day_holds_its_meetings_2adbe",
                                    table="events_meetingday",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "counterpart",
                            pgtrigger.compiler.Trigger(
                                name="has_its_party",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n            INSERT INTO events_party (mission_id, counterpart_id, contact_name, contact_phone)\n            VALUES (NEW.mission_id, NEW.id, '', '');\n            RETURN NULL;\n        ",
                                    hash="851f8028b8327ec5dc719754560733db13033867",
                                    operation="INSERT",
                                    pgid="pgtrigger_has_its_party_03130",
                                    table="events_counterpart",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missioncompany",
                            pgtrigger.compiler.Trigger(
                                name="has_its_party",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n            INSERT INTO events_party (mission_id, company_id, contact_name, contact_phone)\n            VALUES (NEW.mission_id, NEW.id, '', '');\n            RETURN NULL;\n        ",
                                    hash="d6fd7a3bab9a63d2c0c234f92eb66ac3a46b7976",
                                    operation="INSERT",
                                    pgid="pgtrigger_has_its_party_38036",
                                    table="events_missioncompany",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missioncompany",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missioncompanyevent" ("applied_at", "applied_by_id", "decided_at", "decided_by_id", "fee_paid_on", "id", "industries", "languages", "mission_id", "offers", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seeks", "state", "targets", "withdrawal_reason", "withdrawn_at") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."decided_at", NEW."decided_by_id", NEW."fee_paid_on", NEW."id", NEW."industries", NEW."languages", NEW."mission_id", NEW."offers", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."seeks", NEW."state", NEW."targets", NEW."withdrawal_reason", NEW."withdrawn_at"); RETURN NULL;',
                                    hash="404aa47667da1ec919743badf861dd8cabe0a10c",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f9ead",
                                    table="events_missioncompany",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missioncompany",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_missioncompanyevent" ("applied_at", "applied_by_id", "decided_at", "decided_by_id", "fee_paid_on", "id", "industries", "languages", "mission_id", "offers", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seeks", "state", "targets", "withdrawal_reason", "withdrawn_at") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."decided_at", NEW."decided_by_id", NEW."fee_paid_on", NEW."id", NEW."industries", NEW."languages", NEW."mission_id", NEW."offers", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."seeks", NEW."state", NEW."targets", NEW."withdrawal_reason", NEW."withdrawn_at"); RETURN NULL;',
                                    hash="7da595dd5a8c0806ede3bd6e15f08f600b978616",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_bcd1e",
                                    table="events_missioncompany",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missioncompany",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missioncompanyevent" ("applied_at", "applied_by_id", "decided_at", "decided_by_id", "fee_paid_on", "id", "industries", "languages", "mission_id", "offers", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "seeks", "state", "targets", "withdrawal_reason", "withdrawn_at") VALUES (OLD."applied_at", OLD."applied_by_id", OLD."decided_at", OLD."decided_by_id", OLD."fee_paid_on", OLD."id", OLD."industries", OLD."languages", OLD."mission_id", OLD."offers", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."seeks", OLD."state", OLD."targets", OLD."withdrawal_reason", OLD."withdrawn_at"); RETURN NULL;',
                                    hash="16a6be28d8b5359467aa1d4c8ca3aa2a0391b72b",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a8984",
                                    table="events_missioncompany",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "followupevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="49d1e67014651d1efa717c0c022ed8eebdcbcfdd",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_33538",
                                    table="events_followupevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "followup",
                            pgtrigger.compiler.Trigger(
                                name="follow_up_of_who_went",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM events_missioncompany company JOIN events_mission mission\n                            ON mission.id = company.mission_id\n                        WHERE company.id = NEW.company_id AND company.state = 'selected'\n                            AND mission.stage IN ('follow_up', 'closed')\n                    ) THEN\n                        RAISE EXCEPTION 'a company is asked for results once it went along and the mission is over'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                    ",
                                    hash="afd9fea0a895cf9a29bbe9502e7b634640d4571a",
                                    operation="INSERT",
                                    pgid="pgtrigger_follow_up_of_who_went_fb9f2",
                                    table="events_followup",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "followup",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_followupevent" ("after_days", "amount", "answered_at", "company_id", "confirmed_at", "contacts", "contracts", "due_on", "entered_by_id", "hindered", "id", "mailed_at", "open_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish", "reminded_at", "trials") VALUES (NEW."after_days", NEW."amount", NEW."answered_at", NEW."company_id", NEW."confirmed_at", NEW."contacts", NEW."contracts", NEW."due_on", NEW."entered_by_id", NEW."hindered", NEW."id", NEW."mailed_at", NEW."open_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."publish", NEW."reminded_at", NEW."trials"); RETURN NULL;',
                                    hash="6dca8252d4768fc43861782862149fd6e25c1215",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_66f9e",
                                    table="events_followup",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "followup",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_followupevent" ("after_days", "amount", "answered_at", "company_id", "confirmed_at", "contacts", "contracts", "due_on", "entered_by_id", "hindered", "id", "mailed_at", "open_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish", "reminded_at", "trials") VALUES (NEW."after_days", NEW."amount", NEW."answered_at", NEW."company_id", NEW."confirmed_at", NEW."contacts", NEW."contracts", NEW."due_on", NEW."entered_by_id", NEW."hindered", NEW."id", NEW."mailed_at", NEW."open_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."publish", NEW."reminded_at", NEW."trials"); RETURN NULL;',
                                    hash="c1ebc7ba87d160f59dedb78b0696320f96ebc78e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_bf4ce",
                                    table="events_followup",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "followup",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_followupevent" ("after_days", "amount", "answered_at", "company_id", "confirmed_at", "contacts", "contracts", "due_on", "entered_by_id", "hindered", "id", "mailed_at", "open_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish", "reminded_at", "trials") VALUES (OLD."after_days", OLD."amount", OLD."answered_at", OLD."company_id", OLD."confirmed_at", OLD."contacts", OLD."contracts", OLD."due_on", OLD."entered_by_id", OLD."hindered", OLD."id", OLD."mailed_at", OLD."open_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."publish", OLD."reminded_at", OLD."trials"); RETURN NULL;',
                                    hash="8a3aec4972664135ebd6a4a136ff21e60f85ca64",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2c8be",
                                    table="events_followup",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missioncompanyevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="96f29e876c447975279d976435f8925cd76e1f18",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_59080",
                                    table="events_missioncompanyevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "missiondocument",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missiondocumentevent" ("added_at", "added_by_id", "file", "file_name", "id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "title") VALUES (NEW."added_at", NEW."added_by_id", NEW."file", NEW."file_name", NEW."id", NEW."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."size", NEW."title"); RETURN NULL;',
                                    hash="82c65edf2d40bde65ff0803801a5d963c78c257f",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6cc94",
                                    table="events_missiondocument",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missiondocument",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_missiondocumentevent" ("added_at", "added_by_id", "file", "file_name", "id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "title") VALUES (NEW."added_at", NEW."added_by_id", NEW."file", NEW."file_name", NEW."id", NEW."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."size", NEW."title"); RETURN NULL;',
                                    hash="c8774fd7356c30048953f7c03162ed0fc27e0812",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f36c6",
                                    table="events_missiondocument",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missiondocument",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missiondocumentevent" ("added_at", "added_by_id", "file", "file_name", "id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "size", "title") VALUES (OLD."added_at", OLD."added_by_id", OLD."file", OLD."file_name", OLD."id", OLD."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."size", OLD."title"); RETURN NULL;',
                                    hash="3f8efd26d0f3d61964c4157c05ee44947fbca336",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_abcda",
                                    table="events_missiondocument",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missiondocumentevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="40bd4c07e201df1bb5d57b8a3c01090c6e2d806d",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_6375d",
                                    table="events_missiondocumentevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "missionevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="9e8d2188cd0ce2227f8de121af2829526b510eb8",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_d4055",
                                    table="events_missionevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "missionitem",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionitemevent" ("changed_at", "ends_at", "ends_zone", "host", "id", "is_public", "kind", "mission_id", "note_de", "note_en", "note_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sequence", "starts_at", "title_de", "title_en", "title_nl", "uid", "venue", "zone") VALUES (NEW."changed_at", NEW."ends_at", NEW."ends_zone", NEW."host", NEW."id", NEW."is_public", NEW."kind", NEW."mission_id", NEW."note_de", NEW."note_en", NEW."note_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_id", NEW."sequence", NEW."starts_at", NEW."title_de", NEW."title_en", NEW."title_nl", NEW."uid", NEW."venue", NEW."zone"); RETURN NULL;',
                                    hash="0a4505598b010f1f5da936f21fd3237edfaeb86a",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b7d33",
                                    table="events_missionitem",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionitem",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_missionitemevent" ("changed_at", "ends_at", "ends_zone", "host", "id", "is_public", "kind", "mission_id", "note_de", "note_en", "note_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sequence", "starts_at", "title_de", "title_en", "title_nl", "uid", "venue", "zone") VALUES (NEW."changed_at", NEW."ends_at", NEW."ends_zone", NEW."host", NEW."id", NEW."is_public", NEW."kind", NEW."mission_id", NEW."note_de", NEW."note_en", NEW."note_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_id", NEW."sequence", NEW."starts_at", NEW."title_de", NEW."title_en", NEW."title_nl", NEW."uid", NEW."venue", NEW."zone"); RETURN NULL;',
                                    hash="3a149b4ce957bb39b26c79d40091bbe2a82a8bd9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_43446",
                                    table="events_missionitem",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionitem",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionitemevent" ("changed_at", "ends_at", "ends_zone", "host", "id", "is_public", "kind", "mission_id", "note_de", "note_en", "note_nl", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "sequence", "starts_at", "title_de", "title_en", "title_nl", "uid", "venue", "zone") VALUES (OLD."changed_at", OLD."ends_at", OLD."ends_zone", OLD."host", OLD."id", OLD."is_public", OLD."kind", OLD."mission_id", OLD."note_de", OLD."note_en", OLD."note_nl", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_id", OLD."sequence", OLD."starts_at", OLD."title_de", OLD."title_en", OLD."title_nl", OLD."uid", OLD."venue", OLD."zone"); RETURN NULL;',
                                    hash="491d541a6b69e37626ec577e6265e3cb99eb64e3",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c7843",
                                    table="events_missionitem",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionitemevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="11f30de437442ffc888b9ff2ce2de92119b37f65",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_5eea0",
                                    table="events_missionitemevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "party",
                            pgtrigger.compiler.Trigger(
                                name="party_of_its_mission",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n                    IF NEW.mission_id IS DISTINCT FROM coalesce(\n                        (SELECT mission_id FROM events_missioncompany WHERE id = NEW.company_id),\n                        (SELECT mission_id FROM events_counterpart WHERE id = NEW.counterpart_id)\n                    ) THEN\n                        RAISE EXCEPTION 'a party takes part in its own mission'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'party_of_its_mission';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="7e99af44cde892ce09002f6cd408c27fd1edd263",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_party_of_its_mission_5aeb3",
                                    table="events_party",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "missionmeeting",
                            pgtrigger.compiler.Trigger(
                                name="meeting_can_be",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (NEW."cancelled_at" IS NULL)',
                                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM events_meetingday day\n                        JOIN events_party here ON here.id = NEW.here_id AND here.company_id IS NOT NULL\n                        JOIN events_party there ON there.id = NEW.there_id AND there.counterpart_id IS NOT NULL\n                        WHERE day.id = NEW.day_id\n                        AND here.mission_id = day.mission_id AND there.mission_id = day.mission_id\n                        AND NEW.round BETWEEN 1 AND day.rounds AND NEW.\"table\" BETWEEN 1 AND day.tables\n                    ) THEN\n                        RAISE EXCEPTION 'no such round, table or parties on day %', NEW.day_id\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_can_be';\n                    END IF;\n                    IF EXISTS (\n                        SELECT FROM events_refusal WHERE (by_id = NEW.here_id AND about_id = NEW.there_id)\n                        OR (by_id = NEW.there_id AND about_id = NEW.here_id)\n                    ) THEN\n                        RAISE EXCEPTION 'one of the two does not want to meet the other'\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'meeting_not_refused';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="f4a24b75374930811b3b1f4f6d3202cfa26e68ba",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_meeting_can_be_f807e",
                                    table="events_missionmeeting",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "refusal",
                            pgtrigger.compiler.Trigger(
                                name="across_the_table",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF NOT EXISTS (\n        SELECT FROM events_party one JOIN events_party other ON one.mission_id = other.mission_id\n        WHERE one.id = NEW.by_id AND other.id = NEW.about_id\n        AND (one.company_id IS NULL) <> (other.company_id IS NULL)\n    ) THEN\n        RAISE EXCEPTION 'party % and party % are not of two sides of one mission', NEW.by_id, NEW.about_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'across_the_table';\n    END IF;\n    RETURN NEW;\n",
                                    hash="1fb07c35c07673c770d986e91932a29f6bbc0128",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_across_the_table_90f8a",
                                    table="events_refusal",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "wish",
                            pgtrigger.compiler.Trigger(
                                name="across_the_table",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF NOT EXISTS (\n        SELECT FROM events_party one JOIN events_party other ON one.mission_id = other.mission_id\n        WHERE one.id = NEW.by_id AND other.id = NEW.about_id\n        AND (one.company_id IS NULL) <> (other.company_id IS NULL)\n    ) THEN\n        RAISE EXCEPTION 'party % and party % are not of two sides of one mission', NEW.by_id, NEW.about_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'across_the_table';\n    END IF;\n    RETURN NEW;\n",
                                    hash="3018f88830c688cbfa6db24058445f3e2bc4f32b",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_across_the_table_7a151",
                                    table="events_wish",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "missioncountry",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missioncountryevent" ("country_id", "id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."country_id", NEW."id", NEW."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="1a7bf6374c8eb897b79955ea3a9ffcda2fc1d14b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_69f28",
                                    table="events_mission_countries",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missioncountry",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_missioncountryevent" ("country_id", "id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."country_id", NEW."id", NEW."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="1b27fef6779c427022b62375e6eafb5b56f0c5bd",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ddf68",
                                    table="events_mission_countries",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missioncountry",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missioncountryevent" ("country_id", "id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."country_id", OLD."id", OLD."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="2864df4325cdda9969f64ec4db69b787a0a7cfeb",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9d2b4",
                                    table="events_mission_countries",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missiongoal",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missiongoalevent" ("goal_id", "id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."goal_id", NEW."id", NEW."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="62604aa7783f53d0ab226a5ec6d8e9861dbf29e7",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_b41dd",
                                    table="events_mission_goals",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missiongoal",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_missiongoalevent" ("goal_id", "id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."goal_id", NEW."id", NEW."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="c6d6dddc670d5eaf63531b02e1904de027c3383d",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_59cce",
                                    table="events_mission_goals",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missiongoal",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missiongoalevent" ("goal_id", "id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."goal_id", OLD."id", OLD."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="116f4ba18623e1cd139b536855fdaa89ecb52614",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f70ce",
                                    table="events_mission_goals",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionorganisation",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionorganisationevent" ("id", "mission_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."mission_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="3f9ab6b48a76992b592c322ca5a93c162843626b",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_18803",
                                    table="events_mission_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionorganisation",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_missionorganisationevent" ("id", "mission_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."mission_id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="94096bcbdc5c2049f8fe523a3a4b3540be57cd60",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_6d40c",
                                    table="events_mission_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionorganisation",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionorganisationevent" ("id", "mission_id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."mission_id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="b0da3fc4e5fb4ec9478c329ba9a6650e52773363",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4dd07",
                                    table="events_mission_organisations",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionplace",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionplaceevent" ("id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (NEW."id", NEW."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_id"); RETURN NULL;',
                                    hash="22d163a4d70194dcc10d63bdc0857f6c94ae5231",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1b0ef",
                                    table="events_mission_places",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionplace",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_missionplaceevent" ("id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (NEW."id", NEW."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_id"); RETURN NULL;',
                                    hash="3df50cf5d98ed6172ed8af45736fab2d93b729f1",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_9c4e7",
                                    table="events_mission_places",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionplace",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionplaceevent" ("id", "mission_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (OLD."id", OLD."mission_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_id"); RETURN NULL;',
                                    hash="cd91f92c4a2fe5ebfa85224bab2c34889720f9ee",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a45ea",
                                    table="events_mission_places",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionitemcompany",
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionitemcompanyevent" ("id", "missioncompany_id", "missionitem_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."missioncompany_id", NEW."missionitem_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                    hash="d35995b671434a28435ad34f6d19ce18658705fd",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e814f",
                                    table="events_missionitem_companies",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionitemcompany",
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                    func='INSERT INTO "events_missionitemcompanyevent" ("id", "missioncompany_id", "missionitem_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."missioncompany_id", NEW."missionitem_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                    hash="809e074efe7d82a7c1d8a242e146df4ddf253a7c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_26465",
                                    table="events_missionitem_companies",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missionitemcompany",
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='INSERT INTO "events_missionitemcompanyevent" ("id", "missioncompany_id", "missionitem_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."missioncompany_id", OLD."missionitem_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                    hash="38093828c61ab662e79601cde90e626369138e07",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_865d8",
                                    table="events_missionitem_companies",
                                    when="AFTER",
                                ),
                            ),
                        ),
                        (
                            "missioncountryevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="0c2a987b7ac1851c564cad9d08aa7baa0d7a5a1a",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_759bd",
                                    table="events_missioncountryevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "missiongoalevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="76cad6df5efde896f52110389b36e2fbaf3b1ecc",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a39c6",
                                    table="events_missiongoalevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "missionorganisationevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="26c647d16840982fc5fffe0a211784fd231236b5",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_89b6c",
                                    table="events_missionorganisationevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "missionplaceevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="e0c5798a92ec80130322e5b26edde9362e3097e4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_a296c",
                                    table="events_missionplaceevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                        (
                            "missionitemcompanyevent",
                            pgtrigger.compiler.Trigger(
                                name="append_only",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="571ac3fb9c65bdc6ef5a8bea915f64686459348f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_append_only_e6caf",
                                    table="events_missionitemcompanyevent",
                                    when="BEFORE",
                                ),
                            ),
                        ),
                    ],
                ),
            ]
        ),
    ]
