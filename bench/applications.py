"""Drafts that are ready to be sent in, at one ceiling, and the way in which one is sent in: in a scratch database."""

import os
import sys
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deventer_intl.settings")

REQUESTED = 1_200_00
# What somebody types into each step of the form, all of it right.
ANSWERS = {
    "organisatie": {
        "contact_name": ["Ada Voorbeeld"],
        "iban": ["NL91 ABNA 0417 1643 00"],
        "account_holder": ["Stichting Voorbeeld"],
    },
    "activiteit": {"title": ["Water bij vijf scholen"], "plan": ["Vijf scholen krijgen een pomp."]},
    "doelen": {"countries": ["Oeganda"], "goal_1": ["6"]},
    "begroting": {"costs": ["Pompen", "2.450,50"], "cover": ["own", "", "1.250,50", "request", "", "€ 1200"]},
}
DECLARED = {"truthful": ["on"], "mandated": ["on"]}


def ready_ceiling(number: int):
    """Return the ceiling of a new scheme with room for that many applications, its rules published and its window open."""
    from django.utils import timezone

    from subsidies.models import Ceiling, CeilingVersion, Purpose, Scheme, SchemeVersion

    now = timezone.now()
    year = timezone.localdate().year
    letters = "ABCDEFGHIJ"[Scheme.objects.count() % 10]
    scheme = Scheme.objects.create(code=f"BEN{letters}", slug=f"bench-{letters.lower()}", name_nl="Bench")
    ceiling = Ceiling.objects.create(scheme=scheme, year=year)
    first_day = date(year, 1, 1)
    CeilingVersion.objects.create(
        ceiling=ceiling, number=1, amount=2 * number * REQUESTED, published_on=first_day, in_force_from=first_day
    )
    rules = SchemeVersion.objects.create(
        ceiling=ceiling,
        number=1,
        in_force_from=first_day,
        summary_nl="Om te meten.",
        legal_basis="Geen",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        activity_from=first_day,
        activity_until=date(year, 12, 31),
    )
    Purpose.objects.create(version=rules, label_nl="Meten")
    SchemeVersion.objects.filter(pk=rules.pk).update(published_at=now)
    return ceiling


def fill(number: int) -> list[int]:
    """Make that many drafts of as many organisations, ready to be sent in; return their numbers."""
    from organisations.models import Organisation
    from subsidies.models import Answers, Application, Purpose

    ceiling = ready_ceiling(number)
    purpose, year = Purpose.objects.get(version=ceiling.rules()), ceiling.year
    typed = {step: dict(texts) for step, texts in ANSWERS.items()}
    typed["activiteit"] |= {
        "starts_on": [f"{year}-12-01"],
        "ends_on": [f"{year}-12-31"],
        "purpose": [str(purpose.pk)],
    }
    drafts = []
    for n in range(number):
        organisation = Organisation.objects.create(name=f"Bench {n}", slug=f"om-te-meten-{n}", sector=1)
        email = f"bench{n}@voorbeeld.example"
        draft = Application.objects.create(
            organisation=organisation,
            ceiling=ceiling,
            title="Water bij vijf scholen",
            requested=REQUESTED,
            contact_email=email,
        )
        answers = {**typed, "organisatie": {**typed["organisatie"], "contact_email": [email]}}
        Answers.objects.bulk_create(
            Answers(application=draft, step=step, data=data, is_done=True) for step, data in answers.items()
        )
        drafts.append(draft.pk)
    return drafts


def send_in(pk: int) -> str:
    """Send in a draft as the portal does, once, however often it is asked; return its reference."""
    from subsidies.actions import application as actions
    from subsidies.models import Application

    draft = Application.objects.get(pk=pk)
    return actions.submit(application=draft, by=None, declared=DECLARED).reference


if __name__ == "__main__":
    import django

    django.setup()
    print(*fill(int(sys.argv[1])))
