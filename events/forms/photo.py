"""A photo of an event, and what is said of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.forms.picture import FileMixin, LogoForm

from ..models import EventPhoto


class PhotoForm(FileMixin, forms.ModelForm):
    class Meta:
        model = EventPhoto
        fields = ["alt_nl", "alt_en", "alt_de", "credit", "has_consent"]
        labels = {
            **LogoForm.Meta.labels,
            "credit": _("Made by"),
            "has_consent": _("Everyone who can be recognised agrees that this photo is public"),
        }
        help_texts = LogoForm.Meta.help_texts

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["has_consent"].required = True
