"""What the forms of all steps share: they read what is kept of a draft, and merge what colleagues type."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format

from deventer_intl.merging import Merging


class StepForm(Merging, forms.Form):
    """One step of an application, bound to what is sent or else to what is kept.

    `stored` are the texts that are kept, `changed_by` who changed each last, `mine` what the reader typed while a colleague
    changed the same. A form that does not settle (while one types) leaves such a choice open.
    """

    salt = "subsidies.step"
    use_required_attribute = False
    # No browser fills in an old one on its own: the page is kept by none (`no-store`).
    opened_on = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100_000)

    def __init__(
        self, *, application, rules, stored, data=None, mine=None, changed_by=None, by=None, settles=True, **kwargs
    ):
        self.application, self.rules, self.by = application, rules, by
        self.mine, self.changed_by, self.settles = mine or {}, changed_by or {}, settles
        shown = data if data is not None else {**stored, **self.mine}
        super().__init__(MultiValueDict(shown) if shown or data is not None else None, **kwargs)
        self.adapt()
        self.names = [name for name in self.fields if name != "opened_on"]
        self.stored = {name: list(stored.get(name, [])) for name in self.names}
        self.conflicts = []
        if data is not None:
            self.typed = {name: self.data.getlist(name) for name in self.names}
            self.merge()
        elif self.is_bound:
            self.conflicts = [
                (self[name], self.theirs(name))
                for name in self.mine
                if name in self.names and not self.is_stored(name, self.mine[name])
            ]
            self.data["opened_on"] = self.token(self.stored)
        self.initial["opened_on"] = self.token(self.stored)

    def adapt(self):
        """Make the fields fit the rules of the scheme."""

    def is_stored(self, name, texts):
        return self.compared(name, texts) == self.compared(name, self.stored[name])

    def theirs(self, name):
        return "\n".join(self.lines_said(name, self.stored[name]))

    def is_own(self, name):
        waits = not self.settles and name in self.mine
        return self.by is not None and self.changed_by.get(name) == self.by.pk and not waits

    def merge(self):
        super().merge()
        if self.settles:
            return
        there = {field.name for field, _theirs in self.conflicts}
        for name in set(self.mine) & set(self.names) - there:
            if not self.is_stored(name, self.typed[name]):
                self.conflicts.append((self[name], self.theirs(name)))

    @property
    def to_keep(self):
        """Return the texts to keep, and what is to be set aside for the writer because a colleague changed the same."""
        aside = {field.name: self.typed[field.name] for field, _theirs in self.conflicts}
        kept = {name: self.stored[name] if name in aside else self.data.getlist(name) for name in self.names}
        return kept, aside

    @property
    def typed_token(self):
        """Return that the form, as it stands on the screen of who sent it, was opened on what it says itself."""
        opened = self.opened_before
        aside = {field.name for field, _theirs in self.conflicts}
        return self.token({name: opened.get(name, []) if name in aside else self.typed[name] for name in self.names})

    def opened(self):
        self.opened_before = super().opened()
        return self.opened_before

    @property
    def warnings(self):
        """Return what is not refused, but said: an officer will decide on it."""
        return []

    @property
    def mistakes(self):
        """Return each mistake with the place in the form to mend it."""
        found = [("", error) for error in self.non_field_errors()]
        for name in self.errors:
            if name in self.fields:
                # "What is it for? This field is required."
                label = str(self.fields[name].label)
                label += "" if label.endswith("?") else ":"
                found += [(self.place_of(name), f"{label} {error}") for error in self.errors[name]]
        return found

    def leave_out_empty(self):
        """Say nothing of what is not filled in yet."""
        for name, errors in [*self.errors.as_data().items()]:
            if all(error.code == "required" for error in errors):
                del self.errors[name]

    def place_of(self, name):
        field = self[name]
        return field.id_for_label or f"{field.auto_id}_0"

    @property
    def shown(self):
        """Return what was answered, as (question, lines), for who reads it over."""
        return [(self.fields[name].label, self.lines_of(name)) for name in self.names]

    def lines_of(self, name):
        return self.lines_said(name, self.data.getlist(name) if self.is_bound else [])

    def lines_said(self, name, texts):
        """Return texts of a field as people read them: the words of a choice, and a day written out."""
        field, texts = self.fields[name], [text for text in texts if text.strip()]
        if isinstance(field, forms.DateField):
            return [day_said(field, text) for text in texts]
        choices = dict(getattr(field, "choices", ()))
        return [str(choices.get(text, text)) for text in texts]

    def write(self, application):
        """Put the answers of a valid form into the record; what belongs to other tables is written by `relate`."""
        for name, value in self.cleaned_data.items():
            if name in self.names:
                setattr(application, name, value)

    def relate(self, application):
        """Write what the step puts into other tables."""


def day_said(field, text):
    try:
        return date_format(field.to_python(text))
    except ValidationError:
        return text
