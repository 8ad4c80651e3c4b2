"""The forms of who nominates and of the nominee: without an account, and with a link alone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deventer_intl.addresses import MailField
from deventer_intl.names import clean_name
from deventer_intl.people_only import PeopleOnly

from ..models import Goal, Nomination
from ..models.nomination import LONGEST_REASON


class MessageField(forms.CharField):
    """A text whose ends of lines count once, as in the browser it was typed in; too long a text is told, never cut off."""

    def __init__(self, *, rows=5, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def organisations():
    """Return the public directory, which lies to the right: through the relation of a nomination."""
    return Nomination._meta.get_field("organisation").remote_field.model.objects.public().order_by("name")


class NominateForm(PeopleOnly):
    """Which organisation, why by criterion, and who says so."""

    use_required_attribute = False

    organisation = forms.ModelChoiceField(
        label=_("Organisation in the directory"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("Choose an organisation"),
        help_text=_("Choose one, or type a name below. One of both is needed."),
    )
    organisation_name = forms.CharField(
        label=_("Name of the organisation, if it is not in the list"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_own = forms.BooleanField(
        label=_("This is my own organisation"),
        required=False,
        help_text=_("That is allowed. The jury sees that you nominated yourself."),
    )
    goal = forms.ModelChoiceField(
        label=_("To which Global Goal does it contribute most?"),
        queryset=Goal.objects.none(),
        empty_label=_("Choose a goal"),
    )
    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = MailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We mail you a link. The nomination counts once you open it. The nominee does not see your name."),
    )

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        found = organisations()
        if edition.sectors:
            found = found.filter(sector__in=edition.sectors)
        self.edition = edition
        self.fields["organisation"].queryset = found
        self.fields["goal"].queryset = Goal.objects.all()
        self.criteria = {f"why_{criterion.pk}": criterion for criterion in edition.criteria.all()}
        for name, criterion in self.criteria.items():
            label = _("%(criterion)s: why?") % {"criterion": criterion.name}
            self.fields[name] = MessageField(label=label, max_length=LONGEST_REASON, help_text=criterion.text)
        self.order_fields(["organisation", "organisation_name", "is_own", "goal", *self.criteria, "name", "email"])
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    def clean_organisation_name(self):
        return clean_name(self.cleaned_data["organisation_name"])

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])

    def clean(self):
        # First: what looks like a robot is only told so where nothing else is wrong.
        filled = self.cleaned_data
        if not {"organisation", "organisation_name"} & set(self.errors):
            chosen, typed = filled.get("organisation"), filled.get("organisation_name")
            if not chosen and not typed:
                self.add_error("organisation", _("Choose an organisation, or type its name below."))
            elif chosen and typed:
                self.add_error("organisation_name", _("You chose one in the list too. Leave one of both empty."))
        return super().clean()

    def nomination(self, language):
        """Return what was filled in as a record that is not saved yet."""
        names = ("organisation", "organisation_name", "is_own", "goal", "name", "email")
        return Nomination(edition=self.edition, language=language, **{name: self.cleaned_data[name] for name in names})

    def reasons(self):
        return {criterion: self.cleaned_data[name] for name, criterion in self.criteria.items()}


YES, NO = "ja", "nee"


class AnswerForm(forms.Form):
    """What the nominee says."""

    answer = forms.ChoiceField(
        label=_("Do you take part?"),
        choices=[
            (YES, _("Yes: the jury may read and judge this nomination")),
            (NO, _("No: the nomination stops here")),
        ],
        widget=forms.RadioSelect,
        help_text=_("If you win, the name of your organisation is announced."),
    )
    may_be_named = forms.BooleanField(
        label=_("You may also name us as nominee if we do not win"),
        required=False,
        help_text=_(
            "On this website, after the announcement. Leave it empty and nobody reads that you were nominated."
        ),
    )

    @property
    def details(self):
        is_willing = self.cleaned_data["answer"] == YES
        return {"is_willing": is_willing, "may_be_named": is_willing and self.cleaned_data["may_be_named"]}
