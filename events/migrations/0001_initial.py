import datetime
import deventer_intl.migration_steps
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import uuid
from django.conf import settings
from deventer_intl.migration_steps import Together
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('globalgoals', '0001_initial'),
        ('organisations', '0010_picture'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=100, unique=True, verbose_name='address')),
                ('kind', models.CharField(choices=[('network', 'network meeting'), ('theme', 'theme meeting'), ('lecture', 'lecture'), ('fair', 'fair or market'), ('sport', 'sport'), ('culture', 'culture'), ('hanse', 'Hanseatic Days'), ('other', 'other event')], max_length=10, verbose_name='kind')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('proposed', 'proposed, to be published by an editor'), ('published', 'published'), ('cancelled', 'cancelled'), ('refused', 'not published')], default='draft', max_length=10, verbose_name='status')),
                ('audience', models.CharField(choices=[('everyone', 'everyone'), ('network', 'members of the network')], default='everyone', max_length=10, verbose_name='for whom')),
                ('title_nl', models.CharField(default='', max_length=200, verbose_name='title (nl)')),
                ('title_en', models.CharField(blank=True, default='', max_length=200, verbose_name='title (en)')),
                ('title_de', models.CharField(blank=True, default='', max_length=200, verbose_name='title (de)')),
                ('summary_nl', models.CharField(blank=True, default='', max_length=300, verbose_name='summary (nl)')),
                ('summary_en', models.CharField(blank=True, default='', max_length=300, verbose_name='summary (en)')),
                ('summary_de', models.CharField(blank=True, default='', max_length=300, verbose_name='summary (de)')),
                ('description_nl', models.TextField(blank=True, default='', max_length=20000, verbose_name='description (Markdown) (nl)')),
                ('description_en', models.TextField(blank=True, default='', max_length=20000, verbose_name='description (Markdown) (en)')),
                ('description_de', models.TextField(blank=True, default='', max_length=20000, verbose_name='description (Markdown) (de)')),
                ('report_nl', models.TextField(blank=True, default='', max_length=20000, verbose_name='report afterwards (Markdown) (nl)')),
                ('report_en', models.TextField(blank=True, default='', max_length=20000, verbose_name='report afterwards (Markdown) (en)')),
                ('report_de', models.TextField(blank=True, default='', max_length=20000, verbose_name='report afterwards (Markdown) (de)')),
                ('starts_at', models.DateTimeField(db_index=True, verbose_name='begins')),
                ('ends_at', models.DateTimeField(db_index=True, verbose_name='ends')),
                ('zone', models.CharField(choices=[('Europe/Amsterdam', 'Deventer, Central Europe'), ('Europe/London', 'United Kingdom'), ('Europe/Riga', 'Riga, the Baltic'), ('Europe/Bucharest', 'Sibiu, Romania'), ('Africa/Kampala', 'Uganda')], default='Europe/Amsterdam', max_length=20, verbose_name='time zone')),
                ('is_all_day', models.BooleanField(default=False, verbose_name='whole days')),
                ('venue', models.CharField(blank=True, default='', max_length=300, verbose_name='venue and address')),
                ('online_url', models.URLField(blank=True, default='', max_length=500, verbose_name='address to take part online')),
                ('series_day', models.DateField(blank=True, editable=False, null=True)),
                ('differs_from_series', models.BooleanField(default=False, editable=False, verbose_name='differs from its series')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='cancelled')),
                ('reason_nl', models.CharField(blank=True, default='', max_length=500, verbose_name='why it was cancelled (nl)')),
                ('reason_en', models.CharField(blank=True, default='', max_length=500, verbose_name='why it was cancelled (en)')),
                ('reason_de', models.CharField(blank=True, default='', max_length=500, verbose_name='why it was cancelled (de)')),
                ('cities', models.ManyToManyField(blank=True, related_name='events_about', to='organisations.place', verbose_name='cities it is about')),
                ('countries', models.ManyToManyField(blank=True, related_name='events_about', to='organisations.country', verbose_name='countries it is about')),
                ('goals', models.ManyToManyField(blank=True, related_name='agenda', to='globalgoals.goal', verbose_name='Global Goals')),
                ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='organisations.network', verbose_name='network')),
                ('organisations', models.ManyToManyField(blank=True, related_name='agenda_joined', to='organisations.organisation', verbose_name='who takes part')),
                ('organiser', models.ForeignKey(blank=True, help_text='Empty: the International Office.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='organisations.organisation', verbose_name='organised by')),
                ('place', models.ForeignKey(blank=True, help_text='Where it is held.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='organisations.place', verbose_name='city')),
                ('proposed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events_proposed', to=settings.AUTH_USER_MODEL)),
                ('umbrella', models.ForeignKey(blank=True, help_text='The Hanseatic Days, for their economic forum.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='events.event', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EventCityEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('event', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                ('place', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.place')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventCountryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('country', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.country')),
                ('event', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventGoalEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('event', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                ('goal', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='globalgoals.goal')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventOrganisationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('event', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event')),
                ('organisation', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frequency', models.CharField(choices=[('weekly', 'every week'), ('monthly-day', 'every month, on the same day'), ('monthly-weekday', 'every month, on the same weekday'), ('yearly', 'every year')], max_length=15, verbose_name='how often')),
                ('interval', models.PositiveSmallIntegerField(default=1, help_text='2 with “every week”: every second week.', verbose_name='every so many')),
                ('first_on', models.DateField(verbose_name='first day')),
                ('until', models.DateField(verbose_name='last day at the latest')),
            ],
            options={
                'verbose_name': 'series of events',
                'verbose_name_plural': 'series of events',
                'ordering': ['first_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('interval__range', (1, 12))), name='series_interval'), models.CheckConstraint(condition=models.Q(('until__gte', models.F('first_on'))), name='series_ends_after_it_begins', violation_error_message='The last day cannot lie before the first.')],
            },
        ),
        migrations.CreateModel(
            name='EventEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('slug', models.SlugField(db_index=False, max_length=100, verbose_name='address')),
                ('kind', models.CharField(choices=[('network', 'network meeting'), ('theme', 'theme meeting'), ('lecture', 'lecture'), ('fair', 'fair or market'), ('sport', 'sport'), ('culture', 'culture'), ('hanse', 'Hanseatic Days'), ('other', 'other event')], max_length=10, verbose_name='kind')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('proposed', 'proposed, to be published by an editor'), ('published', 'published'), ('cancelled', 'cancelled'), ('refused', 'not published')], default='draft', max_length=10, verbose_name='status')),
                ('audience', models.CharField(choices=[('everyone', 'everyone'), ('network', 'members of the network')], default='everyone', max_length=10, verbose_name='for whom')),
                ('title_nl', models.CharField(default='', max_length=200, verbose_name='title (nl)')),
                ('title_en', models.CharField(blank=True, default='', max_length=200, verbose_name='title (en)')),
                ('title_de', models.CharField(blank=True, default='', max_length=200, verbose_name='title (de)')),
                ('summary_nl', models.CharField(blank=True, default='', max_length=300, verbose_name='summary (nl)')),
                ('summary_en', models.CharField(blank=True, default='', max_length=300, verbose_name='summary (en)')),
                ('summary_de', models.CharField(blank=True, default='', max_length=300, verbose_name='summary (de)')),
                ('description_nl', models.TextField(blank=True, default='', max_length=20000, verbose_name='description (Markdown) (nl)')),
                ('description_en', models.TextField(blank=True, default='', max_length=20000, verbose_name='description (Markdown) (en)')),
                ('description_de', models.TextField(blank=True, default='', max_length=20000, verbose_name='description (Markdown) (de)')),
                ('report_nl', models.TextField(blank=True, default='', max_length=20000, verbose_name='report afterwards (Markdown) (nl)')),
                ('report_en', models.TextField(blank=True, default='', max_length=20000, verbose_name='report afterwards (Markdown) (en)')),
                ('report_de', models.TextField(blank=True, default='', max_length=20000, verbose_name='report afterwards (Markdown) (de)')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('zone', models.CharField(choices=[('Europe/Amsterdam', 'Deventer, Central Europe'), ('Europe/London', 'United Kingdom'), ('Europe/Riga', 'Riga, the Baltic'), ('Europe/Bucharest', 'Sibiu, Romania'), ('Africa/Kampala', 'Uganda')], default='Europe/Amsterdam', max_length=20, verbose_name='time zone')),
                ('is_all_day', models.BooleanField(default=False, verbose_name='whole days')),
                ('venue', models.CharField(blank=True, default='', max_length=300, verbose_name='venue and address')),
                ('online_url', models.URLField(blank=True, default='', max_length=500, verbose_name='address to take part online')),
                ('series_day', models.DateField(blank=True, editable=False, null=True)),
                ('differs_from_series', models.BooleanField(default=False, editable=False, verbose_name='differs from its series')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='made')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('cancelled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='cancelled')),
                ('reason_nl', models.CharField(blank=True, default='', max_length=500, verbose_name='why it was cancelled (nl)')),
                ('reason_en', models.CharField(blank=True, default='', max_length=500, verbose_name='why it was cancelled (en)')),
                ('reason_de', models.CharField(blank=True, default='', max_length=500, verbose_name='why it was cancelled (de)')),
                ('network', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.network', verbose_name='network')),
                ('organiser', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: the International Office.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.organisation', verbose_name='organised by')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.event')),
                ('place', models.ForeignKey(blank=True, db_constraint=False, help_text='Where it is held.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisations.place', verbose_name='city')),
                ('proposed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('umbrella', models.ForeignKey(blank=True, db_constraint=False, help_text='The Hanseatic Days, for their economic forum.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.event', verbose_name='part of')),
                ('series', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='events.series', verbose_name='series')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='event',
            name='series',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='occasions', to='events.series', verbose_name='series'),
        ),
        migrations.CreateModel(
            name='SeriesEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('frequency', models.CharField(choices=[('weekly', 'every week'), ('monthly-day', 'every month, on the same day'), ('monthly-weekday', 'every month, on the same weekday'), ('yearly', 'every year')], max_length=15, verbose_name='how often')),
                ('interval', models.PositiveSmallIntegerField(default=1, help_text='2 with “every week”: every second week.', verbose_name='every so many')),
                ('first_on', models.DateField(verbose_name='first day')),
                ('until', models.DateField(verbose_name='last day at the latest')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.series')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventCity',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('events.event_cities',),
        ),
        migrations.CreateModel(
            name='EventCountry',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('events.event_countries',),
        ),
        migrations.CreateModel(
            name='EventGoal',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('events.event_goals',),
        ),
        migrations.CreateModel(
            name='EventOrganisation',
            fields=[
            ],
            options={
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('events.event_organisations',),
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('placed', 'has a place'), ('offered', 'has a place if it is confirmed in time'), ('waiting', 'on the waiting list'), ('cancelled', 'cancelled'), ('lapsed', 'did not confirm in time')], max_length=9, verbose_name='state')),
                ('name', models.CharField(blank=True, default='', max_length=100, verbose_name='name')),
                ('email', models.EmailField(blank=True, default='', max_length=254, verbose_name='e-mail address')),
                ('affiliation', models.CharField(blank=True, default='', max_length=150, verbose_name='organisation')),
                ('language', models.CharField(choices=[('nl', 'Dutch'), ('en', 'English'), ('de', 'German')], max_length=2, verbose_name='language')),
                ('guests', models.PositiveSmallIntegerField(default=0, verbose_name='guests')),
                ('shows_name', models.BooleanField(default=False, verbose_name='others who come may see the name')),
                ('registered_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='registered')),
                ('offer_ends_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='to be confirmed before')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='cancelled or lapsed')),
                ('attended_at', models.DateTimeField(blank=True, null=True, verbose_name='was there')),
                ('emptied_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='name and address removed')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='events.event', verbose_name='event')),
            ],
            options={
                'verbose_name': 'registration',
                'verbose_name_plural': 'registrations',
                'ordering': ['event', 'registered_at', 'pk'],
                'constraints': [models.UniqueConstraint(models.F('event'), django.db.models.functions.text.Lower('email'), condition=models.Q(('state__in', ['placed', 'offered', 'waiting']), models.Q(('email', ''), _negated=True)), name='registered_once'), models.CheckConstraint(condition=models.Q(('state__in', ['placed', 'offered', 'waiting', 'cancelled', 'lapsed'])), name='registration_state'), models.CheckConstraint(condition=models.Q(models.Q(('offer_ends_at__isnull', False), ('state', 'offered')), models.Q(('state', 'offered'), _negated=True), _connector='OR'), name='registration_offer_ends'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['cancelled', 'lapsed'])), models.Q(('ended_at', None), ('state__in', ['placed', 'offered', 'waiting'])), _connector='OR'), name='registration_ended_when'), models.CheckConstraint(condition=models.Q(models.Q(('emptied_at', None), models.Q(('name', ''), _negated=True), models.Q(('email', ''), _negated=True)), models.Q(('affiliation', ''), ('email', ''), ('emptied_at__isnull', False), ('name', '')), _connector='OR'), name='registration_emptied_whole'), models.CheckConstraint(condition=models.Q(('guests__lte', 10)), name='registration_guests')],
            },
        ),
        migrations.CreateModel(
            name='RegistrationTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='Empty: as many as want to come.', null=True, verbose_name='places')),
                ('taken', models.PositiveIntegerField(default=0, editable=False, verbose_name='taken')),
                ('most_guests', models.PositiveSmallIntegerField(default=0, help_text='How many people one may bring along.', verbose_name='guests at most')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='open from')),
                ('closes_at', models.DateTimeField(blank=True, help_text='Empty: until it begins.', null=True, verbose_name='open until')),
                ('hours_to_confirm', models.PositiveSmallIntegerField(default=48, verbose_name='hours to confirm a place that came free')),
                ('asks_diet', models.BooleanField(default=False, verbose_name='ask for dietary needs')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='registration_terms', to='events.event', verbose_name='event')),
            ],
            options={
                'verbose_name': 'registration for an event',
                'verbose_name_plural': 'registrations for events',
                'constraints': [models.CheckConstraint(condition=models.Q(('capacity', None), ('taken__lte', models.F('capacity')), _connector='OR'), name='registration_no_more_than_places', violation_error_message='More people than that have a place already.'), models.CheckConstraint(condition=models.Q(('most_guests__lte', 10)), name='registration_most_guests'), models.CheckConstraint(condition=models.Q(('hours_to_confirm__range', (1, 336))), name='registration_hours_to_confirm'), models.CheckConstraint(condition=models.Q(('opens_at', None), ('closes_at', None), ('closes_at__gt', models.F('opens_at')), _connector='OR'), name='registration_closes_after_it_opens', violation_error_message='Registration closes before it opens.')],
            },
        ),
        migrations.AddField(
            model_name='eventcityevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.eventcity'),
        ),
        migrations.AddField(
            model_name='eventcountryevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.eventcountry'),
        ),
        migrations.AddField(
            model_name='eventgoalevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.eventgoal'),
        ),
        migrations.AddField(
            model_name='eventorganisationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='events.eventorganisation'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_ends_after_it_begins', violation_error_message='The event ends before it begins.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__lte', django.db.models.expressions.CombinedExpression(models.F('starts_at'), '+', models.Value(datetime.timedelta(days=366))))), name='event_lasts_a_year_at_most', violation_error_message='An event lasts a year at most.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('zone__in', ['Europe/Amsterdam', 'Europe/London', 'Europe/Riga', 'Europe/Bucharest', 'Africa/Kampala'])), name='event_zone'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('slug__in', ['feed', 'maand', 'voorstellen', 'mijn', 'inschrijving']), _negated=True), name='event_slug_not_taken', violation_error_message='This address is taken by another page.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('audience', 'everyone'), ('network__isnull', False), _connector='OR'), name='event_for_members_of_a_network', violation_error_message='Say which network it is for.'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('status', 'cancelled')), models.Q(models.Q(('status', 'cancelled'), _negated=True), ('cancelled_at', None)), _connector='OR'), name='event_cancelled_when'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['published', 'cancelled']), _negated=True), ('published_at__isnull', False), _connector='OR'), name='event_published_when'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('series', None), ('series_day', None)), models.Q(('series__isnull', False), ('series_day__isnull', False)), _connector='OR'), name='event_of_series_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.UniqueConstraint(fields=('series', 'series_day'), name='event_once_on_a_day_of_its_series'),
        ),
        deventer_intl.migration_steps.AddTriggers(
            triggers=[('series', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_seriesevent" ("first_on", "frequency", "id", "interval", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until") VALUES (NEW."first_on", NEW."frequency", NEW."id", NEW."interval", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."until"); RETURN NULL;', hash='c797df0b5fa80f3984e814ee506ffca6ef1cea18', operation='INSERT', pgid='pgtrigger_insert_insert_e71bb', table='events_series', when='AFTER'))), ('series', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_seriesevent" ("first_on", "frequency", "id", "interval", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until") VALUES (NEW."first_on", NEW."frequency", NEW."id", NEW."interval", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."until"); RETURN NULL;', hash='b20a4ce6f8b36c3f6d165517d4be6fcd07298218', operation='UPDATE', pgid='pgtrigger_update_update_25ab4', table='events_series', when='AFTER'))), ('series', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_seriesevent" ("first_on", "frequency", "id", "interval", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until") VALUES (OLD."first_on", OLD."frequency", OLD."id", OLD."interval", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."until"); RETURN NULL;', hash='5133e5845f87d989da33eee5c54153d912db155d', operation='DELETE', pgid='pgtrigger_delete_delete_ae327', table='events_series', when='AFTER'))), ('registration', pgtrigger.compiler.Trigger(name='places_are_counted', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE change integer := 0;', func="\n                    IF TG_OP <> 'INSERT' AND OLD.state IN ('placed', 'offered') THEN\n                        change := change - 1 - OLD.guests;\n                    END IF;\n                    IF TG_OP <> 'DELETE' AND NEW.state IN ('placed', 'offered') THEN\n                        change := change + 1 + NEW.guests;\n                    END IF;\n                    IF TG_OP = 'UPDATE' AND NEW.event_id <> OLD.event_id THEN\n                        RAISE EXCEPTION 'a registration stays with its event'\n                            USING ERRCODE = 'integrity_constraint_violation';\n                    END IF;\n                    IF change <> 0 THEN\n                        UPDATE events_registrationterms SET taken = taken + change\n                        WHERE event_id = CASE TG_OP WHEN 'DELETE' THEN OLD.event_id ELSE NEW.event_id END;\n                        IF NOT FOUND AND TG_OP <> 'DELETE' THEN\n                            RAISE EXCEPTION 'one cannot register for event %', NEW.event_id\n                                USING ERRCODE = 'integrity_constraint_violation';\n                        END IF;\n                    END IF;\n                    RETURN NULL;\n                ", hash='6321a6538559bd1553b85e7a92e86ad6c6e40fc1', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_places_are_counted_9f20d', table='events_registration', when='AFTER'))), ('eventevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='43347ccbdab496444ed254deb4882c4dd53f9e9f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5b378', table='events_eventevent', when='BEFORE'))), ('event', pgtrigger.compiler.Trigger(name='no_umbrellas_in_a_circle', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."umbrella_id" IS NOT NULL)', func="\n                    PERFORM pg_advisory_xact_lock(hashtext('events: umbrellas'));\n                    IF EXISTS (\n                        WITH RECURSIVE above (id) AS (\n                            SELECT NEW.umbrella_id\n                            UNION SELECT event.umbrella_id FROM events_event event JOIN above ON event.id = above.id\n                            WHERE event.umbrella_id IS NOT NULL\n                        )\n                        SELECT FROM above WHERE id = NEW.id\n                    ) THEN\n                        RAISE EXCEPTION 'event % would be part of itself', NEW.id\n                            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_umbrellas_in_a_circle';\n                    END IF;\n                    RETURN NULL;\n                ", hash='5dd08251b787294cc9d5f16a09f8853902c97932', operation='INSERT OR UPDATE OF "umbrella_id"', pgid='pgtrigger_no_umbrellas_in_a_circle_235fd', table='events_event', when='AFTER'))), ('event', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventevent" ("audience", "cancelled_at", "created_at", "description_de", "description_en", "description_nl", "differs_from_series", "ends_at", "id", "is_all_day", "kind", "network_id", "online_url", "organiser_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "proposed_by_id", "published_at", "reason_de", "reason_en", "reason_nl", "report_de", "report_en", "report_nl", "sequence", "series_day", "series_id", "slug", "starts_at", "status", "summary_de", "summary_en", "summary_nl", "title_de", "title_en", "title_nl", "uid", "umbrella_id", "updated_at", "venue", "zone") VALUES (NEW."audience", NEW."cancelled_at", NEW."created_at", NEW."description_de", NEW."description_en", NEW."description_nl", NEW."differs_from_series", NEW."ends_at", NEW."id", NEW."is_all_day", NEW."kind", NEW."network_id", NEW."online_url", NEW."organiser_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_id", NEW."proposed_by_id", NEW."published_at", NEW."reason_de", NEW."reason_en", NEW."reason_nl", NEW."report_de", NEW."report_en", NEW."report_nl", NEW."sequence", NEW."series_day", NEW."series_id", NEW."slug", NEW."starts_at", NEW."status", NEW."summary_de", NEW."summary_en", NEW."summary_nl", NEW."title_de", NEW."title_en", NEW."title_nl", NEW."uid", NEW."umbrella_id", NEW."updated_at", NEW."venue", NEW."zone"); RETURN NULL;', hash='5552d17ade1ee9e10f35817c17c9271f4d875b6d', operation='INSERT', pgid='pgtrigger_insert_insert_82b94', table='events_event', when='AFTER'))), ('event', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_eventevent" ("audience", "cancelled_at", "created_at", "description_de", "description_en", "description_nl", "differs_from_series", "ends_at", "id", "is_all_day", "kind", "network_id", "online_url", "organiser_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "proposed_by_id", "published_at", "reason_de", "reason_en", "reason_nl", "report_de", "report_en", "report_nl", "sequence", "series_day", "series_id", "slug", "starts_at", "status", "summary_de", "summary_en", "summary_nl", "title_de", "title_en", "title_nl", "uid", "umbrella_id", "updated_at", "venue", "zone") VALUES (NEW."audience", NEW."cancelled_at", NEW."created_at", NEW."description_de", NEW."description_en", NEW."description_nl", NEW."differs_from_series", NEW."ends_at", NEW."id", NEW."is_all_day", NEW."kind", NEW."network_id", NEW."online_url", NEW."organiser_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_id", NEW."proposed_by_id", NEW."published_at", NEW."reason_de", NEW."reason_en", NEW."reason_nl", NEW."report_de", NEW."report_en", NEW."report_nl", NEW."sequence", NEW."series_day", NEW."series_id", NEW."slug", NEW."starts_at", NEW."status", NEW."summary_de", NEW."summary_en", NEW."summary_nl", NEW."title_de", NEW."title_en", NEW."title_nl", NEW."uid", NEW."umbrella_id", NEW."updated_at", NEW."venue", NEW."zone"); RETURN NULL;', hash='00617be00a0991a63286843a1564e9721723505b', operation='UPDATE', pgid='pgtrigger_update_update_73f59', table='events_event', when='AFTER'))), ('event', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventevent" ("audience", "cancelled_at", "created_at", "description_de", "description_en", "description_nl", "differs_from_series", "ends_at", "id", "is_all_day", "kind", "network_id", "online_url", "organiser_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "proposed_by_id", "published_at", "reason_de", "reason_en", "reason_nl", "report_de", "report_en", "report_nl", "sequence", "series_day", "series_id", "slug", "starts_at", "status", "summary_de", "summary_en", "summary_nl", "title_de", "title_en", "title_nl", "uid", "umbrella_id", "updated_at", "venue", "zone") VALUES (OLD."audience", OLD."cancelled_at", OLD."created_at", OLD."description_de", OLD."description_en", OLD."description_nl", OLD."differs_from_series", OLD."ends_at", OLD."id", OLD."is_all_day", OLD."kind", OLD."network_id", OLD."online_url", OLD."organiser_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_id", OLD."proposed_by_id", OLD."published_at", OLD."reason_de", OLD."reason_en", OLD."reason_nl", OLD."report_de", OLD."report_en", OLD."report_nl", OLD."sequence", OLD."series_day", OLD."series_id", OLD."slug", OLD."starts_at", OLD."status", OLD."summary_de", OLD."summary_en", OLD."summary_nl", OLD."title_de", OLD."title_en", OLD."title_nl", OLD."uid", OLD."umbrella_id", OLD."updated_at", OLD."venue", OLD."zone"); RETURN NULL;', hash='606c8e4a15cda7d097a213f1fcc9b214e4b3da6e', operation='DELETE', pgid='pgtrigger_delete_delete_d74a6', table='events_event', when='AFTER'))), ('seriesevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ac7493a8aebe4c1f6ef5684feaf1bbea2f8b4b57', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4946a', table='events_seriesevent', when='BEFORE'))), ('eventcity', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventcityevent" ("event_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (NEW."event_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_id"); RETURN NULL;', hash='4c6ebd9bb63acf32bd3349b0cb8b431f09821e58', operation='INSERT', pgid='pgtrigger_insert_insert_15a19', table='events_event_cities', when='AFTER'))), ('eventcity', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_eventcityevent" ("event_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (NEW."event_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_id"); RETURN NULL;', hash='1ba8110337043cf3db26ceb163102f7a595bb74d', operation='UPDATE', pgid='pgtrigger_update_update_7d509', table='events_event_cities', when='AFTER'))), ('eventcity', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventcityevent" ("event_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") VALUES (OLD."event_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_id"); RETURN NULL;', hash='d17be8db2e92285722954298730aec56ce3b76cd', operation='DELETE', pgid='pgtrigger_delete_delete_3a741', table='events_event_cities', when='AFTER'))), ('eventcountry', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventcountryevent" ("country_id", "event_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."country_id", NEW."event_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='4d46a3fc2a8559a3a5e4a639341d40a218c0168c', operation='INSERT', pgid='pgtrigger_insert_insert_f17db', table='events_event_countries', when='AFTER'))), ('eventcountry', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_eventcountryevent" ("country_id", "event_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."country_id", NEW."event_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='496293166e3e7e9ba51dbe3408bf9f48344445cf', operation='UPDATE', pgid='pgtrigger_update_update_b904a', table='events_event_countries', when='AFTER'))), ('eventcountry', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventcountryevent" ("country_id", "event_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."country_id", OLD."event_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='f08fb5010f56e417c473fe8999f42730b3bd0191', operation='DELETE', pgid='pgtrigger_delete_delete_83c5f', table='events_event_countries', when='AFTER'))), ('eventgoal', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventgoalevent" ("event_id", "goal_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."event_id", NEW."goal_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='d9215fff7a1efad12a1fc2a03ea717375e71f5a2', operation='INSERT', pgid='pgtrigger_insert_insert_9ff9d', table='events_event_goals', when='AFTER'))), ('eventgoal', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_eventgoalevent" ("event_id", "goal_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."event_id", NEW."goal_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='931936b6fe9d2790b041db8ae6c2408dbd8dd867', operation='UPDATE', pgid='pgtrigger_update_update_31212', table='events_event_goals', when='AFTER'))), ('eventgoal', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventgoalevent" ("event_id", "goal_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."event_id", OLD."goal_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='4451743b05631a859ef77dca8f6856303c1aec30', operation='DELETE', pgid='pgtrigger_delete_delete_beab0', table='events_event_goals', when='AFTER'))), ('eventorganisation', pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventorganisationevent" ("event_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."event_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='ef1f227cb38c3fe99a0d1255b878e9ecd65235bc', operation='INSERT', pgid='pgtrigger_insert_insert_0f777', table='events_event_organisations', when='AFTER'))), ('eventorganisation', pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "events_eventorganisationevent" ("event_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."event_id", NEW."id", NEW."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;', hash='e52eb359a0476e3a7dcff7547ab1507e5320c481', operation='UPDATE', pgid='pgtrigger_update_update_d4125', table='events_event_organisations', when='AFTER'))), ('eventorganisation', pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "events_eventorganisationevent" ("event_id", "id", "organisation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."event_id", OLD."id", OLD."organisation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='f25adcdee5b2a8606c3d5e6038df0c58ee1a7702', operation='DELETE', pgid='pgtrigger_delete_delete_4cc5c', table='events_event_organisations', when='AFTER'))), ('eventcityevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9ac5b9ab413476d75e2f5c261552aaeb482a87d8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fc6b9', table='events_eventcityevent', when='BEFORE'))), ('eventcountryevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7ee189de34eeafc131a8a6ca9fc40b3cfd4f3e89', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_49b0f', table='events_eventcountryevent', when='BEFORE'))), ('eventgoalevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1636812410399082161e209e415c5dd079b98283', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4ff78', table='events_eventgoalevent', when='BEFORE'))), ('eventorganisationevent', pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='48ad256eadcc28ee5e817c3654818a8965ea2616', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_499d6', table='events_eventorganisationevent', when='BEFORE')))],
        ),
        ]),
    ]

