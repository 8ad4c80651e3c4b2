"""The forms about the pictures of an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deventer_intl.picture_files import FORMATS

from ..models import Picture


class LogoForm(forms.ModelForm):
    """What is said of a logo."""

    class Meta:
        model = Picture
        fields = ["alt_nl", "alt_en", "alt_de"]
        labels = {
            "alt_nl": _("What one sees, in Dutch"),
            "alt_en": _("What one sees, in English"),
            "alt_de": _("What one sees, in German"),
        }
        help_texts = {
            "alt_nl": _("Read out to who cannot see it. For example: three women repair a water pump."),
        }


class PhotoForm(LogoForm):
    """What is said of a photo."""

    class Meta(LogoForm.Meta):
        fields = [*LogoForm.Meta.fields, "project"]
        labels = {**LogoForm.Meta.labels, "project": _("Project it belongs to")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = self.instance.organisation.projects.order_by("title_nl")


class PlacedPhotoForm(PhotoForm):
    """What is said of a photo that is there, and where it stands."""

    place = forms.TypedChoiceField(
        label=_("Place among the photos"),
        coerce=int,
        help_text=_("The first one is also shown where others link here."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        number = self.instance.organisation.pictures.photos().count()
        self.fields["place"].choices = [(place, place) for place in range(1, number + 1)]
        self.initial["place"] = self.instance.position


class FileMixin(forms.Form):
    """The file itself: what it is, is for the action to find out."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "JPEG, PNG, WebP or GIF, at most 10 MB. The place and time that your camera noted in it are removed."
        ),
        widget=forms.FileInput(attrs={"accept": ", ".join(f"image/{name.lower()}" for name in FORMATS)}),
    )
    field_order = ["file"]


class NewLogoForm(FileMixin, LogoForm):
    pass


class NewPhotoForm(FileMixin, PhotoForm):
    pass
