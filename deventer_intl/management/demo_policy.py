"""Fictitious years of before the portal for the demonstration: figures, subsidies and events as imported, and a snapshot of each."""

import hashlib
from datetime import date
from decimal import Decimal

from django.utils import timezone

from events.models import PastEvent
from globalgoals.actions.measuring import measure
from globalgoals.models import Indicator, PastImport, PolicyPlan
from subsidies.models import PastDecision, Scheme

from ..policy.actions import report_text
from ..policy.actions.snapshot import content_of, keep
from ..policy.models import PolicySnapshot

SOURCE = "Verzonnen, voor de demonstratie"
# By indicator, from 2021 on.
FIGURES = {
    "bijdrage-trade-office": (10000, 10000, 10000, 10000, 10000),
    "exporterende-bedrijven": (512, 530, 561, 588, 604),
    "ambtelijke-uren": (620, 700, 710, 690, 720),
    "economisch-forum": (3, 8, 9, 12, 10),
}
COMPANIES, MEETINGS = (6, 11, 14, 19, 22), (1, 2, 3, 2, 3)
# In cents; under the ceilings of the note.
GRANTS = {"internationale-samenwerking": (4_300_000, 350_050), "publieksevenementen": (540_000, 90_025)}


def past_years(*, organisations, by):
    """Make them once, of the fictitious organisations; without the plan of the real data there are none."""
    plan = PolicyPlan.objects.filter(slug="2021-2026").first()
    if plan is None or PolicySnapshot.objects.filter(plan=plan).exists() or not organisations:
        return
    years = [year for year in plan.years if year < plan.reckoned_from]
    for slug, values in FIGURES.items():
        indicator = Indicator.objects.filter(slug=slug).first()
        for year, value in zip(years, values, strict=False) if indicator else ():
            last_day = date(year, 12, 31)
            measure(indicator=indicator, year=year, value=Decimal(value), measured_on=last_day, source=SOURCE, by=by)
    decisions, events = imported(PastImport.Kind.DECISIONS, by), imported(PastImport.Kind.EVENTS, by)
    for place, year in enumerate(years):
        for number, (slug, (ceiling, cents)) in enumerate(GRANTS.items(), 1):
            decide(decisions, slug, year, ceiling, cents + 10_000 * place * number, organisations)
        hold(events, year, COMPANIES[place], MEETINGS[place])
    report_text.write(
        plan=plan,
        section="samenvatting",
        text="Deze rapportage is **verzonnen**, om het portaal mee te proberen.",
        by=by,
    )
    today = timezone.localdate()
    for year in [*years, today.year]:
        if year in plan.years:
            # As `take` does, but within the one transaction of the demonstration.
            keep(plan, None, content_of(plan, year, today), "", by, timezone.now())


def imported(kind, by):
    name = f"verzonnen-{kind}.csv"
    digest = hashlib.sha256(name.encode()).hexdigest()
    return PastImport.objects.create(kind=kind, file_name=name, sha256=digest, source=SOURCE, rows=1, imported_by=by)


def decide(imported_with, slug, year, ceiling, cents, organisations):
    scheme = Scheme.objects.filter(slug=slug).first()
    for number, organisation in enumerate(organisations[:3] if scheme else (), 1):
        PastDecision.objects.create(
            scheme=scheme,
            year=year,
            ceiling=ceiling,
            organisation=organisation,
            purpose=f"Verzonnen project {number}",
            amount=cents,
            goal_id=(4, 6, 17)[number - 1],
            source=SOURCE,
            imported_with=imported_with,
        )


def hold(imported_with, year, companies, meetings):
    about = {"year": year, "source": SOURCE, "imported_with": imported_with}
    PastEvent.objects.create(kind=PastEvent.Kind.MISSION, title="Verzonnen handelsreis", companies=companies, **about)
    for number in range(meetings):
        kind = PastEvent.Kind.THEME_MEETING
        PastEvent.objects.create(kind=kind, title=f"Verzonnen themabijeenkomst {number + 1}", **about)
