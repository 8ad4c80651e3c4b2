"""Grants that were settled at once and drawn for a sample, for tests of sample control."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from subsidies.actions import deciding, sampling
from subsidies.models import SampleCheck
from tests.factories import MembershipFactory
from tests.subsidy_factories import (
    DeciderFactory,
    OfficerFactory,
    SampleFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

from .settled_cases import fresh

Outcome = SampleCheck.Outcome


def settled_at_once(*, until=None, announced=True, **values):
    """Return a case that was granted and settled in one decision (path A); its activity is over since yesterday."""
    case, by = ready(submitted(requested=1_200_00, **values)), DeciderFactory()
    decision = take_decision(application=case, by=by, activity_until=until or timezone.localdate() - timedelta(days=1))
    if announced:
        deciding.announce(decision=decision, by=by)
    return fresh(case)


def path_a():
    """Return a ceiling under which small grants are settled at once."""
    return publish(SchemeVersionFactory(path_a_up_to=5_000_00, supplement_days=14)).ceiling


def draw_one(ceiling):
    """Return the check of the only case there is to draw."""
    settled_at_once()
    return sampling.draw(sample=SampleFactory(ceiling=ceiling), by=OfficerFactory(), size=1)[0]


@contextmanager
def refused(*codes):
    with pytest.raises(ValidationError) as error, transaction.atomic():
        yield
    found = error.value.error_dict if hasattr(error.value, "error_dict") else {e.code for e in error.value.error_list}
    assert set(found) == set(codes)


def after_the_term(check):
    day = check.due_on + timedelta(days=1)
    return time_machine.travel(timezone.now().replace(year=day.year, month=day.month, day=day.day), tick=False)


def page_of(check, rest="steekproef/"):
    return f"/mijn/aanvragen/{check.application.reference}/{rest}"


def answered(check, text="Het ging door, met 40 mensen.", by=None):
    by = by or MembershipFactory(organisation=check.application.organisation).user
    return sampling.answer(application=check.application, text=text, by=by)
