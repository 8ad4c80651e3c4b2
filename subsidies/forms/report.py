"""The steps in which an applicant says what was done with a grant, what it cost and who paid for it."""

from dataclasses import dataclass, replace

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.picture_files import FORMATS

from ..accounting import granted_to
from ..fields import AmountFormField, shown
from ..models import AccountabilityReport, BudgetLine, ReportPhoto
from ..models.report import budget_of
from ..reckoning.accounting import Figures
from ..reckoning.budget import Cover, Source
from .budget import BudgetForm, Row, RowsField
from .step import StepForm

Kind = BudgetLine.Kind
# What is asked of whoever adds a photo, and kept with it in the words that stood there.
CONSENT = gettext_lazy(
    "Everybody who can be recognised in this photo agrees that it is published. For a child under 16, a parent agrees."
)


def limit(name):
    return AccountabilityReport._meta.get_field(name).max_length


def long_text(name, label, rows, **options):
    return forms.CharField(label=label, max_length=limit(name), widget=forms.Textarea(attrs={"rows": rows}), **options)


class ResultForm(StepForm):
    """What was done, beside what was planned (Awb 4:45 lid 1)."""

    result = long_text(
        "result",
        gettext_lazy("What did you do?"),
        10,
        help_text=gettext_lazy(
            "Say it beside your plan: what was done, when and with whom. Half a page is often enough."
        ),
    )
    difference = long_text(
        "difference",
        gettext_lazy("What went otherwise than planned, and why?"),
        5,
        required=False,
        help_text=gettext_lazy("Leave this empty if everything went as planned."),
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many people in Deventer did it reach?"), min_value=0, max_value=10_000_000
    )
    benefit = long_text(
        "benefit",
        gettext_lazy("What did it bring?"),
        6,
        help_text=gettext_lazy("For your partner abroad, for Deventer, for yourselves. Also what you learned."),
    )
    public_result = long_text(
        "public_result",
        gettext_lazy("What may everybody read about it?"),
        5,
        required=False,
        help_text=gettext_lazy(
            "A few sentences for our website. Name nobody who does not want that. We read it over before we publish it."
        ),
    )


@dataclass
class RealRow(Row):
    """A row of what it really cost or who really paid; `line` is the line of the budget that it belongs to, if any."""

    line: str = ""
    planned: BudgetLine | None = None
    may_be_zero = True


class RealRowsField(RowsField):
    """Rows that each begin with the number of a line of the budget, or nothing; none of those lines is ever missing."""

    lines = ()

    def rows(self, values):
        known = {str(line.pk): line for line in self.lines}
        found = []
        for *kind, line, label, amount in self.split(values):
            planned = known.pop(line, None)
            kind = planned.kind if planned else "".join(kind) or Kind.COST
            found.append(self.row(len(found), label, amount, kind, planned))
        # The lines that nobody sent, first those of the budget.
        absent = [self.row(0, "", "", line.kind, line) for line in known.values()]
        found = [row for row in found if row.planned] + absent + [row for row in found if not row.planned]
        return [replace(row, number=number) for number, row in enumerate(found)]

    @staticmethod
    def row(number, label, amount, kind, planned):
        label, line = (planned.label, str(planned.pk)) if planned else (label, "")
        return RealRow(number, label, amount, kind, line=line, planned=planned)


class RealBudgetForm(BudgetForm):
    """Real costs and cover beside the budget (Awb 4:45 lid 2). They need not be equal: that is what a settlement looks at."""

    costs = RealRowsField(label=gettext_lazy("Real costs"), cells=3)
    cover = RealRowsField(label=gettext_lazy("Real cover"), cells=4)
    budget_note = None
    # What the municipality gives stands in it by itself.
    kinds = [(kind.value, kind.label) for kind in Kind if kind not in (Kind.COST, Kind.REQUEST)]
    cells = {"costs": ("line", "label", "amount"), "cover": ("kind", "line", "label", "amount")}

    def adapt(self):
        lines = self.application.budget_lines.all()
        self.fields["costs"].lines = [line for line in lines if line.kind == Kind.COST]
        self.fields["cover"].lines = [line for line in lines if line.kind not in (Kind.COST, Kind.REQUEST)]

    @cached_property
    def grant(self):
        """What was granted, in cents."""
        return granted_to(self.application)

    @property
    def grant_typed(self):
        """What was granted as somebody would type it, for the script that adds up."""
        return AmountFormField().prepare_value(self.grant)

    def read_label(self, row, name):
        if row.planned is None:
            super().read_label(row, name)

    def clean(self):
        cleaned = super(BudgetForm, self).clean()
        if not self.errors and not self.budget.total_costs:
            self.add_error("costs", _("Fill in what your activity cost."))
        return cleaned

    @property
    def warnings(self):
        """Say what will count when the grant is settled (Awb 4:46)."""
        if not self.is_bound or self.errors:
            return []
        surplus = self.figures.surplus
        text = _("%(amount)s more came in than it cost. We may settle the subsidy lower (Awb 4:46).")
        return [text % {"amount": shown(surplus)}] if surplus else []

    @property
    def budget(self):
        """Return what it really cost and who paid, the grant included; as far as it can be read."""
        typed = super().budget
        return replace(typed, cover=(*typed.cover, Cover(Source.REQUEST, "", self.grant)))

    @cached_property
    def planned(self):
        return budget_of(self.application.budget_lines.all())

    @property
    def figures(self):
        return Figures(self.planned, self.budget)

    def rows_of(self, name):
        """Return the rows to show, those of the budget first, and at the end one that is empty."""
        rows = self.fields[name].rows(self.data.getlist(name) if self.is_bound else [])
        for row in rows:
            row.mistakes = getattr(self, "wrong_rows", {}).get((name, row.number), {})
        if not rows or not rows[-1].is_empty:
            rows.append(self.empty_row(name, len(rows)))
        return rows

    @staticmethod
    def empty_row(name, number):
        return RealRow(number, "", "", Kind.COST if name == "costs" else Kind.OTHER_GRANT)

    def line_of(self, row):
        """Return a row as people read it: who paid, for what, how much, and how much that was planned to be."""
        planned = _("planned: %(amount)s") % {"amount": shown(row.planned.amount)} if row.planned else _("not planned")
        return f"{super().line_of(row)} ({planned})"

    def lines_said(self, name, texts):
        return [self.line_of(row) for row in self.readable(name, texts) if not row.is_empty]

    def lines(self):
        """Return the lines of a valid form, as (kind, label, line of the budget, cents); the grant is one of them."""
        rows = [*self.cleaned_data["costs"], *self.cleaned_data["cover"]]
        request = self.application.budget_lines.filter(kind=Kind.REQUEST).first()
        label = request.label if request else str(Kind.REQUEST.label)
        found = [(row.kind, row.label or str(Kind(row.kind).label), row.planned, row.cents) for row in rows]
        return [*found, (Kind.REQUEST, label, request, self.grant)]


class ReportPhotoForm(forms.ModelForm):
    """A photo for the report; what kind of file it is, is for the action to find out."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or GIF, at most 10 MB. The place and time that your camera noted in it are removed."
        ),
        widget=forms.FileInput(attrs={"accept": ", ".join(f"image/{name.lower()}" for name in FORMATS)}),
    )
    consent = forms.BooleanField(
        label=CONSENT, error_messages={"required": gettext_lazy("Without this we cannot take the photo.")}
    )
    field_order = ["file", "alt", "credit", "consent"]

    class Meta:
        model = ReportPhoto
        fields = ["alt", "credit"]
        labels = {"alt": gettext_lazy("What does one see?"), "credit": gettext_lazy("Who made the photo?")}
        help_texts = {
            "alt": gettext_lazy("Read out to who cannot see it. For example: three women repair a water pump."),
            "credit": gettext_lazy("The name that may stand beside it."),
        }
