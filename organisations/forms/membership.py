"""The forms about who keeps a page."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from deventer_intl.addresses import MailField
from deventer_intl.names import CleanName

from ..models import Claim, Invitation, Organisation, Role


class KeepsSector(forms.ModelForm):
    """A form about an organisation in which a school with exchanges stays a school."""

    def clean_sector(self):
        sector = self.cleaned_data["sector"]
        if sector != self.initial.get("sector"):
            self.instance.refuse_sector(sector)
        return sector


class OrganisationForm(KeepsSector):
    """What staff change of an organisation, and at whose request."""

    asked_by = forms.CharField(
        label=_("Asked by"),
        max_length=200,
        required=False,
        help_text=_(
            "When you change this for somebody: who asked, and how (telephone, letter). It is kept in the history."
        ),
    )


class ClaimForm(forms.ModelForm):
    class Meta:
        model = Claim
        fields = ["position", "motivation"]
        help_texts = {
            "position": _("For example: secretary, director, volunteer for the website."),
            "motivation": _(
                "How can we see that you speak for this organisation? For example: you are named on its website."
            ),
        }
        widgets = {"motivation": forms.Textarea(attrs={"rows": 5})}


class RegistrationForm(CleanName, forms.ModelForm):
    """A new organisation: what its page cannot do without, and who asks."""

    position = ClaimForm.base_fields["position"]
    motivation = ClaimForm.base_fields["motivation"]

    class Meta:
        model = Organisation
        fields = ["name", "sector", "legal_form", "kvk_number", "website"]
        help_texts = {"kvk_number": _("Eight digits. Leave it empty if the organisation is not in the trade register.")}


class InviteForm(forms.Form):
    email = MailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("What this person may do"),
        choices=[
            (Role.EDITOR, _("Editor: keeps the page and applies for subsidies")),
            (Role.OWNER, _("Owner: also decides who else does")),
        ],
        initial=Role.EDITOR,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)


class RoleForm(forms.Form):
    role = InviteForm.base_fields["role"]


class LetterCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the letter"),
        max_length=30,
        help_text=_("Twelve letters and digits, for example ABCD-EFGH-2345. Small letters will do."),
    )

    def clean_code(self):
        code = self.cleaned_data["code"]
        if Invitation.objects.of(code) is None:
            raise forms.ValidationError(_("We do not know this code. Look at the letter once more."))
        return code.replace("/", "")


class DecisionForm(forms.Form):
    """What staff decide on what was asked."""

    APPROVED, REFUSED = "approved", "refused"

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(APPROVED, _("Approve")), (REFUSED, _("Refuse"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why not"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only when you refuse. It is mailed to whoever asked, in these words."),
    )

    def clean(self):
        if self.cleaned_data.get("outcome") == self.REFUSED and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why, so that whoever asked knows what to do."))
        return self.cleaned_data


class InviteOwnerForm(forms.Form):
    """How staff bring an organisation aboard."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.all())
    way = forms.ChoiceField(
        label=_("How"),
        choices=[("mail", _("by mail")), ("letter", _("by letter, with a code (PDF)"))],
        widget=forms.RadioSelect,
    )
    email = MailField(label=_("E-mail address"), required=False, help_text=_("For an invitation by mail."))
    address = forms.CharField(
        label=_("Address lines of the letter"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Below the name of the organisation. The portal does not keep it."),
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def clean(self):
        if self.cleaned_data.get("way") == "mail" and not self.cleaned_data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Fill in to whom the mail goes."))
        return self.cleaned_data
