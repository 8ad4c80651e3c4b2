"""Good practices in the back-office: what waits for an editor, and what is decided on it."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.acts_admin import Act, ActsMixin
from deventer_intl.history_admin import HistoryAdmin

from .actions import practice as actions
from .forms import CLAIM_FIELDS, ClaimsGoals, claims_in_fields
from .models import GoodPractice, PracticeFigure, PracticePhoto
from .models.practice_parts import MOST_FIGURES

Status = GoodPractice.Status
TEXTS = [f"{name}_{language}" for name in ("title", "story", "result") for language in ("nl", "en", "de")]


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=_("Why not"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is mailed to whoever proposed it, in these words."),
    )


def may_become(status):
    return lambda practice: practice.can_become(status)


ACTS = {
    "publiceren": Act(
        _("Publish"),
        may_become(Status.PUBLISHED),
        forms.Form,
        lambda request, practice, form: actions.publish(practice=practice, by=request.user),
    ),
    "afwijzen": Act(
        _("Do not publish"),
        may_become(Status.DECLINED),
        WhyForm,
        lambda request, practice, form: actions.decline(
            practice=practice, reason=form.cleaned_data["reason"], by=request.user
        ),
    ),
    "intrekken": Act(
        _("Take it off the website"),
        may_become(Status.WITHDRAWN),
        WhyForm,
        lambda request, practice, form: actions.withdraw(
            practice=practice, reason=form.cleaned_data["reason"], by=request.user
        ),
    ),
}


class PracticeAdminForm(ClaimsGoals, forms.ModelForm):
    """All of a good practice but its status."""

    class Meta:
        model = GoodPractice
        fields = ["organisation", *TEXTS, "countries"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in TEXTS if name.startswith("result")}

    def __init__(self, *args, initial=None, instance=None, **kwargs):
        initial = {**claims_in_fields(instance), **(initial or {})}
        super().__init__(*args, initial=initial, instance=instance, **kwargs)

    def _get_validation_exclusions(self):
        """The rules of the database name the status, which is no field here: without it they would not be checked."""
        return super()._get_validation_exclusions() - {"status"}

    def clean(self):
        cleaned = super().clean()
        if self.instance.is_published and not cleaned.get("goal_1") and "goal_1" not in self.errors:
            self.add_error("goal_1", gettext("Choose the Global Goal that this served most."))
        return cleaned


class FigureInline(admin.StackedInline):
    model = PracticeFigure
    extra = 0
    max_num = MOST_FIGURES


class PhotoInline(admin.StackedInline):
    """Photos as they were added: what is said of one can be changed, and it can be taken off."""

    model = PracticePhoto
    fields = ["shown", "alt_nl", "alt_en", "alt_de", "credit"]
    readonly_fields = ["shown"]
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description=_("photo"))
    def shown(self, photo):
        return format_html('<img class="shown-picture" src="{}" alt="">', photo.small)


@admin.register(GoodPractice)
class GoodPracticeAdmin(ActsMixin, HistoryAdmin):
    acts, act_template = ACTS, "admin/globalgoals/goodpractice/act.html"
    form = PracticeAdminForm
    list_display = ["title_nl", "organisation", "status", "origin", "published_at", "updated_at"]
    list_filter = ["status", "origin"]
    list_select_related = ["organisation"]
    search_fields = ["title_nl", "title_en", "title_de", "organisation__name", "origin_reference"]
    autocomplete_fields = ["organisation"]
    filter_horizontal = ["countries"]
    readonly_fields = ["status", "reason", "slug", "proposed_by", "origin", "origin_reference", "published_at"]
    inlines = [FigureInline, PhotoInline]

    def get_fieldsets(self, request, practice=None):
        reads = practice and not self.has_change_permission(request, practice)
        of_goals = ["shown_goals"] if reads else CLAIM_FIELDS
        found = [
            (None, {"fields": ["organisation", *TEXTS, "countries"]}),
            ("Global Goals", {"fields": of_goals}),
        ]
        return [*found, (_("Origin"), {"fields": self.readonly_fields})] if practice else found

    def get_readonly_fields(self, request, practice=None):
        return [*self.readonly_fields, "shown_goals"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if change and not self.has_change_permission(request, obj):
            # The fields of goals are those of the form, of which who only reads has none.
            kwargs["form"] = forms.ModelForm
        return super().get_form(request, obj, change=change, **kwargs)

    def has_delete_permission(self, request, practice=None):
        return super().has_delete_permission(request, practice) and (practice is None or not practice.is_published)

    def save_model(self, request, practice, form, change):
        if not change:
            practice.slug = actions.slug_for(practice)
        practice.save()

    def revert(self, practice, at):
        """Bring back what a good practice said; whether it is public stays as it is."""
        for name in TEXTS:
            setattr(practice, name, getattr(at, name))
        practice.save()

    @admin.display(description="Global Goals")
    def shown_goals(self, practice):
        return ", ".join(str(tag.goal) for tag in practice.goal_tags.select_related("goal"))
