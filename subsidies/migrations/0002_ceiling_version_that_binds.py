from django.db import migrations

# A lowering has no effect on what came in before it, a later raise holds for everybody (Awb 4:27 lid 2).
# `Ceiling.version_for` reckons the same.
FUNCTION = """
CREATE FUNCTION subsidies_ceiling_version(of_ceiling bigint, received_on date) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT id FROM subsidies_ceilingversion
    WHERE ceiling_id = of_ceiling AND number >= (
        SELECT max(number) FROM subsidies_ceilingversion WHERE ceiling_id = of_ceiling AND in_force_from <= received_on
    )
    ORDER BY amount DESC, number LIMIT 1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION subsidies_ceiling_version(bigint, date)"),
    ]
