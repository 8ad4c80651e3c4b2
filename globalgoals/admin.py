from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from .claims import tags_of
from .forms import CLAIM_FIELDS, ClaimForm
from .models import Goal, GoalClaim, Target
from .practice_admin import GoodPracticeAdmin
from .prize import admin as prize_admin
from .prize import nomination_admin

__all__ = ["GoalAdmin", "GoodPracticeAdmin", "TargetAdmin", "nomination_admin", "prize_admin"]


def to_read(fieldsets):
    """Return fieldsets for who only reads, who has no fields to choose goals: with `shown_goals` in their place."""
    return [
        (
            title,
            {
                **options,
                "fields": [*dict.fromkeys("shown_goals" if n in CLAIM_FIELDS else n for n in options["fields"])],
            },
        )
        for title, options in fieldsets
    ]


class ReadsGoals:
    """For the admin of a record with goals."""

    @admin.display(description="Global Goals")
    def shown_goals(self, record):
        return ", ".join(str(tag.goal) for tag in tags_of(record).select_related("goal"))


class TargetInline(admin.TabularInline):
    model = Target
    fields = ["code", "label_nl", "title_en"]
    readonly_fields = ["code", "title_en"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Goal)
class GoalAdmin(HistoryAdmin):
    list_display = ["number", "name_nl", "name_en"]
    list_display_links = ["name_nl"]
    search_fields = ["number", "name_nl", "name_en"]
    fields = ["number", "name_nl", "name_en", "name_de", "text_nl", "text_en", "text_de"]
    readonly_fields = ["number"]
    inlines = [TargetInline]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Target)
class TargetAdmin(HistoryAdmin):
    list_display = ["code", "label_nl", "title_en"]
    list_filter = ["goal"]
    search_fields = ["code", "label_nl", "title_en"]
    fields = ["code", "goal", "title_en", "label_nl", "uri"]
    readonly_fields = ["code", "goal", "title_en", "uri"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class GoalClaimAdmin(HistoryAdmin):
    """One goal of a record: why, in three languages, and its targets. Which goals it has is chosen with the record itself."""

    form = ClaimForm
    list_display = ["record_shown", "goal", "rank", "confirmed_on", "confirmed_for"]
    list_display_links = ["record_shown"]
    list_filter = [("confirmed_on", admin.EmptyFieldListFilter), "goal"]
    filter_horizontal = ["targets"]
    fields = [
        "record_shown", "goal", "rank", "motivation_nl", "motivation_en", "motivation_de", "targets", "confirmed_on",
        "confirmed_by", "confirmed_for",
    ]  # fmt: skip
    readonly_fields = ["record_shown", "goal", "rank", "confirmed_on", "confirmed_by", "confirmed_for"]

    def get_list_select_related(self, request):
        return ["goal", "confirmed_for", self.model.about]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Offer the targets of its own goal."""
        number = request.resolver_match.kwargs.get("object_id", "")
        claim = self.get_object(request, number) if number else None
        if db_field.name == "targets" and claim:
            kwargs["queryset"] = Target.objects.filter(goal=claim.goal_id)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def revert(self, claim, event):
        """Bring back why; a confirmation was of what was said then, and does not come back."""
        for name in ("motivation_nl", "motivation_en", "motivation_de"):
            setattr(claim, name, getattr(event, name))
        claim.save()

    @admin.display(description=_("of"))
    def record_shown(self, claim: GoalClaim):
        return str(claim.record)
