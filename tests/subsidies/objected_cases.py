"""Decisions to which somebody objected, for tests of what comes of it."""

from datetime import timedelta

from django.utils import timezone

from subsidies.actions import answering, deciding, handling, objecting
from tests.subsidy_factories import (
    CeilingVersionFactory,
    DeciderFactory,
    OfficerFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

from .settled_cases import fresh

REJECTED = {"outcome": "uphold", "objection_result": "unfounded"}


def scheme(amount=10_000_00, **rules):
    """Publish rules under a ceiling of an amount."""
    version = SchemeVersionFactory(**({"advance_share": 80, "path_a_up_to": None, "path_b_up_to": 5_000_00} | rules))
    CeilingVersionFactory(ceiling=version.ceiling, amount=amount)
    return publish(version)


def decided(outcome="refuse", amount=None, requested=1_200_00, *, by=None, **contents):
    """Return a case that was decided on, and told so."""
    case, by = ready(submitted(requested=requested)), by or DeciderFactory()
    decision = take_decision(application=case, outcome=outcome, amount=amount, by=by, **contents)
    deciding.announce(decision=decision, by=by)
    return fresh(case)


def left_out(requested=1_200_00):
    """Return a case that was left out of consideration, and told so."""
    case, by = submitted(requested=requested), DeciderFactory()
    handling.ask_supplement(application=case, text="De begroting", steps=["begroting"], by=OfficerFactory())
    asked_at, yesterday = timezone.now() - timedelta(days=9), timezone.localdate() - timedelta(days=1)
    case.supplement_requests.update(asked_at=asked_at, due_on=yesterday)
    decision = take_decision(application=fresh(case), outcome="leave-out", by=by)
    deciding.announce(decision=decision, by=by)
    return fresh(case)


def objected(case, decision=None, **contents):
    """Enter an objection against the last decision that was announced, unless said."""
    contents = {"text": "De aanvraag past wel.", "received_on": timezone.localdate()} | contents
    decision = decision or fresh(case).announced[-1]
    return objecting.receive(application=case, decision=decision, by=OfficerFactory(), **contents)


def answered(case, *, announced=True, by=None, composer=None, **contents):
    """Compose the decision on the objection that waits, take it by another, and make it known."""
    composer = composer or OfficerFactory()
    base = {"grounds": "U hebt gelijk.", "mandate": "teammanager", "objection_result": "founded"}
    if contents.get("outcome") in ("grant", "grant-in-part"):
        base |= {"activity_until": case.ends_on, "public_text_confirmed": True}
        base |= {"public_title": "Water bij scholen", "public_summary": "Vijf scholen krijgen een pomp."}
    deciding.compose(application=case, by=composer, kind="objection", **(base | contents))
    by = by or DeciderFactory()
    decision = answering.decide_on_objection(application=case, by=by)
    if announced:
        deciding.announce(decision=decision, by=by)
    return decision
