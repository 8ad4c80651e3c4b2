"""Who of the staff may do what with events: rights of the groups that `organisations.roles` makes."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from .shelter.access import GROUP

# What the agenda shows.
AGENDA = ["event", "eventphoto", "series"]
# Who comes: for those alone who run the agenda.
PEOPLE = ["registration", "registrationterms", "question"]
# What tells of health or belief, and what was mailed: to be read alone.
READ = ["dietaryneed", "eventmessage"]
# What everybody reads of Shelter City. The rest of it is for a group that has no right of this kind (`shelter/access.py`).
SHELTER = ["shelterprogramme"]
RIGHTS = {
    "editors": {
        "add": [*AGENDA, *PEOPLE, *SHELTER],
        "change": [*AGENDA, *PEOPLE, *SHELTER],
        "delete": AGENDA,
        "view": [*AGENDA, *PEOPLE, *READ, *SHELTER],
    },
    GROUP: {"change": SHELTER, "view": SHELTER},
    **{role: {"view": AGENDA} for role in ("trade office", "subsidy officers", "deciders", "finance", "readers")},
}


def install(using="default", sender=None, **kwargs):
    """Give the groups their rights after a migration. A right that a person gave besides stays."""
    if sender.name != list(apps.get_app_configs())[-1].name:
        return
    create_permissions(apps.get_app_config("events"), verbosity=0, using=using)
    permissions = {
        permission.codename: permission
        for permission in Permission.objects.using(using).filter(content_type__app_label="events")
    }
    for name, rights in RIGHTS.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*(permissions[f"{verb}_{model}"] for verb, models in rights.items() for model in models))
