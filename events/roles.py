"""Who of the staff may do what with events: rights of the groups that `organisations.roles` makes."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from .shelter.access import GROUP

# What the agenda shows.
AGENDA = ["event", "eventgoal", "eventphoto", "series"]
# Who comes: for those alone who run the agenda.
PEOPLE = ["registration", "registrationterms", "question"]
# What tells of health or belief, and what was mailed: to be read alone.
READ = ["dietaryneed", "eventmessage"]
# The Hanseatic Days and visits, which the trade office keeps too.
CITIES = ["hanseaticdays", "hanseprogrammeitem", "hanseresult", "visit"]
# Trade missions: what they are, and who goes along.
MISSIONS = ["mission", "missiongoal", "missionitem", "missioncompany"]
MISSION_PEOPLE = ["traveller", "counterpart", "missiondocument"]
# Delegations that ask to come: who they are, who receives them. For those who work on it alone.
DELEGATIONS = ["delegation", "delegationitem", "delegationguest", "delegationhost"]
# What each company said came of it: for the trade office alone, to be read; the public reads what companies may be known by.
MISSION_RESULTS = ["followup"]
# Who meets whom at the tables; wishes and refusals are for the pages of a mission alone.
MEETINGS = ["meetingday", "missionmeeting"]
# What everybody reads of Shelter City. The rest of it is for a group that has no right of this kind (`shelter/access.py`).
SHELTER = ["shelterprogramme"]
# Events of before this portal was, by import: to be read by all, imported and taken back by editors.
PAST = ["pastevent"]
RIGHTS = {
    "editors": {
        "add": [*AGENDA, *PEOPLE, *CITIES, *SHELTER, *DELEGATIONS, *PAST],
        "change": [*AGENDA, *PEOPLE, *CITIES, *SHELTER, *DELEGATIONS],
        "delete": [*AGENDA, *CITIES, *DELEGATIONS, *PAST],
        "view": [*AGENDA, *PEOPLE, *READ, *CITIES, *SHELTER, *MISSIONS, *DELEGATIONS, *PAST],
    },
    GROUP: {"change": SHELTER, "view": SHELTER},
    "trade office": {
        "add": [*CITIES, *MISSIONS, *MISSION_PEOPLE, *MEETINGS, *DELEGATIONS],
        "change": [*CITIES, *MISSIONS, *MISSION_PEOPLE, *MEETINGS, *DELEGATIONS],
        "delete": ["missionitem", *MISSION_PEOPLE, *MEETINGS, *DELEGATIONS],
        "view": [*AGENDA, *CITIES, *MISSIONS, *MISSION_PEOPLE, *MEETINGS, *DELEGATIONS, *MISSION_RESULTS, *PAST],
    },
    **{
        role: {"view": [*AGENDA, *CITIES, *MISSIONS, *PAST]}
        for role in ("subsidy officers", "deciders", "finance", "readers")
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
