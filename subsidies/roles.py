"""Who of the staff may do what with subsidies: rights of the groups that `organisations.roles` makes."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

# What schemes say and what is under a ceiling: all of it becomes public.
RULES = [
    "scheme",
    "schemeversion",
    "purpose",
    "criterion",
    "evidence",
    "eligibilityquestion",
    "ceiling",
    "ceilingversion",
]
LEDGER = ["ledgerentry"]
# Everybody declares ties of one's own.
TIES = {"add": ["tie"], "view": ["tie"]}
CASES = [
    "application",
    "budgetline",
    "attachment",
    "supplementrequest",
    "suspension",
    "intention",
    "decision",
    "decisiondraft",
    "document",
    "assessment",
    "score",
    "defaultnotice",
    "glassbreak",
    "batch",
    "batchitem",
    "message",
    "ibanchange",
    "caseexport",
    "objection",
    "appeal",
    "accountabilityreport",
    "reportline",
    "reportphoto",
    "finalterm",
    "retentionhold",
    "sample",
    "samplecheck",
]
# What goes when, and what went.
RETENTION = ["retentionterm", "retentionrun", "retentionremoval"]
# What was granted before this portal was, by import: to be read by all, imported and taken back by editors.
PAST = ["pastdecision"]
MONEY = ["payment", "paymentorder", "paymentsuspension", "recovery", "instalment", "repayment"]
RIGHTS = {
    "subsidy officers": {
        "add": [*RULES, "application", "equalday", "message"],
        "change": [*RULES, "application", "equalday"],
        "delete": ["purpose", "criterion", "evidence", "eligibilityquestion", "schemeversion", "equalday"],
        "view": [*RULES, *LEDGER, *CASES, *MONEY, *RETENTION, "equalday", *PAST],
    },
    "deciders": {
        "add": ["decision"],
        "change": ["retentionterm"],
        "view": [*RULES, *LEDGER, *CASES, *MONEY, *RETENTION, "equalday", *PAST],
    },
    "finance": {
        "add": ["paymentorder"],
        "change": ["ibanchange"],
        "view": [*RULES, *LEDGER, *CASES, *MONEY, *PAST],
    },
    "readers": {"view": [*RULES, *LEDGER, *PAST]},
    # They publish what came of a project, and open no case for it.
    "editors": {
        "add": PAST,
        "change": ["publicresult"],
        "delete": PAST,
        "view": [*RULES, *PAST, "publicresult"],
    },
    "trade office": {"view": [*RULES, *PAST]},
}


def install(using="default", sender=None, **kwargs):
    """Give the groups their rights after a migration. A right that a person gave besides stays."""
    if sender.name != list(apps.get_app_configs())[-1].name:
        return
    create_permissions(apps.get_app_config("subsidies"), verbosity=0, using=using)
    permissions = {
        permission.codename: permission
        for permission in Permission.objects.using(using).filter(content_type__app_label="subsidies")
    }
    for name, rights in RIGHTS.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        pairs = [*rights.items(), *TIES.items()]
        group.permissions.add(*(permissions[f"{verb}_{model}"] for verb, models in pairs for model in models))
