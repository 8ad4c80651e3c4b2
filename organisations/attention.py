"""What needs a civil servant's attention: requests for pages, pages that went unpublished, then gaps in the directory; each with how many, and where."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import Claim, ContactRequest, CountryPresence, Organisation, ProposedChange

# Each with what holds of an organisation that needs it.
KINDS = {
    "unconfirmed": (_("Never confirmed by the organisation"), Q(confirmed_on=None)),
    "empty": (_("Without any text"), Q(summary_nl="", summary_en="", summary_de="")),
    "untranslated": (_("Dutch text, no English"), ~Q(summary_nl="") & Q(summary_en="")),
    "no-country": (_("Without a country"), ~Q(pk__in=CountryPresence.objects.order_by().values("organisation"))),
}


@dataclass
class Waiting:
    label: str
    count: int
    url: str


def select(queryset, kind):
    """Return the organisations of a queryset that need this kind of attention."""
    return queryset.filter(KINDS[kind][1])


def waiting(user) -> list[Waiting]:
    """Return what waits for a user, of what that user may change."""
    return [
        *undecided(user, Claim, _("Requests for a page")),
        *undecided(user, ProposedChange, _("Changes of name, number or website")),
        *undecided(user, ContactRequest, _("Schools that ask for a contact")),
        *pages(user),
    ]


def undecided(user, model, label):
    name = model._meta.model_name
    if user.has_perm(f"organisations.change_{name}") and (number := model.objects.undecided().count()):
        yield Waiting(label, number, f"{reverse(f'admin:organisations_{name}_changelist')}?decided=no")


def pages(user):
    """Yield the pages that went unpublished, then the gaps in the directory; even those there are none of: in one query."""
    if not user.has_perm("organisations.change_organisation"):
        return
    lapsed, active = Organisation.Status.LAPSED, Organisation.Status.ACTIVE
    conditions = [Q(status=lapsed), *(Q(status=active) & condition for _label, condition in KINDS.values())]
    counts = {f"number_{n}": Count("pk", filter=condition) for n, condition in enumerate(conditions)}
    number, *numbers = Organisation.objects.order_by().aggregate(**counts).values()
    address = reverse("admin:organisations_organisation_changelist")
    if number:
        yield Waiting(_("Unpublished because nobody confirmed them"), number, f"{address}?status__exact={lapsed}")
    for (kind, (label, _condition)), number in zip(KINDS.items(), numbers, strict=True):
        yield Waiting(label, number, f"{address}?attention={kind}&status__exact={active}")
