"""Records in the back-office that two people have open: who saves second is told what changed, and overwrites nothing unseen."""

from django import forms
from django.core import signing
from django.forms.models import model_to_dict
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _


class UnchangedForm(forms.ModelForm):
    """A form that carries, signed, what stood in the record when it was opened (`seen`).

    Where something else stands there when it is sent, it is refused once with the names of what changed; whoever sends it again has
    read that. `compared` names fields of the record that the form changes by others of its own.
    """

    salt = "unchanged"
    compared = ()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.signed(self.said_by(self.instance))

    def said_by(self, record) -> dict[str, str]:
        """Return what a record says in the fields of the form, as texts that can be compared."""
        values = model_to_dict(record, [*self._meta.fields, *self.compared])
        return {
            name: str(sorted(map(str, value)) if isinstance(value, list) else value) for name, value in values.items()
        }

    def signed(self, said) -> str:
        return signing.dumps(said, salt=f"{self.salt}.{self._meta.model._meta.label_lower}", compress=True)

    def opened(self) -> dict[str, str]:
        """Return what stood there when the form was opened; nothing, where that cannot be told."""
        try:
            salt = f"{self.salt}.{self._meta.model._meta.label_lower}"
            return signing.loads(self.data.get(self.add_prefix("seen"), ""), salt=salt)
        except signing.BadSignature:
            return {}

    def clean(self):
        if self.instance.pk:
            self.refuse_overwriting()
        return super().clean()

    def refuse_overwriting(self):
        # Locked until it is saved: what is compared is what is overwritten.
        record = self._meta.model.objects.select_for_update(no_key=True, of=["self"]).get(pk=self.instance.pk)
        now, opened = self.said_by(record), self.opened()
        if changed := [name for name in now if now[name] != opened.get(name)]:
            labels = [capfirst(record._meta.get_field(name).verbose_name) for name in changed]
            text = _(
                "Somebody else changed this while you had it open: %(fields)s. Nothing of yours was saved yet; it stands below. Open the "
                "record in another window to read what stands there now. What you save after this takes its place."
            )
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.signed(now)
            self.add_error(
                None, forms.ValidationError(text % {"fields": get_text_list(labels, _("and"))}, code="changed")
            )


class UnchangedAdmin:
    """For a model admin whose form is an `UnchangedForm`: puts what the form carries on its page."""

    def get_fieldsets(self, request, obj=None):
        fieldsets = [
            (name, {**options, "fields": [field for field in options["fields"] if field != "seen"]})
            for name, options in super().get_fieldsets(request, obj)
        ]
        if obj is not None and self.has_change_permission(request, obj):
            fieldsets[0][1]["fields"].append("seen")
        return fieldsets
