"""A plan with its chapters and ambitions, and making it public."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from deventer_intl.acts_admin import Act, ActsMixin
from deventer_intl.history_admin import HistoryAdmin
from deventer_intl.translation import of_three
from globalgoals.actions.policy import publish
from globalgoals.models import Ambition, Indicator, PolicyChapter, PolicyPlan
from globalgoals.models.prize import FIRST_YEAR, LAST_YEAR

from ..actions.next_plan import draft
from ..models import ACTIVITIES, PolicyActivity


class NextPlanForm(forms.Form):
    """The years of the plan that is drafted."""

    first_year = forms.IntegerField(label=_("first year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    last_year = forms.IntegerField(label=_("last year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


class NewWithItsOwnPage(admin.StackedInline):
    """What hangs below a record: its name here, the rest on its own page."""

    extra = 0
    show_change_link = True
    can_delete = False


class ChapterInline(NewWithItsOwnPage):
    model = PolicyChapter
    fields = ["number", *of_three("title")]


class AmbitionInline(NewWithItsOwnPage):
    model = Ambition
    fields = ["position", "section", *of_three("name")]


class IndicatorInline(NewWithItsOwnPage):
    """To be read: an indicator asks more than fits here."""

    model = Indicator
    fields = readonly_fields = ["position", "name_nl", "unit", "target"]

    def has_add_permission(self, request, obj=None):
        return False


class ActivityInline(admin.StackedInline):
    """What is done for an ambition: each one record, chosen from its list. Stacked, because in a table its fields have no labels."""

    model = PolicyActivity
    extra = 1
    raw_id_fields = list(ACTIVITIES)


@admin.register(PolicyPlan)
class PolicyPlanAdmin(ActsMixin, HistoryAdmin):
    acts = {
        "publiceren": Act(
            _("Publish the plan"),
            lambda plan: not plan.published_on,
            forms.Form,
            lambda request, plan, form: publish(plan=plan, by=request.user),
        ),
        "volgende": Act(
            _("Draft the next plan from this"),
            lambda plan: True,
            NextPlanForm,
            lambda request, plan, form: draft(plan=plan, by=request.user, **form.cleaned_data),
        ),
    }
    list_display = ["title_nl", "first_year", "last_year", "published_on"]
    fields = [
        "slug", *of_three("title"), ("first_year", "last_year"), "reckoned_from", "source", "follows", "published_on"
    ]  # fmt: skip
    inlines = [ChapterInline]

    def facts_of(self, plan):
        return [
            (_("chapters"), plan.chapters.count()),
            (_("policy: ambitions"), Ambition.objects.filter(chapter__plan=plan).count()),
            (_("policy: indicators"), Indicator.objects.filter(ambition__chapter__plan=plan).count()),
        ]

    def get_readonly_fields(self, request, plan=None):
        # An address that everyone may know stays.
        return ["published_on", *(["slug"] if plan and plan.published_on else [])]

    def has_delete_permission(self, request, plan=None):
        return super().has_delete_permission(request, plan) and (plan is None or not plan.published_on)


class OfPublishedPlanStays:
    """What hangs in a plan that everyone reads is changed, and not removed."""

    def has_delete_permission(self, request, record=None):
        is_public = record is not None and self.plan_of(record).published_on
        return super().has_delete_permission(request, record) and not is_public


@admin.register(PolicyChapter)
class PolicyChapterAdmin(OfPublishedPlanStays, HistoryAdmin):
    list_display = ["number", "title_nl", "plan"]
    list_display_links = ["title_nl"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    filter_horizontal = ["goals"]
    fields = ["plan", "number", *of_three("title"), *of_three("summary"), "goals"]
    inlines = [AmbitionInline]

    def plan_of(self, chapter):
        return chapter.plan


@admin.register(Ambition)
class AmbitionAdmin(OfPublishedPlanStays, HistoryAdmin):
    list_display = ["name_nl", "section", "chapter"]
    list_filter = ["chapter__plan", "chapter"]
    list_select_related = ["chapter"]
    search_fields = ["name_nl", "text_nl"]
    fields = ["chapter", ("position", "section"), *of_three("name"), *of_three("text")]
    inlines = [IndicatorInline, ActivityInline]

    def plan_of(self, ambition):
        return ambition.chapter.plan
