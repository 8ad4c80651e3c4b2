"""The check beforehand: at most six questions, answered in the address of a page. Nobody's answers are kept."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import EligibilityQuestion, SchemeVersion

YES, NO = "ja", "nee"
ANSWERS = [(YES, _("Yes")), (NO, _("No"))]


class Choice(forms.RadioSelect):
    """Two round buttons, of which a summary of mistakes can name the first."""

    def id_for_label(self, id_, index=None):
        return super().id_for_label(id_, index or "0")


class EligibilityForm(forms.Form):
    """A question each, named `v1` to `v6` in the address."""

    def __init__(self, questions: Iterable[EligibilityQuestion], data=None):
        super().__init__(data)
        self.questions = {f"v{question.position}": question for question in questions}
        for name, question in self.questions.items():
            self.fields[name] = forms.ChoiceField(
                label=question.label,
                help_text=question.hint,
                choices=ANSWERS,
                widget=Choice,
                error_messages={"required": _("Choose yes or no."), "invalid_choice": _("Choose yes or no.")},
            )

    @property
    def reasons(self) -> list[EligibilityQuestion]:
        """The questions whose answer says no, of a valid form."""
        return [
            question
            for name, question in self.questions.items()
            if (self.cleaned_data[name] == YES) != question.passes_with_yes
        ]


def mark_of(rules: SchemeVersion) -> str:
    """Return what an address says of the rules that its answers are about, as in "2026-1"."""
    return f"{rules.ceiling.year}-{rules.number}"
