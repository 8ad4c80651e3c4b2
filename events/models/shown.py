"""What pages show of the organisations beside a record: those alone that are public."""

from django.apps import apps
from django.db.models import Prefetch


def public_organisations() -> Prefetch:
    return Prefetch("organisations", apps.get_model("organisations.Organisation").objects.public().order_by("name"))
