"""The roles of staff: groups, with the rights each has on what stands in the directory."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

READERS = ["subsidy officers", "deciders", "finance", "trade office", "readers"]
ROLES = ["editors", *READERS]
APPS = ["globalgoals", "organisations", "deventer_intl"]
# Of nobody's business but the loader's, the guards' or an administrator's.
TECHNICAL = [
    "user",
    "directoryentry",
    "loadedrecord",
    "contentstamp",
    "outgoingmail",
    "erasure",
    "draft",
    "answerlink",
    "delivery",
    "chaptersubscription",
    # Of the prize: what jurors write is for jurors, and the nominee's link for the nominee.
    "ballot",
    "ballotscore",
    "consentlink",
    "jurynote",
    "nominationreason",
    "prizetie",
]
# Who keeps which page, who was asked for an introduction, what stands in the rooms of networks, who gets the news: for
# editors alone.
PEOPLE = [
    "membership",
    "invitation",
    "claim",
    "proposedchange",
    "confirmationrequest",
    "introduction",
    "contactrequest",
    "meeting",
    "paper",
    "roommessage",
    "subscription",
    "juror",
    "nomination",
    "prizedecision",
]


def install(using="default", sender=None, **kwargs):
    """Make the groups after a migration: editors keep the directory, the other roles read it.

    A group or a right that a person gave besides stays.
    """
    if sender.name != list(apps.get_app_configs())[-1].name:
        return
    for label in APPS:
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    content = Permission.objects.using(using).filter(content_type__app_label__in=APPS)
    content = content.exclude(content_type__model__in=TECHNICAL).exclude(content_type__model__endswith="event")
    readable = content.filter(codename__startswith="view_").exclude(content_type__model__in=PEOPLE)
    rights = {"editors": content, **dict.fromkeys(READERS, readable)}
    for name, permissions in rights.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*permissions)
