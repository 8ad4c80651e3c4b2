"""Forms that several people fill in at the same time: nobody overwrites another, and nothing typed is lost."""

from django import forms
from django.core import signing


def tidy(text: str) -> str:
    """Return a text as it is compared: a browser sends other line ends than it was given."""
    return text.replace("\r\n", "\n").strip()


def comparable(field, values) -> list[str]:
    """Return the texts that were sent for a field so that those that say the same are equal; a field may know better."""
    if own := getattr(field, "comparable", None):
        return own(values)
    return sorted(tidy(value) for value in values if tidy(value))


class Merging:
    """A form with a hidden field `opened_on` that carries, signed, what stood there when it was opened.

    What only somebody else changed meanwhile is taken over. What both changed is in `conflicts`, and the form waits until
    its writer chose: a tick at `theirs-<name>` takes the other's. A form sets `salt`, and `names` and `stored` (the texts
    that stand there now, by name) before it merges.
    """

    salt: str
    names: list[str]
    stored: dict[str, list[str]]

    def compared(self, name, values):
        return comparable(self.fields[name], values)

    def token(self, texts) -> str:
        """Return, signed, that a form was opened on these texts."""
        seen = {name: self.compared(name, texts.get(name, [])) for name in self.names}
        return signing.dumps(seen, salt=self.salt, compress=True)

    def opened(self) -> dict[str, list[str]]:
        try:
            return signing.loads(self.data.get("opened_on", ""), salt=self.salt)
        except signing.BadSignature:
            # Nobody can tell what it was filled in on: then anything may have changed.
            return {}

    def theirs(self, name) -> str:
        """Return what stands there, as it is shown to whoever typed something else."""
        return "\n".join(self.compared(name, self.stored[name]))

    def is_own(self, name) -> bool:
        """Tell whether what stands in a field is of the same writer, who then changed it once more."""
        return False

    def merge(self) -> None:
        """Take over what only others changed, and collect what both did. `data` is a copy that may be changed."""
        self.conflicts = []
        opened = self.opened()
        for name in self.names:
            typed = self.compared(name, self.data.getlist(name))
            stored, before = self.compared(name, self.stored[name]), opened.get(name, [])
            takes_theirs = self.data.get(f"theirs-{name}")
            if stored == typed or (stored == before and not takes_theirs):
                continue
            if typed == before or takes_theirs:
                self.data.setlist(name, self.stored[name])
            elif not self.is_own(name):
                self.conflicts.append((self[name], self.theirs(name)))
        # From here on it is filled in on what stands there now.
        self.data["opened_on"] = self.token(self.stored)


class MergingForm(Merging, forms.Form):
    """A form that begins with what stands there now (its initial values), and merges what is sent with that."""

    salt = "merging"
    use_required_attribute = False
    opened_on = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = [name for name in self.fields if name != "opened_on"]
        self.stored = {
            name: self.as_sent(name, self.get_initial_for_field(self.fields[name], name)) for name in self.names
        }
        self.label_fields()
        self.conflicts = []
        self.initial["opened_on"] = self.token(self.stored)
        if self.is_bound:
            self.data = self.data.copy()
            self.merge()

    def label_fields(self):
        """Give the fields labels of their own: before merging, which shows those of what two people changed."""

    def as_sent(self, name, value):
        """Return a value as a browser would send it: a list of texts."""
        field = self.fields[name]
        value = field.prepare_value(value)
        if isinstance(field, forms.BooleanField):
            return ["on"] if value else []
        values = value if isinstance(value, (list, tuple)) else [value]
        return sorted(tidy(str(one)) for one in values if one not in (None, ""))

    @property
    def answers(self):
        """Return what was filled in, without what the form carries along for itself."""
        return {name: self.cleaned_data[name] for name in self.names}
