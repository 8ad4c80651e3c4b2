"""The step in which an organisation says what its activity costs and who pays for it."""

from dataclasses import dataclass, field

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.merging import tidy

from ..fields import AmountFormField, shown
from ..models import Application, BudgetLine
from ..models.budget_line import SOURCE
from ..reckoning.budget import Budget, Cost, Cover
from .step import StepForm

MOST_ROWS = 40
LONGEST_LABEL = BudgetLine._meta.get_field("label").max_length
Kind = BudgetLine.Kind
KINDS = [kind for kind in Kind if kind != Kind.COST]
# What stands there when somebody begins.
FIRST_COVER = (Kind.OWN, Kind.FUNDRAISING, Kind.REQUEST)
FIRST_COSTS = 3


@dataclass
class Row:
    """A row of the budget as typed, with what is wrong in it, by cell."""

    number: int
    label: str
    amount: str
    kind: str = Kind.COST
    mistakes: dict = field(default_factory=dict)
    cents: int = 0
    may_be_zero = False

    @property
    def is_empty(self):
        return not (self.label.strip() or self.amount.strip())


class RowsWidget(forms.Widget):
    """Rows of cells that all bear the name of the field: a browser sends them in order."""

    def value_from_datadict(self, data, files, name):
        return data.getlist(name)


class RowsField(forms.Field):
    widget = RowsWidget

    def __init__(self, *, cells, **kwargs):
        self.cells = cells
        super().__init__(required=False, **kwargs)

    def comparable(self, values):
        """Return a line for each row that is not empty, in order."""
        rows = [[tidy(cell) for cell in row] for row in self.split(values)]
        return ["\t".join(row) for row in rows if any(row[-2:])]

    def split(self, values):
        """Return the cells row by row; what is left over at the end is a row cut short."""
        values = list(values)
        values += [""] * (-len(values) % self.cells)
        return [values[start : start + self.cells] for start in range(0, len(values), self.cells)]

    def rows(self, values):
        rows = self.split(values)
        if self.cells == 2:
            return [Row(number, label, amount) for number, (label, amount) in enumerate(rows)]
        return [Row(number, label, amount, kind) for number, (kind, label, amount) in enumerate(rows)]

    def clean(self, values):
        return self.rows(values)


class BudgetForm(StepForm):
    """Costs and cover, which must balance."""

    costs = RowsField(label=gettext_lazy("Costs"), cells=2)
    cover = RowsField(label=gettext_lazy("Cover"), cells=3)
    budget_note = forms.CharField(
        label=gettext_lazy("Note on the budget"),
        max_length=Application._meta.get_field("budget_note").max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Explain where the amounts come from, if that is not clear."),
    )
    kinds = [(kind.value, kind.label) for kind in KINDS]
    # Of a row, in the order of its fields.
    cells = {"costs": ("label", "amount"), "cover": ("kind", "label", "amount")}

    def clean_costs(self):
        return self.read("costs")

    def clean_cover(self):
        return self.read("cover")

    def read(self, name):
        """Return the rows that say something, each read; a row that is wrong says so itself."""
        rows = [row for row in self.cleaned_data[name] if not row.is_empty]
        if len(rows) > MOST_ROWS:
            raise ValidationError(_("Use no more than %(most)s rows.") % {"most": MOST_ROWS}, code="too_many")
        for row in rows:
            self.read_row(row, name)
        self.wrong_rows = getattr(self, "wrong_rows", {}) | {
            (name, row.number): row.mistakes for row in rows if row.mistakes
        }
        if texts := [text for row in rows for text in row.mistakes.values()]:
            raise ValidationError([ValidationError(text, code="rows") for text in texts])
        return rows

    def read_row(self, row, name):
        self.read_label(row, name)
        self.read_amount(row)

    def read_label(self, row, name):
        row.label = " ".join(row.label.split())
        if name == "cover" and row.kind not in dict(self.kinds):
            row.mistakes["kind"] = _("Choose who pays.")
        if len(row.label) > LONGEST_LABEL:
            row.mistakes["label"] = _("Use no more than %(most)s characters.") % {"most": LONGEST_LABEL}
        elif not row.label and name == "costs":
            row.mistakes["label"] = _("Say what the amount in row %(number)s is for.") % {"number": row.number + 1}
        elif not row.label and row.kind == Kind.OTHER_GRANT:
            # Awb 4:65: what is asked elsewhere is mentioned.
            row.mistakes["label"] = _("Say where you ask the other subsidy in row %(number)s.") % {
                "number": row.number + 1
            }

    def read_amount(self, row):
        try:
            row.cents = AmountFormField().clean(row.amount)
        except ValidationError as error:
            row.mistakes["amount"] = f"{self.name_of(row)}: {' '.join(error.messages)}"
        else:
            if not (row.cents or row.may_be_zero):
                row.mistakes["amount"] = f"{self.name_of(row)}: {_('The amount must be more than zero.')}"

    def name_of(self, row):
        return row.label or dict(self.kinds).get(row.kind) or _("Row %(number)s") % {"number": row.number + 1}

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        budget = self.budget
        if not cleaned["costs"]:
            self.add_error("costs", _("Fill in what your activity costs."))
        requests = [row for row in cleaned["cover"] if row.kind == Kind.REQUEST]
        if len(requests) != 1:
            self.add_error("cover", _("Fill in, in one row, how much subsidy you ask."))
        if not self.errors and not budget.balances:
            self.add_error(None, ValidationError(self.balance_text(budget.difference), code="balance"))
        if not self.errors:
            self.check_limits(budget)
        return cleaned

    @staticmethod
    def balance_text(difference):
        """Say by how much costs and cover differ; the difference in cents."""
        if difference > 0:
            text = _("Costs and cover are not equal. There is %(amount)s too much cover.")
        else:
            text = _("Costs and cover are not equal. There is %(amount)s too little cover.")
        return text % {"amount": shown(abs(difference))}

    def check_limits(self, budget):
        rules, asked = self.rules, budget.requested
        if not self.application.is_draft and asked != self.application.requested:
            # It stands in the ledger (Awb 4:25): a supplement can only change its grounds.
            text = _("The amount that you ask was sent in and stays: %(amount)s. Send us a message if it must change.")
            self.add_error("cover", text % {"amount": shown(self.application.requested)})
        if rules.minimum_amount is not None and asked < rules.minimum_amount:
            text = _("You can ask no less than %(amount)s under this scheme.")
            self.add_error("cover", text % {"amount": shown(rules.minimum_amount)})
        if rules.maximum_amount is not None and asked > rules.maximum_amount:
            text = _("You can ask no more than %(amount)s under this scheme.")
            self.add_error("cover", text % {"amount": shown(rules.maximum_amount)})
        if rules.maximum_share is not None and not budget.within_share(rules.maximum_share):
            most = budget.total_costs * rules.maximum_share // 100
            text = _("You can ask no more than %(share)s%% of the costs: here that is %(amount)s.")
            self.add_error("cover", text % {"share": rules.maximum_share, "amount": shown(most)})

    @property
    def budget(self):
        """Return what can be read of the budget, also when something in it is wrong."""
        typed = self.data.getlist if self.is_bound else lambda name: []
        read = {name: self.readable(name, typed(name)) for name in ("costs", "cover")}
        return Budget(
            costs=tuple(Cost(row.label, row.cents) for row in read["costs"]),
            cover=tuple(Cover(SOURCE[row.kind], row.label, row.cents) for row in read["cover"] if row.kind in SOURCE),
        )

    @property
    def gap(self):
        """Return by how much costs and cover differ, in cents."""
        return abs(self.budget.difference)

    @property
    def brings(self):
        """Return what each municipal euro brings in from others, in cents."""
        return int((self.budget.multiplier or 0) * 100)

    @property
    def bars(self):
        """Return how long the bars of costs and cover are, in thousandths of the longer."""
        budget = self.budget
        most = max(budget.total_costs, budget.total_cover, 1)
        return {"costs": budget.total_costs * 1000 // most, "cover": budget.total_cover * 1000 // most}

    def readable(self, name, texts):
        rows = self.fields[name].rows(texts)
        for row in rows[:MOST_ROWS]:
            try:
                row.cents = AmountFormField(required=False).clean(row.amount) or 0
            except ValidationError:
                row.cents = 0
        return rows[:MOST_ROWS]

    def rows_of(self, name):
        """Return the rows to show, with their mistakes, and empty ones where few are filled in."""
        rows = self.fields[name].rows(self.data.getlist(name)) if self.is_bound else []
        for row in rows:
            row.mistakes = getattr(self, "wrong_rows", {}).get((name, row.number), {})
        if name == "costs":
            missing = FIRST_COSTS - len(rows)
            return rows + [Row(len(rows) + more, "", "") for more in range(missing)]
        return rows or [Row(number, "", "", kind) for number, kind in enumerate(FIRST_COVER)]

    @property
    def cost_rows(self):
        return self.rows_of("costs")

    @property
    def cover_rows(self):
        return self.rows_of("cover")

    @property
    def mistakes(self):
        found = [("balance", error) for error in self.non_field_errors()]
        for (name, number), mistakes in sorted(getattr(self, "wrong_rows", {}).items()):
            found += [(f"id_{name}_{number}_{cell}", text) for cell, text in mistakes.items()]
        for name, errors in self.errors.as_data().items():
            if name in self.fields:
                place = f"id_{name}_0_amount" if name in ("costs", "cover") else self.place_of(name)
                found += [(place, text) for error in errors if error.code != "rows" for text in error.messages]
        return found

    def add_row(self, name):
        """Return the texts with one more empty row under `name`, "costs" or "cover"."""
        texts, _aside = self.to_keep
        rows = self.rows_of(name)
        if len(rows) < MOST_ROWS:
            rows.append(self.empty_row(name, len(rows)))
        return {**texts, name: [str(getattr(row, cell)) for row in rows for cell in self.cells[name]]}

    @staticmethod
    def empty_row(name, number):
        return Row(number, "", "", Kind.COST if name == "costs" else Kind.OTHER_GRANT)

    def lines_said(self, name, texts):
        if name == "budget_note":
            return super().lines_said(name, texts)
        return [self.line_of(row) for row in self.readable(name, texts) if not row.is_empty]

    def line_of(self, row):
        """Return a row as people read it: who pays, for what, and how much."""
        kind = str(dict(self.kinds).get(row.kind, ""))
        name = capfirst(", ".join(filter(None, [kind, row.label.strip()]))) or self.name_of(row)
        return f"{name}: {shown(row.cents) if row.cents else row.amount or '–'}"

    def write(self, application):
        application.requested = self.budget.requested
        application.budget_note = self.cleaned_data["budget_note"]

    def relate(self, application):
        application.budget_lines.all().delete()
        rows = [*self.cleaned_data["costs"], *self.cleaned_data["cover"]]
        with translation.override(settings.LANGUAGE_CODE):
            BudgetLine.objects.bulk_create(
                BudgetLine(
                    application=application,
                    position=position,
                    kind=row.kind,
                    label=row.label or Kind(row.kind).label,
                    amount=row.cents,
                )
                for position, row in enumerate(rows)
            )
