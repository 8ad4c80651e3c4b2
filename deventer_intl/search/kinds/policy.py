"""The policy: its chapters with the words of the plan, and the figures by which it is measured."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from globalgoals.models import Indicator, PolicyChapter

from ..kind import Kind

AMBITIONS = "globalgoals_ambition"
GOALS = "globalgoals_policychapter_goals"
OF_ITS_PLAN = "JOIN globalgoals_policyplan plan ON plan.id = r.plan_id"
OF_ITS_CHAPTER = """
    JOIN globalgoals_ambition a ON a.id = r.ambition_id
    JOIN globalgoals_policychapter c ON c.id = a.chapter_id JOIN globalgoals_policyplan plan ON plan.id = c.plan_id"""
YEARS = "SELECT generate_series(plan.first_year::int, plan.last_year::int)"
INDICATORS_OF = "SELECT i.id FROM globalgoals_indicator i JOIN globalgoals_ambition a ON a.id = i.ambition_id"

CHAPTER = Kind(
    number=23,
    slug="beleid",
    published=lambda: PolicyChapter.objects.filter(plan__published_on__isnull=False),
    address=lambda plan, number: reverse("policy:chapter", args=[plan, number]),
    interest=0.6,
    title="r.title_{l}",
    key="plan.slug, r.number::text",
    summary="r.summary_{l}",
    text=f"""(
        SELECT string_agg(concat_ws(' ', a.name_{{l}}, a.text_{{l}}), E'\\n' ORDER BY a.position)
        FROM {AMBITIONS} a WHERE a.chapter_id = r.id
    )""",
    about="concat_ws(' ', plan.title_nl, plan.title_en, plan.title_de)",
    joins=OF_ITS_PLAN,
    goals=f"SELECT goal_id FROM {GOALS} WHERE policychapter_id = r.id",
    years=YEARS,
    parts={AMBITIONS: "chapter_id", GOALS: "policychapter_id"},
    around={"globalgoals_policyplan": "plan_id"},
    one=_("chapter of the policy"),
    many=_("policy"),
)
FIGURE = Kind(
    number=24,
    slug="cijfer",
    published=lambda: Indicator.objects.public().in_use(),
    address=lambda slug: reverse("policy:indicator", args=[slug]),
    interest=0.5,
    title="r.name_{l}",
    summary="r.meaning_{l}",
    about="concat_ws(' ', r.source, c.title_nl, c.title_en, c.title_de)",
    joins=OF_ITS_CHAPTER,
    goals=f"SELECT goal_id FROM {GOALS} WHERE policychapter_id = c.id",
    years=YEARS,
    around={AMBITIONS: "ambition_id"},
    beyond={
        "globalgoals_policychapter.id": f"{INDICATORS_OF} WHERE a.chapter_id = n.id",
        f"{GOALS}.policychapter_id": f"{INDICATORS_OF} WHERE a.chapter_id = n.id",
        "globalgoals_policyplan.id": f"""
            {INDICATORS_OF} JOIN globalgoals_policychapter c ON c.id = a.chapter_id WHERE c.plan_id = n.id""",
    },
    one=_("figure of the policy"),
    many=_("figures of the policy"),
)

KINDS = [CHAPTER, FIGURE]
