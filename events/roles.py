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
# The Hanseatic Days and visits, which the trade office keeps too.
CITIES = ["hanseaticdays", "hanseprogrammeitem", "hanseresult", "visit"]
# Trade missions: what they are, and who goes along.
MISSIONS = ["mission", "missionitem", "missioncompany"]
MISSION_PEOPLE = ["traveller", "counterpart", "missiondocument"]
# Who meets whom at the tables; wishes and refusals are for the pages of a mission alone.
MEETINGS = ["meetingday", "missionmeeting"]
# What everybody reads of Shelter City. The rest of it is for a group that has no right of this kind (`shelter/access.py`).
SHELTER = ["shelterprogramme"]
RIGHTS = {
    "editors": {
        "add": [*AGENDA, *PEOPLE, *CITIES, *SHELTER],
        "change": [*AGENDA, *PEOPLE, *CITIES, *SHELTER],
        "delete": [*AGENDA, *CITIES],
        "view": [*AGENDA, *PEOPLE, *READ, *CITIES, *SHELTER, *MISSIONS],
    },
    GROUP: {"change": SHELTER, "view": SHELTER},
    "trade office": {
        "add": [*CITIES, *MISSIONS, *MISSION_PEOPLE, *MEETINGS],
        "change": [*CITIES, *MISSIONS, *MISSION_PEOPLE, *MEETINGS],
        "delete": ["missionitem", *MISSION_PEOPLE, *MEETINGS],
        "view": [*AGENDA, *CITIES, *MISSIONS, *MISSION_PEOPLE, *MEETINGS],
    },
    **{
        role: {"view": [*AGENDA, *CITIES, *MISSIONS]} for role in ("subsidy officers", "deciders", "finance", "readers")
    },
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
