from django.db import migrations

# What `manage.py createcachetable` makes; unlogged, because after a crash an empty cache will do.
TABLE = """
CREATE UNLOGGED TABLE deventer_intl_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX deventer_intl_cache_expires ON deventer_intl_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("deventer_intl", "0002_outgoing_mail")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE deventer_intl_cache")]
