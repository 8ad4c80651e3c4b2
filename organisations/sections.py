"""What a member can change of a page: a few short sections, some of which hold several of a kind."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .forms import education, export, profile
from .models import Sector


@dataclass(frozen=True)
class Section:
    """`slug` stands in the address; `many` names the relation of a section that holds several, each a form of its own.

    `one` names the relation of a section about a record of its own, that is made when it is first filled in.
    `shows` are the relations that the list of several names. With `sector` it is for organisations of that sector alone.
    """

    slug: str
    label: str
    form_class: type
    many: str = ""
    shows: tuple = ()
    hint: str = ""
    sector: int | None = None
    one: str = ""

    def is_for(self, organisation) -> bool:
        return self.sector in (None, organisation.sector)


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
        Section(
            "uitwisselingen",
            _("Exchanges and internships of the school"),
            education.ExchangeForm,
            "exchanges",
            ("organisation", "country", "place"),
            _(
                "One for each school year and partner. Only numbers, no names of pupils. They stand in the overview for all schools."
            ),
            Sector.EDUCATION,
        ),
        Section(
            "export",
            _("Made in Deventer: what you export"),
            export.ExportForm,
            hint=_(
                "For the catalogue of companies that export, on this site and in print. Who does not export leaves this empty."
            ),
            sector=Sector.BUSINESS,
            one="export_profile",
        ),
        Section(
            "stages",
            _("Internships that you offer"),
            education.InternshipForm,
            "internships",
            ("organisation",),
            _("An offer closes by itself after its last day, or after a year. To open it again, save it anew."),
        ),
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
