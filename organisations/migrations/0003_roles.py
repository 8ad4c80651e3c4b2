from django.db import migrations

from organisations.roles import make_roles


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_directory_entry"),
        ("globalgoals", "0001_initial"),
        ("deventer_intl", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
