"""The addresses of the back-office, with one of each model behind them."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from factory.django import DjangoModelFactory

from .. import (
    event_factories,
    factories,
    goal_factories,
    policy_factories,
    practice_factories,
    prize_factories,
    subsidy_factories,
)
from ..conftest import patterns


def objects():
    """Make one of all that the back-office shows; return the number of each by model."""
    made = {
        factory._meta.model: factory
        for module in (
            event_factories,
            goal_factories,
            policy_factories,
            practice_factories,
            prize_factories,
            subsidy_factories,
            factories,
        )
        for factory in vars(module).values()
        if isinstance(factory, type) and issubclass(factory, DjangoModelFactory)
    }
    return {model: made[model]().pk for model in admin.site._registry if model in made}


def addresses_in_the_back_office():
    """Yield each address of the back-office that is about a model of ours, with one that exists."""
    pks = objects()
    models = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in pks}
    for name, pattern in patterns():
        key = name.removeprefix("admin:").rpartition("_")[0]
        if name.startswith("admin:") and key in models:
            values = dict.fromkeys(pattern.pattern.converters, "csv")
            if "object_id" in values:
                values["object_id"] = pks[models[key]]
            for name_of_number in {"event_id", "attachment_id", "photo_id"} & set(values):
                values[name_of_number] = 1
            if "year" in values:
                values["year"] = timezone.localdate().year
            if "id" in values:
                values["id"] = pks[models[key]]
            yield models[key], reverse(name, kwargs=values)
