"""What a member can change of a page: a few short sections, some of which hold several of a kind."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .forms import profile


@dataclass(frozen=True)
class Section:
    """`slug` stands in the address; `many` names the relation of a section that holds several, each a form of its own.

    `shows` are the relations that the list of several names.
    """

    slug: str
    label: str
    form_class: type
    many: str = ""
    shows: tuple = ()
    hint: str = ""


SECTIONS = {
    section.slug: section
    for section in [
        Section(
            "verhaal",
            _("Summary and story"),
            profile.TextsForm,
            hint=_("In the story an empty line begins a new paragraph, and **asterisks** make bold."),
        ),
        Section("feiten", _("Sector, themes and facts"), profile.FactsForm),
        Section("landen", _("Where and what"), profile.PresenceForm, "presences", ("country", "place")),
        Section(
            "doelen",
            "Global Goals",
            profile.GoalForm,
            "goal_tags",
            ("goal",),
            _("One primary goal and at most two others."),
        ),
        Section("projecten", _("Projects and activities"), profile.ProjectForm, "projects", ("country",)),
        Section("aanbod", _("Offers and needs"), profile.OfferForm, "offers_and_needs", ("organisation",)),
        Section("contact", _("Contact and social media"), profile.ContactForm),
        Section(
            "naam",
            _("Name, KvK number and website"),
            profile.IdentityForm,
            hint=_("The International Office looks at these first. Until then the page shows what it shows now."),
        ),
    ]
}
