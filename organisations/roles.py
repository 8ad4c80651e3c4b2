"""The roles of staff: groups, made by migration, with the rights each has on what stands in the directory."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions

READERS = ["subsidy officers", "deciders", "finance", "trade office", "readers"]
APPS = ["globalgoals", "organisations", "deventer_intl"]


def make_roles(apps, schema_editor):
    """Make the groups: editors keep the directory, the other roles read it. Rights given by hand stay."""
    for label in APPS:
        create_permissions(installed_apps.get_app_config(label), verbosity=0, using=schema_editor.connection.alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    content = Permission.objects.filter(content_type__app_label__in=APPS).exclude(
        content_type__model__in=["user", "directoryentry", "loadedrecord", "contentstamp"]
    )
    content = content.exclude(content_type__model__endswith="event")
    editors, _created = Group.objects.get_or_create(name="editors")
    editors.permissions.add(*content)
    for name in READERS:
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*content.filter(codename__startswith="view_"))
