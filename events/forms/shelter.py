"""The form about a story of Shelter City and its photo."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from deventer_intl import picture_files

from ..models import ShelterStory
from ..models.shelter_consent import ELEMENTS
from ..models.shelter_story import ALTS, TEXTS


def wide():
    return forms.TextInput(attrs={"class": "vTextField"})


class StoryForm(forms.ModelForm):
    """What a story says and what one sees on its photo. `made` is what was made of a new photo, if there is one."""

    elements = forms.MultipleChoiceField(
        label=_("What title and text tell of somebody"),
        choices=[(each.value, each.label) for each in ELEMENTS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("For each of these a consent of its own is needed."),
    )
    file = forms.FileField(
        label=_("Photo"),
        required=False,
        help_text=_(
            "JPEG, PNG, WebP or GIF, at most 10 MB. The place and time that your camera noted in it are removed."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg, image/png, image/webp, image/gif"}),
    )
    alt_nl = forms.CharField(label=_("What one sees, in Dutch"), max_length=250, required=False, widget=wide())
    alt_en = forms.CharField(label=_("What one sees, in English"), max_length=250, required=False, widget=wide())
    alt_de = forms.CharField(label=_("What one sees, in German"), max_length=250, required=False, widget=wide())
    removes_photo = forms.BooleanField(label=_("Remove the photo"), required=False)

    made = None

    class Meta:
        model = ShelterStory
        fields = [*TEXTS, "elements"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.photo = getattr(self.instance, "photo", None) if self.instance.pk else None
        if self.photo:
            self.initial |= {name: getattr(self.photo, name) for name in ALTS}

    def clean_file(self):
        if upload := self.cleaned_data["file"]:
            self.made = picture_files.make(upload)
        return upload

    def clean(self):
        data = super().clean()
        has_photo = self.made or (self.photo and not data.get("removes_photo"))
        if has_photo and not data.get("alt_nl"):
            raise ValidationError({"alt_nl": _("Say what one sees.")})
        return data

    @property
    def alts(self):
        return {name: self.cleaned_data[name] for name in ALTS} if self.made or self.photo else None
